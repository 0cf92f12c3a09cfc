"""What a source lists, through the whole of collecting: sitemaps with and without titles, and indexes of them."""

import gzip
from datetime import timedelta

import pytest
from making import NOON
from pages import a_page
from world import ToldClock, ToldShelf, ToldWeb

from digest.adapters.database import open_database
from digest.errors import SourceError
from digest.jobs.collect import Desk, Visit, collect
from digest.jobs.listing import list_entries
from digest.model import Source, SourceKind
from digest.ports import Fetched

MAP = Source("maps", SourceKind.SITEMAP, "https://lantern.example/sitemap.xml", "The Harbour Lantern", language="en")
ONE, TWO = "https://lantern.example/story/1", "https://lantern.example/story/2"


class World:
    """A database and a web, and the desk over them."""

    def __init__(self, path: str) -> None:
        self.database = open_database(path)
        self.database.upgrade()
        self.clock, self.web = ToldClock(), ToldWeb()
        self.desk = Desk(self.database.articles, self.web, ToldShelf(), self.clock)

    def tell(self, url: str, body: bytes, etag: str = "") -> None:
        self.web.pages[url] = Fetched(200, url, body, "application/xml", etag)

    def collect(self) -> Visit:
        (visit,) = collect([MAP], self.desk)
        return visit

    def headlines(self) -> list[str]:
        found = self.database.articles.candidates("any", NOON - timedelta(days=1), self.clock.time)
        return [candidate.article.entry.headline for candidate in found]


@pytest.fixture
def world(tmp_path):
    world = World(str(tmp_path / "digest.db"))
    yield world
    world.database.close()


def plain(*urls, day=NOON):
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{day.isoformat()}</lastmod></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def index(*urls):
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def test_where_a_sitemap_tells_no_headline_the_page_does(world):
    world.tell(MAP.location, plain(ONE), etag='"1"')
    world.web.tell(ONE, a_page("Council approves ferry"))
    assert world.collect() == Visit("maps", listed=1, new=1)
    assert world.headlines() == ["Council approves ferry"]
    assert world.collect() == Visit("maps", unchanged=True)


def test_the_sitemaps_of_an_index_are_followed_each_time_even_where_the_index_stands_still(world):
    first, second = (f"https://lantern.example/{name}.xml.gz" for name in ("a", "b"))
    world.tell(MAP.location, index(first, second), etag='"1"')
    world.tell(first, gzip.compress(plain(ONE)))
    world.tell(second, gzip.compress(plain(ONE, "https://lantern.example/story/1/")))
    world.web.tell(ONE, a_page("Council approves ferry"))
    assert world.collect() == Visit("maps", listed=1, new=1)
    world.tell(second, gzip.compress(plain(TWO)))
    world.web.tell(TWO, a_page("Bridge opens to the south"))
    assert world.collect() == Visit("maps", listed=2, new=1)
    assert world.headlines() == ["Council approves ferry", "Bridge opens to the south"]


def test_a_sitemap_of_an_index_that_fails_is_told_and_the_others_are_read(world):
    good, bad, nested = (f"https://lantern.example/{name}.xml" for name in ("good", "bad", "nested"))
    world.tell(MAP.location, index(good, bad, nested, "https://lantern.example/gone.xml"))
    world.tell(good, plain(ONE))
    world.tell(bad, b"<html></html>")
    world.tell(nested, index(good))
    world.web.tell(ONE, a_page("Council approves ferry"))
    assert world.collect() == Visit(
        "maps",
        listed=1,
        new=1,
        problems=(
            "not a sitemap: its root is 'html'",
            f"{nested} is an index within an index, which is not followed",
            "https://lantern.example/gone.xml answered 404 Not Found",
        ),
    )


def test_an_index_of_which_nothing_can_be_read_is_a_failed_visit(world):
    world.tell(MAP.location, index("https://lantern.example/gone.xml"))
    why = "maps: no sitemap of the index can be read: https://lantern.example/gone.xml answered 404 Not Found"
    assert world.collect() == Visit("maps", error=why)
    world.tell(MAP.location, b"<html></html>")
    assert world.collect() == Visit("maps", error="maps: not a sitemap: its root is 'html'")
    world.web.pages[MAP.location] = SourceError("lantern.example could not be read")
    assert world.collect() == Visit("maps", error="lantern.example could not be read")


def test_an_index_without_recent_sitemaps_lists_nothing(world):
    world.tell(MAP.location, index())
    assert world.collect() == Visit("maps")


def test_a_source_that_gave_no_answer_lists_nothing_and_says_why(world):
    with pytest.raises(SourceError, match="503"):
        list_entries(MAP, SourceError("lantern.example answered 503", status=503), world.web, NOON)
