"""The vocabularies of feeds under one short name each, whatever namespace, prefix or letter case a document uses."""

from __future__ import annotations

from functools import lru_cache

# RSS, Atom, RDF Site Summary and CDF say `title`, `link`, `description` and mean the same by it: all are "".
# Addresses are compared without scheme, letter case and closing mark, for feeds write them in every way.
NAMESPACES = {
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns": "",
    "purl.org/echo": "",
    "purl.org/pie": "",
    "example.com/necho": "",
    "example.com/newformat": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "purl.org/rss/1.0": "",
    "purl.org/rss/2.0": "",
    "purl.org/net/rss1.1": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "backend.userland.com/rss2.1": "",
    "backend.userland.com/rss091": "",
    "backend.userland.com/rss092": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss/rss.html": "",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "search.yahoo.com/mrss": "media:",
    "www.rssboard.org/media-rss": "media:",
    "tools.search.yahoo.com/mrss": "media:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "prismstandard.org/namespaces/1.2/basic": "prism:",
    "prismstandard.org/namespaces/basic/2.0": "prism:",
    "purl.org/rss/1.0/modules/prism": "prism:",
}

PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "rss": "http://purl.org/rss/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xlink": "http://www.w3.org/1999/xlink",
}
"""What a prefix means in a document that uses it without saying so."""


@lru_cache(maxsize=4096)
def short_name(tag: str) -> str:
    """Return `title`, `dc:creator`, `media:content` … for a Clark name, "" for a name that no vocabulary here has.

    An element without a namespace has its plain name.
    """
    if not tag.startswith("{"):
        return tag.lower()
    space, _, local = tag[1:].partition("}")
    prefix = NAMESPACES.get(space.lower().removeprefix("http://").removeprefix("https://").rstrip("/#"))
    return "" if prefix is None else prefix + local.lower()
