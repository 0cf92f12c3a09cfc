"""Choosing: a model is asked little, waited for little, and changes nothing but an order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from making import NOON, an_entry
from oracle import SPEAKERS, TEXT
from world import ToldClock

from digest.errors import ModelError
from digest.jobs.choosing import MOST_FAILURES, PATIENCE, REACH, Sitting, choose_quotes, try_model
from digest.model import Article, Candidate
from digest.summariser import make_brief

ARTICLE = Article(an_entry(), TEXT, language="en")
BRIEF = make_brief(ARTICLE)


@dataclass
class ToldModel:
    """A chooser that gives the told answers, and the last one for ever; remembers what it was asked."""

    answers: list[tuple[int, ...] | str]
    clock: ToldClock = field(default_factory=ToldClock)
    seconds: float = 0.0
    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    name: str = "told-model"

    def choose(self, about: str, passages: Sequence[str]) -> tuple[int, ...]:
        self.asked.append((about, list(passages)))
        self.clock.forward(seconds=self.seconds)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, str):
            raise ModelError(answer)
        return answer


def test_the_quotes_come_in_the_order_that_the_model_chose_and_it_is_named():
    chosen = choose_quotes(ARTICLE, BRIEF, ToldModel([(2, 0, 1)]))
    assert chosen == replace(BRIEF, quotes=(BRIEF.quotes[2], BRIEF.quotes[0], BRIEF.quotes[1]), chosen_by="told-model")


def test_the_model_gets_headline_lede_and_quotes_and_nothing_else():
    model = ToldModel([(0,)])
    choose_quotes(ARTICLE, BRIEF, model)
    quotes = [f"{speaker}: {quote.words[0].text}" for speaker, quote in zip(SPEAKERS, BRIEF.quotes, strict=True)]
    assert model.asked == [(f"{ARTICLE.entry.headline}\n{BRIEF.lede.text}", quotes)]


def test_no_opinion_leaves_the_brief_as_it_was():
    assert choose_quotes(ARTICLE, BRIEF, ToldModel([()])) == BRIEF


@pytest.mark.parametrize("quotes", [(), BRIEF.quotes[:1]])
def test_nothing_is_asked_where_there_is_nothing_to_choose(quotes):
    model = ToldModel([(0,)])
    brief = replace(BRIEF, quotes=quotes, lede=None)
    assert choose_quotes(ARTICLE, brief, model) == brief
    assert model.asked == []


def test_without_a_lede_the_headline_stands_alone():
    model = ToldModel([(0,)])
    choose_quotes(ARTICLE, replace(BRIEF, lede=None), model)
    assert model.asked[0][0] == ARTICLE.entry.headline


def ask(sitting: Sitting, times: int) -> list[tuple[int, ...] | str]:
    """What came of asking so often."""
    told: list[tuple[int, ...] | str] = []
    for _ in range(times):
        try:
            told.append(sitting.choose("about", ["one", "two"]))
        except ModelError as error:
            told.append(str(error))
    return told


def test_a_run_gives_up_after_failures_in_a_row_and_says_so_once():
    model = ToldModel(["no answer"])
    told = ask(Sitting(model, ToldClock()), 5)
    assert told == ["no answer", "no answer", "no answer (it is not asked again in this run)", (), ()]
    assert len(model.asked) == MOST_FAILURES


def test_an_answer_between_failures_lets_the_run_go_on():
    model = ToldModel(["no", "no", (1, 0), "no", "no", (1, 0)])
    assert ask(Sitting(model, ToldClock()), 6) == ["no", "no", (1, 0), "no", "no", (1, 0)]


def test_a_run_waits_so_long_for_its_model_and_no_longer():
    clock = ToldClock()
    model = ToldModel([(1, 0)], clock, seconds=PATIENCE.total_seconds() / 2)
    assert ask(Sitting(model, clock), 4) == [(1, 0), (1, 0), (), ()]


def test_a_sitting_bears_the_models_name():
    assert Sitting(ToldModel([()]), ToldClock()).name == "told-model"


class Store:
    """A store of which only the candidates are asked for: the told articles, oldest first."""

    def __init__(self, *articles: Article) -> None:
        self.articles = articles

    def candidates(self, newsletter: str, since: datetime, until: datetime) -> list[Candidate]:
        assert (newsletter, since, until) == ("", NOON - REACH, NOON)
        return [Candidate(key, article, BRIEF, NOON) for key, article in enumerate(self.articles)]


def an_article(number: int, text: str = TEXT) -> Article:
    return Article(an_entry(number), text, language="en")


def trials(model: ToldModel, *articles: Article, most: int = 9) -> list[tuple[str, bool, str]]:
    """For each trial: which article, whether the model's order differs from ours (False: no answer), the problem."""
    found = try_model(Store(*articles), Sitting(model, ToldClock()), most)
    return [
        (each.ours.entry.guid, bool(each.theirs and each.theirs.quotes != each.ours.quotes), each.problem)
        for each in found
    ]


def test_a_trial_asks_about_the_newest_articles_that_leave_a_choice():
    articles = (an_article(1), an_article(2), an_article(3, "It rained in the harbour."), an_article(4))
    model = ToldModel([(2, 1, 0)])
    assert trials(model, *articles, most=2) == [("guid-4", True, ""), ("guid-2", True, "")]
    assert len(model.asked) == 2


def test_a_trial_tells_what_went_wrong_and_gives_up_as_a_run_does():
    told = trials(ToldModel(["no"]), *map(an_article, range(5)))
    assert told == [
        ("guid-4", False, "no"),
        ("guid-3", False, "no"),
        ("guid-2", False, "no (it is not asked again in this run)"),
    ]
