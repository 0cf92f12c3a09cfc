"""`digest readers ...`: lists in and out, and what is held about one address."""

import io
import json

import pytest

from digest.cli import readers_files, readers_suppress

IMPORT = ("readers", "import", "readers.csv", "--newsletter", "morning", "--consent", "told")


@pytest.fixture
def listed(digest, folder):
    (folder / "readers.csv").write_text(
        "email,language,colour\n+ida@example.com,uk,red\nnobody,,=1+1\notto@example.com,,\n", encoding="utf-8"
    )
    return folder


def emails(printed):
    return [json.loads(line)["email"] for line in printed.out.splitlines()]


def test_faulty_rows_are_written_to_a_file_that_others_cannot_read(digest, listed):
    ended = digest(*IMPORT, "--errors", "faulty.csv")
    assert (ended.status, ended.err) == (1, "columns that are not read: colour\n")
    faulty = listed / "faulty.csv"
    fault = "'nobody' is not an e-mail address: An email address must have an @-sign."
    assert faulty.read_text(encoding="utf-8").splitlines() == [
        "line,fault,email,language,colour",
        f"3,{fault},nobody,,'=1+1",
    ]
    assert faulty.stat().st_mode & 0o777 == 0o600


def test_an_import_tells_everything_as_json(digest, listed):
    told = json.loads(digest(*IMPORT, "--dry-run", "--json").out)
    assert (told["rows"], told["readers"], told["faulty"], told["unknown_columns"]) == (3, 2, 1, ["colour"])
    assert told["faults"][0]["line"] == 3


