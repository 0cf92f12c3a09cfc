"""The port `Leases`, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from digest.model import Lease

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEASE = Lease("post", "https://hub.example/", "https://post.example/feed", "token-1", "secret-1", asked=NOON)


def test_a_lease_is_found_by_its_token_and_the_next_of_its_source_takes_its_place(database):
    other = Lease("gazette", "https://hub.example/", "https://gazette.example/feed", "token-2", "secret-2")
    database.leases.record(LEASE)
    database.leases.record(other)
    assert database.leases.all() == [other, LEASE]
    assert database.leases.by_token("token-1") == LEASE
    assert database.leases.by_token("token") is None
    settled = replace(LEASE, asked=None, until=NOON + timedelta(days=10), length=timedelta(days=10), token="token-3")
    database.leases.record(settled)
    assert database.leases.all() == [other, settled]
    assert (database.leases.by_token("token-1"), database.leases.by_token("token-3")) == (None, settled)


def test_no_two_sources_share_a_token(database):
    database.leases.record(LEASE)
    with pytest.raises(IntegrityError):
        database.leases.record(replace(LEASE, source="gazette"))
    assert database.leases.all() == [LEASE]
