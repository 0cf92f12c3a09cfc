"""Hostile input: whatever stands in an article, the issue goes out, clean, and says what was said."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import a_newsletter, a_story, an_issue

from digest.model import Brief, Image, IssueSection, Passage, Quote, SectionKind, Token
from digest.model.text import clean_line

VOID = {"br", "hr", "img", "meta", "link", "input"}

HOSTILE = [
    "a < b > c & d &amp; &nbsp; &lt;b&gt;",
    "<!-- never closed",
    "--> <![endif]-->",
    "<![CDATA[ x ]]>",
    "<?php echo 1 ?>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</mj-raw><mj-section></td></tr></table>",
    "</title></style></script><h1>Mine</h1>",
    "{{ 7 * 7 }} {% for x in y %} {# gone? #} {% raw %}",
    "{{ unsubscribe_url }}{{ ''.__class__ }}",
    "%%unsubscribe%% *|EMAIL|* [[URL]] {unsubscribe}",
    'say "hi" x=" y=\'z\' `w`',
    "back\\slash \\u0041 \\n %s %(x)s {0} {speaker}",
    "controls \x00\x01\x08\x0b\x0c\x1b\x7f\x85\x9f here",
    "lines\r\nand\nmore\u2028lines\u2029here",
    "turned \u202egpj.exe\u202c and \u2066isolated\u2069",
    "lone \ud800 and \udfff surrogates, \ufffe \uffff non-characters",
    f"forged {Token.UNSUBSCRIBE.mark} and {Token.EMAIL.mark} \uf8f0\uf8f1",
    "emoji 🚢👩‍👩‍👧🇺🇦 and zalgo n\u0300\u0301\u0302\u0303\u0304",
    "javascript:alert(1)",
    "שלום עולם مرحبا",
]

DATA = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=80),
    st.text(st.sampled_from("<>&\"'{}%#/!-=\\[] \n\x00\u202e\ud800\uf8f0\uf8f1abж"), max_size=80),
)


class Balance(HTMLParser):
    """Tells whether every tag is closed in the right order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """A tag that closes itself balances itself."""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


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
