"""How each language reports speech: `voices/<code>.toml`, made ready for tagging.

A file lists words, split by white space, under headings that `tagging` has letters for; `voices/names.toml` holds first
names of all languages. A language without a file has no words: its quotes are found by their marks alone, and nobody is
said to speak them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from digest.summariser.language import Language, load_language

# Which list gives its words which letter. Where a word stands in two lists, the later one wins.
_SMALL = {
    "titles.courtesy": "H", "titles.particle": "e", "words.time": "D", "words.adverb": "y", "words.preposition": "P", "words.determiner": "d",
    "words.coordinator": "C", "words.subordinator": "S", "words.be": "b", "words.auxiliary": "a",
    "nouns.document": "t", "nouns.body": "g", "nouns.person": "r", "verbs.saying": "v", "verbs.say": "V",
    "verbs.perfect": "V", "verbs.weak": "x", "words.according": "A", "words.thus": "s", "words.behind": "Z",
    "pronouns.other": "o", "pronouns.he": "p", "pronouns.she": "p", "pronouns.relative": "W",
}  # fmt: skip
_CAPITAL = {"nouns.person": "R", "titles.rank": "R", "titles.courtesy": "H", "nouns.proper": "O"}
_ENDINGS = {
    "grammar.person_endings": "r",
    "grammar.body_endings": "g",
    "grammar.document_endings": "t",
    "grammar.adverb_endings": "y",
}
_GENDERS = {
    "m": ("names.male", "pronouns.he", "pronouns.his", "titles.male", "nouns.male"),
    "f": ("names.female", "pronouns.she", "pronouns.her", "titles.female", "nouns.female"),
}
_VERB_GENDERS = {"m": "grammar.male_verb_endings", "f": "grammar.female_verb_endings"}
_UPPER = "[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻА-ЯЁІЇЄҐ]"
_INITIAL = _UPPER.replace("A-Z", "A-HJ-Z")
"""A letter that stands for a first name; I is left out, since it ends sentences."""

_OWN_ENDING = re.compile("[аеиоуыэюяйьіїєaeioy]$")
_FLEETING = re.compile("(?<=[^аеиоуыэюяіїєaeiouyąęó])[еоєe](?=[кцлkcł]$)")
"""A vowel that is lost before an ending: "Павел", "Павла"; "Marek", "Marka"."""

Lists = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """One language's words of speech: the letter of each small and each capitalised word, and what else tagging needs.

    `genders` has m or f for pronouns, titles, nouns and first names as they are written. `endings` gives letters by how
    a word ends, `cases` the endings of declined names. `lists` has every list of the file under its heading, `verbs.quoting` for one. `traits`: "inverts" (a
    verb may come before its subject anywhere), "second" (verbs stand second or last), "nouns" (every noun has a capital),
    "ordinals" ("3." ends no sentence behind an article), "dialogue" (a dash opens speech), "drops" ("he" and "she" may be left out).
    """

    code: str
    token: re.Pattern[str]
    small: Mapping[str, str] = field(default_factory=dict)
    capital: Mapping[str, str] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    inverts: bool = False
    second: bool = False
    nouns: bool = False
    dialogue: bool = False
    drops: bool = False

    @property
    def possessives(self) -> frozenset[str]:
        """The words for "his" and "her"."""
        return self.lists.get("pronouns.his", frozenset()) | self.lists.get("pronouns.her", frozenset())

    def stem(self, word: str) -> str:
        """Return a name without its case ending, in a language that declines names; the word itself in others."""
        if not self.cases:
            return word
        if "-" in word:
            return "-".join(map(self.stem, word.split("-")))
        word = word.replace("ё", "е")
        ending = next((each for each in self.cases if word.endswith(each) and len(word) > len(each) + 2), "")
        return _FLEETING.sub("", word.removesuffix(ending))

    def has(self, heading: str, word: str) -> bool:
        """Tell whether a word, as it is written, stands under a heading of the language's file."""
        return word in self.lists.get(heading, ())

    def is_first_name(self, word: str) -> bool:
        """Tell whether a word is a known first name, or two of them with a hyphen."""
        return all(part in self.lists.get("names.first", ()) for part in word.split("-"))


@cache
def load_voice(code: str) -> Voice:
    """Return the voice of a BCP 47 tag; one without words where the language has no file."""
    primary = code.replace("_", "-").partition("-")[0].lower()
    language = load_language(primary)
    file = files(__package__).joinpath("voices", f"{primary}.toml")
    if not primary.isalpha() or primary == "names" or not file.is_file():
        return Voice("", _token(language, {}))
    return _voice(language, _lists("names"), _lists(primary))


def _lists(name: str) -> dict[str, frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("voices", f"{name}.toml").read_text("utf-8"))
    return {f"{part}.{key}": frozenset(words.split()) for part, lists in table.items() for key, words in lists.items()}


