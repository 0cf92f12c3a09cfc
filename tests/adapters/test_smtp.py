import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from making import KYIV, a_newsletter

from digest.adapters.smtp import SmtpRelay
from digest.mailer import Letterhead, make_letter
from digest.model import Message, Outcome, Proof, Receipt, Subscriber, Token

HOST = "127.0.0.1"
HANG_UP = object()


def message(raw=b"Subject: Ferry\r\n\r\nA ferry.\r\n", recipient="ida@x.example"):
    return Message("<1@lantern.example>", "bounce@lantern.example", recipient, raw)


@contextmanager
def sending(port, **options):
    relay = SmtpRelay(HOST, port, **{"security": "none", "timeout": 20.0, **options})
    try:
        yield relay
    finally:
        relay.close()


# A whole mail server in this process -----------------------------------------------------------------------------


class Inbox:
    """Keeps what it takes: sender, recipients, content, and the connection it came by."""

    def __init__(self):
        self.letters, self.peers = [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        self.peers.append(session.peer)
        return "250 2.0.0 taken"


@contextmanager
def mail_server(**options):
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    inbox = Inbox()
    controller = Controller(inbox, hostname=HOST, port=port, ready_timeout=60, **options)
    controller.start()
    try:
        yield port, inbox
    finally:
        controller.stop()


def a_letter():
    html = f'<p>.dots</p>\n.\n<p>{Token.EMAIL.mark}: <a href="{Token.UNSUBSCRIBE.mark}">leave</a></p>\n'
    proof = Proof(
        "morning@2026-11-26T07:30", "Рада схвалила поромну лінію", html, f".\n..\nLeave: {Token.UNSUBSCRIBE.mark}\n"
    )
    return make_letter(proof, a_newsletter(), datetime(2026, 11, 26, 7, 30, tzinfo=KYIV), Letterhead(b"secret"))


def test_a_real_letter_arrives_as_it_was_written():
    letter = a_letter().to(Subscriber("Zk3v9XkP", "ida@bücher.example"))
    with mail_server() as (port, inbox), sending(port) as relay:
        assert relay.send(letter) == Receipt(Outcome.ACCEPTED, 250, "2.0.0 taken")
    assert inbox.letters == [("morning@lantern.example", ["ida@xn--bcher-kva.example"], letter.raw)]
    parsed = message_from_bytes(inbox.letters[0][2], policy=SMTP)
    link = "mailto:morning@lantern.example?subject=unsubscribe%20Zk3v9XkP%20morning"
    assert (parsed["Subject"], parsed["Message-ID"], parsed["List-Unsubscribe"]) == (
        "Рада схвалила поромну лінію", letter.id, f"<{link}>"
    )  # fmt: skip
    assert parsed.get_body(("plain",)).get_content().split() == [".", "..", "Leave:", link]


@pytest.mark.parametrize(
    ("raw", "arrived"),
    [
        (b".\r\n", b".\r\n"),
        (b"a\r\n.\r\n.b\r\n..\r\n\r\n", b"a\r\n.\r\n.b\r\n..\r\n\r\n"),
        (b"a\r\n.", b"a\r\n.\r\n"),
        (b"a\n.\nMAIL FROM:<x@x.example>\r.\r\n", b"a\r\n.\r\nMAIL FROM:<x@x.example>\r\n.\r\n"),
        (b"\xc3\xa9 " * 200, b"\xc3\xa9 " * 200 + b"\r\n"),
    ],
)
def test_no_content_can_end_the_message_early(raw, arrived):
    with mail_server() as (port, inbox), sending(port) as relay:
        assert relay.send(message(raw)).outcome is Outcome.ACCEPTED
    assert [content for _, _, content in inbox.letters] == [arrived]


def test_one_connection_carries_many_messages_and_then_another_one_does():
    with mail_server() as (port, inbox), sending(port, max_per_connection=2) as relay:
        for number in range(5):
            assert relay.send(message(recipient=f"{number}@x.example")).outcome is Outcome.ACCEPTED
    a, b, c, d, e = inbox.peers
    assert (a == b, b == c, c == d, d == e, len(set(inbox.peers))) == (True, False, True, False, 3)
    assert [recipients for _, recipients, _ in inbox.letters] == [[f"{number}@x.example"] for number in range(5)]


def test_a_message_too_large_for_the_relay_is_no_fault_of_the_reader():
    with mail_server(data_size_limit=20) as (port, inbox), sending(port) as relay:
        receipt = relay.send(message())
    assert (receipt.outcome, receipt.code, inbox.letters) == (Outcome.RELAY_DOWN, 552, [])


# Encryption and login ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A key and a certificate of its own for 127.0.0.1, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl command to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=relay", "-addext", f"subjectAltName=IP:{HOST}", "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip
    subprocess.run(make, cwd=folder, check=True, capture_output=True)
    whole = folder / "whole.pem"
    whole.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return whole


@pytest.fixture
def tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trust(certificate):
    return ssl.create_default_context(cafile=certificate)


def log_in(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"lantern", b"lamp"), handled=False)


