"""An archive over a real database: issues that were pressed as the program presses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
from front import a_house, serving
from making import a_newsletter, a_story, an_article, an_issue

from digest.adapters.database import Database, open_database
from digest.model import Amendment, Change, ChangeKind, IssueSection, Newsletter, SectionKind, Theme
from digest.ports import Arrival, Slot
from digest.renderer import Renderer, make_renderer
from digest.web.archive.places import Places, Served
from digest.web.archive.reading import ReadingRoom
from digest.web.archive.routes import archive_routes
from digest.web.public.app import public_app
from digest.wiring.templates import template_files

FIRST = datetime(2026, 3, 10, 5, 30, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://news.lantern.example"
MORNING = a_newsletter(preferences_url="https://news.lantern.example/my/{reader}")
SECRET = a_newsletter(id="staff", title="Staff Only", private=True)


@cache
def printer(theme: Theme = Theme.BROADSHEET) -> Renderer:
    return make_renderer(dict(template_files("", theme)))


@dataclass(frozen=True)
class Stack:
    """A database, and what presses issues into it."""

    database: Database

    def press(self, number: int, newsletter: Newsletter = MORNING, corrects: int = 0, **changes: object) -> None:
        """Press an issue of one story of its own, a day after the one before; `corrects`: the story of an earlier issue."""
        at = FIRST + (number - 1) * DAY
        story = a_story(len(newsletter.id) * 1000 + number)
        article = replace(story.brief.entry, url=f"https://lantern.example/{newsletter.id}/{number}")
        story = replace(story, brief=replace(story.brief, entry=article))
        key = self._record(story)
        told = ()
        if corrects:
            change = Change(ChangeKind.HEADLINE, "A new headline", "An old one")
            told = (Amendment(corrects, "A new headline", article.url, "", "en", (change,)),)
        issue = an_issue(
            newsletter=newsletter,
            slot=f"{at:%Y-%m-%dT%H:%M}",
            number=number,
            date=at,
            sections=(IssueSection(SectionKind.TOP, "", (replace(story, key=key),)),),
            amendments=told,
        )
        issue = replace(issue, subject=f"Ferry {number} sails", **changes)
        ledger = self.database.ledger
        ledger.plan(newsletter.id, [Slot(issue.slot, at)], at, at)
        (planned,) = ledger.planned()
        ledger.press(planned, issue, printer(newsletter.brand.theme).proof(issue), window_end=at, now=at)

    def _record(self, story) -> int:
        article = an_article(entry=story.brief.entry, image=story.image)
        url = story.brief.entry.url
        return self.database.articles.record_article(Arrival(article, story.brief, url, "1", url), FIRST)

    def room(
        self, places: Places | None = None, newsletters: tuple[Newsletter, ...] = (MORNING, SECRET)
    ) -> ReadingRoom:
        house = a_house(newsletters={each.id: each for each in newsletters}, url=URL)
        return ReadingRoom(house, self.database.archive, places or Served(URL, ""))


@contextmanager
def a_stack(folder: Path, issues: int = 0) -> Iterator[Stack]:
    """Give a stack of so many issues of the morning newsletter."""
    database = open_database(str(folder / "digest.db"))
    database.upgrade()
    stack = Stack(database)
    for number in range(1, issues + 1):
        stack.press(number)
    yield stack
    database.close()


@contextmanager
def reading(room: ReadingRoom, opened: datetime = FIRST) -> Iterator[httpx.Client]:
    """Serve a reading room, and give a client that asks it under its public name."""
    app = public_app(room.house, lambda: True, archive_routes(room, opened))
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client
