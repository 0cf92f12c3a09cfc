"""Subject and preheader: one clean line from the editor's template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import KYIV, NOON, a_brief, a_newsletter, a_story, an_article, an_entry

from digest.editor.subject import SUBJECT_CHARACTERS, fill, shorten
from digest.errors import TemplateError

STORIES = (a_story(1), a_story(2), a_story(3))


def filled(template: str, stories=STORIES, **changes: object) -> str:
    return fill(template, a_newsletter(**changes), stories, number=7, date=NOON.astimezone(KYIV))


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ top }}", "Council approves ferry line 1"),
        ("{{ others | join(' · ') }}", "Council approves ferry line 2 · Council approves ferry line 3"),
        ("{{ newsletter }} no. {{ number }}: {{ count }} stories", "Morning Light no. 7: 3 stories"),
        ("{{ site }}, {{ date }}", "The Harbour Lantern, March 10, 2026"),
        ("{{ headlines[1] }}", "Council approves ferry line 2"),
        ("two\r\nlines\t", "two lines"),
    ],
)
def test_a_template_may_name_what_is_documented(template, line):
    assert filled(template) == line


def test_the_date_is_told_in_the_newsletters_language():
    assert filled("{{ date }}", language="uk") == "10 березня 2026 р."
    assert filled("{{ date }}", language="de-AT") == "10. März 2026"


@pytest.mark.parametrize(
    "template",
    [
        "{{ nobody }}",
        "{{ top",
        "{% for %}",
        "{{ top.x.y }}",
        "{{ 1 / 0 }}",
        "{{ top + 1 }}",
        "{{ ''.__class__.mro() }}",
    ],
)
def test_a_faulty_template_names_the_newsletter(template):
    with pytest.raises(TemplateError, match="newsletter morning: subject or preheader: "):
        filled(template)


def test_a_headline_with_line_breaks_stays_one_line():
    article = an_article(entry=an_entry(headline="News\r\nBcc: everybody@example.org {{ top }}"))
    assert filled("{{ top }}", (a_story(brief=a_brief(article)),)) == "News Bcc: everybody@example.org {{ top }}"


def test_a_long_line_is_cut_between_words():
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two, three", 13) == "one two…"
    assert shorten("x" * 20, 10) == "x" * 9 + "…"


@given(st.text(), st.integers(1, 300))
def test_a_shortened_line_is_never_too_long_and_begins_as_it_did(line, most):
    short = shorten(line, most)
    assert len(short) <= most
    assert short == line or line.startswith(short.removesuffix("…"))


def test_no_subject_is_longer_than_its_limit():
    assert len(filled("{{ top }} " * 100)) <= SUBJECT_CHARACTERS
