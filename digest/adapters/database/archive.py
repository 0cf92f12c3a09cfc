"""What was sent, for everybody to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, func, select

from digest.adapters.database.engine import reading
from digest.adapters.database.schema import amendments, articles, issue_stories, issues
from digest.ports import LaterWord, PastIssue, Sheet

_STORIES = select(func.count()).where(issue_stories.c.issue == issues.c.id).scalar_subquery().label("stories")
_LISTED = (
    issues.c.id,
    issues.c.newsletter,
    issues.c.number,
    issues.c.slot,
    issues.c.decided,
    issues.c.subject,
    issues.c.title,
    issues.c.preheader,
    issues.c.language,
    issues.c.picture,
    issues.c.private,
    _STORIES,
)


@dataclass(frozen=True, slots=True)
class SqlArchive:
    """The port `Archive` over SQL: the HTML is read for one issue at a time only."""

    engine: Engine

    def newest(self) -> Sequence[PastIssue]:
        """Return the newest issue of every newsletter that ever had one, by newsletter."""
        last = select(issues.c.newsletter, func.max(issues.c.number).label("number")).group_by(issues.c.newsletter)
        of = last.where(issues.c.number.is_not(None)).subquery()
        same = and_(issues.c.newsletter == of.c.newsletter, issues.c.number == of.c.number)
        with reading(self.engine) as connection:
            return _listed(connection, select(*_LISTED).join(of, same).order_by(issues.c.newsletter))

    def issues(self, newsletter: str, most: int, before: int | None = None) -> Sequence[PastIssue]:
        """Return a newsletter's issues, the newest first; `before`: only those of a smaller number."""
        wanted = select(*_LISTED).where(issues.c.newsletter == newsletter, issues.c.number.is_not(None))
        if before is not None:
            wanted = wanted.where(issues.c.number < before)
        with reading(self.engine) as connection:
            return _listed(connection, wanted.order_by(issues.c.number.desc()).limit(most))

    def sheet(self, newsletter: str, number: int) -> Sheet | None:
        """Return one issue whole; None where there is none."""
        wanted = select(*_LISTED, issues.c.html).where(issues.c.newsletter == newsletter, issues.c.number == number)
        with reading(self.engine) as connection:
            row = connection.execute(wanted).one_or_none()
            if row is None:
                return None
            return Sheet(_past(row), row.html, _later(connection, row.id))


def _listed(connection: Connection, wanted: Select[Any]) -> list[PastIssue]:
    return [_past(row) for row in connection.execute(wanted)]


def _past(row: Any) -> PastIssue:
    return PastIssue(
        newsletter=row.newsletter,
        number=row.number,
        slot=row.slot,
        pressed=row.decided,
        subject=row.subject,
        title=row.title,
        preheader=row.preheader,
        language=row.language,
        picture=row.picture,
        stories=row.stories,
        private=row.private,
    )


def _later(connection: Connection, issue: int) -> tuple[LaterWord, ...]:
    """The stories of an issue that its newsletter amended later, each with the first issue that told so, in reading order."""
    of_newsletter = and_(
        amendments.c.article == issue_stories.c.article, amendments.c.newsletter == issue_stories.c.newsletter
    )
    wanted = (
        select(articles.c.document, articles.c.url, func.min(issues.c.number).label("number"))
        .join(issue_stories, issue_stories.c.article == articles.c.id)
        .join(amendments, of_newsletter)
        .join(issues, issues.c.id == amendments.c.issue)
        .where(issue_stories.c.issue == issue)
        .group_by(articles.c.id, issue_stories.c.position)
        .order_by(issue_stories.c.position)
    )
    return tuple(
        LaterWord(row.document["entry"]["headline"], row.url, row.number) for row in connection.execute(wanted)
    )
