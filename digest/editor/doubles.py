"""One story, one slot: reports with the same words become one, and the others are named beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Candidate


@dataclass(frozen=True, slots=True)
class Report:
    """A candidate that leads, and the others that carry the same words, in the order in which they came in."""

    lead: Candidate
    others: tuple[Candidate, ...] = ()


def _completeness(candidate: Candidate) -> tuple[int, int, int]:
    """How good a candidate is to print, of several with the same words: a picture, a byline, the better address."""
    article = candidate.article
    return (article.image is not None, bool(article.byline), -len(article.entry.url))


def fold_doubles(candidates: Sequence[Candidate]) -> tuple[Report, ...]:
    """Group candidates with one fingerprint; the most complete leads, the first to come in where two are level.

    The order is that of each group's first candidate. An empty fingerprint equals none.
    """
    groups: dict[str | int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.fingerprint or candidate.key, []).append(candidate)
    return tuple(_report(group) for group in groups.values())


def _report(group: Sequence[Candidate]) -> Report:
    lead = max(group, key=_completeness)
    return Report(lead, tuple(other for other in group if other is not lead))
