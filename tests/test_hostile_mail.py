"""Hostile input all the way: whatever stands in an article and its brand, the mail that arrives is whole, and is ours."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from functools import cache
from urllib.parse import urlsplit

import lxml.html
import pytest
from hostile import DATA, HOSTILE, Balance
from hypothesis import given, settings
from hypothesis import strategies as st
from making import a_newsletter, a_story, an_issue

from digest.mailer import Letterhead, make_letter
from digest.model import Brief, Image, Issue, IssueSection, Passage, Quote, SectionKind, Subscriber, Theme
from digest.renderer import make_renderer
from digest.wiring import shipped_files

READER = Subscriber("Zk3v9XkP", "ida@harbour.example")
LEAVE = "https://lantern.example/leave?reader=Zk3v9XkP&newsletter=morning"
LETTERHEAD = Letterhead(b"secret", leave_url="https://lantern.example/leave", bounces="bounce@lantern.example")
WORDS = dict.fromkeys(
    [
        "headline",
        "lede",
        "quote",
        "speaker",
        "role",
        "byline",
        "source",
        "topic",
        "also",
        "alt",
        "caption",
        "credit",
        "section",
        "title",
        "description",
        "site",
        "address",
        "subject",
        "preheader",
        "language",
        "accent",
    ],
    "A calm word.",
)
ADDRESSES = dict.fromkeys(("url", "picture", "also_url", "site_url", "logo"), "https://lantern.example/a.jpg")
CALM = WORDS | ADDRESSES
NAMES = ["From", "Subject", "Date", "List-Id", "List-Help", "Content-Language", "Precedence", "Auto-Submitted", "Feedback-ID",
         "To", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"]  # fmt: skip
CONTROL = re.compile("[\x00-\x1f\x7f]")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ue000-\uf8ff]")


@cache
def renderer(theme: Theme):
    return make_renderer(shipped_files(theme))


def issue_of(told: dict[str, str]) -> Issue:
    """An issue that says in each field what is told of it, in every kind of section."""
    story, lede, quote = a_story(), told["lede"], told["quote"]
    entry = replace(story.brief.entry, headline=told["headline"], url=told["url"], language=told["language"])
    quotes = (Quote((Passage(quote, 0, len(quote)),), speaker=told["speaker"], role=told["role"]),)
    story = replace(
        story,
        brief=Brief(entry, Passage(lede, 0, len(lede)), quotes),
        source_title=told["source"],
        byline=told["byline"],
        image=Image(told["picture"], alt=told["alt"], caption=told["caption"], credit=told["credit"]),
        topic=told["topic"],
        also=((told["also"], told["also_url"]),),
    )
    newsletter = a_newsletter(title=told["title"], description=told["description"])
    brand = replace(
        newsletter.brand,
        site=told["site"],
        site_url=told["site_url"],
        logo_url=told["logo"],
        postal_address=told["address"],
        accent=told["accent"],
    )
    return an_issue(
        newsletter=replace(newsletter, brand=brand),
        sections=tuple(IssueSection(kind, told["section"], (story, story)) for kind in SectionKind),
        subject=told["subject"],
        preheader=told["preheader"],
    )


def mail_of(told: dict[str, str], theme: Theme) -> bytes:
    issue = issue_of(told)
    return make_letter(renderer(theme).proof(issue), issue.newsletter, issue.date, LETTERHEAD).to(READER).raw


def shape(html: str) -> tuple[set[str], set[str]]:
    """The tags of a page and the attributes they carry."""
    tree = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    elements = list(tree.iter(lxml.html.etree.Element))
    return {each.tag for each in elements}, {name for each in elements for name in each.attrib}


@cache
def calm_shape(theme: Theme) -> tuple[set[str], set[str]]:
    """What a mail of calm words is made of; pictures without an address and strange tongues add nothing new."""
    tags, names = shape(read(mail_of(CALM, theme))[1])
    return tags, names | {"lang", "dir"}


def read(raw: bytes) -> tuple[str, str]:
    """Return both parts of a mail, after asserting that it is written as mail must be."""
    assert raw.isascii()
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    parsed = message_from_bytes(raw, policy=default)
    assert parsed.keys() == NAMES
    assert [value for value in parsed.values() if value.defects or CONTROL.search(value)] == []
    parts = list(parsed.walk())
    assert [part.get_content_type() for part in parts] == ["multipart/alternative", "text/plain", "text/html"]
    assert not any(part.defects for part in parts)
    return parts[1].get_content(), parts[2].get_content()


def check(told: dict[str, str], theme: Theme) -> None:
    text, html = read(mail_of(told, theme))
    balance = Balance()
    balance.feed(html)
    assert (balance.open, balance.wrong) == ([], [])
    tags, names = shape(html)
    assert (tags - calm_shape(theme)[0], names - calm_shape(theme)[1]) == (set(), set())
    tree = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    links = tree.xpath("//@href") + tree.xpath("//@src")
    assert {urlsplit(link).scheme for link in links} <= {"http", "https"}
    assert [link for link in links if "/leave?" in link] == [LEAVE]
    assert text.count(LEAVE) == 1
    assert READER.email in html
    for part in (text, html):
        assert not UNSEEN.search(part)


@pytest.mark.parametrize("field", CALM)
def test_no_trick_in_any_field_changes_what_a_mail_is(field):
    for text in (*HOSTILE, "word" * 400):
        check(CALM | {field: text}, Theme.BROADSHEET)


@pytest.mark.parametrize("theme", Theme)
@settings(max_examples=120, deadline=None)
@given(
    told=st.fixed_dictionaries(
        dict.fromkeys(WORDS, DATA) | dict.fromkeys(ADDRESSES, DATA | DATA.map("https://a.example/{}".format))
    )
)
def test_no_tricks_together_change_what_a_mail_is(theme, told):
    check(told, theme)
