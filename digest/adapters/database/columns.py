"""Column types that both databases read back alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from digest.model.text import clean_text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

KEY = BigInteger().with_variant(Integer(), "sqlite")
"""A row's number. SQLite counts up only what is declared as INTEGER, and holds 64 bits in it."""

SORTED_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points on both databases, whatever locale the PostgreSQL cluster was made with."""


class Instant(TypeDecorator[datetime]):
    """An aware moment, read back in UTC: timestamptz on PostgreSQL, whole microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the database's own type."""
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return what the driver stores.

        Raises:
            ValueError: the moment has no zone; PostgreSQL would silently take it for the server's own.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone: {value}")
        return value if dialect.name == "postgresql" else (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the aware moment in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else EPOCH + timedelta(microseconds=value)


class Remark(TypeDecorator[str]):
    """Words from outside that are kept to be shown (a server's reply, an error): cleaned on the way in.

    PostgreSQL holds no U+0000 and neither database a lone surrogate; a remark must not be able to stop a delivery.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the text without the characters that nobody can see."""
        return None if value is None else clean_text(value)
