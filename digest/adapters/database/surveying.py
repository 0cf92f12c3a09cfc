"""What would become of a list of readers: the same rules as taking them in, and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Row, Table, select

from digest.adapters.database.columns import SORTED_TEXT
from digest.adapters.database.engine import insert
from digest.adapters.database.enrolling import Outcome, Pair, Sorted, arrange, held, tally
from digest.adapters.database.hashing import KeyedHash
from digest.adapters.database.schema import subscribers
from digest.model import Enrolment
from digest.ports import Intake, Tally

# What earlier rows of the list would have added, in a table of this connection alone, which may spill to disk.
_seen = Table(
    "seen_in_list",
    MetaData(),
    Column("email_norm", SORTED_TEXT, primary_key=True),
    Column("newsletter", SORTED_TEXT, primary_key=True),
    prefixes=["TEMPORARY"],
)


def survey(connection: Connection, hashes: KeyedHash) -> Intake:
    """Return what says of batch after batch what would become of it; the connection is never to be committed."""
    _seen.create(connection)
    return lambda batch: _survey(connection, batch, hashes)


def _survey(connection: Connection, batch: Sequence[Enrolment], hashes: KeyedHash) -> Tally:
    arranged = arrange(connection, batch, hashes)
    if not arranged.by_address:
        return tally(arranged, Outcome())
    known = _known(connection, arranged)
    first_seen = _see(connection, arranged)
    states = {
        (known_address, row.newsletter): row.state
        for row, known_address in _states(connection, {row.id: address for address, row in known.items()})
    }
    new = {address for address in arranged.by_address if address not in known and (address, "") in first_seen}
    active = {address for address in arranged.by_address if address not in known or known[address].status == "active"}
    open_pairs = {pair for pair in arranged.wanted() if pair[0] in active and pair not in states}
    added = open_pairs & first_seen
    on = {pair for pair, state in states.items() if state == "subscribed"} | (open_pairs - added)
    return tally(arranged, Outcome(new, added, active, on))


def _known(connection: Connection, arranged: Sorted) -> dict[str, Row[*tuple[Any, ...]]]:
    chosen = select(subscribers.c.email_norm, subscribers.c.id, subscribers.c.status)
    rows = connection.execute(chosen.where(subscribers.c.email_norm.in_(arranged.by_address)))
    return {row.email_norm: row for row in rows}


def _states(connection: Connection, addresses: dict[int, str]) -> list[tuple[Row[Any], str]]:
    return [(row, addresses[row.subscriber]) for row in held(connection, addresses)]


def _see(connection: Connection, arranged: Sorted) -> set[Pair]:
    """Remember the batch; return what no earlier batch had: pairs, and addresses as pairs with ""."""
    rows = [(address, "") for address in arranged.by_address] + list(arranged.wanted())
    new = insert(connection, _seen).on_conflict_do_nothing().returning(_seen.c.email_norm, _seen.c.newsletter)
    found = connection.execute(new, [{"email_norm": address, "newsletter": name} for address, name in rows])
    return {(row.email_norm, row.newsletter) for row in found}
