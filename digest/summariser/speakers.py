"""Speakers: goes through an article sentence by sentence, knows who was spoken of, and settles who said each quote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.summariser.anaphora import in_sight
from digest.summariser.cast import read_cast
from digest.summariser.claims import TRUST, Claim, Cues, Evidence, find_claims
from digest.summariser.clauses import Cue
from digest.summariser.cues import find_cues
from digest.summariser.identity import keep_in_mind, recall
from digest.summariser.memory import Memory, Who
from digest.summariser.phrases import Mention, name
from digest.summariser.tagging import QUOTES, Line, Span
from digest.summariser.topic import first_subject, topic

FIRM = 0.6
"""A claim below this gives way to a speaker that the sentence or the paragraph already has."""

RIVALS = ((0.97, "equal"), (0.8, "close"), (0.5, "far"), (0.0, "none"))
"""How close another speaker's claim comes, as a share of the best one's weight."""

_QUOTE = re.compile(f"[{QUOTES}]")
_SPEECH = re.compile("[VvxAZs]|[KUQ],?-?[wdNHRp]|[NOp]w[,:][KUEQ]")
_LEADING = re.compile("[~yCSDw]{0,3},?")
_NOTHING_BUT_QUOTES = re.compile("[KUEQ~.,-]*")
_RUN_ON = re.compile(rf"(?=([{QUOTES}])[|\n~]+([{QUOTES}]))")
_PASSED_ON = frozenset({Evidence.CONTINUES, Evidence.LEADS, Evidence.INTRODUCED, Evidence.DRIFTS})


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim and whom it means; `signs` says what else speaks for or against it, for the confidence in it."""

    claim: Claim
    who: Who
    signs: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How well the claim stands against others, whoever is meant."""
        return TRUST[self.claim.evidence] * self.who.weight

    def passed(self, evidence: Evidence) -> Attribution:
        """Return the same speaker for another quote, on other evidence."""
        giver = next(
            (sign for sign in self.signs if sign.startswith("from ")), f"from {self.claim.evidence.name.lower()}"
        )
        return Attribution(Claim(evidence, self.claim.mention, self.claim.cue), self.who, (giver,))


@dataclass(slots=True)
class _Scene:
    """What is settled: each quote's attribution, and who spoke last in this paragraph and in the one before.

    `waiting` quotes have no claim yet; `alone` is True while the paragraph is nothing but quotes; `announced` where
    the paragraph before ended in a colon.
    """

    memory: Memory
    settled: dict[int, Attribution] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)
    last: Attribution | None = None
    before: Attribution | None = None
    alone: bool = True
    announced: bool = False


def attribute(memory: Memory) -> Mapping[int, Attribution]:
    """Return the attribution of each quote's token; a quote that nobody is said to speak is left out."""
    line = memory.line
    scene = _Scene(memory)
    sentences = list(line.sentences())
    cues = [_cues(line, span) for span in sentences] + [()]
    for number, span in enumerate(sentences):
        ends_paragraph = line.at(span[1]) != "|"
        _read_sentence(scene, span, (cues[number], () if ends_paragraph else cues[number + 1]))
        if ends_paragraph:
            _close_paragraph(scene, span[1])
    _link(scene)
    return scene.settled


def new_memory(line: Line) -> Memory:
    """Return a reader's mind before the first sentence: the cast is known, nobody has been spoken of."""
    return Memory(line, read_cast(line))


def _cues(line: Line, span: Span) -> Sequence[Cue]:
    return find_cues(line, *span) if line.voice.second or _SPEECH.search(line.tags, *span) else ()


def _read_sentence(scene: _Scene, span: Span, cues: Cues) -> None:
    memory, line = scene.memory, scene.memory.line
    subject = first_subject(line, *span)
    mentions = [cue.mention for cue in cues[0] if not cue.shared] + [
        each for each in (topic(line, *span), subject) if each
    ]
    for mention in sorted(mentions, key=lambda each: each.start):
        recall(memory, mention)
    if subject and any(cue.mention == subject and line.tags[cue.at] == "V" for cue in cues[0]):
        keep_in_mind(memory, recall(memory, subject))
    scene.alone = scene.alone and bool(_NOTHING_BUT_QUOTES.fullmatch(line.tags, *span))
    quotes = [match.start() for match in _QUOTE.finditer(line.tags, *span)]
    for quote in quotes:
        claims = [Attribution(claim, recall(memory, claim.mention)) for claim in find_claims(line, quote, span, cues)]
        if claims:
            scene.settled[quote] = _best(claims)
    if quotes:
        _pass_on(scene, span, quotes)
    else:
        _listen(scene, span, cues[0], subject)


def _best(options: Sequence[Attribution]) -> Attribution:
    """Return the weightiest attribution, with a sign of how close another speaker comes to it."""
    best = max(options, key=lambda each: each.weight)
    others = [each for each in options if each.who.name != best.who.name and not _is_apposed(best, each)]
    rival = max((each.weight for each in others), default=0.0) / best.weight
    sign = f"rival {next(word for least, word in RIVALS if rival >= least)}"
    return replace(best, signs=(*(each for each in best.signs if not each.startswith("rival")), sign))


def _is_apposed(one: Attribution, other: Attribution) -> bool:
    """Tell whether the phrase behind a name and a comma only says who that is: "Ann Li, the mayor,"."""
    return other.who.person is None and other.claim.mention.start == one.claim.mention.end + 1


