"""Where a subject begins and ends behind a verb that stands second: "sagte am Montag | Ann Li | lebte in Bonn"."""

from __future__ import annotations

import re

from digest.summariser.tagging import Line

_ADJUNCT = re.compile(r"(?:P{1,2}(?:#?D#?|[wh#]{0,3}[NORrgt]{1,3})){1,2}y{0,2}(?:(?<=D)(?=[NORHp])|(?=[dRH]))")
_ATTRIBUTE = re.compile(r"dP[dPwNORGhgt#D]{1,8}w(?=[wrRNOHg])")
_NOUN_THEN_WORD = re.compile(r"[NORrgt]w")


def past_adjunct(line: Line, at: int) -> int:
    """Return where the subject begins behind "am Montag" and "dem Sender", or behind "die in Bonn geborene"."""
    for pattern in (_ADJUNCT, _ATTRIBUTE):
        match = pattern.match(line.tags, at)
        at = match.end() if match else at
    return at


def before_verb(line: Line, start: int, end: int) -> int:
    """Return where a German phrase ends: a small word behind its noun is the next verb, but for "Leiter zweier Museen"."""
    verbs = (match.end() for match in _NOUN_THEN_WORD.finditer(line.tags, start, end))
    return next((at - 1 for at in verbs if not line.word(at - 1).endswith(("er", "en"))), end)
