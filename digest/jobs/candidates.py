"""Candidates: every story that an issue was chosen from, once, as an editor reads and decides them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digest.collector import canonical_url
from digest.jobs.accounting import TRIMMED, candidate_rows, reason_kind
from digest.jobs.drawing import Draft
from digest.jobs.picking import word_on
from digest.ports import HandPick


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate and what became of it: whether it `runs`, in which section, and the reason, whole and by its `kind`.

    `parts` are the reasons for its score, each with its points; `by_hand` is the editor's own word on it (`pinned`,
    `picked`, `dropped`, "" for none).
    """

    key: int
    headline: str
    url: str
    source: str
    runs: bool
    trimmed: bool
    section: str
    reason: str
    kind: str
    score: float
    parts: tuple[dict[str, Any], ...]
    first_seen: datetime
    by_hand: str = ""


def rows_of(drawn: Draft, picks: Iterable[HandPick] = ()) -> tuple[CandidateRow, ...]:
    """Return every candidate of a draft once: those that run in their order, then the others. `picks` hold now."""
    first_seen = {candidate.key: candidate.first_seen for candidate in drawn.candidates}
    words = {pick.url: word_on(pick) for pick in picks}
    return tuple(
        CandidateRow(
            key=row["key"],
            headline=row["headline"],
            url=row["url"],
            source=row["source"],
            runs=row["in"],
            trimmed=row["reason"] == TRIMMED,
            section=row["section"],
            reason=row["reason"],
            kind="" if row["in"] else reason_kind(row["reason"]),
            score=row["score"],
            parts=tuple(row["parts"]),
            first_seen=first_seen[row["key"]],
            by_hand=words.get(canonical_url(row["url"]), ""),
        )
        for row in candidate_rows(drawn)
    )


def kinds_of(rows: Sequence[CandidateRow]) -> dict[str, int]:
    """Return the reasons for which candidates do not run, each with their number, the most frequent first."""
    kinds = [row.kind for row in rows if not row.runs]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind))}
