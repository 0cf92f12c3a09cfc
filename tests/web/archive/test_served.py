"""The archive over real sockets: issues, lists, feeds and site maps, and all that is not there."""

import json
import re
from dataclasses import replace

import feedparser
import httpx
import lxml.etree
import lxml.html
import pytest
from archives import DAY, FIRST, MORNING, SECRET, URL, a_stack, reading
from making import a_newsletter
from sqlalchemy import update

from digest.adapters.database.schema import issues
from digest.collector.feed import parse_feed
from digest.model import Theme
from digest.model.mail import TOKEN_OPEN
from digest.web.archive.places import Served

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
PUBLIC = ["/archive", "/archive/morning", "/archive/morning/1", "/archive/morning/feed.xml", "/archive/sitemap.xml"]


@pytest.fixture
def stack(tmp_path):
    with a_stack(tmp_path, 3) as stack:
        yield stack


@pytest.fixture
def client(stack):
    with reading(stack.room()) as client:
        yield client


def tree(answer: httpx.Response) -> lxml.html.HtmlElement:
    assert answer.status_code == 200
    return lxml.html.document_fromstring(answer.content)


def links(page, path="//a/@href") -> list[str]:
    return page.xpath(path)


@pytest.mark.parametrize("theme", Theme)
def test_an_issue_is_the_mail_without_anything_for_a_single_reader(tmp_path, theme):
    with a_stack(tmp_path) as stack:
        stack.press(1, replace(MORNING, brand=replace(MORNING.brand, theme=theme)))
        with reading(stack.room()) as client:
            page = tree(client.get("/archive/morning/1"))
    text = page.text_content()
    assert "Council approves ferry line" in text
    assert TOKEN_OPEN not in lxml.html.tostring(page, encoding="unicode")
    assert ("Sent to" in text, "Unsubscribe" in text, "Your settings" in text) == (False, False, False)
    assert links(page, "//a[normalize-space()='Subscribe']/@href") == ["/subscribe?newsletter=morning"] * 2


def test_a_page_tells_machines_what_it_is(client):
    page = tree(client.get("/archive/morning/2"))
    told = {each.get("property") or each.get("name"): each.get("content") for each in page.xpath("//meta[@content]")}
    here = f"{URL}/archive/morning/2"
    expected = {
        "description": "And more",
        "og:type": "article",
        "og:site_name": "The Harbour Lantern",
        "og:title": "Ferry 2 sails",
        "og:description": "And more",
        "og:url": here,
        "og:image": "https://lantern.example/7002.jpg",
        "twitter:card": "summary_large_image",
        "article:published_time": "2026-03-11T05:30:00+00:00",
    }
    assert {name: told[name] for name in expected} == expected
    assert page.xpath("//link[@rel='canonical']/@href") == [here]
    assert page.xpath("//title/text()") == ["Ferry 2 sails · Morning Light"]
    assert json.loads(page.xpath("string(//script)")) == {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": "Ferry 2 sails",
        "datePublished": "2026-03-11T05:30:00+00:00",
        "inLanguage": "en",
        "publisher": {
            "@type": "Organization", "name": "The Harbour Lantern", "url": "https://lantern.example/",
        },
        "hasPart": [
            {
                "@type": "NewsArticle",
                "headline": "Council approves ferry line 7002",
                "url": "https://lantern.example/morning/2",
            }
        ],
        "url": here,
        "description": "And more",
        "image": "https://lantern.example/7002.jpg",
    }  # fmt: skip


def test_issues_lead_to_those_before_and_after(client):
    turns = [links(tree(client.get(f"/archive/morning/{number}")), "//nav//a/@href") for number in (1, 2, 3)]
    home = "/archive/morning"
    assert turns == [[home, f"{home}/2"], [f"{home}/1", home, f"{home}/3"], [f"{home}/2", home]]


def test_the_list_has_the_newest_first_and_turns_its_pages(tmp_path):
    with a_stack(tmp_path, 21) as stack, reading(stack.room()) as client:
        first, second = tree(client.get("/archive/morning")), tree(client.get("/archive/morning/page-2"))
        assert [client.get(f"/archive/morning/page-{each}").status_code for each in ("0", "1", "3", "02", "x")] == [
            404
        ] * 5
    assert links(first, "//ol//a/@href") == [f"/archive/morning/{number}" for number in range(21, 1, -1)]
    assert links(first, "//nav//a/@href") == ["/archive/morning/page-2"]
    assert links(second, "//ol//a/@href") == ["/archive/morning/1"]
    assert links(second, "//nav//a/@href") == ["/archive/morning"]
    assert (
        " ".join(second.xpath("string(//ol/li)").split())
        == "Issue 1 · March 10, 2026 · Stories: 1 Ferry 1 sails And more"
    )