def _pass_on(scene: _Scene, span: Span, quotes: Sequence[int]) -> None:
    """Give quotes without a firm claim the speaker of their sentence, else of their paragraph."""
    settled, line = scene.settled, scene.memory.line
    reported = _is_reported(line, span) and scene.last is not None
    firm = [quote for quote in quotes if quote in settled and _is_firm(settled[quote], reported)]
    for quote in (quote for quote in quotes if quote not in firm):
        options = [settled[quote]] if quote in settled else []
        if firm:
            nearest = min(firm, key=lambda other: abs(other - quote))
            options.append(settled[nearest].passed(Evidence.SHARED))
        elif scene.last:
            opens = _LEADING.fullmatch(line.tags, span[0], quote)
            flow = Evidence.FOLLOWS if opens else Evidence.REPORTED if reported else Evidence.DRIFTS
            if flow is Evidence.DRIFTS and line.voice.drops and _is_led_to(line, span, quote):
                flow = Evidence.REPORTED
            options += [scene.last.passed(flow)] if flow is not Evidence.DRIFTS or not line.voice.dialogue else []
        if options:
            settled[quote] = _best(options)
        else:
            scene.waiting.append(quote)
    if quotes[-1] in settled:
        scene.last = settled[quotes[-1]]
        if not line.voice.dialogue:
            settled |= {quote: scene.last.passed(Evidence.LEADS) for quote in scene.waiting}
        scene.waiting.clear()


def _is_led_to(line: Line, span: Span, quote: int) -> bool:
    """Tell whether a sentence that names nobody leads to a quote: "In return he set a condition: “…”"."""
    return line.at(quote - 1) == ":" and not any(letter in line.tags[span[0] : quote] for letter in "NOrgRpo")


def _is_firm(attribution: Attribution, reported: bool) -> bool:
    return attribution.weight > FIRM and not (reported and attribution.claim.evidence is Evidence.SUBJECT)


def _is_reported(line: Line, span: Span) -> bool:
    """Tell whether a verb's mood marks the sentence as another's words (German "er sei", "sie habe")."""
    reported = line.voice.lists.get("words.reported", frozenset())
    return bool(reported) and any(line.word(at) in reported for at in range(*span))


def _listen(scene: _Scene, span: Span, cues: Sequence[Cue], subject: Mention | None) -> None:
    """Remember who speaks in a sentence without quotes, or whom it is about."""
    colon = scene.memory.line.tags[span[1] - 1] == ":"
    if scene.memory.line.voice.dialogue:
        scene.last = _spoken_of(scene, span, cues, subject)
    elif cues:
        mention = cues[-1].mention
        scene.last = Attribution(Claim(Evidence.WITHIN, mention, cues[-1].at), recall(scene.memory, mention))
    elif subject and (colon or not scene.last):
        who = recall(scene.memory, subject)
        scene.last = Attribution(Claim(Evidence.SUBJECT, subject), who) if who.person else scene.last


def _spoken_of(scene: _Scene, span: Span, cues: Sequence[Cue], subject: Mention | None) -> Attribution | None:
    """Return who is in mind behind a sentence without quotes: who speaks in it, else its subject; nobody in doubt."""
    memory = scene.memory
    mentions = [(cue.mention, cue.at) for cue in cues[-1:]] + [(subject, None) for _ in (subject,) if subject]
    for mention, at in mentions:
        who = recall(memory, mention)
        if who.name and (who.human or at is not None):
            evidence = Evidence.SUBJECT if at is None else Evidence.WITHIN
            return Attribution(Claim(evidence, mention, at), who)
    others = {each.name for each in (memory.shown or ()) if span[0] <= each.at < span[1]}
    in_doubt = mentions or (others and (not scene.last or others != {scene.last.who.name}))
    return None if in_doubt else scene.last


def _close_paragraph(scene: _Scene, end: int) -> None:
    """Let a paragraph that is nothing but quotes go on with the speaker of the one before."""
    if scene.alone and scene.waiting and scene.memory.line.voice.dialogue:
        scene.before = _above(scene)
    if scene.alone and scene.before and scene.waiting:
        evidence = Evidence.INTRODUCED if scene.announced else Evidence.CONTINUES
        scene.settled |= {quote: scene.before.passed(evidence) for quote in scene.waiting}
        scene.last = scene.settled[scene.waiting[-1]]
    scene.waiting.clear()
    scene.before = scene.last or scene.before
    scene.announced = scene.memory.line.at(end - 1) == ":"
    scene.last, scene.alone = None, True


def _above(scene: _Scene) -> Attribution | None:
    """Return who speaks a paragraph of nothing but quotes: whoever spoke in the paragraph above, else its only person."""
    line, at = scene.memory.line, scene.waiting[0]
    start = line.tags.rfind("\n", 0, at)
    top = line.tags.rfind("\n", 0, max(0, start)) + 1
    found = in_sight(scene.memory, max(0, start))
    if found and found.at >= top:
        mention = name(found.at, found.at, found.at + 1)
        return Attribution(Claim(Evidence.CONTINUES, mention), Who(found.name, found.person, found.gender))
    spoke = scene.before and scene.before.claim.mention.start >= top
    return scene.before if spoke else None


def _link(scene: _Scene) -> None:
    """Give the parts of an utterance that runs over paragraphs the speaker of the part that has one."""
    line = scene.memory.line
    pairs = [(match.start(1), match.start(2)) for match in _RUN_ON.finditer(line.tags)]
    open_ended = [pair for pair in pairs if not line.quotes[pair[0]].closed]
    for one, other in open_ended:
        _join(scene, one, other)
    for one, other in reversed(open_ended):
        _join(scene, other, one)


def _join(scene: _Scene, source: int, target: int) -> None:
    giver, taker = scene.settled.get(source), scene.settled.get(target)
    if giver and giver.claim.evidence not in _PASSED_ON and (not taker or taker.claim.evidence in _PASSED_ON):
        scene.settled[target] = giver.passed(Evidence.RUNS_ON)
