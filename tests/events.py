"""Stories of two invented events, one of them told by two desks in their own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from making import NOON, an_article, an_entry

from digest.model import Brief, Candidate, Quote

FIRE = (
    "A fire broke out in the engine room of the ferry Nordlys Queen off Tamber Head early on Tuesday. All 214 passengers were "
    "brought to Port Alder in lifeboats. “The crew did everything right in the dark,” said Lena Harrow of the coastguard. "
    "The ship was built in 1998 and refitted at Brindle last winter."
)
ANEW = (
    "Lifeboats took 214 people off the burning Nordlys Queen near Tamber Head before dawn. Nobody was badly hurt. Lena Harrow, "
    "who leads the coastguard in Port Alder, was proud: “The crew did everything right in the dark.” The vessel of 1998 had "
    "been to the yard at Brindle only last winter."
)
MAYOR = (
    "The mayor of Combe, Alda Brisk, gave up her office on Wednesday over the sale of a flat on Mill Lane to her brother. "
    "Jory Penn will lead the town until an election is held."
)
SAID = "The crew did everything right in the dark"


def told(number: int, text: str, headline: str, **changes: object) -> Candidate:
    """A candidate of a source of its own with this text, whose one quotation, where it has it, is SAID."""
    entry = an_entry(number, source=f"desk-{number}", headline=headline, published=NOON - timedelta(minutes=number))
    article = an_article(number, entry=entry, text=text)
    start = text.find(SAID)
    quotes = (Quote((article.lift(start, start + len(SAID)),), "Lena Harrow"),) if start >= 0 else ()
    candidate = Candidate(number, article, Brief(entry, article.lift(0, 20), quotes), NOON)
    return replace(candidate, **changes)
