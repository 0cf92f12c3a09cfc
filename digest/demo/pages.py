"""Everything that the invented newspaper serves, made in memory: pages, lists, feeds and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from babel.dates import format_date, format_time
from jinja2 import Environment, PackageLoader, StrictUndefined

from digest.demo.stories import COASTLINE, LANTERN, ZONE, Story

SECTIONS = {
    "city": "City",
    "harbour": "Harbour",
    "business": "Business",
    "culture": "Culture",
    "sport": "Sport",
    "opinion": "Opinion",
}
_CULTURE = ("culture", "opinion")
"""The culture page lists the columns too."""
_TICKER, _PICKS = 4, 3


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: its bytes, what they are, and when they last changed (whole seconds)."""

    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """A strong validator: the same bytes, the same tag."""
        return f'"{sha256(self.body).hexdigest()[:20]}"'


_TEMPLATES = Environment(
    loader=PackageLoader("digest.demo"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_pages(stories: Sequence[Story], base: str) -> Mapping[str, Page]:
    """Return every page by its path (`/city/night-ferry`), linked to `base` (the site's address without final slash)."""
    lantern = [story for story in stories if story.outlet == LANTERN]
    newest = max(story.changed for story in stories)
    write = partial(_write, base=base, newest=newest)
    picks = [story for story in lantern if "Editors’ picks" in story.categories][:_PICKS]
    pages = {f"/{story.path}": _article(story, stories, picks, base) for story in stories}
    pages["/"] = write(
        "listing.html", "text/html", stories=lantern, title="The Harbour Lantern", picks=picks, language="en"
    )
    for section, title in SECTIONS.items():
        listed = [s for s in lantern if s.section == section or (section == "culture" and s.section in _CULTURE)]
        pages[f"/{section}/"] = write(
            "listing.html", "text/html", stories=listed, title=title, picks=picks, language="en"
        )
    pages["/feed.xml"] = write("feed.xml", "application/rss+xml", stories=[s for s in lantern if s.in_feed])
    wire = [story for story in stories if story.outlet == COASTLINE]
    pages["/coastline/feed.xml"] = write("atom.xml", "application/atom+xml", stories=wire)
    pages["/robots.txt"] = Page(b"User-agent: *\nAllow: /\n", "text/plain; charset=utf-8", newest)
    return pages | _pictures(newest)


def _article(story: Story, stories: Sequence[Story], picks: Sequence[Story], base: str) -> Page:
    by_path = {other.path: other for other in stories}
    ticker = sorted(
        (s for s in stories if s.outlet == LANTERN and s is not story), key=lambda s: s.changed, reverse=True
    )
    return _write(
        "article.html",
        "text/html",
        base=base,
        newest=story.changed,
        story=story,
        language=story.language,
        related=[by_path[path] for path in story.related],
        ticker=ticker[:_TICKER],
        picks=[pick for pick in picks if pick is not story],
        data=_linked_data(story, base),
    )


def _linked_data(story: Story, base: str) -> dict[str, Any]:
    """What the page says to machines (schema.org NewsArticle)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": {"live": "LiveBlogPosting", "opinion": "OpinionNewsArticle"}.get(story.kind, "NewsArticle"),
        "mainEntityOfPage": f"{base}/{story.path}",
        "headline": story.headline,
        "description": story.dek,
        "datePublished": story.published.isoformat(),
        "dateModified": story.changed.isoformat(),
        "inLanguage": story.language,
        "articleSection": story.categories[0],
        "author": [{"@type": "Person", "name": name} for name in story.byline.split(" and ")],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet},
    }
    if story.picture:
        data["image"] = {
            "@type": "ImageObject",
            "url": f"{base}/pictures/{story.picture.name}.jpg",
            "width": 1200,
            "height": 800,
            "caption": story.picture.caption,
            "creditText": story.picture.credit,
        }
    return data


def _said(moment: datetime, language: str) -> str:
    return f"{format_date(moment, 'long', locale=language)}, {_clock(moment)}"


def _clock(moment: datetime) -> str:
    return format_time(moment, "h:mm a", locale="en")


def _write(template: str, content_type: str, *, base: str, newest: datetime, **names: Any) -> Page:
    language = names.get("language", "en")
    text = _TEMPLATES.get_template(template).render(
        base=base, said=partial(_said, language=language), clock=_clock, rfc822=format_datetime, **names
    )
    return Page(text.encode(), f"{content_type}; charset=utf-8", newest)


def _pictures(modified: datetime) -> dict[str, Page]:
    kinds = {"jpg": "image/jpeg", "png": "image/png"}
    folder = files("digest.demo") / "pictures"
    return {
        f"/pictures/{entry.name}": Page(entry.read_bytes(), kinds[entry.name.rpartition(".")[2]], modified)
        for entry in folder.iterdir()
    }


def saved_page(now: datetime) -> str:
    """Return a page of the paper as somebody saved it: its text from top to bottom, furniture and all."""
    local = now.astimezone(ZONE)
    return _TEMPLATES.get_template("dump.txt").render(
        date=format_date(local - timedelta(days=1), "MMMM d", locale="en"),
        clock=_clock(local - timedelta(hours=4)),
        earlier=_clock(local - timedelta(hours=5)),
    )