def test_the_overview_and_the_lists_know_newsletters_before_their_first_issue(stack):
    new = a_newsletter(id="new", title="Brand <New>", language="de", description="")
    with reading(stack.room(newsletters=(MORNING, new))) as client:
        assert links(tree(client.get("/archive")), "//h2/a/@href") == ["/archive/morning", "/archive/new"]
        page = tree(client.get("/archive/new"))
        assert (page.get("lang"), page.xpath("string(//h1)")) == ("de", "Brand <New>")
        assert "Es ist noch keine Ausgabe erschienen." in page.text_content()
        assert client.get("/archive/new/1").status_code == 404
        assert feedparser.parse(client.get("/archive/new/feed.xml").content).entries == []


def test_the_newest_issue_has_an_address_that_stays(stack):
    new = a_newsletter(id="new")
    with reading(stack.room(newsletters=(MORNING, new, SECRET))) as client:
        led = {each: client.get(f"/archive/{each}/newest") for each in ("morning", "new", "staff")}
    assert [answer.status_code for answer in led.values()] == [307, 307, 404]
    assert [led[each].headers["location"] for each in ("morning", "new")] == ["/archive/morning/3", "/archive/new"]


def test_nothing_shows_a_private_newsletter_not_even_when_it_left_the_settings(stack):
    stack.press(1, SECRET)
    for newsletters in ((MORNING, SECRET), (MORNING,)):
        with reading(stack.room(newsletters=newsletters)) as client:
            for path in ("", "/1", "/feed.xml", "/page-2"):
                answer = client.get(f"/archive/staff{path}")
                assert (answer.status_code, answer.headers["x-robots-tag"]) == (404, "noindex")
            shown = [client.get(path) for path in (*PUBLIC, "/robots.txt")]
            assert [each.status_code for each in shown] == [200] * len(shown)
            assert not any("staff" in each.text.lower() for each in shown)


def test_a_newsletter_that_was_private_is_shown_when_the_settings_say_so(stack):
    stack.press(1, SECRET)
    with reading(stack.room(newsletters=(replace(SECRET, private=False),))) as client:
        assert client.get("/archive/staff/1").status_code == 200


def test_a_newsletter_keeps_its_pages_when_it_is_renamed_or_gone(stack):
    with reading(stack.room(newsletters=(replace(MORNING, title="First Light"),))) as client:
        assert tree(client.get("/archive/morning")).xpath("string(//h1)") == "First Light"
        assert "Morning Light" in tree(client.get("/archive/morning/1")).xpath("string(//title)")
    with reading(stack.room(newsletters=(a_newsletter(id="tide"),))) as client:
        assert tree(client.get("/archive/morning")).xpath("string(//h1)") == "Morning Light"
        page = tree(client.get("/archive/morning/1"))
        assert links(page, "//a[normalize-space()='Subscribe']/@href") == ["/subscribe"] * 2


def test_issues_of_an_older_program_are_shown_with_the_newsletters_own_words(stack):
    with stack.database.engine.begin() as connection:
        connection.execute(update(issues).values(title="", preheader="", language="", picture=""))
    with reading(stack.room()) as client:
        page = tree(client.get("/archive/morning/1"))
        assert "Ferry 1 sails" in client.get("/archive/morning/feed.xml").text
    assert page.xpath("string(//title)") == "Ferry 1 sails · Morning Light"
    assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary"]


def test_what_was_corrected_later_is_noted_and_the_page_stays_as_it_was_sent(stack):
    before = stack.database.archive.sheet("morning", 1).html
    key = stack.database.articles.find("https://lantern.example/morning/1").key
    stack.press(4, corrects=key)
    with reading(stack.room()) as client:
        note = tree(client.get("/archive/morning/1")).xpath("//*[@role='note']")[0]
        assert tree(client.get("/archive/morning/2")).xpath("//*[@role='note']") == []
    assert links(note, ".//a/@href") == ["https://lantern.example/morning/1", "/archive/morning/4"]
    assert stack.database.archive.sheet("morning", 1).html == before


def test_the_feed_is_read_by_others_and_by_ourselves(client):
    answer = client.get("/archive/morning/feed.xml")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    read = feedparser.parse(answer.content)
    assert (bool(read.bozo), read.version, read.feed.title) == (False, "rss20", "Morning Light")
    self_link = next(each.href for each in read.feed.links if each.rel == "self")
    assert (self_link, read.feed.link) == (f"{URL}/archive/morning/feed.xml", f"{URL}/archive/morning")
    pages = [f"{URL}/archive/morning/{number}" for number in (3, 2, 1)]
    assert [(each.link, each.id, each.summary) for each in read.entries] == [(url, url, "And more") for url in pages]
    ours = parse_feed(answer.content, self_link, "own").entries
    assert [(each.url, each.headline, each.published) for each in ours] == [
        (url, f"Ferry {number} sails", FIRST + (number - 1) * DAY) for url, number in zip(pages, (3, 2, 1), strict=True)
    ]


