"""Bounces from a pipe, a maildir and a mailbox file; what was done about them, and taken back."""

from __future__ import annotations

import io
import json
import mailbox
import os
import re
import signal
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest
from imap_server import Box, imap_server
from returned import a_block, a_plain, a_report

from digest.mailer import return_address
from digest.model.bounces import ReturnTicket
from digest.ports import Enrolment
from digest.wiring import open_newsroom, read_settings

ROOT = Path(__file__).parents[2]


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


IMAP = """\
mail: {{bounces: bounces@lantern.example}}
bounces:
  imap: {{host: 127.0.0.1, port: {port}, security: none, user: lantern, password_env: IMAP_PASSWORD}}
  listen: {{protocol: smtp}}
"""


def test_a_mailbox_behind_imap_is_read_and_what_was_understood_is_marked(folder, digest, address, monkeypatch):
    box = Box({1: a_report(to=address, original=""), 2: a_plain("Where is my paper?"), 3: b"seen before"}, read={3})
    monkeypatch.setenv("IMAP_PASSWORD", box.password)
    with imap_server(box):
        with (folder / "digest.yaml").open("a") as settings:
            settings.write(IMAP.format(port=box.port))
        dry = digest("bounces", "read", "--imap", "--dry-run", "--json")
        assert (dry.status, box.read) == (1, {3})
        ended = digest("bounces", "read", "--imap", "--json")
    assert told(ended) == told(dry) == [("1", "suppressed", "hard", "ida@far.example"), ("2", "strange", None, "")]
    assert box.read == {1, 3}
    [row] = json.loads(digest("bounces", "list", "--json").out)
    assert row["door"] == "imap"


def test_imap_wants_a_mailbox_in_the_settings_and_its_password(folder, digest):
    assert "give bounces.imap a host" in digest("bounces", "read", "--imap").err
    with (folder / "digest.yaml").open("a") as settings:
        settings.write(IMAP.format(port=1).replace("127.0.0.1", "mail.lantern.example"))
    ended = digest("bounces", "read", "--imap")
    said = " ".join(ended.err.split())
    assert (ended.status, "IMAP_PASSWORD" in said, "unencrypted line" in said) == (2, True, True)


@pytest.mark.parametrize(("protocol", "client"), [("lmtp", smtplib.LMTP), ("smtp", smtplib.SMTP)])
def test_a_mail_server_hands_bounces_over_until_the_listener_is_told_to_stop(folder, digest, address, protocol, client):
    with (folder / "digest.yaml").open("a") as settings:
        settings.write(f"mail: {{bounces: bounces@lantern.example}}\nbounces: {{listen: {{protocol: {protocol}}}}}\n")
    command = [sys.executable, "-m", "digest", "bounces", "listen", "--port", "0"]
    path = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    with subprocess.Popen(command, cwd=folder, env=path, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        port = int(re.search(r":(\d+)\. Ctrl", running.stderr.readline())[1])
        with client("127.0.0.1", port) as line:
            assert line.sendmail("", [address], a_report(to="x@y.example", original="")) == {}
            with pytest.raises(smtplib.SMTPDataError) as refused:
                line.sendmail("ida@far.example", [address], a_plain("Where is my paper?"))
            assert refused.value.smtp_code == 550
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    [row] = json.loads(digest("bounces", "list", "--json").out)
    assert (row["email"], row["became"], row["door"]) == ("ida@far.example", "suppressed", "lmtp")


def test_who_listens_must_know_for_whom(digest):
    assert "give mail.bounces" in digest("bounces", "listen").err
