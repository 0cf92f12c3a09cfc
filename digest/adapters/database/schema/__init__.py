"""The tables. What they mean and the rules they carry: docs/storage.md.

States are short texts, the values of the enums of `digest.model`, so that a person with a SQL prompt reads them.
"""

from digest.adapters.database.schema.base import metadata
from digest.adapters.database.schema.bounces import bounces
from digest.adapters.database.schema.deliveries import LEASED, QUEUED, deliveries
from digest.adapters.database.schema.editing import accounts, amendments, picks, revisions
from digest.adapters.database.schema.hubs import leases
from digest.adapters.database.schema.issues import OPEN, PLANNED, issue_stories, issues, newsletters
from digest.adapters.database.schema.letters import WAITING, letters
from digest.adapters.database.schema.news import articles, fetch_state, sightings, story_addresses
from digest.adapters.database.schema.readers import subscribers, subscriptions
from digest.adapters.database.schema.signups import caps, signups, suppressions, wordings

__all__ = [
    "LEASED",
    "OPEN",
    "PLANNED",
    "QUEUED",
    "WAITING",
    "accounts",
    "amendments",
    "articles",
    "bounces",
    "caps",
    "deliveries",
    "fetch_state",
    "issue_stories",
    "issues",
    "leases",
    "letters",
    "metadata",
    "newsletters",
    "picks",
    "revisions",
    "sightings",
    "signups",
    "story_addresses",
    "subscribers",
    "subscriptions",
    "suppressions",
    "wordings",
]
