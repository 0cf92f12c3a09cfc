"""What the pages say about faults of a form, about links that do not work, and about what was done. Keys of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digest.model import FieldFault, FormFault, Frequency


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for words that are translated later
    """Mark words for the catalogue."""
    return text


CONSENT = N_(
    "By subscribing you agree that %(site)s sends you the newsletters you chose by email. Each has a link to leave at once."
)

_FAULTS: Mapping[tuple[str, FormFault], str] = {
    ("email", FormFault.REQUIRED): N_("Please, enter correct email address"),
    ("email", FormFault.EMAIL): N_("Please, enter correct email address"),
    ("email", FormFault.NO_MAIL): N_("This address takes no mail. Is it spelled right?"),
    ("choices", FormFault.REQUIRED): N_("Please, choose at least one newsletter"),
    ("choices", FormFault.UNKNOWN): N_("This choice is not offered any more. Please, choose again"),
    ("zone", FormFault.UNKNOWN): N_("Please, choose a time zone of the list"),
    ("hour", FormFault.UNKNOWN): N_("Please, choose an hour of the list"),
    ("language", FormFault.UNKNOWN): N_("Please, choose a language of the list"),
    ("until", FormFault.UNKNOWN): N_("Please, choose a day within the next twelve months"),
    ("until", FormFault.REQUIRED): N_("Please, choose a day within the next twelve months"),
}
_ANY = N_("Please, send the form once more")

OFTEN: Mapping[str, str] = {
    Frequency.EACH: N_("Every issue"),
    Frequency.DAILY: N_("Once a day"),
    Frequency.WEEKLY: N_("Once a week"),
}

LINKS: Mapping[str, tuple[int, str, str]] = {
    "expired": (410, N_("This link has expired"), N_("Please sign up again: we will send you a new one.")),
    "used": (410, N_("This link has done its work"), N_("It was used before. You need not do anything.")),
    "taken": (409, N_("This address is taken"), N_("It belongs to a subscription already. Nothing was changed.")),
    "unknown": (404, N_("This link does not work"), N_("It may be cut short. Try the link of the newest mail.")),
}
"""Of each code of a ConsentError: status, title, and what can be done."""

DONE: Mapping[str, str] = {
    "saved": N_("Your preferences are saved."),
    "address": N_("We have sent a mail to the new address. The change is made once you confirm it there."),
    "paused": N_("Your newsletters are paused."),
    "resumed": N_("Your newsletters come again."),
}
"""What was done, by the name that a page's address carries."""


def fault_words(faults: Iterable[FieldFault]) -> dict[str, str]:
    """Return what to say beside each faulty field, by the field's name ("form" is the form itself); one each."""
    return {fault.field or "form": _FAULTS.get((fault.field, fault.code), _ANY) for fault in faults}
