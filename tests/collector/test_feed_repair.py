"""Feeds that are not well-formed, and come out as their editors meant them."""

import pytest

from digest.collector.feed import parse_feed
from digest.collector.repair import decode
from digest.errors import SourceError
from digest.model import Entry, Feed, Image

URL = "https://feeds.example/feed"
PAGE = "https://site.example/1"


def entry(headline, **words):
    return Entry("src", PAGE, PAGE, headline, **words)


def titles(body, content_type=""):
    if isinstance(body, str):
        body = body.encode()
    return [found.headline for found in parse_feed(body, URL, "src", content_type).entries]


def rss(title, head="<rss>", tail="</rss>"):
    return f"{head}<channel><item><title>{title}</title><link>{PAGE}</link></item></channel>{tail}"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (rss("Q&A with B & C"), "Q&A with B & C"),
        (rss("caf&eacute; &nbsp;&hellip; &unknown; &lt;b&gt;"), "café … &unknown;"),
        (rss("1 < 2 and <3"), "1 < 2 and <3"),
        (rss("array[x[0]]> end"), "array[x[0]]> end"),
        (rss("Bell\x07 and \x00 nul &#0; &#x1F; &#xD800; &#xFFFE; &#1114112; stay &#8212; &#x2014;"), "Bell and nul stay — —"),
        (rss("Number &#99999999;"), "Number \ufffd"),
        (rss("<![CDATA[A & B <!-- c --> &eacute; \x02]]>") + "&", "A & B é"),
        (rss("T") + "<!-- trailing --><script>more</script>", "T"),
        ("<br />\n<b>Warning</b>: mysql_connect() in <b>x.php</b>\n<?xml version='1.0'?>" + rss("T"), "T"),
        ("\n\n<?xml version='1.0'?>" + rss("T"), "T"),
        ("<!-- not this <rss> --><?xml version='1.0'?>" + rss("T & U"), "T & U"),
        (rss("T", head="<rss><!-- a -- b -->"), "T"),
        (rss("T", head='<rss xmlns:a="urn:a"><a:x/><b:y/>&'), "T"),
        ("<!DOCTYPE html>" + rss("T"), "T"),
        ('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">' + rss("d&eacute;j&agrave;"), "déjà"),
        ('<!DOCTYPE rss [<!ENTITY own "Own">]>' + rss("&own; words"), "&own; words"),
        (rss("<b>Unclosed <i>naked markup"), "Unclosed naked markup"),
        ('<rss version=2.0 x>\n<rss:channel><rss:item><rss:title>T</rss:title><rss:link>https://site.example/1</rss:link></rss:item></rss:channel></rss>', "T"),
    ],
)  # fmt: skip
def test_a_feed_with_a_common_fault_keeps_its_words(body, title):
    assert titles(body) == [title]


def test_values_without_quotation_marks_are_read_and_words_that_look_like_them_stay():
    body = rss("a=b <![CDATA[<i c=d>e</i>]]>", head="<rss version=2.0>").replace(
        "</item>", "<enclosure url=https://i.example/a.jpg type='image/jpeg' length=1/></item>"
    )
    found = parse_feed(body.encode(), URL, "src")
    assert found == Feed("", "", "", (entry("a=b e", image=Image("https://i.example/a.jpg")),))


def test_a_prefix_that_is_not_declared_means_what_it_usually_means():
    body = rss("T</title><dc:creator>Ada Quill</dc:creator><title>").encode()
    assert parse_feed(body, URL, "src") == Feed("", "", "", (entry("T", author="Ada Quill"),))


def test_a_feed_that_was_cut_off_gives_its_whole_entries():
    whole = (
        "<rss xmlns:dc='urn:dc'><channel><title>G</title>"
        + "".join(f"<item><title>{n}</title><link>https://site.example/{n}</link></item>" for n in range(5))
        + "</channel></rss>"
    )
    for length in range(whole.index("</item>") + 7, len(whole)):
        assert titles(whole[:length]) == [str(n) for n in range(whole[:length].count("</item>"))]
    with pytest.raises(SourceError, match="cut off"):
        titles(whole[: whole.index("</item>")])


