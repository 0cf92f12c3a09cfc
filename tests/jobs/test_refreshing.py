"""Refreshing: what a page says at press time is what runs, and what it says later is told; nothing else is believed."""

from dataclasses import replace

import pytest
from making import a_newsletter
from pages import a_feed, a_page
from world import ToldShelf, ToldWeb, Town

from digest.errors import SourceError
from digest.jobs.collect import Desk, collect
from digest.jobs.press import plan_now, press_planned
from digest.jobs.recheck import SENT_OF_HOST
from digest.model import Section, SectionKind
from digest.ports import Fetched

URL = "https://lantern.example/story/{}"
TEXT = (
    "The council of Port Lantern approved the ferry on Monday evening by nine votes to four after a long debate.",
    "“We have waited twenty years for this ferry,” said Mara Venn, the harbour master of Port Lantern.",
    "The ferry will cross the bay eleven times a day from next spring, the council said in its decision.",
)


class Newspaper:
    """A town that collects from a web of told pages and asks them again before an issue is pressed."""

    def __init__(self, path) -> None:
        self.town = Town(path, a_newsletter(sections=(Section(SectionKind.TOP, 20),), same_event=False))
        self.web = ToldWeb()
        self.town.room = replace(self.town.room, look=self.look, accounts=self.town.database.accounts)
        self.looks = []

    def look(self, requests, _seconds):
        self.looks.append(sorted((request.url.rpartition("/")[2], request.etag) for request in requests))
        return {request.key: answer for request, answer in self.web.fetch(requests)}

    def page(self, number: int, headline: str, *text: str, etag: str = "") -> None:
        self.web.tell(URL.format(number), a_page(headline, *(text or TEXT)), etag)

    def collect(self, *stories: tuple[int, str]) -> None:
        (source,) = self.town.plan.sources.values()
        self.web.tell(source.location, a_feed(*((headline, URL.format(number), "") for number, headline in stories)))
        collect([source], Desk(self.town.database.articles, self.web, ToldShelf(), self.town.clock))

    def press(self) -> dict:
        """Press, and return the account of the issue."""
        self.town.clock.forward(minutes=5)
        newsletter = self.town.plan.newsletters["morning"]
        plan_now(newsletter, self.town.database.ledger, self.town.clock.now())
        press_planned(self.town.room)
        return self.town.database.accounts.get("morning")

    def ran(self) -> list[str]:
        return [row["headline"] for row in self.press()["candidates"] if row["in"]]

    def stored(self):
        return self.town.database.articles.find(URL.format(1))


@pytest.fixture
def paper(tmp_path):
    paper = Newspaper(str(tmp_path / "paper.db"))
    paper.page(1, "Council approves ferry", etag='"a"')
    paper.collect((1, "Council approves ferry"))
    yield paper
    paper.town.close()


def test_a_corrected_headline_text_and_quote_run_as_the_page_has_them_now(paper):
    said = TEXT[1].replace("twenty", "thirty")
    paper.page(1, "Council rejects ferry", TEXT[0].replace("nine votes to four", "four votes to nine"), said, TEXT[2])
    account = paper.press()
    assert account["refreshed"] == [
        {"url": URL.format(1), "headline": "Council rejects ferry", "formerly": "Council approves ferry"}
    ]
    assert [row["headline"] for row in account["candidates"]] == ["Council rejects ferry"]
    found = paper.stored()
    assert "four votes to nine" in found.brief.lede.text
    assert "thirty years" in found.brief.quotes[0].words[0].text
    assert (found.former.headline, found.former.text) == ("Council approves ferry", "\n".join(TEXT))


def test_a_change_before_it_ran_is_no_correction_of_the_next_issue(paper):
    paper.page(1, "Council rejects ferry")
    assert paper.ran() == ["Council rejects ferry"]
    paper.page(2, "Tram line six opens")
    paper.collect((1, "Council approves ferry"), (2, "Tram line six opens"))
    assert paper.press()["amendments"] == []


def test_a_page_that_has_not_changed_is_asked_by_its_validators_and_left_alone(paper):
    assert paper.press()["refreshed"] == []
    assert paper.looks == [[("1", '"a"')]]
    assert paper.stored().revised is None


def test_the_same_words_under_another_validator_are_no_revision(paper):
    paper.page(1, "Council approves ferry", etag='"b"')
    assert paper.press()["refreshed"] == []
    assert paper.stored().revised is None


