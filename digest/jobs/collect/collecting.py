"""Collecting: every source is visited, and what is new in it is read and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.errors import SourceError
from digest.jobs.choosing import Sitting
from digest.jobs.collect.desk import Desk, Tally, Visit
from digest.jobs.collect.reading import read_items, unread
from digest.jobs.collect.recording import record
from digest.jobs.collect.saved import read_shelf
from digest.jobs.collect.visiting import ask, closed, failed, waiting
from digest.jobs.listing import Listed, list_entries
from digest.jobs.progress import Progress, unwatched
from digest.model import Source, SourceKind
from digest.ports import Fetched


def collect(sources: Sequence[Source], desk: Desk, progress: Progress = unwatched) -> tuple[Visit, ...]:
    """Visit every source and return what each visit brought, in the order of `sources`.

    Every source gets a Visit: a failure of one is its `error` and never stops the others.
    """
    if desk.chooser:
        desk = replace(desk, chooser=Sitting(desk.chooser, desk.clock))
    remote = [source for source in sources if source.kind is not SourceKind.SAVED]
    visits = {source.id: read_shelf(source, desk) for source in sources if source.kind is SourceKind.SAVED}
    listed: dict[str, Listed] = {}
    answers: dict[str, Fetched] = {}
    for done, (source, answer) in enumerate(ask(remote, desk), start=1):
        progress("Reading sources", done, len(remote))
        if isinstance(answer, Fetched):
            answers[source.id] = answer
        try:
            listed[source.id] = list_entries(source, answer, desk.fetcher, desk.clock.now())
        except SourceError as error:
            visits[source.id] = failed(source, desk, error)
    tallies = _read_items([source for source in remote if source.id in listed], listed, desk, progress)
    for source in (source for source in remote if source.id in tallies):
        visits[source.id] = closed(source, answers[source.id], tallies[source.id], desk)
    return tuple(visits[source.id] for source in sources)


def collect_by_hand(
    sources: Sequence[Source], desk: Desk, progress: Progress = unwatched, *, force: bool = False
) -> tuple[Visit, ...]:
    """As `collect`, but a source that asked for patience, or said that it is gone, is told and not asked; `force` asks it."""
    held = {} if force else {source.id: visit for source in sources if (visit := waiting(source, desk))}
    asked = collect([source for source in sources if source.id not in held], desk, progress)
    visits = held | {visit.source: visit for visit in asked}
    return tuple(visits[source.id] for source in sources)


def _read_items(
    sources: Sequence[Source], listed: dict[str, Listed], desk: Desk, progress: Progress
) -> dict[str, Tally]:
    """Read and record every listed item that is new or has changed; return a tally for each source."""
    tallies = {source.id: _tally(listed[source.id]) for source in sources}
    items = [item for source in sources for item in unread(source, listed[source.id].entries, desk.articles)]
    for done, (item, outcome, missed) in enumerate(read_items(items, desk.fetcher), start=1):
        progress("Reading articles", done, len(items))
        tallies[item.source.id].problems += [f"{item.entry.url}: {rule}" for rule in missed]
        record(item, outcome, tallies[item.source.id], desk)
    return tallies


def _tally(listed: Listed) -> Tally:
    return Tally(
        listed=len(listed.entries),
        retry=not listed.is_settled,
        problems=list(listed.problems),
        published=tuple(entry.published for entry in listed.entries if entry.published),
        rhythm=listed.rhythm,
        hubs=listed.hubs,
    )