def _voice(language: Language, names: Lists, lists: dict[str, frozenset[str]]) -> Voice:
    lists["verbs.say"] |= frozenset(_inflected(lists, "grammar.verb_stems", "grammar.verb_endings"))
    lists["nouns.base"] = lists.get("nouns.person", frozenset()) | lists.get("nouns.body", frozenset())
    listed = frozenset().union(
        *(words for heading, words in lists.items() if heading.startswith(("words", "pronouns")))
    )
    for heading in ("nouns.person", "nouns.body"):
        endings = ("grammar.case_endings", "grammar.noun_endings")
        declined = frozenset(word for each in endings for word in _inflected(lists, heading, each)) - listed
        several = frozenset(
            _inflected({**lists, "plural": lists.get(heading, frozenset())}, "plural", "grammar.plural_endings")
        )
        lists[heading] = lists.get(heading, frozenset()) | declined | (several - listed)
    own = {heading: lists.get(heading, frozenset()) for heading in ("names.male", "names.female")}
    for heading, words in own.items():
        lists[heading] = names[heading] | words | frozenset(_inflected(lists, heading, "grammar.case_endings"))
    lists["names.man"], lists["names.woman"] = (names[heading] | own[heading] for heading in own)
    lists["names.shared"] = lists["names.male"] & lists["names.woman"]
    lists["names.base"] = lists["names.man"] | lists["names.woman"]
    lists["names.first"] = lists["names.male"] | lists["names.female"]
    days = {word for word in language.calendar if len(word) > 3 or _capital(word) not in lists["names.first"]}
    dates = dict.fromkeys([*days, *(f"{word}." for word in language.calendar)], "D")
    traits = lists.get("grammar.traits", frozenset())
    return Voice(
        language.code,
        _token(language, lists),
        small=dates | _letters(_SMALL, lists),
        capital=_capitals(dates if "cases" not in traits else {}, lists),
        genders=dict(_genders(lists)),
        endings=_letters(_ENDINGS, lists),
        lists=lists,
        cases=tuple(sorted(lists.get("grammar.case_endings", ()), key=len, reverse=True)),
        inverts="inverts" in traits,
        second="second" in traits,
        nouns="nouns" in traits,
        dialogue="dialogue" in traits,
        drops="drops" in traits,
    )


def _inflected(lists: Lists, heading: str, endings: str) -> Iterator[str]:
    """Yield the words of a list with each ending, "_" for none; a name's own ending gives way."""
    for word in lists.get(heading, ()):
        declined = heading.startswith(("names", "nouns"))
        stem = _OWN_ENDING.sub("", word) if declined else word
        if declined and len(stem) < 2:
            continue  # "Си": its other cases would be any word
        for each in {stem, _FLEETING.sub("", stem)} if declined else {stem}:
            yield from (each + ending.strip("_") for ending in lists.get(endings, ()))


def _letters(letters: Mapping[str, str], lists: Lists) -> dict[str, str]:
    return {word: letter for heading, letter in letters.items() for word in lists.get(heading, ())}


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _capitals(dates: Mapping[str, str], lists: Lists) -> dict[str, str]:
    """Return the letters of capitalised words; names of months have capitals only where "Марта" is no date."""
    return {_capital(word): letter for word, letter in ({**dates} | _letters(_CAPITAL, lists)).items()}


def _genders(lists: Lists) -> Iterator[tuple[str, str]]:
    for gender, headings in _GENDERS.items():
        for word in (word for heading in headings for word in lists.get(heading, ())):
            yield word, gender
            yield _capital(word), gender
    for gender, heading in (
        ("m", "names.man"),
        ("f", "names.woman"),
    ):  # "Петро" is a man's, whatever "Петра" declines to
        yield from ((word, gender) for word in lists[heading])
    for gender, heading in _VERB_GENDERS.items():
        endings = tuple(lists.get(heading, ()))
        verbs = (word for words in ("verbs.say", "verbs.weak") for word in lists.get(words, ()))
        yield from ((word, gender) for word in verbs if endings and word.endswith(endings))


def _token(language: Language, lists: Lists) -> re.Pattern[str]:
    """Match a short form with its stop, a number, a word, a masked quote, lines' ends, or one other sign.

    French words lose a vowel before others ("l'", "qu'": tokens of their own), and its pronouns hang on verbs ("dit-il").
    """
    known = language.abbreviations | language.closing | lists.get("words.abbreviation", frozenset())
    short = _either(known | {_capital(word) for word in known})
    numbered = _either(language.numbered | {_capital(word) for word in language.numbered})
    ordinal = _ordinal(language, lists)
    elided = lists.get("grammar.elided", frozenset())
    cut = _either(elided | {_capital(word) for word in elided})
    hanging = _either(lists.get("grammar.enclitics", ()))
    return re.compile(
        r"\w++(?=\s)"  # two words in three
        rf"|(?=[^\W\d_]{{1,12}}\.)(?:(?:{numbered})\.(?=\s?\d)|(?:{short}|[^\W\d_](?:\.[^\W\d_])+|{_INITIAL})\.(?!\w))"
        rf"|{ordinal}|\d+(?:[.,]\d+)+|(?:{cut})['’](?=\w)|-t(?=-)"
        rf"|\w+(?:(?:['’&]|-(?!(?:t-)?(?:{hanging})\b)|\.(?!{_UPPER}[^\W\d_]))\w+)*(?:['’](?=\s))?|\x02\x03*|\n+|[^\w\s]"
    )


def _ordinal(language: Language, lists: Lists) -> str:
    """Match "3." in "am 3. Mai" and "im 3. Satz", in a language that writes ordinals with a stop: it ends no sentence."""
    if "ordinals" not in lists.get("grammar.traits", ()):
        return "(?!)"
    leading = lists["words.determiner"] | lists["words.preposition"]
    behind = "|".join(rf"(?<=\b{word}\s)" for word in sorted({*leading, *map(_capital, leading)}))
    months = _either(_capital(word) for word in language.calendar)
    return rf"(?=\d{{1,3}}\.\s)(?:\d+\.(?=\s(?:{months})\b)|(?:{behind})\d+\.(?=\s\w))"


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
