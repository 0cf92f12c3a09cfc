"""Claims: who a sentence says spoke a quotation, and by what construction it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from digest.summariser.clauses import Cue
from digest.summariser.phrases import NAMED, Kind, Mention, name, pronoun
from digest.summariser.tagging import QUOTES, Line, Span
from digest.summariser.topic import first_subject, topic


class Evidence(StrEnum):
    """How a claim is built. The first nine stand in the quote's own sentence, the others pass on a speaker."""

    AFTER = "“…,” said Ann Li"
    BEFORE = "Ann Li said, “…”"
    SIGNED = "“…” — Ann Li, or Ann Li: “…”"
    TRAILING = "“…?” Ann Li said, behind a quote that ends its own sentence"
    WITHIN = "Ann Li said that the bridge was “…”"
    TAIL = "the bridge was “…” for years, Ann Li said"
    NAMED = "… from Ann Li: “…”, or Ann Li (“…”)"
    OUTER = "a cue further off in the sentence"
    SUBJECT = "Ann Li has a word for it, “…”"
    SHARED = "another quote of the sentence has the speaker"
    FOLLOWS = "a sentence of its own behind words of the speaker, in the same paragraph"
    RUNS_ON = "the same utterance over several paragraphs: its mark did not close"
    INTRODUCED = "a paragraph of its own behind a colon"
    REPORTED = "a sentence whose mood says that it goes on to report the same speaker"
    CONTINUES = "a paragraph of its own behind a paragraph of the speaker"
    LEADS = "a sentence of its own before words of the speaker, in the same paragraph"
    DRIFTS = "a fragment behind words of the speaker, in a sentence that names nobody"


TRUST = {
    Evidence.AFTER: 0.99,
    Evidence.BEFORE: 0.975,
    Evidence.SIGNED: 0.985,
    Evidence.TRAILING: 0.985,
    Evidence.WITHIN: 0.965,
    Evidence.TAIL: 0.94,
    Evidence.NAMED: 0.55,
    Evidence.OUTER: 0.6,
    Evidence.SUBJECT: 0.82,
    Evidence.SHARED: 0.85,
    Evidence.FOLLOWS: 0.98,
    Evidence.RUNS_ON: 0.95,
    Evidence.INTRODUCED: 0.8,
    Evidence.REPORTED: 0.8,
    Evidence.CONTINUES: 0.8,
    Evidence.LEADS: 0.6,
    Evidence.DRIFTS: 0.52,
}
"""How far each construction can be trusted, and so which claim wins."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is said to speak, by which construction, and the token of the cue (None where there is no verb)."""

    evidence: Evidence
    mention: Mention
    cue: int | None = None


IMPERSONAL_TOKENS = 9
"""How many tokens may stand between a quote and what says that it is only written somewhere."""

Cues = tuple[Sequence[Cue], Sequence[Cue]]
"""The cues of a sentence, and those of the next one."""

_SPEAKING = frozenset({Kind.NAME, Kind.PRONOUN, Kind.PERSON, Kind.BODY})
_LEAD = re.compile(r"[,-]{0,3}[Sya]{0,4}")
_AUXILIARY = re.compile("[ab]")
_ADVERBS = re.compile(r"[ya]{0,6}")
_OPENS_COMPLEMENT = re.compile(r"[^VvxA|\n;KUEQ]*[,:S]|[^C]?")
_SIGNATURE = re.compile(rf"[|\n]?(-{{1,3}}|\()[HR]{{0,3}}({NAMED}|g)(?=[.|\n,)]|$)")
_LABEL = re.compile(rf"~?[HR]{{0,4}}({NAMED})y{{0,2}}(?:\([^)]{{1,6}}\))?(?:,[^.|KUEQ:]{{0,15}})?:")
_NAME_BEFORE = re.compile(r"N{2,4}")
_BARE_CLAUSE = re.compile(r"[yDPwp]{0,3}N?[.|\n:]")
_BARE_END = re.compile(r"[^,]{0,4}[.|\n]")


def find_claims(line: Line, quote: int, sentence: Span, cues: Cues) -> Iterator[Claim]:
    """Yield the claims on the quote at token `quote` of a sentence."""
    here, following = cues
    right = _right_cue(line, here, quote)
    before = [cue for cue in here if cue.at < quote and (cue.end <= quote or cue.mention.start > quote)]
    around = [cue for cue in here if cue.at == quote + 1 and cue.mention.end <= quote and not cue.shared]
    if line.voice.second and any(line.tags[cue.at] == "V" and not cue.last for cue in before):
        before = [cue for cue in before if line.tags[cue.at] != "A"]  # "sagte Ann Li laut Agentur": she says it
    if line.voice.dialogue and any(cue.mention.kind is not Kind.OTHER for cue in before):
        before = [cue for cue in before if cue.mention.kind is not Kind.OTHER]
    beside = before.pop() if before and not around and _is_beside(line, before[-1], quote) else None
    if beside:
        yield _claim(Evidence.BEFORE, beside)
    if right and (not beside or (line.tags[quote] == "K" and line.tags[right.at] != "A")):
        yield _claim(Evidence.AFTER, right)
        if line.tags[quote] == "K" and not beside and not line.voice.inverts and right.mention.kind in _SPEAKING:
            return  # the sentence closes with who says all of it
    elif not beside and not before and following and quote == sentence[1] - 1 and _is_bare(line, following[0], quote):
        yield _claim(Evidence.TRAILING, following[0])
    if line.voice.second:  # a thing speaks beside its quote at most
        before, here = _who_first(before), _who_first(here)
    if line.voice.dialogue and not beside:
        yield from _impersonal(line, quote, sentence)
    strong = around or [cue for cue in before if line.tags[cue.at] != "x"] or before
    if strong and not beside:
        yield _claim(Evidence.WITHIN, strong[-1])
    yield from (_claim(Evidence.OUTER, cue) for cue in before)
    yield from (_claim(Evidence.TAIL, cue) for cue in here if cue.at > quote and _is_tail(line, cue))
    yield from _without_verb(line, quote, sentence)


