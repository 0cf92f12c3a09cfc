"""Feeds in every format that sites publish, read to whole values."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.collector.feed import parse_feed
from digest.errors import SourceError
from digest.model import Entry, Feed, Image

FEEDS = Path(__file__).parent / "feeds"
URL = "https://feeds.example/dir/feed"


def read(name):
    return parse_feed((FEEDS / name).read_bytes(), URL, "src")


def rss(items, channel=""):
    return f'<rss version="2.0"><channel>{channel}{items}</channel></rss>'.encode()


def item(inner, link="<link>https://site.example/1</link>"):
    return rss(f"<item>{link}{inner}</item>")


def only(body, url=URL, content_type=""):
    [entry] = parse_feed(body, url, "src", content_type).entries
    return entry


def test_rss_is_read_with_all_its_modules():
    assert read("rss20.xml") == Feed(
        title="The Harbour & Hill Gazette",
        url="https://gazette.example/",
        language="en-GB",
        topic="https://gazette.example/feed.xml",
        entries=(
            Entry(
                source="src",
                guid="gazette-4711",
                url="https://gazette.example/ferry?utm_source=rss",
                headline="Ferry returns to the ‘long quay’ after 9 years",
                published=datetime(2024, 3, 5, 6, 15, tzinfo=UTC),
                updated=datetime(2024, 3, 5, 9, 0, tzinfo=UTC),
                author="Ada Quill, Ben Ostler",
                dek="The first boat left at dawn. Crowds waved.",
                body="The first boat left at dawn, Monday.\nCrowds\n“We waited,” said Mira Holt. She smiled.\nOne\nTwo",
                image=Image(
                    url="https://feeds.example/img/ferry-1280.jpg",
                    alt="A white ferry",
                    caption="The ferry at the quay",
                    credit="Lena Moor/Gazette",
                    width=1280,
                    height=720,
                ),
                categories=("Harbour", "Transport & roads"),
                language="en-GB",
            ),
            Entry(
                source="src",
                guid="https://gazette.example/raw",
                url="https://gazette.example/raw",
                headline="</mj-raw> and {{ reader.name }} stay as they are",
                published=datetime(2024, 3, 5, tzinfo=UTC),
                author="The Desk",
                image=Image("https://gazette.example/img/raw.png"),
                language="en-GB",
            ),
        ),
    )


def test_atom_is_read_in_every_packing_and_from_its_own_base():
    assert read("atom10.xml") == Feed(
        title="Дзвін & Луна",
        url="https://dzvin.example/",
        language="uk-UA",
        topic="https://dzvin.example/atom.xml",
        entries=(
            Entry(
                source="src",
                guid="tag:dzvin.example,2024:1",
                url="https://dzvin.example/news/bridge",
                headline="Міст відкрито",
                published=datetime(2024, 3, 5, 8, 0, tzinfo=UTC),
                updated=datetime(2024, 3, 5, 9, 30, tzinfo=UTC),
                author="Оля Вереск",
                dek="Коротко & ясно.",
                body="Перший абзац.\n2 < 3",
                image=Image("https://dzvin.example/news/bridge.jpg"),
                categories=("city",),
                language="uk-UA",
            ),
            Entry(
                source="src",
                guid="tag:dzvin.example,2024:2",
                url="https://other.example/blink",
                headline="History of the <blink> tag",
                updated=datetime(2024, 3, 4, tzinfo=UTC),
                dek="What the film shows.",
                body="From 64",
                image=Image("https://dzvin.example/film.jpg", caption="What the film shows.", width=480, height=360),
                language="en",
            ),
        ),
    )


def test_rdf_keeps_its_items_beside_the_channel():
    assert read("rss10.rdf") == Feed(
        title="Archive",
        url="https://archive.example/",
        language="fr",
        entries=(
            Entry(
                source="src",
                guid="https://archive.example/1",
                url="https://archive.example/1",
                headline="Un titre",
                published=datetime(2024, 3, 5, 9, tzinfo=UTC),
                updated=datetime(2024, 3, 5, 9, tzinfo=UTC),
                author="Zoé Lin",
                categories=("Ville",),
                language="fr",
            ),
            Entry("src", "https://archive.example/2", "https://archive.example/2", "Deux", language="fr"),
        ),
    )


def test_json_feed_is_read_in_both_versions_and_with_its_usual_faults():
    assert read("feed11.json") == Feed(
        title="Copper & Zinc",
        url="https://copper.example/",
        language="de",
        entries=(
            Entry(
                source="src",
                guid="https://copper.example/a",
                url="https://copper.example/a",
                headline="a < b & c",
                published=datetime(2024, 3, 5, 9, tzinfo=UTC),
                updated=datetime(2024, 3, 6, 9, tzinfo=UTC),
                author="Ida Kupfer",
                dek="Kurz <b>gesagt</b>",
                body="Erster Absatz.\nZweiter.",
                image=Image("https://feeds.example/img/a.jpg"),
                categories=("Metall", "Markt"),
                language="de-AT",
            ),
            Entry(
                source="src",
                guid="17",
                url="https://feeds.example/dir/b",
                headline="",
                body="One line.\nAnother <p> line.",
                image=Image("https://copper.example/b.webp"),
                language="de",
            ),
            Entry(
                source="src",
                guid="c",
                url="https://elsewhere.example/c",
                headline="",
                author="Old Field",
                image=Image("https://copper.example/c.png"),
                language="de",
            ),
        ),
    )


def test_atom_of_the_draft_and_cdf_are_still_understood():
    atom = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">QmFzZQ==</title>
        <summary mode="base64">QmFzZQ</summary>
        <link rel="alternate" type="text/html" href="https://site.example/1"/><issued>2024-03-05T10:00:00Z</issued>
        <modified>2024-03-05T11:00:00Z</modified></entry></feed>"""
    cdf = b"""<CHANNEL HREF="https://site.example/"><TITLE>C</TITLE>
        <ITEM HREF="https://site.example/1" LASTMOD="2024-03-05T10:00:00Z"><TITLE>Old</TITLE><ABSTRACT>Dek</ABSTRACT></ITEM></CHANNEL>"""
    ten, eleven = datetime(2024, 3, 5, 10, tzinfo=UTC), datetime(2024, 3, 5, 11, tzinfo=UTC)
    page = "https://site.example/1"
    assert only(atom) == Entry("src", page, page, "Base", published=ten, updated=eleven)
    assert parse_feed(cdf, URL, "src") == Feed(
        "C", "https://site.example/", "", (Entry("src", page, page, "Old", updated=ten, dek="Dek"),)
    )


