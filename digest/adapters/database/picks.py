"""What an editor decided about single stories by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, or_, select

from digest.adapters.database.addresses import hash_of
from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.schema import picks
from digest.ports import HandPick


@dataclass(frozen=True, slots=True)
class SqlPicks:
    """The port `Picks` over SQL."""

    engine: Engine

    def put(self, pick: HandPick) -> None:
        """Remember a pick, in place of any earlier one of this newsletter and address."""
        word = {"place": pick.place, "pinned": int(pick.pinned), "until": pick.until, "made": pick.made}
        with writing(self.engine) as connection:
            row = insert(connection, picks).values(
                newsletter=pick.newsletter, url_hash=hash_of(pick.url), url=pick.url, **word
            )
            connection.execute(row.on_conflict_do_update(index_elements=["newsletter", "url_hash"], set_=word))

    def undo(self, newsletter: str, url: str) -> bool:
        """Forget a pick; False where there is none."""
        gone = delete(picks).where(picks.c.newsletter == newsletter, picks.c.url_hash == hash_of(url))
        with writing(self.engine) as connection:
            return connection.execute(gone).rowcount == 1

    def standing(self, newsletter: str, now: datetime) -> Sequence[HandPick]:
        """Return the picks of a newsletter that hold at a moment, the oldest first."""
        holds = or_(picks.c.until.is_(None), picks.c.until >= now)
        rows = select(picks).where(picks.c.newsletter == newsletter, picks.c.made <= now, holds)
        with reading(self.engine) as connection:
            found = connection.execute(rows.order_by(picks.c.made, picks.c.url_hash)).all()
        return [HandPick(row.newsletter, row.url, row.place, bool(row.pinned), row.made, row.until) for row in found]
