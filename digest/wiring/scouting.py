"""What looking at sources needs of the settings: the way to the web, and no store."""

from __future__ import annotations

from digest.adapters.clock import SystemClock
from digest.adapters.http import HttpFetcher, Limits
from digest.adapters.shelf import FolderShelf
from digest.config import Settings
from digest.config.parts.news import CollectSettings
from digest.jobs.scouting import Scout
from digest.ports import Fetcher


def open_fetcher(collect: CollectSettings, about: str) -> Fetcher:
    """Return the way to the web that the settings describe; `about` is the page that tells who is asking."""
    limits = Limits(
        workers=collect.workers,
        delay=collect.host_delay_ms / 1000,
        deadline=collect.timeout_seconds,
        most_bytes=collect.max_megabytes * 1_000_000,
    )
    return HttpFetcher(limits, allow_private=frozenset(collect.allow_private), about=about)


def open_scout(settings: Settings | None) -> Scout:
    """Return the ports of whoever looks without recording; without settings at public addresses only."""
    fetcher = open_fetcher(settings.collect, settings.site.url) if settings else open_fetcher(CollectSettings(), "")
    return Scout(fetcher, FolderShelf(), SystemClock())
