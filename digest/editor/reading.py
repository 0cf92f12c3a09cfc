"""An article as topics look at it: its words spot by spot, and what else is known of it. Read once for all topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.editor.terms import Term
from digest.editor.words import Words, fold, words_of
from digest.model import Article, Brief, Looks, Spot

OPENING_CHARACTERS = 600
"""How much of a text is its opening: what an article is about stands at its head."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What rules are held against. `facts` are the folded values of what is no text; `people` those who are quoted."""

    words: Mapping[Spot, Words]
    facts: Mapping[Looks, frozenset[str]]
    authors: Words
    people: tuple[Words, ...]
    keys: frozenset[str]
    """Every stem, and every fact as `looks:value`: a topic with none of its own keys among them need not be asked."""
    starts: frozenset[str] | None = None
    """Of the prefixes that are asked for, those that some word begins with; None where they were not looked for."""

    def can_hold(self, term: Term) -> bool:
        """Whether a term is worth looking for."""
        if term.key:
            return term.key in self.keys
        return self.starts is None or term.prefix in self.starts

    def starts_of(self, lengths: frozenset[int]) -> frozenset[str]:
        """Return what words begin with, at these lengths."""
        forms = {form for words in self.words.values() for form in words.forms}
        return frozenset(form[:length] for length in lengths for form in forms)


def read(article: Article, brief: Brief | None, *, deep: bool) -> Reading:
    """Read an article; without its brief nobody is quoted. `deep`: all of its text, not only the opening."""
    language = article.language or article.entry.language
    words = {spot: words_of(text, language) for spot, text in _texts(article, deep=deep)}
    entry = article.entry
    facts = {
        Looks.CATEGORY: frozenset(fold(name.strip()) for name in (*entry.categories, article.section) if name.strip()),
        Looks.SOURCE: frozenset({entry.source}),
        Looks.KIND: frozenset({article.kind}),
    }
    authors = words_of(f"{article.byline}\n{entry.author}", "")
    speakers = dict.fromkeys(quote.speaker for quote in (brief.quotes if brief else ()) if quote.speaker)
    people = tuple(words_of(speaker, "") for speaker in speakers)
    keys = {stem for each in words.values() for stem in each.stems}
    keys.update(fact_key(looks, value) for looks, values in facts.items() for value in values)
    keys.update(fact_key(Looks.AUTHOR, form) for form in authors.forms)
    keys.update(fact_key(Looks.PERSON, name.forms[-1]) for name in people if name.forms)
    return Reading(words, facts, authors, people, frozenset(keys))


def fact_key(looks: Looks, value: str) -> str:
    """Return the key of a fact; no stem holds a colon."""
    return f"{looks}:{value}"


def _texts(article: Article, *, deep: bool) -> Iterator[tuple[Spot, str]]:
    yield Spot.HEADLINE, article.entry.headline
    yield Spot.DEK, article.entry.dek
    end = _opening_end(article.text)
    yield Spot.OPENING, article.text[:end]
    if deep:
        yield Spot.TEXT, article.text[end:]


def _opening_end(text: str) -> int:
    """Where the opening ends: no word is cut in two there."""
    end = OPENING_CHARACTERS
    while end < len(text) and text[end].isalnum() and end < OPENING_CHARACTERS + 40:
        end += 1
    return end
