"""Names of time zones, checked before a cadence is trusted with one."""

from __future__ import annotations

from difflib import get_close_matches
from zoneinfo import available_timezones


def check_zone(name: str) -> str:
    """Return "" for an IANA zone that this machine knows, else what is wrong and what may be meant."""
    if name in available_timezones():
        return ""
    known = {zone.lower(): zone for zone in available_timezones()}
    near = get_close_matches(name.lower().replace(" ", "_"), known, n=1, cutoff=0.6)
    return f'no time zone "{name[:40]}"' + (f'; did you mean "{known[near[0]]}"?' if near else ", such as Europe/Kyiv")
