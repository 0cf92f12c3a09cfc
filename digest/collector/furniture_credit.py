"""Captions and credits of pictures: how a credit is known, and how it is told from the caption before it."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from digest.collector.furniture_phrases import fold
from digest.model.text import clean_line

CREDIT_CHARACTERS = 240
"""How far from the end of a line a credit may begin."""
NAMES = 4
"""The most words of a line that does nothing but name an agency and who else reported."""
AGENCIES = (
    "AP", "AP Photo", "AFP", "EFE", "ANSA", "EPA", "EPA-EFE", "PA", "PA Wire", "dpa", "APA", "PAP", "TASS", "ТАСС", "УНІАН",
    "УНИАН", "UNIAN", "Укрінформ", "Ukrinform", "Reuters", "REUTERS", "Рейтер", "Getty", "Getty Images", "Shutterstock",
    "iStock", "iStockphoto", "Alamy", "Anadolu", "Bloomberg", "IMAGO", "imago", "picture alliance", "picture-alliance",
    "Keystone", "Zuma Press", "ZUMA", "Xinhua", "Kyodo", "Unsplash", "Pixabay", "Pexels", "Adobe Stock", "Depositphotos",
    "Europa Press", "SOPA Images", "NurPhoto", "East News", "Wikimedia Commons", "Wikimedia", "Forum",
)  # fmt: skip
"""Who is named in credits."""
PICTURE_WORDS = (
    "photo", "photos", "pic", "pics", "photograph", "image", "picture", "illustration", "courtesy", "credit", "handout", "file", "foto",
    "fot", "bild", "crédit", "cortesía", "фото", "ілюстрація", "иллюстрация", "зображення", "изображение", "zdjęcie",
)  # fmt: skip
"""Words for pictures, before the name of who took one."""

_WORDS = frozenset(word for name in (*AGENCIES, *PICTURE_WORDS) for word in fold(name))
AGENCY = "(?:" + "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True)) + ")"
"""The pattern of AGENCIES."""
_PICTURE = "(?i:" + "|".join(sorted(PICTURE_WORDS, key=len, reverse=True)) + ")"
_BY = r"(?i:\.?(?:\s+(?:by|von|de|par|via|credit|courtesy(?:\s+of)?))?\s*[:/]\s*|\s+(?:by|via|courtesy(?:\s+of)?)\s+)"
_CREDIT = re.compile(
    # An agency alone in brackets or behind a dash signs a report, not a picture.
    rf"[(\[](?!{AGENCY}[)\]])[^()\[\]]{{0,120}}\b{AGENCY}\b[^()\[\]]{{0,80}}[)\]]\W*$"
    rf"|[/|]\s*{AGENCY}\W*$|\b{AGENCY}\s*[/|]\s*[\w .'-]{{2,60}}\W*$"
    rf"|(?:^|[.!?»”\"]\s|\s[|–—-]\s|[(\[]){_PICTURE}{_BY}[^.]{{2,80}}\.?[)\]]?$"
)
_AT_END = re.compile(rf"(?:^|[\s/]){AGENCY}\W*$")
_COPYRIGHT = re.compile(r"(?:^|[\s(])©\s?\w|\([cC]\) ?(?:19|20)\d\d|\b(?i:copyright) (?:19|20)\d\d")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{2,160})[)\]]\W*$")
_BEHIND = re.compile(rf"(?:^|(?<=[.!?»”\"|–—])|\s(?=©))\s*((?:©\s*|\b{_PICTURE}{_BY})[^.]{{1,100}})\.?$")
_IN_CREDIT = re.compile(rf"\b{AGENCY}\b|\b{_PICTURE}\b|©|/|\bvia\b")


_JOINTS = frozenset(("via", "for", "and", "of", "the", "de", "von", "la"))


def has_credit(text: str, words: AbstractSet[str]) -> bool:
    """Tell whether a line ends with a picture's credit, or claims a copyright; `words` are its folded ones."""
    if "©" in text or "copyright" in words or "c" in words:
        return bool(_COPYRIGHT.search(text))
    if len(words) <= NAMES and (words <= _WORDS or _AT_END.search(text)):
        return True
    start = max(0, len(text) - CREDIT_CHARACTERS)
    # A "^" in the pattern is still the start of the line.
    if not _WORDS.isdisjoint(words) and _CREDIT.search(text, start):
        return True
    bracketed = _IN_BRACKETS.search(text, start) if text.endswith((")", "]", ").", "].")) else None
    return bracketed is not None and _is_chain(bracketed[1])


def _is_chain(text: str) -> bool:
    """Tell whether a text is names with a slash or "via" between them: "Ann Lee/Pool via Coast Pictures"."""
    names = text.replace("/", " ").split()
    joined = "/" in text or " via " in text
    return joined and len(names) > 2 and all(name[0].isupper() or name in _JOINTS for name in names)


def split_credit(text: str) -> tuple[str, str]:
    """Return a caption and the credit at its end, "(Ann Lee/AFP)" or "Photo: Ann Lee"; the credit is "" without one."""
    text = clean_line(text)
    start = max(0, len(text) - CREDIT_CHARACTERS)
    found = _IN_BRACKETS.search(text, start)
    if not found or not _IN_CREDIT.search(found[1]):
        found = _BEHIND.search(text, start)
    return (text[: found.start()].rstrip(" |–—-"), found[1].strip()) if found else (text, "")
