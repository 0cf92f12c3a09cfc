"""The command reference, docs/commands.md: made from the help texts, so that neither can lie about the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from digest.cli.app import EPILOG, app

HEAD = """# Commands

Made from the help texts by `make generate`. `digest COMMAND --help` says the same.
"""


def command_reference() -> str:
    """Return docs/commands.md: every verb with its help, its arguments and its options."""
    return "\n".join((HEAD, EPILOG, "", *_chapters(get_command(app), "digest", None)))


def _chapters(command: Any, name: str, parent: Any) -> Iterator[str]:
    """The chapter of a verb, or those of a group's verbs."""
    # The commands are those of the parser that Typer carries inside, which it does not type.
    context = typer.Context(command, info_name=name, parent=parent)
    if hasattr(command, "list_commands"):
        for verb in command.list_commands(context):
            yield from _chapters(command.get_command(context, verb), verb, context)
    else:
        yield from _chapter(command, context)


def _chapter(command: Any, context: typer.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n"
    yield f"{command.help}\n"
    for parameter in command.get_params(context):
        if row := parameter.get_help_record(context):
            yield f"- `{row[0]}` {row[1]}".rstrip()
    yield ""


if __name__ == "__main__":
    text = command_reference()
    if "--write" in sys.argv:
        Path("docs/commands.md").write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
