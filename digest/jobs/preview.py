"""Preview: an issue as it would go out this minute, with everything a person needs to judge it; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from digest.errors import DigestError
from digest.jobs.accounting import sources_down
from digest.jobs.candidates import CandidateRow, rows_of
from digest.jobs.holding import shortfall
from digest.jobs.press import Draft, Pressroom, draft
from digest.model import Message, Newsletter, Proof, Subscriber
from digest.schedule import slot_time

SAMPLE_READER = Subscriber("sample-reader", "reader@example.com")
"""Whose data stands in a preview."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A preview of one newsletter. `message` is the mail to SAMPLE_READER; None where there is nothing to run."""

    newsletter: Newsletter
    draft: Draft
    message: Message | None
    lacks: str = ""
    """What it lacks of its newsletter's minimum, so that it would be held; "": nothing."""
    held: datetime | None = None
    """Since when an issue of the newsletter is held; None where none is."""
    down: tuple[Mapping[str, Any], ...] = ()
    """The sources whose last visit failed, as the account of an issue tells them."""
    candidates: tuple[CandidateRow, ...] = ()
    """What it was chosen from, each once, in or out."""

    @property
    def proof(self) -> Proof | None:
        """What the issue looks like, with its tokens."""
        return self.draft.proof


_LABEL = re.compile(r"(19[7-9]|20\d)\d-\d\d-\d\d[T ]\d\d:\d\d")

Envelop = Callable[[Newsletter, str, Proof, Subscriber], Message]
"""Makes the message of a proof for a reader: newsletter, slot, proof, reader."""


def moment(newsletter: Newsletter, label: str) -> datetime:
    """Return the moment at which the wall of the newsletter's zone shows `label` (`2026-11-24T07:30`).

    Raises:
        DigestError: the label is no date and time of the years 1970 to 2099.
    """
    try:
        if _LABEL.fullmatch(label):
            return slot_time(newsletter.cadence, label.replace(" ", "T")).astimezone(UTC)
    except ValueError:
        pass
    shown = label if len(label) <= 40 else label[:39] + "…"
    raise DigestError(f"{shown!r} is no date and time: write it as 2026-11-24T07:30")


def preview(newsletter: Newsletter, room: Pressroom, envelop: Envelop, at: datetime | None = None) -> Sheet:
    """Return the newsletter's issue as it would go out now, or at the moment `at`, to the sample reader.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    drawn = draft(newsletter, room, at)
    picks = room.picks.standing(newsletter.id, drawn.edition.until) if room.picks else ()
    return Sheet(
        newsletter,
        drawn,
        envelop(newsletter, drawn.edition.slot, drawn.proof, SAMPLE_READER) if drawn.proof else None,
        shortfall(drawn, room),
        next((one.held for one in room.ledger.planned() if one.newsletter == newsletter.id and one.held), None),
        tuple(sources_down(room)),
        rows_of(drawn, picks),
    )
