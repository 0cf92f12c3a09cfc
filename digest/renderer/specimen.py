"""A small invented issue in which everything that a template can meet occurs once: what a trial print is made of."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from digest.model import (
    Amendment,
    Article,
    Brand,
    Brief,
    Cadence,
    Change,
    ChangeKind,
    Entry,
    Image,
    Issue,
    IssueSection,
    Newsletter,
    Origin,
    Quote,
    Section,
    SectionKind,
    Story,
)

_MORNING = datetime(2026, 7, 21, 8, 0, tzinfo=timezone(timedelta(hours=1)))
_KINDS = (SectionKind.TOP, SectionKind.MORE, SectionKind.PICKS, SectionKind.NEWS_FEED)
_LEDE = "The night ferry sails again from Friday."
_ALSO_SAID = "I had missed the lamps of the other bank"
_SAID = ("It was never about the money", "it was about the dark")


def specimen(language: str = "en", direction: str = "ltr") -> Issue:
    """Return an issue with two stories in every kind of section: one with all that a story can have, one bare."""
    return Issue(
        newsletter=_newsletter(language, direction),
        slot="2026-07-21T08:00",
        number=214,
        date=_MORNING,
        subject="Night ferry returns to the outer islands",
        preheader="Also: a hill gets its name",
        sections=tuple(IssueSection(kind, "", (_full_story(), _bare_story())) for kind in _KINDS),
        amendments=(_amendment(),),
    )


def _newsletter(language: str, direction: str) -> Newsletter:
    return Newsletter(
        id="tide",
        title="Morning Tide",
        description="What the harbour woke up to",
        language=language,
        sender="Morning Tide <tide@courier.example>",
        cadence=Cadence("0 8 * * *", "Europe/London"),
        topics=(),
        sections=tuple(Section(kind, 2) for kind in _KINDS),
        subject="{{ top.headline }}",
        preheader="",
        brand=Brand(
            site="The Harbour Courier",
            site_url="https://courier.example/",
            postal_address="1 Quay Street\nPort Alder",
            logo_url="https://courier.example/logo.png",
            dark_logo_url="https://courier.example/logo-night.png",
            direction=direction,
        ),
        web_url="https://courier.example/{newsletter}/{number}",
        preferences_url="https://courier.example/my/{reader}",
    )


def _full_story() -> Story:
    entry = Entry("courier", "1", "https://courier.example/ferry", "Night ferry returns", language="cy")
    text = f"{_LEDE}\n“{_SAID[0]},” said Maren Holt, harbour master, “{_SAID[1]}.”"
    article = Article(entry, text)
    words = tuple(article.lift(text.index(part), text.index(part) + len(part)) for part in _SAID)
    return Story(
        key=1,
        brief=Brief(entry, article.lift(0, len(_LEDE)), (Quote(words, "Maren Holt", "harbour master"), _borrowed())),
        source_title="The Tamber Post",
        byline="Edda Marsh",
        image=Image("https://courier.example/ferry.jpg", "The ferry", "The ferry at night", "O. Reed", 1200, 800),
        published=_MORNING - timedelta(hours=1),
        updated=_MORNING - timedelta(minutes=20),
        topic="harbour",
        reason="new since the last issue",
        also=(("The Combe Herald", "https://herald.example/ferry"),),
    )


def _borrowed() -> Quote:
    """Return a quote that another report of the same event printed."""
    article = Article(Entry("herald", "3", "https://herald.example/ferry", "The ferry is back"), f"“{_ALSO_SAID}.”")
    words = (article.lift(1, 1 + len(_ALSO_SAID)),)
    return Quote(words, "Odo Rusk", "skipper", origin=Origin(3, "The Combe Herald", article.entry.url))


def _bare_story() -> Story:
    """Return a story of which nothing is known but its headline; not even its address is one that a mail may carry."""
    return Story(
        key=2,
        brief=Brief(Entry("courier", "2", "courier:2", "Two villages name their hill"), None),
        source_title="",
        byline="",
        image=None,
        published=_MORNING - timedelta(days=1),
        updated=None,
        topic="",
        reason="",
    )


def _amendment() -> Amendment:
    changes = (
        Change(ChangeKind.CORRECTION, "Correction: the ferry has three decks, not two."),
        Change(ChangeKind.HEADLINE, "Ferry gets a third deck", "Ferry gets a second deck"),
        Change(ChangeKind.FACT, _LEDE, passage=Article(Entry("courier", "3", "", ""), _LEDE).lift(0, len(_LEDE))),
        Change(ChangeKind.ADDED, _LEDE),
    )
    return Amendment(3, "Ferry gets a third deck", "https://courier.example/deck", "The Tamber Post", "cy", changes)
