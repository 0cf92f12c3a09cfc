"""Addresses: where else a story was met than where it stands now, so that it is found by any of them."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from digest.adapters.database.engine import insert
from digest.adapters.database.schema import articles, story_addresses
from digest.ports import Arrival


def hash_of(text: str) -> str:
    """Return what a guid or an address of any length is found by."""
    # Hashed because a source's names have no longest length, and an index entry of PostgreSQL has (2,704 bytes).
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def own_address(connection: Connection, key: int) -> str:
    """Return the hash of the address at which an article stands."""
    return str(connection.scalar(select(articles.c.url_hash).where(articles.c.id == key)))


def record_addresses(connection: Connection, arrival: Arrival, key: int, before: str) -> None:
    """Remember where an article was met but for where it stands; an address stays with the story that had it first.

    `before` is the hash of where it stood before this arrival, "" where it is new.
    """
    own = own_address(connection, key) if before else hash_of(arrival.url)
    met = {before, hash_of(arrival.url), *map(hash_of, arrival.also_at)} - {"", own}
    if met:
        rows = [{"url_hash": each, "article": key} for each in sorted(met)]
        connection.execute(insert(connection, story_addresses).on_conflict_do_nothing(), rows)


def key_at(connection: Connection, url: str) -> int | None:
    """Return the article that stands at a canonical URL, else the one that was met there; None where none was."""
    found = connection.scalar(select(articles.c.id).where(articles.c.url_hash == hash_of(url)))
    if found is None:
        found = connection.scalar(select(story_addresses.c.article).where(story_addresses.c.url_hash == hash_of(url)))
    return found
