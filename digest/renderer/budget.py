"""How much a mail may hold: the size that mail clients show whole, and the most of each field.

Headlines and titles that are too long end in an ellipsis on a word's boundary. Everything else is an article's own
words and is printed whole or not at all: half a quotation is a false one.
"""

from __future__ import annotations

from collections.abc import Callable

LIMIT = 102_400
"""Bytes of HTML in UTF-8. Gmail clips a mail at about 102 KB and hides the unsubscribe link with the rest."""

READER_ROOM = 1_000
"""Bytes kept free for what replaces the tokens: the reader's address and the link to unsubscribe."""

HEADLINE_MOST = 200
LEDE_MOST = 1_000
QUOTE_MOST = 700
NAME_MOST = 150
"""Characters of a byline, a source, a speaker or a speaker's role."""
CAPTION_MOST = 400
"""Characters of a picture's caption, credit or alternative text."""
ADDRESS_MOST = 500
QUOTES_MOST = 3
ALSO_MOST = 4
"""Other reports of the same story that are named."""


def shortened(text: str, most: int = HEADLINE_MOST) -> str:
    """Return `text` in at most `most` characters, cut between words and ended by an ellipsis where it was longer."""
    if len(text) <= most:
        return text
    head, _, _ = text[:most].rpartition(" ")
    return (head or text[: most - 1]).rstrip(" ,;:–—-") + "…"


def whole(text: str, most: int) -> str:
    """Return `text`, or "" where it has more than `most` characters."""
    return text if len(text) <= most else ""


def fit(setting: Callable[[int], str], stories: int, limit: int = LIMIT) -> tuple[int, str]:
    """Return how many of the stories fit, and the HTML that holds so many: `setting(n)` prints the first n.

    Stories are dropped whole, the last first; the first always stays, even where it alone is over the limit.
    """
    html = setting(stories)
    if _fits(html, limit):
        return stories, html
    kept, html, over = 1, setting(1), stories
    while over - kept > 1:
        middle = (kept + over) // 2
        trial = setting(middle)
        if _fits(trial, limit):
            kept, html = middle, trial
        else:
            over = middle
    return kept, html


def _fits(html: str, limit: int) -> bool:
    return len(html.encode()) <= limit - READER_ROOM
