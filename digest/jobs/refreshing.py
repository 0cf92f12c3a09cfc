"""Refreshing: a page that says something else than when it was read is read anew, and the story runs with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from digest.editor import find_changes
from digest.errors import ArticleError, SourceError
from digest.jobs.collect.reading import Task, arrival_of, read
from digest.jobs.drawing import Pressroom, Refreshed
from digest.model import Article, Candidate, ChangeKind, Former, Source, SourceKind
from digest.ports import Arrival, Fetched

SAME_STORY = 0.5
"""The share of its words that a page must still have: less of them is a wall, a teaser or another story, and not believed."""

Answers = Mapping[str, Fetched | SourceError]


@dataclass(frozen=True, slots=True)
class Refresher:
    """Reads pages anew; `now` is when the issue is pressed: what it runs is not what was changed after it ran."""

    room: Pressroom
    answers: Answers
    now: datetime

    def running(self, candidates: Iterable[Candidate]) -> tuple[Refreshed, ...]:
        """Record every change of stories that are about to run, and return what was recorded."""
        return tuple(told for each in candidates if (told := self._refresh(each, weighty=False)))

    def sent(self, candidates: Iterable[Candidate]) -> tuple[Refreshed, ...]:
        """Record the weighty changes of stories that ran: what a page merely adds may be its furniture."""
        return tuple(told for each in candidates if (told := self._refresh(each, weighty=True)))

    def _refresh(self, candidate: Candidate, *, weighty: bool) -> Refreshed | None:
        before = candidate.article
        answer = self.answers.get(before.entry.url)
        if before.mark is None or not isinstance(answer, Fetched) or answer.status == 304:
            return None
        source = self.room.plan.sources.get(before.entry.source)
        arrival = read_anew(before, answer, source)
        if arrival is None or not self._says_else(before, arrival.article, weighty=weighty):
            return None
        try:
            self.room.articles.record_rereading(candidate.key, arrival, self.now)
        except ArticleError:
            return None  # no database can hold a character of it: the story runs as it was
        return Refreshed(before.entry.url, arrival.article.entry.headline, before.entry.headline)

    def _says_else(self, before: Article, now: Article, *, weighty: bool) -> bool:
        if weighty:
            former = Former(before.entry.headline, before.text, self.now, before.corrections, before.origin)
            return any(change.kind is not ChangeKind.ADDED for change in find_changes(former, now))
        said, says = ((each.entry.headline, each.text.split(), each.corrections) for each in (before, now))
        return said != says


def read_anew(before: Article, answer: Fetched, source: Source | None) -> Arrival | None:
    """Return an article as its page has it now, read as collecting reads; None where that is not to be believed.

    The headline follows the page's own only where that was changed: a feed may announce a story under another one.
    """
    # Whoever listed it may have left the settings since: then no rule of a site is known.
    known = source or Source(before.entry.source, SourceKind.LISTING, "", "")
    read_now = read(Task(known, before.entry, answer)).arrival
    if read_now is None or read_now.brief.lede is None:
        return None
    article = read_now.article
    if article.mark is None or _kept(before.text, article.text) < SAME_STORY:
        return None
    shown, showed = article.mark.headline, before.mark.headline if before.mark else ""
    if not (shown and showed) or shown == showed:
        return read_now
    return arrival_of(before.entry, replace(article, entry=replace(article.entry, headline=shown)))


def _kept(before: str, now: str) -> float:
    words = Counter(before.split())
    return (words & Counter(now.split())).total() / max(words.total(), 1)
