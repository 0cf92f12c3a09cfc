"""A mail becomes a page: what was for one reader goes, and a frame is put around what was for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import html as markup

from digest.model.mail import TOKEN_CLOSE, TOKEN_OPEN, Token
from digest.renderer.language import language

_ANY_TOKEN = re.compile(f"{TOKEN_OPEN}[^{TOKEN_CLOSE}]*{TOKEN_CLOSE}")
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>")
HEADLINES = "//h1//a[@href] | //h2//a[@href] | //h3//a[@href]"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is put around a mail: its title (text), and HTML for the head, before the mail, and after it."""

    title: str
    head: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WayIn:
    """What stands in a page where a mail has its ways out: the sign-up page and its label; "" for no such page."""

    url: str
    label: str


def public_mail(html: str, tongue: str, way_in: WayIn) -> str:
    """Return a proof's HTML with nothing in it for a single reader.

    The link to leave becomes the one to sign up; links to preferences and the reader's address go, with the words
    around them that the shipped templates print. Whatever token is left after that goes, too.
    """
    sent_to = re.escape(escape(language(tongue).words.sent_to, quote=False))
    email, gap = re.escape(Token.EMAIL.mark), r"\s*"
    html = re.sub(rf"(?:<br>{gap})?{sent_to}{gap}(?:<span[^<>]*>)?{email}(?:</span>)?", "", html)
    html = re.sub(rf"{_anchor(Token.PREFERENCES)}(?:{gap}·{gap})?", "", html)
    entry = f'<a href="{escape(way_in.url)}"%s>{escape(way_in.label)}</a>' if way_in.url else ""
    html = re.sub(_anchor(Token.UNSUBSCRIBE), lambda link: entry.replace("%s", link["rest"]), html)
    for token in (Token.UNSUBSCRIBE, Token.PREFERENCES):
        html = html.replace(token.mark, escape(way_in.url))
    return _ANY_TOKEN.sub("", html)


def framed(html: str, frame: Frame) -> str:
    """Return a mail's document with a frame around what it shows."""
    title = f"<title>{escape(frame.title, quote=False)}</title>"
    html = _TITLE.sub(lambda _: title, html, count=1)
    html = html.replace("</head>", f"{frame.head}</head>", 1)
    html = _BODY.sub(lambda body: f"{body[0]}{frame.before}", html, count=1)
    shown, end, rest = html.rpartition("</body>")
    return f"{shown}{frame.after}{end}{rest}"


def headlines(html: str) -> Iterator[tuple[str, str]]:
    """Yield headline and address of each story that a mail links to, in reading order."""
    told = set()
    for link in markup.fromstring(html).xpath(HEADLINES):
        address, headline = link.get("href"), " ".join(link.text_content().split())
        if headline and address not in told and address.startswith(("https://", "http://")):
            told.add(address)
            yield headline, address


def _anchor(token: Token) -> str:
    return rf'<a href="{re.escape(token.mark)}"(?P<rest>[^<>]*)>[^<>]*</a>'
