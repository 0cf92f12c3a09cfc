"""Hostile input: whatever stands in an article, the issue goes out, clean, and says what was said."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import lxml.html
import pytest
from hostile import DATA, HOSTILE, Balance
from hypothesis import given, settings
from hypothesis import strategies as st
from making import a_newsletter, a_story, an_issue

from digest.model import Brief, Image, IssueSection, Passage, Quote, SectionKind, Token
from digest.model.text import clean_line


def issue_of(text: str, url: str):
    """An issue in which `text` stands in every field that comes from outside, in every kind of section."""
    story = a_story()
    entry = replace(story.brief.entry, headline=text, url=url, language=text)
    words = (Passage(text, 0, len(text)), Passage(text, 0, len(text)))
    brief = Brief(entry, words[0], (Quote(words, speaker=text, role=text),))
    story = replace(
        story,
        brief=brief,
        source_title=text,
        byline=text,
        image=Image(url or text, alt=text, caption=text, credit=text),
        topic=text,
        also=((text, url), (text, text)),
    )
    sections = tuple(IssueSection(kind, text, (story, story)) for kind in SectionKind)
    newsletter = a_newsletter(title=text, description=text)
    brand = replace(newsletter.brand, site=text, site_url=url, postal_address=text, logo_url=text, accent=text)
    newsletter = replace(newsletter, brand=brand)
    return an_issue(newsletter=newsletter, sections=sections, subject=text, preheader=text)


def check(proof, text: str) -> None:
    """Assert that the page is sound, that it says `text`, and that nothing in it was taken for code."""
    balance = Balance()
    balance.feed(proof.html)
    assert (balance.open, balance.wrong) == ([], [])
    tree = lxml.html.document_fromstring(proof.html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    assert tree.xpath("count(//script|//*[@onerror]|//*[@onclick])") == 0
    assert {urlsplit(link).scheme for link in tree.xpath("//a/@href") if link != Token.UNSUBSCRIBE.mark} <= {
        "http",
        "https",
    }
    assert len(tree.xpath("//h1")) == 1
    printed = " ".join(tree.xpath("//h1")[0].text_content().split())
    assert printed == " ".join(clean_line(text).split())
    for part in (proof.html, proof.text):
        assert re.findall("\uf8f0[^\uf8f1]*\uf8f1", part).count(Token.EMAIL.mark) == 1
        assert part.count("\uf8f0") == part.count("\uf8f1") == 2
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", part)
        part.encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_known_tricks_stay_words(text, themed):
    check(themed.proof(issue_of(text, "https://lantern.example/")), text)
    check(themed.proof(issue_of(text, text)), text)


@settings(max_examples=150, deadline=None)
@given(text=DATA, url=st.one_of(st.just(""), DATA, DATA.map("https://lantern.example/{}".format)))
def test_any_words_stay_words(text, url, renderer):
    check(renderer.proof(issue_of(text, url)), text)


def test_template_syntax_in_an_article_is_printed_not_run(renderer):
    proof = renderer.proof(issue_of("{{ 7 * 7 }}{% raw %}", "https://lantern.example/"))
    assert "<h1" in proof.html
    assert ("{{ 7 * 7 }}{% raw %}" in proof.html, "{{ 7 * 7 }}{% raw %}" in proof.text, "49" in proof.text) == (
        True,
        True,
        False,
    )