def test_a_cut_off_feed_without_a_channel_around_its_items_is_closed_too():
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link href="{PAGE}"/></entry><entry><title>'
    )
    rdf = (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel></channel>'
        f"<item><title>T</title><link>{PAGE}</link></item><item>"
    )
    assert titles(atom) == titles(rdf) == ["T"]


def test_tag_soup_is_read_by_the_last_resort_and_recovery():
    soup = f"<rss><channel><title>G</title><item><title>Soup</title><link>{PAGE}</link><category>c</category><author>Ada</author><pubDate>Tue, 05 Mar 2024 08:15:00 GMT</pubDate><description>Dek <b>bold<p></description><enclosure url='https://i.example/a.png' type='image/png'/></item></chanel></rss>"
    feed = parse_feed(soup.encode(), URL, "src")
    assert [(e.headline, e.dek, e.categories, str(e.published), e.image.url) for e in feed.entries] == [
        ("Soup", "Dek bold", ("c",), "2024-03-05 08:15:00+00:00", "https://i.example/a.png")
    ]


@pytest.mark.parametrize("thumbnail", ["<media:thumbnail url='https://i.example/t.png'/>", ""])
def test_the_last_resort_takes_no_caption_for_a_story(thumbnail):
    soup = f"<rss><channel><b><item><title>T</title><link>{PAGE}</link>{thumbnail}<content:encoded>Story or caption</content:encoded></item></channel></rss>"
    [found] = parse_feed(soup.encode(), URL, "src").entries
    assert found.body == ("" if thumbnail else "Story or caption")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<rss>…Дзвін</rss>".encode(), ""),
        ("<rss>…Дзвін</rss>".encode("utf-8-sig"), ""),
        ("<rss>…Дзвін</rss>".encode("utf-16"), ""),
        ("<rss>…Дзвін</rss>".encode("utf-16-le"), ""),
        ("<rss>…Дзвін</rss>".encode("utf-16-be"), ""),
        ("<rss>…Дзвін</rss>".encode("utf-32"), ""),
        ("<rss>…Дзвін</rss>".encode("cp1251"), "text/xml; charset='windows-1251'"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>…Дзвін</rss>".encode(), ""),
    ],
)
def test_an_encoding_is_found_in_spite_of_labels(body, content_type):
    assert decode(body, content_type).removeprefix("<?xml version='1.0' encoding='utf-16'?>") == "<rss>…Дзвін</rss>"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", "Дзвін"),
        ("KOI8-U", "koi8-u", "Дзвін"),
        ("iso-8859-1", "cp1252", "“quay” – café"),
        ("us-ascii", "cp1252", "“quay” – café"),
        ("utf-8", "cp1252", "“quay” – café"),
        ("x-unknown", "cp1252", "“quay” – café"),
        ("idna", "cp1252", "“quay” – café"),
        ("utf-7", "cp1252", "“quay” – café"),
        ("base64", "cp1252", "“quay” – café"),
        ("gb2312", "gb18030", "镕基新闻"),
        ("iso-2022-jp", "iso-2022-jp", "新聞の見出し"),
        ("Shift_JIS", "cp932", "①新聞"),
        ("utf-8", "utf-8", "Дзвін"),
        ("iso-8859-1", "utf-8", "Дзвін"),
    ],
)
def test_a_headline_survives_its_documents_encoding(label, codec, text):
    body = f"<?xml version='1.0' encoding='{label}'?>{rss(text)}".encode(codec)
    assert titles(body) == [text]


def test_one_stray_byte_spoils_no_other_word():
    text = "Дзвін над містом "
    quoted = rss(text + "QUOTE").encode().replace(b"QUOTE", b"\x93x\x94")
    cut = rss(text + "CUT").encode().replace(b"CUT", "слово".encode()[:-1])
    assert titles(quoted) == [text + "“x”"]
    assert titles(cut) == [text + "слов\ufffd"]
