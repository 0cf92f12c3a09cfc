"""What a refusal says of an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mailer.bounces import kind_of, kind_of_receipt, read_reply
from digest.model import Outcome, Receipt
from digest.model.bounces import BounceKind

HARD, SOFT, BLOCKED = BounceKind.HARD, BounceKind.SOFT, BounceKind.BLOCKED


@pytest.mark.parametrize(
    ("status", "code", "words", "kind"),
    [
        ("5.1.1", 550, "", HARD),
        ("5.1.2", 0, "no such domain", HARD),
        ("5.1.3", 501, "", HARD),
        ("5.1.6", 0, "", HARD),
        ("5.1.10", 556, "null MX", HARD),
        ("5.2.1", 550, "the mailbox is disabled", HARD),
        ("5.7.17", 550, "the mailbox has another owner", HARD),
        ("5.1.0", 550, "", SOFT),
        ("5.1.8", 501, "sender's domain", BLOCKED),
        ("5.2.0", 550, "", SOFT),
        ("5.2.2", 552, "over quota", SOFT),
        ("4.2.2", 452, "over quota", SOFT),
        ("4.1.1", 450, "not verified yet", SOFT),
        ("5.2.3", 552, "too long", BLOCKED),
        ("5.3.4", 552, "too big", BLOCKED),
        ("5.3.0", 554, "", SOFT),
        ("5.4.4", 0, "no route", SOFT),
        ("4.4.7", 0, "expired", SOFT),
        ("5.5.2", 500, "", BLOCKED),
        ("5.6.0", 554, "", BLOCKED),
        ("5.7.1", 550, "no such user", BLOCKED),
        ("5.7.515", 550, "", BLOCKED),
        ("4.7.1", 451, "greylisted", BLOCKED),
        ("2.1.5", 250, "", None),
        ("2.0.0", 0, "", None),
        ("", 0, "", None),
        ("5.0.0", 550, "there is no such user here: unknown user", HARD),
        ("5.0.0", 550, "rejected: your IP is on a blocklist", BLOCKED),
        ("5.5.0", 550, "mailbox unavailable", HARD),
        ("5.0.0", 0, "", SOFT),
        ("4.0.0", 0, "", SOFT),
        ("", 550, "no mailbox here by that name", HARD),
        ("", 550, "refused", HARD),
        ("", 550, "mailbox is full", SOFT),
        ("", 550, "message looks like spam", BLOCKED),
        ("", 550, "user unknown in relay table", HARD),
        ("", 552, "mailbox exceeded", SOFT),
        ("", 554, "transaction failed", SOFT),
        ("", 554, "no such user", HARD),
        ("", 521, "takes no mail", HARD),
        ("", 421, "too many connections", BLOCKED),
        ("", 450, "mailbox busy", SOFT),
    ],
)
def test_a_refusal_is_the_addresss_the_servers_or_ours(status, code, words, kind):
    assert kind_of(status, code, words) == kind


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("550 5.1.1 nobody", (550, "5.1.1")),
        ("550-5.1.1 The address", (550, "5.1.1")),
        ("550 #5.1.0 rejected", (550, "5.1.0")),
        ("host mx said: 550 Unknown (in reply to RCPT TO)", (550, "")),
        ("452", (452, "")),
        ("5.4.4 (no route)", (0, "5.4.4")),
        ("from 5.1.1.7 it came", (0, "")),
        ("1550 words", (0, "")),
        ("nothing", (0, "")),
    ],
)
def test_code_and_status_are_found_in_a_reply(text, read):
    assert read_reply(text) == read


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        (Receipt(Outcome.REFUSED, 550, "5.1.1 no such user"), (HARD, "5.1.1")),
        (Receipt(Outcome.REFUSED, 550, "go away"), (HARD, "")),
        (Receipt(Outcome.REFUSED, 554, "5.7.1 policy"), (BLOCKED, "5.7.1")),
        (Receipt(Outcome.DEFERRED, 452, "4.2.2 full"), (SOFT, "4.2.2")),
        (Receipt(Outcome.REFUSED, 550, "2.0.0 odd"), None),
        (Receipt(Outcome.REFUSED, 0, "no address"), None),
        (Receipt(Outcome.DEFERRED, 0, "connection lost"), None),
        (Receipt(Outcome.UNKNOWN, 0, "lost"), None),
        (Receipt(Outcome.ACCEPTED, 250, "2.0.0 ok"), None),
        (Receipt(Outcome.RELAY_DOWN, 550, "5.7.1 we do not know you"), None),
    ],
)
def test_the_answer_at_the_time_of_sending_counts_by_the_same_rules(receipt, said):
    assert kind_of_receipt(receipt) == said


@given(st.text(max_size=60), st.integers(0, 999), st.text(max_size=200))
def test_no_reply_can_break_the_reading(status, code, words):
    assert kind_of(read_reply(status)[1], code, words) in {None, *BounceKind}
