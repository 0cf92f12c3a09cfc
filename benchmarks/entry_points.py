"""Thin functions over the real code, so that anyone can score the program: each takes plain values and returns them."""

from __future__ import annotations

from entry_feeds import parse_feed
from entry_lede import find_lede
from entry_pages import extract_article, extract_metadata, extract_text
from entry_quotes import find_quotes
from entry_render import render_issue

__all__ = [
    "extract_article",
    "extract_metadata",
    "extract_text",
    "find_lede",
    "find_quotes",
    "parse_feed",
    "render_issue",
]
