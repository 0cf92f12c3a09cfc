"""Identity: whom a mention means, given the cast of the article and whom the reader has in mind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from digest.summariser.agreement import are_several, may_be_anybody
from digest.summariser.anaphora import anaphor, by_sight
from digest.summariser.cast import Cast, Person, gender_of, name_words, printed
from digest.summariser.memory import Memory, Who, role_of
from digest.summariser.nominative import body_in_full, is_inflected, nominative
from digest.summariser.nouns import body_end, is_bare_oblique, noun_gender
from digest.summariser.phrases import NAMED, Kind, Mention, extended, is_first_name, name
from digest.summariser.sight import Shown
from digest.summariser.tagging import Line

REACH = 25
"""How many names back a pronoun may reach."""

RIVALS = 4
"""How many of those spoken of last may be meant by a pronoun instead."""

PARAGRAPH = 80
"""How many tokens before a pronoun are looked at for names, in its paragraph."""

NAMESAKE_REACH = 100
"""How many names back a last name may reach that several people have."""

NAMESAKES = 9
"""How many people of one last name are told apart."""

SHORT = 5
"""A longer German noun may stand for what is built on it: "die Ministerin" for "Verkehrsministerin"."""

_ADDRESSED = re.compile(rf"p[yab]{{0,4}}[Vx]P?[HR]{{0,3}}{NAMED}")
"""In "he told Ann Li" and "he said of Ann Li" he is not Ann Li."""

_WEIGHT = {Kind.PERSON: 0.85, Kind.BODY: 0.9, Kind.DOCUMENT: 0.6, Kind.OTHER: 0.3}
"""How well a noun fits as a speaker; a name fits fully."""

_LONE = {"titled name": 0.95, "lone name": 0.82, "lone body": 0.5, "common noun": 0.3}
"""How well a name of one word fits as a speaker."""


def recall(memory: Memory, mention: Mention) -> Who:
    """Return whom a mention means, and keep in mind that it was made."""
    key = mention.start, mention.end
    if key not in memory.known:
        memory.known[key] = _identify(memory, mention)
        keep_in_mind(memory, memory.known[key])
        _keep_unnamed_in_mind(memory, mention)
    return memory.known[key]


def keep_in_mind(memory: Memory, who: Who) -> None:
    """Make somebody the one that a following pronoun means first."""
    if who.name and who.human:
        memory.focus.append(who)


def _keep_unnamed_in_mind(memory: Memory, mention: Mention) -> None:
    """Let nobody named before be meant by a "she" behind "the spokeswoman" whom the text does not name."""
    line, who = memory.line, memory.known[mention.start, mention.end]
    apposed = line.at(mention.start - 1) == "," and line.at(mention.start - 2) in ("N", "O")
    if line.voice.dialogue and mention.kind is Kind.PERSON and not apposed:
        name = who.name if who.human or who.person else ""
        memory.unnamed.append(Shown(mention.start, name, who.person, who.gender or noun_gender(line, mention)))
    elif line.voice.dialogue and mention.kind is Kind.BODY and who.name:
        memory.bodies.append(Shown(mention.start, who.name, None, noun_gender(line, mention)))


def _identify(memory: Memory, mention: Mention) -> Who:
    if mention.kind == Kind.NAME:
        return _by_name(memory, mention)
    if mention.kind == Kind.PRONOUN:
        return _by_pronoun(memory, mention.start)
    if mention.kind == Kind.SEVERAL:
        return Who(memory.line.words(mention.head, mention.stop), signs=("several names",), human=False)
    return _by_role(memory, mention) or _by_noun(memory.line, mention)


def _by_noun(line: Line, mention: Mention) -> Who:
    if mention.kind is Kind.OTHER and line.voice.dialogue:
        # Where a verb may come first, any word may stand there.
        return Who("", weight=_WEIGHT[Kind.PERSON], human=False)
    end = extended(line, mention)
    anybody = line.voice.has("words.anybody", line.word(end - 1).lower()) or line.tags[mention.start : end] == "d"
    if end == mention.end and anybody:
        return Who("", weight=_WEIGHT[Kind.OTHER], human=False)
    signs = (f"noun {mention.kind}",)
    if line.voice.dialogue and mention.kind is Kind.BODY and not (line.voice.cases and line.tags[mention.head] == "g"):
        return Who(line.words(mention.start, body_end(line, mention)), None, "", signs, _WEIGHT[Kind.BODY], human=False)
    if line.voice.dialogue and (mention.kind is Kind.DOCUMENT or is_bare_oblique(line, mention)):
        return Who("", weight=_WEIGHT[mention.kind], human=False)
    new = mention.kind == Kind.PERSON and line.voice.has("words.indefinite", line.word(mention.start).lower())
    gender = line.voice.genders.get(line.word(mention.end - 1), "") if new else ""
    end += line.voice.dialogue and line.at(end) == "w" and line.at(end + 1) in (",", "V", ".")
    name = nominative(line, mention.start, mention.end - 1, end)
    if mention.kind is Kind.BODY and line.voice.cases:
        name = body_in_full(line, mention) or name
    return Who(name, None, gender, signs, _WEIGHT[mention.kind], human=new)


def _by_role(memory: Memory, mention: Mention) -> Who | None:
    """Return whom "the spokesman" or "the ministry" takes up, where one name only of those before can be meant."""
    line, cast = memory.line, memory.cast
    alone = bool(line.voice.cases) and mention.end == mention.start + 1  # such languages have no article
    definite = line.voice.has("words.definite", line.word(mention.start).lower())
    bent = is_inflected(line, mention.start) and line.voice.has("words.oblique_definite", line.word(mention.start - 1))
    if not (alone or definite or bent):
        return None
    noun = (nominative(line, mention.start, mention.end - 1, mention.end).split() or [""])[-1].lower()
    if mention.kind == Kind.BODY and (alone or mention.end - mention.start == 2):
        bodies = [name for name, at in islice(cast.bodies.get(noun, {}).items(), NAMESAKES) if at < mention.start]
        fullest = max(bodies, key=len, default="")
        one = bool(bodies) and all(_is_form(name, fullest) for name in bodies)
        return Who(fullest, signs=("body taken up",), human=False) if one else None
    if mention.kind != Kind.PERSON:
        return None
    people = [person for person in islice(_holders(memory, noun), 2) if person.places[0][0] < mention.start]
    if not people and line.voice.dialogue:
        return anaphor(memory, mention)
    return _who(cast, people[0], "role taken up") if len(people) == 1 else None


def _is_form(name: str, fullest: str) -> bool:
    """Tell whether a body's name is a shorter form of another: "the Interior Ministry", "the Vessa Interior Ministry"."""
    words = name.split()
    return fullest.split()[-len(words) :] == words or fullest.split()[1 - len(words) :] == words[1:] != []


