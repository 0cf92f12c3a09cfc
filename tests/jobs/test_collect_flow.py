"""Collecting as a stream: many articles, many hands, and whatever ends a run half-way costs nothing that was read."""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from making import NOON
from pages import a_feed, a_page
from world import ToldClock, ToldShelf, ToldWeb

from digest.adapters.crew import ProcessCrew
from digest.adapters.database import open_database
from digest.adapters.http import HttpFetcher, Limits
from digest.errors import ArticleError, ModelError, SourceError
from digest.jobs.collect import Desk, Visit, books, collect, collect_by_hand, flow, hands
from digest.model import Source, SourceKind
from digest.ports import FetchState, Request, SavedPage

MANY = 130


def a_source(number: int, **others) -> Source:
    return Source(
        f"paper-{number}", SourceKind.FEED, f"https://paper-{number}.example/feed", f"Paper {number}", **others
    )


def story(number: int, source: int = 0) -> str:
    return f"https://paper-{source}.example/story/{number}"


def print_paper(web: ToldWeb, source: int, stories: int) -> None:
    """Put a feed with an ETag and its pages on the web; each story has words of its own."""
    listed = [(f"Story {n} of paper {source}", story(n, source), "") for n in range(stories)]
    web.tell(a_source(source).location, a_feed(*listed), etag=f'"{source}"')
    for n, (headline, url, _) in enumerate(listed):
        first = f"The harbour council of ward {n} said on Tuesday that line {source} will open before the summer ends."
        web.tell(url, a_page(headline, first, "“We will be on time,” said Mara Venn, who leads the council."))


class World:
    def __init__(self, url: str) -> None:
        self.database = open_database(url)
        self.database.upgrade()
        self.clock, self.web = ToldClock(), ToldWeb()
        self.desk = Desk(self.database.articles, self.web, ToldShelf(), self.clock)

    def stored(self) -> list[str]:
        found = self.database.articles.candidates("any", NOON - timedelta(days=1), NOON + timedelta(days=1))
        return sorted(candidate.article.entry.url for candidate in found)


@pytest.fixture
def world(tmp_path):
    world = World(str(tmp_path / "digest.db"))
    yield world
    world.database.close()


@pytest.fixture
def crewed(world):
    world.desk = replace(world.desk, open_crew=lambda: ProcessCrew(2))
    yield world
    assert multiprocessing.active_children() == []


def test_a_crew_reads_what_one_process_would(crewed, tmp_path):
    alone = World(str(tmp_path / "alone.db"))
    for world in (crewed, alone):
        print_paper(world.web, 0, 60)
        assert collect([a_source(0)], world.desk) == (Visit("paper-0", listed=60, new=60),)
    window = ("any", NOON - timedelta(days=1), NOON)
    theirs, ours = (
        {c.article.entry.url: (c.article, c.brief) for c in world.database.articles.candidates(*window)}
        for world in (crewed, alone)
    )
    assert theirs == ours
    assert len(ours) == 60
    alone.database.close()


SAVED = Source("dumps", SourceKind.SAVED, "pages/*", "Dumps", language="en")


def fill_shelf(world: World, pages: int) -> None:
    """Put saved pages on the shelf; each has words of its own."""
    first = "The harbour council said on Tuesday that pier {0} will open before the summer ends."
    world.desk.shelf.files[SAVED.location] = [
        SavedPage(f"file:///pages/{n}.html", a_page(f"Pier {n} opens", first.format(n)).encode(), NOON)
        for n in range(pages)
    ]


def test_a_crew_reads_saved_pages_as_one_process_would(crewed, tmp_path):
    alone = World(str(tmp_path / "alone.db"))
    for world in (crewed, alone):
        fill_shelf(world, 70)
        told = []
        assert collect([SAVED], world.desk, lambda *step, told=told: told.append(step)) == (
            Visit("dumps", listed=70, new=70),
        )
        assert told[-1] == ("Reading articles", 70, 70)
        assert collect([SAVED], world.desk) == (Visit("dumps", listed=70),)
    window = ("any", NOON - timedelta(days=1), NOON)
    theirs, ours = (
        {c.article.entry.url: (c.article, c.brief) for c in world.database.articles.candidates(*window)}
        for world in (crewed, alone)
    )
    assert theirs == ours
    assert len(ours) == 70
    alone.database.close()


def test_saved_pages_that_were_read_before_an_interruption_are_kept(world):
    fill_shelf(world, MANY)
    interrupted = []

    def interrupt(doing: str, done: int, total: int) -> None:
        if done == 40:
            interrupted.append(total)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect([SAVED], world.desk, interrupt)
    kept = len(world.stored())
    assert 40 <= kept <= interrupted[0] + flow.MOST_FETCHED < MANY
    assert collect([SAVED], world.desk) == (Visit("dumps", listed=MANY, new=MANY - kept),)


def test_folders_and_feeds_are_read_in_one_run(crewed):
    fill_shelf(crewed, 40)
    print_paper(crewed.web, 0, 40)
    assert collect([SAVED, a_source(0)], crewed.desk) == (
        Visit("dumps", listed=40, new=40),
        Visit("paper-0", listed=40, new=40),
    )


