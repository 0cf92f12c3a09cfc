"""Lists of subscriptions as feed readers exchange them: OPML 1.0 and 2.0 (opml.org/spec2.opml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from digest.collector.feed_entry import web_address
from digest.collector.feed_text import clip
from digest.collector.feed_xml import parse_tree
from digest.collector.identity import canonical_url
from digest.collector.repair import decode, mend
from digest.errors import SourceError
from digest.model.text import clean_line

MAX_OPML = 10_000_000
"""Bytes of the largest list that is read."""
MAX_TITLE = 200
"""Characters of a title, cut between words."""

Folder = tuple[str, ...]
"""The names of a folder and of those around it, the outermost first."""

_FEED_SCHEME = re.compile(r"^feed:(?://(?=[^/])|(?=https?:))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of the list. `home` is its site; `folders` are all that it stands in, () for the list itself."""

    url: str
    title: str = ""
    home: str = ""
    language: str = ""
    folders: tuple[Folder, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineFault:
    """What was left out: the line (1-based) and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Opml:
    """A list as read: its feeds, each once, in order of first mention, and what was left out."""

    outlines: tuple[Outline, ...]
    faults: tuple[OutlineFault, ...]


def read_opml(body: bytes) -> Opml:
    """Return the feeds of a list, each address once; a feed in several folders keeps all of them.

    Raises:
        SourceError: larger than MAX_OPML, no XML, or no OPML.
    """
    if len(body) > MAX_OPML:
        raise SourceError(f"the list is larger than {MAX_OPML // 1_000_000} MB")
    outlines: dict[str, Outline] = {}
    lines: dict[str, int] = {}
    faults = []
    for element, folder in _outlines(_root(decode(body).lstrip())):
        line = int(element.sourceline or 0)
        outline = _outline(element, folder)
        if isinstance(outline, str):
            faults.append(OutlineFault(line, outline))
            continue
        key = canonical_url(outline.url)
        known = outlines.get(key)
        if known and (not folder or folder in known.folders):
            faults.append(OutlineFault(line, f"{outline.url} is listed already in line {lines[key]}"))
            continue
        outlines[key] = replace(known, folders=(*known.folders, folder)) if known else outline
        lines.setdefault(key, line)
    return Opml(tuple(outlines.values()), tuple(faults))


def _root(text: str) -> etree._Element:
    for document in (text, mend(text)):
        try:
            root = parse_tree(document.encode("utf-8", "replace"), "")
        except etree.XMLSyntaxError:
            continue
        if _name(root) != "opml":
            raise SourceError(f"not an OPML list: its root is {_name(root)[:40]!r}")
        return root
    raise SourceError("not an OPML list: no parser can read it")


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname).lower()


def _outlines(root: etree._Element) -> Iterator[tuple[etree._Element, Folder]]:
    """Yield each outline that is no folder, in document order, with the folder that it stands in."""
    waiting: list[tuple[etree._Element, Folder]] = [(root, ())]
    while waiting:
        element, folder = waiting.pop()
        inside = folder
        if _name(element) == "outline":
            said = _said(element)
            if "xmlurl" in said or not len(element):
                yield element, folder
            inside = (*folder, title) if (title := _title(said)) else folder
        waiting += [(child, inside) for child in reversed(list(element.iterchildren(etree.Element)))]


def _said(element: etree._Element) -> dict[str, str]:
    """Return the attributes by name in lower case: readers write xmlUrl, xmlURL and xmlurl."""
    return {str(name).lower(): clean_line(str(value)) for name, value in element.attrib.items()}


def _title(said: dict[str, str]) -> str:
    return clip(said.get("title") or said.get("text") or "", MAX_TITLE)


def _outline(element: etree._Element, folder: Folder) -> Outline | str:
    said = _said(element)
    title = _title(said)
    given = said.get("xmlurl", "")
    url = web_address(_FEED_SCHEME.sub(lambda match: "http://" if "/" in match[0] else "", given))
    if not given:
        return f"{title or 'an outline'} has no xmlUrl: it is no feed"
    if not url:
        return f"{given[:80]!r} is no web address"
    return Outline(
        url=url,
        title="" if title == url else title,
        home=web_address(said.get("htmlurl", "")),
        language=said.get("language", ""),
        folders=(folder,) if folder else (),
    )


def write_opml(title: str, outlines: Sequence[Outline]) -> str:
    """Return the list as OPML 2.0: feeds without a folder first, then the folders; a feed stands in each of its folders."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean_line(title)
    body = etree.SubElement(root, "body")
    folders: dict[Folder, etree._Element] = {(): body}
    placed = [(folder, outline) for outline in outlines for folder in outline.folders or ((),)]
    for folder, outline in sorted(placed, key=lambda pair: bool(pair[0])):
        _write(_folder(folders, folder), outline)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode", pretty_print=True)


def _folder(folders: dict[Folder, etree._Element], folder: Folder) -> etree._Element:
    """Return the element of a folder, made with those around it where it is new."""
    if folder not in folders:
        name = clean_line(folder[-1])
        folders[folder] = etree.SubElement(_folder(folders, folder[:-1]), "outline", text=name, title=name)
    return folders[folder]


def _write(parent: etree._Element, outline: Outline) -> None:
    title = clean_line(outline.title) or outline.url
    said = {"type": "rss", "text": title, "title": title, "xmlUrl": outline.url}
    said |= {"htmlUrl": outline.home} if outline.home else {}
    etree.SubElement(parent, "outline", said | ({"language": outline.language} if outline.language else {}))
