r"""An article as a line of tags, one letter a token, so that grammar is a regular expression over letters.

K U E Q   a quoted stretch that ends in a comma, in ? ! … or a dash, in a full stop, in none of these
N O R H   capitalised: a name, a word that makes it a body's or a place's, a rank or party, a courtesy title
r g t     nouns: a person, a body, a document or other words said
V v x     verbs of saying: finite, participle, weak (as often a noun, or of thinking)
A Z s     according to, before and behind its source; so, as in German "so der Minister"
p o W     he or she; other pronouns; who and which
d P C S   determiner, preposition, coordinator, subordinator
b a y     forms of to be, other auxiliaries, adverbs
G h       genitive of a capitalised word, of another
D # e w   date word, number, particle of a name ("van"), any other word
, : ; - ( )   as they are; . any full stop; | the end of a sentence; \n of a line; ~ any other sign
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.summariser.letters import tag_capital, tag_small
from digest.summariser.marks import Stretch
from digest.summariser.occupations import find_occupations
from digest.summariser.retagging import retag
from digest.summariser.voices import Voice

LONGEST_SENTENCE = 300
"""Tokens after which a sentence without an end is cut, so that reading it stays linear in the text."""

LONGEST_BODY = 4
"""How many words in marks may be the name of a club, a paper or a firm."""

KNOWN_WORDS = 100_000
"""How many words of a language are kept with their letter once they were met: more than news uses in a year."""

QUOTES = "KUEQ"
"""The letters of a quoted stretch."""

_SIGNS = dict(zip(".?!…。,،，、;；:：([)]—–-―", ".....,,,,;;::(())----", strict=True))
_ENDS = dict(zip(",?!…—–-.", "KUUUUUUE", strict=True))
_CLOSING = "'’”»“\")] "
_SENTENCE = re.compile(rf"[^|\n]{{1,{LONGEST_SENTENCE}}}")
_HOLD, _FILL = "\x02", "\x03"
_OPENERS = frozenset("podS")
"""What only the beginning of a sentence gives a capital."""

_PARTICLES = re.compile(r"N[Pdw]{1,2}(?=N)")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A tagged text: token `i` is the characters `spans[i]` of the text and has the letter `tags[i]`.

    `mirror` is `tags` reversed: matching it looks left. `quotes` has the stretch of each quote's token.
    """

    text: str
    voice: Voice
    spans: Sequence[Span]
    tags: str
    mirror: str
    quotes: Mapping[int, Stretch]

    def word(self, at: int) -> str:
        """Return token `at` as it is written."""
        start, end = self.spans[at]
        return self.text[start:end]

    def words(self, start: int, end: int) -> str:
        """Return tokens `start` to `end` (exclusive) as they stand in the text."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]

    def left(self, at: int, pattern: re.Pattern[str]) -> int:
        """Return where the tags begin that `pattern` matches leftwards from `at`; `at` itself where it does not."""
        match = pattern.match(self.mirror, len(self.tags) - at)
        return at - len(match.group()) if match else at

    def at(self, token: int) -> str:
        """Return the letter of a token, "" outside the text."""
        return self.tags[token] if 0 <= token < len(self.tags) else ""

    def sentences(self) -> Iterator[Span]:
        """Yield the tokens of each sentence, its closing `|` or newline left out, LONGEST_SENTENCE of them at most."""
        for match in _SENTENCE.finditer(self.tags):
            yield match.span()


def tag_text(text: str, stretches: Sequence[Stretch], voice: Voice) -> Line:
    """Return the text as a line of tags, each stretch with its marks one token."""
    tagger = _Tagger(text, voice, {stretch.left: stretch for stretch in stretches})
    tagger.read(_mask(text, stretches))
    tags = tagger.finished()
    return Line(text, voice, tagger.spans, tags, tags[::-1], tagger.quotes)


def _mask(text: str, stretches: Sequence[Stretch]) -> str:
    """Put one sign in the place of each stretch with its marks, as long as it, so that offsets stay."""
    text = text.replace(_HOLD, " ").replace(_FILL, " ")
    pieces: list[str] = []
    at = 0
    for stretch in stretches:
        pieces += (text[at : stretch.left], _HOLD, _FILL * (stretch.right - stretch.left - 1))
        at = stretch.right
    return "".join((*pieces, text[at:]))


@lru_cache(maxsize=16)
def _known_words(voice: Voice) -> dict[str, str]:
    """Return the letters of words in small letters: those that the voice lists, and those that were met since."""
    return dict(voice.small)


class _Tagger:
    """Collects tokens, and knows whether a sentence has just begun (its capital says nothing) or has just ended."""

    def __init__(self, text: str, voice: Voice, stretches: Mapping[int, Stretch]) -> None:
        self.text, self.voice, self.stretches = text, voice, stretches
        self.known = _known_words(voice)
        self.spans: list[Span] = []
        self.tags: list[str] = []
        self.quotes: dict[int, Stretch] = {}
        self.opening, self.ended = True, False
        self.last = ""
        self.openers: dict[int, str] = {}
        self.ranks: dict[int, str] = {}
        self.names: set[str] = set()
        self.surnames: set[str] = set()
        self.stems: set[str] = set()

    def read(self, masked: str) -> None:
        """Tag every token of the masked text; the common case, a word in small letters that was met before, comes first."""
        known, spans, tags = self.known, self.spans, self.tags
        for match in self.voice.token.finditer(masked):
            word = match.group()
            tag = known.get(word)
            if tag is None:
                tag = self.unlisted(word, match.start())
            else:
                self.opening = self.ended = False
            spans.append(match.span())
            tags.append(tag)

    def unlisted(self, word: str, at: int) -> str:
        """Return the tag of anything but a known small word."""
        first = word[0]
        if first.islower():
            self.opening = self.ended = False
            tag = tag_small(word, self.voice)
            if len(self.known) < KNOWN_WORDS:
                self.known[word] = tag
            return tag
        capital = first.isupper()
        if capital and self.tags[-1:] == ["O"] and self.opens_anew(word):
            self.ended = True
        if self.ended and (first == _HOLD or ((capital or first.isdigit()) and self.tags[-1] != "-")):
            self.end_sentence(at)
        if capital:
            return self.capital(word)
        if first == _HOLD:
            return self.quote(self.stretches[at])
        tag = "#" if first.isalnum() else "\n" if first == "\n" else _SIGNS.get(word, "~")
        self.opening = tag == "\n" or (self.opening and tag != "#")
        self.ended = tag == "." or (self.ended and tag in "~-")
        return tag

    def opens_anew(self, word: str) -> bool:
        """Tell whether a capitalised small word shows that a short name's stop ended a sentence: "in the U.S. He said"."""
        return self.last.endswith(".") and self.voice.small.get(word.lower(), "w") in _OPENERS

    def end_sentence(self, at: int) -> None:
        """Write the empty token that ends a sentence."""
        self.spans.append((at, at))
        self.tags.append("|")
        self.opening, self.ended = True, False

    def quote(self, stretch: Stretch) -> str:
        self.quotes[len(self.tags)] = stretch
        tag = _ENDS.get(self.text[max(stretch.start, stretch.end - 8) : stretch.end].rstrip(_CLOSING)[-1:], "Q")
        self.ended = tag in "UE"
        return tag

    def capital(self, word: str) -> str:
        """Tag a capitalised word; behind a courtesy title, a first name or an initial a rank is a surname ("Mr. King")."""
        tag = tag_capital(word, self.voice, self.opening)
        at = len(self.tags)
        if self.opening:
            self.openers[at] = word
        elif tag in "Rgt" and self.behind_name():
            tag = "N"
            self.surnames.add(word)
        if tag == "R":
            self.ranks[at] = word
        elif tag == "N" and not self.opening:
            self.names.add(word)
        self.last, self.opening, self.ended = word, False, False
        return tag

    def behind_name(self) -> bool:
        before = self.tags[-1]
        return before == "H" or (before == "N" and (self.voice.is_first_name(self.last) or self.last[-1] == "."))

    def finished(self) -> str:
        """Return the tags, after making names of what opens a sentence and of ranks that are surnames elsewhere."""
        for at, word in self.openers.items():
            if word in self.names and self.tags[at] in "wyVvxa":
                self.tags[at] = "N"
            elif self.tags[at] == "N" and self.voice.dialogue and self.only_opens(at, word):
                self.tags[at] = "w"
        for at, word in self.ranks.items():
            if word in self.surnames and "".join(self.tags[at + 1 : at + 2]) not in tuple("NORr"):
                self.tags[at] = "N"
        if self.voice.dialogue:
            self.name_bodies()
            self.join_particles()
            self.step_over_clitics()
            find_occupations([self.text[start:end] for start, end in self.spans], self.tags, self.voice)
        tags = "".join(self.tags)
        return (
            retag([self.text[start:end] for start, end in self.spans], tags, self.voice) if self.voice.nouns else tags
        )

    def only_opens(self, at: int, word: str) -> bool:
        """Tell whether a capital that opens a sentence is no name's: "Chief coach Ann Li spoke", "Came also Ann Li"."""
        if word in self.names or self.voice.has("names.first", word) or at + 1 == len(self.tags):
            return False
        start, end = self.spans[at + 1]
        if self.voice.cases and self.tags[at + 1] not in "NOH,|\n:" and not word.isupper() and self.is_unmet(word):
            return True
        named = self.tags[at + 1] == "N" and self.voice.has("names.base", self.text[start:end])
        return named or (self.voice.cases != () and self.tags[at + 1] in "rg")

    def is_unmet(self, word: str) -> bool:
        """Tell whether no name of the text, in whatever case, is built on a word."""
        self.stems = self.stems or {self.voice.stem(name) for name in self.names}
        return self.voice.stem(word) not in self.stems

    def name_bodies(self) -> None:
        """Make one more noun of a name in marks behind a noun: "the coach of «Vympel» Petra Novak"."""
        for at, stretch in self.quotes.items():
            words = self.text[stretch.start : stretch.end].split()
            named = self.tags[at] == "Q" and len(words) <= LONGEST_BODY and words[0][0].isupper()
            if named and at and self.tags[at - 1] in "rRgtwNOh":
                self.tags[at] = "h"

    def join_particles(self) -> None:
        """Make one name of "Daniel de la Osa": behind a first name a preposition and an article are particles."""
        for match in _PARTICLES.finditer("".join(self.tags)):
            words = [self.text[start:end] for start, end in self.spans[match.start() : match.end()]]
            if self.voice.has("names.first", words[0]) and all(
                self.voice.has("titles.particle", word) for word in words[1:]
            ):
                self.tags[match.start() + 1 : match.end()] = "e" * (len(words) - 1)

    def step_over_clitics(self) -> None:
        """Make auxiliaries of the pronouns that lean on a verb: in "lui a répondu" and "le respondió" nobody speaks."""
        for at in range(len(self.tags) - 1):
            if self.tags[at] in "PG" and self.tags[at + 1] == "P":
                start, end = self.spans[at + 1]
                if self.voice.has("words.according_behind", self.text[start:end]) and self.text[start - 1] in "'’":
                    self.tags[at + 1] = "A"
            elif self.tags[at] in "Pd" and self.tags[at + 1] == "w" and self.tags[at + 2 : at + 3] == ["P"]:
                start, end = self.spans[at + 1]
                self.tags[at + 1] = "A" if self.voice.has("words.view", self.text[start:end]) else "w"
            elif self.tags[at] == "d" and self.tags[at + 1] in "Vx" and self.is_article(at):
                start, end = self.spans[at + 1]
                self.tags[at + 1] = "r" if self.voice.has("nouns.base", self.text[start:end]) else "w"
            elif self.tags[at] in "pwodN" and self.tags[at + 1] in "abVx":
                start, end = self.spans[at]
                if self.voice.has("pronouns.clitic", self.text[start:end].lower()):
                    self.tags[at] = "a"

    def is_article(self, at: int) -> bool:
        """Tell whether a determiner can be no pronoun that leans on a verb: "the alarm", not "she alarms him"."""
        start, end = self.spans[at]
        leans = self.voice.has("pronouns.clitic", self.text[start:end].lower())
        return not self.voice.cases and (not leans or at == 0 or self.tags[at - 1] in "P|\nVxb")
