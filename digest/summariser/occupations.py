"""Occupations: words that only their place shows to be what somebody is, in languages where small words are their nouns.

la entomóloga Aurora Vidal          behind an article and before a first name
Szlifierz Edmund Lis, биолог Анна Ли    before a first name, with the ending of a noun for a person
Ana Vidal, tejedora, …              behind a full name and a comma, with such an ending
"""

from __future__ import annotations

import re

from digest.summariser.voices import Voice

_BEFORE = re.compile(r"(?<![NO])(?:(?<=d)[wNO]|[wN])(?=H{0,2}N(?:e{0,3}N))")
_BEHIND = re.compile(r"N(?:e{0,3}N),d?(w)(w)?")


def find_occupations(words: list[str], tags: list[str], voice: Voice) -> None:
    """Give the letter of a noun for a person to the words that their place shows to be one."""
    line = "".join(tags)
    endings = tuple(voice.lists.get("grammar.role_endings", ()))
    for match in _BEFORE.finditer(line):
        at = match.start()
        behind = at + 1 + (tags[at + 1] == "H") + (tags[at + 1 : at + 3] == ["H", "H"])
        opens = voice.cases and words[at][0].isupper() and (at == 0 or tags[at - 1] in "|\n")
        known = (opens or voice.has("names.base", words[behind])) and not voice.has("names.first", words[at])
        article = not voice.cases and at > 0 and tags[at - 1] == "d" and words[at][0].islower()
        if not voice.cases or not voice.has("names.first", words[behind]):
            bent = False
        else:
            bent = not known and words[at][-1:] in "аa" and _is_occupation(words[at][:-1], endings)
        if bent or (known and (article or (voice.cases and _is_occupation(words[at], endings)))):
            tags[at] = "r"
    for match in _BEHIND.finditer(line):
        fits = [at for at in (match.start(1), match.start(2)) if at > 0 and _is_occupation(words[at], endings)]
        if fits and voice.has("names.base", words[match.start()]):
            tags[fits[0]] = "r"


def _is_occupation(word: str, endings: tuple[str, ...]) -> bool:
    return word.lower().endswith(endings)
