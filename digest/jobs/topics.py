"""Trying topics: what they find among stored articles or in one page, what they nearly find, and what never finds anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.collector import entry_of, looks_like_html, read_dump, read_page, to_article
from digest.editor import leaves_of, make_sieve
from digest.errors import SourceError
from digest.jobs.progress import Progress, unwatched
from digest.model import Article, Brief, Match, Source, SourceKind, Topic
from digest.ports import Articles, Fetcher, Request
from digest.summariser import make_brief

_BY_HAND = Source("", SourceKind.SAVED, "", "")
"""The source of a page that is named on the command line: it comes from none."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One article with every topic that found something in it."""

    article: Article
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial: the articles in which anything was found, of how many, and the rules that found nothing.

    `idle` are (topic id, rule as written), in the order of the settings.
    """

    trials: tuple[Trial, ...]
    articles: int
    idle: tuple[tuple[str, str], ...]

    def matches(self, topic: str) -> Iterator[tuple[Article, Match]]:
        """Yield the articles in which a topic found something, with what it found."""
        for trial in self.trials:
            yield from ((trial.article, match) for match in trial.matches if match.topic.id == topic)


def stored(articles: Articles, now: datetime, days: int) -> list[tuple[Article, Brief]]:
    """Return the articles that were first seen in the last days, oldest first."""
    found = articles.candidates("", now - timedelta(days=days), now)
    return [(candidate.article, candidate.brief) for candidate in found]


def read_file(body: bytes, name: str, now: datetime) -> Article:
    """Return the article in a file: a page, or the plain text of one.

    Raises:
        ArticleError: there is no article in it.
    """
    page = read_page(body, name) if looks_like_html(body) else read_dump(body.decode("utf-8", "replace"), name)
    return to_article(entry_of(page, _BY_HAND, name, now), page)


def fetch_page(url: str, fetcher: Fetcher, now: datetime) -> Article:
    """Return the article at an address.

    Raises:
        SourceError: it cannot be fetched.
        ArticleError: there is no article in it.
    """
    ((_, answer),) = fetcher.fetch([Request(url, url)])
    if isinstance(answer, SourceError):
        raise answer
    return read_file(answer.body, answer.url, now)


def try_topics(topics: Sequence[Topic], found: Sequence[tuple[Article, Brief]], watch: Progress = unwatched) -> Tried:
    """Hold topics against articles. A rule is idle where it finds nothing in any of them, whatever it stands in."""
    sieve = make_sieve(topics, nearly=True)
    single = [(topic, rule) for topic in topics for rule in leaves_of(topic)]
    alone = make_sieve(
        [Topic(str(place), "", any=(rule,), points=topic.points) for place, (topic, rule) in enumerate(single)]
    )
    trials: list[Trial] = []
    busy: set[str] = set()
    for done, (article, brief) in enumerate(found, start=1):
        busy.update(match.topic.id for match in alone(article, brief))
        if matches := sieve(article, brief):
            trials.append(Trial(article, matches))
        watch("articles", done, len(found))
    idle = (place for place in range(len(single)) if str(place) not in busy)
    return Tried(tuple(trials), len(found), tuple((single[place][0].id, single[place][1].text) for place in idle))


def with_brief(article: Article) -> tuple[Article, Brief]:
    """Return an article with its brief: who is quoted is a topic's business too."""
    return article, make_brief(article)
