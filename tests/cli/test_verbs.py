"""The verbs of the command line, as a user and as a script meets them."""

import email
import email.policy
import json

import pytest


def loaded(ended):
    assert ended.status == 0, ended
    return json.loads(ended.out)


def test_the_whole_way_by_hand(digest, folder):
    assert "no faults. 1 sources, 1 newsletters." in digest("check").out
    (visit,) = loaded(digest("collect", "--json"))["sources"]
    assert (visit["source"], visit["new"], visit["error"]) == ("saved", 1, "")
    added = digest("readers", "add", "ida@example.com", "--newsletter", "morning", "--consent", "asked")
    assert added.out == "Added.\n"
    assert "Council approves ferry" in digest("press", "morning", "--dry-run").out
    (pressed,) = loaded(digest("press", "morning", "--json"))["issues"]
    assert (pressed["stories"], pressed["readers"]) == (1, 1)
    assert loaded(digest("deliver", "--json"))["states"] == {"sent": 1}
    (written,) = (folder / "var" / "outbox").rglob("*.eml")
    message = email.message_from_bytes(written.read_bytes(), policy=email.policy.default)
    assert (message["To"], message["Subject"]) == ("ida@example.com", "Council approves ferry")
    status = loaded(digest("status", "--json"))
    assert [(row["state"], row["tally"]) for row in status["issues"]] == [("pressed", {"sent": 1})]
    assert "1 sent" in digest("status").out


def test_a_second_delivery_sends_nothing(digest):
    digest("collect")
    digest("readers", "add", "ida@example.com", "--newsletter", "morning", "--consent", "asked")
    digest("press", "morning")
    assert "sent" in digest("deliver").out
    assert "Nothing is due." in digest("deliver").out


def test_one_turn_of_the_scheduler_can_be_left_to_cron(digest):
    turn = loaded(digest("run", "--once", "--json"))
    assert [visit["new"] for visit in turn["sources"]] == [1]
    assert turn["issues"] == []
    assert loaded(digest("run", "--once", "--json"))["sources"] == []


def test_a_preview_can_be_written_to_a_folder(digest, folder):
    digest("collect")
    told = digest("preview", "--out", "look")
    assert told.status == 0
    assert sorted(path.relative_to(folder / "look").as_posix() for path in (folder / "look").rglob("*.*")) == [
        "candidates.js",
        "morning.candidates.html",
        "morning.dark.html",
        "morning.eml",
        "morning.html",
        "morning.light.html",
        "morning.page.html",
        "morning.plain.html",
        "morning.txt",
        "preview.css",
        "preview.js",
        "preview.svg",
        "why/morning-1.html",
    ]
    told = loaded(digest("preview", "--json"))
    assert told["stories"][0]["quotes"][0]["speaker"] == "Mara Venn"
    assert (told["lacks"], told["held_since"], told["sources_down"]) == ("", None, [])
    assert [(row["key"], row["runs"], row["by_hand"]) for row in told["candidates"]] == [(1, True, "")]


def test_a_preview_can_look_at_a_moment(digest):
    digest("collect")
    assert loaded(digest("preview", "--at", "2099-11-24T07:30", "--json"))["slot"] == "2099-11-24T07:30"
    assert loaded(digest("preview", "--at", "2001-11-24 07:30", "--json"))["stories"] == []


def test_a_preview_may_collect_first(digest):
    assert loaded(digest("preview", "--collect", "--json"))["subject"] == "Council approves ferry"


def test_a_copy_goes_out_without_a_record(digest, folder):
    digest("collect")
    assert digest("send", "morning", "--to", "me@example.com").out.startswith("Sent to me@example.com")
    assert loaded(digest("status", "--json"))["issues"] == []
    assert len(list((folder / "var" / "outbox").rglob("*.eml"))) == 1


