"""`digest templates`: a theme is copied, owned, and compared with the shipped one after an upgrade."""

import json
import re
from hashlib import sha256

import pytest


def records(folder):
    return json.loads((folder / "shipped.json").read_text(encoding="utf-8"))


def states(digest, *arguments):
    return {
        row["file"]: row["what"] for row in json.loads(digest("templates", "diff", *arguments, "--json").out)["files"]
    }


@pytest.fixture
def copied(digest, folder):
    """A copy of the theme `signal`."""
    assert digest("templates", "copy", "--theme", "signal").status == 0
    return folder / "templates"


def test_the_list_names_each_theme_and_who_wears_it(digest, folder):
    assert json.loads(digest("templates", "list", "--json").out) == {"broadsheet": ["morning"], "signal": []}
    with (folder / "digest.yaml").open("a", encoding="utf-8") as settings:
        settings.write("    theme: signal\n")
    told = digest("templates", "list").out
    assert [line.split()[-1] for line in told.splitlines() if "signal" in line] == ["morning"]


def test_a_copy_is_whole_and_accepted(digest, folder, copied):
    with (folder / "digest.yaml").open("a", encoding="utf-8") as settings:
        settings.write("templates: templates\n")
    assert "no faults" in digest("check").out
    assert (records(copied)["theme"], (copied / "partials" / "wire.mjml").is_file()) == ("signal", True)
    assert digest("templates", "diff").out == "templates: as signal is shipped.\n"


def test_a_copy_is_not_overwritten_unless_one_says_so(digest, copied):
    again = digest("templates", "copy")
    assert (again.status, "templates is already there (--force overwrites it)" in again.err) == (2, True)
    assert digest("templates", "copy", "--force").status == 0
    assert records(copied)["theme"] == "broadsheet"


def test_a_copy_that_cannot_be_written_is_told(digest, folder):
    (folder / "full").write_text("a file", encoding="utf-8")
    ended = digest("templates", "copy", "full/looks")
    assert (ended.status, "error: full/looks" in ended.err) == (2, True)


def test_the_difference_says_whose_hand_it_was(digest, copied):
    was = records(copied)
    was["files"]["issue.txt"] = was["files"]["issue.mjml"] = sha256(b"of an older version").hexdigest()
    was["files"]["partials/old.mjml"] = "0"
    del was["files"]["partials/also.mjml"], was["files"]["partials/card.mjml"]
    (copied / "shipped.json").write_text(json.dumps(was), encoding="utf-8")
    (copied / "issue.txt").write_text("of an older version", encoding="utf-8")
    for name in ("issue.mjml", "partials/footer.mjml", "partials/old.mjml", "partials/mine.mjml", "partials/card.mjml"):
        (copied / name).write_text("mine", encoding="utf-8")
    for name in ("partials/also.mjml", "partials/byline.mjml"):
        (copied / name).unlink()
    assert states(digest) == {
        "issue.mjml": "changed by you and by an upgrade",
        "issue.txt": "upgraded since",
        "partials/also.mjml": "new: the shipped one stands in",
        "partials/byline.mjml": "not in your copy: the shipped one stands in",
        "partials/card.mjml": "differs",
        "partials/footer.mjml": "changed by you",
        "partials/mine.mjml": "your own",
        "partials/old.mjml": "no longer shipped",
    }


def test_a_patch_shows_the_lines(digest, copied):
    mine = (copied / "issue.txt").read_text(encoding="utf-8").replace("{{ date }}", "[{{ date }}]")
    (copied / "issue.txt").write_text(mine, encoding="utf-8")
    told = digest("templates", "diff", "--patch").out
    assert "-{{ date }} · {{ number }}\n+[{{ date }}] · {{ number }}\n" in told
    assert "issue.txt" in digest("templates", "diff").out


def test_a_folder_without_a_record_is_compared_with_the_first_theme(digest, folder):
    (folder / "looks").mkdir()
    (folder / "looks" / "issue.txt").write_text("mine", encoding="utf-8")
    found = states(digest, "looks")
    assert (found["issue.txt"], found["issue.mjml"]) == ("differs", "new: the shipped one stands in")


@pytest.mark.parametrize(
    "record", ["{", "{}", '{"theme": "none", "files": {}}', "[]", '{"theme": "signal", "files": 7}']
)
def test_a_spoilt_record_is_told_with_what_to_do(record, digest, copied):
    (copied / "shipped.json").write_text(record, encoding="utf-8")
    ended = digest("templates", "diff")
    assert (ended.status, "shipped.json: cannot be read; delete it" in ended.err) == (2, True)


def test_there_is_nothing_to_compare_without_a_folder(digest):
    ended = digest("templates", "diff", "nowhere")
    assert (ended.status, "nowhere is no folder" in ended.err) == (2, True)


def test_check_tells_of_an_accent_that_cannot_be_read(digest, folder):
    settings = folder / "digest.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  language: en", "  accent: '#ffee00'\n  language: en"), encoding="utf-8")
    told = digest("check").out
    assert "Note: the accent #ffee00 is too pale for text; the mail prints #" in told
    assert "Note" not in digest("check", "--json").out


@pytest.fixture
def owned(folder, copied):
    """A copy that the settings name."""
    with (folder / "digest.yaml").open("a", encoding="utf-8") as settings:
        settings.write("templates: templates\n")
    return copied


def test_a_file_of_another_encoding_is_told_with_its_line(digest, owned):
    (owned / "issue.txt").write_bytes("one\ntwo: café".encode("latin-1"))
    ended = digest("check")
    assert (ended.status, "issue.txt:2:1: byte 0xE9 is no UTF-8: save the file in that" in ended.err) == (2, True)


def test_a_byte_order_mark_and_the_line_ends_of_windows_do_no_harm(digest, owned):
    for file in (owned / "issue.mjml", owned / "issue.txt"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert "no faults" in digest("check").out


def test_a_copy_without_the_block_of_corrections_is_noted(digest, owned):
    assert "Note:" not in digest("check").out
    issue = owned / "issue.mjml"
    issue.write_text(
        re.sub(r"\{% if amended %\}.*?\{% endif %\}", "", issue.read_text("utf-8"), flags=re.DOTALL), "utf-8"
    )
    assert "Note: issue.mjml has no block of corrections" in digest("check").out
