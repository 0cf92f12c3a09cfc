"""Collects: what a feed, a page of links or a story's page says, read into the nouns of `digest.model`."""

from digest.collector.feed import parse_feed
from digest.collector.identity import canonical_url, fingerprint, imprint
from digest.collector.listing import find_links

__all__ = ["canonical_url", "find_links", "fingerprint", "imprint", "parse_feed"]
