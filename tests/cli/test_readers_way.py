"""The way of a reader through the real newsroom: signed up, confirmed from the letter, served, and off by one click."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest

from digest.errors import ConfigError
from digest.jobs.deliver import deliver
from digest.jobs.press import plan_now, press_planned
from digest.jobs.subscribe import confirm, leave, read_preferences, sign_up
from digest.jobs.subscribe.leaving import named_newsletter
from digest.model import Choice, SignUpForm, Visitor
from digest.wiring import open_newsroom, read_settings

VISITOR = Visitor("192.0.2.7", "Lantern Browser")
FORM = SignUpForm("ida@lantern.example", (Choice("morning"),))


def with_pages(folder, **more):
    lines = "".join(f"  {key}: {value}\n" for key, value in {"url": "https://lantern.example/letters", **more}.items())
    path = folder / "digest.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"readers:\n{lines}", encoding="utf-8")
    return path


def mails(folder):
    """The mails in the outbox, oldest first."""
    files = sorted((folder / "var" / "outbox").rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]


def token(mail, page):
    found = re.search(rf"https://lantern\.example/letters/{page}/([\w.-]+)", mail.get_body(("plain",)).get_content())
    return found[1]


def test_a_reader_signs_up_reads_and_leaves(folder, digest):
    settings = read_settings(with_pages(folder), {})
    assert digest("collect").status == 0
    with open_newsroom(settings, {}) as room:
        desk = room.sign_up_desk
        assert sign_up(FORM, VISITOR, desk) == ()
        deliver(room.office())
        [letter] = mails(folder)
        confirmed = confirm(token(letter, "confirm"), VISITOR, desk)
        plan_now(room.plan.newsletters["morning"], room.pressroom.ledger, room.clock.now())
        press_planned(room.pressroom)
        deliver(room.office())
        _, welcome, issue = mails(folder)
        assert welcome["Subject"] == "Welcome: Morning Light"
        assert issue["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert issue["List-Unsubscribe"].startswith("<https://lantern.example/letters/leave/")
        assert "ida" not in issue["List-Unsubscribe"].partition("mailto:")[0]
        assert read_preferences(token(issue, "preferences"), desk) == read_preferences(confirmed.token, desk)
        way_out = token(issue, "leave")
        assert named_newsletter(way_out, desk) == "morning"
        assert leave(way_out, "morning", desk).newsletters == ("morning",)
        assert list(room.register.readers("morning")) == []
    status = digest("status", "--json")
    assert '"letters": {\n    "sent": 2\n  }' in status.out
    assert "Letters" in digest("status").out


def test_letters_are_told_by_the_verb_that_sends_them(folder, digest):
    with open_newsroom(read_settings(with_pages(folder), {}), {}) as room:
        sign_up(FORM, VISITOR, room.sign_up_desk)
    ended = digest("deliver")
    assert ended.status == 0
    assert "Letters" in ended.out
    assert "Nothing is due" in digest("deliver").out


def test_links_hold_over_a_restart_and_die_with_the_secret(folder):
    settings = read_settings(with_pages(folder), {})
    with open_newsroom(settings, {}) as room:
        first = room.sign_up_desk.preferences_token("0" * 32)
    with open_newsroom(settings, {}) as room:
        assert room.sign_up_desk.preferences_token("0" * 32) == first
    (folder / "var" / "digest.key").unlink()
    with open_newsroom(settings, {}) as room:
        assert room.sign_up_desk.preferences_token("0" * 32) != first


def test_the_secret_may_come_from_the_environment(folder):
    environ = {"DIGEST_SECRET": "s" * 32}
    settings = read_settings(with_pages(folder, secret_env="DIGEST_SECRET"), environ)
    with open_newsroom(settings, environ) as room:
        assert room.sign_up_desk.keys.secrets == (b"s" * 32,)
    assert not (folder / "var" / "digest.key").exists()
    with (
        pytest.raises(ConfigError, match=r"DIGEST_SECRET.*32 characters"),
        open_newsroom(settings, {"DIGEST_SECRET": "x"}),
    ):
        pass
