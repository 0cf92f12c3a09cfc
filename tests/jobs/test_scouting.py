"""Scouting: what a site offers is found and read for real, and nothing is recorded."""

from datetime import timedelta

import pytest
from making import NOON
from pages import a_feed, a_page
from world import ToldClock, ToldShelf, ToldWeb

from digest.errors import SourceError
from digest.jobs.scouting import Scout, discover
from digest.jobs.tryout import guess_source, try_source
from digest.model import Source, SourceKind, TextOrigin
from digest.ports import SavedPage

HOME = "https://lantern.example/"
ONE, TWO = "https://lantern.example/story/1", "https://lantern.example/story/2"
FEED = a_feed(("Council approves ferry", ONE, "A ferry."), ("Bridge opens", TWO, ""))
FRONT = '<html><head><link rel="alternate" type="application/rss+xml" href="/main.rss"><title>L</title></head><body>'
LINKS = "".join(f'<article><h2><a href="/story/{n}">A long headline number {n}</a></h2></article>' for n in range(5))


def sitemap(*urls, title=""):
    news = (
        f"<news><publication_date>{NOON.isoformat()}</publication_date><title>{title}</title></news>" if title else ""
    )
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{NOON.isoformat()}</lastmod>{news}</url>" for url in urls)
    return f"<urlset>{rows}</urlset>"


@pytest.fixture
def scout():
    return Scout(ToldWeb(), ToldShelf(), ToldClock())


def kinds(discovery):
    return [(find.kind.value, find.url) for find in discovery.finds]


def test_all_that_a_site_offers_is_found_the_best_first(scout):
    scout.fetcher.tell(HOME, f"{FRONT}{LINKS}</body></html>")
    scout.fetcher.tell("https://lantern.example/main.rss", FEED)
    scout.fetcher.tell("https://lantern.example/feed", FEED)
    scout.fetcher.tell(
        "https://lantern.example/feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": []}'
    )
    scout.fetcher.tell(
        "https://lantern.example/robots.txt", "Sitemap: https://lantern.example/n.xml\nSitemap: /gone.xml"
    )
    scout.fetcher.tell("https://lantern.example/n.xml", sitemap(ONE, title="Council approves ferry"))
    scout.fetcher.tell("https://lantern.example/sitemap.xml", sitemap(ONE))
    scout.fetcher.tell("https://lantern.example/rss", "<html><body>No feed here</body></html>")
    progress = []
    found = discover(HOME, scout, lambda *told: progress.append(told))
    assert kinds(found) == [
        ("feed", "https://lantern.example/main.rss"),
        ("news sitemap", "https://lantern.example/n.xml"),
        ("sitemap", "https://lantern.example/sitemap.xml"),
        ("JSON feed", "https://lantern.example/feed.json"),
        ("listing", HOME),
    ]
    assert found.problems == (
        "https://lantern.example/gone.xml: https://lantern.example/gone.xml answered 404 Not Found",
    )
    assert progress[-1] == ("Looking", len(progress), len(progress))
    assert [request.url for request in scout.fetcher.asked].count("https://lantern.example/main.rss") == 1


def test_an_address_that_is_a_feed_itself_is_found_and_is_no_list_of_links(scout):
    scout.fetcher.tell("https://lantern.example/feed", FEED)
    (find,) = discover("https://lantern.example/feed", scout).finds
    assert (find.url, find.title, find.language, find.entries) == ("https://lantern.example/feed", "Lantern", "en", 2)


def test_what_a_page_points_to_and_is_no_feed_is_told(scout):
    scout.fetcher.tell(HOME, f"{FRONT}</body></html>")
    scout.fetcher.tell("https://lantern.example/main.rss", "<html><body>Gone</body></html>")
    found = discover(HOME, scout)
    assert found.finds == ()
    assert found.problems == ("https://lantern.example/main.rss: neither a feed nor a sitemap",)


def test_a_page_with_few_links_is_no_listing_and_one_that_cannot_be_asked_is_told(scout):
    scout.fetcher.tell(HOME, f"<html><body>{LINKS[: LINKS.index('</article>')]}</article></body></html>")
    assert discover(HOME, scout).finds == ()
    with pytest.raises(SourceError, match="404 Not Found"):
        discover("https://gone.example/", scout)


