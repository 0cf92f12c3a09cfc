"""Agreement: which phrase can be the subject of a verb, where cases and endings tell, and where it may come late.

сказала на брифинге министр Анна Волкова     late: behind what is said of time and place
сказал журналистам Иван Петров               "to journalists" is no nominative, so no subject
powiedziała Nowak                            a woman: never Jan Nowak
dodał; сказала; añadió                       no subject at all: the verb itself stands for he or she
"""

from __future__ import annotations

import re

from digest.summariser.phrases import Kind, Mention, is_first_name, is_oblique, name, pronoun
from digest.summariser.subjects import subject_after
from digest.summariser.tagging import QUOTES, Line

_CLAUSE_REST = re.compile(r"[^|\n,;:()KUEVASW-]{0,25}")
_STRAY_NAME = re.compile(r"^[NHp]|[wyaD#][NH]")
"""A name whose case does not tell whether it is the subject: then nobody is."""
_FULL_AT_END = re.compile(r"N{2,3}(?=[,.|\n]|$)")
_BODY = re.compile(r"d?w?g")
_FULL_NAME = re.compile(r"N{2,4}")
_SPEAKING = frozenset({Kind.NAME, Kind.PERSON, Kind.BODY, Kind.PRONOUN})


def agrees(line: Line, verb: int, mention: Mention) -> bool:
    """Tell whether a phrase may be the subject of the verb of saying at `verb`, by case, number and gender."""
    if not line.voice.cases or line.tags[verb] not in "Vx" or mention.kind in (Kind.PRONOUN, Kind.SEVERAL):
        return True
    gender = line.voice.genders.get(line.word(verb).lower(), "")
    if mention.kind is Kind.NAME:
        return not is_oblique(line, mention.stop - 1) and _name_agrees(line, line.word(mention.head), gender)
    noun = line.word(mention.stop - 1)
    if mention.kind in (Kind.PERSON, Kind.BODY) and line.tags[mention.stop - 1] in "rRg":
        masculine = gender == "m" and line.voice.genders.get(noun) == "f"
        return (is_plural(line, verb) or line.voice.has("nouns.base", noun.lower())) and not masculine
    return not noun.endswith(tuple(line.voice.lists.get("grammar.dative_endings", ())))


def _name_agrees(line: Line, first: str, gender: str) -> bool:
    """Tell whether a first name is no oblique case and no other gender; a name that is in no list may be any."""
    if not line.voice.has("names.first", first):
        return True
    if line.voice.has("names.base", first):
        return not gender or line.voice.genders.get(first) == gender
    return gender == "f" and first.endswith(("а", "я", "a"))


def is_plural(line: Line, verb: int) -> bool:
    """Tell whether a verb says that several speak."""
    endings = tuple(line.voice.lists.get("grammar.plural_verb_endings", ()))
    return bool(endings) and line.word(verb).endswith(endings)


def late_subject(line: Line, verb: int) -> Mention | None:
    """Return the subject behind a verb of saying and what stands between them, None where the clause has none."""
    within = is_plural(line, verb) and line.at(verb + 1) == "P" and line.voice.has("words.within", line.word(verb + 1))
    office = _office(line, verb + 2) if within else None
    if office:
        return office
    rest = _CLAUSE_REST.match(line.tags, verb + 1)
    for at in range(verb + 1, rest.end() if rest else verb):
        mention = subject_after(line, at) if _may_open_subject(line, at) else None
        if mention and mention.kind in _SPEAKING and agrees(line, verb, mention):
            return mention
    return None


def _office(line: Line, at: int) -> Mention | None:
    """Return the body in "said in the ministry": people there speak for it. A place is no body."""
    body = _BODY.match(line.tags, at)
    if body and not line.voice.has("nouns.base", line.word(body.end() - 1).lower()):
        return Mention(at, body.end(), body.end() - 1, body.end(), Kind.BODY)
    named = line.at(at) in ("N", "O") and line.voice.has("nouns.office", line.word(at))
    return Mention(at, at + 1, at, at + 1, Kind.BODY) if named else None


def _may_open_subject(line: Line, at: int) -> bool:
    tag, before = line.tags[at], line.tags[at - 1]
    if before == "P" or (before == "d" and not line.voice.cases):
        return False
    if tag == "N" and before in ("yD#o" if line.voice.cases else "yD#") and not is_oblique(line, at):
        return True
    full = None if line.voice.cases or tag != "N" else _FULL_AT_END.match(line.tags, at)
    if full and not any(line.voice.has("names.base", line.word(each)) for each in range(at + 1, full.end())):
        return before in "wrgtNO" and not (before == "N" and is_first_name(line, at - 1))
    if tag in "NH":
        return (tag == "H" or line.voice.has("names.base", line.word(at))) and (
            before != "N" or not is_first_name(line, at - 1)
        )
    if line.voice.cases:
        return tag in "rRg" and line.voice.has("nouns.base", line.word(at).lower())
    return tag == "d"


def dropped_subject(line: Line, verb: int) -> Mention | None:
    """Return the verb itself as the mention of its subject, in a language that leaves "he" and "she" out."""
    if not line.voice.drops or line.tags[verb] not in "Vx":
        return None
    return pronoun(verb)


def quoted_source(line: Line, verb: int) -> Mention | None:
    """Return who is quoted in "the agency quotes the head of-the-ministry Ann Li": the last full name of the clause."""
    rest = _CLAUSE_REST.match(line.tags, verb + 1)
    names = [*_FULL_NAME.finditer(line.tags, verb + 1, rest.end())] if rest else []
    named = [(at, match.end()) for match in names for at in range(*match.span()) if is_first_name(line, at)]
    return name(named[-1][0], *named[-1]) if named else None


def may_be_anybody(line: Line, verb: int) -> bool:
    """Tell whether a verb without a subject says nothing of who speaks: several do, or a name behind it may be meant."""
    rest = _CLAUSE_REST.match(line.tags, verb + 1)
    return is_plural(line, verb) or bool(rest and _STRAY_NAME.search(rest.group()))


def opens_clause(line: Line, left: int) -> bool:
    """Tell whether a verb whose adverbs begin at `left` stands first in its sentence, or right behind a quote."""
    before, farther = line.at(left - 1), line.at(left - 2)
    behind_sign = before in (",", "-") and (farther in tuple(QUOTES) or line.at(left - 3) in tuple(QUOTES))
    return before in ("", "|", "\n", *QUOTES) or behind_sign


def are_several(line: Line, at: int) -> bool:
    """Tell whether German "sie" stands for several: the verb beside it is a plural."""
    beside = (each for each in (at - 1, at + 1) if line.at(each) in ("V", "x", "a", "b"))
    return line.voice.second and any(line.word(each).endswith(("n", "nd")) for each in beside)
