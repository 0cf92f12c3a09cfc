"""Send: a test copy of the issue as it would go out now, to one address; nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digest.jobs.press import Pressroom, draft
from digest.jobs.preview import Envelop
from digest.model import Newsletter, Receipt, Subscriber
from digest.ports import Transport

COPY_READER = "test-copy"
"""The reader id that stands in the links of a test copy: nobody's."""


@dataclass(frozen=True, slots=True)
class Posting:
    """How a message is made and handed over; `open_transport` is called only when there is something to send."""

    envelop: Envelop
    open_transport: Callable[[], Transport]


def send_copy(
    newsletter: Newsletter, address: str, room: Pressroom, posting: Posting, *, at: datetime | None = None
) -> Receipt | None:
    """Send the issue as it would be pressed now (or at the moment `at`) to `address`; None where there is nothing to run.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    drawn = draft(newsletter, room, at)
    if drawn.proof is None:
        return None
    message = posting.envelop(newsletter, drawn.edition.slot, drawn.proof, Subscriber(COPY_READER, address))
    transport = posting.open_transport()
    try:
        return transport.send(message)
    finally:
        transport.close()
