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
