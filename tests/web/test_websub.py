"""WebSub over real sockets: a hub that does what the Recommendation says, and callers that do what it does not."""

import asyncio
import hashlib
import hmac
import socket
import threading
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
import uvicorn
from loopback import serving
from making import a_newsletter
from pages import a_feed, a_page
from starlette.applications import Starlette
from world import ToldShelf, Town

from digest.adapters.http import HttpFetcher, Limits
from digest.jobs.collect import Desk, collect
from digest.jobs.hubs import Exchange, ask_hubs
from digest.model import Source, SourceKind
from digest.web import websub
from digest.web.public.opening import open_public
from digest.web.websub import websub_routes
from digest.wiring import open_newsroom, read_settings

MOST = 100_000


@contextmanager
def callbacks(routes):
    """Serve the routes with a real uvicorn on loopback; yield its address."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class Hub:
    """A hub on loopback: takes subscriptions, makes sure of them before it answers, and signs what it sends."""

    def __init__(self):
        self.subscriptions, self.answers = {}, []

    def take(self, desk):
        form = dict(parse_qsl(desk.rfile.read(int(desk.headers["Content-Length"])).decode()))
        query = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"],
            "hub.challenge": "c-1",
            "hub.lease_seconds": form["hub.lease_seconds"],
        }
        told = httpx.get(form["hub.callback"], params=query, trust_env=False)
        self.answers.append((told.status_code, told.text))
        self.subscriptions[form["hub.callback"]] = form["hub.secret"]
        desk.answer(202)

    def send(self, body, *, secret=None, callback=None):
        [(known, own)] = self.subscriptions.items()
        signature = "sha512=" + hmac.new((secret or own).encode(), body, hashlib.sha512).hexdigest()
        headers = {"X-Hub-Signature": signature, "Content-Type": "application/rss+xml"}
        return httpx.post(callback or known, content=body, headers=headers, trust_env=False)


class World:
    """A site with a feed and a hub, our pages that the hub tells, and the store."""

    def __init__(self, path, site):
        self.town, self.hub, self.site = Town(path, a_newsletter()), Hub(), site
        source = Source("loop", SourceKind.FEED, site.url("/feed"), "Loop")
        fetcher = HttpFetcher(Limits(deadline=5), allow_private=True)
        self.desk = Desk(self.town.database.articles, fetcher, ToldShelf(), self.town.clock)
        self.exchange = Exchange(
            self.desk, self.town.database.leases, {"loop": source}, "", iter(("token", "secret")).__next__
        )
        site.table |= {"/feed": self.feed, "/hub": self.hub.take, "/robots.txt": lambda desk: desk.answer(404)}
        site.table |= {f"/{n}": lambda desk: desk.answer(body=a_page("Ferry").encode()) for n in range(9)}
        self.source = source

    def feed(self, desk):
        links = f'<{self.site.url("/hub")}>; rel="hub", <{self.site.url("/feed")}>; rel="self"'
        desk.answer(body=a_feed(("Ferry", self.site.url("/1"), "")).encode(), Link=links)

    def headlines(self):
        return sorted(
            candidate.article.entry.headline
            for candidate in self.town.database.articles.candidates(
                "any", self.town.clock.time.replace(year=2000), self.town.clock.time
            )
        )

    def lease(self):
        [lease] = self.town.database.leases.all()
        return lease


@pytest.fixture
def world(tmp_path):
    with serving({}) as site:
        world = World(str(tmp_path / "digest.db"), site)
        with callbacks(websub_routes(world.exchange, MOST)) as base:
            world.exchange = Exchange(
                world.desk, world.exchange.leases, world.exchange.sources, base, world.exchange.make_word
            )
            world.base = base
            yield world
        world.town.close()


def until(holds):
    """Wait for what is done after an answer."""
    for _ in range(500):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came to pass")


def visits(world):
    return [path for path, _ in world.site.seen].count("/feed")


def subscribe(world):
    collect([world.source], world.desk)
    assert ask_hubs(world.exchange) == ()
    assert world.hub.answers == [(200, "c-1")]


def test_a_hub_is_found_asked_and_answered_and_its_news_is_read_at_once(world):
    subscribe(world)
    assert world.lease().is_live(world.town.clock.now())
    world.town.clock.forward(hours=1)
    assert world.hub.send(a_feed(("Second boat", world.site.url("/2"), "")).encode()).status_code == 202
    until(lambda: world.headlines() == ["Ferry", "Second boat"])
    assert visits(world) == 1


def test_a_thin_ping_makes_us_ask_the_source(world):
    subscribe(world)
    world.town.clock.forward(hours=1)
    assert world.hub.send(b"").status_code == 202
    until(lambda: visits(world) == 2)


def test_a_forged_ping_gets_the_same_answer_and_changes_nothing(world):
    subscribe(world)
    world.town.clock.forward(hours=1)
    forged = a_feed(("Forged", world.site.url("/3"), "")).encode()
    assert world.hub.send(forged, secret="guess").status_code == 202
    assert httpx.post(f"{world.base}/websub/token", content=forged, trust_env=False).status_code == 202
    assert visits(world) == 1
    world.hub.send(b"")  # read after those two
    until(lambda: visits(world) == 2)
    assert world.headlines() == ["Ferry"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"hub.mode": "subscribe", "hub.challenge": "x"},
        {"hub.mode": "unsubscribe", "hub.topic": "TOPIC", "hub.challenge": "x", "hub.lease_seconds": "1000"},
        {
            "hub.mode": "subscribe",
            "hub.topic": "https://else.example/",
            "hub.challenge": "x",
            "hub.lease_seconds": "1000",
        },
        {"hub.mode": "subscribe", "hub.topic": "TOPIC", "hub.challenge": "x", "hub.lease_seconds": "1000"},
    ],
)
def test_a_question_that_we_did_not_cause_is_not_answered(world, query):
    subscribe(world)
    query = {name: value.replace("TOPIC", world.site.url("/feed")) for name, value in query.items()}
    for token in ("token", "guess", "%2e%2e"):
        assert httpx.get(f"{world.base}/websub/{token}?{urlencode(query)}", trust_env=False).status_code == 404


def test_who_tells_at_a_token_that_is_none_is_told_to_stop(world):
    subscribe(world)
    assert world.hub.send(b"", callback=f"{world.base}/websub/guess").status_code == 410
    assert httpx.put(f"{world.base}/websub/token", trust_env=False).status_code == 405


def test_a_body_that_is_too_long_is_refused(world):
    subscribe(world)
    assert world.hub.send(b"x" * (MOST + 1)).status_code == 413
    assert world.hub.send(b"x" * MOST).status_code == 202


def test_a_caller_who_hangs_up_in_the_middle_costs_nothing(world):
    subscribe(world)
    address = urlsplit(world.base)
    with socket.create_connection((address.hostname, address.port)) as caller:
        caller.sendall(b"POST /websub/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + b"x" * 100)
    assert world.hub.send(b"").status_code == 202


def test_a_flood_of_pings_is_told_to_come_again(world, monkeypatch):
    monkeypatch.setattr(websub, "MOST_WAITING", 0)
    subscribe(world)
    with callbacks(websub_routes(world.exchange, MOST)) as base:
        answer = world.hub.send(b"", callback=f"{base}/websub/token")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_a_fault_of_the_source_is_not_the_hubs(world):
    subscribe(world)
    world.town.clock.forward(hours=1)
    world.site.table["/feed"] = lambda desk: desk.answer(500)
    assert world.hub.send(b"").status_code == 202
    until(lambda: world.town.database.articles.fetch_state("loop").failures == 1)


SETTINGS = """\
site: {title: The Harbour Lantern, url: https://lantern.example/, language: en, zone: Europe/Kyiv, postal_address: 1 Quay}
sources: [{id: news, feed: https://lantern.example/feed}]
newsletters: [{id: morning, title: Morning, from: "Lantern <morning@lantern.example>", cadence: {cron: "30 7 * * *"}}]
"""


@pytest.mark.parametrize(("collect_at", "unknown", "too_long"), [("https://lantern.example", 410, 413), ("", 404, 404)])
def test_the_pages_that_are_served_have_a_place_for_hubs_where_the_settings_name_their_address(
    tmp_path, collect_at, unknown, too_long
):
    path = tmp_path / "digest.yaml"
    path.write_text(SETTINGS + (f"collect: {{websub_url: {collect_at}, max_megabytes: 1}}\n" if collect_at else ""))

    async def posted(room):
        transport = httpx.ASGITransport(open_public(room))
        async with httpx.AsyncClient(transport=transport, base_url="https://lantern.example") as client:
            bodies = (b"x" * 65_000, b"x" * 2_000_000)
            return [(await client.post("/websub/guess", content=body)).status_code for body in bodies]

    with open_newsroom(read_settings(path, {})) as room:
        assert asyncio.run(posted(room)) == [unknown, too_long]
