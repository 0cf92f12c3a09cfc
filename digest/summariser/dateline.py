"""Where a paragraph's own words begin: behind the bullet, the place, the date and the agency that stand before them.

"KYIV, July 14 (Agency) — Two people ..." and its relatives in other papers: "(Agency)Two people", "Berlin (agency) - Zwei",
"Madrid, 14 jul (Agencia).- Dos", "МОСКВА, 14 июл — АГЕНТСТВО. Два", "Київ. 14 липня. АГЕНТСТВО. Двоє", "BERLIN agency | Zwei",
"NEW DELHI: Two", "【都市=記者】", "(도시=통신사) 기자 = ", "某社某市7月14日电".
"""

from __future__ import annotations

import re
from itertools import chain

from digest.summariser.language import Language
from digest.summariser.prose import Span

DATELINE_CHARS = 90
"""How long the place, date and agency can be together."""

_BULLET = re.compile(r"[•●▪▸►■◆*·–—-]\s+")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\.?|Uhr|h))?\s*[:|–—-]?\s+(?=[^\W\d_])(?=[^a-z])")
"""The time of an entry in a live blog."""
_BREAK = re.compile(
    r"\s*(?P<sign>\.\s?[-–—]+|\|)\s*"  # only datelines have these two
    r"|\s*(?P<dash>[—–―]|--+|(?<=\s)-(?=\s))\s*"
    r"|(?<=[)/])\.?\s*(?=\w)"
)
_STOP = re.compile(r"(?P<stop>\.|(?<=[)\d]):)\s+(?!\d)")
_SEALED = re.compile(
    r"【[^【】\n]{1,40}】\s*|[(（\[][^()（）\[\]\n]{1,40}[=＝][^()（）\[\]\n]{1,40}[)）\]]\s*(?:[^\s=][^=\n]{1,20} = )?"
    r"|[（(][^()（）\n]{2,40}[电電][)）]\s*|[^\s，。]{2,16}\d{1,2}月\d{1,2}日[电電]\s*(?:[（(][^()（）\n]{2,20}[)）]\s*)?"
)
"""The forms of China, Japan and Korea, which nothing else looks like."""
_LABEL = re.compile(r"^([^\W\d_][^\n:;,“”\"]{2,30}):\s+(?=\S)", re.MULTILINE)
_NEAR = 4_000
_AGENCY = re.compile(r"\([^()]{2,40}\)|/[^/]{2,30}/")
_FOREIGN_DATE = re.compile(r"\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,}\.?(?:\s+(?:de\s+)?\d{4})?")
_TOKEN = re.compile(r"[^\s,/()]+")
_SHOUT = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS, _MOST_PARTS, _PARTICLE = 8, 4, 3


def is_point(text: str, start: int) -> bool:
    """Tell whether the line in which words begin at `start` is a point of a list."""
    return bool(_BULLET.match(text, text.rfind("\n", 0, start) + 1))


def skip_dateline(text: str, span: Span, dateline: str, language: Language) -> int:
    """Return where the words of the paragraph at `span` begin; `dateline` is the one already known, or ""."""
    start = _skip_sign(text, span)
    at = _skip_place(text, (start, span[1]), dateline, language)
    return at if at > start else _skip_label(text, (start, span[1]))


def has_dateline(text: str, span: Span, dateline: str, language: Language) -> bool:
    """Tell whether the paragraph at `span` begins with a place, a date or an agency: then the story begins with it."""
    start = _skip_sign(text, span)
    return _skip_place(text, (start, span[1]), dateline, language) > start


def _skip_sign(text: str, span: Span) -> int:
    sign = _BULLET.match(text, *span) or _TIME.match(text, *span)
    return sign.end() if sign else span[0]


def _skip_place(text: str, span: Span, dateline: str, language: Language) -> int:
    """Return the end of the place, date and agency at the head of `span`, or its start."""
    start, end = span
    sealed = _SEALED.match(text, start, end)
    if sealed and sealed.end() < end:
        return sealed.end()
    place = dateline.rstrip(" .:|—–-")
    sure = bool(place) and text.startswith(place, start)
    names = start + len(place) if sure else start
    limit = min(end, names + DATELINE_CHARS)
    at = _skip_part(text, (names, limit), language, known=sure)
    for _ in range(_MOST_PARTS if at > names else 0):
        at = _skip_part(text, (at, limit), language, known=None)
    return at if at > names else start


def _skip_label(text: str, span: Span) -> int:
    """Return the end of a place or a tag in capitals before a colon, or the start of `span`."""
    label = _LABEL.match(text, *span)
    return label.end() if label and label[1].isupper() and not _is_transcript(text, span[0]) else span[0]


def _is_transcript(text: str, start: int) -> bool:
    """Tell whether other lines near by begin in capitals and a colon, too: then they name who speaks."""
    labels = _LABEL.finditer(text, max(0, start - _NEAR), start + _NEAR)
    return any(label.start() != start and label[1].isupper() for label in labels)


def _skip_part(text: str, span: Span, language: Language, *, known: bool | None) -> int:
    """Return the end of the first break behind place, date or agency, or where it began.

    `known`: the place was named before; None: it has been skipped, and only a date or an agency may follow.
    """
    for gap in chain(_BREAK.finditer(text, *span), _STOP.finditer(text, *span)):
        head, follows = text[span[0] : gap.start()], text[gap.end() : gap.end() + 1]
        spoken = known is False and not head.strip()  # a dash that opens the paragraph opens speech
        if follows and not spoken and not follows.islower() and _is_dateline(head, gap, language, known=known):
            return gap.end()
    return span[0]


def _is_dateline(head: str, gap: re.Match[str], language: Language, *, known: bool | None) -> bool:
    """Tell whether `head` is all places, dates and agencies; the weaker the break behind it, the more it must show."""
    mark = gap.lastgroup
    bare = _AGENCY.sub(" ", head)
    signed = mark == "sign" or head.rstrip(" .,").endswith((")", "/"))
    words = [token.strip(".") for token in _TOKEN.findall(_FOREIGN_DATE.sub(" 1 ", bare) if signed else bare)]
    names = [word for word in words if not _is_date(word, language) and word.lower() not in language.credits]
    if len(words) > _MOST_WORDS or not all(_can_name(name, language, signed=signed) for name in names):
        return False
    agency = any(token.strip(".").lower() in language.credits for token in _TOKEN.findall(head))
    dated = any(token.strip(".").lower() in language.calendar for token in _TOKEN.findall(bare))
    if known is None:
        return agency or dated or (mark == "dash" and len(words) > len(names) and _is_shouted(names))
    if mark == "stop":
        return (agency or dated) and bool(names or known)
    if not (mark or known):
        return agency or (dated and bool(names))
    return signed or bare != head or len(words) > len(names) or len(names) <= 2 or _is_shouted(names)


def _can_name(word: str, language: Language, *, signed: bool) -> bool:
    """Tell whether a word can be part of a place's name. Where an agency signs, also "de", "am", or letters without case."""
    shouted = word.isupper() and len(word) > 1
    named = word[:1].isupper() and (shouted or word.lower() not in language.common)
    return named or (signed and (len(word) <= _PARTICLE or word[:1].upper() == word[:1]))


def _is_shouted(names: list[str]) -> bool:
    return any(_SHOUT.fullmatch(name) and name.isupper() for name in names)


def _is_date(word: str, language: Language) -> bool:
    return word[:1].isdigit() or word.lower() in language.calendar
