"""Collect: visit the sources, read what is new, and record each article with its brief.

A source's validators (ETag, Last-Modified) are recorded last and only when each of its items was settled, so that a
crash or a page that could not be read costs another visit and never an article.
"""

from __future__ import annotations

from digest.jobs.collect.collecting import collect, collect_by_hand
from digest.jobs.collect.desk import Desk, Visit
from digest.jobs.collect.reading import MAX_ATTEMPTS
from digest.jobs.collect.visiting import MOVED_AFTER, standing

__all__ = ["MAX_ATTEMPTS", "MOVED_AFTER", "Desk", "Visit", "collect", "collect_by_hand", "standing"]