def test_readers_are_imported_listed_and_removed(digest, folder):
    (folder / "readers.csv").write_text(
        "email,newsletters\nida@example.com,morning\nnobody,morning\n", encoding="utf-8"
    )
    arguments = ("readers", "import", "readers.csv", "--consent", "asked at the fair")
    dry = digest(*arguments, "--dry-run")
    told = "2 rows: 1 new readers, 0 readers with one newsletter more, 0 known, 0 who left, 0 suppressed, 1 faulty."
    assert (dry.status, dry.out.splitlines()[-2:]) == (1, [told, "Nothing was written."])
    real = digest(*arguments)
    assert real.status == 1
    assert "readers.csv:3: 'nobody' is not an e-mail address" in real.out
    assert "1 new readers" in real.out
    assert loaded(digest("readers", "list", "--json"))["email"] == "ida@example.com"
    assert "ida@example.com" in digest("readers", "list").out
    assert digest("readers", "remove", "ida@example.com").out == "Removed from morning.\n"
    assert digest("readers", "remove", "ida@example.com").status == 1
    assert digest("readers", "add", "ida@example.com", "--newsletter", "morning", "--consent", "again").out.startswith(
        "Nothing was added"
    )
    assert "no such readers yet" in digest("readers", "list").out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("collect", "nowhere"), 2, "there is no source 'nowhere' (known: saved)"),
        (("preview", "evening", "--json"), 2, "there is no newsletter 'evening' (known: morning)"),
        (("preview", "--at", "noon", "--json"), 1, "'noon' is no date and time: write it as 2026-11-24T07:30"),
        (("press", "evening"), 2, "there is no newsletter 'evening'"),
        (("send", "morning", "--to", "nobody"), 1, "'nobody' is not an e-mail address"),
        (("send", "morning", "--to", "me@example.com"), 1, "there is nothing to run in morning now"),
        (("readers", "import", "none.csv", "--consent", "x"), 2, "none.csv: No such file or directory"),
        (("readers", "import", "digest.yaml", "--consent", "x"), 1, "line 1: no column is called “email”"),
        (("readers", "add", "a@example.com", "--newsletter", "x", "--consent", "x"), 2, "there is no newsletter 'x'"),
        (("check", "-c", "nowhere.yaml"), 2, "nowhere.yaml:1:1: cannot be read: No such file or directory"),
        (("collect", "--nonsense"), 2, "No such option"),
    ],
)
def test_a_mistake_ends_with_one_clear_line_and_its_status(digest, arguments, status, told):
    ended = digest(*arguments)
    assert ended.status == status
    assert told in ended.err
    assert "Traceback" not in ended.err


def test_every_fault_of_the_settings_is_told_at_once(digest, folder):
    text = (folder / "digest.yaml").read_text(encoding="utf-8")
    (folder / "digest.yaml").write_text(text.replace("language: en", "langauge: en").replace("30 7", "61 7"))
    ended = digest("collect")
    assert ended.status == 2
    lines = ended.err.splitlines()
    assert lines[0].startswith("digest.yaml:4:3: site.langauge: is not a key we know (did you mean language?)")
    assert len(lines) == 2
    assert "cadence.cron" in lines[1]


def test_a_faulty_template_is_told_with_its_line_and_nothing_is_pressed(digest, folder):
    digest("collect")
    (folder / "own").mkdir()
    (folder / "own" / "issue.mjml").write_text("<mjml>\n<mj-bodyy>\n</mj-bodyy>\n</mjml>\n", encoding="utf-8")
    with (folder / "digest.yaml").open("a", encoding="utf-8") as settings:
        settings.write("templates: own\n")
    for verb in (("check",), ("press", "morning")):
        ended = digest(*verb)
        assert ended.status == 2
        assert "issue.mjml:2" in ended.err
        assert "mj-body" in ended.err


def test_a_database_that_cannot_be_opened_has_its_own_status(digest, folder):
    (folder / "var").write_text("in the way", encoding="utf-8")
    ended = digest("status")
    assert ended.status == 3
    assert "var/digest.key" in ended.err


def test_a_source_that_fails_is_told_and_makes_the_status_one(digest, folder):
    (folder / "pages" / "1.html").unlink()
    ended = digest("collect")
    assert ended.status == 1
    assert "failed: no file matches" in ended.out


def test_init_writes_what_check_accepts_and_overwrites_nothing(digest, folder):
    assert digest("init", "mine").status == 0
    assert "no faults" in digest("check", "-c", "mine/digest.yaml").out
    again = digest("init", "mine")
    assert (again.status, "is already there (--force overwrites it)" in again.err) == (2, True)
    assert digest("init", "mine", "--force").status == 0
    assert digest("init", "digest.yaml/x").status == 2


def test_the_schema_of_the_settings_can_be_printed(digest):
    assert "newsletters" in loaded(digest("check", "--schema"))["properties"]
    assert loaded(digest("check", "--json"))["sources"] == 1


def test_the_version_is_told(digest):
    assert digest("--version").out.startswith("newsdigest 0.")


def test_without_a_verb_the_help_is_shown(digest):
    assert "collect" in digest("--help").out
