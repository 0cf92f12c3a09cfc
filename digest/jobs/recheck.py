"""The last look: before an issue is pressed its stories' pages are asked once more.

What is gone drops out, what was changed runs as it reads now, and what was corrected in stories sent before is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from digest.collector import canonical_url
from digest.editor import Edition
from digest.errors import SourceError
from digest.jobs.drawing import Draft, Pressroom, Refreshed, draw
from digest.jobs.refreshing import Refresher
from digest.model import Candidate, PageMark
from digest.ports import Fetched, Request

ROUNDS = 2
"""How often the next in rank are asked in turn: what moves up in the last round is believed unasked."""

ALL_ROUNDS = timedelta(seconds=20)
"""How long the last look at one issue takes at most, all rounds together: readers wait for their mail meanwhile."""

SENT_FOR = timedelta(hours=48)
"""How long the page of a story that was sent is asked for corrections."""
SENT_MOST = 60
SENT_OF_HOST = 12
"""The most such pages, of all hosts and of one: they share the time of the last look with the stories that are to run."""

GONE = frozenset({404, 410})


def draw_checked(edition: Edition, room: Pressroom) -> Draft:
    """Draw an edition by what its pages say now: what is gone drops out, the next in rank move up, what changed is read anew.

    A page that cannot be asked (no answer in time, 403, 5xx, robots.txt) is believed to be there. Nothing is asked where the
    newsletter does not want it. With the first round the pages of stories that ran of late are asked, for corrections.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    drawn, gone, asked = draw(edition, room), dict[int, str](), set[int]()
    began = room.clock.now()
    refreshed: tuple[Refreshed, ...] = ()
    if room.look is None or not edition.newsletter.recheck:
        return drawn
    for _ in range(ROUNDS):
        running = [each for each in _on_the_web(drawn) if each.key not in asked]
        sent = () if asked or not running else _sent_of_late(edition, room)
        left = _seconds_left(began, room)
        if not running or not left:
            break
        answers = room.look([_request(each, room) for each in (*running, *sent)], left)
        asked.update(each.key for each in running)
        refresher = Refresher(room, answers, edition.until)
        missing = _missing(running, answers)
        changed = refresher.running(each for each in running if each.key not in missing) + refresher.sent(sent)
        if not missing and not changed:
            break
        gone |= missing
        refreshed += changed
        drawn = draw(edition, room, gone=gone)
    return replace(drawn, refreshed=refreshed)


def _seconds_left(began: datetime, room: Pressroom) -> float:
    """What is left of ALL_ROUNDS; a clock that is set back meanwhile lengthens nothing."""
    spent = max(room.clock.now() - began, timedelta())
    return max(ALL_ROUNDS - spent, timedelta()).total_seconds()


def _on_the_web(drawn: Draft) -> list[Candidate]:
    """The articles that run and have an address of the web, in the order of the issue."""
    articles = {candidate.key: candidate for candidate in drawn.candidates}
    running = [articles[story.key] for story in (drawn.issue.stories if drawn.issue else ())]
    return [each for each in running if each.article.entry.url.startswith(("https://", "http://"))]


def _sent_of_late(edition: Edition, room: Pressroom) -> list[Candidate]:
    """The stories of the newsletter's last issues whose pages are known: SENT_MOST, SENT_OF_HOST of one host, newest first."""
    ran = room.articles.ran(edition.newsletter.id, edition.until - SENT_FOR, edition.date.astimezone(UTC))
    found, hosts = list[Candidate](), Counter[str]()
    for candidate in (each.candidate for each in ran if each.candidate.article.mark):
        host = urlsplit(candidate.article.entry.url).netloc
        hosts[host] += 1
        if hosts[host] <= SENT_OF_HOST:
            found.append(candidate)
    return found[:SENT_MOST]


def _request(candidate: Candidate, room: Pressroom) -> Request:
    entry, mark = candidate.article.entry, candidate.article.mark or PageMark()
    source = room.plan.sources.get(entry.source)
    # Of a source that left the settings nobody says any more that it is the operator's own.
    robots = source.robots if source else True
    return Request(entry.url, entry.url, mark.etag, mark.last_modified, robots)


def _missing(candidates: Iterable[Candidate], answers: Mapping[str, Fetched | SourceError]) -> dict[int, str]:
    urls = {candidate.key: candidate.article.entry.url for candidate in candidates}
    found = {key: _why_gone(url, answers.get(url)) for key, url in urls.items()}
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
