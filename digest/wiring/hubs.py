"""The exchange with the hubs of feeds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial

from digest.adapters.database import Database
from digest.config.parts.news import CollectSettings
from digest.jobs.collect import Desk
from digest.jobs.hubs import Exchange
from digest.model import Source

WORD_BYTES = 32
"""Random bytes of a token and of a secret: 43 letters, under the 200 bytes that a hub takes of a secret."""


def open_exchange(
    collect: CollectSettings, desk: Desk, database: Database, sources: Mapping[str, Source]
) -> Exchange | None:
    """Return the exchange at `collect.websub_url`; None where there is none."""
    if not collect.websub_url:
        return None
    return Exchange(desk, database.leases, sources, collect.websub_url, partial(secrets.token_urlsafe, WORD_BYTES))
