"""One story, one slot: of the reports of one event the best leads, and the others are named beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest.editor.clusters import Group, as_group, group_events
from digest.editor.kinship import Kinship
from digest.model import Candidate, TextOrigin

SURE = 0.95
"""How sure a quote's speaker must be for it to count for its report: the newsletter's own default."""

FULL_TEXT_WORDS = 300
"""Beyond so many words a text counts as no fuller: the longest version is not always the best one."""


@dataclass(frozen=True, slots=True)
class Report:
    """A candidate that leads, and the others that tell of the same, in the order in which they came in.

    `reasons` says of each of the others, in the same order, why it is the same.
    """

    lead: Candidate
    others: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preference:
    """What the editor makes of versions of one event: how much each is asked for, by key, and each source's weight, by id."""

    asked: Mapping[int, int] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


NO_PREFERENCE = Preference()


def completeness(candidate: Candidate, preference: Preference = NO_PREFERENCE) -> tuple[float, ...]:
    """How good a candidate is to lead its event, by what a reader gets of it; the most weighty thing first.

    Asked for by the editor, where it has a lede; a page that can be read, a lede, its whole text and not only the feed's,
    the weight of its source, its length, quotes with sure speakers, a picture, a byline, the shorter address.
    """
    article, can_lead = candidate.article, candidate.brief.lede is not None
    words = len(article.text.split())
    return (
        preference.asked.get(candidate.key, 0) if can_lead else 0,
        not article.paywalled,
        can_lead,
        article.origin is TextOrigin.PAGE,
        preference.weights.get(article.entry.source, 1.0),
        min(words // 100, FULL_TEXT_WORDS // 100),
        min(sum(bool(quote.speaker) and quote.confidence >= SURE for quote in candidate.brief.quotes), 2),
        article.image is not None,
        bool(article.byline),
        -len(article.entry.url),
    )


def fold_events(candidates: Sequence[Candidate], preference: Preference = NO_PREFERENCE) -> tuple[Report, ...]:
    """Make one report of the candidates that tell of one event (see `clusters`); the one asked for leads, else the most complete.

    The first to come in leads where two are level, but of one source's own versions the newest. The order is that of each
    group's first candidate.
    """
    return tuple(_report(group, preference) for group in group_events(candidates))


def fold_doubles(candidates: Sequence[Candidate], preference: Preference = NO_PREFERENCE) -> tuple[Report, ...]:
    """Make one report of the candidates with one fingerprint, and of nothing else. An empty fingerprint equals none."""
    groups: dict[str | int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.fingerprint or candidate.key, []).append(candidate)
    return tuple(_report(as_group(group), preference) for group in groups.values())


def _report(group: Group, preference: Preference) -> Report:
    worth = {each.key: completeness(each, preference) for each in group.members}
    best = max(group.members, key=lambda each: worth[each.key])
    own = (each for each in group.members if each.article.entry.source == best.article.entry.source)
    level = [each for each in own if worth[each.key][:-1] >= worth[best.key][:-1]]
    lead = max(level, key=lambda each: each.first_seen)
    others = tuple(each for each in group.members if each is not lead)
    return Report(lead, others, tuple(_reason(group.between(each, lead)) for each in others))


def _reason(kinship: Kinship) -> str:
    if kinship.copy:
        return kinship.shared
    return f"the same event ({kinship.shared or 'by way of another report'}; score {kinship.score:.1f})"