@pytest.mark.parametrize(
    "space",
    [
        "http://purl.org/rss/1.0/", "HTTP://BACKEND.userland.com/RSS2", "https://my.netscape.com/rdf/simple/0.9/",
        "http://www.w3.org/2005/Atom", "http://example.com/necho",
    ],
)  # fmt: skip
def test_a_namespace_is_known_in_every_spelling(space):
    body = f'<RSS xmlns="{space}"><Channel><ITEM><Title>T</Title><LINK>https://site.example/1</LINK></ITEM></Channel></RSS>'
    assert only(body.encode()).headline == "T"


def test_a_strangers_title_is_not_the_items_own():
    body = item('<x:title xmlns:x="urn:x">Wrong</x:title><title>Right</title>')
    assert only(body).headline == "Right"


def test_an_empty_channel_is_a_feed_without_entries():
    assert parse_feed(rss(""), URL, "src") == Feed("", "", "", ())
    assert parse_feed(b"<rss/>", URL, "src") == Feed("", "", "", ())


# --- addresses and names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ("<link>/news/1</link>", "https://feeds.example/news/1"),
        ("<link> https://site.example/a b </link>", "https://site.example/a%20b"),
        ("<link>//cdn.example/1</link>", "https://cdn.example/1"),
        ('<link xml:base="https://base.example/x/">1</link>', "https://base.example/x/1"),
        ("<guid>https://site.example/guid</guid>", "https://site.example/guid"),
        ("<link>javascript:alert(1)</link><guid>https://site.example/guid</guid>", "https://site.example/guid"),
        ("<link></link><guid>https://site.example/guid</guid>", "https://site.example/guid"),
        ('<guid isPermaLink="FALSE">https://site.example/guid</guid>', None),
        ("<guid>tag:site.example,2024:1</guid>", None),
        ("<link>ftp://site.example/1</link>", None),
        ("<link>https://ann:secret@site.example/</link>", None),
        ("<link>https://</link>", None),
        ("<link>//[::1/</link>", None),
        ("<guid> </guid><guid>https://site.example/guid</guid>", "https://site.example/guid"),
        ("<link>http://[::1</link>", None),
        (f"<link>https://site.example/{'x' * 2_000}</link>", None),
        ("<link>https://site.example/\u202egpj.exe</link>", None),
        ('<link>https://proxy.example/1</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://site.example/true</f:origLink>',
         "https://site.example/true"),
        ('<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="https://self.example/"/><link>https://site.example/1</link>',
         "https://site.example/1"),
        ('<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="related" href="https://self.example/"/>', None),
    ],
)  # fmt: skip
def test_an_entry_has_a_web_address_or_is_left_out(links, url):
    assert [entry.url for entry in parse_feed(item("", links), URL, "src").entries] == ([url] if url else [])


