"""One rule for what an e-mail address is, whatever door it comes in by."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from digest.errors import DigestError


class AddressError(DigestError):
    """An e-mail address cannot be used: why, in words for the person who typed it."""


def read_address(text: str) -> str:
    """Return an address in its normal form: trimmed, the domain in lower case and as Unicode, the local part as given.

    Syntax only (RFC 5321, RFC 6531); whether mail arrives is proved by a confirmed reader, not by a look-up.

    Raises:
        AddressError: it is not one usable address.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False, strict=True).normalized
    except EmailNotValidError as error:
        shown = text if len(text) <= 80 else text[:79] + "…"
        raise AddressError(f"{shown!r} is not an e-mail address: {error}") from error
