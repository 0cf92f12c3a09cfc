"""The dates that a page prints beside its headline, and what it says that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from digest.collector.dates import DATE_LENGTH, written_date
from digest.collector.furniture_phrases import fold
from digest.model.text import clean_line

BEFORE, AFTER = 400, 800
"""How many characters of text may stand between a date and the headline after or before it."""
HEADINGS = 20
"""The most headings of one kind that are looked at."""
LABEL_CHARACTERS = 40
"""A longer text before a date is no label of it."""
SENTENCE_CHARACTERS, PARAGRAPH_CHARACTERS = 60, 160
"""A date in a longer sentence, or in a longer paragraph, is told about, not put on the article."""
_CHANGED = (
    r"updat|modif|revis|review|edited on|changed|amended|corrected|aktualis|aktualiz|überarbeitet|geändert|mise? à jour|actualis"
    r"|actualiz|atualiz|aggiorna|bijgewerkt|gewijzigd|oppdater|opdater|uppdater|ändrad|päivitet|zmodyf|zmienion|frissít|módosít"
    r"|оновл|змінен|обновл|изменен|ενημέρω|güncelle"
)
_FIRST = (
    r"publi|posted|created|veröffentlicht|erschienen|erstellt|opublikow|dodano|gepubliceerd|geplaatst|оприлюдн|опубл|créé le"
    r"|pubblicat|objavljeno|zveřejně|vydáno|közzété|yayın|δημοσ|датa публ"
)
_LABEL = re.compile(f"(?P<changed>{_CHANGED})|(?P<published>{_FIRST})", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|teaser|popular|trending|latest|most-?read|footer|copyright|\bnav(?:bar|igation)?\b|menu|cookie"
    r"|(?:next|prev)(?:ious)?-?(?:post|article)",
    re.IGNORECASE,
)
_SILENT = frozenset(["script", "style", "noscript", "template", "nav", "footer", "aside", "select", "head", "title"])
_INLINE = frozenset(["a", "b", "em", "i", "span", "strong", "time", "small", "font", "u", "date", "abbr"])
_PROSE, _STOPS = frozenset(["p", "li", "blockquote"]), (".", "!", "?", "…")
_HEADING_TAGS = ("h3", "h4", "div", "p", "span", "strong")
_NAME, _YEAR = r"[^\W\d_]{3,12}", r"(?:19|20)\d\d"
_CLOCK = r"(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|º)?[\s.-]{{0,3}}(?:(?:de|of)\s)?{_NAME}\.?,?[\s-]{{0,3}}(?:del?\s)?{_YEAR}(?!\d)"
    rf"|{_NAME}\.?\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}-\d\d-\d\d{_CLOCK}(?!\d)|(?<!\d){_YEAR}([/.])\d{{1,2}}\1\d{{1,2}}(?!\d)"
    rf"|(?<![\d./-])\d{{1,2}}([/.-])\s?\d{{1,2}}\2\s?{_YEAR}(?!\d)|(?<!\d){_YEAR}\.\s{_NAME}\s\d{{1,2}}(?!\d)"
)
_SLASHED = re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/({_YEAR})(?!\d)")


class Printed(NamedTuple):
    """A date beside the headline. `said` is what its label makes of it: "published", "changed" or "" without a label."""

    moment: datetime
    said: str
    distance: int


class _Piece(NamedTuple):
    text: str
    holder: etree._Element
    position: int
    before: str


def read_printed(root: etree._Element, title: str, language: str) -> list[Printed]:
    """Return the dates at most BEFORE characters before the headline or AFTER behind it, the nearest first.

    Those in menus, sidebars, teasers, comments, copyright lines and running text are left out. `03/04/2024` is read, day
    first, on a page in a language (BCP 47 primary subtag) other than English, which alone writes it both ways.
    """
    headline = _headline(root, title)
    if headline is None:
        return []
    pieces = list(_pieces(root, headline))
    if language not in {"", "en"}:
        pieces = [piece._replace(text=_SLASHED.sub(r"\1.\2.\3", piece.text)) for piece in pieces]
    start = next(piece.position for piece in pieces if piece.holder is headline)
    end = start + sum(len(clean_line(str(text))) for text in headline.itertext())
    found = [date for piece in pieces for date in _dates(piece, _distance(piece.position, start, end))]
    return sorted(found, key=lambda date: date.distance)


def dates_in(text: str) -> Iterator[tuple[datetime, str]]:
    """Yield the dates in a line, each with what stands before it, as far back as the date before."""
    end = 0
    for match in _DATE.finditer(text[: 4 * DATE_LENGTH]):
        whole = written_date(text) if not end else None
        if moment := whole or written_date(match.group()):
            yield moment, text[end : match.start()]
            end = match.end()


def _headline(root: etree._Element, title: str) -> etree._Element | None:
    """Return the heading that holds the title, else the first h1, else the first text that is the title."""
    wanted = fold(title) or [""]
    headings = [*islice(root.iter("h1"), HEADINGS), *islice(root.iter("h2"), HEADINGS)]
    same = (heading for heading in headings if fold(" ".join(map(str, heading.itertext()))) == wanted)
    sized = (one for one in root.iter(*_HEADING_TAGS) if len(title) <= len(one.text or "") <= 2 * len(title))
    plain = (one for one in sized if fold(one.text or "") == wanted)
    return next(chain(same, root.iter("h1"), plain), None)


def _pieces(root: etree._Element, headline: etree._Element) -> Iterator[_Piece]:
    """Yield the texts of a page as far as AFTER characters behind the headline, each with the text before it."""
    around = {headline, *headline.iterancestors()}
    walk = etree.iterwalk(root, events=("start", "end"))
    position, before, limit = 0, "", float("inf")
    for event, element in walk:
        holder = element if event == "start" else element.getparent()
        said = element.text if event == "start" else element.tail
        text = clean_line(said) if said else ""
        if event == "start" and element not in around and _is_elsewhere(element):
            walk.skip_subtree()
        elif holder is not None and (text or holder is headline):
            yield _Piece(text, holder, position, before)
            position, before = position + len(text), text or before
        if element is headline:
            before, limit = "", position + AFTER
        if position > limit:
            return


def _is_elsewhere(element: etree._Element) -> bool:
    return element.tag in _SILENT or bool(_ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _distance(position: int, start: int, end: int) -> int:
    """Return how far from the headline a text is: one before it as if twice as far, for bylines follow headlines."""
    return max(0, position - end) if position >= start else 2 * (start - position)


def _dates(piece: _Piece, distance: int) -> Iterator[Printed]:
    if not 0 <= distance <= max(AFTER, 2 * BEFORE):
        return
    if piece.holder.tag == "time" and (moment := written_date(piece.holder.get("datetime") or "")):
        yield Printed(moment, _said(piece, ""), distance)
    if len(piece.text) <= PARAGRAPH_CHARACTERS and any(map(str.isdigit, piece.text)) and not _is_prose(piece.holder):
        for moment, label in dates_in(piece.text):
            said = _said(piece, label)
            if said or len(label) <= LABEL_CHARACTERS:
                yield Printed(moment, said, distance)


def _said(piece: _Piece, label: str) -> str:
    """Return what the words before a date call it, else what its element and the one around that are named for."""
    spoken = label if any(map(str.isalpha, label)) else piece.before
    around = [piece.holder, *islice(piece.holder.iterancestors(), 1)]
    classes = " ".join(f"{one.get('class') or ''} {one.get('itemprop') or ''}" for one in around)
    for text in (spoken if len(spoken) <= LABEL_CHARACTERS else "", classes):
        kinds = [match.lastgroup for match in _LABEL.finditer(text)]
        if kinds:
            return "published" if text is classes and "published" in kinds else str(kinds[-1])
    return ""


def _is_prose(holder: etree._Element) -> bool:
    block = next((one for one in (holder, *holder.iterancestors()) if one.tag not in _INLINE), holder)
    if block.tag not in _PROSE:
        return False
    text = "".join(map(str, islice(block.itertext(), PARAGRAPH_CHARACTERS))).strip()
    return len(text) > PARAGRAPH_CHARACTERS or (len(text) > SENTENCE_CHARACTERS and text.endswith(_STOPS))