def test_an_item_tells_what_those_before_it_did_not():
    items = "<item/><item><link>https://site.example/1</link></item><item><link>https://site.example/2</link><title>T</title></item>"
    found = parse_feed(f"<rss><channel>{items}</channel></rss>".encode(), URL, "src")
    assert [each.headline for each in found.entries] == ["", "T"]


def test_threads_that_read_at_the_same_time_do_not_disturb_one_another():
    bodies = [f"<rss><channel><title>{n}</title></channel></rss>".encode() for n in range(200)]
    with ThreadPoolExecutor(8) as crew:
        titles = [feed.title for feed in crew.map(lambda body: parse_feed(body, URL, "src"), bodies)]
    assert titles == [str(n) for n in range(200)]


def test_an_item_without_a_name_is_named_by_its_address():
    assert only(item("<title>T</title>")).guid == "https://site.example/1"
    assert only(item(f"<guid isPermaLink='false'>{'g' * 1_001}</guid>")).guid == "https://site.example/1"
    assert only(item("<guid isPermaLink='false'> a\n b\u202e</guid>")).guid == "a b"


def test_one_guid_for_several_pages_names_none_of_them():
    pages = "".join(
        f"<item><guid isPermaLink='false'>0</guid><link>https://site.example/{n}</link></item>" for n in (1, 2, 1)
    )
    assert [entry.guid for entry in parse_feed(rss(pages), URL, "src").entries] == [
        "https://site.example/1",
        "https://site.example/2",
    ]


def test_the_same_item_twice_is_one_entry():
    twice = "<item><guid>x</guid><link>https://site.example/1</link></item>" * 2
    assert [entry.guid for entry in parse_feed(rss(twice), URL, "src").entries] == ["x"]


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Q&amp;amp;A with B &amp;amp; C", "Q&A with B & C"),
        ("Caf&amp;eacute; &amp;amp;#8217;", "Café ’"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("<![CDATA[Plain <b>bold</b><br/>next <img src='x' alt='a > b'>line]]>", "Plain bold next line"),
        ("<![CDATA[Who<!-- not this -->le<script>no</script>]]>", "Who le"),
        ("<![CDATA[vector<int> and <Unknown> stay]]>", "vector<int> and <Unknown> stay"),
        ("<![CDATA[Broken <a href=\"x]]>", "Broken <a href=\"x"),
        ("<![CDATA[Mismatched <a title='\">mark</a>]]>", "Mismatched mark"),
        ("Naked <i>markup</i> inside", "Naked markup inside"),
        ("&lt;![CDATA[Packed twice]]&gt;", "Packed twice"),
        ("don&#146;t", "don’t"),
        ("One\n\ttwo\u00a0 three\u200b", "One two three\u200b"),
        ("Turn \u202earound\u2066", "Turn around\u2066"),
        ("Private \ue000 token", "Private token"),
    ],
)  # fmt: skip
def test_a_headline_is_one_clean_line_of_plain_text(title, headline):
    assert only(item(f"<title>{title}</title>")).headline == headline


