"""Dialogue: speech behind dashes, and the author's words in the midst of what somebody says.

— We shall win, — she said. — For sure.            a line of dialogue
«We shall win, — she said, — for sure».            an incise between dashes, within the marks
« We shall, said Ann Li, win for sure. »           an incise between commas, as French has it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from digest.summariser.letters import tag_small
from digest.summariser.marks import Stretch
from digest.summariser.voices import Voice

NARRATION_WORDS = 4
"""Behind a dash the narrator speaks where one of so many words is a verb of saying."""

INCISE_TOKENS = 9
"""How many tokens of what may be an incise are looked at."""

_DIALOGUE = re.compile(r"^[ \t]*[—–―-][ \t]*(?=\w|[¿¡«“\"…])(.+)$", re.MULTILINE)
_AMID = re.compile(r"(?<=[.!?…])[^\S\n]+[—–][^\S\n]+(?=[^\W\d_a-zà-ÿа-яёіїєґąćęłńóśźż])(.+)$", re.MULTILINE)
"""In Polish and its like somebody may begin to speak in the midst of a paragraph: "No water. – We wait – she said", say."""

_SENTENCE_ALONE = re.compile(r"[—–―][ \t]*[^\W\d_a-zà-ÿа-яёіїєґąćęłńóśźż](?:(?! [—–] ).)*[.!?…]")
_DASH = re.compile(r"[^\S\n]+[—–―-]+[^\S\n]*|[—–―]+[^\S\n]+|(?<=[\w.,!?…])[—―](?=[^\W\d]|[.,;:])")
_PART = re.compile(r"[^\s.,;:].*(?<!\s)", re.DOTALL)
_BETWEEN_COMMAS = re.compile(r"(?<=,)[ \xa0]+([^,;:!?«»“”„\n]{4,120}?)(?=,|[.!?](?:\s|$)|$)")
_WORD = re.compile(r"[^\W\d_]+")
_SAYING = frozenset("VvxA")
_ASIDE = re.compile(r"[ySpo]{0,2}[Vx]|w(?:[ap]|[HRr]{0,2}N{1,3})~?$")
"""Any verb tells who speaks where nothing but a name stands behind it."""
_TOLD_OF = re.compile(r"wa?y?w?[HRrN]")
"""Any verb tells where the speaker stands right behind it: "smiles the mayor"."""

_APPOSED = re.compile(r"d?w{0,2}[rR]")
_INVERTED = re.compile(r"y{0,2}(?:V~?-[po]|[ab]{1,2}~?(?:-[po])?[yb]{0,2}V(?:$|[NOHRrgdy])|V(?:[NOHR]|d?[rg]|dw?[RN]))")

Span = tuple[int, int]


def find_dialogue(text: str, voice: Voice) -> Iterator[Stretch]:
    """Yield what is spoken in lines that open with a dash, if a verb of saying shows that the line is dialogue."""
    openings = [_DIALOGUE] + [_AMID] * bool(voice.cases)
    for match in (match for opening in openings for match in opening.finditer(text)):
        parts = list(_parts(match.span(1), _dashes(text, match.span(1)), text))
        told = [_is_narration(text[start:end], voice) for start, end in parts]
        if len(parts) > 1 and not any(told):
            told[-1] = bool(voice.cases) and _is_short(text[slice(*parts[-1])])
        narrated = any(told[1:]) and not told[0]
        spoken = _joined(parts, told) if narrated else _between_commas(text, match.span(1), voice)
        alone = [match.span(1)] if not narrated and not spoken and _is_alone(text, match) else spoken
        yield from (Stretch(start, start, end, end) for start, end in alone)


def _is_short(part: str) -> bool:
    """Tell whether what closes a line behind a dash is a few small words, as a gesture is ("– It is over – she waves.")."""
    words = part.split()
    return 1 < len(words) <= NARRATION_WORDS and part == part.lower() and part[-1] == "."


def _is_alone(text: str, line: re.Match[str]) -> bool:
    """Tell whether a line behind a dash is a sentence between two paragraphs that open with none: no point of a list."""
    around = text[text.rfind("\n", 0, max(0, line.start() - 1)) + 1 : line.start()], text[line.end() : line.end() + 9]
    listed = any(each.strip()[:1] in ("—", "–", "―", "-") for each in around if each.strip())
    return not listed and bool(_SENTENCE_ALONE.fullmatch(line.group().strip()))


def leave_out_incises(text: str, stretches: Iterable[Stretch], voice: Voice) -> tuple[Stretch, ...]:
    """Return quoted stretches with those broken in two that hold the author's words: "«Yes, — he said, — we shall»"."""
    return tuple(part for stretch in stretches for part in _broken(text, stretch, voice))


