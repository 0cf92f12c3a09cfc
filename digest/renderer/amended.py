"""Corrections and updates as they are printed: the article's own words, under the headline that it has now."""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Amendment, Change, ChangeKind
from digest.model.text import clean_line
from digest.renderer import budget
from digest.renderer.language import Language, Words, language
from digest.renderer.links import quotation_address, web_address
from digest.renderer.printed import PrintedAmendment, PrintedChange


def print_amendment(amendment: Amendment, tongue: Language, site: str) -> PrintedAmendment:
    """Return a changed story as the block of corrections prints it; words that are too long are left to the article."""
    url = web_address(amendment.url)
    own = language(amendment.language, tongue.tag)
    source = budget.shortened(clean_line(amendment.source_title))
    return PrintedAmendment(
        headline=budget.shortened(clean_line(amendment.headline)) or budget.shortened(url) or "…",
        url=url,
        credit=source if source != site else "",
        changes=tuple(_changes(amendment.changes, url, tongue.words)),
        lang=own.tag if own != tongue else "",
        dir=own.direction if own != tongue else "",
    )


def _changes(changes: tuple[Change, ...], url: str, words: Words) -> Iterator[PrintedChange]:
    for change in changes:
        said = change.former if change.kind is ChangeKind.HEADLINE else change.words
        if text := budget.whole(clean_line(said), budget.QUOTE_MOST):
            address = quotation_address(url, (change.passage,)) if change.passage else ""
            yield PrintedChange(_label(change.kind, words), _marked(change.kind, text, words), address)


def _label(kind: ChangeKind, words: Words) -> str:
    """What stands before the words; a note says itself what it is."""
    return {
        ChangeKind.CORRECTION: "",
        ChangeKind.HEADLINE: words.formerly,
        ChangeKind.FACT: words.now,
        ChangeKind.ADDED: words.new,
    }[kind]


def _marked(kind: ChangeKind, text: str, words: Words) -> str:
    return text if kind is ChangeKind.CORRECTION else f"{words.opening_mark}{text}{words.closing_mark}"