def _holders(memory: Memory, noun: str) -> Iterator[Person]:
    """Yield the people whose role has a noun, in the order of their first full names."""
    if not memory.holders:
        for person in memory.cast.people.values():
            span = role_of(memory, person)
            for word in {*map(memory.line.voice.stem, memory.line.words(*span).lower().split())} if span else ():
                memory.holders.setdefault(word, []).append(person)
    noun = memory.line.voice.stem(noun)
    compounds = (word for word in memory.holders if len(noun) > SHORT and word.endswith(noun))
    fits = [noun] if noun in memory.holders or not memory.line.voice.second else compounds
    return iter({id(person): person for word in fits for person in memory.holders.get(word, ())}.values())


def _by_pronoun(memory: Memory, at: int) -> Who:
    """Return the person of that gender, or of none known, spoken of last; never whom the same words address."""
    line = memory.line
    word = line.word(at).replace("’", "'").partition("'")[0]
    verb = line.tags[at] in "Vx"
    gender = line.voice.genders.get(word.lower() if verb else word, "")
    if line.voice.has("verbs.impersonal", word.lower()):
        return Who("", human=False)
    if (verb and may_be_anybody(line, at)) or are_several(line, at):
        return Who("", weight=0.85, human=False)
    if not gender and not verb:
        speaks = line.voice.has("pronouns.speakers", word.lower()) or line.voice.has("nouns.utterance", word)
        return Who("", weight=0.85 if speaks else 0.25, human=False)
    if line.voice.dialogue:
        return by_sight(memory, at, gender)
    addressed = _ADDRESSED.match(line.tags, at)
    hearer = line.word(addressed.end() - 1) if addressed else ""
    fits = [who for who in islice(reversed(memory.focus), REACH) if _fits(who, gender)]
    meant = next((who for who in fits if (who.name.rpartition(" ")[2] or None) != hearer), None)
    if meant is None:
        return (_only_one(memory, gender, at) if line.voice.second and gender else None) or Who("", None, gender)
    shown = tuple(_pronoun_signs(memory, at, meant, fits)) + (() if gender else ("pronoun, gender unknown",))
    return Who(meant.name, meant.person, gender or meant.gender, shown)


def _fits(who: Who, gender: str) -> bool:
    """Tell whether somebody can be meant by a pronoun of a gender, or by a verb without one."""
    return not gender or who.gender in (gender, "")