class TornShelf:
    """A shelf that falls over."""

    def pages(self, pattern):
        yield SourceError("cannot be read")
        raise RuntimeError(f"{pattern}: a bug in the shelf")


def test_a_bug_in_a_shelf_is_seen(world):
    with pytest.raises(RuntimeError, match="a bug in the shelf"):
        collect([SAVED], replace(world.desk, shelf=TornShelf()))


def test_the_sources_of_a_dead_host_wait_and_each_tells_why(world):
    desk = replace(world.desk, fetcher=HttpFetcher(Limits(per_host=1), allow_private=True))
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        sources = [Source(f"s{n}", SourceKind.FEED, f"{address}/{n}", f"Paper {n}") for n in range(6)]
        visits = collect(sources, desk)
        by_hand = collect_by_hand(sources[:1], desk)
    assert [visit.error for visit in visits[:3]] == ["127.0.0.1 could not be read: Connection refused"] * 3
    left_alone = "127.0.0.1 is left alone for 300 s more, since it could not be reached 3 times in a row"
    assert {visit.error.partition(" (")[0] for visit in visits[3:]} == {left_alone}
    assert by_hand[0].error.startswith("127.0.0.1 is left alone")  # told, and not put off as by a Retry-After
    assert world.database.articles.fetch_state("s5").error == visits[5].error


def test_little_to_read_is_read_without_a_crew(world):
    world.desk = replace(world.desk, open_crew=lambda: pytest.fail("a crew for so little"))
    print_paper(world.web, 0, hands.CREW_FROM - 1)
    assert collect([a_source(0)], world.desk)[0].new == hands.CREW_FROM - 1


class Killing(ToldWeb):
    """A web that kills the readers when a page is asked for."""

    def fetch(self, requests):
        for number, pair in enumerate(super().fetch(requests)):
            yield pair
            if number == 40:
                for _ in range(600):
                    if children := multiprocessing.active_children():
                        break
                    time.sleep(0.01)
                for child in children:
                    child.kill()


def test_readers_that_are_killed_cost_their_articles_one_visit_and_nothing_else(crewed):
    crewed.web = Killing()
    crewed.desk = replace(crewed.desk, fetcher=crewed.web)
    print_paper(crewed.web, 0, MANY)
    (visit,) = collect([a_source(0)], crewed.desk)
    assert visit.new + len(visit.problems) == MANY
    assert len(visit.problems) <= 2
    assert all("the process that did it was ended by signal 9" in problem for problem in visit.problems)
    again = ToldWeb(crewed.web.pages)
    (second,) = collect([a_source(0)], replace(crewed.desk, fetcher=again))
    assert second.new == len(visit.problems)
    assert crewed.stored() == sorted(story(n) for n in range(MANY))


def test_ctrl_c_lets_nothing_go_that_was_read(world):
    print_paper(world.web, 0, 60)

    def interrupt(doing: str, done: int, total: int) -> None:
        if (doing, done) == ("Reading articles", 7):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect([a_source(0)], world.desk, interrupt)
    kept = len(world.stored())
    assert 7 <= kept < 60
    assert world.database.articles.fetch_state("paper-0") == FetchState()
    assert collect([a_source(0)], world.desk) == (Visit("paper-0", listed=60, new=60 - kept),)


def test_ctrl_c_waits_for_what_the_crew_has_in_hand(crewed):
    print_paper(crewed.web, 0, MANY)

    def interrupt(doing: str, done: int, total: int) -> None:
        if (doing, done) == ("Reading articles", 10):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect([a_source(0)], crewed.desk, interrupt)
    kept = len(crewed.stored())
    assert 10 <= kept < MANY
    assert collect([a_source(0)], crewed.desk)[0].new == MANY - kept


CRASHING = """
import os, signal, sys
from dataclasses import replace
from test_collect_flow import World, a_source, print_paper
from digest.jobs.collect import collect

world = World(sys.argv[1])
for source in range(2):
    print_paper(world.web, source, 70)

def crash(doing, done, total):
    if doing == "Reading articles" and done == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

collect([a_source(0), a_source(1)], world.desk, crash)
"""


@pytest.mark.parametrize("point", [1, 65, 140])
def test_killed_at_any_point_nothing_is_lost_or_doubled(tmp_path, point):
    path = str(tmp_path / "digest.db")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parent)])}
    killed = subprocess.run([sys.executable, "-c", CRASHING, path, str(point)], env=environ, check=False)
    assert killed.returncode == -9
    world = World(path)
    kept = len(world.stored())
    assert kept <= point
    for source in range(2):
        print_paper(world.web, source, 70)
    first, second = collect([a_source(0), a_source(1)], world.desk)
    assert first.new + second.new == 140 - kept
    assert world.stored() == sorted(story(n, source) for n in range(70) for source in range(2))
    assert [visit.unchanged for visit in collect([a_source(0), a_source(1)], world.desk)] == [True, True]
    world.database.close()


