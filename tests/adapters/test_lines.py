"""Lines: what is begun ends once, side by side, and nothing is begun after the stop."""

from threading import Barrier, Event

import pytest

from digest.adapters import lines as lines_module
from digest.adapters.lines import DEPTH, TOGETHER, TransportLines
from digest.errors import DigestError
from digest.model import Message, Outcome, Receipt

TAKEN = Receipt(Outcome.ACCEPTED, 250, "taken")


def message(number):
    return Message(f"<{number}@x.example>", "b@x.example", f"{number}@x.example", b"\r\n")


class Told:
    """A transport that notes what it was given, and does first what it is told to."""

    def __init__(self, *first, receipt=TAKEN):
        self.sent, self.first, self.receipt, self.closed = [], list(first), receipt, 0

    def send(self, message, following=None):
        if self.first:
            self.first.pop(0)()
        self.sent.append((message.id, following and following.id))
        return self.receipt

    def close(self):
        self.closed += 1


@pytest.fixture
def lines_over():
    opened = []

    def make(*transports):
        opened.append(TransportLines(transports))
        return opened[-1]

    yield make
    for lines in opened:
        lines.close()


def begin(lines, *numbers):
    for number in numbers:
        lines.begin(number, lambda number=number: message(number))


def all_ended(lines):
    found = []
    while ended := lines.ended():
        found += ended
    return found


def test_every_job_ends_once_and_room_comes_back(lines_over):
    lines = lines_over(Told(), Told(), Told())
    assert lines.room() == 3 * DEPTH
    begin(lines, *range(3 * DEPTH))
    assert lines.room() == 0
    assert sorted(all_ended(lines)) == [(number, TAKEN) for number in range(3 * DEPTH)]
    assert (lines.room(), lines.ended()) == (3 * DEPTH, [])


def test_what_a_fast_line_ends_is_told_together_and_gives_it_more_room(lines_over, monkeypatch):
    monkeypatch.setattr(lines_module, "MOMENT", 30)
    lines = lines_over(Told())
    begin(lines, *range(DEPTH))
    assert len(lines.ended()) == DEPTH
    assert lines.room() == 2 * DEPTH
    begin(lines, *range(2 * DEPTH))
    assert len(lines.ended()) == TOGETHER
    assert lines.room() == DEPTH + TOGETHER - (2 * DEPTH - TOGETHER)


def test_what_has_ended_waits_a_moment_for_more_and_not_for_a_slow_server(lines_over):
    go = Event()
    lines = lines_over(Told(lambda: None, lambda: go.wait(30)))
    begin(lines, 1, 2)
    assert lines.ended() == [(1, TAKEN)]
    go.set()
    assert lines.ended() == [(2, TAKEN)]


def test_lines_send_at_the_same_time(lines_over):
    both_there = Barrier(2, timeout=30)
    lines = lines_over(Told(both_there.wait), Told(both_there.wait))
    begin(lines, 1, 2)
    assert len(all_ended(lines)) == 2


def test_a_line_that_has_a_next_message_announces_it(lines_over):
    go = Event()
    relay = Told(lambda: go.wait(30))
    lines = lines_over(relay)
    begin(lines, 1, 2)
    go.set()
    all_ended(lines)
    begin(lines, 3)
    all_ended(lines)
    assert relay.sent in (
        [("<1@x.example>", "<2@x.example>"), ("<2@x.example>", None), ("<3@x.example>", None)],
        [("<1@x.example>", None), ("<2@x.example>", None), ("<3@x.example>", None)],  # 2 came a moment too late
    )


def test_what_cannot_be_written_is_told_and_sends_nothing(lines_over):
    def refuse():
        raise DigestError("no such issue")

    relay = Told()
    lines = lines_over(relay)
    lines.begin(1, refuse)
    begin(lines, 2)
    (one, fault), (two, receipt) = all_ended(lines)
    assert (one, str(fault), two, receipt, len(relay.sent)) == (1, "no such issue", 2, TAKEN, 1)


def test_a_bug_is_told_and_ends_the_sending(lines_over):
    def fail():
        raise ZeroDivisionError

    relay = Told(fail)
    lines = lines_over(relay)
    begin(lines, 1, 2)
    ((one, bug),) = all_ended(lines)
    assert (one, type(bug), relay.sent, lines.room()) == (1, ZeroDivisionError, [], 0)


def test_after_a_stop_only_what_is_being_sent_ends(lines_over):
    being_sent, go = Event(), Event()

    def slowly():
        being_sent.set()
        go.wait(30)

    relay = Told(slowly)
    lines = lines_over(relay)
    begin(lines, 1, 2)
    assert being_sent.wait(30)
    lines.stop()
    go.set()
    assert lines.room() == 0
    assert all_ended(lines) == [(1, TAKEN)]
    begin(lines, 3)
    assert all_ended(lines) == []
    assert len(relay.sent) == 1


def test_where_the_mail_system_is_down_nothing_more_is_tried(lines_over):
    down = Receipt(Outcome.RELAY_DOWN, 0, "connection refused")
    relay = Told(receipt=down)
    lines = lines_over(relay)
    begin(lines, 1, 2)
    assert (all_ended(lines), len(relay.sent), lines.room()) == ([(1, down)], 1, 0)


def test_closing_ends_every_connection_used_or_not(lines_over):
    relays = [Told(), Told()]
    lines = lines_over(*relays)
    begin(lines, 1)
    lines.close()
    assert [relay.closed for relay in relays] == [1, 1]
