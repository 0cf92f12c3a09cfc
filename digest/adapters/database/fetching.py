"""The state of a source as a row: flat columns, so that a person at a SQL prompt can read and mend them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping

from digest.model import Hubs, Pace, Rhythm
from digest.ports import FetchState

_AS_THEY_ARE = (
    "etag",
    "last_modified",
    "checked",
    "failures",
    "error",
    "location",
    "moved",
    "moved_visits",
    "failing_since",
)
_OF_PACE = ("next_visit", "fresh_until", "held_until", "gone", "changed")
_SECOND = timedelta(seconds=1)


def write_state(state: FetchState) -> dict[str, Any]:
    """Return the columns of a state but for its source; sets of hours and days as bits, the lowest is 0."""
    pace, rhythm = state.pace, state.pace.rhythm
    return {
        **{name: getattr(state, name) for name in _AS_THEY_ARE},
        **{name: getattr(pace, name) for name in _OF_PACE},
        "gap_seconds": pace.gap // _SECOND,
        "keep_seconds": rhythm.keep // _SECOND,
        "quiet_hours": _bits(rhythm.quiet_hours),
        "quiet_days": _bits(rhythm.quiet_days),
        "hubs": " ".join(state.hubs.addresses),
        "topic": state.hubs.topic,
    }


def read_state(row: RowMapping) -> FetchState:
    """Return the state that a row holds."""
    rhythm = Rhythm(row["keep_seconds"] * _SECOND, _numbers(row["quiet_hours"]), _numbers(row["quiet_days"]))
    pace = Pace(**_some(row, _OF_PACE), gap=row["gap_seconds"] * _SECOND, rhythm=rhythm)
    return FetchState(**_some(row, _AS_THEY_ARE), pace=pace, hubs=Hubs(tuple(row["hubs"].split()), row["topic"]))


def _some(row: RowMapping, names: Iterable[str]) -> Mapping[str, Any]:
    return {name: row[name] for name in names}


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _numbers(bits: int) -> frozenset[int]:
    return frozenset(number for number in range(24) if bits >> number & 1)
