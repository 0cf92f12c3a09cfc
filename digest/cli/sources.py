"""`digest sources ...`: find sources, try them, see how they do."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from digest.cli import sources_opml, sources_rules
from digest.cli.console import (
    IN_PART,
    ConfigOption,
    JsonOption,
    fail,
    newsroom,
    out,
    print_json,
    progress_bar,
    table,
)
from digest.cli.sources_settings import settings_if_any
from digest.cli.sources_tell import (
    discovery_values,
    paste_of,
    source_rows,
    tell_discovery,
    tell_tryout,
    tryout_values,
)
from digest.collector import whole_address
from digest.config import to_rules, to_sources
from digest.jobs import scouting
from digest.jobs.tryout import guess_source, try_source
from digest.model import Source, SourceKind
from digest.wiring import open_scout

app = typer.Typer(help="The sources: find them, try them, see how they do.", no_args_is_help=True)

UrlArgument = Annotated[str, typer.Argument(metavar="URL", help="A site, a page, a feed or a sitemap.")]


def _address(text: str) -> str:
    return whole_address(text) or fail(f"{text!r} is no web address")


@app.command()
def discover(url: UrlArgument, config: ConfigOption = None, json: JsonOption = False) -> None:
    """Find what a site offers to be collected: feeds, news sitemaps, sitemaps, lists of links. Each is fetched and read.

    The best stands first, and below the table the lines for your settings. Works without a settings file.

    Examples: digest sources discover news.example · digest sources discover https://news.example/sport --json
    """
    settings = settings_if_any(config)
    with progress_bar(hidden=json) as watch:
        found = scouting.discover(_address(url), open_scout(settings), watch)
    paste = paste_of(found, {source.id for source in settings.sources} if settings else set())
    if json:
        print_json(discovery_values(found, paste))
    else:
        tell_discovery(url, found, paste)
    if not found.finds:
        fail(f"{url} offers no feed, no sitemap and no list of links that looks like news", IN_PART)


@app.command(name="try")
def try_(
    target: Annotated[str, typer.Argument(metavar="URL|ID", help="An address, or the id of a source in the settings.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="The most entries that are read.")] = 10,
    kind: Annotated[
        SourceKind | None, typer.Option("--kind", help="What it is; without it, what it looks like.")
    ] = None,
    select: Annotated[
        str,
        typer.Option("--select", metavar="CSS", help="The `a` elements of a listing; a glob for a sitemap's paths."),
    ] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show what would be collected of a source: each entry with its text, lede and quotes, and what is wrong with it.

    Nothing is stored. Ends with status 1 where an entry could not be read.

    Examples: digest sources try lantern · digest sources try https://news.example/ --kind listing --select "main h2 a"
    """
    settings = settings_if_any(config)
    scout = open_scout(settings)
    with progress_bar(hidden=json) as watch:
        known = {source.id: source for source in to_sources(settings)} if settings else {}
        if target not in known and "." not in target and not kind:
            fail(f"there is no source {target!r} (known: {', '.join(known)})")
        source = known.get(target) or _stranger(target, kind, select, scout)
        source = replace(source, rules=to_rules(settings) if settings else ())
        tryout = try_source(source, scout, limit, watch)
    if json:
        print_json(tryout_values(tryout))
    else:
        tell_tryout(tryout)
    if tryout.problems or any(tried.article is None for tried in tryout.tried):
        raise typer.Exit(IN_PART)


def _stranger(target: str, kind: SourceKind | None, select: str, scout: scouting.Scout) -> Source:
    """A source that no settings name: of the kind given, else of the kind that it looks like."""
    if kind is SourceKind.SAVED:
        return Source("try", kind, target, "")
    if select and kind is None:
        kind = SourceKind.LISTING
    url = _address(target)
    return Source("try", kind, url, "", select=select) if kind else guess_source(url, scout)


@app.command(name="list")
def list_(config: ConfigOption = None, json: JsonOption = False) -> None:
    """List the sources with how their last visit went and what they brought in seven days.

    Example: digest sources list --json
    """
    with newsroom(config) as room:
        rows: list[dict[str, Any]] = source_rows(room)
    if json:
        print_json({"sources": rows})
        return
    columns = (
        "Source",
        "Kind",
        "Title",
        "Last visit",
        "Next visit",
        "Failures",
        "In 7 days",
        "Newest error",
        "Moved to",
    )
    table("Sources", columns, [tuple(row.values()) for row in rows])
    out.print("What would be collected of one now: digest sources try ID", style="dim")


app.command(name="import")(sources_opml.import_)
app.command()(sources_opml.export)
app.command()(sources_rules.rules)
