"""The summariser: an article becomes its lede and its key quotes, every word of them the article's own."""

from digest.summariser.brief import MAX_QUOTES, make_brief
from digest.summariser.choice import open_places, put_first
from digest.summariser.lede import find_lede
from digest.summariser.quotes import find_quotes
from digest.summariser.salience import rank_quotes

__all__ = ["MAX_QUOTES", "find_lede", "find_quotes", "make_brief", "open_places", "put_first", "rank_quotes"]
