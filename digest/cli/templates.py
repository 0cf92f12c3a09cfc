"""`digest templates`: the shipped themes, a copy of one to make your own, and what an upgrade changed in it since."""

from __future__ import annotations

import json as formats
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from digest.cli.console import ConfigOption, JsonOption, fail, json_text, out, print_json, settings_file, table
from digest.config import to_newsletters
from digest.model import Theme
from digest.wiring import read_settings, shipped_files, templates_in

app = typer.Typer(help="The looks that the mail can have, and a copy of one to make your own.", no_args_is_help=True)

RECORD = "shipped.json"
"""Beside a copy: the theme it is of, and the SHA-256 of each file as it was copied."""

LOOKS = {
    Theme.BROADSHEET: "A newspaper's front page: serif type, rules between stories, columns",
    Theme.SIGNAL: "Cards on a quiet page: the type of the reader's own machine",
}

ThemeOption = Annotated[Theme, typer.Option("--theme", help="Which one.")]
Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder of your copy.")]


@dataclass(frozen=True, slots=True)
class Difference:
    """A template that is not the shipped one, and since when."""

    file: str
    what: str


@app.command("list")
def list_themes(config: ConfigOption = None, json: JsonOption = False) -> None:
    """Show the themes, and which of your newsletters wears which.

    Example: digest templates list
    """
    newsletters = to_newsletters(read_settings(settings_file(config), os.environ))
    worn = {theme: [each.id for each in newsletters if each.brand.theme is theme] for theme in Theme}
    if json:
        print_json(worn)
        return
    table("Themes", ("Theme", "Look", "Worn by"), [(theme, LOOKS[theme], ", ".join(worn[theme])) for theme in Theme])


@app.command()
def copy(
    folder: Folder = Path("templates"),
    theme: ThemeOption = Theme.BROADSHEET,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
) -> None:
    """Copy a theme into a folder of your own. Name it in the settings (`templates: DIR`), and change what you like.

    Examples: digest templates copy · digest templates copy --theme signal looks
    """
    if folder.exists() and not force:
        fail(f"{folder} is already there (--force overwrites it)")
    try:
        write_copy(folder, theme)
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror}")
    out.print(f"Wrote {folder}{os.sep}, a copy of {theme}. In digest.yaml:\n  templates: {folder}", markup=False)


@app.command()
def diff(
    folder: Folder = Path("templates"),
    patch: Annotated[bool, typer.Option("--patch", help="Print the lines that differ, too.")] = False,
    json: JsonOption = False,
) -> None:
    """Say which files of your copy differ from the shipped ones: by your hand, or since an upgrade.

    Examples: digest templates diff · digest templates diff looks --patch
    """
    if not folder.is_dir():
        fail(f"{folder} is no folder")
    theme, copied = read_record(folder)
    own, shipped = templates_in(folder), shipped_files(theme)
    found = list(differences(own, shipped, copied))
    if json:
        print_json({"theme": theme, "files": found})
        return
    if not found:
        out.print(f"{folder}: as {theme} is shipped.", markup=False)
        return
    table(f"{folder} beside {theme}", ("File", "What is different"), [(each.file, each.what) for each in found])
    for each in found if patch else ():
        out.print("".join(_patch(each.file, shipped, own)), markup=False, highlight=False, soft_wrap=True)


def write_copy(folder: Path, theme: Theme) -> None:
    """Write a theme's templates into a folder, with the record that lets `diff` tell an upgrade from your own hand.

    Raises:
        OSError: something cannot be written.
    """
    files = shipped_files(theme)
    record = {"theme": theme, "files": {name: _fingerprint(text) for name, text in files.items()}}
    for name, text in (files | {RECORD: json_text(record)}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read_record(folder: Path) -> tuple[Theme, Mapping[str, str]]:
    """Return the theme that a folder is a copy of, and its files' fingerprints then; without a record, the first theme."""
    try:
        record: Any = formats.loads((folder / RECORD).read_text(encoding="utf-8"))
        return Theme(record["theme"]), dict(record["files"])
    except FileNotFoundError:
        return Theme.BROADSHEET, {}
    except (OSError, ValueError, KeyError, TypeError):
        fail(f"{folder / RECORD}: cannot be read; delete it, and your files are compared with {Theme.BROADSHEET}'s")


def differences(own: Mapping[str, str], shipped: Mapping[str, str], copied: Mapping[str, str]) -> Iterator[Difference]:
    """Yield the files that differ, in order of name; `copied` holds the fingerprints of what was once copied."""
    for name in sorted(own.keys() | shipped.keys()):
        if own.get(name) != shipped.get(name):
            yield Difference(name, _what(own.get(name), shipped.get(name), copied.get(name)))


def _what(own: str | None, shipped: str | None, copied: str | None) -> str:
    if own is None:
        return "not in your copy: the shipped one stands in" if copied else "new: the shipped one stands in"
    if shipped is None:
        return "no longer shipped" if copied else "your own"
    if copied is None:
        return "differs"
    yours, ours = _fingerprint(own) != copied, _fingerprint(shipped) != copied
    return "changed by you and by an upgrade" if yours and ours else "changed by you" if yours else "upgraded since"


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _patch(name: str, shipped: Mapping[str, str], own: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that make the shipped file yours."""
    before, after = (files.get(name, "").splitlines(keepends=True) for files in (shipped, own))
    return unified_diff(before, after, f"shipped/{name}", f"yours/{name}")
