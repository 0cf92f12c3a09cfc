"""The readers' pages over a real database: the counter, its desk, and what came of a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
from front import a_house, serving
from making import a_newsletter
from world import ToldClock

from digest.adapters.database import Database, open_database
from digest.adapters.database.schema import metadata
from digest.jobs.subscribe import Rules, SignUpDesk, form_stamp
from digest.model import Cadence, Frequency, LetterOrder
from digest.ports import Enrolment
from digest.signup import CapRules, Keys, Purpose, Ticket, issue_token
from digest.web.public.app import public_app
from digest.web.public.counter import Counter
from digest.web.public.opening import rooms_of

KEYS = Keys((b"k" * 32,))
USUAL_CAPS = CapRules()
EACH, WEEKLY = Frequency.EACH, Frequency.WEEKLY
NEWSLETTERS = {
    "morning": a_newsletter(example="https://lantern.example/morning/1"),
    "tide": a_newsletter(id="tide", title="The Long <Tide>", cadence=Cadence("0 9 * * 6", "Europe/Kyiv")),
    "likhtar": a_newsletter(id="likhtar", title="Ліхтар", language="uk", description="Новини двічі на тиждень."),
}


@dataclass(frozen=True)
class Town:
    """Pages that are served, the client that asks them, and what lies behind them."""

    client: httpx.Client
    url: str
    database: Database
    clock: ToldClock
    desk: SignUpDesk

    def letters(self) -> list[LetterOrder]:
        """Every letter that waits."""
        now = self.clock.now()
        return [each.order for each in self.database.letters.claim(100, "test", now, now + timedelta(seconds=1))]

    def confirm_link(self, order: LetterOrder) -> str:
        return f"/confirm/{issue_token(KEYS, Purpose.CONFIRM, Ticket(order.data['request']))}"

    def preferences_link(self, reader: str) -> str:
        return f"/preferences/{issue_token(KEYS, Purpose.PREFERENCES, Ticket(reader))}"

    def leave_link(self, reader: str, newsletter: str = "") -> str:
        return f"/leave/{issue_token(KEYS, Purpose.LEAVE, Ticket(reader, newsletter))}"

    def post(self, path: str, **fields: object) -> httpx.Response:
        """Send a form as a browser does from our own page."""
        if path.partition("?")[0] in {"/subscribe", "/embed"}:
            fields = {"form": form_stamp(self.desk)} | fields
        return self.client.post(path, data=fields, headers={"Origin": self.url})

    def reader(self, email: str = "ida@example.com", *newsletters: str) -> str:
        """Make somebody a reader, and return the handle."""
        consent = Enrolment(email, newsletters or ("morning", "tide"), consent="told")
        self.database.register.enrol([consent], self.clock.now())
        return next(each.id for each in self.database.register.readers("") if each.email == email)

    def held(self) -> dict[str, list[object]]:
        """Every row of every table: what must not change when nobody presses anything."""
        with self.database.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(table.select()).all()))
                for table in metadata.sorted_tables
            }


@contextmanager
def a_town(
    path: str,
    proxies: tuple[str, ...] = (),
    *,
    fill: int = 0,
    bits: int = 0,
    caps: CapRules = USUAL_CAPS,
    **house: object,
) -> Iterator[Town]:
    """Serve the pages over a database at `path`; a form that comes back within `fill` seconds is a machine's. `proxies` are believed."""
    database, clock = open_database(path), ToldClock()
    database.upgrade()
    offer = {name: (EACH, WEEKLY) if name == "morning" else (EACH,) for name in NEWSLETTERS}
    rules = Rules(fill=timedelta(seconds=fill), work_bits=bits, caps=caps)
    desk = SignUpDesk(database.signups, clock, KEYS, offer, rules=rules)
    shown = a_house(**({"newsletters": NEWSLETTERS, "own_hour": True} | house))
    app = public_app(shown, database.is_current, rooms_of(Counter(shown, desk)))
    with serving(app, proxies) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield Town(client, url, database, clock, desk)
    database.close()
