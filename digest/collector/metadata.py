"""What a page says of itself: headline, authors, dates, language, picture, section, kind, canonical address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from lxml import etree

from digest.collector.metadata_authors import read_authors
from digest.collector.metadata_dates import read_dates
from digest.collector.metadata_image import read_image
from digest.collector.metadata_kind import is_locked, read_kind, read_sections
from digest.collector.metadata_linked import Linked, names, read_linked, texts
from digest.collector.metadata_tags import first, read_canonical, read_language, read_tags
from digest.collector.metadata_title import read_title
from digest.model import Image


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account of itself; "" or None where it is silent. Times are aware UTC, `day` is the one that readers saw."""

    title: str
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    day: date | None
    language: str
    image: Image | None
    section: str
    kind: str
    locked: bool
    canonical: str


def read_metadata(root: etree._Element, url: str) -> Metadata:
    """Return what an unstripped page says of itself. `url` is where it was found."""
    linked, tags = read_linked(root), read_tags(root)
    sites = _site_names(linked, tags, url)
    offered = (
        first(tags, "og:title", "twitter:title"),
        *texts(linked.article.get("headline")),
        first(tags, "parsely-title", "sailthru.title", "citation_title", "dc.title", "dcterms.title"),
        root.findtext(".//title") or "",
    )
    title = read_title(root, offered, sites)
    dates = read_dates(root, linked, tags, url=url, title=title)
    sections = read_sections(linked, tags)
    labels = (*sections, *texts(linked.article.get("genre")), first(tags, "og:type"), *offered)
    return Metadata(
        title=title,
        authors=read_authors(root, linked, tags, sites),
        published=dates.published,
        modified=dates.modified,
        day=dates.day,
        language=read_language(root, tags) or next(iter(texts(linked.article.get("inLanguage"))), "")[:2].lower(),
        image=read_image(root, linked, tags, url),
        section=next(iter(sections), ""),
        kind=read_kind(root, linked, labels, url),
        locked=is_locked(linked, tags),
        canonical=read_canonical(root, tags, url),
    )


def _site_names(linked: Linked, tags: Mapping[str, str], url: str) -> list[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    said = [
        first(tags, "og:site_name"),
        first(tags, "application-name"),
        *names(linked.article.get("publisher"), linked),
    ]
    return [name for name in (*said, host, host.split(".")[0]) if name]
