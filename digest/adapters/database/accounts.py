"""What is remembered of how an issue was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from digest.adapters.database.addresses import hash_of
from digest.adapters.database.engine import reading
from digest.adapters.database.schema import accounts, issue_stories, issues, sightings
from digest.ports import Missed


@dataclass(frozen=True, slots=True)
class SqlAccounts:
    """The port `Accounts` over SQL."""

    engine: Engine

    def get(self, newsletter: str, number: int | None = None) -> Mapping[str, Any] | None:
        """Return the account of an issue by its number (None: the newest that has one); None where there is none."""
        wanted = select(accounts.c.document).join(issues, issues.c.id == accounts.c.issue)
        wanted = wanted.where(issues.c.newsletter == newsletter)
        if number is not None:
            wanted = wanted.where(issues.c.number == number)
        with reading(self.engine) as connection:
            found: Mapping[str, Any] | None = connection.scalar(wanted.order_by(issues.c.number.desc()).limit(1))
        return found

    def ran(self, article: int) -> Mapping[str, int]:
        """Return the numbers of the issues that ran an article, by newsletter."""
        rows = select(issues.c.newsletter, issues.c.number).join(issue_stories, issue_stories.c.issue == issues.c.id)
        with reading(self.engine) as connection:
            found = connection.execute(rows.where(issue_stories.c.article == article)).all()
        return {row.newsletter: row.number for row in found}

    def seen(self, article: int) -> Mapping[str, datetime]:
        """Return the sources that listed an article, each with when it first did."""
        rows = select(sightings.c.source, sightings.c.first_seen).where(sightings.c.article == article)
        with reading(self.engine) as connection:
            found = connection.execute(rows.order_by(sightings.c.first_seen.desc())).all()
        return {row.source: row.first_seen for row in found}

    def missed(self, sources: Sequence[str], guids: Sequence[str]) -> Sequence[Missed]:
        """Return the items of sources with one of these guids that no article stands for, by source."""
        told = sightings.c
        hashes = [hash_of(guid) for guid in guids]
        # With the sources the key's index serves: guids alone are in none.
        rows = select(told.source, told.attempts, told.error, told.first_seen).where(
            told.source.in_(sources), told.guid_hash.in_(hashes), told.article.is_(None)
        )
        with reading(self.engine) as connection:
            return [Missed(**row) for row in connection.execute(rows.order_by(told.source)).mappings()]