def test_the_site_map_lists_every_page_and_is_cut_where_it_is_too_long(stack, client):
    whole = lxml.etree.fromstring(client.get("/sitemap.xml").content).xpath("//s:loc/text()", namespaces=NAMESPACE)
    home = f"{URL}/archive"
    assert whole == [home, f"{home}/morning", *(f"{home}/morning/{number}" for number in (3, 2, 1))]
    with reading(replace(stack.room(), per_map=2)) as cut:
        parts = lxml.etree.fromstring(cut.get("/archive/sitemap.xml").content)
        assert parts.tag == f"{{{NAMESPACE['s']}}}sitemapindex"
        urls = [url.removeprefix(URL) for url in parts.xpath("//s:loc/text()", namespaces=NAMESPACE)]
        assert urls == [f"/archive/sitemap-{part}.xml" for part in (1, 2, 3)]
        maps = [lxml.etree.fromstring(cut.get(url).content) for url in urls]
        assert [url for each in maps for url in each.xpath("//s:loc/text()", namespaces=NAMESPACE)] == whole
        assert cut.get("/archive/sitemap-4.xml").status_code == 404
    assert client.get("/archive/sitemap-1.xml").status_code == 404


def test_robots_are_told_of_the_map_and_kept_from_readers_own_pages(client):
    closed = "Disallow: /confirm/\nDisallow: /leave/\nDisallow: /preferences/\n"
    assert client.get("/robots.txt").text == f"User-agent: *\n{closed}\nSitemap: {URL}/archive/sitemap.xml\n"


def test_without_a_public_address_there_are_pages_but_no_feed_and_no_map(stack):
    with reading(stack.room(Served("", ""))) as client:
        statuses = [client.get(path).status_code for path in PUBLIC]
        assert "Sitemap" not in client.get("/robots.txt").text
        assert "rss+xml" not in client.get("/archive/morning/1").text
    assert statuses == [200, 200, 200, 404, 404]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_is_asked_for_anew_by_its_tag_or_its_date(client, path):
    answer = client.get(path)
    tag, date = answer.headers["etag"], answer.headers["last-modified"]
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert date == "Thu, 12 Mar 2026 05:30:00 GMT"

    def asked(**headers):
        again = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return again.status_code, len(again.content)

    assert asked(if_none_match=f'"other", W/{tag}') == (304, 0)
    assert asked(if_none_match="*") == (304, 0)
    assert asked(if_modified_since=date) == (304, 0)
    whole = (200, len(answer.content))
    assert asked(if_none_match='"other"', if_modified_since=date) == whole
    for said in ("Wed, 11 Mar 2026 05:30:00 GMT", "yesterday", "", "Thu, 12 Mar 99999 05:30:00 GMT"):
        assert asked(if_modified_since=said) == whole
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


def test_a_server_that_was_started_later_is_as_new_as_its_settings(stack):
    with reading(stack.room(), opened=FIRST + 30 * DAY) as client:
        assert client.get("/archive").headers["last-modified"] == "Thu, 09 Apr 2026 05:30:00 GMT"


@pytest.mark.parametrize(
    "path",
    [
        "morning/0", "morning/01", "morning/-1", "morning/4", "morning/9999999999999", "morning/%D9%A1", "morning/1.5",
        "morning/%00", "..%2f..%2fetc", "morning'--", "%F0%9F%8C%8A", "MORNING/1", "none", "none/feed.xml",
        "sitemap-0.xml", "sitemap-x.xml", "morning/page-", "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_the_sites_own_look(client, path):
    answer = client.get(f"/archive/{path}", follow_redirects=True)
    assert (answer.status_code, answer.headers["x-robots-tag"]) == (404, "noindex")
    assert "There is no such page" in answer.text


def test_only_issues_may_style_themselves_and_no_page_runs_a_script(client):
    policies = [client.get(path).headers["content-security-policy"] for path in ("/archive/morning/1", "/archive")]
    assert ["'unsafe-inline'" in each for each in policies] == [True, False]
    assert "script-src" not in policies[0]
    pages = [client.get(path).text for path in ("/archive", "/archive/morning", "/archive/morning/1")]
    kinds = [kind for page in pages for kind in re.findall(r"<script([^>]*)>", page)]
    assert kinds == [' type="application/ld+json"']
