"""The lint: every fault of a folder of templates at once, in order, each with file and line."""

import re

import pytest

from digest.renderer.lint import lint_templates


def faults(files: dict[str, str], **changes: tuple[str, str]) -> list[str]:
    """What the lint says of these files after `name=(old, new)` changes; `__` in a name stands for a slash."""
    changed = dict(files)
    for name, (old, new) in changes.items():
        file = next(file for file in files if re.sub(r"\W", "_", file) == name)
        assert old in changed[file]
        changed[file] = changed[file].replace(old, new)
    return [str(fault) for fault in lint_templates(changed)]


def test_the_shipped_templates_are_without_fault(shipped):
    assert faults(shipped) == []


def test_every_fault_is_told_at_once_in_the_order_of_the_files(shipped):
    assert faults(
        shipped,
        issue_mjml=("<mj-column>", '<mj-column colour="red">'),
        partials_top_mjml=('alt="{{ story.picture.alt }}"', ""),
        partials_stories_mjml=('<table role="presentation"', "<table"),
        partials_footer_mjml=("<mj-column>", "<mj-colum>"),
        issue_txt=("newsletter.title", "newsleter.title"),
    ) == [
        'issue.mjml:11: <mj-column> has no attribute "colour"',
        'issue.txt:2: there is no "newsleter" (did you mean "newsletter"?)',
        "partials/footer.mjml:2: <mj-colum> is not an MJML tag (did you mean <mj-column>?)",
        "partials/footer.mjml:14: </mj-column> stands where <mj-colum> is still open",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"partials_top_mjml": ('alt="{{ story.picture.alt }}"', "")},
            'partials/top.mjml:9: <img> has no alt: say what it shows, or alt="" where it only adorns',
        ),
        (
            {"partials_stories_mjml": ('<table role="presentation"', "<table")},
            'partials/stories.mjml:5: <table> has no role: screen readers need "presentation" for a layout, "table" for data',
        ),
        (
            {"partials_footer_mjml": ("<p ", "<form></form><p ")},
            "partials/footer.mjml:5: <form> is taken out by mail programs",
        ),
        (
            {"partials_byline_mjml": ("story.credit", "story.credits")},
            'partials/byline.mjml:1: there is no "credits" in PrintedStory (did you mean "credit"?)',
        ),
        (
            {"partials_also_mjml": ("other.url", "others.url")},
            'partials/also.mjml:2: there is no "others" (did you mean "other"?)',
        ),
        (
            {"partials_also_mjml": ("{{ words.also }}", "{{ words.also|uper }}")},
            "partials/also.mjml:2: No filter named 'uper' found.",
        ),
        ({"partials_quote_mjml": ("<p ", "{% if x %}<p ")}, "partials/quote.mjml:5: Unexpected end of template."),
        ({"issue_txt": ("newsletter.site", "newsletter.site|uper")}, "issue.txt:1: No filter named 'uper'."),
        ({"issue_txt": ("{% endif %}", "{% endi %}")}, "issue.txt:10: Encountered unknown tag 'endi'."),
        (
            {"issue_txt": ("unsubscribe_url", "email")},
            "issue.txt: it prints no way to unsubscribe: use unsubscribe_url",
        ),
    ],
)
def test_a_fault_is_told_where_it_was_written(change, told, shipped):
    assert [fault[: len(told)] for fault in faults(shipped, **change)][:1] == [told]


def test_what_cannot_be_scanned_is_told_too(shipped):
    assert faults(shipped, partials_footer_mjml=("<br>", "<br")) == [
        'partials/footer.mjml:7: <br> is not well formed here: attributes are written name="value"'
    ]


def test_names_are_judged_only_where_they_are_known(shipped):
    assert faults(shipped | {"confirm.txt": "{{ anything }}", "confirm.mjml": "<mjml><mj-body></mj-body></mjml>"}) == []


def test_missing_templates_are_told(shipped):
    assert faults({"issue.txt": shipped["issue.txt"]}) == ["issue.mjml: there is no such template"]


def document(body: str) -> dict[str, str]:
    return {
        "issue.mjml": f"<mjml>\n<mj-body>\n{body}</mj-body></mjml>",
        "issue.txt": "{{ unsubscribe_url }}",
        "b.mjml": "",
    }


ONLY = 'a part of MJML comes in by {% include "name.mjml" %}, and by nothing else'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{% include part %}", ONLY),
        ('{% include "b.mjml" ignore missing %}', ONLY),
        ('{% include ["b.mjml"] %}', ONLY),
        ('{% import "b.mjml" as b %}', ONLY),
        ('{% from "b.mjml" import b %}', ONLY),
        (
            "{% autoescape false %}{% endautoescape %}",
            "{% autoescape %} is not supported: text from outside is never markup",
        ),
        (
            '<mj-raw><a href="javascript:x">y</a></mj-raw>',
            "mail programs follow no javascript: address",
        ),
        ('<mj-raw><p onclick="x">y</p></mj-raw>', '"onclick" of <p> is taken out by mail programs'),
        (
            '<mj-section><mj-column><mj-social><mj-social-element alt="" /></mj-social></mj-column></mj-section>',
            "<mj-social-element> has no src: MJML would take the picture from another company's server",
        ),
    ],
)
def test_what_would_reach_readers_as_it_should_not_is_told(body, told):
    assert faults(document(body))[0] == f"issue.mjml:3: {told}"


def test_addresses_that_mail_programs_follow_pass():
    links = "".join(
        f'<a href="{url}">x</a>' for url in ("https://a.example", "mailto:a@b.example", "tel:1", "#top", "{{ x }}")
    )
    told = faults(document(f"<mj-raw>{links}{{{{ unsubscribe_url }}}}</mj-raw>"))
    assert told == ['issue.mjml:3: there is no "x"']


def test_an_empty_issue_is_told_as_what_it_is():
    assert faults({"issue.mjml": " ", "issue.txt": "{{ unsubscribe_url }}"}) == [
        "issue.mjml:1: a template has one <mjml>; this has 0",
        "issue.mjml:1: a template has one <mj-body>; this has 0",
    ]


def test_macros_and_the_parts_of_the_text_come_in_as_jinja_has_it():
    files = document('<mj-raw>{% from "m.html" import b with context %}{{ b() }}</mj-raw>')
    files["m.html"] = "{% macro b() %}<b>{{ unsubscribe_url }}</b>{% endmacro %}"
    files["issue.txt"] = '{% set part = "end.txt" %}{% include part %}'
    files["end.txt"] = "{{ unsubscribe_url }}"
    assert faults(files) == []
