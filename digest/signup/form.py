"""Whether a form can be taken: every field of it, for every door alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.model import Changes, Choice, FieldFault, FormFault, Frequency, SignUpForm
from digest.signup.address import AddressError, read_address

Offer = Mapping[str, Collection[Frequency]]
"""The newsletters that can be chosen, each with how often it can come."""

CHOICES = 200
"""The most newsletters that one form can name: as many as there can be."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_HASH = re.compile(r"[0-9a-f]{64}")


def check_form(form: SignUpForm, offer: Offer) -> tuple[FieldFault, ...]:
    """Return what is wrong with a form, field by field; () where it can be taken."""
    return (*_email_faults(form.email), *_choice_faults(form.choices, offer), *_rest_faults(form))


def check_changes(changes: Changes, offer: Offer) -> tuple[FieldFault, ...]:
    """Return what is wrong with a reader's changes; no newsletter at all is a choice here."""
    chosen = _choice_faults(changes.choices, offer) if changes.choices else iter(())
    return (*chosen, *_rest_faults(changes))


def check_email(email: str) -> tuple[FieldFault, ...]:
    """Return what is wrong with an address alone."""
    return tuple(_email_faults(email))


def _email_faults(email: str) -> Iterator[FieldFault]:
    if not email.strip():
        yield FieldFault("email", FormFault.REQUIRED)
        return
    try:
        read_address(email)
    except AddressError:
        yield FieldFault("email", FormFault.EMAIL)


def _choice_faults(choices: tuple[Choice, ...], offer: Offer) -> Iterator[FieldFault]:
    if not choices:
        yield FieldFault("choices", FormFault.REQUIRED)
    elif len(choices) > CHOICES or any(choice.frequency not in offer.get(choice.newsletter, ()) for choice in choices):
        yield FieldFault("choices", FormFault.UNKNOWN)


def _rest_faults(form: SignUpForm | Changes) -> Iterator[FieldFault]:
    if form.language and not is_language(form.language):
        yield FieldFault("language", FormFault.UNKNOWN)
    if form.zone and not is_zone(form.zone):
        yield FieldFault("zone", FormFault.UNKNOWN)
    if form.hour is not None and not 0 <= form.hour <= 23:
        yield FieldFault("hour", FormFault.UNKNOWN)
    if form.wording and not _HASH.fullmatch(form.wording):
        yield FieldFault("wording", FormFault.UNKNOWN)


def is_language(tag: str) -> bool:
    """Return whether a text has the form of a language tag (RFC 5646), such as en or uk-UA."""
    return bool(_LANGUAGE.fullmatch(tag))


def is_zone(name: str) -> bool:
    """Return whether a text names an IANA time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