def _pronoun_signs(memory: Memory, at: int, meant: Who, fits: Sequence[Who]) -> Iterator[str]:
    """Yield how a pronoun is tied to whom it is taken for: is the gender known, who else was spoken of of late?"""
    yield "pronoun" if meant.gender else "pronoun, gender unknown"
    if any(who.name != meant.name for who in fits[:RIVALS]):
        yield "pronoun, another spoken of"
    if meant.person is None:
        yield "pronoun, no full name"
    near = memory.line.tags.rfind("\n", max(0, at - PARAGRAPH), at)
    line, last = memory.line, meant.name.rpartition(" ")[2]
    since = range(max(near + 1, at - PARAGRAPH), at)
    if not any(last in line.word(token) for token in since if line.tags[token] in "NG"):
        yield "pronoun, not named in the paragraph"
    if any(_is_another(memory, line.word(token), meant, fits) for token in since if line.tags[token] == "N"):
        yield "pronoun, another in the paragraph"


def _is_another(memory: Memory, word: str, meant: Who, fits: Sequence[Who]) -> bool:
    """Tell whether a word is the last name of somebody else whom the pronoun may mean."""
    people = memory.cast.by_last.get(memory.line.voice.stem(word), ())[:NAMESAKES]
    gender = next((who.gender for who in fits if who is meant), "")
    return any(person is not meant.person and gender_of(memory.cast, person) in (gender, "") for person in people)


def _only_one(memory: Memory, gender: str, at: int) -> Who | None:
    """Return the one person of a gender that was named so far, if never as a subject: "Ann Li traf Jan Moor. Er …"."""
    cast = memory.cast
    named = [each for each in cast.people.values() if each.places[0][0] < at and gender_of(cast, each) in (gender, "")]
    if len(named) != 1 or gender_of(cast, named[0]) != gender:
        return None
    return Who(named[0].full, named[0], gender, ("pronoun", "pronoun, another spoken of"))


def _by_name(memory: Memory, mention: Mention) -> Who:
    line, cast = memory.line, memory.cast
    words = name_words(line, mention)
    last = line.voice.stem(words[-1])
    same = cast.by_last.get(last, [])[:NAMESAKES]
    two = len(words) == 2 and line.voice.second and words[0] in cast.by_last
    if two and any(each.first != words[0] for each in same):
        return _by_name(memory, name(mention.start, mention.head, mention.head + 1))
    if len(words) > 1 and not (same and line.tags[mention.head] == "e"):
        known = cast.people.get((line.voice.stem(words[0]), last))
        return _who(cast, known, "full name") if known else _unmet(line, mention)
    if same:
        return _by_last_name(memory, mention, same)
    named = cast.by_first.get(last, [])
    if len(named) == 1:
        titled = line.at(mention.head - 1) == "H"
        if titled or is_first_name(line, mention.head) or role_of(memory, named[0]) or named[0].first in cast.titled:
            return _who(cast, named[0], "first name")
    return _by_lone_name(line, cast, mention, words[-1])


def _unmet(line: Line, mention: Mention) -> Who:
    """Take a name that is no person's known from elsewhere as it stands, without the ending of another case."""
    bent = is_inflected(line, mention.start)
    name = nominative(line, mention.start, mention.stop - 1, mention.stop) if bent else ""
    return Who(name if bent else printed(line, mention.head, mention.stop), signs=("name in no list",))


def _by_last_name(memory: Memory, mention: Mention, same: list[Person]) -> Who:
    """Choose among people of one last name: by a courtesy title, else whoever was spoken of last, else first."""
    line, cast = memory.line, memory.cast
    title = line.word(mention.head - 1) if line.at(mention.head - 1) == "H" else ""
    gender = line.voice.genders.get(title, "")
    fits = [person for person in same if gender and gender_of(cast, person) == gender]
    fits = fits or [person for person in same if not gender or not gender_of(cast, person)] or same
    if len(fits) == 1:
        return _who(cast, fits[0], "last name")
    recent = next((who.person for who in islice(reversed(memory.focus), NAMESAKE_REACH) if who.person in fits), None)
    return _who(cast, recent or min(fits, key=lambda person: person.places[0]), "namesakes")


def _by_lone_name(line: Line, cast: Cast, mention: Mention, word: str) -> Who:
    """Take a name that the article never prints in full as it stands, "Mr." with it."""
    stem = line.voice.stem(word)
    abstract = word.endswith(tuple(line.voice.lists.get("grammar.abstract_endings", ("\n",))))
    lone = stem in cast.lone and word not in cast.common and not abstract
    known = stem in cast.titled or lone or line.voice.has("names.first", word)
    head = mention.head - (line.at(mention.head - 1) == "H")
    gender = cast.courtesy.get(stem, "") or line.voice.genders.get(word, "")
    noun = word in cast.common and stem not in cast.titled
    sign = "titled name" if stem in cast.titled else "common noun" if noun else "lone name"
    sign = "lone body" if sign == "lone name" and line.tags[mention.head] == "O" else sign
    return Who(printed(line, head, mention.stop), None, gender, (sign,), _LONE[sign], human=known)


def _who(cast: Cast, person: Person, sign: str) -> Who:
    return Who(person.full, person, gender_of(cast, person), (sign,))
