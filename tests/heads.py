"""Pages that are all head: what `read_metadata` makes of tags that a test writes down."""

from lxml import html

from digest.collector.metadata import Metadata, read_metadata

URL = "https://www.courier.example/city/ferry"


def said(head: str = "", body: str = "", url: str = URL, attributes: str = "") -> Metadata:
    return read_metadata(
        html.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body></html>"), url
    )


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def meta(**tags: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in tags.items())
