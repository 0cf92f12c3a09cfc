"""Choosing: a model is asked which quotes to print first. It is asked little, waited for little, and never needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from digest.errors import ModelError
from digest.model import Article, Brief, Quote
from digest.ports import Articles, Chooser, Clock
from digest.summariser import make_brief, open_places, put_first

MOST_FAILURES = 3
"""After so many questions in a row without a usable answer, a run asks no more."""

PATIENCE = timedelta(minutes=2)
"""How long a run waits for its model all in all: a slow one must not hold up the news."""

REACH = timedelta(days=7)
"""How far back articles are taken for a trial."""


@dataclass(slots=True)
class Sitting:
    """A chooser for one run: it falls silent (no opinion) after MOST_FAILURES in a row, or when PATIENCE is used up."""

    chooser: Chooser
    clock: Clock
    failures: int = 0
    waited: timedelta = timedelta()

    @property
    def name(self) -> str:
        """The model's name."""
        return self.chooser.name

    @property
    def is_over(self) -> bool:
        """Whether nothing more is asked."""
        return self.failures >= MOST_FAILURES or self.waited >= PATIENCE

    def choose(self, about: str, passages: Sequence[str]) -> tuple[int, ...]:
        """Return what the model chooses, or () where it is not asked any more.

        Raises:
            ModelError: it was asked, and gave no usable answer.
        """
        if self.is_over:
            return ()
        self.failures += 1
        asked = self.clock.now()
        try:
            order = self.chooser.choose(about, passages)
        except ModelError as error:
            last = " (it is not asked again in this run)" if self.failures == MOST_FAILURES else ""
            raise ModelError(f"{error}{last}") from error
        finally:
            self.waited += self.clock.now() - asked
        self.failures = 0
        return order


def choose_quotes(article: Article, brief: Brief, chooser: Chooser) -> Brief:
    """Return the brief with its quotes in the order that the model chose, or as it is where there is nothing to choose.

    Raises:
        ModelError: the model gave no usable answer.
    """
    places = open_places(article, brief)
    if len(places) < 2:
        return brief
    lede = brief.lede.text if brief.lede else ""
    order = chooser.choose(f"{brief.entry.headline}\n{lede}".strip(), [_line(brief.quotes[place]) for place in places])
    return replace(put_first(brief, places, order), chosen_by=chooser.name) if order else brief


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of asking about one stored article: the brief by our own rules, and by the model (None: `problem`)."""

    ours: Brief
    theirs: Brief | None
    problem: str = ""


def try_model(articles: Articles, sitting: Sitting, most: int) -> Iterator[Trial]:
    """Ask about up to `most` stored articles that leave a choice, newest first, and yield each; nothing is written."""
    now = sitting.clock.now()
    found = [candidate.article for candidate in reversed(articles.candidates("", now - REACH, now))]
    open_ones = ((article, brief) for article in found if len(open_places(article, brief := make_brief(article))) > 1)
    for article, ours in islice(open_ones, most):
        try:
            yield Trial(ours, choose_quotes(article, ours, sitting))
        except ModelError as error:
            yield Trial(ours, None, str(error))
        if sitting.is_over:
            return


def _line(quote: Quote) -> str:
    return f"{quote.speaker}: {' … '.join(passage.text for passage in quote.words)}"
