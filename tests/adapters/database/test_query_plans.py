"""The statements that run for every message use the indexes that were made for them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, text, update

from digest.adapters.database.schema import deliveries
from digest.model import DeliveryState, Outcome, Receipt, Settlement

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


@pytest.fixture(params=["no statistics", "outdated statistics"])
def crowded(request, blank_newsroom):
    """Give a database with many deliveries that knows nothing of them, or thinks that all were sent."""
    database = blank_newsroom.database
    blank_newsroom.enrol(*(f"r{number}" for number in range(3000)))
    blank_newsroom.press(blank_newsroom.plan("first"))
    if request.param == "outdated statistics":
        with database.engine.begin() as connection:
            connection.execute(update(deliveries).values(state="sent"))
            connection.execute(text("ANALYZE"))
    blank_newsroom.press(blank_newsroom.plan("second"))
    database.ledger.claim(50, "dead", NOON, NOON)
    return database


@contextmanager
def plans(database):
    """Collect how the database goes about each statement that is executed meanwhile, as (statement, plan)."""
    ran, found = [], []

    def listen(_connection, _cursor, statement, parameters, *_):
        ran.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", listen)
    yield found
    event.remove(database.engine, "before_cursor_execute", listen)
    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    with database.engine.begin() as connection:
        for statement, parameters in ran:
            one = parameters[0] if isinstance(parameters, list) else parameters
            if "set_config" in statement:
                connection.exec_driver_sql(statement, one)
            if statement.startswith(("SELECT", "UPDATE", "INSERT", "WITH")):
                lines = connection.exec_driver_sql(explain + statement, one).all()
                found.append((" ".join(statement.split()), "\n".join(str(line[-1]) for line in lines)))


def plan_of(found, part):
    (plan,) = [plan for statement, plan in found if part in statement]
    return plan


def test_a_claim_walks_the_two_partial_indexes_in_their_order_and_sorts_nothing(crowded):
    with plans(crowded) as found:
        assert len(crowded.ledger.claim(100, "a", NOON, LATER)) == 100
    queued = [plan for statement, plan in found if "state IN ('queued', 'deferred')" in statement]
    overdue = [plan for statement, plan in found if "state = 'leased'" in statement]
    assert len(queued) >= 1
    assert len(overdue) >= 2  # whether there is one, and its lease
    assert all("deliveries_due_idx" in plan for plan in queued)
    assert all("deliveries_lease_idx" in plan for plan in overdue)
    for plan in (*queued, *overdue):
        assert "Sort" not in plan
        assert "TEMP B-TREE" not in plan
        assert "Seq Scan on deliveries" not in plan
        assert "SCAN deliveries" not in plan


def test_an_outcome_is_written_by_the_deliverys_own_key(crowded):
    with plans(crowded) as found:
        crowded.ledger.settle("dead", [Settlement(3000, DeliveryState.SENT, Receipt(Outcome.ACCEPTED, 250))])
    plan = plan_of(found, "UPDATE deliveries")
    assert "deliveries_pkey" in plan or "INTEGER PRIMARY KEY" in plan


def test_a_release_looks_at_leases_alone(crowded):
    with plans(crowded) as found:
        crowded.ledger.release("dead")
    assert "deliveries_lease_idx" in plan_of(found, "UPDATE deliveries")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_planned_issues_are_found_by_their_partial_index(database, newsroom):
    newsroom.plan()
    with plans(database) as found:
        database.ledger.planned()
    assert "issues_planned_idx" in plan_of(found, "state = 'planned'")


def test_a_story_is_found_by_its_addresses_without_looking_through_all(database, newsroom):
    newsroom.collect()
    with plans(database) as found:
        database.articles.find("https://nowhere.example/1")
    for _, plan in found:
        assert "SCAN" not in plan
        assert "Seq Scan" not in plan
    assert any("story_addresses" in plan for _, plan in found)
