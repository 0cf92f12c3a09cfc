"""Readers as the rows of a CSV file that `import_readers` reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest.ports import Holding
from digest.signup import defused

COLUMNS = ("email", "newsletters", "frequency", "language", "zone", "hour", "state", "paused_until")
PROOF = ("consent", "since")
"""The columns that say where the consent comes from, and since when."""


def export_rows(holdings: Iterable[Holding], *, proof: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the heading and a row for each subscription, with its proof of consent where that is wanted.

    No cell runs as a formula: see `defused`.
    """
    yield (*COLUMNS, *PROOF) if proof else COLUMNS
    for held in holdings:
        cells = (*_cells(held), held.consent, held.since.isoformat()) if proof else _cells(held)
        yield tuple(map(defused, cells))


def _cells(held: Holding) -> tuple[str, ...]:
    return (
        held.email,
        held.newsletter,
        held.frequency,
        held.language,
        held.zone,
        "" if held.hour is None else str(held.hour),
        held.standing,
        held.paused_until.isoformat() if held.paused_until else "",
    )
