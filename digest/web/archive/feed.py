"""Issues as a feed: RSS 2.0 with the address of the feed itself (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from digest.model.text import clean_text
from digest.ports import PastIssue

ISSUES_MOST = 30
ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("atom", ATOM)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. Addresses are absolute."""

    title: str
    description: str
    language: str
    page: str
    address: str


def write_feed(channel: Channel, items: Sequence[tuple[PastIssue, str]]) -> bytes:
    """Return the feed of issues, each with the address of its page; the newest first, at most ISSUES_MOST."""
    rss = ET.Element("rss", version="2.0")
    top = ET.SubElement(rss, "channel")
    _say(top, title=channel.title, link=channel.page, description=channel.description or channel.title)
    ET.SubElement(top, f"{{{ATOM}}}link", href=channel.address, rel="self", type="application/rss+xml")
    _say(top, language=channel.language, generator="newsdigest")
    if items:
        _say(top, lastBuildDate=format_datetime(items[0][0].pressed, usegmt=True))
    for issue, address in items[:ISSUES_MOST]:
        item = ET.SubElement(top, "item")
        _say(item, title=issue.subject, link=address, description=issue.preheader or issue.subject)
        _say(item, guid=address, pubDate=format_datetime(issue.pressed, usegmt=True))
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written


def _say(element: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(element, name).text = clean_text(text)
