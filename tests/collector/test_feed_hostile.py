"""Feeds made to break, leak, flood or mislead: each is read within bounds or refused with a reason."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collector.feed import parse_feed, read_feed
from digest.collector.feed_item import MAX_ITEMS
from digest.collector.feed_text import headline, paragraphs
from digest.errors import SourceError

FEEDS = [path.read_bytes() for path in sorted((Path(__file__).parent / "feeds").iterdir())]
URL = "https://feeds.example/feed"
PAGE = "https://site.example/1"


def item(inner, head=""):
    return f"{head}<rss><channel><item><link>{PAGE}</link>{inner}</item></channel></rss>".encode()


def only(body):
    [entry] = parse_feed(body, URL, "src").entries
    return entry


LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("doctype", "reference"),
    [
        (f'<!DOCTYPE rss [<!ENTITY a "ha">{LAUGHS}]>', "&j;"),
        (f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 50_000),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "&a;"),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>', "&a;"),
        ('<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>', "&p;"),
        ('<!DOCTYPE rss SYSTEM "file:///etc/hostname">', "&a;"),
    ],
)
def test_no_entity_of_a_document_is_expanded_or_fetched(doctype, reference):
    entry = only(item(f"<title>{reference}</title><description>{reference}</description>", doctype))
    assert entry.headline == reference[: len(entry.headline)]
    assert 2 < len(entry.headline) <= 500
    assert len(entry.dek) <= 2_000


def test_an_entity_in_an_attribute_is_not_expanded_either():
    body = item("<enclosure url='https://i.example/&a;.png' type='image/png'/>", '<!DOCTYPE rss [<!ENTITY a "boom">]>')
    assert only(body).image.url == "https://i.example/&a;.png"


@pytest.mark.parametrize(
    "path", ["/etc/hostname", "file:///etc/hostname", __file__, "http://127.0.0.1:9/feed", "<", "feed.xml"]
)
def test_a_body_that_names_a_file_or_an_address_opens_nothing(path):
    with pytest.raises(SourceError, match="not a feed"):
        parse_feed(path.encode(), URL, "src")


def test_a_path_inside_tag_soup_opens_nothing():
    with pytest.raises(SourceError, match="no parser can read it"):
        parse_feed(b"<rss x=>/etc/hostname</b></rss>", URL, "src")


def test_what_even_the_last_resort_cannot_bear_is_recovered():
    body = item("<title>Whole</title>").replace(b"</item>", b"<textinput><title type='xhtml'><guid/></item>")
    assert only(body).headline == "Whole"


def test_the_first_thousand_of_many_items_are_kept():
    items = "".join(f"<item><title>{n}</title><link>https://site.example/{n}</link></item>" for n in range(100_000))
    body = f"<rss><channel>{items}</channel></rss>".encode()
    feed = parse_feed(body, URL, "src")
    assert [entry.headline for entry in feed.entries] == [str(n) for n in range(1_000)]
    assert len(read_feed(body, URL).items) == MAX_ITEMS
    assert len(parse_feed(body.replace(b"<title>", b"<title>&"), URL, "src").entries) == 1_000


def test_a_title_of_a_megabyte_is_cut():
    assert only(item(f"<title>{'Word ' * 200_000}</title>")).headline == ("Word " * 100).strip()
    assert only(item(f"<title><![CDATA[{'<b>' * 300_000}x]]></title>")).headline == ""


@pytest.mark.parametrize(
    "inner",
    [
        "<category>x</category>" * 100_000,
        "<pubDate>31 Febtober 2024 99:99</pubDate>" * 100_000,
        "<link/>" * 100_000,
        "<author>" + "a@" * 300_000 + "</author>",
        '<m:content xmlns:m="http://search.yahoo.com/mrss/" url="https://i.example/a.png" medium="image"/>' * 20_000,
        "<description>" + "&lt;div>" * 200_000 + "</description>",
        "<description>" + "&lt;a href='" * 200_000 + "</description>",
        "<description>" + "&lt;!--" * 200_000 + "</description>",
        "<description>" + "&lt;br>" * 200_000 + "</description>",
        "<description>" + "&amp;amp;" * 200_000 + "</description>",
        "<description>" + "\n" * 900_000 + "</description>",
        "<title>" + "&lt;script" * 200_000 + "</title>",
    ],
    ids=lambda inner: inner[:24],
)
def test_much_of_anything_in_one_item_is_borne(inner):
    entry = only(item(inner))
    assert entry.url == PAGE
    assert len(entry.dek) <= 2_000
    assert len(entry.categories) <= 50


@pytest.mark.parametrize(
    "broken",
    [
        "<![CDATA[" * 200_000,
        "<!--" * 200_000,
        "&" * 1_000_000,
        "<" * 1_000_000,
        "]]>" * 300_000,
        "".join(f"<p{n}:x>" for n in range(50_000)),
        "<a>" * 50_000,
        "&#x41" * 200_000,
        "\x01" * 1_000_000,
        "<x " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">",
    ],
    ids=lambda broken: repr(broken[:12]),
)
def test_much_of_anything_broken_is_borne(broken):
    feed = parse_feed(item("<title>Whole</title>").replace(b"</channel>", broken.encode() + b"</channel>"), URL, "src")
    assert [entry.headline for entry in feed.entries] == ["Whole"]


def test_nothing_that_turns_a_line_around_reaches_an_entry():
    marks = "\u202a\u202b\u202c\u202d\u202e\u2028\u2029\ufeff\ue000"
    entry = only(
        item(
            f"<title>a{marks}b</title><author>a{marks}b</author><description>a{marks}b</description><category>a{marks}b</category><guid isPermaLink='false'>a{marks}b</guid>"
        )
    )
    assert (entry.headline, entry.author, entry.dek, entry.categories, entry.guid) == (
        "a b",
        "a b",
        "a b",
        ("a b",),
        "a b",
    )


def test_half_a_character_in_json_is_left_out():
    body = b'{"items": [{"id": "\\ud800x", "url": "https://site.example/1", "title": "a\\udfffb", "content_html": "<p>c\\ud800d</p>"}]}'
    entry = only(body)
    assert (entry.guid, entry.headline, entry.body) == ("x", "ab", "cd")


def survives(body, content_type=""):
    """Read and check what holds for every feed."""
    try:
        feed = parse_feed(body, URL, "src", content_type)
    except SourceError as refused:
        reason = str(refused)
    else:
        check(feed.entries)
        return
    assert reason.startswith("src: ")
    assert "\n" not in reason


def check(entries):
    assert len({entry.guid for entry in entries}) == len(entries) <= 1_000
    for entry in entries:
        assert entry.source == "src"
        assert entry.guid
        assert entry.url.startswith(("http://", "https://", "HTTP"))
        for line in (entry.headline, entry.dek, entry.author, *entry.categories):
            assert line == " ".join(line.split())


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_raise_anything_but_a_source_error(body, content_type):
    survives(body, content_type)


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"<rss><channel><item>",
            b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
            b"<rdf:RDF>",
            b'{"items": ["',
            b"<channel><item>",
        ]
    ),
)
def test_no_bytes_after_a_root_raise_anything_but_a_source_error(body, head):
    survives(head + body)


@st.composite
def mutated(draw):
    """A good feed with pieces cut, doubled, replaced or moved."""
    body = draw(st.sampled_from(FEEDS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 60)))
        piece = draw(
            st.one_of(
                st.binary(max_size=12),
                st.just(body[start:end] * 2),
                st.sampled_from([b"<", b"&", b"]]>", b"<!--", b"</item>", b"\0", b"<![CDATA[", b"\xff"]),
            )
        )
        body = body[:start] + piece + body[end:]
    return body


@settings(max_examples=300)
@given(mutated())
def test_no_mutation_of_a_good_feed_raises_anything_but_a_source_error(body):
    survives(body)


def test_packed_text_with_a_foreign_character_in_it_is_left_out_and_the_feed_is_read():
    body = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">€QmFzZQ==</title>
        <id>quay</id></entry></feed>"""
    [item] = read_feed(body.encode(), URL).items
    assert (item.id, item.title) == ("quay", "")


@given(st.text() | st.text(alphabet="<>/&;\"'=!-[]abp \n"))
def test_any_markup_becomes_clean_lines(markup):
    for line in [headline(markup), *paragraphs(markup)]:
        assert line == " ".join(line.split())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<&", exclude_categories=["C", "Z"])))
def test_plain_words_are_left_alone(text):
    assert headline(text) == text
    assert "".join(paragraphs(text)) == text
