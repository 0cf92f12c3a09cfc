"""The invented newspaper's stories, dated from the moment at which it is opened: its news is always fresh."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

ZONE = ZoneInfo("Europe/London")
"""The clock of Port Maren, a harbour city that is on no map."""

LANTERN, COASTLINE = "The Harbour Lantern", "Coastline News Agency"

_DATED = re.compile(r"\{(weekday|date|clock)([+-][0-9.]+)?\}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of the package by its name, and what stands below it."""

    name: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading inside the story."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A story as the paper prints it. `path` is its place on the site; times are aware, in ZONE, whole minutes."""

    path: str
    outlet: str
    language: str
    kind: str
    headline: str
    dek: str
    byline: str
    categories: tuple[str, ...]
    picture: Picture | None
    published: datetime
    updated: datetime | None
    blocks: tuple[Block, ...]
    related: tuple[str, ...] = ()
    in_feed: bool = True
    plain: bool = False
    """True: its page says what it is in words only, without data for machines."""

    @property
    def changed(self) -> datetime:
        """When the page last changed."""
        return self.updated or self.published

    @property
    def section(self) -> str:
        """The first step of its path."""
        return self.path.partition("/")[0]


def read_stories(now: datetime) -> tuple[Story, ...]:
    """Return every story as of `now` (aware), newest first; the same `now` gives the same stories."""
    folder = files("digest.demo") / "articles"
    drafts = [tomllib.loads(entry.read_text(encoding="utf-8")) for entry in folder.iterdir()]
    bodies = {draft["path"]: draft["body"] for draft in drafts if "body" in draft}
    local = now.astimezone(ZONE).replace(second=0, microsecond=0)
    stories = [_story(draft, draft.get("body") or bodies[draft["body_of"]], local) for draft in drafts]
    return tuple(sorted(stories, key=lambda story: (story.published, story.path), reverse=True))


def _before(now: datetime, hours: float) -> datetime:
    # Through UTC: hours are spent evenly, whatever the clock on the wall does.
    return datetime.fromtimestamp(now.timestamp() - round(hours * 60) * 60, ZONE)


def _story(draft: dict[str, Any], body: str, now: datetime) -> Story:
    published = _before(now, draft["hours"])
    language = draft.get("language", "en")

    def dated(text: str) -> str:
        return _DATED.sub(lambda match: _when(match, published, now, language), text)

    return Story(
        path=draft["path"],
        outlet=COASTLINE if draft.get("outlet") else LANTERN,
        language=language,
        kind=draft.get("kind", "news"),
        headline=draft["headline"],
        dek=draft["dek"],
        byline=draft["byline"],
        categories=tuple(draft["categories"]),
        picture=_picture(draft, dated(draft.get("caption", ""))),
        published=published,
        updated=_before(now, draft["updated"]) if "updated" in draft else None,
        blocks=tuple(_block(dated(part)) for part in body.strip().split("\n\n")),
        related=tuple(draft.get("related", ())),
        in_feed=draft.get("in_feed", True),
        plain=draft.get("plain", False),
    )


def _picture(draft: dict[str, Any], caption: str) -> Picture | None:
    return Picture(draft["picture"], draft["alt"], caption, draft["credit"]) if draft["picture"] else None


def _block(text: str) -> Block:
    return Block(text.removeprefix("## "), heading=text.startswith("## "))


def _when(match: re.Match[str], published: datetime, now: datetime, language: str) -> str:
    """`{weekday+1}` and `{date-2}` count days from publication, `{clock-2.5}` hours from now."""
    kind, offset = match[1], float(match[2] or 0)
    if kind == "clock":
        return format_time(_before(now, -offset), "h:mm a", locale=language)
    day = published.date() + timedelta(days=offset)
    return (
        format_date(day, "EEEE", locale=language)
        if kind == "weekday"
        else format_skeleton("MMMMd", day, locale=language)
    )
