"""Quotes of one event, gathered from all its reports: what several of them print stands once, and keeps its own source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.editor.doubles import Report
from digest.model import Candidate, Origin, Quote

SHARED_RUNS = 0.6
"""The share of the shorter quotation's runs of three words that a longer one holds, from which on they are the same words:
two desks that transcribe one sentence differ in a word or two."""

RUN = 3

NAME_LETTERS = 3

OWN_WORDS = 5
"""Fewer words than this ("We are shocked") two people may well have said, each for himself."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation, its words as they compare, and whether two reports name different speakers for it."""

    quote: Quote
    words: tuple[str, ...]
    disputed: bool = False


def sure(quotes: Sequence[Quote], confidence: float) -> tuple[Quote, ...]:
    """Return the quotes that may be printed: somebody said them, and we are sure who."""
    return tuple(quote for quote in quotes if quote.speaker and quote.confidence >= confidence)


def merge_quotes(report: Report, titles: Mapping[str, str], confidence: float) -> tuple[Quote, ...]:
    """Return the sure quotes of all reports of an event, those of the lead first, each sort in its order of salience.

    A quote of another report carries its origin; `titles` names sources by id. Of two that repeat each other the fuller
    stands, the surer where they are level, the first where that too is level. Words for which two reports name different
    speakers are printed for neither: which of them is right would be a guess.
    """
    gathered: list[_Said] = []
    for candidate in (report.lead, *report.others):
        for quote in sure(candidate.brief.quotes, confidence):
            own = quote if candidate is report.lead else replace(quote, origin=_origin(candidate, titles))
            _gather(gathered, _Said(own, _words(own)))
    return tuple(said.quote for said in gathered if not said.disputed)


def _origin(candidate: Candidate, titles: Mapping[str, str]) -> Origin:
    entry = candidate.article.entry
    return Origin(candidate.key, titles.get(entry.source, ""), entry.url)


def _gather(gathered: list[_Said], said: _Said) -> None:
    """Put a quotation in the place of the first that it repeats and betters, or at the end where it repeats none.

    One that holds several of those before it (the whole of what was cut in two) takes the place of them all.
    """
    places = [place for place, known in enumerate(gathered) if _repeats(known, said)]
    if not places:
        gathered.append(said)
        return
    known = [gathered[place] for place in places]
    disputed = any(each.disputed or not _same_speaker(each, said) for each in known)
    best = max((*known, said), key=lambda each: (len(each.words), each.quote.confidence))
    gathered[places[0]] = replace(best, disputed=disputed)
    for place in reversed(places[1:]):
        del gathered[place]


def _words(quote: Quote) -> tuple[str, ...]:
    text = " ".join(passage.text for passage in quote.words)
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _repeats(one: _Said, other: _Said) -> bool:
    """Whether two reports print the same words: the shorter is in the longer, or as good as."""
    if one.quote.origin == other.quote.origin:
        return False  # what one report prints twice, its summariser has judged
    shorter, longer = sorted((one.words, other.words), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return len(shorter) >= OWN_WORDS or _same_speaker(one, other)
    runs = _runs(shorter)
    return bool(runs) and len(runs & _runs(longer)) >= SHARED_RUNS * len(runs)


def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(words[start : start + RUN] for start in range(len(words) - RUN + 1))


def _same_speaker(one: _Said, other: _Said) -> bool:
    """Whether two names can be one person's: they share a word of three letters or more ("Holt", "Mara Holt")."""
    first, second = (
        {word for word in re.findall(r"\w+", name.casefold()) if len(word) >= NAME_LETTERS} or {name.casefold()}
        for name in (one.quote.speaker, other.quote.speaker)
    )
    return bool(first & second)