def test_what_an_address_is_can_be_guessed(scout):
    scout.fetcher.tell("https://lantern.example/feed", FEED)
    scout.fetcher.tell("https://lantern.example/map", sitemap(ONE))
    scout.fetcher.tell(HOME, f"{FRONT}{LINKS}")
    guessed = [
        guess_source(url, scout) for url in ("https://lantern.example/feed", "https://lantern.example/map", HOME)
    ]
    assert guessed == [
        Source("try", SourceKind.FEED, "https://lantern.example/feed", "Lantern"),
        Source("try", SourceKind.SITEMAP, "https://lantern.example/map", ""),
        Source("try", SourceKind.LISTING, HOME, ""),
    ]
    with pytest.raises(SourceError, match="404 Not Found"):
        guess_source("https://gone.example/", scout)


def test_a_tryout_reads_the_first_entries_as_collecting_would(scout):
    dek = "The bridge to the southern quay opened on Tuesday after a debate of six hours."
    body = a_feed(
        ("Council approves ferry", ONE, ""), ("Bridge opens", TWO, dek), ("Third", HOME, ""), ("Fourth", f"{HOME}4", "")
    )
    scout.fetcher.tell("https://lantern.example/feed", body)
    scout.fetcher.tell(ONE, a_page("Council approves ferry"))
    progress = []
    source = Source("lantern", SourceKind.FEED, "https://lantern.example/feed", "Lantern")
    tryout = try_source(source, scout, 3, lambda *told: progress.append(told))
    assert (tryout.listed, len(tryout.tried), progress[-1]) == (4, 3, ("Reading articles", 3, 3))
    read, fallback, failed = tryout.tried
    assert (read.article.origin, read.brief.quotes[0].speaker, read.problem) == (TextOrigin.PAGE, "Mara Venn", "")
    assert (fallback.article.text, fallback.problem) == (dek, f"{TWO} answered 404 Not Found")
    assert (failed.article, failed.problem) == (None, f"{HOME} answered 404 Not Found")


def test_a_tryout_of_a_feed_with_whole_text_fetches_no_page(scout):
    scout.fetcher.tell("https://lantern.example/feed", FEED)
    source = Source("lantern", SourceKind.FEED, "https://lantern.example/feed", "Lantern", pages=False)
    tryout = try_source(source, scout, 10)
    assert [tried.problem for tried in tryout.tried] == ["the feed gives no paragraph of text"] * 2
    assert len(scout.fetcher.asked) == 1


def test_a_tryout_reads_saved_pages(scout):
    saved = Source("dumps", SourceKind.SAVED, "pages/*", "Dumps", language="en")
    page = SavedPage("file:///pages/1.html", a_page("Ferry").encode(), NOON)
    empty = SavedPage("file:///pages/2.html", b"<html><body></body></html>", NOON)
    text = SavedPage("file:///pages/3.txt", b"Nothing here", NOON)
    scout.shelf.files["pages/*"] = [page, SourceError("pages/x: not a file"), empty, text]
    tryout = try_source(saved, scout, 10)
    assert (tryout.listed, tryout.problems) == (4, ("pages/x: not a file",))
    assert [(tried.entry.headline, tried.problem) for tried in tryout.tried] == [
        ("Ferry", ""),
        ("", "the page has no paragraph of text"),
        ("", "the page has no paragraph of text"),
    ]
    with pytest.raises(SourceError, match="dumps: no file matches nowhere"):
        try_source(Source("dumps", SourceKind.SAVED, "nowhere/*", "Dumps"), scout, 10)


def test_a_site_that_has_been_silent_ranks_last(scout):
    scout.clock.time = NOON + timedelta(days=200)
    scout.fetcher.tell("https://lantern.example/feed", FEED)
    scout.fetcher.tell(
        "https://lantern.example/rss.xml", '<rss version="2.0"><channel><title>Empty</title></channel></rss>'
    )
    assert [find.title for find in discover("https://lantern.example/feed", scout).finds] == ["Lantern", "Empty"]
