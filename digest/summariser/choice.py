"""Choice: the quotes of a brief put into another's order, where the rules leave the order free.

Whoever chooses names places, never words: whatever the answer, the brief keeps the very quotes that it had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Article, Brief
from digest.summariser.quotes import find_quotes
from digest.summariser.salience import late_quotes, vary


def open_places(article: Article, brief: Brief) -> tuple[int, ...]:
    """Return the places of the brief's quotes whose order is free: a speaker is named, and no rule puts them last."""
    # Who interviews shows in all the quotes, not in the few that a brief keeps.
    late = late_quotes(find_quotes(article), brief.lede)
    return tuple(place for place, quote in enumerate(brief.quotes) if quote.speaker and quote not in late)


def put_first(brief: Brief, places: Sequence[int], order: Sequence[int]) -> Brief:
    """Return the brief with the quotes at `places` reordered among themselves: those that `order` names come first.

    `order` is of indices into `places`; an index that repeats or leads nowhere is passed over, and quotes that are not
    named follow as they stood. The first two still have different speakers if there are two.
    """
    named = [index for index in dict.fromkeys(order) if 0 <= index < len(places)]
    unnamed = [index for index in range(len(places)) if index not in named]
    moved = vary([brief.quotes[places[index]] for index in (*named, *unnamed)])
    quotes = list(brief.quotes)
    for place, quote in zip(places, moved, strict=True):
        quotes[place] = quote
    return replace(brief, quotes=tuple(quotes))
