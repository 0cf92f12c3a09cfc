"""The last look: what is gone does not run, the next in rank moves up, and a doubt never drops a story."""

from dataclasses import replace

import pytest
from making import a_newsletter
from world import Town

from digest.errors import SourceError
from digest.jobs.press import plan_now, press_planned
from digest.model import Section, SectionKind
from digest.ports import Fetched

URL = "https://lantern.example/story/{}"
PLACES = (Section(SectionKind.TOP, 2),)


def there(url: str) -> Fetched:
    return Fetched(200, url, b"<html></html>")


class Looking:
    """Answers by number of the story, else the page is there; remembers what was asked."""

    def __init__(self, **answers) -> None:
        self.answers = {URL.format(name.removeprefix("n")): answer for name, answer in answers.items()}
        self.asked: list[list[str]] = []
        self.seconds: list[float] = []
        self.heeded: list[bool] = []
        self.takes = lambda: None

    def __call__(self, requests, seconds):
        self.takes()
        self.seconds.append(seconds)
        self.heeded += [request.robots for request in requests]
        urls = [request.url for request in requests]
        self.asked.append([url.rpartition("/")[2] for url in urls])
        return {url: answer for url in urls if (answer := self.answers.get(url, there(url)))}


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "look.db"), a_newsletter(sections=PLACES))
    town.publish(1, 2, 3, 4, 5)
    yield town
    town.close()


def ran(town, look) -> list[str]:
    town.room = replace(town.room, look=look, accounts=town.database.accounts)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    press_planned(town.room)
    account = town.database.accounts.get("morning")
    return [row["url"].rpartition("/")[2] for row in account["candidates"] if row["in"]]


def test_a_page_that_is_gone_drops_out_and_the_next_in_rank_moves_up(town):
    look = Looking(n1=SourceError("gone", status=410))
    assert ran(town, look) == ["2", "3"]
    assert look.asked == [["1", "2"], ["3"]]
    account = town.database.accounts.get("morning")
    assert account["removed"] == {URL.format(1): "removed: its page answered 410"}
    assert len(account["candidates"]) == 5


def test_a_page_that_leads_to_the_front_page_is_gone(town):
    assert ran(town, Looking(n2=there("https://www.lantern.example/?from=old"))) == ["1", "2"]


def test_a_front_page_without_a_query_is_one(town):
    assert ran(town, Looking(n2=there("https://www.lantern.example/"))) == ["1", "3"]


@pytest.mark.parametrize(
    "answer", [SourceError("down", status=503), SourceError("no", status=403), SourceError("no answer in time"), None]
)
def test_a_page_that_cannot_be_asked_stays(town, answer):
    assert ran(town, Looking(n1=answer)) == ["1", "2"]


def test_where_all_is_gone_two_rounds_are_enough(town):
    gone = SourceError("gone", status=404)
    look = Looking(**{f"n{number}": gone for number in range(1, 6)})
    assert ran(town, look) == ["5"]
    assert look.asked == [["1", "2"], ["3", "4"]]


def test_a_newsletter_may_do_without(town):
    town.plan.newsletters["morning"] = a_newsletter(sections=PLACES, recheck=False)
    look = Looking(n1=SourceError("gone", status=410))
    assert ran(town, look) == ["1", "2"]
    assert look.asked == []


def test_nothing_to_run_asks_nothing(tmp_path):
    town = Town(str(tmp_path / "none.db"), a_newsletter())
    look = Looking()
    town.room = replace(town.room, look=look)
    plan_now(town.plan.newsletters["morning"], town.database.ledger, town.clock.now())
    press_planned(town.room)
    assert look.asked == []
    town.close()


@pytest.mark.parametrize(("took", "left"), [(0, [20, 20]), (15, [20, 5]), (20, [20]), (90, [20]), (-3600, [20, 20])])
def test_all_rounds_share_one_deadline(town, took, left):
    look = Looking(n1=SourceError("gone", status=404))
    look.takes = lambda: town.clock.forward(seconds=took)
    assert ran(town, look) == ["2", "3"]
    assert look.seconds == left


@pytest.mark.parametrize("robots", [True, False])
def test_a_source_of_our_own_is_asked_whatever_its_robots_txt_says(town, robots):
    town.plan.sources["lantern"] = replace(town.plan.sources["lantern"], robots=robots)
    look = Looking()
    ran(town, look)
    assert look.heeded == [robots, robots]


def test_of_a_source_that_left_the_settings_robots_txt_is_heeded(town):
    town.plan.sources.clear()
    look = Looking()
    ran(town, look)
    assert look.heeded == [True, True]
