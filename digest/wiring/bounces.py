"""What taking bounces back needs of the settings."""

from __future__ import annotations

from datetime import timedelta

from digest.adapters.database import Database
from digest.config import Settings
from digest.jobs.bouncing import BounceDesk
from digest.model.bounces import SoftRule
from digest.ports import Clock
from digest.signup import Keys


def open_bounces(settings: Settings, database: Database, clock: Clock, keys: Keys) -> BounceDesk:
    """Return the desk at which bounces are looked at."""
    rule = SoftRule(settings.bounces.soft_most, timedelta(days=settings.bounces.soft_days))
    return BounceDesk(database.bounces, clock, keys.secrets, settings.site.url.encode(), rule)
