"""The order of stories: a sum of a few plain reasons, each of which can be told to a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from digest.editor.doubles import Report
from digest.editor.words import fold
from digest.model import Account, Boost, Candidate, Match, Newsletter, Part, Pin

STRONG = 6.0
"""Points of a match that is as strong as can be: a word in the headline and one of its categories, say."""

MOST_SOURCES = 4
"""Further sources that count: beyond them, a story that everybody has is no bigger."""

MOST_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A report with the account of its score, the topics that it belongs to, and the editor's word on it."""

    report: Report
    account: Account
    matches: tuple[Match, ...]
    picked: str = ""
    pin: Pin | None = None
    pin_order: int = 0
    """The pin's place in the editor's list."""

    @property
    def key(self) -> int:
        """The key of the candidate that leads."""
        return self.report.lead.key

    @property
    def order(self) -> tuple[float, float, int]:
        """What sorts the best first: the score, then the newer, then the one that came in first."""
        return -self.account.score, -published_at(self.report.lead).timestamp(), self.key

    @property
    def title(self) -> str:
        """The title of the topic under which it runs."""
        return self.matches[0].topic.title

    def under(self, topics: tuple[str, ...]) -> Ranked:
        """Return it under the first of these topics that it belongs to."""
        first = sorted(self.matches, key=lambda match: match.topic.id not in topics)
        return replace(self, matches=tuple(first))


@dataclass(frozen=True, slots=True)
class Measure:
    """What stories of an issue are measured by: the newsletter's own weights, the window's end, the half-life."""

    newsletter: Newsletter
    until: datetime
    half_life: timedelta
    source_weights: Mapping[str, float] = field(default_factory=dict)


def published_at(candidate: Candidate) -> datetime:
    """When it came out: as it says, but never after it was first seen (a feed may date into the future)."""
    return min(candidate.article.entry.published or candidate.first_seen, candidate.first_seen)


def account_of(report: Report, matches: tuple[Match, ...], measure: Measure, pinned: str = "") -> Account:
    """Return the account of a report that belongs to topics: its pin and its topic, and every reason that is worth points."""
    parts = (replace(part, points=round(part.points, 3)) for part in _parts(report, matches, measure))
    pin = (Part("pin", 0.0, pinned),) if pinned else ()
    return Account((*pin, *(part for part in parts if part.points or part.name == "topic")))


def _parts(report: Report, matches: tuple[Match, ...], measure: Measure) -> Iterator[Part]:
    lead, weights = report.lead, measure.newsletter.ranking
    article = lead.article
    first = matches[0]
    yield Part("topic", _topic_points(first, measure), f"{first.topic.title}: {first.told}")
    others = {other.article.entry.source for other in report.others} - {article.entry.source}
    yield Part("coverage", weights.coverage * min(len(others), MOST_SOURCES), f"{len(others) + 1} sources")
    age = max(measure.until - published_at(lead), timedelta())
    yield Part("freshness", weights.freshness * _halved(age, measure.half_life), f"{_told(age)} old")
    yield from _plain_parts(lead, first, measure)
    for boost in measure.newsletter.boosts:
        if why := _boosted(boost, lead, matches):
            yield Part("boost", boost.points, why)


def _plain_parts(lead: Candidate, match: Match, measure: Measure) -> Iterator[Part]:
    """What the article itself has or lacks."""
    weights, article = measure.newsletter.ranking, lead.article
    weight = measure.source_weights.get(article.entry.source, 1.0)
    yield Part("source", weights.source * (weight - 1), f"a source of weight {weight:g}")
    sure = sum(bool(q.speaker) and q.confidence >= measure.newsletter.confidence for q in lead.brief.quotes)
    spoken = "a quote with its speaker" if sure == 1 else "quotes with speakers"
    yield Part("quotes", weights.quotes * min(sure, MOST_QUOTES), spoken)
    yield Part("picture", weights.picture * (article.image is not None), "a picture")
    unasked = article.kind == "opinion" and not any(fold(hit.found) == "opinion" for hit in match.hits)
    yield Part("kind", weights.opinion * unasked, "opinion")
    yield Part("paywall", weights.paywalled * article.paywalled, "behind a paywall")


def _topic_points(match: Match, measure: Measure) -> float:
    weights, topics = measure.newsletter.ranking, measure.newsletter.topics
    place = topics.index(match.topic.id) if match.topic.id in topics else 0
    return weights.topic * min(match.score, STRONG) / STRONG - weights.topic_step * place


def _halved(age: timedelta, half_life: timedelta) -> float:
    """What is left of 1 after an age; a window of no length has no half-life, and everything in it is new."""
    return float(0.5 ** (age / half_life)) if half_life else 1.0


def _told(age: timedelta) -> str:
    """An age in words: whole minutes below two hours, else whole hours."""
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def _boosted(boost: Boost, candidate: Candidate, matches: tuple[Match, ...]) -> str:
    """Why a boost is for a candidate; "" where it is not."""
    article, entry = candidate.article, candidate.article.entry
    categories = {fold(name) for name in (*entry.categories, article.section)}
    held = {
        f"topic {boost.topic}": any(match.topic.id == boost.topic for match in matches),
        f"source {boost.source}": boost.source == entry.source,
        f"category {boost.category}": bool(boost.category) and fold(boost.category) in categories,
        f"author {boost.author}": bool(boost.author) and fold(boost.author) in fold(f"{article.byline} {entry.author}"),
        f"kind {boost.kind}": boost.kind == article.kind,
        "address": boost.url == entry.url,
    }
    return next((f"the editor's boost for its {why}" for why, holds in held.items() if holds), "")
