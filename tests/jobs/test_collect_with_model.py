"""Collecting with a model on loopback: only a right answer is seen in what is stored, and only in the quotes' order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOON, an_entry
from oracle import SPEAKERS, TEXT, WRONG, Oracle, completion, free_port, reverses, says, serving
from pages import a_feed, a_page
from world import ToldClock, ToldShelf, ToldWeb

from digest.adapters.chooser import ChoiceLimits, ModelChooser
from digest.adapters.chooser_words import read_order
from digest.adapters.database import open_database
from digest.errors import ModelError
from digest.jobs.choosing import choose_quotes
from digest.jobs.collect import Desk, Visit, collect
from digest.model import Article, Brief, Source, SourceKind
from digest.summariser import make_brief

FEED = Source("lantern", SourceKind.FEED, "https://lantern.example/feed.xml", "The Harbour Lantern", language="en")
ONE = "https://lantern.example/story/1"


class Town:
    """A database, a web with one story, and the desk over them."""

    def __init__(self, path: str) -> None:
        self.database = open_database(path)
        self.database.upgrade()
        self.clock, self.web = ToldClock(), ToldWeb()
        self.desk = Desk(self.database.articles, self.web, ToldShelf(), self.clock)
        self.tell("Council approves ferry", ONE)

    def tell(self, *stories: str) -> None:
        pairs = list(zip(stories[::2], stories[1::2], strict=True))
        self.web.tell(FEED.location, a_feed(*((headline, url, "") for headline, url in pairs)))
        for headline, url in pairs:
            self.web.tell(url, a_page(headline, *TEXT.split("\n")))

    def collect(self, model: ModelChooser | None) -> Visit:
        (visit,) = collect([FEED], replace(self.desk, chooser=model))
        return visit

    def stored(self) -> list[tuple[Article, Brief]]:
        found = self.database.articles.candidates("any", NOON - timedelta(days=1), self.clock.time)
        return [(candidate.article, candidate.brief) for candidate in found]


@pytest.fixture
def town(tmp_path):
    town = Town(str(tmp_path / "digest.db"))
    yield town
    town.database.close()


@pytest.fixture
def plain(tmp_path):
    """What is stored without a model."""
    town = Town(str(tmp_path / "plain.db"))
    assert town.collect(None) == Visit("lantern", listed=1, new=1)
    ((article, brief),) = town.stored()
    town.database.close()
    assert ([quote.speaker for quote in brief.quotes], brief.chosen_by) == (SPEAKERS, "")
    return article, brief


def model_of(oracle: Oracle, deadline: float = 20) -> ModelChooser:
    return ModelChooser(oracle.url(), "small-model", limits=ChoiceLimits(deadline=deadline))


def test_the_order_that_a_model_chose_is_stored_with_its_name(town, plain):
    article, brief = plain
    with serving(reverses) as oracle:
        assert town.collect(model_of(oracle)) == Visit("lantern", listed=1, new=1)
    assert town.stored() == [(article, replace(brief, quotes=brief.quotes[::-1], chosen_by="small-model"))]


def test_our_own_order_from_a_model_is_our_own_order(town, plain):
    article, brief = plain
    with serving(says("[1, 2, 3]")) as oracle:
        town.collect(model_of(oracle))
    assert town.stored() == [(article, replace(brief, chosen_by="small-model"))]


@pytest.mark.parametrize("name", WRONG)
def test_any_other_answer_leaves_what_is_stored_as_it_is_without_a_model(name, town, plain):
    play, told = WRONG[name]
    with serving(play) as oracle:
        visit = town.collect(model_of(oracle, 0.5 if "0.5 s" in told else 20))
    assert town.stored() == [plain]
    assert (visit.listed, visit.new, visit.error) == (1, 1, "")
    (problem,) = visit.problems
    assert problem.startswith(f"{ONE}: {told}")
    assert problem.endswith("; our own order stands")


@dataclass
class Reader:
    """A chooser that reads a told answer as the endpoint's is read, without the network between."""

    body: bytes
    name: str = "small-model"

    def choose(self, about: str, passages: Sequence[str]) -> tuple[int, ...]:
        return read_order(self.body, len(passages))


ANSWERS = st.one_of(
    st.text(),
    st.lists(st.integers(-1, 5)).map(json.dumps),
    st.permutations([1, 2, 3]).map(lambda order: json.dumps({"order": order})),
    st.sampled_from(TEXT.split("\n")),
)


@settings(deadline=None)  # a busy machine is no fault of an answer
@given(st.one_of(st.binary(), ANSWERS.map(completion)))
def test_after_any_answer_at_all_a_brief_is_what_it_was_but_for_the_order_of_its_quotes(body):
    article = Article(an_entry(), TEXT, language="en")
    brief = make_brief(article)
    try:
        chosen = choose_quotes(article, brief, Reader(body))
    except ModelError:
        return
    assert chosen.quotes in set(permutations(brief.quotes))
    assert replace(chosen, quotes=(), chosen_by="") == replace(brief, quotes=())


def test_nobody_there_leaves_what_is_stored_as_it_is_without_a_model(town, plain):
    visit = town.collect(ModelChooser(f"http://127.0.0.1:{free_port()}/v1", "small-model"))
    assert town.stored() == [plain]
    assert visit.problems == (
        f"{ONE}: the model could not be asked: All connection attempts failed; our own order stands",
    )


def test_an_article_is_asked_about_once(town):
    with serving(reverses) as oracle:
        model = model_of(oracle)
        town.collect(model)
        town.collect(model)
    assert len(oracle.asked) == 1


def test_each_run_asks_anew_after_one_that_gave_up(town):
    stories = [
        part for number in range(1, 6) for part in (f"Story {number}", f"https://lantern.example/story/{number}")
    ]
    town.tell(*stories)
    with serving(says("prose")) as oracle:
        model = model_of(oracle)
        visit = town.collect(model)
        assert (visit.new, len(visit.problems), len(oracle.asked)) == (5, 3, 3)
        town.tell("Another story", "https://lantern.example/story/9")
        oracle.play = reverses
        assert town.collect(model) == Visit("lantern", listed=1, new=1)
    assert [brief.chosen_by for _, brief in town.stored()] == [""] * 5 + ["small-model"]
