"""Collects: what a feed, a page of links or a story's page says, read into the nouns of `digest.model`."""

from digest.collector.article import entry_of, from_feed, to_article
from digest.collector.dump import looks_like_html, read_dump
from digest.collector.feed import parse_feed
from digest.collector.identity import canonical_url, fingerprint, imprint
from digest.collector.listing import find_links
from digest.collector.page import Page, read_page
from digest.collector.sitemap import Sitemap, newest, read_sitemap

__all__ = [
    "Page",
    "Sitemap",
    "canonical_url",
    "entry_of",
    "find_links",
    "fingerprint",
    "from_feed",
    "imprint",
    "looks_like_html",
    "newest",
    "parse_feed",
    "read_dump",
    "read_page",
    "read_sitemap",
    "to_article",
]
