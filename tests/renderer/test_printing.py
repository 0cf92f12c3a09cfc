"""Printing with Jinja2: text is escaped and cleaned, and what a template asks for in vain is named where it asks."""

from html import unescape

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from digest.errors import TemplateError
from digest.renderer.environment import Templates, make_environment

PAGE = "<mjml>\n<mj-body><mj-raw>\n{}\n</mj-raw></mj-body></mjml>"


def printed(template: str, name: str = "page.html", **context: object) -> str:
    return Templates({name: template}).render(name, context)


def complaint(files: dict[str, str], name: str, **context: object) -> str:
    with pytest.raises(TemplateError) as caught:
        Templates(files).render(name, context)
    return str(caught.value)


def test_text_is_escaped_in_html_and_left_alone_in_text():
    assert printed("{{ x }}", x="<b>'&\"") == "&lt;b&gt;&#39;&amp;&#34;"
    assert printed("{{ x }}", "page.txt", x="<b>'&\"") == "<b>'&\""


def test_text_is_cleaned_wherever_it_is_printed():
    dirty = "a\x00b\ud800c\u202ed\uf8f0e\uf8f1f"
    assert printed("{{ x }}", x=dirty) == "abcdef"
    assert printed("{{ x }}", "page.txt", x=dirty) == "abcdef"


def test_numbers_and_nothing_print_as_they_read():
    assert printed("{{ x }} {{ y }}", x=7, y=None) == "7 None"


def test_our_own_marks_are_neither_cleaned_nor_escaped():
    assert printed("{{ x }}", x=Markup("\uf8f0email\uf8f1")) == "\uf8f0email\uf8f1"


def test_templates_in_values_stay_text():
    assert printed("{{ x }}", x="{{ 7 * 7 }}{% for %}") == "{{ 7 * 7 }}{% for %}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ x }}{{ 'a<b' }}{{ x ~ '<i>' }}{{ [x, '&']|join('<br>') }}",
        "{% macro m(y) %}<i>{{ y }}</i>{% endmacro %}{{ m(x) }}{{ m(m(x)) }}",
        "{% set y %}<u>{{ x }}</u>{% endset %}{{ y }}{% filter upper %}{{ x }}{% endfilter %}",
        "{% call(z) n() %}{{ z }}{% endcall %}{% macro n() %}{{ caller(x) }}{% endmacro %}{{ x|e }}{{ x|replace('a', '<') }}",
        "{% autoescape x %}{{ x }}{% endautoescape %}{% autoescape false %}{{ x }}{% endautoescape %}",
        "{% include 'part.html' %}{% import 'macros.html' as m %}{{ m.hi(x) }}",
    ],
)
def test_pages_print_as_plain_jinja_would_print_them(template):
    parts = {"part.html": "<p>{{ x }}</p>", "macros.html": "{% macro hi(n) %}<em>{{ n }}</em>{% endmacro %}"}
    files = {**parts, "page.html": template}
    if "macro n()" in template:
        files["page.html"] = (
            "{% macro n() %}{{ caller(x) }}{% endmacro %}{% call(z) n() %}{{ z }}{% endcall %}{{ x|e }}"
        )
    plain = Environment(autoescape=True, undefined=StrictUndefined, loader=DictLoader(files))
    expected = plain.get_template("page.html").render(x="a<b>&'c\"")
    assert unescape(Templates(files).render("page.html", {"x": "a<b>&'c\""})) == unescape(expected)


def test_markup_from_outside_cannot_be_declared_safe():
    assert complaint({"page.html": "\n{{ x|safe }}"}, "page.html", x="<b>") == "page.html:2: No filter named 'safe'."


def test_an_unknown_name_is_named_with_its_line_even_in_compiled_mjml():
    files = {"issue.mjml": PAGE.format("<b>{{ a }}</b>\n\n<i>{{ nope }}</i>")}
    assert complaint(files, "issue.mjml", a=1) == 'issue.mjml:5: there is no "nope"'


def test_an_unknown_field_is_named_with_what_was_meant():
    mark = make_environment().from_string("")  # any object with slots will do
    assert complaint({"a.html": "{{ x.nam }}"}, "a.html", x=mark) == 'a.html:1: there is no "nam"'

    class Story:
        __slots__ = ("headline",)

    story = Story()
    story.headline = ""
    assert complaint({"a.html": "{{ s.headlin }}"}, "a.html", s=story) == (
        'a.html:1: there is no "headlin" in Story (did you mean "headline"?)'
    )


def test_a_fault_in_an_included_part_names_the_part():
    page = PAGE.format('{% for x in [1] %}\n{% include "part.mjml" %}{% endfor %}')
    files = {"issue.mjml": page, "part.mjml": "\n\n{{ x.y.z }}"}
    assert complaint(files, "issue.mjml") == 'part.mjml:3: there is no "y"'


def test_a_fault_in_a_part_read_while_printing_names_that_part():
    files = {"page.html": "{% include 'part.html' %}", "part.html": "\n{{ 1 / 0 }}"}
    assert complaint(files, "page.html") == "part.html:2: division by zero"


def test_what_an_expression_raises_is_a_fault_of_its_line():
    files = {"issue.mjml": PAGE.format("{% macro m(n) %}{{ m(n) }}{% endmacro %}\n{{ m(1) }}")}
    assert complaint(files, "issue.mjml").startswith("issue.mjml:3: maximum recursion depth exceeded")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"issue.txt": "x"}, "page.html: there is no such template"),
        ({"pages.html": "x"}, "page.html: there is no such template (did you mean pages.html?)"),
        (
            {"page.html": "\n{% include 'prt.html' %}", "part.html": ""},
            'page.html:2: there is no template "prt.html" (did you mean "part.html"?)',
        ),
        ({"page.html": "\n{% if %}"}, "page.html:2: Expected an expression, got 'end of statement block'"),
        (
            {"page.html": "{% include 'part.html' %}", "part.html": "\n\n{% if %}"},
            "part.html:3: Expected an expression, got 'end of statement block'",
        ),
        ({"page.html": "{{ x|fil }}"}, "page.html:1: No filter named 'fil'."),
    ],
)
def test_a_template_that_cannot_be_read_is_named(files, message):
    assert complaint(files, "page.html") == message


def test_an_unknown_filter_in_mjml_is_named_by_the_line_it_was_written_on():
    files = {"issue.mjml": PAGE.format("<b>{{ a }}</b>\n\n<i>{{ a|nope }}</i>")}
    assert complaint(files, "issue.mjml", a=1) == "issue.mjml:5: No filter named 'nope'."


def test_the_text_filters_are_known():
    assert printed("{{ x|fill('- ') }}\n{{ '='|rule }}", "page.txt", x="a b") == f"- a b\n{'=' * 78}"
