"""Subject lines and preheaders are templates; one that would fail an issue is found before the issue is due."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import StrictUndefined, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest.config.checks import select
from digest.config.nearby import did_you_mean, shown
from digest.config.places import Finding, Value
from digest.editor import SUBJECT_NAMES

PATTERNS = ("newsletters.*.subject", "newsletters.*.preheader")

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_HEADLINES = ("One headline", "Another", "A third", "A fourth", "A fifth")

MEANINGS = {
    "top": "the first headline",
    "headlines": "all headlines, the top section's first",
    "others": "all headlines but the first",
    "count": "how many stories there are",
    "number": "the number of the issue",
    "date": "its date in words, in the newsletter's language",
    "newsletter": "the newsletter's title",
    "site": "the site's title",
}
"""What SUBJECT_NAMES stand for, in the words of the settings reference."""


def specimen(stories: int) -> dict[str, object]:
    """Return what a template would see in an issue of so many stories (1 to 5)."""
    headlines = list(_HEADLINES[:stories])
    told = (headlines[0], headlines, headlines[1:], stories, 7, "1 March 2026", "Morning", "The Harbour Lantern")
    return dict(zip(MEANINGS, told, strict=True))


def check_subjects(data: Value) -> Iterator[Finding]:
    """Yield a finding for each subject or preheader that cannot be filled in an issue of one or of several stories."""
    for pattern in PATTERNS:
        for path, template in select(data, pattern):
            if isinstance(template, str) and (fault := _fault(template)):
                yield Finding(path, fault)


def _fault(template: str) -> str:
    """Why a template cannot be filled, or ""."""
    try:
        unknown = sorted(meta.find_undeclared_variables(_ENVIRONMENT.parse(template)) - set(SUBJECT_NAMES))
        if unknown:
            known = ", ".join(SUBJECT_NAMES)
            return f"names {shown(unknown[0])}{did_you_mean(unknown[0], SUBJECT_NAMES)}; it may name {known}"
        return next(filter(None, (_trial(template, stories) for stories in (1, 5))), "")
    except TemplateSyntaxError as error:
        return f"is no Jinja2 template: {error.message}"
    except RecursionError:
        return "is no Jinja2 template: nested too deep"


def _trial(template: str, stories: int) -> str:
    """Fill it as an issue would."""
    try:
        _ENVIRONMENT.from_string(template).render(specimen(stories))
    except Exception as error:  # noqa: BLE001 (a template is a program: it may raise anything)
        return f"fails in an issue of {stories} {'story' if stories == 1 else 'stories'}: {error}"
    return ""
