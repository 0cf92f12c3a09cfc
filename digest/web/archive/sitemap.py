"""The archive for search engines (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

PAGES_MOST = 50_000
"""Addresses in one site map, by the protocol."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Address = tuple[str, datetime | None]


def write_sitemap(pages: Sequence[Address]) -> bytes:
    """Return the map of pages: absolute addresses, each with when it last changed (None: not told)."""
    return _write("urlset", "url", pages)


def write_sitemap_index(maps: Sequence[Address]) -> bytes:
    """Return the list of several site maps."""
    return _write("sitemapindex", "sitemap", maps)


def _write(root: str, each: str, addresses: Sequence[Address]) -> bytes:
    top = ET.Element(root, xmlns=NAMESPACE)
    for address, changed in addresses:
        entry = ET.SubElement(top, each)
        ET.SubElement(entry, "loc").text = address
        if changed:
            ET.SubElement(entry, "lastmod").text = changed.isoformat(timespec="seconds")
    written: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return written