def test_the_first_title_in_order_of_preference_is_the_headline():
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    body = f"<rss {spaces}><channel><item><link>https://site.example/1</link><media:title>Film</media:title><dc:title>Second</dc:title><title> </title></item></channel></rss>"
    assert only(body.encode()).headline == "Second"


def test_long_words_are_cut_between_words():
    words = "word " * 2_000
    entry = only(item(f"<title>{words}</title><description>{words}</description><author>{words}</author>"))
    assert (entry.headline, entry.dek, entry.author) == (
        ("word " * 100).strip(),
        ("word " * 400).strip(),
        ("word " * 40).strip(),
    )
    assert entry.body == words.strip()  # too long for a dek: it is the story
    assert only(item(f"<title>{'x' * 600}</title>")).headline == "x" * 500


def test_a_description_beside_a_summary_is_told_by_their_order():
    assert only(item("<description>Dek.</description><summary>The story.</summary>")).body == "The story."
    entry = only(item("<summary>Dek.</summary><description>The story.</description>"))
    assert (entry.dek, entry.body) == ("Dek.", "The story.")


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("One.\n\nTwo\nand more.", ["One.", "Two and more."]),
        ("<p>One<br>line.</p><div>Two<br/><br />Three</div>tail", ["One line.", "Two", "Three", "tail"]),
        ("<p>Un<b>bro</b>ken &lt;tag&gt; &amp;amp; more</p>", ["Unbroken <tag> & more"]),
        ("&lt;p&gt;Escaped&lt;/p&gt;&lt;p&gt;twice&lt;/p&gt;", ["Escaped", "twice"]),
        ("<table><tr><td>A</td><td>B</td></tr></table>", ["A B"]),
        ("<!-- x --><style>p{}</style><svg><text>S</text></svg><iframe src=x></iframe>Left", ["Left"]),
        ("<p>Unclosed <b>everything <i>here", ["Unclosed everything here"]),
        ("<figure><img><figcaption>Caption</figcaption></figure>", []),
        ("<p>Story.</p><p>The post Story appeared first on Site.</p>", ["Story."]),
        ("<p>C1 \x93quoted\x94</p>", ["C1 “quoted”"]),
    ],
)
def test_a_story_is_plain_paragraphs(markup, paragraphs):
    body = item(f'<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/"><![CDATA[{markup}]]></c:encoded>')
    assert only(body).body.split("\n") == (paragraphs or [""])


@pytest.mark.parametrize(
    ("authors", "name"),
    [
        ("<author>ada@site.example (Ada Quill)</author>", "Ada Quill"),
        ("<author>Ada Quill &lt;ada@site.example&gt;</author>", "Ada Quill"),
        ("<author>Ada Quill (ada@site.example)</author>", "Ada Quill"),
        ("<author>ada@site.example</author>", ""),
        ("<author/>", ""),
        ("<author>Ada &amp;amp; Ben (Reuters)</author>", "Ada & Ben (Reuters)"),
        ("<author>Ada</author><author>Ben</author><author>Ada</author>", "Ada, Ben"),
        ('<a:author xmlns:a="http://www.w3.org/2005/Atom"><a:name>Ada</a:name></a:author>', "Ada"),
    ],
)
def test_an_author_is_a_name_and_no_mailbox(authors, name):
    assert only(item(authors)).author == name


def test_categories_are_plain_distinct_and_few():
    spaces = '<a:category xmlns:a="http://www.w3.org/2005/Atom" term="urn" label="Label"/>'
    apple = '<i:category xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" text="Outer"><i:category text="Inner"/></i:category>'
    body = item(
        f"{spaces}<category>https://scheme.example/x</category><category>A</category>{apple}<category/><tags>B, C ,</tags>"
    )
    assert only(body).categories == ("urn", "A", "Outer", "Inner", "B", "C")
    many = "".join(f"<category>{n}</category>" for n in range(80))
    assert only(item(many)).categories == tuple(map(str, range(50)))


def test_a_language_is_a_tag_or_nothing():
    assert parse_feed(rss("", "<language>en_us</language>"), URL, "src").language == "en-us"
    assert parse_feed(rss("", "<language>English, mostly</language>"), URL, "src").language == ""


