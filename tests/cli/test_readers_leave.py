"""Mail that asks to leave, from a pipe and from a maildir."""

from __future__ import annotations

import io
import json
import sys

import pytest

from digest.ports import Enrolment
from digest.wiring import open_newsroom, read_settings


@pytest.fixture
def reader(folder):
    """The handle of somebody who reads the morning's newsletter."""
    with open_newsroom(read_settings(folder / "digest.yaml", {}), {}) as room:
        room.register.enrol([Enrolment("ida@example.com", ("morning",), consent="told")], room.clock.now())
        return next(room.register.readers("morning")).id


def told(ended):
    return [(each["mail"], each["became"], each["newsletters"]) for each in json.loads(ended.out)]


def test_a_mail_from_the_pipe_of_a_mail_system_takes_its_reader_off(folder, digest, reader, monkeypatch):
    raw = f"From: x@y.example\nSubject: unsubscribe {reader} morning\n\n".encode() + b"x" * 200_000
    for became, newsletters in (("left", ["morning"]), ("left before", [])):
        pipe = io.BytesIO(raw)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
        ended = digest("readers", "leave", "--mail", "-", "--json")
        assert (ended.status, told(ended)) == (0, [("-", became, newsletters)])
        assert pipe.tell() == len(raw)


def test_a_maildir_is_emptied_of_what_was_seen_to_and_keeps_what_is_strange(folder, digest, reader):
    new = folder / "box" / "new"
    new.mkdir(parents=True)
    mails = {
        "1.a": f"To: leave+{reader}=morning@lantern.example\n\n",
        "2.b": f"Subject: Re: unsubscribe {reader}\nAuto-Submitted: auto-replied\n\n",
        "3.c": "Subject: please take me off\nFrom: ida@example.com\n\n",
    }
    for name, text in mails.items():
        (new / name).write_text(text, encoding="utf-8")
    (new / "4.link").symlink_to(folder / "digest.yaml")
    dry = digest("readers", "leave", "--maildir", "box", "--dry-run", "--json")
    real = digest("readers", "leave", "--maildir", "box", "--json")
    expected = [("1.a", "left", ["morning"]), ("2.b", "automatic", []), ("3.c", "strange", [])]
    assert told(dry) == told(real) == expected
    assert sorted(path.name for path in new.iterdir()) == ["3.c", "4.link"]
    assert sorted(path.name for path in (folder / "box" / "cur").iterdir()) == ["1.a:2,S", "2.b:2,S"]
    assert digest("readers", "leave", "--maildir", "box").out == "3.c: strange\n"
    assert digest("readers", "list", "--newsletter", "morning", "--json").out == ""


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ((), 2, "name one"),
        (("--mail", "-", "--maildir", "x"), 2, "name one"),
        (("--mail", "nowhere.eml"), 2, "nowhere.eml: No such file"),
        (("--maildir", "nowhere"), 1, "nowhere is no maildir that can be read"),
    ],
)
def test_what_cannot_be_read_is_told(digest, arguments, status, says):
    ended = digest("readers", "leave", *arguments)
    assert (ended.status, says in ended.err) == (status, True)


def test_a_mail_in_a_file_is_read_and_told_in_words(folder, digest, reader):
    (folder / "one.eml").write_text(f"Subject: unsubscribe {reader}\n\n", encoding="utf-8")
    assert digest("readers", "leave", "--mail", "one.eml").out == "one.eml: left: morning\n"
