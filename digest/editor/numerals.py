"""Numbers written in words: "thirty-six children" tells of the same class as "36 pupils".

Whole numbers above twelve, of the seven languages that the desk knows best: smaller ones are hours of the clock or small
counts, in every story, and say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from digest.editor.words import words_of

CLOCK = 12
"""Numbers up to the clock's last hour are left out: "from ten on Thursday" counts nothing."""

_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000

_UNITS: Mapping[str, str] = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
    "veintinueve",
    "pl": "jeden|jedna|jednej dwa|dwie|dwoje|dwóch trzy|troje|trzech cztery|czworo|czterech pięć|pięcioro|pięciu "
    "sześć|sześcioro|sześciu siedem|siedmioro|siedmiu osiem|ośmioro|ośmiu dziewięć|dziewięcioro|dziewięciu "
    "dziesięć|dziesięcioro|dziesięciu jedenaście|jedenaścioro|jedenastu dwanaście|dwanaścioro|dwunastu "
    "trzynaście|trzynastu czternaście|czternastu piętnaście|piętnastu szesnaście|szesnastu siedemnaście|siedemnastu "
    "osiemnaście|osiemnastu dziewiętnaście|dziewiętnastu",
    "ru": "один|одна|одного два|две|двое|двух|двоих три|трое|трёх|троих четыре|четверо|четырёх пять|пятеро|пяти|пятерых "
    "шесть|шестеро|шести|шестерых семь|семеро|семи восемь|восьмеро|восьми девять|девятеро|девяти десять|десятеро|десяти "
    "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "uk": "один|одна|одного два|дві|двоє|двох три|троє|трьох чотири|четверо|чотирьох п'ять|п'ятеро|п'яти|п'ятьох "
    "шість|шестеро|шести|шістьох сім|семеро|семи вісім|восьмеро|восьми дев'ять|дев'ятеро|дев'яти десять|десятеро|десяти "
    "одинадцять|одинадцятеро дванадцять|дванадцятеро тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять "
    "вісімнадцять дев'ятнадцять",
}
"""From one on, the next word the next number; forms of one number are set apart by a bar."""

_TENS: Mapping[str, str] = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pl": "dwadzieścia|dwudziestu trzydzieści|trzydziestu czterdzieści|czterdziestu pięćdziesiąt|pięćdziesięciu "
    "sześćdziesiąt|sześćdziesięciu siedemdziesiąt|siedemdziesięciu osiemdziesiąt|osiemdziesięciu "
    "dziewięćdziesiąt|dziewięćdziesięciu",
    "ru": "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти "
    "восемьдесят|восьмидесяти девяносто|девяноста",
    "uk": "двадцять|двадцяти тридцять|тридцяти сорок|сорока п'ятдесят|п'ятдесяти шістдесят|шістдесяти сімдесят|сімдесяти "
    "вісімдесят|вісімдесяти дев'яносто|дев'яноста",
}
_HUNDREDS: Mapping[str, str] = {
    "en": "hundred",
    "de": "hundert",
    "fr": "cent|cents",
    "es": "cien|ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pl": "sto|stu dwieście|dwustu trzysta|trzystu czterysta|czterystu pięćset|pięciuset sześćset|sześciuset "
    "siedemset|siedmiuset osiemset|ośmiuset dziewięćset|dziewięciuset",
    "ru": "сто|ста двести|двухсот триста|трёхсот четыреста|четырёхсот пятьсот|пятисот шестьсот|шестисот семьсот|семисот "
    "восемьсот|восьмисот девятьсот|девятисот",
    "uk": "сто|ста двісті|двохсот триста|трьохсот чотириста|чотирьохсот п'ятсот|п'ятисот шістсот|шестисот сімсот|семисот "
    "вісімсот|восьмисот дев'ятсот|дев'ятисот",
}
_THOUSANDS: Mapping[str, str] = {
    "en": "thousand", "de": "tausend", "fr": "mille", "es": "mil", "pl": "tysiąc|tysiące|tysięcy",
    "ru": "тысяча|тысячи|тысяч", "uk": "тисяча|тисячі|тисяч",
}  # fmt: skip
_JOINING = frozenset({"and", "et", "y"})


def numbers_in_words(text: str, language: str) -> Iterator[str]:
    """Yield the numbers above CLOCK that a text writes in words, in digits; none in a language that is not known."""
    values = _values(language)
    if not values:
        return
    words, run, end = words_of(text, language), list[int](), 0
    for (start, stop), form in zip(words.spans, words.forms, strict=True):
        value = values.get(form, 0)
        if run and (text[end:start].strip("- ") or not (value or form in _JOINING)):
            yield from _told(run)
            run = []
        run += [value] if value else []
        end = stop
    yield from _told(run)


def _told(run: Sequence[int]) -> Iterator[str]:
    """The numbers that words in a row make: "two", "hundred", "forty" is 240."""
    thousands = part = 0
    for value in run:
        if value == _THOUSAND:
            thousands, part = max(part, 1) * _THOUSAND, 0
        elif value == _HUNDRED and 1 < part < _TEN:
            part *= _HUNDRED
        elif _follows(part, value):
            part += value
        else:
            yield from _large(thousands + part)
            thousands, part = 0, value
    yield from _large(thousands + part)


def _large(number: int) -> Iterator[str]:
    if number > CLOCK:
        yield str(number)


def _follows(part: int, value: int) -> bool:
    """Whether a value goes on what stands before it: a unit on tens, anything smaller on hundreds (French: sixty-ten)."""
    return part % _HUNDRED == 0 or (value < 2 * _TEN and part % _HUNDRED >= 2 * _TEN and part % _TEN == 0)


@cache
def _values(language: str) -> Mapping[str, int]:
    """What each word of a language counts, by its folded form."""
    found: dict[str, int] = {}
    for words, step in ((_UNITS, 1), (_TENS, _TEN), (_HUNDREDS, _HUNDRED), (_THOUSANDS, _THOUSAND)):
        for place, forms in enumerate(words.get(language, "").split(), start=2 if step == _TEN else 1):
            found.update(dict.fromkeys(words_of(forms, language).forms, place * step))
    return found | (_german(found) if language == "de" else {})


def _german(simple: Mapping[str, int]) -> dict[str, int]:
    """The German numbers that are one word: "sechsunddreißig", "zweihundert"."""
    units = [(word, value) for word, value in simple.items() if value < _TEN]
    tens = [(word, value) for word, value in simple.items() if _TEN < value < _HUNDRED and value % _TEN == 0]
    large = [(word, value) for word, value in simple.items() if value >= _HUNDRED]
    joined = {f"{unit}und{ten}": value + more for (unit, value), (ten, more) in product(units, tens)}
    return joined | {f"{unit}{word}": value * more for (unit, value), (word, more) in product(units, large)}
