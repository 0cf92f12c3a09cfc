"""How often a delivery is tried, and what becomes of one that nobody knows the end of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from digest.config.part import Part, Whole


class DeliverySettings(Part):
    """What becomes of a message that did not go through (docs/delivery.md)."""

    retries: Annotated[tuple[Annotated[Whole, Field(ge=1, le=10_080)], ...], Field(max_length=20)] = (5, 30, 120, 360)
    """Minutes before each further attempt, after a server said "later" or the connection was lost. Greylisting wants the first
    after 5 to 15 minutes. When they are used up the delivery has failed; what a server refuses for good is tried once."""
    ambiguous: Literal["resend", "hold"] = "resend"
    """What to do where a server took a whole message and its answer was lost, or a sender was killed at its work: `resend` the
    same message under the same Message-ID (a few readers may get it twice), or `hold` it for `digest delivery settle`."""
