"""A news page read: its article without the furniture, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree

from digest.collector.corrections import find_corrections
from digest.collector.extract import article_blocks
from digest.collector.extract_outline import Block
from digest.collector.furniture import Known, without_furniture
from digest.collector.furniture_credit import AGENCY
from digest.collector.metadata import Metadata, read_metadata
from digest.collector.metadata_language import guess_language
from digest.collector.page_source import parse_page
from digest.collector.rules import Match, dropped, kept, missed, ruled_metadata, rules_for
from digest.errors import ArticleError
from digest.model import Image, SiteRules

PARAGRAPH_WORDS = 5
"""The shortest text that is an article at all."""
_DATELINE = re.compile(
    rf"(?P<place>[^\W\d_][\w .,'’/-]{{1,60}}?)(?P<agency> ?\({AGENCY}\))?(?P<dash>\s*[–—]\s*|\s+-{{1,2}}\s+)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the article's text and the page's own account of it; "" or None where it is silent.

    `title` is without the site's name, `text` paragraphs split by one newline, `byline` the authors joined by ", ",
    `dateline` the place (and agency) before the first sentence, where it still stands. Times are aware UTC. `language`
    is a BCP 47 primary subtag, `kind` is news, opinion, analysis or live, `canonical` an absolute URL. `caption` and
    `credit` are those of a picture whose address is not known.
    """

    title: str
    text: str
    byline: str = ""
    dateline: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""
    image: Image | None = None
    section: str = ""
    kind: str = "news"
    paywalled: bool = False
    canonical: str = ""
    caption: str = ""
    credit: str = ""
    corrections: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    """What the rules of its site matched, where it has any."""
    missed: tuple[str, ...] = ()
    """Which of them gave nothing, in words."""

    def has_ruled(self, name: str) -> bool:
        """Return whether a rule of the site, such as `title`, gave what the page is said to say."""
        return any(match.rule == name and match.count for match in self.matches)


def read_page(html: str | bytes, url: str, rules: Sequence[SiteRules] = ()) -> Page:
    """Return what a page of HTML holds. Time grows with its size (at most MAX_PAGE_BYTES), whatever its markup.

    Args:
        html: the page; bytes are decoded by byte-order mark, declared encoding, UTF-8 and cp1252.
        url: where the page was found; relative addresses are resolved against it.
        rules: how pages are read on the sites that have rules of their own.

    Raises:
        ArticleError: the page is too large, no HTML, or holds no paragraph of PARAGRAPH_WORDS words that is no furniture.
    """
    root = parse_page(html)
    said = read_metadata(root, url)
    corrections = find_corrections(root)  # before the reading, which takes them for furniture
    site = rules_for(url, rules)
    blocks: list[Block] = []
    matches: tuple[Match, ...] = ()
    if site:
        said, blocks, matches = _by_rules(root, said, site, url)
    blocks = blocks or article_blocks(root)
    if not blocks:
        raise ArticleError("the page has no paragraph of text")
    known = Known(said.title, said.authors, said.language, live=said.kind == "live")
    text = "\n".join(without_furniture(blocks, known))
    if not has_paragraph(text):
        raise ArticleError("the page has nothing but captions, notices and links")
    return Page(
        title=said.title,
        text=text,
        byline=", ".join(said.authors),
        dateline=find_dateline(text),
        published=said.published,
        modified=said.modified,
        language=said.language or guess_language(text),
        image=said.image,
        section=said.section,
        kind=said.kind,
        paywalled=said.locked,
        canonical=said.canonical,
        corrections=corrections,
        matches=matches,
        missed=missed(site, matches) if site else (),
    )


def _by_rules(
    root: etree._Element, said: Metadata, site: SiteRules, url: str
) -> tuple[Metadata, list[Block], tuple[Match, ...]]:
    """Return what the rules of its site make of a page, and take out of the tree what they drop.

    No paragraphs: the general way is left to find them.
    """
    said, told = ruled_metadata(root, said, site, url)
    away = dropped(root, site)
    blocks, inside = kept(root, site)
    if not has_paragraph("\n".join(block.text for block in blocks)):
        blocks = []
        inside = tuple(replace(match, count=0) for match in inside)
    return said, blocks, (*inside, *away, *told)


def has_paragraph(text: str) -> bool:
    """Tell whether a text has a paragraph of PARAGRAPH_WORDS words, or one as long in a script that does not space them."""
    return any(map(_is_paragraph, text.split("\n")))


def _is_paragraph(line: str) -> bool:
    return len(line.split()) >= PARAGRAPH_WORDS or (len(line) >= 6 * PARAGRAPH_WORDS and not line.isascii())


def find_dateline(text: str) -> str:
    """Return the place, in capitals or with an agency behind it, that stands before the first sentence; else ""."""
    found = _DATELINE.match(text)
    if not found or not (found["agency"] or found["place"].split(",")[0].isupper()):
        return ""
    return text[: found.start("dash")]
