"""The whole way with real parts: a newspaper over HTTP, a database, templates, and a mail server in process."""

import email
import email.policy
import re
import shutil
import socket
import subprocess
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import dkim
import pytest
from aiosmtpd.controller import Controller

from digest.adapters.clock import SystemClock
from digest.adapters.keys import make_key
from digest.adapters.smtp import SmtpRelay
from digest.config.parts.mail import SmtpSettings
from digest.demo import demo_settings, save_pages, serve_newspaper
from digest.jobs.collect import collect
from digest.jobs.deliver import deliver
from digest.jobs.press import plan_now, press_planned
from digest.jobs.preview import preview
from digest.jobs.send import send_copy
from digest.mailer import Letterhead, issue_code, make_letter, read_signer, read_tickets
from digest.model import Outcome, Receipt, Subscriber
from digest.ports import Enrolment
from digest.wiring import open_newsroom

READERS = ("ida@example.com", "otto@example.com", "mara@example.com")


class Mailroom:
    """A real SMTP server that keeps what it takes, and defers one reader once."""

    def __init__(self, port: int, defer: str = "") -> None:
        self.port = port
        self.taken: list[email.message.EmailMessage] = []
        self.raw: list[bytes] = []
        self.senders: set[str] = set()
        self.recipients: Counter[str] = Counter()
        self._defer = defer

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self._defer:
            self._defer = ""
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.raw.append(envelope.content)
        self.senders.add(envelope.mail_from)
        self.recipients.update(envelope.rcpt_tos)
        return "250 2.0.0 taken"


