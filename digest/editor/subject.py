"""The subject line and the preheader: the editor's own templates over a handful of documented names."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest.errors import TemplateError
from digest.model import Newsletter, Story
from digest.model.text import clean_line

SUBJECT_NAMES = ("top", "headlines", "others", "count", "number", "date", "newsletter", "site")
"""What a subject or preheader template may name: the top headline, all headlines, all but the top, how many stories,
the edition's number, its date in words, the newsletter's title and the site's name."""

SUBJECT_CHARACTERS = 200
"""A subject is cut there: no inbox shows as much, and a header has its limits (RFC 5322 2.1.1)."""

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def fill(template: str, newsletter: Newsletter, stories: tuple[Story, ...], *, number: int, date: datetime) -> str:
    """Return the template filled for these stories: one clean line of at most SUBJECT_CHARACTERS.

    Raises:
        TemplateError: the template is malformed or names what is not in SUBJECT_NAMES.
    """
    headlines = [story.brief.entry.headline for story in stories]
    names = (
        headlines[0],
        headlines,
        headlines[1:],
        len(stories),
        number,
        format_date(date, "long", locale=newsletter.language.replace("-", "_")),
        newsletter.title,
        newsletter.brand.site,
    )
    try:
        line = _ENVIRONMENT.from_string(template).render(dict(zip(SUBJECT_NAMES, names, strict=True)))
    except Exception as error:
        raise TemplateError(
            f"newsletter {newsletter.id}", 0, f"subject or preheader: {clean_line(str(error))}"
        ) from error
    return shorten(clean_line(line), SUBJECT_CHARACTERS)


def shorten(line: str, most: int) -> str:
    """Return a line of at most `most` characters, cut between words where one stands, with an ellipsis."""
    if len(line) <= most:
        return line
    head = line[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,;:·-") + "…"
