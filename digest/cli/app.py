"""The `digest` command: its verbs, in the order in which a new user meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from digest import __version__
from digest.cli import (
    archive,
    bounces,
    choosing,
    collecting,
    database,
    delivering,
    delivery,
    demo,
    embedding,
    going_out,
    held,
    issues,
    judging,
    pick,
    postmaster,
    preview,
    readers,
    report,
    serving,
    setup,
    show,
    sources,
    templates,
    topics,
)

EPILOG = (
    "Exit status: 0 done; 1 done in part, what failed is printed; 2 the settings, a template or the command line "
    "is wrong; 3 the database cannot be used."
)

app = typer.Typer(
    name="digest",
    help="Mail digests of news sites: true ledes, key quotes with the right speaker, on schedule, never twice.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdigest {__version__}")
        raise typer.Exit


@app.callback()
def digest(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Mail digests of news sites: true ledes, key quotes with the right speaker, on schedule, never twice."""


app.command()(setup.init)
app.command()(setup.check)
app.command()(collecting.collect)
app.command()(preview.preview)
app.command()(judging.lint)
app.command()(choosing.model)
app.add_typer(topics.app, name="topics")
app.command()(pick.pick)
app.command()(issues.send)
app.command()(issues.press)
app.command()(report.why)
app.command()(report.report)
app.command()(held.release)
app.command()(held.skip)
app.add_typer(going_out.app, name="issues")
app.command()(delivering.deliver)
app.command()(delivering.run)
app.add_typer(delivery.app, name="delivery")
app.command()(serving.serve)
app.command()(embedding.embed)
app.add_typer(archive.app, name="archive")
app.command()(show.status)
app.command()(postmaster.doctor)
app.add_typer(sources.app, name="sources")
app.add_typer(templates.app, name="templates")
app.add_typer(postmaster.app, name="dkim")
app.add_typer(readers.app, name="readers")
app.add_typer(bounces.app, name="bounces")
app.add_typer(database.app, name="db")
app.command()(demo.demo)
