"""Quotes: what an article quotes, who says it, what that person is, and where the text says so.

speech     where somebody speaks: marks, dashes, labels      -> stretches
tagging    the text as a line of letters, a stretch one token -> a line
cues       verbs of saying with their subjects                -> cues
claims     which cue may belong to which quote, and why       -> claims
identity   whom "he", "Mr. Li" and "the ministry" mean        -> people
speakers   the best claim on each quote, through the text     -> attributions
interview  questions and answers, without marks               -> turns
quotes     utterances made of stretches, titles left out      -> quotes
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import merge

from digest.model import Article, Passage, Quote
from digest.summariser.cast import Person, printed
from digest.summariser.claims import Evidence
from digest.summariser.confidence import is_doubtful, rate, signs
from digest.summariser.interviewee import read_answers
from digest.summariser.language import detect_language
from digest.summariser.memory import Memory, role_of
from digest.summariser.nominative import is_inflected, nominative
from digest.summariser.phrases import Kind, Mention
from digest.summariser.roles import find_role
from digest.summariser.speakers import Attribution, attribute, new_memory
from digest.summariser.speech import find_stretches
from digest.summariser.tagging import Line, Span, tag_text
from digest.summariser.titles import is_title
from digest.summariser.voices import load_voice

FEWEST_WORDS = 5
"""Quoted words fewer than these are a quote only where they are an utterance of their own: "“Never again,” she said"."""

LEAST = 0.02
"""Below this confidence a name would be no more than noise: the quote names nobody. Newsletters print from far higher on."""

TITLED = 9
"""How many places of a lone name are looked at for a role."""

_Rated = tuple[float, tuple[str, ...], Attribution]
"""A confidence, the signs that it is made of, and the attribution."""

_Explained = tuple[Quote, tuple[str, ...]]
"""A quote and the signs that its confidence is made of."""

_WORD = re.compile(r"[^\W_]+")
_GOVERNED = frozenset({Evidence.AFTER, Evidence.BEFORE, Evidence.WITHIN, Evidence.TAIL})
_UTTERED = frozenset({Evidence.AFTER, Evidence.BEFORE, Evidence.TRAILING, Evidence.SIGNED, Evidence.FOLLOWS})
_SAME_UTTERANCE = frozenset({Evidence.FOLLOWS, Evidence.SHARED, Evidence.AFTER, Evidence.BEFORE})
_INTERRUPTION = re.compile(r"[^\n|]{1,30}\|?-?")


def find_quotes(article: Article) -> tuple[Quote, ...]:
    """Return the quotes of an article in the order of its text; each of their words is the article's own.

    A quote has several passages where the article interrupts it or breaks it into paragraphs. Single words in inverted
    commas, titles and names are left out (FEWEST_WORDS). `speaker` is "" where the text names nobody, only "they" or
    "we", or where a pronoun fits nobody named before. A language without a voice file gets its quotes by their marks.
    """
    return tuple(quote for quote, _ in explain_quotes(article))


def explain_quotes(article: Article, least: float = LEAST) -> Iterator[tuple[Quote, tuple[str, ...]]]:
    """Yield the quotes of an article, each with the signs that its confidence is made of (none where it names nobody).

    Nobody is named with a confidence below `least`.
    """
    code = article.language or article.entry.language or detect_language(article.text)
    voice = load_voice(code)
    line = tag_text(article.text, find_stretches(article.text, voice), voice)
    memory = new_memory(line)
    said = attribute(memory) if voice.code else {}
    answers = read_answers(article, memory)
    marked = (_quote(article, memory, tokens, _rated(line, said, tokens, least)) for tokens in _utterances(line, said))
    answered = ((_with_role(memory, quote, person), ("interview",)) for quote, person in answers.quotes)
    yield from merge(_outside(marked, answers.covered), answered, key=lambda each: each[0].words[0].start)


def _outside(marked: Iterable[_Explained], covered: Sequence[Span]) -> Iterator[_Explained]:
    """Yield the quotes that reach into none of the spans: marks within an answer are part of it."""
    starts = [start for start, _ in covered]
    for quote, why in marked:
        before = ((covered[bisect_left(starts, each.end) - 1], each) for each in quote.words if covered)
        if not any(span[0] < each.end and each.start < span[1] for span, each in before):
            yield quote, why


def _with_role(memory: Memory, quote: Quote, person: Person | None) -> Quote:
    return replace(quote, role=_as_printed(memory.line, role_of(memory, person))) if person else quote


def _utterances(line: Line, said: Mapping[int, Attribution]) -> Iterator[list[int]]:
    """Yield the tokens of each utterance that is worth quoting."""
    utterances: list[list[int]] = []
    for token in _spoken(line, said):
        if utterances and _goes_on(line, said, utterances[-1][-1], token):
            utterances[-1].append(token)
        else:
            utterances.append([token])
    return (tokens for tokens in utterances if _is_worth_quoting(line, tokens, said))


def _spoken(line: Line, said: Mapping[int, Attribution]) -> Iterator[int]:
    """Yield the tokens of the stretches that are no titles."""
    titles: set[int] = set()
    for token in line.quotes:
        cued = token in said and said[token].claim.evidence in _GOVERNED
        if is_title(line, token, titles, cued):
            titles.add(token)
        else:
            yield token


def _goes_on(line: Line, said: Mapping[int, Attribution], one: int, other: int) -> bool:
    """Tell whether two stretches are one utterance: run on over paragraphs, or parted by their attribution alone."""
    if not line.quotes[one].closed and not line.tags[one + 1 : other].strip("|\n~"):
        return True
    if _are_parted_by_an_incise(line, one, other):
        return True
    if one not in said or other not in said or not _is_set_off(line, one):
        return False
    claim, next_claim = said[one].claim, said[other].claim
    same = claim.mention == next_claim.mention and next_claim.evidence in _SAME_UTTERANCE
    return same and claim.evidence is Evidence.AFTER and bool(_INTERRUPTION.fullmatch(line.tags, one + 1, other))


def _are_parted_by_an_incise(line: Line, one: int, other: int) -> bool:
    """Tell whether two stretches of a line stand in one pair of marks, or behind one dash, around the author's words."""
    first, second = line.quotes[one], line.quotes[other]
    unmarked = first.end == first.right and second.left == second.start
    return unmarked and "\n" not in line.tags[one:other]