def test_a_second_run_over_many_sources_fetches_no_page(world, monkeypatch):
    monkeypatch.setattr(books, "GROUP", 8)
    sources = [a_source(number) for number in range(40)]
    for number in range(40):
        print_paper(world.web, number, 3)
    assert sum(visit.new for visit in collect(sources, world.desk)) == 120
    assert len({request.url for request in world.web.asked}) == len(world.web.asked) == 160
    world.web.asked.clear()
    assert all(visit.unchanged for visit in collect(sources, world.desk))
    assert sorted(request.url for request in world.web.asked) == sorted(source.location for source in sources)


def test_a_page_that_two_sources_list_at_different_times_is_fetched_once(world, monkeypatch):
    monkeypatch.setattr(flow, "MOST_ASKED", 1)
    monkeypatch.setattr(flow, "MOST_WAITING", 1)
    print_paper(world.web, 0, 2)
    world.web.tell(a_source(1).location, a_feed(("The same", story(0), "")))
    collect([a_source(0), a_source(1)], world.desk)
    assert [request.url for request in world.web.asked].count(story(0)) == 1
    assert world.stored() == [story(0), story(1)]
    assert world.database.articles.sightings("paper-1", [story(0)])[story(0)].article is not None


def test_only_the_newest_pages_are_remembered(world, monkeypatch):
    monkeypatch.setattr(flow, "MOST_ASKED", 1)
    monkeypatch.setattr(flow, "MOST_WAITING", 1)
    monkeypatch.setattr(flow, "MOST_PAGES", 1)
    print_paper(world.web, 0, 2)
    world.web.tell(a_source(1).location, a_feed(("One", story(0), ""), ("Two", story(1), "")))
    collect([a_source(0), a_source(1)], world.desk)
    asked = [request.url for request in world.web.asked]
    assert (asked.count(story(0)), asked.count(story(1))) == (2, 1)


def test_no_further_source_is_asked_while_too_much_waits(world, monkeypatch):
    monkeypatch.setattr(flow, "MOST_WAITING", 3)
    for number in range(4):
        print_paper(world.web, number, 3)
    waiting = []
    collect(
        [a_source(n) for n in range(4)], world.desk, lambda doing, done, total: waiting.append((doing, total - done))
    )
    assert sum(left for doing, left in waiting if doing == "Reading articles")
    assert len(world.stored()) == 12


class Forgetful(ToldWeb):
    def fetch(self, requests):
        yield from list(super().fetch(request for request in [next(iter(requests))]))[:0]


def test_a_fetcher_that_leaves_a_request_without_an_answer_is_a_bug_that_is_seen(world):
    world.desk = replace(world.desk, fetcher=Forgetful())
    with pytest.raises(RuntimeError, match="1 requests were left without an answer"):
        collect([a_source(0)], world.desk)


class Broken(ToldWeb):
    """Its answers are of no kind that anything can read."""

    def fetch(self, requests):
        for request, _ in super().fetch(requests):
            yield request, None


def test_a_bug_in_reading_a_list_is_seen(world):
    world.desk = replace(world.desk, fetcher=Broken())
    with pytest.raises(AttributeError):
        collect([a_source(0)], world.desk)


class Failing:
    """A crew whose work raises."""

    def do(self, work, task, tell):
        tell(RuntimeError("a bug in the work"))

    def close(self):
        pass


def test_a_bug_in_a_reader_is_seen(world, monkeypatch):
    monkeypatch.setattr(hands, "CREW_FROM", 1)
    world.desk = replace(world.desk, open_crew=Failing)
    print_paper(world.web, 0, 1)
    with pytest.raises(RuntimeError, match="a bug in the work"):
        collect([a_source(0)], world.desk)


def test_an_article_that_cannot_be_stored_is_told_and_stops_no_other(world, monkeypatch):
    print_paper(world.web, 0, 3)
    record = type(world.database.articles).record_article

    def refuse(self, arrival, now):
        if arrival.url.endswith("/1"):
            raise ArticleError("it has characters that cannot be stored")
        return record(self, arrival, now)

    monkeypatch.setattr(type(world.database.articles), "record_article", refuse)
    (visit,) = collect([a_source(0)], world.desk)
    assert (visit.new, visit.problems) == (2, (f"{story(1)}: it has characters that cannot be stored",))
    assert world.database.articles.fetch_state("paper-0").etag == ""


class Undecided:
    """A model that gives no answer."""

    name = "small-model"

    def choose(self, about, passages):
        raise ModelError("the model has nothing to say")


def test_a_page_without_a_story_is_nothing_to_ask_a_model_about(world):
    print_paper(world.web, 0, 2)
    world.web.tell(story(1), "<html><body></body></html>")
    (visit,) = collect([a_source(0)], replace(world.desk, chooser=Undecided()))
    assert (visit.listed, visit.new) == (2, 1)
    assert [problem.split(": ", 1)[0] for problem in visit.problems] == [story(1)]


def test_a_run_over_no_source_asks_nothing(world):
    assert collect([], world.desk) == ()
    assert world.web.asked == list[Request]()