@pytest.mark.parametrize(
    "date",
    ["Mon, 01 Jan 0001 00:00:00 GMT", "9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2101-01-01", "yesterday", ""],
)
def test_a_date_that_cannot_be_believed_is_none(date):
    assert only(item(f"<pubDate>{date}</pubDate>")).published is None


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("media", "image"),
    [
        ('<m:thumbnail url="https://i.example/a" width="75"/><enclosure url="https://i.example/b.jpg" type="image/jpeg"/>', Image("https://i.example/b.jpg")),
        ('<m:content url="https://i.example/a.JPG?w=1"/>', Image("https://i.example/a.JPG?w=1")),
        ('<m:content url="https://i.example/a" width="9"/>', None),
        ('<m:content url="https://i.example/pixel.gif" width="1" height="1"/>', None),
        ('<m:content url="data:image/png;base64,AAAA" type="image/png"/>', None),
        ('<enclosure url="https://i.example/a.mp3" type="audio/mpeg"/>', None),
        ('<m:group><m:content url="https://i.example/a.png" medium="IMAGE" width="x"/><m:credit>C</m:credit></m:group>', Image("https://i.example/a.png", credit="C")),
        ('<m:content url="https://i.example/a.mp4" medium="video"><m:thumbnail url="https://i.example/t.png" width="320" height="180"/></m:content>',
         Image("https://i.example/t.png", width=320, height=180)),
        ('<i:image href="https://i.example/cover.jpg"/>', Image("https://i.example/cover.jpg")),
        ("<image><url>https://i.example/plain.jpg</url></image>", Image("https://i.example/plain.jpg")),
        ("<image>pictures/text.jpg</image>", Image("https://feeds.example/dir/pictures/text.jpg")),
        ('<i:link rel="image" href="https://i.example/old.jpg"/>', Image("https://i.example/old.jpg")),
        ("<image/>", None),
    ],
)  # fmt: skip
def test_the_image_is_the_widest_picture(media, image):
    spaces = 'xmlns:m="http://search.yahoo.com/mrss/" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    body = f"<rss {spaces}><channel><item><link>https://site.example/1</link>{media}</item></channel></rss>"
    assert only(body.encode()).image == image


def test_the_caption_of_a_picture_is_never_the_story():
    media = '<m:group xmlns:m="http://search.yahoo.com/mrss/"><m:content url="https://i.example/a.jpg" type="image/jpeg"/><m:description>A &lt;b&gt;quay&lt;/b&gt;</m:description></m:group>'
    assert only(item(media)) == Entry(
        "src",
        "https://site.example/1",
        "https://site.example/1",
        "",
        image=Image("https://i.example/a.jpg", caption="A quay"),
    )


# --- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "src: the feed is empty"),
        (b" \n\t", "src: the feed is empty"),
        (b"<!doctype html><title>Please log in</title>", "src: not a feed: it looks like an HTML page"),
        (b"<html><body><rss><channel><item/></channel></rss></body></html>", "src: not a feed: it looks like an HTML page"),
        (b"<?xml version='1.0'?><urlset/>", "src: not a feed: it is XML of another kind"),
        (b"/etc/hostname", "src: not a feed: it begins with '/etc/hostname'"),
        (b"https://site.example/feed", "src: not a feed: it begins with 'https://site.example/feed'"),
        (b"\x89PNG\r\n\x1a\n\0\0", "src: not a feed: it begins with '‰PNG\\r\\n\\x1a\\n\\x00\\x00'"),
        (b'{"items": 5}', "src: not a feed: it is JSON without a list of items"),
        (b"[1, 2]", "src: not a feed: it is JSON without a list of items"),
        (b'{"items": [', "src: not a feed: it begins like JSON and is none"),
        (b"[" * 200_000, "src: not a feed: it begins like JSON and is none"),
        (b"<rss><channel><title>Cut", "src: the feed is cut off before its first entry ends"),
        (b"<rss><channel><item><title>Cut", "src: the feed is cut off before its first entry ends"),
        (b"<rss version=2.0><<<</rss>", "src: not a feed: no parser can read it"),
        (b"x" * 20_000_001, "src: the feed is larger than 20 MB"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_the_reason(body, reason):
    with pytest.raises(SourceError) as refused:
        parse_feed(body, URL, "src")
    assert str(refused.value) == reason
