"""The page about templates names everything that a template may use, and every limit as it is."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from digest.renderer import budget
from digest.renderer.colours import Ground
from digest.renderer.language import Words, known_languages, language
from digest.renderer.layout import lay_out
from digest.renderer.links import URL_MOST
from digest.renderer.printed import (
    Letterhead,
    Link,
    Picture,
    PrintedAmendment,
    PrintedChange,
    PrintedSection,
    PrintedStory,
    PullQuote,
)
from digest.renderer.specimen import specimen

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
NAMED = set(re.findall(r"`(\w+)`", PAGE))


def test_every_name_of_a_template_is_described():
    assert lay_out(specimen()).first(1).keys() - NAMED == set()


@pytest.mark.parametrize(
    "noun",
    [
        Letterhead,
        Link,
        Picture,
        PrintedAmendment,
        PrintedChange,
        PrintedSection,
        PrintedStory,
        PullQuote,
        Words,
        Ground,
    ],
)
def test_every_field_is_described(noun):
    assert {field.name for field in fields(noun)} - NAMED == set()


def test_every_limit_is_the_one_that_holds():
    limits = [getattr(budget, name) for name in dir(budget) if name.endswith("_MOST")]
    assert [limit for limit in (*limits, budget.LIMIT, URL_MOST) if not re.search(rf"\b{limit:,}\b", PAGE)] == []


def test_every_language_is_named():
    names = {str(language(tag).locale.english_name) for tag in known_languages()}
    assert {name for name in names if name not in PAGE} == set()
