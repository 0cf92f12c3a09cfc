"""The order of stories: a sum of a few plain reasons, each of which can be told to a reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest.editor.doubles import Report
from digest.model import Account, Part, Topic

COVERAGE, FRESHNESS, PICTURE, QUOTED, TOPIC_STEP = 0.25, 1.0, 0.5, 0.25, 0.2
"""Points: for each further source that prints the same words (a reprint tells less than a report of its own would); for the newest of the window (the oldest gets none); for a picture;
for each quote with a speaker, up to two; and what each step down the newsletter's list of topics costs."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A report with its topic and the account of its score."""

    report: Report
    topic: Topic
    account: Account


def _freshness(seen: datetime, since: datetime, until: datetime) -> float:
    span = (until - since).total_seconds()
    age = (until - seen).total_seconds()
    return FRESHNESS * (1 - min(max(age / span, 0.0), 1.0)) if span > 0 else 0.0


def _age(age: timedelta) -> str:
    """An age in words: whole minutes below two hours, else whole hours; a date in the future is no age at all."""
    minutes = max(int(age.total_seconds() // 60), 0)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def rank(report: Report, topic: Topic, why: str, *, place: int, window: tuple[datetime, datetime]) -> Ranked:
    """Score a report: `place` is its topic's place in the newsletter's list, `window` the issue's (since, until)."""
    article = report.lead.article
    spoken = min(sum(bool(quote.speaker) for quote in report.lead.brief.quotes), 2)
    published = article.entry.published or report.lead.first_seen
    reports = len(report.others) + 1
    parts = (
        Part("topic", -TOPIC_STEP * place, f"{topic.title}: {why}"),
        Part("coverage", COVERAGE * (reports - 1), f"{reports} reports"),
        Part("freshness", _freshness(published, *window), f"{_age(window[1] - published)} old"),
        Part("quotes", QUOTED * spoken, "a quote with its speaker" if spoken == 1 else "quotes with speakers"),
        Part("picture", PICTURE * (article.image is not None), "a picture"),
    )
    told = (replace(part, points=round(part.points, 3)) for part in parts if part.points or part.name == "topic")
    return Ranked(report, topic, Account(tuple(told)))
