"""The cast of an article: everybody it names, by the fullest form of the name that it prints."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from digest.summariser.nominative import is_bent_name
from digest.summariser.phrases import NAMED, Kind, Mention, is_first_name, is_oblique, name, read_name
from digest.summariser.tagging import Line, Span

LONGEST_NAME = 5
"""How many words a person's name may have."""

_NAMES = re.compile(rf"[HR]{{0,6}}((?:e{{1,2}})?(?:{NAMED}G?|G))")
_COMMON = re.compile(r"(?:[dh#]|(?<=[dP])w|P(?=N[.,|]))N(?![NO])")
_ALONE = re.compile(r"(?<=[Vx])N(?![NO])|(?<![NO])N(?=[Vx])")
_GENITIVE = re.compile("['’]s?$")
HEADLINE_TOKENS = 30
"""How far from a name a headline may begin or end."""

_HEADLINE = 0.7
"""From this share of capitalised words on a line is a headline: its capitals make no names."""


@dataclass(slots=True)
class Person:
    """Somebody named in full: the form first printed, m, f or "", and where the full name stands (tokens).

    `first` and `last` are stems where a language declines names; there `full` is the form most like a nominative.
    """

    full: str
    first: str
    last: str
    gender: str
    places: list[Span]


@dataclass(slots=True)
class Cast:
    """Who is in an article: people by both names and by each of them, and bodies by their last word.

    `bodies` has the token where each body stands first, `courtesy` has the gender that a last name's titles tell, `titled` where a last name stands behind a rank or title,
    `lone` names of one word that have their capital inside a sentence, `common` nouns where every noun has a capital.
    """

    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    courtesy: dict[str, str] = field(default_factory=dict)
    titled: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    lone: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)


def read_cast(line: Line) -> Cast:
    """Return everybody that a tagged text names."""
    cast = Cast(common=_common_nouns(line) if line.voice.nouns else set())
    for match in _NAMES.finditer(line.tags):
        if match.end() == match.start() + 1:
            if match.group() == "N" and line.at(match.start() - 1) not in ("|", "\n", ""):
                cast.lone.add(line.voice.stem(line.word(match.start())))
            continue
        mention = read_name(line, match.start(), match.start(1), match.end())
        words = name_words(line, mention)
        if match.start(1) > match.start():
            _add_title(line, cast, mention, line.voice.stem(words[-1]))
        if mention.kind == Kind.BODY:
            _add_body(line, cast, match.start(), match.end())
        elif not _in_headline(line, mention):
            _add_person(line, cast, mention, words)
        elif is_first_name(line, mention.head):
            _add_person(line, cast, name(mention.start, mention.head, min(mention.head + 2, mention.stop)), words[:2])
    if line.voice.cases:
        _ask_verbs(line, cast)
    return cast


def _common_nouns(line: Line) -> set[str]:
    """Return the nouns that stand behind an article, an adjective or a number, or that only a preposition brings."""
    return {line.word(match.end() - 1) for match in _COMMON.finditer(line.tags)}


def _ask_verbs(line: Line, cast: Cast) -> None:
    """Let the verbs beside a name tell a man from a woman, where no list has the first name in its first form."""
    for person in cast.people.values():
        first = person.full.partition(" ")[0]
        if line.voice.has("names.first", first) and not line.voice.has("names.base", first):
            person.full = _alone_in_first_form(line, person) or person.full
            continue
        if not line.voice.has("names.base", person.full.partition(" ")[0]):
            told = {_verb_gender(line, at) for head, stop in person.places for at in (head - 1, stop)} - {""}
            first = person.full.partition(" ")[0]
            listed = line.voice.has("names.male", first) and not line.voice.has("names.female", first)
            woman = first.endswith(("а", "я", "a")) and not listed
            person.gender = told.pop() if len(told) == 1 else "" if woman else person.gender


def _alone_in_first_form(line: Line, person: Person) -> str:
    """Return the last name alone beside a verb of saying, where the full name stands in other cases only; "" where it never does."""
    last = person.full.rpartition(" ")[2]
    alone = {
        line.word(match.start())
        for match in _ALONE.finditer(line.tags)
        if line.voice.stem(line.word(match.start())) == person.last and not is_oblique(line, match.start())
    }
    return min(alone - {last}, key=len, default="")


