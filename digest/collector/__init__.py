"""Collects: what a feed, a page of links or a story's page says, read into the nouns of `digest.model`."""

from digest.collector.article import entry_of, from_feed, to_article
from digest.collector.discovery import (
    Find,
    FindKind,
    find_of,
    named_sitemaps,
    pointers,
    ranked,
    robots_of,
    usual_places,
    whole_address,
)
from digest.collector.dump import looks_like_html, read_dump
from digest.collector.feed import parse_feed
from digest.collector.identity import canonical_url, fingerprint, imprint
from digest.collector.listing import find_links
from digest.collector.naming import slug_of
from digest.collector.opml import Opml, Outline, OutlineFault, read_opml, write_opml
from digest.collector.page import Page, read_page
from digest.collector.rules import Match, rules_for
from digest.collector.sitemap import Sitemap, newest, read_sitemap

__all__ = [
    "Find",
    "FindKind",
    "Match",
    "Opml",
    "Outline",
    "OutlineFault",
    "Page",
    "Sitemap",
    "canonical_url",
    "entry_of",
    "find_links",
    "find_of",
    "fingerprint",
    "from_feed",
    "imprint",
    "looks_like_html",
    "named_sitemaps",
    "newest",
    "parse_feed",
    "pointers",
    "ranked",
    "read_dump",
    "read_opml",
    "read_page",
    "read_sitemap",
    "robots_of",
    "rules_for",
    "slug_of",
    "to_article",
    "usual_places",
    "whole_address",
    "write_opml",
]
