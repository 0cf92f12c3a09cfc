"""Through a real Postfix: it takes every message, retries by itself, and returns what a distant server will not have."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from oracle import free_port
from postfix import MISSING, await_true, running_postfix

from digest.adapters.clock import SystemClock
from digest.config.parts.mail import SmtpSettings
from digest.demo import demo_settings, save_pages, serve_newspaper
from digest.jobs.bouncing import take_back
from digest.jobs.collect import collect
from digest.jobs.deliver import deliver
from digest.jobs.press import plan_now, press_planned
from digest.model.bounces import BounceKind, Heard
from digest.ports import Enrolment
from digest.wiring import open_newsroom

pytestmark = pytest.mark.skipif(MISSING, reason="needs Postfix, and root to start it")

KEPT, SLOW, GONE = "ida@kept.example", "otto@slow.example", "mara@gone.example"
RETURNS = "returns@returns.example"


class Mailhost:
    """A distant mail server: it keeps what it takes, and may refuse recipients with a reply, always or the first time."""

    def __init__(self, refusal: str = "", *, always: bool = False) -> None:
        self.kept: list[tuple[bytes, str]] = []
        self._refusal, self._always = refusal, always
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=60)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        refusal, self._refusal = self._refusal, self._refusal if self._always else ""
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.kept += [(envelope.content, to) for to in envelope.rcpt_tos]
        return "250 2.0.0 taken"


@pytest.fixture(scope="module")
def hosts():
    """The distant servers by domain, and a Postfix before them."""
    hosts = {
        "kept.example": Mailhost(),
        "slow.example": Mailhost("451 4.7.1 greylisted, come again"),
        "gone.example": Mailhost("550 5.1.1 no such mailbox here", always=True),
        "returns.example": Mailhost(),
    }
    with ExitStack() as stack:
        for host in hosts.values():
            host.controller.start()
            stack.callback(host.controller.stop)
        postfix = stack.enter_context(running_postfix({domain: host.port for domain, host in hosts.items()}))
        yield hosts, postfix


@pytest.fixture
def newsroom(tmp_path, hosts):
    now = SystemClock().now()
    with serve_newspaper(now) as base_url:
        save_pages(tmp_path, now)
        settings = demo_settings(base_url, tmp_path)
        smtp = SmtpSettings(host="127.0.0.1", port=hosts[1].port, security="none")
        mail = settings.mail.model_copy(update={"transport": "smtp", "smtp": smtp, "bounces": RETURNS})
        with open_newsroom(settings.model_copy(update={"mail": mail}), {}) as room:
            room.register.enrol(
                [Enrolment(reader, ("morning",), consent="invented") for reader in (KEPT, SLOW, GONE)], now
            )
            yield room


def test_a_mail_server_takes_all_delivers_what_can_be_and_returns_the_rest(newsroom, hosts):
    servers, postfix = hosts
    collect(list(newsroom.plan.sources.values()), newsroom.desk)
    plan_now(newsroom.plan.newsletters["morning"], newsroom.pressroom.ledger, newsroom.clock.now())
    press_planned(newsroom.pressroom)
    assert deliver(newsroom.office()).sent == 3

    await_true(lambda: servers["returns.example"].kept, "the returned message")
    await_true(lambda: postfix.queued == 0, "an empty queue")
    taken = {
        domain: [to for _, to in servers[domain].kept] for domain in ("kept.example", "slow.example", "gone.example")
    }
    assert taken == {"kept.example": [KEPT], "slow.example": [SLOW], "gone.example": []}
    ((returned, envelope),) = servers["returns.example"].kept
    heard = take_back(returned, "postfix", newsroom.bounce_desk, envelope=envelope)
    assert (heard.became, heard.kind, heard.email, heard.status) == (Heard.SUPPRESSED, BounceKind.HARD, GONE, "5.1.1")
    assert take_back(returned, "postfix", newsroom.bounce_desk).became is Heard.KNOWN

    plan_now(
        newsroom.plan.newsletters["morning"], newsroom.pressroom.ledger, newsroom.clock.now() + timedelta(minutes=1)
    )
    assert [pressed.readers for pressed in press_planned(newsroom.pressroom)] == [2]
