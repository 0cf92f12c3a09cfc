"""A story becomes what a template sees of it: clean, measured, its times told in the newsletter's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from digest.model import Image, Quote, Story
from digest.model.text import clean_line
from digest.renderer import budget
from digest.renderer.language import Language, language
from digest.renderer.links import picture_address, quotation_address, web_address
from digest.renderer.printed import Link, Picture, PrintedStory, PullQuote

BEACON = 48
"""Pixels: a picture known to be narrower or lower is an icon or a tracker, not a picture of the story."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the stories of one issue share: language, day, the site that sends it, the most quotes of a story.

    `topics` says whether to name a story's topic: where a newsletter has but one, it says nothing.
    """

    language: Language
    today: date
    site: str
    quotes: int
    topics: bool = True


def print_story(story: Story, edition: Edition) -> PrintedStory:
    """Return the story as it is printed in this edition."""
    entry, brief, tongue = story.brief.entry, story.brief, edition.language
    url = web_address(entry.url)
    headline = title(entry.headline) or budget.shortened(url) or "…"
    own = language(entry.language, tongue.tag)
    return PrintedStory(
        headline=headline,
        url=url,
        credit=_credit(story, edition.site),
        lede=budget.whole(clean_line(brief.lede.text), budget.LEDE_MOST) if brief.lede else "",
        quotes=tuple(islice(_pull_quotes(brief.quotes, url, tongue), edition.quotes)),
        picture=_picture(story.image, headline),
        published=tongue.moment(story.published, edition.today),
        updated=tongue.moment(story.updated, edition.today) if story.updated else "",
        topic=_name(story.topic) if edition.topics else "",
        also=tuple(islice(_other_reports(story.also), budget.ALSO_MOST)),
        lang=own.tag if own != tongue else "",
        dir=own.direction if own != tongue else "",
    )


def title(text: str) -> str:
    """Return a headline or title as one clean line, ended by an ellipsis where it is too long."""
    return budget.shortened(clean_line(text))


def _name(text: str) -> str:
    return budget.whole(clean_line(text), budget.NAME_MOST)


def _credit(story: Story, site: str) -> str:
    """Return who reported the story: the source, unless the mail is the source's own, and the authors."""
    source, byline = title(story.source_title), _name(story.byline)
    return " · ".join(name for name in (source if source != site else "", byline) if name)


def _pull_quotes(quotes: Iterable[Quote], url: str, tongue: Language) -> Iterator[PullQuote]:
    words = tongue.words
    for quote in quotes:
        said = " … ".join(filter(None, (clean_line(passage.text) for passage in quote.words)))
        speaker, role = clean_line(quote.speaker), _name(quote.role)
        if not said or len(said) > budget.QUOTE_MOST or len(speaker) > budget.NAME_MOST:
            continue  # a speaker that cannot be named in full is not dropped from the words: both go
        attribution = words.attribution.format(speaker=speaker, role=role) if speaker and role else speaker
        text = f"{words.opening_mark}{said}{words.closing_mark}"
        place, source = (web_address(quote.origin.url), quote.origin.source_title) if quote.origin else (url, "")
        yield PullQuote(text, attribution, quotation_address(place, quote.words), title(source))


def _picture(image: Image | None, headline: str) -> Picture | None:
    if not image or any(0 < side < BEACON for side in (image.width, image.height)):
        return None
    url = picture_address(image.url)
    alt, caption, credit = (
        budget.whole(clean_line(text), budget.CAPTION_MOST) for text in (image.alt, image.caption, image.credit)
    )
    credited = f"{caption} ({credit})" if caption and credit and credit not in caption else caption or credit
    return Picture(url, alt or caption or headline, credited, image.width, image.height) if url else None


def _other_reports(also: Iterable[tuple[str, str]]) -> Iterator[Link]:
    for source, url in also:
        if name := _name(source):
            yield Link(name, web_address(url))