@dataclass(frozen=True)
class Standing:
    """A clock that stands still."""

    time: datetime

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def mailroom():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    room = Mailroom(port, defer=READERS[1])
    controller = Controller(room, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    yield room
    controller.stop()


@pytest.fixture
def newsroom(tmp_path, mailroom):
    now = SystemClock().now()
    with serve_newspaper(now) as base_url:
        save_pages(tmp_path, now)
        settings = demo_settings(base_url, tmp_path)
        smtp = SmtpSettings(host="127.0.0.1", port=mailroom.port, security="none")
        mail = settings.mail.model_copy(update={"transport": "smtp", "smtp": smtp})
        with open_newsroom(settings.model_copy(update={"mail": mail}), {}) as room:
            enrolments = [Enrolment(reader, ("morning",), consent="invented") for reader in READERS]
            room.register.enrol(enrolments, now)
            yield room


def test_a_newspaper_becomes_one_mail_for_each_reader(newsroom, mailroom):
    visits = collect(list(newsroom.plan.sources.values()), newsroom.desk)
    assert [(visit.source, visit.error, visit.problems) for visit in visits] == [
        (source, "", ()) for source in ("lantern", "coastline", "culture", "saved")
    ]
    morning = newsroom.plan.newsletters["morning"]
    sheet = preview(morning, newsroom.pressroom, newsroom.envelop)
    slot = plan_now(morning, newsroom.pressroom.ledger, newsroom.clock.now())
    (pressed,) = press_planned(newsroom.pressroom)
    assert (pressed.slot, pressed.stories, pressed.readers) == (slot, len(sheet.draft.issue.stories), 3)

    first = deliver(newsroom.office())
    assert first.sent == 2
    assert first.replies == {"451 4.7.1 try again later": 1}
    assert deliver(newsroom.office()).states == {}

    later = replace(newsroom.office(), clock=Standing(newsroom.clock.now() + timedelta(minutes=10)))
    assert deliver(later).sent == 1
    assert mailroom.recipients == dict.fromkeys(READERS, 1)
    assert {message["Subject"] for message in mailroom.taken} == {sheet.draft.issue.subject}
    for message in mailroom.taken:
        html = message.get_body(("html",)).get_content()
        assert sheet.draft.issue.stories[0].brief.lede.text.split("\n")[0] in html
        assert message["To"] in html


def test_every_word_of_the_issue_stands_in_its_article(newsroom):
    collect(list(newsroom.plan.sources.values()), newsroom.desk)
    now = newsroom.clock.now()
    candidates = newsroom.pressroom.articles.candidates("none", now - timedelta(days=3), now)
    assert len(candidates) >= 22
    for candidate in candidates:
        brief, text = candidate.brief, candidate.article.text
        passages = [words for quote in brief.quotes for words in quote.words]
        for passage in (brief.lede, *passages):
            assert text[passage.start : passage.end] == passage.text


def test_the_corridor_quote_that_two_people_could_have_said_names_nobody(newsroom):
    collect(list(newsroom.plan.sources.values()), newsroom.desk)
    now = newsroom.clock.now()
    candidates = newsroom.pressroom.articles.candidates("none", now - timedelta(days=3), now)
    said = {
        quote.words[0].text: quote.speaker
        for candidate in candidates
        if "night ferry" in candidate.article.entry.headline
        for quote in candidate.brief.quotes
    }
    assert said["You will thank me in a year"] == ""
    assert any(speaker == "Ilse Marrack" for speaker in said.values())


def test_a_test_copy_reaches_the_address(newsroom, mailroom):
    collect(list(newsroom.plan.sources.values()), newsroom.desk)
    morning = newsroom.plan.newsletters["morning"]
    receipt = send_copy(morning, "me@example.com", newsroom.pressroom, newsroom.posting)
    assert receipt == Receipt(Outcome.ACCEPTED, 250, "2.0.0 taken")
    assert mailroom.recipients == {"me@example.com": 1}


def test_a_second_collection_costs_one_conditional_request_a_source(newsroom):
    sources = list(newsroom.plan.sources.values())
    collect(sources, newsroom.desk)
    again = collect(sources, newsroom.desk)
    assert [(visit.source, visit.unchanged, visit.new) for visit in again] == [
        ("lantern", True, 0),
        ("coastline", True, 0),
        ("culture", True, 0),
        ("saved", False, 0),
    ]


PROMISED = (
    *(
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "List-Help",
    ),
    *("List-Archive", "Feedback-ID", "Precedence", "Auto-Submitted", "Content-Language"),
)


def test_what_arrives_is_signed_marked_as_bulk_and_bounces_to_its_own_address(newsroom, mailroom):
    signers = tuple(read_signer(make_key(kind), kind, "lantern.example") for kind in ("rsa", "ed25519"))
    records = {f"{each.selector}._domainkey.lantern.example.": each.record.encode() for each in signers}
    letterhead = Letterhead(
        b"key", leave_url=f"https://lantern.example/{'l' * 200}", bounces="b@lantern.example", signers=signers
    )
    collect(list(newsroom.plan.sources.values()), newsroom.desk)
    morning = replace(newsroom.plan.newsletters["morning"], archive="https://lantern.example/archive")
    proof = preview(morning, newsroom.pressroom, newsroom.envelop).draft.proof
    letter = make_letter(proof, morning, newsroom.clock.now(), letterhead)
    messages = [letter.to(Subscriber(name, f"{name}@bücher.example")) for name in ("ida", "otto")]
    relay = SmtpRelay("127.0.0.1", mailroom.port, security="none")
    assert {relay.send(message).outcome for message in messages} == {Outcome.ACCEPTED}
    relay.close()
    assert mailroom.raw == [message.raw for message in messages]
    assert mailroom.senders == {message.envelope_sender for message in messages}
    [ida], [otto] = (list(read_tickets(message.envelope_sender, [letterhead.secret])) for message in messages)
    assert (ida.issue, ida.handle != otto.handle) == (issue_code(proof.issue), True)
    for raw, parsed in zip(mailroom.raw, mailroom.taken, strict=True):
        check = dkim.DKIM(raw)
        assert [check.verify(index, dnsfunc=lambda name, **_: records[name.decode()]) for index in (0, 1)] == [
            True,
            True,
        ]
        assert [name for name in PROMISED if len(parsed.get_all(name, [])) != 1] == []
        assert parsed["List-Unsubscribe"].startswith(f"<https://lantern.example/{'l' * 200}?reader=")
        assert not any(
            b"=?" in line for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if line.startswith((b"List-", b"To:"))
        )
        assert (max(map(len, raw.split(b"\r\n"))) <= 998, raw.count(b"\n") - raw.count(b"\r\n")) == (True, 0)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("spamassassin"), reason="SpamAssassin is not installed")
def test_spamassassin_has_nothing_against_it(newsroom):
    collect(list(newsroom.plan.sources.values()), newsroom.desk)
    morning = newsroom.plan.newsletters["morning"]
    proof = preview(morning, newsroom.pressroom, newsroom.envelop).draft.proof
    letterhead = Letterhead(b"key", leave_url="https://lantern.example/leave")
    raw = (
        make_letter(proof, morning, newsroom.clock.now(), letterhead).to(Subscriber("Zk3v9XkP", "ida@example.com")).raw
    )
    report = subprocess.run(["spamassassin", "-L", "-t"], input=raw, capture_output=True, check=True).stdout.decode()
    score = re.search(r"X-Spam-Status: .*?score=(-?[\d.]+)", report)
    rules = re.findall(r"^ *(-?\d+\.\d+) ([A-Z][A-Z0-9_]+)", report, re.MULTILINE)
    assert (score is not None and float(score[1]) <= -1.0, [rule for points, rule in rules if float(points) > 0]) == (
        True,
        [],
    )
