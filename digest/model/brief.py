"""What the summariser lifts from an article: the lede and the key quotes."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model.news import Entry, Passage


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that words were lifted from, where it is not the story's own: its key, its source's title, its address."""

    article: int
    source_title: str
    url: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody said, as the article prints them between its marks (the marks left out).

    `words` are the stretches in text order (more than one where the quotation is split). `speaker` is "" when nobody,
    or two people, could be meant: never a guess. `mention` is how the text names the speaker beside the cue,
    `cue` the words of saying: the evidence of the attribution. `confidence` is 0.0 to 1.0, of the attribution.
    All passages are offsets into the text of `origin`; None is the article of the brief that holds the quote.
    """

    words: tuple[Passage, ...]
    speaker: str = ""
    role: str = ""
    mention: Passage | None = None
    cue: Passage | None = None
    confidence: float = 0.0
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """An article in brief: its entry, its lede, and its quotes, most salient first.

    `lede` is None only where no sentence of the text can stand alone. `chosen_by` names the model that had a say in
    the quotes' order; "" where our own rules decided alone.
    """

    entry: Entry
    lede: Passage | None
    quotes: tuple[Quote, ...] = ()
    chosen_by: str = ""
