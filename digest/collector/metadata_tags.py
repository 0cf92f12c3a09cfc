"""What a page says of itself in its head: meta tags, links, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from lxml import etree

from digest.model.text import clean_line

TAGS = 500
"""The most different meta tags that are kept of a page."""
VALUE_CHARACTERS = 2_000
"""A longer value of a meta tag is left out."""
_ONE_EACH = frozenset(("author", "article:author", "citation_author", "dc.creator"))
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])")
_NO_LANGUAGE = frozenset(("und", "zxx", "mul", "mis"))


def read_tags(root: etree._Element) -> dict[str, str]:
    """Return the meta tags of a page by their name in small letters; of several the first that has a value.

    Those that name one author each are joined by "; ".
    """
    tags: dict[str, str] = {}
    for meta in root.iter("meta"):
        value = meta.get("content") or ""
        if not value.strip() or len(value) > VALUE_CHARACTERS:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(attribute)
            if name:
                _keep(tags, name.strip().lower(), clean_line(value))
        if len(tags) >= TAGS:
            break
    return tags


def _keep(tags: dict[str, str], name: str, value: str) -> None:
    before = tags.setdefault(name, value)
    if name in _ONE_EACH and before != value and len(before) + len(value) < VALUE_CHARACTERS:
        tags[name] = f"{before}; {value}"


def first(tags: Mapping[str, str], *names: str) -> str:
    """Return the value of the first of these tags that the page has, else ""."""
    return next((tags[name] for name in names if name in tags), "")


def read_language(root: etree._Element, tags: Mapping[str, str]) -> str:
    """Return the primary subtag of the page's language (BCP 47) in small letters, or "" where it tells none."""
    for said in (
        root.get("lang"),
        root.get("xml:lang"),
        first(tags, "content-language", "og:locale", "inlanguage", "language", "dc.language"),
    ):
        found = _LANGUAGE.match(said or "")
        if found and found[1].lower() not in _NO_LANGUAGE:
            return found[1].lower()
    return ""


def web_url(url: str, base: str) -> str:
    """Return a URL made absolute, if it is one of http or https with a host; else ""."""
    if not url.strip():
        return ""
    try:
        absolute = urljoin(base, url.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    fit = parts.scheme in {"http", "https"} and parts.netloc and len(absolute) <= VALUE_CHARACTERS
    return clean_line(absolute).replace(" ", "%20") if fit else ""


def read_canonical(root: etree._Element, tags: Mapping[str, str], url: str) -> str:
    """Return the page's own address for itself, absolute; "" where it gives none that can be used."""
    for link in root.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            return web_url(link.get("href") or "", url)
    return web_url(tags["og:url"], url) if "og:url" in tags else ""
