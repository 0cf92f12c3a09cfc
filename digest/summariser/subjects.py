"""Subjects: who does what a verb says, left of it ("Ann Li, 40, of Ohio, said") or right ("said Ann Li of Ohio")."""

from __future__ import annotations

import re

from digest.summariser.behind_verb import before_verb, past_adjunct
from digest.summariser.phrases import (
    NAMED,
    RUN,
    Kind,
    Mention,
    extended,
    is_first_name,
    is_oblique,
    name,
    pronoun,
    read_name,
    read_office,
    read_part,
    read_run,
    read_thing,
)
from digest.summariser.tagging import Line

ASIDE_TOKENS = 60
"""How long an aside between a subject and its verb may be."""

_AUXILIARIES = re.compile(r"[yab]{0,9}")
_ADVERBS = re.compile(r"y{0,9}")
_SEGMENT = re.compile(rf"[^,|\n;KUEQ:]{{0,{ASIDE_TOKENS}}}")
_STEPS = (
    re.compile(r"\)[^()|\n]{1,20}\("),
    re.compile(rf"-+[^|\n-]{{1,{ASIDE_TOKENS}}}-+"),
    re.compile(r"W,?"),
)
"""What a subject may be parted from its verb by, read leftwards: a bracket, a pair of dashes, who or which."""
APPOSED = re.compile(rf",[HR]{{0,4}}({NAMED})(?=[,.;|\n-]|$)")
_ANY_NAME = re.compile(NAMED)
_WHOLE_NAME = re.compile(rf"[HR]{{0,4}}({NAMED})")
_ASIDE_OPENS = frozenset("P#DyvWwVSab")
_CLAUSE_OPENS = frozenset("|\n,KUEQCS-;:")
_SAID_IN = re.compile(r"oy{0,2}P{1,2}")
"""German "heißt es in dem Bericht": the report speaks."""
_CUT = re.compile(r"[PDZ]|(?<=[^d|])d")
_LAST_NOUN = re.compile(r".*[rgtR]", re.DOTALL)
_RIGHT_NAME = re.compile(rf"[dwrRHGghNOte#]{{0,12}}?(?:e{{1,2}})?{NAMED}(?=[^NOrgtwRHehG]|$|w{{1,9}}(?![NORrgtwh]))")
_AND_MORE = re.compile(r"C[dPwNORGrgt]{1,4}(?=,)")
"""In "die Ministerin für Umwelt und Verkehr, Ann Li" the name is still the minister's."""
_PLACED_NAME = re.compile(r"d?w{0,2}[rR]P(N{3,5})(?![NO])")
"""As in "the mayor of Bonn Ann Li": only a first name tells where the place ends."""
_MEMBER = re.compile(rf"d?[NO]{{0,4}}OP[dNORwt]{{0,6}}?[rR]({NAMED})(?=[^NOrgtwRHehG]|$)")


def subject_before(line: Line, at: int) -> Mention | None:
    """Return the subject left of the verb at `at`, past auxiliaries, asides and relative clauses."""
    at = line.left(at, _AUXILIARIES)
    for step in _STEPS:
        at = line.left(at, step)
    tag = line.at(at - 1)
    if (tag and tag in "po") or _is_this(line, at - 1):
        return pronoun(at - 1)
    if tag == ",":
        return _behind_commas(line, at - 1)
    start = line.left(at, RUN)
    if start == at:
        return None
    if line.at(start - 1) == "W" and line.tags[start] in "wxPb":
        return subject_before(line, start)
    return _named_before(line, start) or _joint(line, _author(line, read_run(line, start, at)))


def _is_this(line: Line, at: int) -> bool:
    """Tell whether a demonstrative stands at `at`: without a noun it is whoever was spoken of ("Dieser sagte")."""
    return line.at(at) == "d" and line.voice.has("pronouns.demonstrative", line.word(at).lower())


