"""What was collected: visits, sightings, articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, RowMapping, case, func, select

from digest.adapters.database.addresses import hash_of, key_at, own_address, record_addresses
from digest.adapters.database.documents import read_words, write_words
from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.fetching import read_state, write_state
from digest.adapters.database.revising import first_words, replace_words, revised_since_run, told_marks
from digest.adapters.database.schema import articles, fetch_state, issue_stories, issues, sightings
from digest.model import Candidate, Former, Ran
from digest.ports import Arrival, FetchState, Rerun, Sighting, Unread

RAN_MOST = 500
"""Stories that were run already and are compared with what is new: two weeks of a daily with 35 stories."""

ROWS_AT_ONCE = 100
"""Articles whose rows are in memory at a time while a window is read."""

ASKED_AT_ONCE = 500
"""Guids in one query: well under the 32,766 parameters that SQLite takes."""


@dataclass(frozen=True, slots=True)
class SqlArticles:
    """The port `Articles` over SQL: each call in a transaction of its own, or all of them in that of a connection."""

    engine: Engine | Connection

    @contextmanager
    def together(self) -> Iterator[SqlArticles]:
        """Give the same store, where all that is recorded until the end of the block is one transaction."""
        with writing(self.engine) as connection:
            yield SqlArticles(connection)

    def fetch_state(self, source: str) -> FetchState:
        """Return what is known of a source's last visit (an empty state for a new source)."""
        with reading(self.engine) as connection:
            row = connection.execute(select(fetch_state).where(fetch_state.c.source == source)).mappings().one_or_none()
        return read_state(row) if row else FetchState()

    def record_fetch(self, source: str, state: FetchState) -> None:
        """Remember a visit."""
        values = write_state(state)
        with writing(self.engine) as connection:
            row = insert(connection, fetch_state).values(source=source, **values)
            connection.execute(row.on_conflict_do_update(index_elements=["source"], set_=values))

    def sightings(self, source: str, guids: Sequence[str]) -> Mapping[str, Sighting]:
        """Return the items of this source met before, by guid."""
        by_hash = {hash_of(guid): guid for guid in guids}
        hashes = list(by_hash)
        found: dict[str, Sighting] = {}
        with reading(self.engine) as connection:
            for start in range(0, len(hashes), ASKED_AT_ONCE):
                rows = connection.execute(_seen(source, hashes[start : start + ASKED_AT_ONCE]))
                found |= {by_hash[row.guid_hash]: Sighting(row.article, row.imprint, row.attempts) for row in rows}
        return found

    def record_article(self, arrival: Arrival, now: datetime) -> int:
        """Store an article with its sighting, in one transaction, and return its key.

        Known canonical URL: the stored article stays one; where the sighting's imprint changed, its words are
        replaced and `revised` becomes `now`. The same item with the same text at a new URL is the same article,
        moved. First-seen times never move. Whatever else it was met at is remembered (`find`).

        Raises:
            ArticleError: the brief quotes what the article does not say, or no database can hold a character of it.
        """
        words = write_words(arrival.article, arrival.brief) | {
            "url": arrival.url,
            "url_hash": hash_of(arrival.url),
            "fingerprint": arrival.fingerprint,
            "sketch": arrival.sketch or None,
        }
        entry = arrival.article.entry
        with writing(self.engine) as connection:
            seen = connection.execute(_seen(entry.source, [hash_of(entry.guid)])).one_or_none()
            key = _standing(connection, arrival, seen)
            before = own_address(connection, key) if key else ""
            if key is None:
                key = _insert_article(connection, words, now)
            elif seen and seen.article == key and seen.imprint != arrival.imprint:
                replace_words(connection, key, words, now)
            _record_sighting(connection, arrival, key, now)
            record_addresses(connection, arrival, key, before)
        return key

    def record_rereading(self, key: int, arrival: Arrival, now: datetime) -> None:
        """Replace an article's words by what its page says now; its address and what sources listed stay.

        Raises:
            ArticleError: no database can hold a character of it.
        """
        marks = {"fingerprint": arrival.fingerprint, "sketch": arrival.sketch or None}
        words = write_words(arrival.article, arrival.brief) | marks
        with writing(self.engine) as connection:
            replace_words(connection, key, words, now)

    def record_failure(self, source: str, guid: str, *, imprint: str, error: str, now: datetime) -> None:
        """Count one more failed reading of an item; an article that stands for it stays, with its imprint."""
        with writing(self.engine) as connection:
            row = insert(connection, sightings).values(
                source=source,
                guid_hash=hash_of(guid),
                guid=guid,
                imprint=imprint,
                attempts=1,
                error=error,
                first_seen=now,
            )
            unread = sightings.c.article.is_(None)
            changed = {
                "attempts": sightings.c.attempts + 1,
                "error": row.excluded.error,
                "imprint": case((unread, row.excluded.imprint), else_=sightings.c.imprint),
            }
            connection.execute(row.on_conflict_do_update(index_elements=["source", "guid_hash"], set_=changed))

    def unread(self, since: datetime, until: datetime) -> Sequence[Unread]:
        """Return the items first seen in (since, until] that no article stands for, the newest first."""
        rows = (
            select(sightings.c.source, sightings.c.guid, sightings.c.error)
            .where(sightings.c.article.is_(None), sightings.c.first_seen > since, sightings.c.first_seen <= until)
            .order_by(sightings.c.first_seen.desc(), sightings.c.source, sightings.c.guid_hash)
        )
        with reading(self.engine) as connection:
            return [Unread(row.source, row.guid, row.error) for row in connection.execute(rows)]

    def candidates(
        self, newsletter: str, since: datetime, until: datetime, *, replay: bool = False
    ) -> Sequence[Candidate]:
        """Return the articles first seen in (since, until] that no issue of the newsletter has run, oldest first.

        `replay`: as it stood at `until`; what only issues due then or later ran is a candidate again.
        """
        ran = select(issue_stories.c.article).where(
            issue_stories.c.newsletter == newsletter, issue_stories.c.article == articles.c.id
        )
        if replay:
            ran = ran.join(issues, issues.c.id == issue_stories.c.issue).where(issues.c.due < until)
        rows = (
            select(articles)
            .where(articles.c.first_seen > since, articles.c.first_seen <= until, ~ran.exists())
            .order_by(articles.c.first_seen, articles.c.id)
        )
        with reading(self.engine) as connection:
            # A row weighs more than its candidate: no more of them are held than are read at a time.
            with connection.execute(rows.execution_options(yield_per=ROWS_AT_ONCE)) as stream:
                found = [_candidate(row, None) for row in stream.mappings()]
            revised = [each.key for each in found if each.revised]
            former: dict[int, Former] = {}
            for start in range(0, len(revised), ASKED_AT_ONCE):
                former |= first_words(connection, revised[start : start + ASKED_AT_ONCE])
        return [replace(each, former=former[each.key]) if each.key in former else each for each in found]

    def find(self, url: str) -> Candidate | None:
        """Return the article of a canonical URL, also of one that it was only met at; None where none is stored."""
        with reading(self.engine) as connection:
            key = key_at(connection, url)
            if key is None:
                return None
            row = connection.execute(select(articles).where(articles.c.id == key)).mappings().one()
            return _candidate(row, first_words(connection, [key]).get(key))

    def unrun(self, newsletter: str, urls: Sequence[str]) -> Sequence[Candidate]:
        """Return the articles of canonical URLs, whenever they came, that no issue of the newsletter has run."""
        ran = select(issue_stories.c.article).where(
            issue_stories.c.newsletter == newsletter, issue_stories.c.article == articles.c.id
        )
        hashes = [hash_of(url) for url in urls[:ASKED_AT_ONCE]]
        rows = select(articles).where(articles.c.url_hash.in_(hashes), ~ran.exists()).order_by(articles.c.id)
        with reading(self.engine) as connection:
            found = connection.execute(rows).mappings().all()
            former = first_words(connection, [row["id"] for row in found])
        return [_candidate(row, former.get(row["id"])) for row in found]

    def ran(self, newsletter: str, since: datetime, until: datetime) -> Sequence[Ran]:
        """Return the stories that issues of a newsletter due in (since, until) ran, those of the newest issue first, RAN_MOST at most."""
        rows = (
            select(articles, issues.c.number)
            .join(issue_stories, issue_stories.c.article == articles.c.id)
            .join(issues, issues.c.id == issue_stories.c.issue)
            .where(issue_stories.c.newsletter == newsletter, issues.c.due > since, issues.c.due < until)
            .order_by(issues.c.due.desc(), issue_stories.c.position)
            .limit(RAN_MOST)
        )
        with reading(self.engine) as connection:
            return [Ran(_candidate(row, None), row["number"]) for row in connection.execute(rows).mappings()]

    def reruns(self, newsletter: str, since: datetime) -> Sequence[Rerun]:
        """Return the articles that issues pressed after `since` ran and that were revised later, the newest revision first."""
        with reading(self.engine) as connection:
            former = dict(list(revised_since_run(connection, newsletter, since).items())[:ASKED_AT_ONCE])
            told = told_marks(connection, newsletter, list(former))
            wanted = (
                select(articles).where(articles.c.id.in_(former)).order_by(articles.c.revised.desc(), articles.c.id)
            )
            rows = connection.execute(wanted).mappings().all()
        return [Rerun(_candidate(row, former[row["id"]]), told.get(row["id"], frozenset())) for row in rows]

    def brought(self, since: datetime) -> Mapping[str, int]:
        """Return how many articles first seen after `since` each source has, by its id; a source without any is missing."""
        rows = (
            select(sightings.c.source, func.count(sightings.c.article.distinct()).label("stories"))
            .join(articles, articles.c.id == sightings.c.article)
            .where(articles.c.first_seen > since)
            .group_by(sightings.c.source)
        )
        with reading(self.engine) as connection:
            return {row.source: row.stories for row in connection.execute(rows)}

    def stamp(self) -> str:
        """Return a text that differs when articles came, were revised, or were run by an issue since it was last asked."""
        counts = (func.count(articles.c.id), func.max(articles.c.first_seen), func.max(articles.c.revised))
        with reading(self.engine) as connection:
            known = connection.execute(select(*counts)).one()
            ran = connection.scalar(select(func.count()).select_from(issue_stories))
        return " ".join(map(str, (*known, ran)))


