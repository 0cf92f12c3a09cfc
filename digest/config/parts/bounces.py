"""What comes back: how many soft bounces are too many, and the doors that bounces come in by."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.part import Part, Whole


class BounceSettings(Part):
    """What becomes of mail that comes back (docs/delivery.md)."""

    soft_most: Annotated[Whole, Field(ge=1, le=100)] = 5
    """So many soft bounces (a full mailbox, a server that is down for days) within `soft_days` end the sending to an address."""
    soft_days: Annotated[Whole, Field(ge=1, le=365)] = 14
    """How long a soft bounce counts."""