def test_an_interrupted_import_says_how_to_go_on(digest, listed, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(readers_files, "import_readers", interrupted)
    ended = digest(*IMPORT)
    assert (ended.status, "import the file again" in ended.err) == (1, True)


def test_what_was_exported_is_read_back(digest, listed):
    digest(*IMPORT)
    assert digest("readers", "export", "--consent", "--out", "all.csv").status == 0
    assert (
        (listed / "all.csv").read_text(encoding="utf-8").splitlines()[1].startswith("'+ida@example.com,morning,each,uk")
    )
    assert digest("readers", "import", "all.csv").status == 0
    assert len(digest("readers", "export").out.splitlines()) == 3


def test_readers_are_listed_page_by_page(digest, listed):
    digest(*IMPORT)
    page = digest("readers", "list", "--limit", "1")
    assert ("otto" in page.out, page.err) == (False, "There are more: --after +ida@example.com\n")
    assert "otto" in digest("readers", "list", "--after", "+ida@example.com").out
    assert emails(digest("readers", "list", "--json", "--language", "uk")) == ["+ida@example.com"]
    digest("readers", "remove", "otto@example.com", "--newsletter", "morning")
    assert "morning [left]" in digest("readers", "list", "--state", "all").out
    assert emails(digest("readers", "list", "--json", "--state", "left")) == ["otto@example.com"]


def test_a_reader_is_shown_and_erased_and_does_not_come_back(digest, listed, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    digest(*IMPORT)
    assert (
        json.loads(digest("readers", "show", "otto@example.com", "--json").out)["reader"]["email"] == "otto@example.com"
    )
    assert "subscriptions" in digest("readers", "show", "otto@example.com").out
    assert "would be erased" in digest("readers", "erase", "otto@example.com", "--dry-run").out
    assert digest("readers", "erase", "otto@example.com").status == 1
    assert digest("readers", "erase", "otto@example.com", "--yes").out == "Erased.\n"
    assert digest("readers", "erase", "nobody", "--yes").out.startswith("Nothing was held")
    digest(*IMPORT)
    assert emails(digest("readers", "list", "--json")) == ["+ida@example.com"]
    assert digest("readers", "show", "stranger@example.com").status == 1


def test_addresses_are_suppressed_and_allowed_again(digest, listed):
    (listed / "bad.txt").write_text("otto@example.com\n\nnobody\notto@example.com\n", encoding="utf-8")
    suppress = ("readers", "suppress", "bad.txt", "--reason", "complained")
    assert digest(*suppress, "--dry-run").out.startswith("1 would be suppressed, 1 were before.")
    ended = digest(*suppress)
    assert (ended.status, ended.out) == (1, "1 suppressed, 1 were before.\n")
    assert "3: 'nobody' is not" in ended.err
    assert "1 suppressed" in digest(*IMPORT).out
    allow = ("readers", "unsuppress", "otto@example.com", "--consent", "asked by mail")
    assert digest(*allow, "--dry-run").out.startswith("It would be allowed")
    ended = digest(*allow)
    assert ("complained" in ended.err, ended.out.startswith("Allowed again")) == (True, True)
    assert digest(*allow).status == 1


def test_suppressing_tells_everything_as_json_and_a_dry_run_writes_nothing(digest, listed):
    (listed / "bad.txt").write_text("otto@example.com\nnobody\n", encoding="utf-8")
    suppress = ("readers", "suppress", "bad.txt", "--reason", "complained", "--json")
    for dry_run in (True, True, False):
        ended = digest(*suppress, *(("--dry-run",) if dry_run else ()))
        told = json.loads(ended.out)
        (fault,) = told.pop("faults")
        assert (ended.status, fault["line"]) == (1, 2)
        assert told == {"lines": 2, "suppressed": 1, "before": 0, "faulty": 1, "dry_run": dry_run}
    assert digest("readers", "suppress", "otto@example.com", "--reason", "x").out == "0 suppressed, 1 were before.\n"


def test_an_interrupted_suppression_says_how_to_go_on(digest, listed, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(readers_suppress, "suppress_listed", interrupted)
    ended = digest("readers", "suppress", "otto@example.com", "--reason", "x")
    assert (ended.status, "hand the file in again" in ended.err) == (1, True)


ADD = ("readers", "add", "mara@example.com", "--newsletter", "morning", "--consent", "asked")


def test_adding_and_removing_tell_what_would_become_of_somebody_and_then_do_it(digest, listed):
    assert digest(*ADD, "--dry-run").out == "Would be added. Nothing was written.\n"
    added = {"email": "mara@example.com", "newsletter": "morning", "became": "a new reader", "dry_run": False}
    assert json.loads(digest(*ADD, "--json").out) == added
    assert digest(*ADD).out == "Nothing was added: a reader of it already.\n"
    remove = ("readers", "remove", "mara@example.com")
    assert digest(*remove, "--dry-run").out == "Would be removed from morning. Nothing was written.\n"
    removed = {"email": "mara@example.com", "removed": ["morning"]}
    assert json.loads(digest(*remove, "--dry-run", "--json").out) == removed | {"dry_run": True}
    assert json.loads(digest(*remove, "--json").out) == removed | {"dry_run": False}
    again = digest(*remove, "--json")
    assert (again.status, json.loads(again.out)["removed"]) == (1, [])
    assert digest(*ADD).out == "Nothing was added: left before.\n"
    digest("readers", "suppress", "mara@example.com", "--reason", "x")
    assert json.loads(digest(*ADD, "--json").out)["became"] == "suppressed or erased"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list", "--state", "x"), "--state is none of subscribed, left, gone, all"),
        (("list", "--frequency", "x"), "--frequency is none of each, daily, weekly"),
        (("list", "--newsletter", "x"), "there is no newsletter 'x'"),
        (("export", "--out", "none/x.csv"), "none/x.csv: No such file or directory"),
        (("suppress", "none.txt", "--reason", "x"), "none.txt: No such file or directory"),
        (("suppress", "a@example.com", "--reason", " "), "--reason is empty"),
        (("unsuppress", "a@example.com", "--consent", " "), "--consent is empty"),
    ],
)
def test_a_mistake_ends_with_one_clear_line(digest, arguments, told):
    ended = digest("readers", *arguments)
    assert (ended.status, told in ended.err) == (2, True)
