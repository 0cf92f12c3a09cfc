"""The table of all candidates of an issue: searched, filtered and sorted here, so that a browser needs no script for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from digest.jobs.candidates import CandidateRow

Key = Callable[[CandidateRow], Any]

ORDERS: Mapping[str, tuple[str, Key]] = {
    "": ("as they run", lambda _: 0),
    "story": ("by headline", lambda row: row.headline.casefold()),
    "source": ("by source", lambda row: row.source.casefold()),
    "score": ("best score first", lambda row: -row.score),
    "seen": ("newest first", lambda row: -row.first_seen.timestamp()),
    "why": ("by reason", lambda row: row.kind),
}
"""The orders by their names in addresses: what each is called, and by what it sorts. A name after a minus is the order turned round."""

SHOWN: Mapping[str, tuple[str, Callable[[CandidateRow], bool]]] = {
    "": ("all", lambda _: True),
    "in": ("in the issue", lambda row: row.runs),
    "out": ("left out", lambda row: not row.runs),
    "hand": ("decided by hand", lambda row: bool(row.by_hand)),
}
"""What can be shown alone, by its name in addresses; any other name is a reason."""

TEXT_MOST = 200
"""The letters of a search that count."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of the table: words to search for, what to show, a source by its title, and an order."""

    q: str = ""
    show: str = ""
    source: str = ""
    sort: str = ""
    at: str = ""
    """The moment that the issue is drawn for, which the answer must keep; "": now."""

    @property
    def asks(self) -> bool:
        """Whether it is anything but the whole table as it stands."""
        return any((self.q, self.show, self.source, self.sort))

    @property
    def query(self) -> str:
        """The question as a query string; "" where nothing is asked."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: `ranks` are its places in all ORDERS, for a script; `shown` tells whether it is asked for."""

    row: CandidateRow
    ranks: tuple[int, ...]
    shown: bool


def wanted_of(told: Mapping[str, str]) -> Wanted:
    """Return what a query asks for; an order that there is not is none, and a search has TEXT_MOST letters at most."""
    sort = told.get("sort", "")
    known = sort.removeprefix("-") in ORDERS
    text = " ".join(told.get("q", "").split())[:TEXT_MOST]
    return Wanted(text, told.get("show", ""), told.get("source", ""), sort if known else "", told.get("at", "").strip())


def lines_of(rows: Sequence[CandidateRow], wanted: Wanted) -> list[Line]:
    """Return every candidate once in the order asked for, also those that are not shown: a script can show them at once."""
    ranks = [_ranks(rows, key) for _, key in ORDERS.values()]
    lines = [Line(row, tuple(rank[at] for rank in ranks), _shows(row, wanted)) for at, row in enumerate(rows)]
    name = wanted.sort.removeprefix("-")
    place = list(ORDERS).index(name)
    return sorted(lines, key=lambda line: line.ranks[place], reverse=name != wanted.sort)


def _ranks(rows: Sequence[CandidateRow], key: Key) -> list[int]:
    """The place of each row in an order; rows that are level stay as they run."""
    order = sorted(range(len(rows)), key=lambda at: key(rows[at]))
    places = {at: place for place, at in enumerate(order)}
    return [places[at] for at in range(len(rows))]


def _shows(row: CandidateRow, wanted: Wanted) -> bool:
    told = SHOWN.get(wanted.show)
    chosen = told[1](row) if told else row.kind == wanted.show
    words = wanted.q.casefold().split()
    return chosen and wanted.source in {"", row.source} and all(word in text_of(row) for word in words)


def text_of(row: CandidateRow) -> str:
    """Return what a search looks through, in lower case: headline, source, section, reason and address."""
    return " ".join((row.headline, row.source, row.section, row.reason, row.by_hand, row.url)).casefold()
