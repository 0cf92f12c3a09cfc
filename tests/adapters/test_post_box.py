"""The post box: LMTP and SMTP as mail servers speak them, over real sockets."""

from __future__ import annotations

import smtplib
import socket
import threading
from contextlib import contextmanager

import pytest

from digest.adapters.post_box import MOST_BYTES, PostBox
from digest.errors import DigestError

TO = "bounces+abc@lantern.example"


@contextmanager
def post_box(take, *, lmtp=True):
    """A box at a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        box = PostBox("Bounces@lantern.example", take, lmtp=lmtp)
        thread = threading.Thread(target=box.serve_at, args=(listener,))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            box.stop()
            thread.join()


@pytest.fixture
def taken():
    return []


@pytest.fixture
def take(taken):
    def takes(raw, to):
        if b"busy" in raw:
            raise DigestError("the database is locked")
        taken.append((raw, to))
        return "250 2.0.0 suppressed"

    return takes


@pytest.mark.parametrize(("client", "lmtp"), [(smtplib.LMTP, True), (smtplib.SMTP, False)])
def test_a_mail_server_hands_over_what_came_back(take, taken, client, lmtp):
    with post_box(take, lmtp=lmtp) as port, client("127.0.0.1", port) as line:
        assert line.sendmail("", [TO], b"Subject: returned\r\n\r\n..dots\r\n") == {}
        line.sendmail("", ["BOUNCES@LANTERN.EXAMPLE"], b"Subject: again\r\n\r\nx\r\n")
    assert taken == [
        (b"Subject: returned\r\n\r\n..dots\r\n", TO),
        (b"Subject: again\r\n\r\nx\r\n", "BOUNCES@LANTERN.EXAMPLE"),
    ]


@pytest.mark.parametrize(
    "to", ["editor@lantern.example", "bounces@other.example", "bouncesx@lantern.example", "@", "x"]
)
def test_mail_to_anybody_else_is_refused(take, taken, to):
    with post_box(take) as port, smtplib.LMTP("127.0.0.1", port) as line:
        line.ehlo_or_helo_if_needed()
        assert line.mail("")[0] == 250
        assert line.rcpt(to)[0] in {501, 550, 553}
    assert taken == []


def test_each_recipient_is_answered_by_itself(take, taken):
    with post_box(take) as port, smtplib.LMTP("127.0.0.1", port) as line:
        refused = line.sendmail("", [TO, "bounces+def@lantern.example"], b"Subject: two\r\n\r\n")
    assert refused == {"bounces+def@lantern.example": (452, b"4.5.3 one recipient at a time")}
    assert [to for _, to in taken] == [TO]


def test_what_cannot_be_taken_now_is_to_come_again(take, taken):
    with post_box(take) as port, smtplib.LMTP("127.0.0.1", port) as line:
        with pytest.raises(smtplib.SMTPDataError) as told:
            line.sendmail("", [TO], b"Subject: busy\r\n\r\n")
        assert (told.value.smtp_code, line.noop()[0]) == (451, 250)
    assert taken == []


def test_what_is_too_long_is_refused_before_it_is_sent(take, taken):
    with post_box(take) as port, smtplib.LMTP("127.0.0.1", port) as line:
        line.ehlo_or_helo_if_needed()
        assert line.mail("", [f"SIZE={MOST_BYTES + 1}"])[0] == 552
    assert taken == []


def test_garbage_on_the_line_stops_nobody_else(take, taken):
    with post_box(take) as port:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"\x16\x03\x01\x00\xff\r\nLHLO\r\nDATA\r\n\xff\xfe\r\n.\r\nQUIT\r\n" + b"A" * 5000 + b"\r\n")
        with smtplib.LMTP("127.0.0.1", port) as line:
            line.sendmail("", [TO], b"Subject: fine\r\n\r\n")
    assert len(taken) == 1
