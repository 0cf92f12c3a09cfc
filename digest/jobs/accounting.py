"""Accounting: how an issue was made, every candidate once, in or out, and what an editor should know of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import Any

from digest.jobs.drawing import Draft, Pressroom
from digest.model import Account, TextOrigin

ROWS_MOST = 2_000
"""The candidates of an issue that are remembered, those that ran first; of the others their number is kept."""

FAILED_MOST = 100
"""The pages that failed of an issue's window that are remembered, the newest first; of the others their number is kept."""

TRIMMED = "taken out for size"
"""Why a story that was chosen does not run."""

Values = dict[str, Any]


def candidate_rows(drawn: Draft) -> list[Values]:
    """Return every candidate of a draft once: those that run in their order, then those that do not, as plain values."""
    printed = _printed(drawn)
    ran = [
        _row(story.key, story.brief.entry.headline, story.brief.entry.url, story.account)
        | {"in": story.key in printed, "section": section.kind.value, "source": story.source_title}
        | {"reason": story.reason if story.key in printed else TRIMMED}
        for section in drawn.choice.sections
        for story in section.stories
    ]
    out = [
        _row(left.key, left.headline, left.url, left.account)
        | {"in": False, "section": "", "source": left.source_title, "reason": left.reason}
        for left in drawn.choice.left_out
    ]
    return ran + out


def _printed(drawn: Draft) -> frozenset[int]:
    """The keys of the stories that run: the size budget takes out the last."""
    stories = drawn.issue.stories if drawn.issue else ()
    trimmed = drawn.proof.trimmed if drawn.proof else 0
    return frozenset(story.key for story in stories[: len(stories) - trimmed])


def _row(key: int, headline: str, url: str, account: Account) -> Values:
    parts = [{"name": part.name, "points": part.points, "words": part.words} for part in account.parts]
    return {"key": key, "headline": headline, "url": url, "score": account.score, "parts": parts}


def account_for(drawn: Draft, room: Pressroom) -> Values:
    """Return the account of an issue for its editor: plain values, at most ROWS_MOST candidates."""
    rows = candidate_rows(drawn)
    ran = {row["key"] for row in rows if row["in"]}
    reasons = Counter(reason_kind(row["reason"]) for row in rows if not row["in"])
    from_feed = [c for c in drawn.candidates if c.key in ran and c.article.origin is TextOrigin.FEED]
    return {
        "newsletter": drawn.edition.newsletter.id,
        "slot": drawn.edition.slot,
        "number": drawn.edition.number,
        "stories": len(ran),
        "trimmed": drawn.proof.trimmed if drawn.proof else 0,
        "left_out": dict(reasons.most_common()),
        "uncompared": drawn.choice.uncompared,
        "removed": {row["url"]: row["reason"] for row in rows if row["reason"].startswith("removed: ")},
        "refreshed": [asdict(each) for each in drawn.refreshed],
        "from_feed": [candidate.article.entry.url for candidate in from_feed],
        "sources_down": sources_down(room),
        **_failed(drawn, room),
        "amendments": _amendments(drawn),
        "candidates": rows[:ROWS_MOST],
        "more_candidates": max(len(rows) - ROWS_MOST, 0),
    }


_PARTICULAR = re.compile(r" http|:| \(| (as|in|than) (“|No\.)")


def reason_kind(reason: str) -> str:
    """Return a reason without what is particular to one story: "no room", "the same words", "already ran"."""
    return _PARTICULAR.split(reason, maxsplit=1)[0]


def sources_down(room: Pressroom) -> list[Values]:
    """Return the sources whose last visit failed: since when, how often, and the newest error, as plain values."""
    states = {source: room.articles.fetch_state(source) for source in room.plan.sources}
    return [
        {
            "source": source,
            "failures": state.failures,
            "last_visit": state.checked.isoformat() if state.checked else "",
            "failing_since": state.failing_since.isoformat() if state.failing_since else "",
            "error": state.error,
        }
        for source, state in states.items()
        if state.failures
    ]


def _failed(drawn: Draft, room: Pressroom) -> Values:
    """The items of the issue's window that a source listed and whose page could not be read."""
    pages = room.articles.unread(drawn.edition.since, drawn.edition.until)
    told = [{"page": each.guid, "source": each.source, "error": each.error} for each in pages[:FAILED_MOST]]
    return {"failed_pages": told, "more_failed_pages": max(len(pages) - FAILED_MOST, 0)}


def _amendments(drawn: Draft) -> list[Values]:
    told = drawn.issue.amendments if drawn.issue else ()
    return [
        {"headline": each.headline, "url": each.url, "changes": [change.words for change in each.changes]}
        for each in told
    ]
