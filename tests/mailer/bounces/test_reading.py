"""Mail that came back is read for what it says; what is no bounce, or proves nothing, does nothing."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returned import ORIGINAL, RETURN, SECRET, TICKET, a_block, a_complaint, a_plain, a_report

from digest.mailer.bounces import read_return
from digest.mailer.bounces.parts import MOST, PARTS, leaves, read_part
from digest.model.bounces import BounceKind, Notice, Passed

HARD, SOFT, BLOCKED = BounceKind.HARD, BounceKind.SOFT, BounceKind.BLOCKED
QMAIL = """Hi. This is the qmail-send program at far.example.
I wasn't able to deliver your message.

<ida@far.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 no such mailbox
Giving up.

--- Below this line is a copy of the message.
550 5.7.1 a line of the news
"""
EXIM = """This message was created automatically by mail delivery software.

  ida@far.example
    SMTP error from remote mail server after RCPT TO: 552 5.2.2 mailbox full
"""


def read(raw: bytes, envelope: str = "") -> Notice | Passed:
    return read_return(raw, [b"another", SECRET], envelope)


def kind(raw: bytes) -> BounceKind | Passed:
    found = read(raw)
    return found.kind if isinstance(found, Notice) else found


def test_a_report_of_delivery_is_read_whole():
    raw = a_report()
    assert read(raw) == Notice(
        HARD,
        sha256(raw).hexdigest(),
        "5.1.1",
        "550 5.1.1 <ida@far.example>: there is no such mailbox here",
        TICKET,
        ("ida@far.example",),
        "<405a5f3f1db760db.78df72e3022dd09a301181ce@lantern.example>",
    )


@pytest.mark.parametrize(
    ("block", "kind_"),
    [
        (a_block("4.2.2", "smtp; 452 4.2.2 full"), SOFT),
        (a_block("5.7.1", "smtp; 550 5.7.1 policy"), BLOCKED),
        (a_block("5.0.0", "smtp; 550 5.1.1 nobody"), HARD),
        (a_block("5.0.0", "smtp; 550 no such user"), HARD),
        (a_block("", "X-Postfix; user unknown", action="failed"), Passed.UNDER_WAY),
        (a_block("5.1.1 (bad mailbox)", action="Failed"), HARD),
        (a_block("4.4.1", action="delayed"), Passed.UNDER_WAY),
        (a_block("2.0.0", action="delivered"), Passed.UNDER_WAY),
        (a_block("2.0.0", action="relayed"), Passed.UNDER_WAY),
        (a_block("2.1.5", action="expanded"), Passed.UNDER_WAY),
        ("Nothing: here\n", Passed.STRANGE),
        ("", Passed.STRANGE),
    ],
)
def test_only_what_failed_is_a_bounce_and_its_status_says_which(block, kind_):
    assert kind(a_report(block)) == kind_


def test_the_worst_of_several_recipients_counts():
    raw = a_report(
        a_block("5.7.1", "smtp; 550 5.7.1 x"), "\n", a_block("5.1.1"), "\n", a_block("4.2.2", "smtp; 452 4.2.2 x")
    )
    assert kind(raw) == HARD


def test_a_report_in_another_script_or_packed_in_base64_is_read():
    assert kind(a_report(kind="message/global-delivery-status")) == HARD
    packed = b64encode(f"Reporting-MTA: dns; x\n\n{a_block()}".encode()).decode()
    raw = f"To: {RETURN}\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n"
    assert kind(f"{raw}Content-Transfer-Encoding: base64\n\n{packed}\n--b--\n".encode()) == HARD
    assert kind(f"{raw}Content-Transfer-Encoding: base64\n\n=A\n--b--\n".encode()) == Passed.STRANGE
    assert kind(f"{raw}Content-Transfer-Encoding: quoted-printable\n\n{a_block()}\n--b--\n".encode()) == HARD


def test_a_report_whose_lines_end_as_on_the_wire_is_read_alike():
    wired = read(a_report().replace(b"\n", b"\r\n"))
    assert isinstance(wired, Notice)
    assert (wired.kind, wired.ticket, wired.recipients) == (HARD, TICKET, ("ida@far.example",))


@pytest.mark.parametrize(
    ("to", "original", "envelope", "ticket"),
    [
        (RETURN, "", "", TICKET),
        ("postmaster@lantern.example", "", RETURN, TICKET),
        ("postmaster@lantern.example", ORIGINAL, "", TICKET),
        ("postmaster@lantern.example", "Subject: x\n", "", None),
        (RETURN.replace("+a", "+b"), "", "", None),
    ],
)
def test_our_return_address_is_found_in_the_envelope_the_headers_and_the_returned_mail(to, original, envelope, ticket):
    notice = read(a_report(to=to, original=original), envelope)
    assert isinstance(notice, Notice)
    assert notice.ticket == ticket


def test_a_return_address_in_the_words_of_a_report_proves_nothing():
    raw = a_report(a_block(diagnostic=f"smtp; 550 5.1.1 {RETURN}"), to="x@y.example", original=f"Subject: {RETURN}\n")
    notice = read(raw)
    assert isinstance(notice, Notice)
    assert notice.ticket is None


def test_a_complaint_is_read_with_the_reader_that_its_return_address_names():
    notice = read(a_complaint(more="Original-Rcpt-To: <ida@far.example>"))
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.ticket, notice.recipients, notice.reply) == (
        BounceKind.COMPLAINT,
        TICKET,
        ("ida@far.example",),
        "reported by FarFeedback/2.1",
    )
    hidden = read(a_complaint(original="Subject: redacted\n", more=f"Original-Mail-From: <{RETURN}>"))
    assert isinstance(hidden, Notice)
    assert hidden.ticket == TICKET


@pytest.mark.parametrize("feedback", ["not-spam", "auth-failure", "dmarc", ""])
def test_a_report_that_is_no_complaint_is_left_to_people(feedback):
    assert kind(a_complaint(feedback)) == Passed.STRANGE


@pytest.mark.parametrize(
    ("raw", "kind_"),
    [
        (a_plain(QMAIL), HARD),
        (a_plain(EXIM, X_Failed_Recipients="ida@far.example"), SOFT),
        (a_plain(EXIM), Passed.STRANGE),
        (a_plain(QMAIL.replace("550 5.1.1 ", "no. ")), Passed.STRANGE),
        (a_plain(f"My friend got this:\n\n{QMAIL}"), Passed.STRANGE),
        (a_plain("I am away until Monday. 550 5.1.1", Auto_Submitted="auto-replied (vacation)"), Passed.AUTOMATIC),
        (a_plain("I am away.", X_Autoreply="yes"), Passed.AUTOMATIC),
        (a_plain("Please take me off.", Auto_Submitted="no"), Passed.STRANGE),
        (b"Content-Type: text/html\n\n<p>550 5.1.1 no such user</p>", Passed.STRANGE),
    ],
)
def test_words_count_only_where_a_known_server_wrote_them(raw, kind_):
    assert kind(raw) == kind_


def test_an_old_server_names_its_recipients_in_a_header():
    notice = read(a_plain(EXIM, X_Failed_Recipients="ida@far.example, bo@far.example"))
    assert isinstance(notice, Notice)
    assert (notice.recipients, notice.message_id) == (("ida@far.example", "bo@far.example"), "")


def nested(depth: int) -> bytes:
    raw = b"Content-Type: message/delivery-status\n\n" + a_block().encode()
    for level in range(depth):
        mark = b"b%d" % level
        raw = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\n\n--"
            + mark
            + b"\n"
            + raw
            + b"\n--"
            + mark
            + b"--\n"
        )
    return raw


def test_a_report_inside_other_parts_is_found_but_not_at_any_depth():
    assert kind(nested(3)) == HARD
    assert kind(nested(4)) == Passed.STRANGE
    assert kind(nested(3000)) == Passed.STRANGE


def test_of_a_mail_of_many_parts_some_are_looked_at():
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 30_000
    assert len(list(leaves(read_part(raw)))) == PARTS - 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"\0" * 1000,
        b"\xff\xfe: \xfa\n\n\xff",
        b"Content-Type: multipart/report; boundary*0*=utf-8''%ff; boundary*" + b"9" * 5000 + b"*=x\n\n--x\n",
        b'Content-Type: multipart/report; boundary=""\n\n--\n--',
        b"Content-Type: multipart/report\n\nno boundary",
        b"To: =?utf-8?q?=ff?= <\xff@x>\nContent-Type: \xff/\xff\n\n",
        b"A" * 400_000,
        b"a: b\n" * 100_000,
        b"\n" * 400_000,
        b"Content-Type: message/delivery-status\n\n" + b" \n" * 200_000,
        b"Content-Type: text/plain\nX-Failed-Recipients: x\n\nThis message was created automatically by mail delivery software"
        + b"5" * 300_000,
    ],
)
def test_garbage_is_strange_and_comes_to_an_end(raw):
    assert isinstance(read(raw), Passed)


@given(st.binary(max_size=500))
def test_no_bytes_break_the_reading(raw):
    read(raw)
    read(b"To: x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n" + raw)


@given(st.integers(0, 2000))
def test_a_report_cut_off_anywhere_is_still_no_other_kind(end):
    assert kind(a_report()[:end]) in {HARD, Passed.STRANGE, Passed.UNDER_WAY, Passed.AUTOMATIC, SOFT}


def test_no_more_than_the_beginning_is_read():
    assert kind(b"X: " + b"y" * MOST + b"\n" + a_report()) == Passed.STRANGE
