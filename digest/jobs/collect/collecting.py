"""Collecting: every source is visited, and what is new in it is read and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.jobs.choosing import Sitting
from digest.jobs.collect.books import Books
from digest.jobs.collect.desk import Desk, Visit
from digest.jobs.collect.flow import Flow
from digest.jobs.collect.visiting import waiting
from digest.jobs.progress import Progress, unwatched
from digest.model import Source


def collect(sources: Sequence[Source], desk: Desk, progress: Progress = unwatched) -> tuple[Visit, ...]:
    """Visit every source and return what each visit brought, in the order of `sources`.

    Every source gets a Visit: a failure of one is its `error` and never stops the others. Interrupted (Ctrl+C), it
    records what was read before it lets the interruption go on.
    """
    if desk.chooser:
        desk = replace(desk, chooser=Sitting(desk.chooser, desk.clock))
    books = Books(desk)
    if sources:
        Flow(sources, desk, books, progress).run()
    return tuple(books.visits[source.id] for source in sources)


def collect_by_hand(
    sources: Sequence[Source], desk: Desk, progress: Progress = unwatched, *, force: bool = False
) -> tuple[Visit, ...]:
    """As `collect`, but a source that asked for patience, or said that it is gone, is told and not asked; `force` asks it."""
    held = {} if force else {source.id: visit for source in sources if (visit := waiting(source, desk))}
    asked = collect([source for source in sources if source.id not in held], desk, progress)
    visits = held | {visit.source: visit for visit in asked}
    return tuple(visits[source.id] for source in sources)