LOGIN = {"authenticator": log_in, "auth_required": True}


def test_starttls_and_a_login_come_before_the_mail(tls, trust):
    with (
        mail_server(tls_context=tls, require_starttls=True, **LOGIN) as (port, inbox),
        sending(port, security="starttls", trust=trust, user="lantern", password="lamp") as relay,
    ):
        assert [relay.send(message()).outcome for _ in range(2)] == [Outcome.ACCEPTED] * 2
    assert len(inbox.letters) == 2


def test_tls_from_the_first_byte(tls, trust):
    with mail_server(ssl_context=tls) as (port, inbox), sending(port, security="tls", trust=trust) as relay:
        assert relay.send(message()).outcome is Outcome.ACCEPTED
    assert len(inbox.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(tls, security):
    options = {"tls_context": tls} if security == "starttls" else {"ssl_context": tls}
    with mail_server(**options) as (port, inbox), sending(port, security=security) as relay:
        receipt = relay.send(message())
    assert (receipt.outcome, inbox.letters) == (Outcome.RELAY_DOWN, [])
    assert "certificate verify failed" in receipt.reply


def test_a_certificate_for_another_name_gets_no_mail(tls, trust):
    with mail_server(tls_context=tls) as (port, inbox):
        relay = SmtpRelay("localhost", port, security="starttls", trust=trust)
        receipt = relay.send(message())
    assert (receipt.outcome, inbox.letters) == (Outcome.RELAY_DOWN, [])
    assert "certificate" in receipt.reply


def test_a_server_without_starttls_gets_neither_password_nor_mail():
    with plain_server() as server, sending(server.port, security="starttls", user="lantern", password="lamp") as relay:
        assert relay.send(message()) == Receipt(
            Outcome.RELAY_DOWN, 0, f"{HOST}:{server.port}: STARTTLS extension not supported by server."
        )
    assert server.heard == ["EHLO"]


def test_a_server_that_speaks_no_tls_gets_no_mail():
    with plain_server() as server, sending(server.port, security="tls") as relay:
        assert relay.send(message()).outcome is Outcome.RELAY_DOWN
    assert "MAIL" not in server.heard


@pytest.mark.parametrize(("password", "code", "why"), [
    ("wrong", 535, "5.7.8 Authentication credentials invalid"),
    ("пароль", 0, "'ascii' codec can't encode characters"),
])  # fmt: skip
def test_a_login_refused_is_a_relay_that_is_down(tls, trust, password, code, why):
    with (
        mail_server(tls_context=tls, **LOGIN) as (port, inbox),
        sending(port, security="starttls", trust=trust, user="lantern", password=password) as relay,
    ):
        receipt = relay.send(message())
    assert (receipt.outcome, receipt.code, inbox.letters) == (Outcome.RELAY_DOWN, code, [])
    assert why in receipt.reply
    assert "wrong" not in receipt.reply


def test_a_relay_never_shows_its_password():
    assert "lamp" not in repr(SmtpRelay(HOST, 25, user="lantern", password="lamp"))


# A server that misbehaves where it is told to ------------------------------------------------------------------


REPLIES = {"banner": b"220 hello", "DATA": b"354 go on", "dot": b"250 taken", "QUIT": b"221 bye"}


class PlainServer(socketserver.ThreadingTCPServer):
    """Speaks just enough SMTP. `faults` are what it says instead, by verb, each once; `heard` the verbs of its clients."""

    daemon_threads = True

    def __init__(self, faults):
        super().__init__((HOST, 0), Conversation)
        self.port = self.server_address[1]
        self.faults, self.heard, self.contents, self.over = dict(faults), [], [], threading.Event()

    def handle_error(self, request, client_address):
        """A client that has gone is what many of these tests are about."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("banner")
        while line := self.rfile.readline():
            verb = line[:4].decode().upper()
            self.server.heard.append(verb)
            if verb == "DATA" and self.say(verb):
                self.server.contents.append(b"".join(self.content()))
                self.say("dot")
            elif verb != "DATA" and not self.say(verb):
                return

    def content(self):
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            yield line

    def say(self, verb):
        """Say what is due and return whether the conversation goes on."""
        reply = self.server.faults.pop(verb, None) or REPLIES.get(verb, b"250 fine")
        if reply is HANG_UP:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        if callable(reply):
            reply(self.connection, self.server.over)
            return True
        self.wfile.write(reply + b"\r\n")
        return verb != "DATA" or reply.startswith(b"354")


@contextmanager
def plain_server(**faults):
    server = PlainServer(faults)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


ACCEPTED, DEFERRED, REFUSED, UNKNOWN, RELAY_DOWN = (
    Outcome.ACCEPTED, Outcome.DEFERRED, Outcome.REFUSED, Outcome.UNKNOWN, Outcome.RELAY_DOWN,
)  # fmt: skip
LOST = "Connection unexpectedly closed"

ANSWERS = [
    ("banner", b"554 no mail here", RELAY_DOWN, 554, "RELAY: no mail here"),
    ("banner", b"421 too busy", RELAY_DOWN, 421, "RELAY: too busy"),
    ("banner", b"SSH-2.0-x", RELAY_DOWN, 0, "RELAY: 2.0-x"),
    ("banner", HANG_UP, RELAY_DOWN, 0, f"RELAY: {LOST}"),
    ("EHLO", HANG_UP, RELAY_DOWN, 0, f"RELAY: {LOST}"),
    ("EHLO", b"500 what?", ACCEPTED, 250, "taken"),
    ("MAIL", b"550 not from you", RELAY_DOWN, 550, "not from you"),
    ("MAIL", b"451 later", DEFERRED, 451, "later"),
    ("MAIL", b"421 closing", DEFERRED, 421, "closing"),
    ("MAIL", HANG_UP, RELAY_DOWN, 0, f"RELAY: {LOST}"),
    ("MAIL", b"\xff\x00", DEFERRED, 0, ""),
    ("RCPT", b"250 fine", ACCEPTED, 250, "taken"),
    ("RCPT", b"251 forwarding", ACCEPTED, 250, "taken"),
    ("RCPT", b"450 4.2.0 greylisted", DEFERRED, 450, "4.2.0 greylisted"),
    ("RCPT", b"421 closing", DEFERRED, 421, "closing"),
    ("RCPT", b"550-no such\r\n550 reader", REFUSED, 550, "no such reader"),
    ("RCPT", HANG_UP, DEFERRED, 0, LOST),
    ("RCPT", b"what?", DEFERRED, 0, "?"),
    ("RCPT", b"550 \xff\xfe\x1b[31mred" + b"x" * 900, REFUSED, 550, "\ufffd\ufffd[31mred" + "x" * 491),
    ("DATA", b"451 later", DEFERRED, 451, "later"),
    ("DATA", b"554 no", REFUSED, 554, "no"),
    ("DATA", b"250 fine", DEFERRED, 250, "fine"),
    ("DATA", HANG_UP, DEFERRED, 0, LOST),
    ("dot", b"250 taken", ACCEPTED, 250, "taken"),
    ("dot", b"251 taken", ACCEPTED, 251, "taken"),
    ("dot", b"452 disk full", DEFERRED, 452, "disk full"),
    ("dot", b"421 closing", DEFERRED, 421, "closing"),
    ("dot", b"554 spam", REFUSED, 554, "spam"),
    ("dot", HANG_UP, UNKNOWN, 0, LOST),
    ("dot", b"OK", UNKNOWN, 0, ""),
    ("dot", b"354 go on", UNKNOWN, 354, "go on"),
    ("dot", b"2", UNKNOWN, 2, ""),
]


PIPELINES = b"250-hello\r\n250 PIPELINING"


@pytest.mark.parametrize(("verb", "reply", "outcome", "code", "text"), ANSWERS)
@pytest.mark.parametrize("hello", [b"250 hello", PIPELINES])
def test_every_answer_becomes_a_receipt_and_the_next_message_goes_through(hello, verb, reply, outcome, code, text):
    with plain_server(**{"EHLO": hello, verb: reply}) as server, sending(server.port) as relay:
        text = text.replace("RELAY", f"{HOST}:{server.port}")
        assert relay.send(message()) == Receipt(outcome, code, text)
        assert relay.send(message()) == Receipt(ACCEPTED, 250, "taken")


@pytest.mark.parametrize("reply", [HANG_UP, b"421 idle for too long"])
def test_a_kept_connection_that_has_ended_is_replaced_and_no_message_waits_for_it(reply):
    with plain_server() as server, sending(server.port) as relay:
        assert relay.send(message()).outcome is ACCEPTED
        server.faults["MAIL"] = reply
        assert relay.send(message()).outcome is ACCEPTED
    assert server.heard == ["EHLO", "MAIL", "RCPT", "DATA", "MAIL", "EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


def test_after_a_refusal_the_connection_is_cleared_and_kept():
    with plain_server(RCPT=b"550 no such reader") as server, sending(server.port) as relay:
        assert [relay.send(message()).outcome for _ in range(2)] == [REFUSED, ACCEPTED]
    assert server.heard == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "QUIT"]


@pytest.mark.parametrize("faults", [{}, {"DATA": b"503 whom to?"}, {"dot": b"554 nobody to send it to"}])
def test_a_server_told_everything_at_once_gets_no_content_after_a_refusal(faults):
    with plain_server(EHLO=PIPELINES, RCPT=b"550 no such reader", **faults) as server, sending(server.port) as relay:
        assert [relay.send(message()).outcome for _ in range(2)] == [REFUSED, ACCEPTED]
    assert server.heard == ["EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "QUIT"]
    assert server.contents == ([] if "DATA" in faults else [b""]) + [b"Subject: Ferry\r\n\r\nA ferry.\r\n"]


def to(*names):
    return [message(recipient=f"{name}@x.example") for name in names]


def test_the_next_envelope_goes_out_with_the_content_before_it():
    first, second, third = to("ida", "bo", "cy")
    with plain_server(EHLO=PIPELINES) as server, sending(server.port) as relay:
        assert [relay.send(first, second).code, relay.send(second, third).code, relay.send(third).code] == [250] * 3
    assert server.heard == ["EHLO", *["MAIL", "RCPT", "DATA"] * 3, "QUIT"]
    assert server.contents == [first.raw] * 3


def test_a_server_that_takes_one_command_at_a_time_is_told_no_more():
    first, second = to("ida", "bo")
    with plain_server() as server, sending(server.port) as relay:
        relay.send(first, second)
        assert server.heard == ["EHLO", "MAIL", "RCPT", "DATA"]


def test_the_last_message_of_a_connection_announces_no_other():
    first, second = to("ida", "bo")
    with plain_server(EHLO=PIPELINES) as server, sending(server.port, max_per_connection=1) as relay:
        assert [relay.send(first, second).outcome, relay.send(second).outcome] == [ACCEPTED] * 2
    assert server.heard == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"] * 2


@pytest.mark.parametrize("instead", [to("cy"), []])
def test_a_message_that_was_announced_and_does_not_come_is_not_sent(instead):
    first, second = to("ida", "bo")
    with plain_server(EHLO=PIPELINES) as server, sending(server.port) as relay:
        relay.send(first, second)
        assert [relay.send(each).outcome for each in instead] == [ACCEPTED] * len(instead)
    whole = [content for content in server.contents if content]  # this server takes the end of a connection for a dot
    assert whole == [first.raw] * (1 + len(instead))
    assert server.heard.count("QUIT") == len(instead)


@pytest.mark.parametrize(("verb", "reply", "outcomes"), [
    ("dot", b"452 disk full", [DEFERRED, ACCEPTED]),
    ("dot", b"554 spam", [REFUSED, ACCEPTED]),
    ("dot", b"421 closing", [DEFERRED, ACCEPTED]),
    ("dot", HANG_UP, [UNKNOWN, ACCEPTED]),
    ("RCPT", b"550 no such reader", [REFUSED, ACCEPTED]),
])  # fmt: skip
def test_what_becomes_of_one_message_is_not_the_next_ones_business(verb, reply, outcomes):
    first, second = to("ida", "bo")
    with plain_server(EHLO=PIPELINES, **{verb: reply}) as server, sending(server.port) as relay:
        assert [relay.send(first, second).outcome, relay.send(second).outcome] == outcomes
    assert server.contents[-1] == second.raw


@pytest.mark.parametrize("reply", [HANG_UP, b"500 what?", b"421 closing"])
def test_a_connection_that_cannot_be_cleared_is_given_up(reply):
    with plain_server(RCPT=b"550 no such reader", RSET=reply) as server, sending(server.port) as relay:
        assert [relay.send(message()).outcome for _ in range(2)] == [REFUSED, ACCEPTED]
    assert server.heard == ["EHLO", "MAIL", "RCPT", "RSET", "EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


@pytest.mark.parametrize("address", ["a@x.example\r\nRCPT TO:<b@y.example>", "ліда@x.example", "a@x.example\x00"])
@pytest.mark.parametrize("hello", [b"250 hello", PIPELINES])
def test_an_address_that_is_no_single_line_is_a_bug_and_never_said(hello, address):
    refusal = pytest.raises(ValueError, match="no SMTP command can say")
    with plain_server(EHLO=hello) as server, sending(server.port) as relay, refusal:
        relay.send(message(recipient=address))
    assert server.heard == ["EHLO", "QUIT"]


def dribble(connection, over):
    """One byte now and then, for ever: each within any timeout."""
    while not over.wait(0.01):
        connection.sendall(b"2")


def babble(connection, over):
    """Lines of one reply that never ends, as fast as they are read."""
    while not over.is_set():
        connection.sendall(b"250-and\r\n" * 1000)


def ramble(connection, over):
    """One line that never ends."""
    while not over.is_set():
        connection.sendall(b"250 and on " * 1000)


def fall_silent(connection, over):
    """Say nothing, and never hang up."""
    over.wait(60)


@pytest.mark.parametrize(("verb", "outcome"), [
    ("banner", RELAY_DOWN), ("EHLO", RELAY_DOWN), ("MAIL", RELAY_DOWN), ("RCPT", DEFERRED), ("DATA", DEFERRED), ("dot", UNKNOWN),
])  # fmt: skip
@pytest.mark.parametrize("reply", [dribble, babble, ramble, fall_silent])
def test_no_server_can_hold_a_sender_for_ever(verb, outcome, reply):
    with plain_server(**{verb: reply}) as server, sending(server.port, timeout=0.15, patience=0.2) as relay:
        assert relay.send(message()).outcome is outcome


def test_a_server_that_takes_no_more_bytes_is_given_up_before_the_dot():
    def take_nothing(connection, over):
        connection.sendall(b"354 go on\r\n")
        over.wait(60)

    with plain_server(DATA=take_nothing) as server, sending(server.port, timeout=0.2) as relay:
        assert relay.send(message(b"x" * 50_000_000)).outcome is DEFERRED


def test_a_server_that_does_not_answer_the_farewell_is_left():
    with plain_server(QUIT=HANG_UP) as server, sending(server.port) as relay:
        relay.send(message())
        relay.close()
        relay.close()
    assert server.heard[-1] == "QUIT"


def test_nobody_listening_is_a_relay_that_is_down():
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    relay = SmtpRelay(HOST, port, security="none")
    assert relay.send(message()) == Receipt(RELAY_DOWN, 0, f"{HOST}:{port}: Connection refused")
    relay.close()


def test_a_host_that_is_no_name_is_a_relay_that_is_down():
    receipt = SmtpRelay("a" * 70 + ".example", 25, security="none").send(message())
    assert receipt.outcome is RELAY_DOWN
    assert re.search("label.*too long", receipt.reply)
