"""Renders an issue of invented stories with the shipped templates, so that its size and looks can be measured.

    python benchmarks/entry_render.py 30 en OUT signal     writes OUT.html and OUT.txt

Every story has a picture, a lede and a quotation with its speaker; one tops the issue, the rest share the sections.
"""

from __future__ import annotations

import sys
import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from digest.model import (
    Article,
    Brand,
    Brief,
    Cadence,
    Entry,
    Image,
    Issue,
    IssueSection,
    Newsletter,
    Quote,
    Section,
    SectionKind,
    Story,
    Theme,
)
from digest.renderer import Renderer, make_renderer
from digest.wiring import shipped_files

HERE = Path(__file__).parent
NOON = datetime(2026, 7, 21, 12, 0, tzinfo=ZoneInfo("Europe/London"))
SHARES = {SectionKind.TOP: 0.0, SectionKind.MORE: 0.5, SectionKind.PICKS: 0.2, SectionKind.NEWS_FEED: 1.0}


def render_issue(stories: int) -> tuple[str, str]:
    """Return HTML and text of an English issue with that many stories."""
    proof = renderer().proof(make_issue(stories))
    return proof.html, proof.text


def make_issue(stories: int, language: str = "en", theme: Theme = Theme.BROADSHEET) -> Issue:
    """Return an issue in `en`, `uk` or `ar` with that many stories: one on top, half below, then picks and news feed."""
    told = [make_story(number, language) for number in range(stories)]
    sections, rest = [], told
    for kind, share in SHARES.items():
        most = round(share * stories) or 1
        sections.append(IssueSection(kind, "", tuple(rest[:most])))
        rest = rest[most:]
    return Issue(
        newsletter=make_newsletter(language, theme),
        slot="2026-07-21T12:00",
        number=214,
        date=NOON,
        subject=told[0].brief.entry.headline,
        preheader=" · ".join(story.brief.entry.headline for story in told[1:3]),
        sections=tuple(section for section in sections if section.stories),
    )


def make_story(number: int, language: str) -> Story:
    """Return the story of that number; no two have the same headline."""
    paper = papers()[language]
    part, place = divmod(number, len(paper["reports"]))
    report = paper["reports"][place]
    published = NOON - timedelta(minutes=37 * number)
    return Story(
        key=number,
        brief=make_brief(report, part, f"https://news.example.org/2026/07/21/{number:03d}", language),
        source_title=paper["site"],
        byline=paper["byline"] if number % 3 else "",
        image=Image(f"https://cdn.news.example.org/2026/07/21/{number:03d}/photo-960x640.jpg", report["role"]),
        published=published,
        updated=published + timedelta(minutes=25) if number % 5 == 1 else None,
        topic="",
        reason="",
        also=((paper["rival"], f"https://tamber.example.com/stories/{number}"),) if number % 7 == 0 else (),
    )


def make_brief(report: dict[str, str], part: int, address: str, language: str) -> Brief:
    """Return a report's brief: the lede and the quotation, cut out of a text of two paragraphs."""
    lede, said = report["lede"], report["said"]
    entry = Entry(
        source="courier",
        guid=address,
        url=f"{address}/a-story-whose-name-says-what-it-is-about?utm_source=newsletter&utm_medium=email",
        headline=f"{report['headline']} ({part + 1})" if part else report["headline"],
        language=language,
    )
    article = Article(entry, f"{lede}\n{said}, {report['speaker']}.")
    start = len(lede) + 1
    quote = Quote((article.lift(start, start + len(said)),), report["speaker"], report["role"], confidence=1.0)
    return Brief(entry, article.lift(0, len(lede)), (quote,))


def make_newsletter(language: str, theme: Theme) -> Newsletter:
    """Return the newsletter of the invented paper in that language."""
    paper = papers()[language]
    return Newsletter(
        id="tide",
        title=paper["title"],
        description="",
        language=language,
        sender="tide@news.example.org",
        cadence=Cadence("0 12 * * *", "Europe/London"),
        topics=(),
        sections=tuple(Section(kind, 30) for kind in SectionKind),
        subject="",
        preheader="",
        brand=Brand(paper["site"], "https://news.example.org/", paper["address"], accent="#a3312b", theme=theme),
    )


@cache
def papers() -> dict[str, Any]:
    """Return the invented papers by language."""
    return tomllib.loads((HERE / "render_reports.toml").read_text("utf-8"))


@cache
def renderer(theme: Theme = Theme.BROADSHEET) -> Renderer:
    """Return a renderer with the templates of a theme."""
    return make_renderer(shipped_files(theme))


if __name__ == "__main__":
    look = Theme(sys.argv[4])
    proof = renderer(look).proof(make_issue(int(sys.argv[1]), sys.argv[2], look))
    Path(f"{sys.argv[3]}.html").write_text(proof.html, "utf-8")
    Path(f"{sys.argv[3]}.txt").write_text(proof.text, "utf-8")
    print(f"{proof.size} bytes of HTML, {len(proof.text)} characters of text, {proof.trimmed} stories left out")
