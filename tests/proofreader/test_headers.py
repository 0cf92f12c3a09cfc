"""Headers, signature and wire: a good message, spoilt in one way at a time."""

import pytest
from mails import grades

from digest.model import Grade
from digest.proofreader import read_mail

HEAD = """\
DKIM-Signature: v=1; a=rsa-sha256; d=lantern.example; s=digest;
 h=From:To:Subject:Date:Message-ID:List-Id:
 List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID; bh=AA==; b=AA==
From: =?utf-8?q?Das_Leuchtfeuer?= <morning@lantern.example>
To: ida@example.com
Subject: =?utf-8?q?F=C3=A4hre?=
Date: Tue, 10 Mar 2026 07:30:00 +0200
Message-ID: <1.2@lantern.example>
List-Id: Morning Light <morning.lantern.example>
List-Help: <mailto:morning@lantern.example?subject=help>
List-Archive: <https://lantern.example/archive>
List-Unsubscribe: <https://lantern.example/leave?r=1>,
 <mailto:leave@lantern.example>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Feedback-ID: 1:morning:issue:lantern1
Precedence: bulk
Auto-Submitted: auto-generated
Content-Language: en
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
"""


def message(was: str = "", becomes: str = "", body: str = "Hello\n") -> bytes:
    assert was in HEAD
    return (HEAD.replace(was, becomes, 1) + "\n" + body).replace("\n", "\r\n").encode()


def line(name: str) -> str:
    """A header's lines as they stand in HEAD."""
    start = HEAD.index(f"\n{name}:") + 1
    ends = (at for at in range(start, len(HEAD)) if HEAD[at] == "\n" and HEAD[at + 1 : at + 2] != " ")
    return HEAD[start : next(ends) + 1]


@pytest.mark.parametrize("check", ["headers", "signature", "wire"])
def test_a_whole_message_is_good(check):
    assert grades(check, read_mail(message())) == [(Grade.GOOD, "")]


@pytest.mark.parametrize("name", ["From", "To", "Date", "Message-ID"])
def test_no_mail_goes_without_what_is_demanded(name):
    assert grades("headers", read_mail(message(line(name)))) == [(Grade.FAULT, name)]


@pytest.mark.parametrize(
    "name", ["List-Id", "List-Help", "List-Archive", "Feedback-ID", "Precedence", "Auto-Submitted", "Content-Language"]
)
def test_what_a_newsletter_should_have_is_a_note(name):
    assert grades("headers", read_mail(message(line(name)))) == [(Grade.NOTE, name)]


@pytest.mark.parametrize(
    ("was", "becomes", "grade", "about"),
    [
        (line("List-Unsubscribe-Post"), "", Grade.NOTE, "List-Unsubscribe-Post"),
        ("One-Click", "one-click", Grade.FAULT, "List-Unsubscribe-Post"),
        ("<mailto:leave@lantern.example>", "<https://lantern.example/other>", Grade.FAULT, "List-Unsubscribe-Post"),
        ("https://lantern.example/leave?r=1", "mailto:a@b.example", Grade.FAULT, "List-Unsubscribe-Post"),
        ("<mailto:leave@lantern.example>", "<http://lantern.example/other>", Grade.FAULT, "List-Unsubscribe"),
        ("To: ida", "To: otto@example.com\nTo: ida", Grade.FAULT, "To"),
        (
            "<https://lantern.example/leave?r=1>",
            "=?utf-8?q?=3Chttps=3A?= <https://l.example>",
            Grade.FAULT,
            "List-Unsubscribe",
        ),
        ("morning@lantern", "morning@=?utf-8?q?l=C3=A4ntern?=", Grade.FAULT, "From"),
        ("F=C3=A4hre?=", "F=C3=A4h re?=", Grade.FAULT, "Subject"),
    ],
)
def test_what_is_spoilt_is_named(was, becomes, grade, about):
    assert grades("headers", read_mail(message(was, becomes))) == [(grade, about)]


def test_a_newsletter_has_a_way_to_leave():
    mail = read_mail(message(line("List-Unsubscribe")))
    assert grades("headers", mail) == [(Grade.FAULT, "List-Unsubscribe"), (Grade.FAULT, "List-Unsubscribe-Post")]
    without = read_mail(message(line("List-Unsubscribe") + line("List-Unsubscribe-Post")))
    assert grades("headers", without) == [(Grade.FAULT, "List-Unsubscribe")]


@pytest.mark.parametrize(
    ("was", "found"),
    [
        ("From:To:", [(Grade.FAULT, "From"), (Grade.NOTE, "To")]),
        (
            "List-Unsubscribe:List-Unsubscribe-Post:",
            [(Grade.FAULT, "List-Unsubscribe"), (Grade.FAULT, "List-Unsubscribe-Post")],
        ),
        ("Subject:Date:", [(Grade.NOTE, "Subject"), (Grade.NOTE, "Date")]),
    ],
)
def test_what_no_signature_covers_is_named(was, found):
    assert grades("signature", read_mail(message(was))) == found


def test_a_message_without_a_signature_is_a_note_and_one_without_h_covers_nothing():
    start = HEAD.index("\nFrom:") + 1
    assert grades("signature", read_mail(message(HEAD[:start]))) == [(Grade.NOTE, "DKIM-Signature")]
    assert (Grade.FAULT, "From") in grades("signature", read_mail(message(" h=From", " x=From")))


@pytest.mark.parametrize(
    ("raw", "grade", "about"),
    [
        (message(body="x" * 999 + "\n"), Grade.FAULT, ""),
        (message().replace(b"ida@example.com\r\n", b"ida@example.com\n"), Grade.FAULT, "line 5"),
        (message().replace(b"Hello", b"Hel\rlo"), Grade.FAULT, "line 22"),
        (message(body="a\0b\n"), Grade.FAULT, ""),
        (message("Precedence: bulk", "Precedence: b\xfclk"), Grade.FAULT, ""),
        (message(body="Fähre\n"), Grade.NOTE, ""),
        (message(body="x" * 998 + "\n"), Grade.GOOD, ""),
    ],
)
def test_bytes_that_servers_refuse_or_rewrite_are_named(raw, grade, about):
    assert grades("wire", read_mail(raw)) == [(grade, about)]
