"""One rule for what an e-mail address is, whatever door it comes in by."""

from __future__ import annotations

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from digest.errors import DigestError

TYPED = 1000
"""The most characters of what was typed that are looked at; an address has at most 254 (RFC 5321 4.5.3.1.3)."""

_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
"""Scripts with letters that look like those of another: registries let no label mix them, so one that does is a trap."""

_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Blanks inside, and characters that nobody sees: two addresses that look alike would be two readers."""


class AddressError(DigestError):
    """An e-mail address cannot be used: why, in words for the person who typed it."""


def read_address(text: str) -> str:
    """Return an address in its normal form: trimmed, the domain in lower case and as Unicode, the local part as given.

    Syntax only (RFC 5321); whether mail arrives is proved by a confirmed reader, not by a look-up. What no mail of ours
    can be sent to is none: letters outside ASCII before the @ (which need SMTPUTF8 on all the way), quoted local parts,
    comments, and IP addresses in place of a domain.

    Raises:
        AddressError: it is not one usable address.
    """
    try:
        typed = _visible(text.strip())
        address = validate_email(typed, check_deliverability=False, strict=True, allow_smtputf8=False).normalized
        _check_scripts(address.rpartition("@")[2])
    except EmailNotValidError as error:
        shown = text if len(text) <= 80 else text[:79] + "…"
        raise AddressError(f"{shown!r} is not an e-mail address: {error}") from error
    return address


def _visible(typed: str) -> str:
    if len(typed) > TYPED or _INVISIBLE.search(typed):
        raise EmailNotValidError("it is too long, or has a blank or an invisible character in it.")
    return typed


def _check_scripts(domain: str) -> None:
    for label in domain.split("."):
        scripts = {unicodedata.name(char, "").partition(" ")[0] for char in label if char.isalpha()} & _ALIKE
        if len(scripts) > 1:
            raise EmailNotValidError("its domain mixes letters of different alphabets that look alike.")
