"""Feeds and pages of the invented newspaper, as a server would send them."""

from making import TEXT

PARAGRAPHS = TEXT.split("\n")
MORE_PROSE = (
    "Fares will be the same as on the trams, and bicycles travel free before seven in the morning on weekdays.",
    "The council also asked the shipyard for a second boat, which should be ready within the next two years.",
)


def a_page(headline: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (paragraphs or (*PARAGRAPHS, *MORE_PROSE)))
    return (
        f'<!doctype html><html lang="en"><head><title>{headline}</title></head>'
        f"<body><article><h1>{headline}</h1>{body}</article></body></html>"
    )


def a_feed(*items: tuple[str, str, str]) -> str:
    told = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Tue, 10 Mar 2026 11:00:00 GMT</pubDate><description>{dek}</description></item>"
        for title, link, dek in items
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lantern</title><language>en</language>'
        f"{told}</channel></rss>"
    )
