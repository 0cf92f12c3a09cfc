"""The picture of an article with its caption and credit, as the page prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from digest.collector.furniture_credit import split_credit
from digest.collector.metadata_linked import Linked, texts
from digest.collector.metadata_tags import first, web_url
from digest.model import Image
from digest.model.text import clean_line

CAPTION_CHARACTERS = 1_000
"""A longer text is no caption."""
_CREDIT_CLASS = re.compile(r"credit|source|copyright|photographer|byline|author|copy", re.IGNORECASE)
_NAME = re.compile(r"([^/?#]+?)(?:\.\w{2,5})?(?:[?#].*)?$")


def read_image(root: etree._Element, linked: Linked, tags: Mapping[str, str], url: str) -> Image | None:
    """Return the picture that stands for the article: as its metadata name it, else its first figure with a caption.

    The caption is the one printed under that very picture; where none is found, the one that JSON-LD gives, or none.
    """
    node = _picture_node(linked.article.get("image"))
    said = first(tags, "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    address = web_url(said, url) or web_url(_address(node), url)
    figure, picture = _figure(root, address, url)
    address = address or (web_url(_source(picture), url) if picture is not None else "")
    if not address:
        return None
    caption, credit = _caption(figure) if figure is not None else ("", "")
    if not caption and not credit:
        caption, credit = split_credit(_said(node, "caption"))
    alt = picture.get("alt") if picture is not None else tags.get("og:image:alt")
    return Image(
        address,
        alt=clean_line(alt or "")[:CAPTION_CHARACTERS],
        caption=caption,
        credit=credit or clean_line(_said(node, "creditText")),
        width=_size(tags.get("og:image:width")) if said else 0,
        height=_size(tags.get("og:image:height")) if said else 0,
    )


def _picture_node(value: object) -> Mapping[str, object]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            return item
        if isinstance(item, str):
            return {"url": item}
    return {}


def _said(node: Mapping[str, object], key: str) -> str:
    return next(iter(texts(node.get(key))), "")[:CAPTION_CHARACTERS]


def _address(node: Mapping[str, object]) -> str:
    return _said(node, "url") or _said(node, "contentUrl") or _said(node, "@id")


def _size(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _figure(root: etree._Element, address: str, url: str) -> tuple[etree._Element | None, etree._Element | None]:
    """Return the figure and its img that show the picture at `address`; without an address the first with a caption."""
    wanted = _name(address)
    for figure in root.iter("figure"):
        for picture in figure.iter("img"):
            source = web_url(_source(picture), url)
            if source and (_name(source) == wanted if wanted else figure.find(".//figcaption") is not None):
                return figure, picture
    return None, None


def _name(address: str) -> str:
    found = _NAME.search(address)
    return re.sub(r"-\d+x\d+$", "", found[1]).lower() if found else ""


def _source(picture: etree._Element) -> str:
    sources = (picture.get(name) or "" for name in ("data-src", "src", "data-original", "data-lazy-src"))
    return next((source for source in sources if source and not source.startswith("data:")), "")


def _caption(figure: etree._Element) -> tuple[str, str]:
    element = figure.find(".//figcaption")
    if element is None:
        return "", ""
    whole = clean_line(" ".join(element.itertext()))[:CAPTION_CHARACTERS]
    for part in element.iterdescendants():
        credit = clean_line(" ".join(part.itertext()))
        if credit and _CREDIT_CLASS.search(part.get("class") or "") and whole.endswith(credit):
            return whole.removesuffix(credit).rstrip(" |–—-"), credit.strip("()[] ")
    return split_credit(whole)
