"""The picture of an article with its caption and credit, as the page prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from lxml import etree

from digest.collector.furniture_credit import split_credit
from digest.collector.furniture_phrases import fold
from digest.collector.metadata_linked import Linked, texts
from digest.collector.metadata_tags import first, web_url
from digest.model import Image
from digest.model.text import clean_line

CAPTION_CHARACTERS = 1_000
"""A longer text is no caption."""
PICTURES = 20
"""The most pictures of JSON-LD that are looked at."""
_CREDIT_CLASS = re.compile(r"credit|source|copyright|photographer|byline|author|copy", re.IGNORECASE)
_OPEN_GRAPH = ("og:image:secure_url", "og:image", "og:image:url")
_TAGS = ("twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "thumbnailurl", "image")
_STAND_INS = frozenset(["logo", "logos", "placeholder", "default", "fallback", "favicon", "avatar", "blank", "spacer", "pixel",
                        "noimage", "dummy", "icon", "missing"])  # fmt: skip
_PLAIN_WORDS = frozenset(["jpg", "jpeg", "png", "gif", "webp", "avif", "x", "px", "og", "image", "img", "share", "social", "site",
                          "header", "footer", "brand", "white", "black", "dark", "light", "square", "large", "small", "big", "facebook",
                          "twitter", "schema", "amp", "thumb", "thumbnail", "photo", "picture", "no", "new", "the", "color"])  # fmt: skip
_NO_LETTER = re.compile(r"[\W\d_]+")
_NAME = re.compile(r"([^/?#]+?)(?:\.\w{2,5})?(?:[?#].*)?$")


def read_image(root: etree._Element, linked: Linked, tags: Mapping[str, str], url: str) -> Image | None:
    """Return the picture that stands for the article: as its metadata name it, else its first figure with a caption.

    A logo, a stand-in for a missing picture and what mail programs do not show (SVG, icons) is passed over. The caption
    is the one printed under that very picture; where none is found, the one that JSON-LD gives, or none.
    """
    nodes = _picture_nodes(linked.article.get("image"))
    own = _site_words(tags, url)
    address = next(_pictures(tags, nodes, url, own), "")
    figure, picture = _figure(root, address, url)
    address = address or (web_url(_source(picture), url) if picture is not None else "")
    if not address:
        return None
    node = next((node for node in nodes if _name(_address(node)) == _name(address)), nodes[0] if nodes else {})
    caption, credit = _caption(figure) if figure is not None else ("", "")
    if not caption and not credit:
        caption, credit = split_credit(_said(node, "caption"))
    alt = picture.get("alt") if picture is not None else tags.get("og:image:alt")
    sized = address == web_url(first(tags, *_OPEN_GRAPH), url)
    return Image(
        address,
        alt=clean_line(alt or "")[:CAPTION_CHARACTERS],
        caption=caption,
        credit=credit or clean_line(_said(node, "creditText")),
        width=_size(tags.get("og:image:width")) if sized else 0,
        height=_size(tags.get("og:image:height")) if sized else 0,
    )


def _pictures(
    tags: Mapping[str, str], nodes: Sequence[Mapping[str, object]], url: str, own: frozenset[str]
) -> Iterator[str]:
    named = [first(tags, *_OPEN_GRAPH), *(tags[name] for name in _TAGS if name in tags), *map(_address, nodes)]
    return (address for said in named if (address := web_url(said, url)) and not _is_stand_in(address, own))


def _site_words(tags: Mapping[str, str], url: str) -> frozenset[str]:
    return frozenset((*fold(first(tags, "og:site_name")), *(urlsplit(url).hostname or "").split(".")))


def _is_stand_in(address: str, own: frozenset[str]) -> bool:
    """Tell whether the file is named as a logo or a placeholder, and for nothing else but the site: not `new-logo-of-x`."""
    path = urlsplit(address).path.lower()
    words = {word for word in _NO_LETTER.split(path.rsplit("/", 1)[-1]) if word}
    return path.endswith((".svg", ".ico")) or (bool(words & _STAND_INS) and words <= _STAND_INS | _PLAIN_WORDS | own)


def _picture_nodes(value: object) -> list[Mapping[str, object]]:
    items = value if isinstance(value, list) else [value]
    return [
        {"url": item} if isinstance(item, str) else item for item in items[:PICTURES] if isinstance(item, str | dict)
    ]


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