def _named_before(line: Line, start: int) -> Mention | None:
    """Read "Ann Li, the mayor said": a phrase behind a name and a comma only adds to the name."""
    if start < 2 or line.tags[start - 1] != "," or line.tags[start] not in "dr#":
        return None
    if line.voice.has("words.indefinite", line.word(start)):
        return None  # "Ann Li, an aide said, is ill": somebody else
    left = phrase_before(line, start - 1)
    opens = left and (left.start == 0 or line.tags[left.start - 1] in _CLAUSE_OPENS - {"C"})
    return left if left and opens and left.kind == Kind.NAME else None


def _joint(line: Line, found: Mention | None) -> Mention | None:
    """Read "Ann Li and Bo Xu said": they say it together."""
    if found is None or found.kind != Kind.NAME or line.at(found.start - 1) != "C":
        return found
    left = phrase_before(line, found.start - 1)
    if (
        left is None
        or left.kind != Kind.NAME
        or left.end != found.start - 1
        or "N" in line.tags[left.start : left.head]
    ):
        return found
    if left.start and line.tags[left.start - 1] not in _CLAUSE_OPENS:
        return found
    return Mention(left.start, found.end, left.head, found.stop, Kind.SEVERAL)


def _author(line: Line, found: Mention | None) -> Mention | None:
    """Return who wrote a document: "a post from Ann Li" is Ann Li's."""
    if found and line.voice.has("nouns.utterance", line.word(found.end - 1)):
        return _utterer(line, found)
    if found is None or found.kind != Kind.DOCUMENT or line.at(found.end) != "P":
        return found
    if not line.voice.has("words.authored", line.word(found.end)):
        return found
    return subject_after(line, found.end + 1) or found


def _utterer(line: Line, found: Mention) -> Mention:
    """Read "the verdict of Ann Li", German "Kritik kam von Ann Li": it is hers; where nobody is named nobody speaks."""
    comes = line.voice.second and line.at(found.end) in ("V", "x", "w") and line.at(found.end + 1) == "P"
    if comes and line.voice.has("words.authored", line.word(found.end + 1)):
        return subject_after(line, found.end + 2) or pronoun(found.end - 1)
    owner = extended(line, found) > found.end and subject_after(line, found.end + (line.tags[found.end] == "P"))
    return owner or pronoun(found.end - 1)


def phrase_before(line: Line, at: int) -> Mention | None:
    """Return the phrase that ends at `at`, a bracket and adverbs left out."""
    at = line.left(line.left(at, _STEPS[0]), _ADVERBS)
    start = line.left(at, RUN)
    return read_run(line, start, at) if start < at else None


def _behind_commas(line: Line, at: int) -> Mention | None:
    """Return the subject behind the asides that end at `at`: the first segment from there that is none."""
    for _ in range(6):
        start = line.left(at, _SEGMENT)
        if start == at:
            return None
        found = phrase_before(line, at)
        if line.at(start - 1) not in (",", "-") or not _is_aside(line, start, at):
            return found
        if found and found.kind == Kind.NAME and found.start == start + 1 and line.tags[start] in "SC":
            return found
        left = phrase_before(line, start - 1)
        named = _whole_name(line, start, at)
        if named and left and left.kind in (Kind.PERSON, Kind.OTHER, Kind.BODY):
            return name(left.start, named.head, named.stop)
        at = start - 1
    return None


def _is_aside(line: Line, start: int, end: int) -> bool:
    """Tell whether a segment between commas only adds to what stands before it."""
    if line.tags[start] in _ASIDE_OPENS:
        return True
    left = phrase_before(line, start - 1)
    if left and left.kind == Kind.NAME:
        inner = read_run(line, start, end) if RUN.fullmatch(line.tags, start, end) else None
        if inner is None or inner.kind != Kind.NAME or is_first_name(line, inner.head):
            return inner is None or inner.kind != Kind.NAME
        return line.tags[start] == "d" or (end - start <= 2 and _is_place(line, start, end))
    return left is not None and _whole_name(line, start, end) is not None


def _is_place(line: Line, start: int, end: int) -> bool:
    """Tell whether a short name only goes on with an aside: "Ann Li, of Raleigh, N.C., said"."""
    return "O" in line.tags[start:end] or line.at(line.left(start - 1, _SEGMENT) - 1) == ","


