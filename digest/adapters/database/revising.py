"""Former words of articles: kept when words are replaced, found again when an issue asks what was changed since it ran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from digest.adapters.database.schema import amendments, articles, issue_stories, issues, revisions
from digest.model import Former, Issue, TextOrigin

REVISIONS_MOST = 8
"""The former versions kept of an article, the newest: a live page has hundreds."""
REVISION_CHARACTERS = 100_000
"""The most characters kept of a former text."""


def replace_words(connection: Connection, key: int, words: Mapping[str, Any], now: datetime) -> None:
    """Replace an article's words, and keep those that it had where a reader could see the difference."""
    before = connection.execute(select(articles).where(articles.c.id == key)).one()
    headline = before.document["entry"]["headline"]
    notes = before.document.get("corrections", [])
    after = words["document"]
    if (headline, before.text, list(notes)) != (after["entry"]["headline"], words["text"], list(after["corrections"])):
        former = {
            "article": key,
            "until": now,
            "headline": headline,
            "text": before.text[:REVISION_CHARACTERS],
            "origin": before.document["origin"],
            "corrections": notes,
        }
        connection.execute(insert(revisions), former)
        _forget(connection, key)
    connection.execute(update(articles).where(articles.c.id == key).values(**words, revised=now))


def _forget(connection: Connection, key: int) -> None:
    own = select(revisions.c.id).where(revisions.c.article == key).order_by(revisions.c.id.desc())
    old = connection.scalars(own.offset(REVISIONS_MOST).limit(100)).all()
    connection.execute(delete(revisions).where(revisions.c.id.in_(old)))


def first_words(connection: Connection, keys: Sequence[int]) -> dict[int, Former]:
    """Return the earliest former words that are kept of articles, by key."""
    first = select(func.min(revisions.c.id)).where(revisions.c.article.in_(keys)).group_by(revisions.c.article)
    rows = connection.execute(select(revisions).where(revisions.c.id.in_(first)))
    return {row.article: _former(row) for row in rows}


def revised_since_run(connection: Connection, newsletter: str, since: datetime) -> dict[int, Former]:
    """Return the articles that issues pressed after a moment ran and that were revised later, as they were when they ran."""
    ran_at = issues.c.decided
    first = (
        select(func.min(revisions.c.id))
        .join(issue_stories, issue_stories.c.article == revisions.c.article)
        .join(issues, and_(issues.c.id == issue_stories.c.issue, revisions.c.until > ran_at))
        .where(issue_stories.c.newsletter == newsletter, issues.c.decided > since)
        .group_by(revisions.c.article)
    )
    rows = connection.execute(select(revisions).where(revisions.c.id.in_(first)))
    return {row.article: _former(row) for row in rows}


def told_marks(connection: Connection, newsletter: str, keys: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return what the newsletter has told of articles' changes, by key."""
    wanted = select(amendments.c.article, amendments.c.mark).where(
        amendments.c.newsletter == newsletter, amendments.c.article.in_(keys)
    )
    told: dict[int, set[str]] = {}
    for article, mark in connection.execute(wanted):
        told.setdefault(article, set()).add(mark)
    return {key: frozenset(marks) for key, marks in told.items()}


def write_amendments(connection: Connection, key: int, issue: Issue) -> None:
    """Remember what an issue tells of changes, so that it is told once."""
    rows = [
        {"newsletter": issue.newsletter.id, "article": amendment.key, "mark": mark, "issue": key}
        for amendment in issue.amendments
        for mark in {change.mark for change in amendment.changes}
    ]
    if rows:
        connection.execute(insert(amendments), rows)


def _former(row: Row[Any]) -> Former:
    return Former(row.headline, row.text, row.until, tuple(row.corrections), TextOrigin(row.origin))
