"""`digest sources import` and `digest sources export`: lists of subscriptions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, err, fail, out, print_json
from digest.cli.sources_settings import settings_if_any
from digest.collector import OutlineFault, canonical_url, read_opml, write_opml
from digest.config import Settings, outlines_of, settings_of, to_sources, to_topics, yaml_lines
from digest.errors import SourceError
from digest.model import SourceKind


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of subscriptions from a feed reader.")],
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Print the settings for the feeds of an OPML file: each feed a source, each folder a topic of its sources.

    What is listed twice, is no feed, or is a source already is named with its line and left out. No file is changed.

    Examples: digest sources import subscriptions.opml · digest sources import subscriptions.opml > more.yaml
    """
    try:
        listed = read_opml(file.read_bytes())
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except SourceError as error:
        fail(f"{file}: {error}")
    settings = settings_if_any(config)
    known = _known(settings)
    fresh = [outline for outline in listed.outlines if canonical_url(outline.url) not in known]
    topic_ids = [topic.id for topic in settings.topics] if settings else []
    sources, topics = settings_of(fresh, known.values(), topic_ids)
    present = [
        f"{o.url} is the source {known[u]} already" for o in listed.outlines if (u := canonical_url(o.url)) in known
    ]
    if json:
        print_json({"sources": sources, "topics": topics, "faults": listed.faults, "present": present})
    else:
        _tell(file, listed.faults, present)
        out.print(
            "".join(yaml_lines(*noun) for noun in (("sources", sources), ("topics", topics)) if noun[1]),
            end="",
            markup=False,
            soft_wrap=True,
        )
    if listed.faults:
        raise typer.Exit(IN_PART)


def _known(settings: Settings | None) -> dict[str, str]:
    """The ids of the sources of the settings, by address."""
    return {canonical_url(source.location): source.id for source in to_sources(settings)} if settings else {}


def _tell(file: Path, faults: tuple[OutlineFault, ...], present: list[str]) -> None:
    # Notes go to stderr: what is printed may be sent into a file.
    for fault in faults:
        err.print(f"{file}:{fault.line}: {fault.message}", style="yellow", markup=False, soft_wrap=True)
    for note in present:
        err.print(f"{file}: {note}", style="yellow", markup=False, soft_wrap=True)


def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.opml", help="The file; without it, it is printed.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write the feeds of the settings as OPML 2.0, for a feed reader; each topic that names sources is a folder.

    Examples: digest sources export > subscriptions.opml · digest sources export subscriptions.opml
    """
    settings = settings_if_any(config) or fail("there is no settings file: digest init writes one")
    sources = to_sources(settings)
    text = write_opml(settings.site.title, outlines_of(sources, to_topics(settings)))
    if others := [source.id for source in sources if source.kind is not SourceKind.FEED]:
        err.print(f"Left out, for they are no feeds: {', '.join(others)}", style="yellow", markup=False, soft_wrap=True)
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{file}: {error.strerror}")
