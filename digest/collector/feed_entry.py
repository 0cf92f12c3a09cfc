"""Judges what a feed says: out of an `Item`, as it stood in the document, comes a clean `Entry`, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from digest.collector.feed_item import Item, Medium, Reading
from digest.collector.feed_text import clip, headline, paragraphs
from digest.model import Entry, Feed, Image
from digest.model.text import clean_line

MAX_ENTRIES = 1_000
"""Entries of one feed that are kept: its first ones."""

MAX_HEADLINE = 500
MAX_DEK = 2_000
MAX_BODY = 500_000
MAX_AUTHOR = 200
MAX_CAPTION = 1_000
MAX_CATEGORY = 100
MAX_CATEGORIES = 50
MAX_GUID = 1_000
MAX_URL = 2_000
"""Characters of each, cut between words; a longer guid or address is not used at all, for cut it would be another."""

USUAL_WIDTH = 600
"""CSS pixels that a picture of unknown width is taken to have."""

_ROOM = 40
"""Markup may be this many times as long as the line wanted of it; what comes after is not looked at."""

_WEB = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[^\s/?#@:\[\]\\<>\"]+)(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE)
_UNSAFE = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", '"': "%22", "\t": None, "\n": None, "\r": None})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.IGNORECASE)
_MAILBOX = re.compile(r"[(<]?[^\s()<>@]+@[^\s()<>@]+[)>]?")


def judge(reading: Reading, source: str) -> Feed:
    """Return the feed of a reading: its entries that have an address, in order, each guid once.

    Where several items with different addresses share a guid, the guid names none of them and the address does.
    """
    language = _language(reading.language)
    found = [entry for item in reading.items if (entry := _entry(item, source, language))]
    return Feed(
        title=_line(reading.title, MAX_HEADLINE),
        url=web_address(reading.link),
        language=language,
        entries=tuple(islice(_distinct(found), MAX_ENTRIES)),
        rhythm=reading.rhythm,
        hubs=tuple(filter(None, map(web_address, reading.hubs))),
        topic=web_address(reading.topic),
    )


def web_address(text: str) -> str:
    """Return `text` as an http or https address that can be asked for, "" where it is none, or longer than MAX_URL.

    An address that carries a user's name is none: it is a trap more often than a page.
    """
    address = text.strip().translate(_UNSAFE)
    fit = len(address) <= MAX_URL and address.isprintable() and _WEB.fullmatch(address)
    return address if fit else ""


def _entry(item: Item, source: str, language: str) -> Entry | None:
    url = next(filter(None, map(web_address, (item.origin, item.link, item.permalink))), "")
    if not url:
        return None
    guid = clean_line(item.id)
    dek = paragraphs(item.summary)
    story = paragraphs(item.content)
    if not story and sum(map(len, dek)) > MAX_DEK:  # a description longer than any dek is the story
        story = dek
    return Entry(
        source=source,
        guid=guid if 0 < len(guid) <= MAX_GUID else url,
        url=url,
        headline=_line(item.title, MAX_HEADLINE),
        published=item.published,
        updated=item.updated,
        author=clip(", ".join(_authors(item.authors)), MAX_AUTHOR),
        dek=clip(" ".join(dek), MAX_DEK),
        body=clip("\n".join(story), MAX_BODY),
        image=_image(item.media),
        categories=tuple(_categories(item.categories)),
        language=_language(item.language) or language,
    )


def _distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    entries = list(entries)
    shared = Counter(guid for guid, _ in {(entry.guid, entry.url) for entry in entries})
    seen = set()
    for entry in entries:
        own = replace(entry, guid=entry.url) if shared[entry.guid] > 1 else entry
        if own.guid not in seen:
            seen.add(own.guid)
            yield own


def _line(markup: str, most: int) -> str:
    room = markup[: most * _ROOM]
    if len(markup) > len(room):
        room = room.rpartition("<")[0] or room  # not through a tag
    return clip(headline(room), most)


def _authors(names: Iterable[str]) -> Iterator[str]:
    """Yield the names alone: RSS has a mail address first and the name in brackets, others have it the other way round."""
    for name in dict.fromkeys(_line(name, MAX_AUTHOR) for name in names):
        rest = _MAILBOX.sub("", name).strip() if "@" in name else name
        if rest.startswith("(") and rest.endswith(")"):
            rest = rest[1:-1].strip()
        if rest:
            yield rest


def _categories(names: Iterable[str]) -> Iterator[str]:
    words = dict.fromkeys(_line(name, MAX_CATEGORY) for name in names)
    return islice((word for word in words if word and "://" not in word), MAX_CATEGORIES)


def _language(text: str) -> str:
    """Return a language tag (BCP 47) or ""."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _image(media: Iterable[Medium]) -> Image | None:
    """Return the widest picture, the first of several; one of unknown width counts as USUAL_WIDTH."""
    pictures = [medium for medium in media if medium.width != 1 and _is_picture(medium) and web_address(medium.url)]
    best = max(pictures, key=lambda medium: medium.width or USUAL_WIDTH, default=None)
    if best is None:
        return None
    return Image(
        url=web_address(best.url),
        alt=_line(best.alt, MAX_CAPTION),
        caption=_line(best.caption, MAX_CAPTION),
        credit=_line(best.credit, MAX_CAPTION),
        width=best.width,
        height=best.height,
    )


def _is_picture(medium: Medium) -> bool:
    return medium.kind.startswith("image") or (not medium.kind and bool(_PICTURE.search(medium.url)))
