"""A word or phrase as an editor writes it, made ready to be looked for in one language."""

from __future__ import annotations

from dataclasses import dataclass

from digest.editor.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Term:
    """A term's words. `exact`: as written (with its capitals, where it has any); `open_end`: its last word is a prefix."""

    written: str
    words: Words
    exact: bool = False
    open_end: bool = False

    @property
    def key(self) -> str:
        """The stem that a text must hold for the term to stand in it; "" where only a prefix can tell."""
        return "" if self.open_end and len(self.words.stems) == 1 else "".join(self.words.stems[:1])

    @property
    def prefix(self) -> str:
        """What some word must begin with; "" where the key tells more."""
        return "" if self.key else "".join(self.words.forms[:1])


def make_term(written: str, language: str) -> Term:
    """Return a term; one without a letter or a digit finds nothing.

    `=word` is exact, `word*` a prefix; both may be phrases, of which the star opens the last word.
    """
    exact, open_end = written.startswith("="), written.endswith("*")
    return Term(written, words_of(written.removeprefix("=").removesuffix("*"), language), exact, open_end)


def find_term(term: Term, words: Words) -> str:
    """Return the words that a term first finds in a text, as printed; "" where it finds none."""
    count = len(term.words.forms)
    if not count:
        return ""
    for first in _beginnings(term, words):
        if first + count <= len(words.forms) and all(_meets(term, n, words, first + n) for n in range(count)):
            return words.cut(first, count)
    return ""


def _beginnings(term: Term, words: Words) -> list[int]:
    """Where a term could begin: most texts do not hold it, and are told apart without looking at each word twice."""
    if not term.key:
        return [place for place, form in enumerate(words.forms) if form.startswith(term.prefix)]
    if term.key not in words.stems:
        return []
    return [place for place, stem in enumerate(words.stems) if stem == term.key]


def _meets(term: Term, place: int, words: Words, at: int) -> bool:
    """Whether one word of a term stands at a place of the text."""
    form = term.words.forms[place]
    if term.open_end and place == len(term.words.forms) - 1:
        return words.forms[at].startswith(form)
    if not term.exact:
        return words.stems[at] == term.words.stems[place]
    if not any(letter.isupper() for letter in term.written):
        return words.forms[at] == form
    return words.cut(at, 1) == term.words.cut(place, 1)
