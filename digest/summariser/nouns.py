"""Nouns: what gender a noun shows, and how a body or a person is printed whom only a noun names."""

from __future__ import annotations

import re

from digest.summariser.phrases import Kind, Mention
from digest.summariser.tagging import Line

_BODY_LINK = re.compile(r"(?:Pd?(?:w?[NORG]{1,3}|[wrgth](?:w(?=[abyVx,.]))?)){1,2}")
_ENDS_OBLIQUE = ("и", "у", "ю", "ой", "ого", "ом", "ої", "ем", "ы", "em", "ego", "owi", "a")


def noun_gender(line: Line, mention: Mention) -> str:
    """Return m or f where the article or the noun of a phrase tells, "" where a woman may be meant by a man's noun."""
    noun, voice = line.word(mention.stop - 1).lower(), line.voice
    for gender, articles in (("f", "words.her_article"), ("m", "words.his_article")):
        if voice.has(articles, line.word(mention.start).lower()):
            return gender
    verb = mention.start - 1
    if voice.cases and line.at(verb) in ("V", "x") and voice.genders.get(line.word(verb).lower()):
        return voice.genders[line.word(verb).lower()]
    if mention.kind is Kind.BODY and voice.cases:
        return "f" if noun.endswith(("а", "я", "a")) else "" if noun.endswith(("о", "е", "o", "e", "і", "ї")) else "m"
    woman = voice.genders.get(noun) == "f" or (
        mention.kind is Kind.PERSON and noun.endswith(("ка", "ица", "иця", "ka"))
    )
    return "f" if woman else "m" if voice.cases and noun.endswith(("ий", "ый", "ony", "any")) else ""


def is_bare_oblique(line: Line, mention: Mention) -> bool:
    """Tell whether a person is only a noun in an oblique case, that no reader would print as who speaks."""
    alone = mention.kind is Kind.PERSON and mention.end == mention.start + 1
    noun = line.word(mention.start).lower()
    return bool(line.voice.cases) and alone and not line.voice.has("nouns.base", noun) and noun.endswith(_ENDS_OBLIQUE)


def body_end(line: Line, mention: Mention) -> int:
    """Return where a body's name ends: with the last capital that belongs to it."""
    link = _BODY_LINK.match(line.tags, mention.end)
    return link.end() if link and line.voice.has("words.linking", line.word(link.start())) else mention.end
