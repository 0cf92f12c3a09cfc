"""How many hands there are."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from digest.adapters.crew import ProcessCrew
from digest.ports import Crew


def crew_of(processes: int) -> Callable[[], Crew] | None:
    """Return what opens a crew of so many processes (0: one for each core); None where one would be alone."""
    hands = processes or os.cpu_count() or 1
    return partial(ProcessCrew, hands) if hands > 1 else None