def _impersonal(line: Line, quote: int, sentence: Span) -> Iterator[Claim]:
    """Yield that nobody speaks where something is only written somewhere: "the note read: “…”"."""
    for at in range(max(sentence[0], quote - IMPERSONAL_TOKENS), min(sentence[1], quote + IMPERSONAL_TOKENS)):
        if line.voice.has("verbs.impersonal", line.word(at).lower()):
            yield Claim(Evidence.BEFORE, pronoun(at), at)


def _claim(evidence: Evidence, cue: Cue) -> Claim:
    return Claim(evidence, cue.mention, cue.at)


def _right_cue(line: Line, cues: Sequence[Cue], quote: int) -> Cue | None:
    """Return the cue whose words begin right behind the quote: a comma, a dash or "as" may stand between."""
    lead = _LEAD.match(line.tags, quote + 1)
    last = lead.end() if lead else quote + 1
    set_off = line.tags[quote] != "Q" or line.at(quote + 1) in (",", "-", "p")
    for cue in cues:
        beside = cue.at > quote and line.left(_opening(line, cue), _ADVERBS) <= last
        if beside and not cue.shared and line.tags[cue.at] != "v" and (set_off or cue.inverted):
            return cue
    return None


def _who_first(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out the cues whose subject is a thing, where others are."""
    return [cue for cue in cues if cue.mention.kind is not Kind.OTHER] or [*cues]


def _opening(line: Line, cue: Cue) -> int:
    """Return where a cue begins, with the word that makes it an aside: "wie Ann Li sagte"."""
    return cue.start - (line.voice.second and cue.start > 0 and line.voice.has("words.alike", line.word(cue.start - 1)))


def _is_beside(line: Line, cue: Cue, quote: int) -> bool:
    """Tell whether nothing but a complement's opening stands between cue and quote: "told them that “"."""
    return _OPENS_COMPLEMENT.fullmatch(line.tags, cue.end if cue.end <= quote else cue.at + 1, quote) is not None


def _is_tail(line: Line, cue: Cue) -> bool:
    """Tell whether a cue closes the sentence as an aside: ", Ann Li said"."""
    start = line.left(_opening(line, cue), _AUXILIARY) if line.voice.second else cue.start
    return not cue.shared and line.tags[cue.at] != "v" and line.tags[start - 1] in ",-" + QUOTES


def _is_bare(line: Line, cue: Cue, quote: int) -> bool:
    """Tell whether the next sentence only names the speaker, or may do so behind a question: "“Why?” Ann Li asked."."""
    short = (_BARE_CLAUSE if line.voice.second else _BARE_END).match(line.tags, cue.end)
    bare = line.tags[quote] == "U" or short or _points_back(line, quote + 2)
    begins = line.left(cue.start, _ADVERBS) == quote + 2 + _points_back(line, quote + 2)
    return bool(bare) and begins and not cue.shared and line.tags[cue.at] not in "vA"


def _points_back(line: Line, at: int) -> int:
    """Return how many tokens at `at` point back to what was quoted: German "Das sagte …", "Mit diesen Worten …"."""
    if not line.voice.second or not line.at(at):
        return 0
    if line.voice.has("words.back", line.word(at)) and line.at(at + 1) in ("V", "x", "a"):
        return 1
    return 3 if line.at(at + 2) and line.words(at, at + 3).endswith(" Worten") else 0


def _without_verb(line: Line, quote: int, sentence: Span) -> Iterator[Claim]:
    """Yield what labels, signatures and the subject of the sentence claim."""
    label = _LABEL.match(line.tags, sentence[0], quote)
    if label and label.end() == quote:
        yield Claim(Evidence.SIGNED, name(label.start(1), label.start(1), label.end(1)))
    elif line.at(quote - 1) in (":", "("):
        yield from _named_before(line, quote - 1, sentence[0])
    signature = _SIGNATURE.match(line.tags, quote + 1)
    if signature and line.word(signature.start(2))[0].isupper():
        evidence = Evidence.NAMED if signature.group(1) == "(" else Evidence.SIGNED
        yield Claim(evidence, name(signature.start(2), signature.start(2), signature.end(2)))
    about = topic(line, *sentence) if line.voice.dialogue else None
    subject = about or first_subject(line, *sentence)
    thing = line.voice.second and subject is not None and subject.kind is Kind.OTHER
    if subject and not thing and (quote > sentence[0] or subject.start <= quote + 2):
        yield Claim(Evidence.SUBJECT, subject)


def _named_before(line: Line, at: int, start: int) -> Iterator[Claim]:
    first = line.left(at, _NAME_BEFORE)
    if start < first < at:
        signed = line.voice.second and line.at(first - 1) in ("R", ",")
        yield Claim(Evidence.SIGNED if signed else Evidence.NAMED, name(first, first, at))
