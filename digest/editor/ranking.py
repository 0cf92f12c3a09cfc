"""The order of stories: a sum of a few plain reasons, each of which can be told to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.editor.doubles import Report
from digest.model import Topic

COVERAGE, FRESHNESS, PICTURE, QUOTED, TOPIC_STEP = 0.25, 1.0, 0.5, 0.25, 0.2
"""Points: for each further source that prints the same words (a reprint tells less than a report of its own would); for the newest of the window (the oldest gets none); for a picture;
for each quote with a speaker, up to two; and what each step down the newsletter's list of topics costs."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A report with its topic, its score and the reasons for it in words."""

    report: Report
    topic: Topic
    score: float
    reason: str


def _freshness(seen: datetime, since: datetime, until: datetime) -> float:
    span = (until - since).total_seconds()
    age = (until - seen).total_seconds()
    return FRESHNESS * (1 - min(max(age / span, 0.0), 1.0)) if span > 0 else 0.0


def rank(report: Report, topic: Topic, why: str, *, place: int, window: tuple[datetime, datetime]) -> Ranked:
    """Score a report: `place` is its topic's place in the newsletter's list, `window` the issue's (since, until)."""
    article = report.lead.article
    spoken = min(sum(bool(quote.speaker) for quote in report.lead.brief.quotes), 2)
    published = article.entry.published or report.lead.first_seen
    score = (
        COVERAGE * len(report.others)
        + _freshness(published, *window)
        + PICTURE * (article.image is not None)
        + QUOTED * spoken
        - TOPIC_STEP * place
    )
    reasons = [f"{topic.title}: {why}"]
    if report.others:
        reasons.append(f"{len(report.others) + 1} reports")
    if spoken:
        reasons.append("quotes with speakers")
    return Ranked(report, topic, round(score, 3), ", ".join(reasons))