def _is_worth_quoting(line: Line, tokens: Sequence[int], said: Mapping[int, Attribution]) -> bool:
    stretches = [line.quotes[token] for token in tokens]
    if (
        line.voice.dialogue
        and not line.voice.cases
        and not any(token in said for token in tokens)
        and line.text[stretches[0].start].islower()
    ):
        return False  # a few words that the article holds at arm's length
    words = [word for each in stretches for word in _WORD.findall(line.text, each.start, each.end)]
    if len(words) >= FEWEST_WORDS:
        return True
    uttered = tokens[0] in said and said[tokens[0]].claim.evidence in _UTTERED
    return bool(words) and uttered and words[0][0].isupper() and _is_set_off(line, tokens[0])


def _is_set_off(line: Line, token: int) -> bool:
    """Tell whether a sign parts a quote from what follows: it is an utterance, not a part of the sentence."""
    return line.tags[token] != "Q" or line.at(token + 1) in (",", "-")


def _rated(line: Line, said: Mapping[int, Attribution], tokens: Sequence[int], least: float) -> _Rated | None:
    """Return the weightiest attribution of an utterance's stretches, None where it is not sure enough to name anybody."""
    best = max((token for token in tokens if token in said), key=lambda token: said[token].weight, default=None)
    if best is None:
        return None
    shown = tuple(signs(line, best, said[best]))
    confidence = rate(line.voice.code, shown)
    return (confidence, shown, said[best]) if confidence >= least or not said[best].who.name else None


def _quote(
    article: Article, memory: Memory, tokens: Sequence[int], rated: _Rated | None
) -> tuple[Quote, tuple[str, ...]]:
    line = memory.line
    words = tuple(_lift_speech(article, line.quotes[token].start, line.quotes[token].end) for token in tokens)
    if rated is None:
        return Quote(words), ()
    confidence, why, best = rated
    mention, cue = best.claim.mention, best.claim.cue
    if cue is None and not best.who.name.isupper() and is_doubtful(line, best.who.name):
        return Quote(words), ()  # a label ("Tip: “…”"), and nothing says that it is anybody's name
    quote = Quote(
        words,
        best.who.name,
        _role(memory, best),
        _lift(article, line, mention.start, mention.end),
        _lift(article, line, cue, cue + 1) if cue is not None else None,
        round(confidence, 3) if best.who.name else 0.0,
    )
    return quote, why


def _lift_speech(article: Article, start: int, end: int) -> Passage:
    """Lift what is said, without the comma that leads to who said it: that is the sentence's, not the speaker's."""
    said = article.text[start:end].rstrip(",، ")
    return article.lift(start, start + len(said) if said else end)


def _lift(article: Article, line: Line, start: int, end: int) -> Passage:
    return article.lift(line.spans[start][0], line.spans[end - 1][1])


def _role(memory: Memory, attribution: Attribution) -> str:
    """Return what the article says that a speaker is, as it prints it."""
    line, who, mention = memory.line, attribution.who, attribution.claim.mention
    if not who.name or (who.person is None and mention.kind not in (Kind.NAME, Kind.PRONOUN)):
        return ""
    return _as_printed(line, role_of(memory, who.person) if who.person else _lone_role(memory, mention, who.name))


def _as_printed(line: Line, span: Span | None) -> str:
    """Return a role as the text prints it, an oblique case's ending left out."""
    if span and line.voice.cases:
        return _first_form(line, *span)
    if span and is_inflected(line, span[0]):
        return nominative(line, span[0], _noun(line, *span), span[1])
    return printed(line, *span) if span else ""


def _first_form(line: Line, start: int, end: int) -> str:
    """Return a role as it stands, or only the noun without the ending of another case: "analityka", "аспиранта"."""
    noun, voice = line.word(start), line.voice
    cut = noun[:-1]
    bent = noun[-1:] in "аa" and not voice.has("nouns.base", noun.lower()) and voice.genders.get(noun.lower()) != "f"
    known = voice.has("nouns.base", cut.lower()) or (
        cut.endswith(tuple(voice.lists["grammar.role_endings"])) and cut[-1:] != "к"
    )
    return cut if bent and known and end == start + 1 else printed(line, start, end)


def _noun(line: Line, start: int, end: int) -> int:
    """Return the token of the noun that a role is built on: the first for a person, else the last one."""
    return next((at for at in range(start, end) if line.tags[at] in "rR"), end - 1)


def _lone_role(memory: Memory, mention: Mention, name: str) -> Span | None:
    """Return the role of somebody whom the article never names in full: beside this mention, else beside a titled one."""
    line = memory.line
    titled = memory.cast.titled.get(line.voice.stem(name.rpartition(" ")[2]), ())[:TITLED]
    return find_role(line, [(mention.head, mention.stop), *titled])
