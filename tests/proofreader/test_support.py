"""Support: what a mail asks of mail programs, and the copy of caniemail's data that answers."""

import json
import re

import pytest
from mails import a_mail, a_page, grades, told

from digest.cli.caniemail import refreshed
from digest.model import Grade
from digest.proofreader.clients import CLIENTS, Support, support, trim
from digest.proofreader.features import known_features


def support_of(body: str, head: str = "") -> list[tuple[Grade, str]]:
    return grades("support", a_mail(a_page(body, f"<title>T</title>{head}")))


@pytest.mark.parametrize(
    ("body", "about"),
    [
        ('<div style="display:flex">x</div>', "display: flex"),
        ('<div style="DISPLAY: inline-flex">x</div>', "display: inline-flex"),
        ('<div style="position:absolute;color:red">x</div>', "position: absolute"),
        ('<p style="margin-inline-start:4px">x</p>', "margin-inline-start: 4px"),
        ('<p style="color:var(--ink)">x</p>', "color: var(--ink)"),
        ('<p style="width:calc(100% - 8px)">x</p>', "width: calc(100% - 8px)"),
        ('<p style="font-size:1.2rem">x</p>', "font-size: 1.2rem"),
        ("<video><source></video>", "<video>"),
        ("<p hidden>x</p>", "<p hidden>"),
        ("<svg></svg>", "<svg>"),
        ('<link rel="stylesheet" href="https://a.example/mail.css">', "<link href>"),
        ("<style>.x {display:grid}</style>", "display: grid"),
    ],
)
def test_what_layout_or_content_depends_on_is_a_fault_where_a_program_lacks_it(body, about):
    assert support_of(body)[0] == (Grade.FAULT, about)


@pytest.mark.parametrize(
    "body",
    [
        '<p style="display:block;color:red;position:static;float:none">x</p>',
        '<p style="font-family:calc;margin:2px">x</p>',
        '<link rel="preload">',
        '<meta name="x" content="y">',
    ],
)
def test_what_all_programs_understand_is_good(body):
    assert support_of(body) == [(Grade.GOOD, "")]


def test_what_a_mail_can_do_without_is_one_note():
    style = (
        "@media (max-width:480px) {.x {display:flex}} @media (hover) {a:hover {color:red}} @font-face {src:url(x)}"
        " [data-x] {border-radius:4px} @import 'x';"
    )
    (found,) = told("support", a_mail(a_page('<img loading="lazy" srcset="x 2x">', f"<style>{style}</style>")))
    assert (found.grade, found.about) == (Grade.NOTE, "10 features")
    assert "border-radius (Outlook for Windows)" in found.says
    assert "@media (Gmail on the mobile web, Outlook for Windows)" in found.says


def test_what_stands_outside_and_inside_a_media_query_counts_outside():
    style = "<style>@media (max-width:480px) {.x {display:flex}} .y {display:flex}</style>"
    assert (Grade.FAULT, "display: flex") in support_of("", style)


def test_gmail_drops_a_long_style_element():
    assert support_of("", f"<style>{'a{} ' * 4096}</style>") == [(Grade.GOOD, "")]
    assert support_of("", f"<style>{'a{} ' * 4097}</style>") == [(Grade.NOTE, "<style>")]


def test_a_page_that_was_not_read_to_its_end_is_said_to_be_so():
    assert support_of("<div>" * 10_000) == [(Grade.UNKNOWN, "")]


def test_a_family_is_named_as_one_where_none_of_it_understands():
    assert Support("x", "nnnnyyyyyyn").lacking() == ("Gmail", "Apple Mail on a phone")
    assert Support("x", "yannuyyyyyy").lacking() == ("Gmail for Android", "Gmail on the mobile web")
    assert Support("x", "yyyyyyyyyyy").lacking() == ()


def test_every_feature_of_the_table_is_in_the_data_and_has_patterns_that_work():
    assert {feature.slug for feature in known_features()} == set(support())
    for feature in known_features():
        re.compile(feature.value), re.compile(feature.selectors)
    assert all(
        feature.slug.startswith("image-") or feature != type(feature)(feature.slug) for feature in known_features()
    )


STATS = {
    "gmail": {"ios": {"2019": "n", "2026": "y #1"}, "desktop-webmail": {}},
    "outlook": {"windows": {"2007": "y", "2019": "a #1 #2"}},
}


def test_the_newest_result_of_each_client_is_kept():
    whole = {"last_update_date": "2026-05-13 14:45:41 +0000", "data": [{"slug": "css-x", "title": "x", "stats": STATS}]}
    trimmed = trim(whole, ["css-x"])
    assert trimmed["date"] == "2026-05-13"
    assert trimmed["features"] == {"css-x": {"title": "x", "support": "uyuuauuuuuu"}}


@pytest.mark.parametrize(
    "whole", [{}, [], {"data": [1]}, {"data": [{"slug": "css-y"}], "last_update_date": "2026-05-13"}]
)
def test_other_data_is_refused(whole):
    with pytest.raises(ValueError, match="this is not caniemail's data"):
        trim(whole, ["css-x"])


def test_a_refreshed_copy_has_the_form_of_the_one_that_is_shipped(tmp_path):
    rows = [{"slug": feature.slug, "title": "x", "stats": STATS} for feature in known_features()]
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"last_update_date": "2026-05-13", "data": rows}), encoding="utf-8")
    copy = json.loads(refreshed(path))
    assert set(copy["features"]) == set(support())
    assert copy["clients"] == list(CLIENTS)
