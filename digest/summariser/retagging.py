"""What only its neighbours tell of a word, in a language whose nouns all have capitals: is it a name, a role, a noun?

Ursula von der Wiese     words between first name and last name belong to them, wherever "von der Wiese" stands then
Dramaturg Emil Sander    a noun before a first name and a last name is what the person is
der 23-jährige Segler    who has an age is a person, and so is "der 23-Jährige"
einer der Zeugen         "one of" is a person
das Urteil               a word for a view cites a source behind "nach" and its like only
wie „Die Uhr“ berichtet  what stands between marks where a source must stand is its name
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.summariser.voices import Voice

_PARTICLES = re.compile(r"N(P[Pd]?|e[Pd])(?=N)")
_KNOWN = re.compile(r"(P[Pd]?)(?=N)")
_ROLE = re.compile(r"(?<![NOHe])N(?=NN)")
_ONE_OF = re.compile(r"d(?=d)")
_NUMBER = re.compile(r"#")
_LONE = re.compile(r"N(?![NO])")
_VIEW = re.compile(r"A")
_LEADS_TO_VIEW = re.compile(r"[AP]w?$|[AP][Pd]w?$")
_SOURCE = re.compile(
    r"(?:(?<=[gtA])|(?<=A[dP])|(?<=,s)|(?<=,sd))Q|(?<=P)Q(?=V)|(?<=[|\n]d)Q(?=[,Vba])|(?<=[,KUEQ|\n]V)Q|(?<=[,KUEQ|\nod]Vd)Q|(?<=[|\n])Q(?=V[^NORHrdp])"
)
_SOURCE_WORDS = 4
_MARKS = '„“”"«»‚‘'
_CITES = re.compile(r"(?:[dP][^.|\n,]{1,9}?)?Z")


def retag(words: Sequence[str], tags: str, voice: Voice) -> str:
    """Return the tags of the words, those changed that their neighbours tell more of."""
    for step in (_join_names, _find_roles, _find_ages, _find_ones, _clear_views, _find_sources):
        tags = step(words, tags, voice)
    return tags


def _put(tags: str, start: int, letters: str) -> str:
    return tags[:start] + letters + tags[start + len(letters) :]


def _join_names(words: Sequence[str], tags: str, voice: Voice) -> str:
    """Make particles of the words in "Ursula von der Wiese" (not in "Ina Wolf zu Beginn"), and then in every "von der Wiese" of the text."""
    known: set[tuple[str, ...]] = set()
    for match in _PARTICLES.finditer(tags):
        start, end = match.span(1)
        late = tags[start - 2 : start - 1] == "N" and voice.has("titles.early_particle", words[start])
        if voice.has("titles.particle", words[start]) and voice.is_first_name(words[start - 1]) and not late:
            known.add((*words[start:end], words[end]))
            tags = _put(tags, start, "e" * (end - start))
    for match in _KNOWN.finditer(tags) if known else ():
        start, end = match.span(1)
        if (words[start].lower(), *words[start + 1 : end + 1]) in known:
            tags = _put(tags, start, "e" * (end - start))
    return tags


def _find_roles(words: Sequence[str], tags: str, voice: Voice) -> str:
    for match in _ROLE.finditer(tags):
        at = match.start()
        if voice.is_first_name(words[at + 1]) and not voice.is_first_name(words[at]) and words[at].isalpha():
            tags = _put(tags, at, "R")
    return tags


def _find_ages(words: Sequence[str], tags: str, voice: Voice) -> str:
    for match in _NUMBER.finditer(tags):
        at = match.start()
        aged = words[at].rpartition("-")[2]
        if voice.has("words.aged", aged):
            tags = _put(tags, at, "R" if aged[0].isupper() else "wR" if _LONE.match(tags, at + 1) else "w")
    return tags


def _find_ones(words: Sequence[str], tags: str, voice: Voice) -> str:
    for match in _ONE_OF.finditer(tags):
        if voice.has("words.indefinite", words[match.start()].lower()) and words[match.end()] == "der":
            tags = _put(tags, match.start(), "r")
    return tags


def _clear_views(words: Sequence[str], tags: str, voice: Voice) -> str:
    for match in _VIEW.finditer(tags):
        at = match.start()
        leads = _LEADS_TO_VIEW.search(tags, max(0, at - 3), at)
        view = words[at][0].isupper() and voice.has("words.views", words[at].lower())
        if view and not leads and not _CITES.match(tags, at + 1):
            tags = _put(tags, at, "t" if voice.has("nouns.document", words[at].lower()) else "N")
    return tags


def _find_sources(words: Sequence[str], tags: str, voice: Voice) -> str:
    for match in _SOURCE.finditer(tags):
        at = match.start()
        parts = words[at].strip(_MARKS).split()
        alike = tags[at - 1] != "P" or tags[at - 2 : at - 1] == "A" or voice.has("words.alike", words[at - 1].lower())
        named = len(parts) == 1 or parts[0][:1].isupper() or voice.has("words.alike", words[at - 1].lower())
        if (
            alike
            and named
            and len(parts) <= _SOURCE_WORDS
            and not any(voice.small.get(part, "w") in "abpoVxyPS" for part in parts)
        ):
            tags = _put(tags, at, "g")
    return tags