def _whole_name(line: Line, start: int, end: int) -> Mention | None:
    match = _WHOLE_NAME.fullmatch(line.tags, start, end)
    return name(start, match.start(1), end) if match and "O" not in match.group(1) else None


def subject_after(line: Line, at: int) -> Mention | None:
    """Return the subject that begins at `at`, right of its verb."""
    while line.at(at) in ("y", "~", "-") and line.at(at):
        at += 1
    at = past_adjunct(line, at) if line.voice.second else at
    tag = line.at(at)
    if tag and tag in "po":
        source = _SAID_IN.match(line.tags, at) if line.voice.inverts and not line.voice.second else None
        return (subject_after(line, source.end()) if source else None) or pronoun(at)
    if _is_this(line, at) and line.at(at + 1) not in tuple("NORHGrgthwy#"):
        return pronoun(at)
    run = RUN.match(line.tags, at)
    if not run or tag in "PD":
        return None
    found = _author(line, _read_right(line, at, run.end()))
    more = _AND_MORE.match(line.tags, run.end()) if line.voice.second else None
    end = more.end() if more else run.end()
    apposed = APPOSED.match(line.tags, end) if found and _may_be_named(line, found) else None
    if found and apposed and "O" not in apposed.group(1):
        return name(found.start, apposed.start(1), apposed.end(1))
    return found


def _may_be_named(line: Line, found: Mention) -> bool:
    """Tell whether a name may follow in apposition: a noun's, or that of German "der Chef Bremens", which is no name."""
    genitive = line.voice.second and found.head > found.start and line.word(found.stop - 1).endswith("s")
    return found.kind != Kind.NAME or (genitive and found.stop == found.head + 1)


def _read_right(line: Line, start: int, end: int) -> Mention | None:
    office = read_office(line, start, end)
    if office:
        return office
    member = _MEMBER.match(line.tags, start, end)
    if member:
        return read_name(line, start, member.start(1), member.end())
    cut = _CUT.search(line.tags, start + 1, end)
    end = cut.start() if cut else end
    end = before_verb(line, start, end) if line.voice.second else end
    named = _WHOLE_NAME.match(line.tags, start, end) if line.voice.second else None
    if named and line.at(named.end()) not in tuple("NORHrgt"):
        return read_name(line, start, named.start(1), named.end())
    declined = _nominative_name(line, start, end) if line.voice.cases else None
    if declined:
        return declined
    thing = read_thing(line, start, end)
    if thing:
        return thing
    placed = _PLACED_NAME.match(line.tags, start) if line.voice.dialogue and not line.voice.cases else None
    head = (
        next((at for at in range(placed.start(1) + 1, placed.end() - 1) if is_first_name(line, at)), 0) if placed else 0
    )
    if placed and head:
        return name(start, head, placed.end())
    hearer = _hearer(line, start, end) if line.voice.cases else None
    if hearer:
        return read_part(line, start, hearer)
    last = _RIGHT_NAME.match(line.tags, start, end) or _LAST_NOUN.match(line.tags, start, end)
    return read_part(line, start, last.end() if last else end)


def _hearer(line: Line, start: int, end: int) -> int | None:
    """Return where the hearers of "said the-judge to-the-reporters" begin behind a noun in its first form."""
    endings = tuple(line.voice.lists.get("grammar.dative_endings", ()))
    spoken = start + 1 < end and line.tags[start] in "rg" and line.tags[start + 1] in "rg"
    told = spoken and line.word(start + 1).endswith(endings) and line.voice.has("nouns.base", line.word(start).lower())
    return start + 1 if told else None


def _nominative_name(line: Line, start: int, end: int) -> Mention | None:
    """Return the name that its first name, or its place, shows to be a nominative, in "said Ann Li to-the-press"."""
    for match in _ANY_NAME.finditer(line.tags, start, end):
        head = next((at for at in range(*match.span()) if line.voice.has("names.base", line.word(at))), None)
        beside = (
            match.start() == start and line.at(match.end()) in ("r", "R", "g") and not is_oblique(line, match.end() - 1)
        )
        if head is not None or beside:
            return name(start, start if head is None else head, match.end())
    return None
