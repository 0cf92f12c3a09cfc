"""Nouns for tests: each function makes one with plain values, and takes what the test is about by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.model import (
    Article,
    Brand,
    Brief,
    Cadence,
    Candidate,
    Entry,
    Image,
    Issue,
    IssueSection,
    Newsletter,
    Quote,
    Section,
    SectionKind,
    Story,
)

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
"""The moment at which most tests happen: a Tuesday, 14:00 in Kyiv."""

KYIV = ZoneInfo("Europe/Kyiv")

TEXT = (
    "The harbour council approved a new ferry line on Tuesday after a debate of six hours that drew a full gallery.\n"
    "“We have waited ten years for this boat,” said Mara Venn, the harbour master.\n"
    "The first crossing is planned for May."
)


def an_entry(number: int = 1, **changes: object) -> Entry:
    """An entry of the source `lantern`, published `number` minutes before noon."""
    entry = Entry(
        source="lantern",
        guid=f"guid-{number}",
        url=f"https://lantern.example/story/{number}",
        headline=f"Council approves ferry line {number}",
        published=NOON - timedelta(minutes=number),
        dek="A ferry to the north bank.",
        categories=("Harbour",),
    )
    return replace(entry, **changes)


def an_article(number: int = 1, *, entry: Entry | None = None, **changes: object) -> Article:
    """An article with three paragraphs, of which the second is a quote."""
    article = Article(entry or an_entry(number), TEXT, byline="Ida Holm", language="en")
    return replace(article, **changes)


def a_brief(article: Article) -> Brief:
    """The first paragraph as the lede, the second one's quotation (where there is one) as the quote."""
    text = article.text
    end = (text + "\n").index("\n")
    if "“" not in text:
        return Brief(article.entry, article.lift(0, end))
    start = text.index("“") + 1
    words = article.lift(start, text.index("”"))
    mention = text.index("Mara Venn")
    quote = Quote(
        (words,),
        "Mara Venn",
        "the harbour master",
        article.lift(mention, mention + 9),
        article.lift(text.index("said"), text.index("said") + 4),
        0.99,
    )
    return Brief(article.entry, article.lift(0, end), (quote,))


def a_candidate(number: int = 1, *, article: Article | None = None, **changes: object) -> Candidate:
    """A candidate first seen when it was published."""
    article = article or an_article(number)
    seen = article.entry.published or NOON
    candidate = Candidate(number, article, a_brief(article), seen, fingerprint=f"print-{number}")
    return replace(candidate, **changes)


def a_picture(number: int = 1) -> Image:
    """A picture with everything told of it."""
    return Image(f"https://lantern.example/{number}.jpg", "A ferry", "The ferry at dawn", "Ida Holm", 1200, 800)


def a_newsletter(**changes: object) -> Newsletter:
    """A daily newsletter at 07:30 in Kyiv with all four kinds of section."""
    newsletter = Newsletter(
        id="morning",
        title="Morning Light",
        description="The harbour's news before the first ferry.",
        language="en",
        sender="The Harbour Lantern <morning@lantern.example>",
        cadence=Cadence("30 7 * * *", "Europe/Kyiv"),
        topics=(),
        sections=(
            Section(SectionKind.TOP, 1),
            Section(SectionKind.MORE, 2, "More stories"),
            Section(SectionKind.PICKS, 2),
            Section(SectionKind.NEWS_FEED, 3),
        ),
        subject="{{ top }}",
        preheader="{{ others | join(' · ') }}",
        brand=Brand("The Harbour Lantern", "https://lantern.example/", "1 Quay Street, Port Lantern"),
        same_event=False,  # the articles of these tests all carry one text
    )
    return replace(newsletter, **changes)


def a_story(number: int = 1, **changes: object) -> Story:
    """A story as an issue runs it, with Kyiv times."""
    candidate = a_candidate(number)
    story = Story(
        key=number,
        brief=candidate.brief,
        source_title="The Harbour Lantern",
        byline="Ida Holm",
        image=a_picture(number),
        published=candidate.first_seen.astimezone(KYIV),
        updated=None,
        topic="Harbour",
        reason="Harbour: “ferry”",
    )
    return replace(story, **changes)


def an_issue(*stories: Story, **changes: object) -> Issue:
    """The first edition of the morning newsletter, its first story on top."""
    chosen = stories or (a_story(1), a_story(2))
    sections = [IssueSection(SectionKind.TOP, "", chosen[:1])]
    if chosen[1:]:
        sections.append(IssueSection(SectionKind.MORE, "More stories", chosen[1:]))
    issue = Issue(
        newsletter=a_newsletter(),
        slot="2026-03-10T14:00",
        number=1,
        date=NOON.astimezone(KYIV),
        subject=chosen[0].brief.entry.headline,
        preheader="And more",
        sections=tuple(sections),
    )
    return replace(issue, **changes)
