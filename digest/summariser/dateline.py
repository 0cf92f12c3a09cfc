"""Where a paragraph's own words begin: behind the bullet, the place, the date and the agency that stand before them.

"KYIV, July 14 (Agency) — Two people ..." and its relatives in other papers: "(Agency)Two people", "Berlin (agency) - Zwei",
"Madrid, 14 jul (Agencia).- Dos", "МОСКВА, 14 июля. /АГЕНТСТВО/. Два", "BERLIN agency | Zwei".
"""

from __future__ import annotations

import re

from digest.summariser.language import Language
from digest.summariser.prose import Span

DATELINE_CHARS = 90
"""How long the place, date and agency can be together."""

_BULLET = re.compile(r"[•●▪▸►■◆*·–—-]\s+")
_BREAK = re.compile(r"\s*(?P<dash>\.-+|[—–―|]|--+|(?<=\s)-(?=\s))\s*|(?<=[)/])\.?\s*(?=\w)")
_AGENCY = re.compile(r"\([^()]{2,40}\)|/[^/]{2,30}/")
_TOKEN = re.compile(r"[^\s,/()]+")
_SHOUT = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS = 8


def skip_dateline(text: str, span: Span, dateline: str, language: Language) -> int:
    """Return where the words of the paragraph at `span` begin; `dateline` is the one already known, or ""."""
    start, end = span
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    place = dateline.rstrip(" .:|—–-")
    sure = bool(place) and text.startswith(place, start)
    names = start + len(place) if sure else start
    for gap in _BREAK.finditer(text, names, min(end, names + DATELINE_CHARS)):
        head, follows = text[names : gap.start()], text[gap.end() : gap.end() + 1]
        if follows and not follows.islower() and _is_dateline(head, language, sure or gap["dash"]):
            return gap.end()
    return start


def _is_dateline(head: str, language: Language, dash: object) -> bool:
    """Tell whether `head` is all places, dates and agencies; without a dash behind it, it must name a known agency."""
    bare = _AGENCY.sub(" ", head)
    words = [token.strip(".") for token in _TOKEN.findall(bare)]
    names = [word for word in words if not _is_date(word, language) and word.lower() not in language.credits]
    if len(words) > _MOST_WORDS or any(word.lower() in language.common or not word[:1].isupper() for word in names):
        return False
    if not dash:
        return any(token.lower() in language.credits for token in _TOKEN.findall(head))
    shouted = any(_SHOUT.fullmatch(name) and name.isupper() for name in names)
    return shouted or len(words) > len(names) or bare != head or len(names) <= 2


def _is_date(word: str, language: Language) -> bool:
    return word[:1].isdigit() or word.lower() in language.calendar
