"""What becomes of a delivery after an attempt."""

from __future__ import annotations

from datetime import datetime, timedelta

from digest.model import Delivery, DeliveryState, Outcome, QueuedLetter, Receipt, Settlement

RETRIES_MINUTES = (5, 30, 120, 360)
"""Minutes before each further attempt. Greylisting servers want the first retry after 5 to 15 minutes."""
PAUSE = timedelta(minutes=5)
"""How long a delivery waits that met a relay that is down, or a server that never answered."""


def settle(
    delivery: Delivery | QueuedLetter,
    receipt: Receipt,
    now: datetime,
    retries_minutes: tuple[int, ...] = RETRIES_MINUTES,
    *,
    hold: bool = False,
) -> Settlement:
    """Return what a delivery, or a letter, becomes: its state, and when it is due again.

    - accepted: sent; refused: failed.
    - deferred: due again after the next of `retries_minutes`, failed when they are used up.
    - unknown: deferred for PAUSE, as the same bytes under the same Message-ID, because a letter twice is better
      than none; when the retries are used up it stays unknown, so that a server which takes mail and never says so
      cannot be made to send for ever. With `hold`, or no retries at all, it is held for a person at once.
    - relay down: queued again after PAUSE. This was no attempt on the reader: whoever stores it leaves `attempts` as it
      was, and as often as the relay is down the delivery waits.
    """
    used_up = delivery.attempts >= len(retries_minutes)
    match receipt.outcome:
        case Outcome.ACCEPTED:
            return Settlement(delivery.key, DeliveryState.SENT, receipt)
        case Outcome.RELAY_DOWN:
            return Settlement(delivery.key, DeliveryState.QUEUED, receipt, now + PAUSE)
        case Outcome.UNKNOWN if used_up or hold:
            return Settlement(delivery.key, DeliveryState.UNKNOWN, receipt)
        case Outcome.UNKNOWN:
            return Settlement(delivery.key, DeliveryState.DEFERRED, receipt, now + PAUSE)
        case Outcome.DEFERRED if not used_up:
            due = now + timedelta(minutes=retries_minutes[delivery.attempts])
            return Settlement(delivery.key, DeliveryState.DEFERRED, receipt, due)
        case _:
            return Settlement(delivery.key, DeliveryState.FAILED, receipt)
