"""Why: the evidence behind a story, marked in its article, and what became of each of its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.jobs.preview import Sheet
from digest.model import Candidate, LeftOut, Newsletter, Passage, Quote, Story
from digest.renderer.budget import NAME_MOST, QUOTE_MOST, QUOTES_MOST

OVERRULED = "another report of the same has these words more fully, or under another speaker's name"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article that something was made of: its kind (lede, quote, mention, cue), and the quote's number."""

    kind: str
    start: int
    end: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a paragraph under the same marks. `begins` are the marks that start here."""

    text: str
    kinds: tuple[str, ...] = ()
    begins: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A quote with its number in the order of salience, and why it is not printed ("": it is)."""

    number: int
    quote: Quote
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for a story: as it runs (`story`) or why it does not (`left_out`), its quotes, its marked article."""

    candidate: Candidate
    story: Story | None
    section: str
    left_out: LeftOut | None
    verdicts: tuple[Verdict, ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]
    trimmed: bool = False
    borrowed: tuple[Quote, ...] = ()
    """Quotes that the story prints from other reports of the same event; each has its own page by `origin.article`."""


def evidence(sheet: Sheet, key: int) -> Evidence | None:
    """Return the evidence for the candidate of this key; None where the sheet has none."""
    candidate = next((each for each in sheet.draft.candidates if each.key == key), None)
    if candidate is None:
        return None
    ran = ((section, story) for section in sheet.draft.choice.sections for story in section.stories)
    section, story = next(((s.title or s.kind.value, story) for s, story in ran if story.key == key), ("", None))
    left_out = next((each for each in sheet.draft.choice.left_out if each.key == key), None)
    verdicts = tuple(_merged(judge_quotes(candidate.brief.quotes, sheet.newsletter), story))
    marks = tuple(_marks(candidate.brief.lede, verdicts))
    trimmed = key in trimmed_keys(sheet)
    paragraphs = tuple(mark_text(candidate.article.text, marks))
    borrowed = tuple(quote for quote in story.brief.quotes if quote.origin) if story else ()
    return Evidence(candidate, story, section, left_out, verdicts, paragraphs, trimmed, borrowed)


def trimmed_keys(sheet: Sheet) -> frozenset[int]:
    """The keys of the stories that the size budget took out of the mail: the last ones, as the press takes them."""
    stories = sheet.draft.issue.stories if sheet.draft.issue else ()
    count = sheet.proof.trimmed if sheet.proof else 0
    return frozenset(story.key for story in stories[len(stories) - count :])


def judge_quotes(quotes: Sequence[Quote], newsletter: Newsletter) -> Iterator[Verdict]:
    """Yield each quote of a brief, the most salient first, with why the newsletter does not print it."""
    most = min(newsletter.quotes, QUOTES_MOST)
    printed = 0
    for number, quote in enumerate(quotes, 1):
        refused = _refusal(quote, newsletter.confidence)
        if not refused and printed >= most:
            refused = f"the {most} before it fill the newsletter's limit of quotes a story"
        printed += not refused
        yield Verdict(number, quote, refused)


def _merged(verdicts: Iterable[Verdict], story: Story | None) -> Iterator[Verdict]:
    """Yield the verdicts, those too that another report of the event overruled: the story does not hold their quotes."""
    for verdict in verdicts:
        gone = story is not None and not verdict.refused and verdict.quote not in story.brief.quotes
        yield replace(verdict, refused=OVERRULED) if gone else verdict


def _refusal(quote: Quote, confidence: float) -> str:
    if not quote.speaker:
        return "nobody, or two people, could have said it: a speaker is never guessed"
    if quote.confidence < confidence:
        return f"the speaker's confidence, {quote.confidence:.3f}, is below the newsletter's {confidence:g}"
    letters = len(" … ".join(passage.text for passage in quote.words))
    if letters > QUOTE_MOST:
        return f"it has {letters} letters, and a mail prints {QUOTE_MOST} at most"
    return "the speaker's name is too long to print" if len(quote.speaker) > NAME_MOST else ""


def _marks(lede: Passage | None, verdicts: Sequence[Verdict]) -> Iterator[Mark]:
    if lede:
        yield Mark("lede", lede.start, lede.end)
    for verdict in verdicts:
        quote = verdict.quote
        for kind, passages in (("quote", quote.words), ("mention", (quote.mention,)), ("cue", (quote.cue,))):
            for passage in filter(None, passages):
                yield Mark(kind, passage.start, passage.end, verdict.number)


def mark_text(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Stretch, ...]]:
    """Yield the paragraphs of a text, each cut where a mark begins or ends; joined again they are the text."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        within = [_clip(mark, start, end) for mark in marks if mark.start < end and mark.end > start]
        edges = sorted({start, end, *(mark.start for mark in within), *(mark.end for mark in within)})
        yield tuple(_stretch(text, span, within, marks) for span in pairwise(edges))
        start = end + 1


def _clip(mark: Mark, start: int, end: int) -> Mark:
    return replace(mark, start=max(mark.start, start), end=min(mark.end, end))


def _stretch(text: str, span: tuple[int, int], within: Sequence[Mark], marks: Sequence[Mark]) -> Stretch:
    start, end = span
    kinds = tuple(dict.fromkeys(mark.kind for mark in within if mark.start <= start and mark.end >= end))
    begins = tuple(mark for mark in marks if mark.start == start and mark.kind in {"lede", "quote"})
    return Stretch(text[start:end], kinds, begins)
