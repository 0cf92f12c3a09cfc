"""Correction notes: what a page says that it had wrong. They stand beside the article, above it or below, never in its text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from lxml import etree

from digest.model.text import clean_line

NOTE_WORDS = 6
"""A shorter line is a heading or a link to the corrections page."""
NOTE_CHARACTERS = 1_000
"""A longer block is no note but a part of the page."""
NOTES_MOST = 5
_BLOCKS = ("p", "li", "div", "aside", "section", "blockquote", "td", "dd", "footer", "article")


def find_corrections(root: etree._Element) -> tuple[str, ...]:
    """Return the correction notes of a parsed page, whole, as printed, each once: at most NOTES_MOST."""
    # One search over the page: of a hundred pages one has a note.
    if not _opening().search("".join(root.itertext())):
        return ()
    return tuple(list(dict.fromkeys(_notes(_printed(root))))[:NOTES_MOST])


def notes_in(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Return the paragraphs that are correction notes: at most NOTES_MOST."""
    return tuple(list(_notes(paragraphs))[:NOTES_MOST])


def _notes(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        note = clean_line(line)
        if _opening().match(note) and len(note) <= NOTE_CHARACTERS and len(note.split()) >= NOTE_WORDS:
            yield note


def _printed(root: etree._Element) -> Iterator[str]:
    """Yield the texts of the innermost blocks; those that hold a script are none."""
    for block in root.iter(*_BLOCKS):
        inside = block.iter(*_BLOCKS, "script", "style")
        next(inside)  # the block itself
        if next(inside, None) is None:
            yield "".join(block.itertext())


@cache
def _opening() -> re.Pattern[str]:
    data = tomllib.loads(resources.files(__package__).joinpath("corrections.toml").read_text("utf-8"))
    return re.compile("|".join(map(re.escape, data["openings"])), re.IGNORECASE)
