"""Subscriptions at hubs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, RowMapping, Select, select

from digest.adapters.database.engine import insert, reading, writing
from digest.adapters.database.schema import leases
from digest.model import Lease

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class SqlLeases:
    """The port `Leases` over SQL."""

    engine: Engine

    def all(self) -> Sequence[Lease]:
        """Return the leases, by source."""
        return self._found(select(leases).order_by(leases.c.source))

    def by_token(self, token: str) -> Lease | None:
        """Return the lease whose callback address ends with a token."""
        return next(iter(self._found(select(leases).where(leases.c.token == token))), None)

    def record(self, lease: Lease) -> None:
        """Remember the lease of a source, in place of the one before."""
        values = {
            "hub": lease.hub,
            "topic": lease.topic,
            "token": lease.token,
            "secret": lease.secret,
            "asked": lease.asked,
            "until": lease.until,
            "length_seconds": lease.length // _SECOND,
        }
        with writing(self.engine) as connection:
            row = insert(connection, leases).values(source=lease.source, **values)
            connection.execute(row.on_conflict_do_update(index_elements=["source"], set_=values))

    def _found(self, query: Select[Any]) -> list[Lease]:
        with reading(self.engine) as connection:
            return [_lease(row) for row in connection.execute(query).mappings()]


def _lease(row: RowMapping) -> Lease:
    values = dict(row)
    return Lease(length=values.pop("length_seconds") * _SECOND, **values)
