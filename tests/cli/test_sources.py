"""`digest sources`: what a site offers, what would be collected, how the sources do."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from digest.adapters.clock import SystemClock
from digest.cli.console import out
from digest.cli.sources_tell import how_often
from digest.config import load_settings
from digest.demo.server import serve_newspaper


@pytest.fixture(scope="module")
def newspaper():
    with serve_newspaper(SystemClock().now()) as base:
        yield base


@pytest.fixture
def open_folder(folder, monkeypatch):
    """The folder with settings that allow this machine to be asked, seen on a wide screen."""
    monkeypatch.setattr(out, "width", 400)
    settings = folder / "digest.yaml"
    settings.write_text(f"{settings.read_text()}collect: {{allow_private: [127.0.0.1]}}\n")
    return folder


def loaded(ended, status=0):
    assert ended.status == status, ended
    return json.loads(ended.out)


def test_what_a_site_offers_is_told_with_lines_that_the_settings_take(digest, open_folder, newspaper):
    told = loaded(digest("sources", "discover", newspaper, "--json"))
    assert [(find["kind"], find["title"], find["url"]) for find in told["finds"]][:1] == [
        ("feed", "The Harbour Lantern", f"{newspaper}/feed.xml")
    ]
    text = (open_folder / "digest.yaml").read_text().replace("sources:\n", told["yaml"])
    assert [source.id for source in load_settings(text, "digest.yaml", {}).sources] == ["the-harbour-lantern", "saved"]
    printed = digest("sources", "discover", newspaper)
    assert (
        f"  - id: the-harbour-lantern\n    title: The Harbour Lantern\n    language: en\n    feed: {newspaper}/feed.xml\n"
        in printed.out
    )


def test_an_id_that_is_taken_is_not_proposed(digest, open_folder, newspaper):
    settings = open_folder / "digest.yaml"
    settings.write_text(settings.read_text().replace("id: saved", "id: the-harbour-lantern"))
    assert "id: the-harbour-lantern-2\n" in loaded(digest("sources", "discover", newspaper, "--json"))["yaml"]


def test_without_settings_only_public_addresses_are_asked(digest, folder, newspaper):
    (folder / "digest.yaml").unlink()
    ended = digest("sources", "discover", newspaper)
    assert (ended.status, "127.0.0.1" in ended.err) == (1, True)
    assert not (folder / "var").exists()


class Bare(BaseHTTPRequestHandler):
    """A site with a front page and nothing else."""

    def do_GET(self):
        self.send_response(200 if self.path == "/" else 404)
        self.end_headers()
        self.wfile.write(b"<html><body><p>Nothing here</p></body></html>")

    def log_message(self, *args):
        pass


@pytest.fixture
def bare():
    with HTTPServer(("127.0.0.1", 0), Bare) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_site_that_offers_nothing_and_an_address_that_is_none_end_with_a_line(digest, open_folder, bare):
    ended = digest("sources", "discover", bare)
    why = f"error: {bare} offers no feed, no sitemap and no list of links that looks like news\n"
    assert (ended.status, ended.out, ended.err) == (1, "", why)
    ended = digest("sources", "discover", "file:///etc/passwd")
    assert (ended.status, ended.err) == (2, "error: 'file:///etc/passwd' is no web address\n")


def test_a_source_can_be_tried_by_address_and_nothing_is_stored(digest, open_folder, newspaper):
    told = loaded(digest("sources", "try", f"{newspaper}/feed.xml", "--limit", "2", "--json"))
    assert (told["kind"], len(told["entries"]), told["problems"]) == ("feed", 2, [])
    entry = told["entries"][0]
    assert entry["headline"]
    assert entry["origin"] == "page"
    assert entry["words"] > 100
    assert entry["lede"]
    assert not (open_folder / "var").exists()


def test_a_listing_is_tried_with_a_selector(digest, open_folder, newspaper):
    printed = digest("sources", "try", f"{newspaper}/culture/", "--select", "main h2 a", "-n", "1")
    assert printed.status == 0
    assert printed.out.startswith(f"{newspaper}/culture/ (listing): ")
    assert printed.out.endswith("Nothing was stored.\n")


def test_a_source_of_the_settings_is_tried_by_its_id_and_what_is_wrong_is_told(digest, open_folder):
    (open_folder / "pages" / "2.html").write_text("<html><body></body></html>")
    told = loaded(digest("sources", "try", "saved", "--json"), status=1)
    assert [(entry["headline"], entry["quotes"], entry["problem"]) for entry in told["entries"]] == [
        ("Council approves ferry", 1, ""),
        ("", 0, "the page has no paragraph of text"),
    ]
    assert "2.html: the page has no paragraph of text" in digest("sources", "try", "pages/*", "--kind", "saved").out
    ended = digest("sources", "try", "svaed")
    assert (ended.status, ended.err) == (2, "error: there is no source 'svaed' (known: saved)\n")
    ended = digest("sources", "try", "not an. address")
    assert (ended.status, ended.err) == (2, "error: 'not an. address' is no web address\n")


def test_the_sources_are_listed_with_what_they_brought(digest, open_folder):
    assert loaded(digest("sources", "list", "--json"))["sources"][0]["next_visit"] == "at once"
    digest("collect")
    (row,) = loaded(digest("sources", "list", "--json"))["sources"]
    assert (row["source"], row["kind"], row["title"], row["failures"], row["stored"], row["error"]) == (
        "saved", "saved", "The Lantern", 0, 1, "",
    )  # fmt: skip
    assert row["last_visit"] < row["next_visit"]
    assert row["moved"] == ""
    printed = digest("sources", "list").out
    assert "In 7 days" in printed
    assert "The Lantern" in printed


@pytest.mark.parametrize(
    ("per_week", "words"),
    [
        (None, ""),
        (140.0, "20 a day"),
        (7.0, "1 a day"),
        (6.9, "7 a week"),
        (1.0, "1 a week"),
        (0.5, "2 a month"),
        (0.0, "1 a month"),
    ],
)
def test_how_often_a_source_publishes_is_said_in_words(per_week, words):
    assert how_often(per_week) == words


OPML = """<opml version="2.0"><body>
<outline text="Mine" xmlUrl="https://mine.example/feed"/>
<outline text="Culture"><outline text="The Projector" xmlUrl="https://projector.example/rss"/></outline>
<outline text="Bad" xmlUrl="ftp://bad.example/"/>
</body></opml>"""


def test_a_list_of_subscriptions_is_printed_as_settings(digest, open_folder):
    settings = open_folder / "digest.yaml"
    settings.write_text(
        settings.read_text().replace(
            "  - id: saved", "  - {id: mine, feed: 'https://mine.example/feed'}\n  - id: saved"
        )
    )
    (open_folder / "list.opml").write_text(OPML)
    ended = digest("sources", "import", "list.opml")
    assert (ended.status, ended.out) == (1, (
        "sources:\n  - id: the-projector\n    title: The Projector\n    feed: https://projector.example/rss\n"
        "topics:\n  - id: culture\n    title: Culture\n    sources:\n    - the-projector\n"
    ))  # fmt: skip
    assert ended.err == (
        "list.opml:4: 'ftp://bad.example/' is no web address\n"
        "list.opml: https://mine.example/feed is the source mine already\n"
    )
    told = json.loads(digest("sources", "import", "list.opml", "--json").out)
    assert [source["id"] for source in told["sources"]] == ["the-projector"]
    assert told["faults"] == [{"line": 4, "message": "'ftp://bad.example/' is no web address"}]


FEEDS = """\
sources:
  - id: mine
    title: Mine
    feed: https://mine.example/feed
  - id: the-projector
    title: The Projector
    feed: https://projector.example/rss
"""
CULTURE = """\
topics:
  - id: culture
    title: Culture
    sources:
    - the-projector
"""


def test_the_feeds_are_exported_and_come_back_as_the_same_settings(digest, folder):
    settings = folder / "digest.yaml"
    settings.write_text(
        settings.read_text().replace("sources:\n", FEEDS).replace("newsletters:", f"{CULTURE}newsletters:")
    )
    ended = digest("sources", "export", "out.opml")
    assert (ended.status, ended.out, ended.err) == (0, "", "Left out, for they are no feeds: saved\n")
    assert digest("sources", "export").out == (folder / "out.opml").read_text()
    assert "no/such/folder" in digest("sources", "export", "no/such/folder/out.opml").err
    settings.unlink()
    assert digest("sources", "import", "out.opml").out == FEEDS + CULTURE
    assert digest("sources", "export").err == "error: there is no settings file: digest init writes one\n"


def test_a_list_that_cannot_be_read_is_told(digest, folder):
    assert digest("sources", "import", "gone.opml").err == "error: gone.opml: No such file or directory\n"
    ended = digest("sources", "import", "pages/1.html")
    assert (ended.status, ended.err) == (2, "error: pages/1.html: not an OPML list: no parser can read it\n")
