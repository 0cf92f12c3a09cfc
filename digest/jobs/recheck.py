"""The last look: before an issue is pressed its stories' pages are asked once more, and what is gone drops out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from digest.collector import canonical_url
from digest.editor import Edition
from digest.errors import SourceError
from digest.jobs.drawing import Draft, Pressroom, draw
from digest.model import Story
from digest.ports import Fetched

ROUNDS = 2
"""How often the next in rank are asked in turn: what moves up in the last round is believed unasked."""

GONE = frozenset({404, 410})


def draw_checked(edition: Edition, room: Pressroom) -> Draft:
    """Draw an edition without the stories whose pages are gone; the next in rank move up.

    A page that cannot be asked (no answer in time, 403, 5xx, robots.txt) is believed to be there. Nothing is asked where the
    newsletter does not want it.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    drawn, gone, asked = draw(edition, room), dict[int, str](), set[str]()
    if room.look is None or not edition.newsletter.recheck:
        return drawn
    for _ in range(ROUNDS):
        fresh = [story for story in _on_the_web(drawn) if story.brief.entry.url not in asked]
        urls = [story.brief.entry.url for story in fresh]
        answers = room.look(urls) if urls else {}
        asked.update(urls)
        missing = _missing(fresh, answers)
        if not missing:
            break
        gone |= missing
        drawn = draw(edition, room, gone=gone)
    return drawn


def _on_the_web(drawn: Draft) -> list[Story]:
    stories = drawn.issue.stories if drawn.issue else ()
    return [story for story in stories if story.brief.entry.url.startswith(("https://", "http://"))]


def _missing(stories: Iterable[Story], answers: Mapping[str, Fetched | SourceError]) -> dict[int, str]:
    found = {story.key: _why_gone(story.brief.entry.url, answers.get(story.brief.entry.url)) for story in stories}
    return {key: why for key, why in found.items() if why}


def _why_gone(url: str, answer: Fetched | SourceError | None) -> str:
    """Why a page is gone, "" where it is there or nobody can say."""
    if isinstance(answer, SourceError):
        return f"removed: its page answered {answer.status}" if answer.status in GONE else ""
    if answer and _is_front(answer.url) and not _is_front(url):
        return "removed: its page leads to the front page"
    return ""


def _is_front(url: str) -> bool:
    parts = urlsplit(canonical_url(url))
    return parts.path in {"", "/"} and not parts.query
