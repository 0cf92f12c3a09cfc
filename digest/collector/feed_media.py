"""The pictures, sounds and films of an item: Media RSS, enclosures, Apple's podcast image, plain RSS images."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element as Element

from digest.collector.feed_item import Medium, pixels, verbatim
from digest.collector.feed_parts import Parts, address_of, all_of, first_text, parts_of, text_of

MAX_MEDIA = 50
"""The most media of one item that are read."""

_PICTURES = ("image", "itunes:image", "itunes:link", "logo", "icon")


def has_enclosure(parts: Parts) -> bool:
    """Tell whether a link of an item leads to a medium, as Atom has it."""
    return "enclosure" in [link.get("rel") for link in parts.get("link", ())]


def find_media(parts: Parts, url: str) -> tuple[Medium, ...]:
    """Return the media of an item, best first: Media RSS, enclosures, single images."""
    return tuple(islice((medium for medium in _media(parts, url) if medium.url), MAX_MEDIA))


def film_description(parts: Parts) -> str:
    """Return what a media group without a picture says of itself: of a film it is the dek, of a picture the caption."""
    for group in map(parts_of, parts.get("media:group", ())):
        kinds = [element.get("medium") or element.get("type") or "" for element in group.get("media:content", ())]
        if not any(kind.startswith("image") for kind in kinds):
            return verbatim(first_text(group, "media:description"))
    return ""


def picture_address(parts: Parts, url: str) -> str:
    """Return the address of the single image that a channel or item names, "" where there is none."""
    for element in all_of(parts, _PICTURES):
        address = element.get("href") or element.get("url") or first_text(parts_of(element), "url") or text_of(element)
        if address:
            return address_of(element, address, url)
    return ""


def _media(parts: Parts, url: str) -> Iterator[Medium]:
    for group in (parts, *map(parts_of, parts.get("media:group", ()))):
        if "media:content" in group or "media:thumbnail" in group:
            yield from _media_rss(group, url)
    for element in parts.get("enclosure", ()):
        yield Medium(address_of(element, element.get("url"), url), element.get("type", "").lower())
    for link in parts.get("link", ()):
        if link.get("rel") == "enclosure":
            yield Medium(address_of(link, link.get("href"), url), link.get("type", "").lower())
    yield Medium(picture_address(parts, url), "image")


def _media_rss(group: Parts, url: str) -> Iterator[Medium]:
    """Yield the media of one group. What describes the group describes each of its media (Media RSS 1.5.1)."""
    shared = _told(group)
    for element in group.get("media:content", ()):
        own = parts_of(element) if len(element) else {}
        caption, credit = _told(own)
        told = caption or shared[0], credit or shared[1]
        yield _medium(element, told, element.get("medium") or element.get("type") or "", url)
        for thumbnail in own.get("media:thumbnail", ()):
            yield _medium(thumbnail, told, "image", url)
    for element in group.get("media:thumbnail", ()):
        yield _medium(element, shared, "image", url)


def _told(parts: Parts) -> tuple[str, str]:
    """Return caption and credit."""
    return first_text(parts, "media:description"), first_text(parts, "media:credit")


def _medium(element: Element, told: tuple[str, str], kind: str, url: str) -> Medium:
    return Medium(
        url=address_of(element, element.get("url"), url),
        kind=kind.lower(),
        alt=first_text(parts_of(element), "media:title") if len(element) else "",
        caption=told[0],
        credit=told[1],
        width=pixels(element.get("width")),
        height=pixels(element.get("height")),
    )
