"""Near misses: what somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from digest.model.text import clean_line

SHOWN_CHARACTERS = 60
"""How much of a wrong value a fault repeats."""


def did_you_mean(text: str, options: Iterable[str], *, sure: bool = False) -> str:
    """Return ` (did you mean x?)` with the option nearest to `text` (the first one where we are `sure`), or ""."""
    by_fold = {option.casefold(): option for option in options if option}
    near = list(by_fold)[:1] if sure else get_close_matches(text.casefold()[:SHOWN_CHARACTERS], by_fold, n=1)
    return f" (did you mean {by_fold[near[0]]}?)" if near else ""


def shown(value: object) -> str:
    """Return a wrong value as a fault repeats it: one clean, short line in quotes."""
    line = clean_line(str(value))
    return f"'{line[:SHOWN_CHARACTERS]}…'" if len(line) > SHOWN_CHARACTERS else f"'{line}'"
