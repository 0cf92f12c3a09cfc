"""Page reading for scorers: thin functions over `digest.collector.page`, HTML in, plain values out."""

from __future__ import annotations

from digest.collector.metadata import read_metadata
from digest.collector.page import read_page
from digest.collector.page_source import parse_page
from digest.errors import ArticleError

NOWHERE = "https://example.org/story"


def extract_text(html: str) -> str:
    """Return the article's text; "" where the page has none."""
    try:
        return read_page(html, NOWHERE).text
    except ArticleError:
        return ""


def extract_article(html: str, url: str) -> dict[str, object]:
    """Return title, author, published (ISO 8601), text, language and image (a URL) of a page; {} where it has no article."""
    try:
        page = read_page(html, url)
    except ArticleError:
        return {}
    return {
        "title": page.title,
        "author": page.byline,
        "published": page.published.isoformat() if page.published else None,
        "text": page.text,
        "language": page.language,
        "image": page.image.url if page.image else None,
    }


def extract_metadata(html: str, url: str) -> dict[str, str]:
    """Return title, author (names joined by "; ") and date (YYYY-MM-DD) of a page, whether or not it has an article."""
    try:
        said = read_metadata(parse_page(html), url or NOWHERE)
    except ArticleError:
        return {}
    day = said.day or (said.modified and said.modified.date())
    date = day.isoformat() if day else ""
    return {"title": said.title, "author": "; ".join(said.authors), "date": date}
