"""Hubs: ask them to tell us of new stories, answer when they make sure that it was us, and read what they send.

A hub only makes news come sooner: whatever is lost on its way, the daily visit to its source finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from digest.collector import websub
from digest.collector.polling import is_due, is_held
from digest.errors import SourceError
from digest.jobs.collect import Desk, Visit, collect, standing
from digest.model import Hubs, Lease, Source, SourceKind
from digest.ports import Fetched, Fetcher, Leases, Request

PATH = "/websub/"
"""Where on our site hubs tell us; the token of a lease follows."""

DAILY = timedelta(days=1)
"""How often a source is visited whose hub tells us of everything."""

PAUSE = timedelta(minutes=1)
"""How long after a visit a hub's word makes no other."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What talking to hubs needs: `base` is the public address of our pages, `make_word` makes tokens and secrets."""

    desk: Desk
    leases: Leases
    sources: Mapping[str, Source]
    base: str
    make_word: Callable[[], str]

    def callback(self, lease: Lease) -> str:
        """Return the address at which a hub tells us."""
        return self.base.rstrip("/") + PATH + lease.token


def due_sources(exchange: Exchange | None, sources: Iterable[Source], desk: Desk, *, soon: bool) -> list[Source]:
    """Return the sources that are to be visited now; one whose hub tells us, once a day."""
    now = desk.clock.now()
    told = {lease.source for lease in exchange.leases.all() if lease.is_live(now)} if exchange else set()
    return [source for source in sources if _is_due(source, desk, now, soon=soon, told=source.id in told)]


def _is_due(source: Source, desk: Desk, now: datetime, *, soon: bool, told: bool) -> bool:
    state = standing(source, desk.articles)
    if told and state.checked and timedelta(0) <= now - state.checked < DAILY:
        return False
    return is_due(state.pace, state.checked, now, soon=soon and not told)


def ask_hubs(exchange: Exchange) -> tuple[str, ...]:
    """Ask the hubs of all feeds whose lease is new or runs out; return what went wrong, in words."""
    now = exchange.desk.clock.now()
    known = {lease.source: lease for lease in exchange.leases.all()}
    feeds = (source for source in exchange.sources.values() if source.kind is SourceKind.FEED)
    asked = {source.id: lease for source in feeds if (lease := _to_ask(source, known.get(source.id), exchange, now))}
    for lease in asked.values():
        exchange.leases.record(lease)  # first: a hub may make sure of us before it answers
    requests = [
        Request(name, lease.hub, form=websub.request_form(lease, exchange.callback(lease)))
        for name, lease in asked.items()
    ]
    answers = exchange.desk.fetcher.fetch(requests) if requests else ()
    return tuple(f"{request.key}: its hub: {answer}" for request, answer in answers if isinstance(answer, SourceError))


def _to_ask(source: Source, lease: Lease | None, exchange: Exchange, now: datetime) -> Lease | None:
    hubs = standing(source, exchange.desk.articles).hubs
    if not websub.should_ask(lease, hubs, now):
        return None
    if lease and lease.topic == hubs.topic and lease.hub in hubs.addresses:
        return replace(lease, asked=now)
    return Lease(source.id, hubs.addresses[0], hubs.topic, exchange.make_word(), exchange.make_word(), asked=now)


def answer_hub(exchange: Exchange, token: str, query: dict[str, str]) -> str | None:
    """Return what a hub is answered that makes sure of us ("" where it refuses us); None where we did not ask it."""
    lease = exchange.leases.by_token(token)
    if lease is None or lease.source not in exchange.sources:
        return None
    now = exchange.desk.clock.now()
    if websub.is_denied(lease, query):
        exchange.leases.record(replace(lease, asked=now, until=None))
        return ""
    if settled := websub.confirmed(lease, query, now):
        exchange.leases.record(settled[0])
        return settled[1]
    return None


@dataclass(frozen=True, slots=True)
class Ping:
    """What a hub sent: the signature header, the content type, and the body."""

    signature: str
    content_type: str
    body: bytes


def is_ours(exchange: Exchange, token: str) -> bool:
    """Tell whether a hub that tells us at this token is to go on with it."""
    lease = exchange.leases.by_token(token)
    return lease is not None and lease.source in exchange.sources


def read_ping(exchange: Exchange, token: str, ping: Ping) -> Visit | None:
    """Read what a hub sent, as a visit to its source; None where its signature is not that of our secret, or none is due.

    A body that is no feed only says that there is something new: the source is visited.
    """
    lease = exchange.leases.by_token(token)
    if lease is None or lease.source not in exchange.sources:
        return None
    source, desk = exchange.sources[lease.source], exchange.desk
    genuine = websub.is_genuine(lease, ping.signature, ping.body)
    if not genuine and websub.is_secret(lease):
        return None
    if genuine and ping.body.strip():
        visit = _delivered(source, ping, desk)
        if not visit.error:
            return visit
    return _visited(source, desk)


def _visited(source: Source, desk: Desk) -> Visit | None:
    """Visit a source of which a hub says that it has news; where it was visited just now, let the next tick do it."""
    state, now = standing(source, desk.articles), desk.clock.now()
    if state.pace.gone or is_held(state.pace, now):
        return None
    if state.checked is None or not timedelta(0) <= now - state.checked < PAUSE:
        return collect([source], desk)[0]
    desk.articles.record_fetch(source.id, replace(state, checked=None))
    return None


def _delivered(source: Source, ping: Ping, desk: Desk) -> Visit:
    before = standing(source, desk.articles)
    [visit] = collect([source], replace(desk, fetcher=_Delivery(source, before.hubs, ping, desk.fetcher)))
    if visit.error:  # the hub's fault and not the source's
        desk.articles.record_fetch(source.id, before)
    return visit


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A fetcher that has the source's feed already: what the hub sent. All else is fetched."""

    source: Source
    hubs: Hubs
    ping: Ping
    fetcher: Fetcher

    def fetch(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | SourceError]]:
        # The source itself is asked for first, and its pages only when it is read: nothing may wait for their requests.
        coming = iter(requests)
        yield from ((request, self._feed(request)) for request in islice(coming, 1))
        yield from self.fetcher.fetch(coming)

    def _feed(self, request: Request) -> Fetched:
        """Validators and hubs stay those of the last visit: what a hub sends may be a part of the feed."""
        links = [f'<{hub}>; rel="hub"' for hub in self.hubs.addresses] + [f'<{self.hubs.topic}>; rel="self"']
        return Fetched(
            200,
            request.url,
            self.ping.body,
            self.ping.content_type,
            etag=request.etag,
            last_modified=request.last_modified,
            links=tuple(links),
        )