def _broken(text: str, stretch: Stretch, voice: Voice) -> Sequence[Stretch]:
    spoken = _between_dashes(text, stretch, voice) or _between_commas(text, (stretch.start, stretch.end), voice)
    if not spoken:
        return (stretch,)
    parts = [Stretch(start, start, end, end) for start, end in spoken]
    parts[0] = replace(parts[0], left=stretch.left)
    parts[-1] = (
        replace(parts[-1], right=stretch.right, closed=stretch.closed) if parts[-1].end == stretch.end else parts[-1]
    )
    return parts


def _between_dashes(text: str, stretch: Stretch, voice: Voice) -> list[Span]:
    """Return what is spoken around incises between dashes, nothing where there are none."""
    inside = stretch.start, stretch.end
    parts = list(_parts(inside, _dashes(text, inside), text))
    told = [bool(_ASIDE.match(_tags(text[start:end], voice))) for start, end in parts]
    return list(_joined(parts, told)) if any(told[1:]) and not told[0] else []


def _between_commas(text: str, inside: Span, voice: Voice) -> list[Span]:
    """Return what is spoken around incises between commas, whose verb stands before its subject."""
    if not voice.has("grammar.traits", "incises"):
        return []
    found = _BETWEEN_COMMAS.finditer(text, *inside)
    asides = [_with_apposition(text, each, voice) for each in found if _is_inverted(each.group(1), voice)]
    return list(_parts(inside, asides, text)) if asides else []


def _with_apposition(text: str, aside: re.Match[str], voice: Voice) -> Span:
    """Return an incise with what it adds behind a comma: "explains Ann Li, the mayor"."""
    apposed = _BETWEEN_COMMAS.match(text, aside.end() + 1)
    adds = apposed and _APPOSED.match(_tags(apposed.group(1), voice))
    return aside.start(), apposed.end() if apposed and adds else aside.end()


def _is_inverted(words: str, voice: Voice) -> bool:
    tags = _tags(words, voice)
    said = next(iter(_WORD.findall(words)), "")
    return bool(_INVERTED.match(tags)) and not voice.has("verbs.hearer", said)


def _tags(words: str, voice: Voice) -> str:
    """Return the letters of the first tokens of what may be an incise, "" where it opens with a capital."""
    tokens = [match.group() for match in voice.token.finditer(words[:80])][:INCISE_TOKENS]
    return "" if not words[0].islower() else "".join(_letter(token, voice) for token in tokens)


def _letter(word: str, voice: Voice) -> str:
    if word[0].isupper():
        return voice.capital.get(word, "N")
    return "-" if word == "-" else voice.small.get(word) or (tag_small(word, voice) if word[0].isalpha() else "~")


def _dashes(text: str, inside: Span) -> Iterator[Span]:
    return (dash.span() for dash in _DASH.finditer(text, *inside))


def _parts(inside: Span, cuts: Iterable[Span], text: str) -> Iterator[Span]:
    """Yield what cuts part, white space and the stop of the sentence before left out."""
    start, end = inside
    for (_, left), (right, _) in pairwise([(start, start), *cuts, (end, end)]):
        part = _PART.search(text, left, right)
        if part:
            yield part.span()


def _joined(parts: Sequence[Span], told: Sequence[bool]) -> Iterator[Span]:
    """Yield the parts that are spoken, those that only a speaker's own dash parts as one."""
    spoken: Span | None = None
    for (start, end), narrated in zip(parts, told, strict=True):
        if narrated and spoken:
            yield spoken
        spoken = None if narrated else (spoken[0] if spoken else start, end)
    if spoken:
        yield spoken


def _is_narration(part: str, voice: Voice) -> bool:
    words = _WORD.findall(part[:80])[:NARRATION_WORDS]
    if not words or not words[0].islower():
        return False
    listed = any(voice.small.get(word, "w") in _SAYING for word in words)
    named = bool(_TOLD_OF.match(_tags(part, voice)))
    bare = len(words) == 1 or bool(_ASIDE.match(_tags(part, voice)))
    return listed or named or (bare and _is_past(words[0], voice))


def _is_past(word: str, voice: Voice) -> bool:
    """Tell whether a word ends as a verb in the past does, that of a man or of a woman."""
    headings = "grammar.male_verb_endings", "grammar.female_verb_endings"
    return word.endswith(tuple(ending for each in headings for ending in voice.lists.get(each, ())))
