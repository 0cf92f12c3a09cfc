"""Pages that nobody should write: each gives its article or one clear error, never another exception and never a hang."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collector.page import read_page
from digest.collector.page_source import ATTRIBUTES, MAX_PAGE_BYTES
from digest.errors import ArticleError
from digest.model.text import clean_line

SENTENCE = "The harbour council approved a new ferry line on Tuesday after a long debate, the mayor said."
PROSE = f"<p>{SENTENCE}</p>"
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
MEGABYTE = 1 << 20


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + PROSE,
        "<div>" * 100_000 + PROSE + "</div>" * 100_000,
        "<table><tr><td>" * 20_000 + PROSE,
        "<b><i><a href='/'>" * 20_000 + "</a>" + PROSE,
        "<p>" * 100_000 + SENTENCE,
        "</div>" * 10_000 + PROSE,
        f"<p>{SENTENCE}",
        f"<p>{SENTENCE}</body></html>",
        f"<html><body><header></body></html>{PROSE}",
        f"<p>{SENTENCE}</p><!-- unclosed",
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + f">{SENTENCE}</p>",
        ("<p " + " ".join(f"a{number}" for number in range(ATTRIBUTES - 1)) + ">x</p>") * 500 + PROSE,
        f"\x00{PROSE[:30]}\x00\x01\x02\x1f{PROSE[30:]}",
        f"<p>{SENTENCE}&#0;&#7;&#xFFFF;&#x110000;&nbsp;</p>",
        PROSE + "<" * MEGABYTE,
        PROSE + "<a href='" + "x" * MEGABYTE,
        PROSE + "&" * MEGABYTE,
        PROSE + "<meta name=a content=b>" * 50_000,
        "".join(f"<meta name=a{number} content=b>" for number in range(20_000)) + PROSE,
        f"<meta name=description content='{'x' * MEGABYTE}'>{PROSE}",
        f"<h1>{'word ' * 100_000}</h1>{PROSE}",
        f"<title>{'word | ' * 100_000}</title>{PROSE}",
        f"<p class='{'share-' * 100_000}'>x</p>{PROSE}",
        linked("[" * 10_000) + PROSE,
        linked('{"a":' * 10_000 + "1" + "}" * 10_000) + PROSE,
        linked('{"@type":"NewsArticle","headline":') + PROSE,
        linked('{"@type":{"a":[]},"author":{"name":{"name":[[["x"]]]}},"image":[[{"url":3}]]}') + PROSE,
        linked('{"@type":"NewsArticle","author":3,"image":7,"datePublished":[1],"publisher":"x"}') + PROSE,
        linked(f'["{"x" * 2 * MEGABYTE}"]') + PROSE,
        linked('{"@type":"NewsArticle","author":{"@id":"#a"}}') * 5_000 + PROSE,
        "<figure><img src='/a.jpg'><figcaption>x</figcaption></figure>" * 2_000 + PROSE,
        "<div class=author>" * 3_000 + "</div>" * 3_000 + PROSE,
        "<p>By</p>" * 20_000 + PROSE,
        "<time>soon</time>" * 20_000 + PROSE,
        "<meta property='og:image' content='http://[::1'><link rel=canonical href='http://[::1'>" + PROSE,
        "<meta property='og:image' content='javascript:alert(1)'><link rel=canonical>" + PROSE,
        f"<html lang='{'x' * 10_000}'>{PROSE}",
        f"<p>\u202e{SENTENCE}\u2066</p>",
    ],
    ids=range(38),
)
def test_the_article_survives_hostile_markup(source):
    assert SENTENCE in " ".join(read_page(source, "https://paper.example/1").text.replace("\u2066", "").split())


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000,
        "<" * MEGABYTE,
        "<p>" + '"' * MEGABYTE,
        "<p>" + "- " * 100_000,
        "<p>" + "1" * MEGABYTE,
        "<br>" * 100_000,
        "<?xml version='1.0' encoding='klingon'?><p>",
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]><p>&b;</p>",
        "<!-- nothing else -->",
        "<html></html>",
        "<p>\ud800</p>",
    ],
    ids=range(11),
)
def test_a_page_without_an_article_is_one_clear_error(source):
    with pytest.raises(ArticleError):
        read_page(source, "https://paper.example/1")


@pytest.mark.slow
@pytest.mark.parametrize("unit", [PROSE, "junk "])
def test_ten_megabytes_are_read(unit):
    source = (PROSE + unit * (MAX_PAGE_BYTES // len(unit)))[:MAX_PAGE_BYTES]
    assert SENTENCE in read_page(source.encode(), "https://paper.example/1").text


def test_a_page_too_large_for_the_other_readers_is_read_by_ours_alone():
    words = "".join(
        f"<p>Ferry {number} of the council's fleet was approved on Tuesday, after a long debate.</p>"
        for number in range(20_000)
    )
    assert read_page(words, "https://paper.example/1").text.count("\n") == 19_999


FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<div class='related'>", "</div>", "<h1>", "</h1>", "<a href='http://['>", "</a>", "<br>", "<td>", "<q>",
     "<figure>", "<img src=x>", "<figcaption>", "<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle",',
     '"author":[{"name":"', '"}]}', "<meta name=author content='", "'>", "<time datetime='2026-13-45'>", "<!--", "-->", "<![CDATA[",
     "]]>", "&#x0;", "&amp", "\x00", "\ufffe", "By Ida Holm", "12:30", "11:20", "Read also: ", SENTENCE, " ", "“", "(AFP)", "©"]
)  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_markup_raises_anything_but_an_article_error(source):
    try:
        page = read_page(f"<p>{source}", "https://paper.example/1")
    except ArticleError:
        return
    assert all(line and line == clean_line(line) for line in page.text.split("\n"))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise_anything_but_an_article_error(body):
    try:
        read_page(b"<p>" + body, "https://paper.example/1")
    except ArticleError:
        return


@given(st.integers())
@settings(max_examples=100, deadline=None)
def test_a_mutilated_page_raises_nothing_but_an_article_error(seed):
    chance = random.Random(seed)
    body = bytearray(chance.choice(PAGES).read_bytes())
    for _ in range(chance.randrange(1, 40)):
        start = chance.randrange(len(body) + 1)
        end, elsewhere = start + chance.randrange(200), chance.randrange(len(body) + 1)
        doubled, moved = bytes(body[start:end]) * 2, bytes(body[elsewhere : elsewhere + 200])
        body[start:end] = chance.choice(
            [b"", b"<", b">", b'"', b"\x00\xff", b"</div>", b"<p>", chance.randbytes(8), doubled, moved]
        )
    try:
        read_page(bytes(body), "https://paper.example/1")
    except ArticleError:
        return
