"""Preview: an issue as it would go out this minute, with everything a person needs to judge it; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from digest.jobs.press import Draft, Pressroom, draft
from digest.model import Message, Newsletter, Proof, Subscriber

SAMPLE_READER = Subscriber("sample-reader", "reader@example.com")
"""Whose data stands in a preview."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A preview of one newsletter. `message` is the mail to SAMPLE_READER; None where there is nothing to run."""

    newsletter: Newsletter
    draft: Draft
    message: Message | None

    @property
    def proof(self) -> Proof | None:
        """What the issue looks like, with its tokens."""
        return self.draft.proof


Envelop = Callable[[Newsletter, str, Proof, Subscriber], Message]
"""Makes the message of a proof for a reader: newsletter, slot, proof, reader."""


def preview(newsletter: Newsletter, room: Pressroom, envelop: Envelop) -> Sheet:
    """Return the newsletter's issue as it would go out now, to the sample reader.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    drawn = draft(newsletter, room)
    if drawn.proof is None:
        return Sheet(newsletter, drawn, None)
    return Sheet(newsletter, drawn, envelop(newsletter, drawn.edition.slot, drawn.proof, SAMPLE_READER))
