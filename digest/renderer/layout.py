"""An issue becomes the names that a template may use: its printed sections, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from digest.model import Brand, Issue, IssueSection, Newsletter, SectionKind, Token
from digest.model.text import clean_line
from digest.renderer import budget
from digest.renderer.amended import print_amendment
from digest.renderer.colours import palette
from digest.renderer.language import Language, Words, language
from digest.renderer.links import page_address, picture_address, web_address
from digest.renderer.printed import Letterhead, Link, Picture, PrintedSection
from digest.renderer.stories import Edition, print_story, title
from digest.renderer.typefaces import fonts

PADDING = "\u2007\u034f " * 100
"""Stands after the preheader, so that a mail list shows nothing of what comes next: figure spaces, joined to nothing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """An issue laid out: the sections, and the names for everything around them."""

    sections: tuple[PrintedSection, ...]
    around: Mapping[str, object]
    language: Language

    @property
    def stories(self) -> int:
        """How many stories there are."""
        return sum(len(section.stories) for section in self.sections)

    def first(self, stories: int) -> dict[str, object]:
        """Return the names that a template may use (docs/templates.md), with the first `stories` stories only."""
        trimmed = self.language.trimmed(self.stories - stories)
        return {**self.around, "sections": tuple(_first(self.sections, stories)), "trimmed": trimmed}


def lay_out(issue: Issue) -> Layout:
    """Return the issue as a template sees it."""
    tongue, head = language(issue.newsletter.language), letterhead(issue.newsletter.brand, issue.newsletter)
    quotes = min(issue.newsletter.quotes, budget.QUOTES_MOST)
    edition = Edition(tongue, issue.date.date(), head.site, quotes, len(issue.newsletter.topics) != 1)
    sections = tuple(_section(section, edition) for section in issue.sections)
    return Layout(sections, _around(issue, head, tongue), tongue)


def _first(sections: tuple[PrintedSection, ...], stories: int) -> Iterator[PrintedSection]:
    for section in sections:
        if stories > 0:
            yield PrintedSection(section.kind, section.title, section.stories[:stories])
        stories -= len(section.stories)


def _section(section: IssueSection, edition: Edition) -> PrintedSection:
    heading = title(section.title) or _own_heading(section.kind, edition.language.words)
    return PrintedSection(section.kind, heading, tuple(print_story(story, edition) for story in section.stories))


def _own_heading(kind: SectionKind, words: Words) -> str:
    return {
        SectionKind.TOP: "",
        SectionKind.MORE: words.more,
        SectionKind.PICKS: words.picks,
        SectionKind.NEWS_FEED: words.news_feed,
    }[kind]


def _around(issue: Issue, head: Letterhead, tongue: Language) -> dict[str, object]:
    words, brand = tongue.words, issue.newsletter.brand
    rtl = "rtl" in {tongue.direction, brand.direction}
    return {
        "lang": tongue.tag,
        "dir": "rtl" if rtl else "ltr",
        "start": Markup("right") if rtl else Markup("left"),
        "end": Markup("left") if rtl else Markup("right"),
        "subject": title(issue.subject),
        "preheader": title(issue.preheader) or _opening(issue),
        "padding": PADDING,
        "newsletter": head,
        "date": tongue.full_date(issue.date),
        "number": words.number.format(number=issue.number),
        "words": words,
        "because": words.because.format(newsletter=head.title, site=head.site),
        "visit": words.visit.format(site=head.site),
        "colours": palette(brand.accent, brand.theme),
        "fonts": fonts(brand),
        "links": tuple(_links(issue, words)),
        "amended": tuple(print_amendment(each, tongue, head.site) for each in issue.amendments),
        "email": _mark(Token.EMAIL),
        "unsubscribe_url": _mark(Token.UNSUBSCRIBE),
    }


def letterhead(brand: Brand, newsletter: Newsletter | None = None) -> Letterhead:
    """Return what stands at the head and foot of a brand's mail; title and description only of a newsletter's."""
    site = title(brand.site)
    return Letterhead(
        title=title(newsletter.title) if newsletter else "",
        description=title(newsletter.description) if newsletter else "",
        site=site,
        url=web_address(brand.site_url),
        logo=_logo(brand.logo_url, site),
        dark_logo=_logo(brand.dark_logo_url, site),
        address=budget.shortened("\n".join(_lines(brand.postal_address)), budget.ADDRESS_MOST),
    )


def _lines(text: str) -> Iterator[str]:
    return filter(None, map(clean_line, text.splitlines()))


def _logo(url: str, site: str) -> Picture | None:
    address = picture_address(url)
    return Picture(address, site, "", 0, 0) if address else None


def _links(issue: Issue, words: Words) -> Iterator[Link]:
    """Yield what the foot of the mail offers beside the way out."""
    if issue.newsletter.preferences_url:
        yield Link(words.preferences, _mark(Token.PREFERENCES))
    if url := page_address(issue.newsletter.web_url, issue):
        yield Link(words.online, url)


def _mark(token: Token) -> Markup:
    return Markup(token.mark)  # noqa: S704 - our own characters, which no input keeps


def _opening(issue: Issue) -> str:
    """Return the first words of the issue: a mail list that is given none shows the first it finds, the masthead."""
    return next((title(story.brief.lede.text) for story in issue.stories if story.brief.lede), "")
