"""Bounces from a pipe, a maildir and a mailbox file; what was done about them, and taken back."""

from __future__ import annotations

import io
import json
import mailbox
import sys

import pytest
from returned import a_block, a_plain, a_report

from digest.mailer import return_address
from digest.model.bounces import ReturnTicket
from digest.ports import Enrolment
from digest.wiring import open_newsroom, read_settings


@pytest.fixture
def address(folder):
    """The return address of a reader of the morning's newsletter."""
    with open_newsroom(read_settings(folder / "digest.yaml", {}), {}) as room:
        room.register.enrol([Enrolment("ida@far.example", ("morning",), consent="told")], room.clock.now())
        reader = next(room.register.readers("morning")).id
        return return_address("bounces@lantern.example", room.letterhead.secret, ReturnTicket(reader))


def told(ended):
    return [(each["mail"], each["became"], each["kind"], each["email"]) for each in json.loads(ended.out)]


def test_a_bounce_from_the_pipe_of_a_mail_system_ends_the_sending_and_can_be_forgiven(
    folder, digest, address, monkeypatch
):
    raw = a_report(to="x@lantern.example", original="") + b"x" * 400_000
    for became in ("suppressed", "known"):
        pipe = io.BytesIO(raw)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
        ended = digest("bounces", "read", "--mail", "-", "--envelope", address, "--json")
        assert (ended.status, told(ended)) == (0, [("-", became, "hard", "ida@far.example")])
        assert pipe.tell() == len(raw)
    [row] = json.loads(digest("bounces", "list", "--kind", "hard", "--json").out)
    assert (row["email"], row["became"], row["door"]) == ("ida@far.example", "suppressed", "mail")
    [shown] = json.loads(digest("bounces", "show", "ida@far.example", "--json").out)
    assert shown == row
    assert digest("bounces", "forgive", "ida@far.example", "--dry-run").out == (
        "It would be forgiven. It gets morning again.\n"
    )
    assert json.loads(digest("bounces", "forgive", "ida@far.example", "--json").out) == {
        "email": "ida@far.example",
        "forgiven": True,
        "newsletters": ["morning"],
    }
    assert "forgiven" in digest("bounces", "list").out
    assert "ida@far.example" in digest("readers", "list", "--newsletter", "morning", "--json").out
    again = digest("bounces", "forgive", "ida@far.example")
    assert (again.status, "has no bounces to forgive" in again.err) == (1, True)


def test_a_maildir_keeps_what_nobody_can_place(folder, digest, address):
    new = folder / "box" / "new"
    new.mkdir(parents=True)
    mails = {
        "1.hard": a_report(to=address, original=""),
        "2.late": a_report(a_block(action="delayed"), to=address),
        "3.away": a_plain("I am away.", to=address, Auto_Submitted="auto-replied"),
        "4.forged": a_report(to="bounces+aaaa@lantern.example", original=""),
        "5.odd": a_plain("Where is my paper?", to=address),
    }
    for name, raw in mails.items():
        (new / name).write_bytes(raw)
    dry = digest("bounces", "read", "--maildir", "box", "--dry-run", "--json")
    real = digest("bounces", "read", "--maildir", "box", "--json")
    assert (dry.status, real.status) == (1, 1)
    assert (
        told(dry)
        == told(real)
        == [
            ("1.hard", "suppressed", "hard", "ida@far.example"),
            ("2.late", "under way", None, ""),
            ("3.away", "automatic", None, ""),
            ("4.forged", "unknown", "hard", ""),
            ("5.odd", "strange", None, ""),
        ]
    )
    assert sorted(path.name for path in new.iterdir()) == ["4.forged", "5.odd"]
    assert digest("bounces", "read", "--maildir", "box").out == "4.forged: unknown: hard  5.1.1\n5.odd: strange\n"


def test_a_mailbox_file_is_read_and_left_as_it_is(folder, digest, address):
    box = mailbox.mbox(folder / "box.mbox")
    box.add(a_report(to=address, original=""))
    box.add(a_report(a_block(action="delayed"), to=address))
    box.close()
    before = (folder / "box.mbox").read_bytes()
    ended = digest("bounces", "read", "--mbox", "box.mbox")
    assert (ended.status, ended.out) == (0, "0: suppressed: hard ida@far.example 5.1.1\n1: under way\n")
    assert (folder / "box.mbox").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("read",), 2, "name one"),
        (("read", "--mail", "-", "--mbox", "x"), 2, "name one"),
        (("read", "--mail", "nowhere.eml"), 2, "nowhere.eml: No such file"),
        (("read", "--mbox", "nowhere.mbox"), 1, "nowhere.mbox is no mailbox that can be read"),
        (("read", "--mbox", "pages"), 1, "pages is no mailbox that can be read"),
        (("read", "--maildir", "nowhere"), 1, "nowhere is no maildir that can be read"),
        (("show", "ida@far.example"), 1, "nothing of ida@far.example came back"),
        (("list", "--kind", "odd"), 2, "odd"),
    ],
)
def test_what_cannot_be_read_is_told(digest, arguments, status, says):
    ended = digest("bounces", *arguments)
    assert (ended.status, says in ended.err) == (status, True)


def test_where_nothing_came_back_that_is_said(digest):
    assert digest("bounces", "list").out == "Nothing came back.\n"
    assert digest("bounces", "list", "--json").out == "[]\n"