def _verb_gender(line: Line, at: int) -> str:
    return line.voice.genders.get(line.word(at).lower(), "") if line.at(at) in ("V", "x") else ""


def _in_headline(line: Line, mention: Mention) -> bool:
    """Tell whether a name stands in a short line of capitalised words, where any words look like a name."""
    floor, ceiling = max(0, mention.head - HEADLINE_TOKENS), mention.head + HEADLINE_TOKENS
    start, end = line.tags.rfind("\n", floor, mention.head), line.tags.find("\n", mention.head, ceiling)
    if (start < 0 < floor) or (end < 0 and ceiling < len(line.tags)):
        return False
    words = [letter for letter in line.tags[start + 1 : end if end > 0 else None] if letter.isalpha()]
    return sum(letter in "NORHG" for letter in words) >= _HEADLINE * len(words)


def name_words(line: Line, mention: Mention) -> list[str]:
    """Return the words of the name in a mention, a genitive's ending and "Jr." and its like left out."""
    words = [line.word(at) for at in range(mention.head, mention.stop)]
    words[-1] = _GENITIVE.sub("", words[-1])
    while len(words) > 1 and line.voice.has("titles.suffix", words[-1]):
        words.pop()
    return words


def printed(line: Line, start: int, end: int) -> str:
    """Return tokens `start` to `end` as the text prints them, a genitive's ending left out."""
    return _GENITIVE.sub("", line.words(start, end))


def _add_title(line: Line, cast: Cast, mention: Mention, last: str) -> None:
    cast.titled[last].append((mention.head, mention.stop))
    title = mention.head - 1
    gender = line.voice.genders.get(line.word(title), "") if line.tags[title] == "H" else ""
    if gender:
        cast.courtesy[last] = gender if cast.courtesy.get(last, gender) == gender else ""


def _add_body(line: Line, cast: Cast, start: int, end: int) -> None:
    start -= line.at(start - 1) == "d"
    body = printed(line, start, end)
    cast.bodies[body.rpartition(" ")[2].lower()].setdefault(body, start)


def _add_person(line: Line, cast: Cast, mention: Mention, words: list[str]) -> None:
    if not 1 < len(words) <= LONGEST_NAME or line.tags[mention.head] == "e" or is_bent_name(line, mention):
        return
    place = (mention.head, mention.stop)
    first, last, full = line.voice.stem(words[0]), line.voice.stem(words[-1]), printed(line, *place)
    known = cast.people.get((first, last))
    if known:
        known.places.append(place)
        known.full = _nominative(line, known.full, full)
        known.gender = (
            line.voice.genders.get(known.full.partition(" ")[0], known.gender) if line.voice.cases else known.gender
        )
        return
    if line.at(mention.head - 1) in ("|", "\n", "") and cast.by_last[last] and not is_first_name(line, mention.head):
        return  # "Besides Clinton": only a capital that opens the sentence
    gender = line.voice.genders.get(words[0], "") if is_first_name(line, mention.head) else ""
    person = Person(full, first, last, gender, [place])
    cast.people[first, last] = person
    cast.by_last[person.last].append(person)
    cast.by_first[person.first].append(person)


def _nominative(line: Line, one: str, other: str) -> str:
    """Return which of two forms of a name is the nominative: a listed first name tells, else the shorter one is.

    Both first names may be listed: "Александра" is a woman, and the genitive of "Александр".
    """
    if not line.voice.cases:
        return one
    listed = [form for form in (one, other) if line.voice.has("names.base", form.partition(" ")[0])]
    return min(
        listed or (one, other), key=lambda form: (line.voice.has("names.shared", form.partition(" ")[0]), len(form))
    )


def gender_of(cast: Cast, person: Person) -> str:
    """Return m, f or "": by the first name, else by the courtesy title that only this person can have."""
    if not person.gender and len(cast.by_last[person.last]) == 1:
        return cast.courtesy.get(person.last, "")
    return person.gender
