"""`digest lint`: newsletters and saved mails judged, as a table, as JSON and as an exit status."""

import json

import pytest
from mails import raw_mail

from digest.cli.console import out

GOOD = """\
<!doctype html><html lang="en" dir="ltr"><head><title>Morning Light</title></head><body>
<div style="display:none">The ferry runs again</div><div lang="en" dir="ltr"><h1>Morning Light</h1><p>The ferry runs.</p>
<p><a href="mailto:off@lantern.example">Unsubscribe</a></p></div></body></html>"""


@pytest.fixture
def lint(digest, monkeypatch):
    """Run `digest lint` on a wide screen, without asking anybody."""
    monkeypatch.setattr(out, "width", 800)
    return lambda *arguments: digest("lint", "--no-links", "--no-spam", *arguments)


def test_a_newsletter_is_judged_as_it_would_go_out(digest, lint):
    digest("collect")
    ended = lint("morning", "--json")
    found = json.loads(ended.out)["morning"]
    assert ended.status == 0
    assert {each["grade"] for each in found if each["check"] in {"size", "words", "wire", "contrast", "fonts"}} == {
        "good"
    }
    assert {each["grade"] for each in found} == {"good", "note", "unknown"}


def test_without_a_name_every_newsletter_is_judged_and_nothing_to_run_is_said(lint):
    ended = lint()
    assert (ended.status, ended.out) == (0, "morning: there is nothing to run now\n")
    assert json.loads(lint("--json").out) == {"morning": []}


def test_a_fault_ends_with_one_and_stands_first(lint, folder):
    (folder / "bad.eml").write_bytes(raw_mail(GOOD.replace("<p>The", '<p style="color:#eeeeee">The')))
    ended = lint("bad.eml")
    lines = ended.out.splitlines()
    assert ended.status == 1
    assert lines[0].strip() == "bad.eml"
    assert [line.split()[:2] for line in lines[2:4]] == [["fault", "contrast"], ["fault", "headers"]]
    assert "#eeeeee on #ffffff has a contrast of 1.2" in lines[2]
    assert lines[-1].startswith("4 fault, ")


def test_notes_are_folded_unless_all_are_asked_for(lint, folder):
    body = GOOD.replace("<h1>Morning Light</h1>", "<p>Morning Light</p>").replace(' dir="ltr"', "")
    (folder / "noted.eml").write_bytes(raw_mail(body))
    folded, whole = lint("noted.eml").out, lint("noted.eml", "--all").out
    assert "(and 1 more: --all)" in folded
    assert ("screen readers jump by headings" in folded, "screen readers jump by headings" in whole) == (False, True)
    rows = [[line.split()[:2] for line in told.splitlines()] for told in (folded, whole)]
    assert [["good", "size"] in each for each in rows] == [False, True]


def test_a_file_saved_on_unix_is_judged_as_the_mail_it_was(lint, folder):
    (folder / "unix.eml").write_bytes(raw_mail(GOOD).replace(b"\r\n", b"\n"))
    found = json.loads(lint("unix.eml", "--json").out)["unix.eml"]
    assert [each["grade"] for each in found if each["check"] == "wire"] == ["good"]


def test_files_and_newsletters_can_be_mixed_and_files_need_no_settings(lint, folder):
    (folder / "one.eml").write_bytes(raw_mail(GOOD))
    assert list(json.loads(lint("one.eml", "morning", "--json").out)) == ["one.eml", "morning"]
    (folder / "digest.yaml").unlink()
    assert list(json.loads(lint("one.eml", "--json").out)) == ["one.eml"]


def test_a_name_that_is_none_is_told_with_those_there_are(lint):
    ended = lint("evening")
    assert (ended.status, "there is no newsletter 'evening' (known: morning)" in ended.err) == (2, True)
    assert "error: gone.eml: No such file" in lint("gone.eml").err


def test_the_jury_is_asked_unless_it_is_sent_away(digest, folder):
    (folder / "one.eml").write_bytes(
        raw_mail(GOOD.replace("mailto:off@lantern.example", "http://127.0.0.1:9/unsubscribe"))
    )
    found = json.loads(digest("lint", "one.eml", "--no-spam", "--json").out)["one.eml"]
    assert [each["says"] for each in found if each["grade"] == "fault" and each["check"] == "links"] == [
        "dead: 127.0.0.1 is at 127.0.0.1, which is not public"
    ]
