"""The reading room: every page of the archive, made from the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from babel.dates import format_date

from digest.ports import Archive, PastIssue
from digest.web.archive.feed import ISSUES_MOST, Channel, write_feed
from digest.web.archive.frame import Frame, WayIn, framed, headlines, public_mail
from digest.web.archive.linked import linked_data
from digest.web.archive.places import (
    MISSING,
    OVERVIEW,
    SITEMAP,
    Places,
    feed_name,
    index_name,
    issue_name,
    sitemap_name,
)
from digest.web.archive.shelves import Shelf, day, shelves
from digest.web.archive.sitemap import PAGES_MOST, Address, write_sitemap, write_sitemap_index
from digest.web.public.house import House
from digest.web.public.languages import Tongue, choose
from digest.web.public.pages import environment

ISSUES_A_PAGE = 20
HTML, RSS, XML = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8", "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page or file as it is shown: its bytes, their media type, and when what it tells last changed (None: nobody knows)."""

    body: bytes
    media: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """Makes the pages. Each method returns None where there is no such page, as for all of a private newsletter."""

    house: House
    archive: Archive
    places: Places
    per_map: int = PAGES_MOST
    only: frozenset[str] = frozenset()
    """The newsletters that there are, by id; without any, all."""

    def shelves(self) -> dict[str, Shelf]:
        """Return the newsletters that are open to all, by id."""
        found = shelves(self.house, self.archive)
        return {id_: shelf for id_, shelf in found.items() if id_ in self.only or not self.only}

    def overview(self) -> Leaf:
        """Return the page of all newsletters."""
        open_ = self.shelves()
        body = self._draw("archive_overview.html", self._tongue(""), OVERVIEW, shelves=open_.values())
        return Leaf(body.encode(), HTML, _newest(open_))

    def missing(self) -> Leaf:
        """Return what is shown for a page that is not there."""
        return Leaf(self._draw("archive_404.html", self._tongue(""), MISSING).encode(), HTML, None)

    def index(self, newsletter: str, page: int = 1) -> Leaf | None:
        """Return a page of a newsletter's list of issues, counted from 1; the first is there before the first issue."""
        shelf = self.shelves().get(newsletter)
        newest = shelf.count - (page - 1) * ISSUES_A_PAGE if shelf else 0
        if shelf is None or page < 1 or (page > 1 and newest < 1):
            return None
        issues = self.archive.issues(newsletter, ISSUES_A_PAGE, newest + 1) if newest > 0 else []
        here = index_name(newsletter, page)
        turns = {"newer": page - 1, "older": page + 1 if newest > ISSUES_A_PAGE else 0}
        body = self._draw(
            "archive_index.html", self._tongue(shelf.language), here, shelf=shelf, issues=issues, page=page, **turns
        )
        return Leaf(body.encode(), HTML, shelf.newest.pressed if shelf.newest else None)

    def issue(self, newsletter: str, number: int) -> Leaf | None:
        """Return an issue as it was sent, in a frame, with nothing in it for a single reader."""
        shelf = self.shelves().get(newsletter)
        sheet = self.archive.sheet(newsletter, number) if shelf else None
        if shelf is None or sheet is None:
            return None
        issue, here = _filled(sheet.issue, shelf), issue_name(newsletter, number)
        tongue = self._tongue(issue.language)
        way_in = WayIn(self.places.sign_up(self._offered(newsletter)), tongue.words.gettext("Subscribe"))
        mail = public_mail(sheet.html, issue.language, way_in)
        linked = linked_data(issue, self.house.brand, self.places.address(here), tuple(headlines(mail)))
        told = {"shelf": shelf, "issue": issue, "later": sheet.later, "linked": linked}
        head, before, after = (
            self._draw(f"archive_{part}.html", tongue, here, **told) for part in ("head", "before", "after")
        )
        page = framed(mail, Frame(f"{issue.subject} · {issue.title}", head, before, after))
        return Leaf(page.encode(), HTML, shelf.newest.pressed if shelf.newest else issue.pressed)

    def feed(self, newsletter: str) -> Leaf | None:
        """Return a newsletter's feed; there is none while its public address is not known."""
        shelf, address = self.shelves().get(newsletter), self.places.address(feed_name(newsletter))
        if shelf is None or not address:
            return None
        about = shelf.newsletter.description if shelf.newsletter else ""
        page = self.places.address(index_name(newsletter))
        channel = Channel(shelf.title, about, shelf.language, page, address)
        issues = self.archive.issues(newsletter, ISSUES_MOST, shelf.count + 1)
        items = [(issue, self.places.address(issue_name(newsletter, issue.number))) for issue in issues]
        return Leaf(write_feed(channel, items), RSS, shelf.newest.pressed if shelf.newest else None)

    def sitemap(self, part: int = 0) -> Leaf | None:
        """Return the site map; where one is too small, the list of its parts (part 0), and each of them from 1."""
        open_ = self.shelves()
        pages = list(self._pages(open_)) if self.places.address(SITEMAP) else []
        parts = -(-len(pages) // self.per_map)
        if not pages or part < 0 or (part and (parts == 1 or part > parts)):
            return None
        if part or parts == 1:
            start = max(part - 1, 0) * self.per_map
            return Leaf(write_sitemap(pages[start : start + self.per_map]), XML, _newest(open_))
        maps = [(self.places.address(sitemap_name(each)), None) for each in range(1, parts + 1)]
        return Leaf(write_sitemap_index(maps), XML, _newest(open_))

    def _pages(self, open_: dict[str, Shelf]) -> Iterator[Address]:
        yield self.places.address(OVERVIEW), _newest(open_)
        for shelf in open_.values():
            issues = self.archive.issues(shelf.id, shelf.count, shelf.count + 1) if shelf.count else ()
            changed = shelf.newest.pressed if shelf.newest else None
            for page in range(1, pages_of(shelf) + 1):
                yield self.places.address(index_name(shelf.id, page)), changed
            for issue in issues:
                yield self.places.address(issue_name(shelf.id, issue.number)), issue.pressed

    def _tongue(self, language: str) -> Tongue:
        return choose(language, "", self.house.language)

    def _offered(self, newsletter: str) -> str:
        return newsletter if newsletter in self.house.newsletters else ""

    def _draw(self, template: str, tongue: Tongue, here: str, **told: object) -> str:
        def at(issue: PastIssue) -> str:
            return format_date(day(issue), "long", tongue.tag)

        return (
            environment(tongue.tag)
            .get_template(template)
            .render(
                house=self.house, brand=self.house.brand, tongue=tongue, places=self.places, here=here, at=at, day=day,
                overview=OVERVIEW, index_name=index_name, issue_name=issue_name, feed_name=feed_name,
                offered=self._offered, **told,
            )
        )  # fmt: skip


def pages_of(shelf: Shelf) -> int:
    """Return how many pages a newsletter's list takes: one at least."""
    return max(1, -(-shelf.count // ISSUES_A_PAGE))


def _filled(issue: PastIssue, shelf: Shelf) -> PastIssue:
    """Return an issue with the newsletter's own words where an older program kept none."""
    return replace(issue, title=issue.title or shelf.title, language=issue.language or shelf.language)


def _newest(open_: dict[str, Shelf]) -> datetime | None:
    moments: Sequence[datetime] = [shelf.newest.pressed for shelf in open_.values() if shelf.newest]
    return max(moments, default=None)
