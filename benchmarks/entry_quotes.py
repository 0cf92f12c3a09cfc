"""Key quotes of a bare text, for scoring: `find_quotes(text)`, the most salient first."""

from __future__ import annotations

from digest.model import Article, Entry
from digest.summariser.quotes import find_quotes as quotes_of
from digest.summariser.salience import rank_quotes


def find_quotes(text: str) -> list[dict[str, object]]:
    """Return one dict a quote: quote (its passages, one a line), speaker, role, mention and score."""
    article = Article(Entry("benchmark", "", "", ""), text)
    ranked = rank_quotes(article, quotes_of(article), None)
    return [
        {
            "quote": "\n".join(passage.text for passage in quote.words),
            "speaker": quote.speaker,
            "role": quote.role,
            "mention": quote.mention.text if quote.mention else "",
            "score": -place,
        }
        for place, quote in enumerate(ranked)
    ]