def test_a_feed_may_announce_a_story_under_a_headline_of_its_own(tmp_path):
    paper = Newspaper(str(tmp_path / "own.db"))
    paper.page(1, "Council approves ferry")
    paper.collect((1, "At last, a ferry"))
    paper.page(1, "Council approves ferry", *TEXT, "The first crossing will be free of charge for everybody, it said.")
    assert paper.ran() == ["At last, a ferry"]
    assert paper.stored().article.text.endswith("it said.")
    paper.town.close()


@pytest.mark.parametrize(
    "answer",
    [
        SourceError("down", status=503),
        Fetched(200, URL.format(1), b"<html><body><p>Please log in.</p></body></html>", "text/html"),
        Fetched(
            200, URL.format(1), a_page("Log in", "You must log in to read on this site, or else buy today.").encode()
        ),
        Fetched(200, URL.format(1), a_page("Council approves ferry", *TEXT, "Half &#xD800; pair \x00").encode()),
    ],
    ids=["an error", "a wall", "another text", "half a character"],
)
def test_what_is_not_the_story_changes_nothing(paper, answer):
    before = paper.stored().article.text
    paper.web.pages[URL.format(1)] = answer
    assert paper.ran() == ["Council approves ferry"]
    assert "log in" not in paper.stored().article.text
    assert paper.stored().article.text.startswith(before)


HALVES = "NUL \x00, &#0; and half a pair &#xD800; too"


def test_a_page_of_characters_that_cannot_be_stored_runs_without_them(paper):
    named = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "\\ud800", "author": "\\u0000"}</script>'
    page = a_page(f"Council approves {HALVES}", *TEXT, f"The council said: {HALVES}").replace(
        "</head>", f"{named}</head>"
    )
    paper.web.tell(URL.format(1), page)
    assert paper.ran() == [paper.stored().article.entry.headline]
    assert not {"\x00", "\ud800"} & {*paper.stored().article.text, *paper.stored().article.entry.headline}


def test_what_no_database_can_hold_leaves_the_story_as_it_was(paper):
    before = paper.stored().article
    paper.page(1, "Council rejects ferry", etag="half a pair \ud800")
    account = paper.press()
    assert (account["refreshed"], account["stories"]) == ([], 1)
    assert paper.stored().article == before


def test_a_story_whose_source_left_the_settings_is_read_anew_too(paper):
    paper.town.plan.sources.clear()
    paper.page(1, "Council rejects ferry")
    assert paper.ran() == ["Council rejects ferry"]


def test_a_correction_that_shows_only_on_the_page_reaches_the_next_issue_once(paper):
    assert paper.ran() == ["Council approves ferry"]
    paper.page(1, "Council approves ferry", *TEXT, "Correction: The ferry was approved by eight votes, not by nine.")
    paper.page(2, "Tram line six opens")
    paper.collect((1, "Council approves ferry"), (2, "Tram line six opens"))
    (told,) = paper.press()["amendments"]
    assert told["changes"] == ["Correction: The ferry was approved by eight votes, not by nine."]
    assert paper.looks[1] == [("1", '"a"'), ("2", "")]
    paper.page(3, "Market opens again")
    paper.collect((3, "Market opens again"))
    assert paper.press()["amendments"] == []


def test_what_a_sent_page_merely_adds_is_not_believed(paper):
    paper.press()
    paper.page(1, "Council approves ferry", *TEXT, "Read here what else the harbour has to offer its guests this week.")
    paper.page(2, "Tram line six opens")
    paper.collect((2, "Tram line six opens"))
    assert paper.press()["refreshed"] == []


def test_pages_of_stories_sent_long_ago_are_not_asked(paper):
    paper.press()
    paper.town.clock.forward(hours=49)
    paper.page(2, "Tram line six opens")
    paper.collect((2, "Tram line six opens"))
    paper.press()
    assert paper.looks[1] == [("2", "")]


def test_few_pages_of_one_host_are_asked_for_corrections(paper):
    numbers = range(2, SENT_OF_HOST + 6)
    for number in numbers:
        paper.page(number, f"Tram line {number} opens", *TEXT, f"It was decision number {number} of the council today.")
    paper.collect(*((number, f"Tram line {number} opens") for number in numbers))
    paper.press()
    paper.page(99, "Market opens again")
    paper.collect((99, "Market opens again"))
    paper.press()
    assert len(paper.looks[1]) == 1 + SENT_OF_HOST
