"""Sites whose pages are read by rules of their own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.kinds import Pattern, Selector
from digest.config.part import Part

Selectors = Annotated[tuple[Selector, ...], Field(max_length=50)]


class SiteRulesSettings(Part):
    """How the pages of a site are read where the general way fails: CSS selectors, at least one (docs/sources.md).

    `digest sources rules` shows on a saved page what they do. A rule that gives nothing on a page leaves its part to the
    general way, and the visit says so.
    """

    host: Pattern
    """The site: `news.example`, or `*.news.example` for it and all names below it. `www.` makes no other host."""
    keep: Selectors = ()
    """What holds the article: all text in it, but for lines that are furniture wherever they stand."""
    drop: Selectors = ()
    """What is none of the article, wherever it stands."""
    title: Selector = ""
    """What holds the headline. This and the three below are believed before feed and page."""
    author: Selector = ""
    """What holds the name of an author; several make several."""
    date: Selector = ""
    """What holds the time of publication: its `datetime`, its `content`, or its text."""
    image: Selector = ""
    """The picture, or what names its address."""
