"""When an article was published and changed: what machines are told, what readers are shown, and how the two agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from digest.collector.dates import DATE_LENGTH, written_date
from digest.collector.metadata_linked import Linked, texts
from digest.collector.metadata_printed import Printed, dates_in, read_printed
from digest.collector.metadata_tags import read_language

PRINTED = 30
"""The most elements of one kind that are looked at for a printed date."""
LINE_CHARACTERS = 60
"""The most characters of text between the first date beside the headline and others of the same line."""
HEADLINE_TEXTS = 60
"""The most texts of an element that are looked at."""
_PUBLISHED = [
    "article:published_time", "article:published", "article.published", "og:published_time",
    "og:article:published_time", "datepublished", "og:publish_date", "publish_date", "publish-date", "publishdate",
    "published", "published_time", "publication_date", "publication-date", "article:publication_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article_date_original",
    "originalpublicationdate", "pubdate", "pub_date", "displaydate", "dc.date.issued", "dcterms.issued", "dc.issued",
    "dcterms.created", "dc.date.created", "dc.created", "rnews:datepublished", "date", "dc.date", "dcterms.date",
    "citation_publication_date", "citation_online_date", "citation_date", "datecreated",
]  # fmt: skip
_MODIFIED = [
    "article:modified_time", "article:modified", "datemodified", "og:updated_time", "og:modified_time",
    "parsely-modified", "modified_time", "lastmod", "last-modified", "updated", "dcterms.modified",
    "dc.date.modified", "dc.modified", "revised",
]  # fmt: skip
# Site builders fill JSON-LD with "Jun 24, 2025", the day on which somebody touched the page; machines write ISO 8601.
_FOR_MACHINES = re.compile(r"\s*\d{4}-\d\d")
_IN_PATH = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?:(?P<mark>[/_-])(?P<month>\d\d?|[a-z]{3,9})(?P=mark)(?P<day>\d\d?)|(?P<tight>\d{4}))"
    r"(?=[/_.-]|$)"
)


def _class_has(*words: str) -> str:
    return " or ".join(f"contains(@class,'{word}')" for word in words)


_FIELD = etree.XPath(
    "descendant-or-self::*[@itemprop[contains(.,'datePublished')] or @property[contains(.,'datePublished')] or @pubdate]"
)
_MARKED = tuple(
    etree.XPath(path)
    for path in (
        f"//time[{_class_has('publish', 'entry-date', 'post-date')}]",
        f"(//main//time | //article//time)[not({_class_has('updated', 'modified')})]",
        f"//*[{_class_has('publish', 'Publish', 'date', 'Date', 'posted')}]",
    )
)


class Dates(NamedTuple):
    """When an article was published and changed, in UTC, and the day of its publication as its readers were told it.

    None where the page tells not. A moment without a time of day is the midnight, in UTC, of its day.
    """

    published: datetime | None = None
    modified: datetime | None = None
    day: date | None = None


def read_dates(root: etree._Element, linked: Linked, tags: Mapping[str, str], *, url: str, title: str) -> Dates:
    """Return what JSON-LD, meta tags and microdata, the lines beside the headline `title`, and `url` agree upon."""
    told = [*_linked(linked, "datePublished"), *_tagged(tags, _PUBLISHED), *_fields(root)]
    printed = read_printed(root, title, read_language(root, tags))
    renewed = [one.moment for one in printed if one.said == "changed"][:1]
    changed = [*_linked(linked, "dateModified"), *_tagged(tags, _MODIFIED), *renewed]
    shown, path = _shown(printed), _in_path(url)
    published = _choose(told, shown, path)
    if not published and not renewed:
        published = next(_marked(root), None) or (None if changed else _searched(root, url))
    day = _day(published, [*shown, *path]) if published else None
    return Dates(_utc(published), _utc(next(iter(changed), None)), day)


def _shown(printed: Sequence[Printed]) -> list[datetime]:
    """Return the printed dates that can be those of the publication: labelled so, or unlabelled in the first line."""
    first_line = [one for one in printed if one.distance - printed[0].distance <= LINE_CHARACTERS]
    labelled = [one.moment for one in printed if one.said == "published"]
    return labelled + [one.moment for one in first_line if not one.said]


def _choose(told: Sequence[datetime], shown: Sequence[datetime], path: Sequence[datetime]) -> datetime | None:
    """Return the moment that machines are told and readers are shown; where they differ, the earlier of the two.

    What is told later than what is shown is the day of a rebuilt page; what is shown later, that of a renewed article.
    """
    backed = (moment for moment in shown if any(_is_near(moment, other) for other in (*path, *told)))
    seen = next(chain(backed, shown, path), None)
    if not told or not seen:
        return seen or next(iter(told), None)
    return next((moment for moment in told if _is_near(moment, seen)), min(told[0], seen))


def _day(published: datetime, seen: Iterable[datetime]) -> date:
    """Return the day that readers saw, which differs from a machine's where its clock is not the newsroom's."""
    days = [moment for moment in seen if _is_near(moment, published)]
    return next((moment for moment in days if moment.time() == time.min), next(iter(days), published)).date()


def _is_near(one: datetime, other: datetime) -> bool:
    return abs((one.date() - other.date()).days) <= 1


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _linked(linked: Linked, key: str) -> Iterator[datetime]:
    return _read(text for text in texts(linked.article.get(key)) if _FOR_MACHINES.match(text))


def _tagged(tags: Mapping[str, str], names: Iterable[str]) -> Iterator[datetime]:
    return _read(tags[name] for name in names if name in tags)


def _fields(root: etree._Element) -> Iterator[datetime]:
    for field in islice(_FIELD(root), PRINTED):
        yield from islice(_read((field.get("datetime"), field.get("content"), field.text)), 1)


def _read(said: Iterable[str | None]) -> Iterator[datetime]:
    return (moment for text in said if text and (moment := written_date(text)))


def _in_path(url: str) -> list[datetime]:
    return list(_read(map(_spelt_out, _IN_PATH.finditer(urlsplit(url).path.lower()))))


def _spelt_out(found: re.Match[str]) -> str:
    year, _, month, day, tight = found.groups()
    if tight:
        return f"{year}{tight}"
    return f"{day} {month} {year}" if month.isalpha() else f"{year}/{month}/{day}"


def _marked(root: etree._Element) -> Iterator[datetime]:
    """Yield the dates in the elements that say that they hold one."""
    for path in _MARKED:
        for element in islice(path(root), PRINTED):
            printed = " ".join(islice(element.itertext(), HEADLINE_TEXTS))[: 4 * DATE_LENGTH]
            for text in (element.get("datetime"), element.get("content"), printed):
                yield from (moment for moment, _ in dates_in(text or ""))


def _searched(root: etree._Element, url: str) -> datetime | None:
    """Return the day that a search of the whole page finds."""
    from htmldate import find_date  # noqa: PLC0415  (0.2 s to load)

    page = lxml_html.document_fromstring(etree.tostring(root, encoding="unicode", method="html"))
    try:  # not its extensive search: that loads the rules of 205 locales first, which takes 1.6 s
        found = find_date(page, extensive_search=False, original_date=True, url=url or None)
    except Exception:  # noqa: BLE001  (it raises what its own parsers raise)
        return None
    return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None