def _seen(source: str, hashes: Sequence[str]) -> Any:
    return select(sightings).where(sightings.c.source == source, sightings.c.guid_hash.in_(hashes))


def _standing(connection: Connection, arrival: Arrival, seen: Row[Any] | None) -> int | None:
    at_url = select(articles.c.id).where(articles.c.url_hash == hash_of(arrival.url))
    key = connection.scalar(at_url)
    if key is None and seen:
        moved = select(articles.c.id).where(
            articles.c.id == seen.article, articles.c.fingerprint == arrival.fingerprint
        )
        key = connection.scalar(moved)
    return key


def _insert_article(connection: Connection, words: Mapping[str, Any], now: datetime) -> int:
    row = insert(connection, articles).values(**words, first_seen=now).on_conflict_do_nothing()
    key = connection.scalar(row.returning(articles.c.id))
    if key is None:
        # Another process stored this URL since we looked, and by now has committed.
        key = connection.scalar(select(articles.c.id).where(articles.c.url_hash == words["url_hash"]))
    return int(key)


def _record_sighting(connection: Connection, arrival: Arrival, key: int, now: datetime) -> None:
    entry = arrival.article.entry
    news = {"article": key, "imprint": arrival.imprint, "attempts": 0, "error": ""}
    row = insert(connection, sightings).values(
        source=entry.source, guid_hash=hash_of(entry.guid), guid=entry.guid, first_seen=now, **news
    )
    connection.execute(row.on_conflict_do_update(index_elements=["source", "guid_hash"], set_=news))


def _candidate(row: RowMapping, former: Former | None) -> Candidate:
    article, brief = read_words(row)
    print_, sketch = row["fingerprint"], row["sketch"] or b""
    return Candidate(row["id"], article, brief, row["first_seen"], row["revised"], print_, former, sketch)
