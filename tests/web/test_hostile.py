"""Whatever a story says of itself, the pages stay whole: nothing it prints becomes mark-up, an address or a script."""

import pytest
from lxml import html
from making import a_brief, an_article, an_entry

from digest.ports import Arrival

HOSTILE = [
    "a < b",
    "<!--",
    "--><!-- x",
    "<![CDATA[",
    "<?php",
    "<a href=x>",
    "@media (width < 4px)",
    "{% if a < b %}",
    "{{ 7 * 7 }}",
    "\x00\x01\x1f",
    "\ufffe\uffff",
    "\u202egnihtemos\u202c",
    "<p>a<p>b",
    "<b>a",
    "<BR>",
    "</b>",
    "</title></head></main></body></html>",
    "& &nbsp; &hellip; &foo;",
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    'say "hi" x="',
    "' onfocus='alert(1)",
    "red;background:url(javascript:alert(1))",
    "<mj-raw><div></mj-raw>",
    "<mj-textt>",
    "x" * 5_000,
    "<div>" * 300,
]
ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "file:///etc/passwd",
    "http://[",
    'https://a.example/"><script>',
    "//x",
    "\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_of_a_story_become_mark_up(town, get, text):
    elements = {}
    for number, words in ((1, "Plain words"), (2, text)):
        entry = an_entry(number, headline=words, categories=())
        article = an_article(
            number, entry=entry, byline=words, language="en", text=f"{words}\nPlain enough.".replace("\x00", "")
        )
        arrival = Arrival(article, a_brief(article), entry.url, words.replace("\x00", ""), f"print-{number}")
        town.database.articles.record_article(arrival, town.clock.now())
        elements[number] = shape(get(f"/why/morning-{number}.html").text)
        assert get("/morning.page.html").status_code == 200
    assert elements[1] == elements[2]
    tree = html.fromstring(get("/morning.page.html").text)
    assert [script.get("src") for script in tree.iter("script")] == ["preview.js"]
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)
    assert len(tree.findall(".//main")) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_of_a_story_is_followed_unless_it_is_of_the_web(town, get, address):
    entry = an_entry(1, url=address)
    article = an_article(1, entry=entry)
    town.database.articles.record_article(
        Arrival(article, a_brief(article), "https://a.example/", "i", "p"), town.clock.now()
    )
    for path in ("/morning.page.html", "/why/morning-1.html"):
        tree = html.fromstring(get(path).text)
        links = [link.get("href") for link in tree.iter("a")]
        assert not [link for link in links if ":" in link and not link.startswith(("https://", "http://127.0.0.1"))]
        assert not list(tree.iter("script"))[1:]


def shape(page):
    """The elements of a page with their attributes' names, without the marked article's own paragraphs."""
    tree = html.fromstring(page)
    for text in tree.find_class("text"):
        text.drop_tree()
    return [(element.tag, sorted(element.attrib)) for element in tree.iter()]
