"""When an article was published and changed: JSON-LD, meta tags, then what the page prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain, islice

from lxml import etree
from lxml.html import HtmlElement

from digest.collector.dates import DATE_LENGTH, parse_date
from digest.collector.metadata_linked import Linked, texts
from digest.model.text import clean_line

PRINTED = 30
"""The most elements of one kind that are looked at for a printed date."""
HEADLINE_TEXTS = 60
"""The most texts of an element beside the headline that are looked at."""
_PUBLISHED = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "pubdate",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "citation_publication_date",
]
_MODIFIED = ["article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified"]
# Site builders fill JSON-LD with "Jun 24, 2025", the day on which somebody touched the page; machines write ISO 8601.
_FOR_MACHINES = re.compile(r"\s*\d{4}-\d\d")


def _class_has(*words: str) -> str:
    return " or ".join(f"contains(@class,'{word}')" for word in words)


_MARKED = tuple(
    etree.XPath(path)
    for path in (
        "//*[contains(@itemprop,'datePublished') or @pubdate]",
        f"//time[{_class_has('publish', 'entry-date', 'post-date')}]",
        f"(//main//time | //article//time)[not({_class_has('updated', 'modified')})]",
        f"//*[{_class_has('publish', 'Publish', 'date', 'Date', 'posted')}]",
    )
)
_MONTH, _YEAR = r"[^\W\d]{3,10}\.?", r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\d{{1,2}}[\s.-]+{_MONTH},?[\s-]+{_YEAR}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|{_YEAR}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
)


def read_dates(
    root: HtmlElement, linked: Linked, tags: Mapping[str, str], url: str
) -> tuple[datetime | None, datetime | None]:
    """Return when the article was published and when it was changed, aware and in UTC; None where the page tells not.

    A day without a time is its midnight in UTC.
    """
    published = (
        _linked(linked, "datePublished")
        or _tagged(tags, _PUBLISHED)
        or next(_printed(root), None)
        or next(_near_title(root), None)
        or _searched(root, url)
    )
    return published, _linked(linked, "dateModified") or _tagged(tags, _MODIFIED)


def _linked(linked: Linked, key: str) -> datetime | None:
    said = filter(_FOR_MACHINES.match, texts(linked.article.get(key)))
    return next(filter(None, map(parse_date, said)), None)


def _tagged(tags: Mapping[str, str], names: Iterable[str]) -> datetime | None:
    return next(filter(None, (parse_date(tags[name]) for name in names if name in tags)), None)


def _printed(root: etree._Element) -> Iterator[datetime]:
    """Yield the dates in the elements that say that they hold one."""
    for path in _MARKED:
        for element in islice(path(root), PRINTED):
            printed = " ".join(islice(element.itertext(), HEADLINE_TEXTS))[: 4 * DATE_LENGTH]
            for text in (element.get("datetime"), element.get("content"), printed):
                yield from _dates_in(text or "")


def _near_title(root: etree._Element) -> Iterator[datetime]:
    """Yield the dates in the short texts that follow the headline."""
    title = next(root.iter("h1"), None)
    if title is None:
        return
    after = [
        islice(title.itersiblings(), 10),
        *(islice(one.itersiblings(), 3) for one in islice(title.iterancestors(), 4)),
    ]
    for element in chain.from_iterable(after):
        for text in islice(element.itertext(), HEADLINE_TEXTS):
            if len(text) < 2 * DATE_LENGTH:
                yield from _dates_in(text)


def _dates_in(text: str) -> Iterator[datetime]:
    found = _DATE.search(clean_line(text))
    if found and (moment := parse_date(text) or parse_date(found.group())):
        yield moment


def _searched(root: HtmlElement, url: str) -> datetime | None:
    """Return the day that a search of the whole page finds."""
    from htmldate import find_date  # noqa: PLC0415  (0.2 s to load)

    try:  # not its extensive search: that loads the rules of 205 locales first, which takes 1.6 s
        found = find_date(root, extensive_search=False, original_date=True, url=url or None)
    except Exception:  # noqa: BLE001  (it raises what its own parsers raise)
        return None
    return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None
