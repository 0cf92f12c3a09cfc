"""WebSub, the pure part: who the hub is, when it is asked, what it is answered, and whether it is it who speaks."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOON

from digest.collector.websub import (
    ASK_AGAIN,
    LEASES,
    MAX_CHALLENGE,
    VERIFY_WITHIN,
    confirmed,
    hubs_of,
    is_denied,
    is_genuine,
    request_form,
    should_ask,
)
from digest.model import Hubs, Lease

HUB, TOPIC, PAGE = "https://hub.example/", "https://lantern.example/feed.xml", "https://lantern.example/news/feed"
HUBS = Hubs((HUB,), TOPIC)
LEASE = Lease("lantern", HUB, TOPIC, "token", "secret")
DAY = timedelta(days=1)
LIVE = replace(LEASE, until=NOON + 5 * DAY, length=10 * DAY)
QUERY = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "abc", "hub.lease_seconds": "864000"}


@pytest.mark.parametrize(
    "links",
    [
        (f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"',),
        (f"<{HUB}>;rel=hub", f"<{TOPIC}>; rel=self"),
        (f'<{HUB}>; title="a, b; c"; rel="other HUB"', '<../feed.xml>; rel="self"'),
        ('</style.css>; rel="preload"; as=style', f'<{HUB}>; rel="hub"', '</feed.xml>; REL="Self"'),
    ],
)
def test_headers_name_hub_and_topic(links):
    assert hubs_of(links, PAGE, Hubs()) == HUBS


def test_the_feed_is_asked_where_the_headers_are_silent_and_headers_rule():
    assert hubs_of((), PAGE, HUBS) == HUBS
    assert hubs_of((f"<{HUB}>; rel=hub",), PAGE, Hubs(("https://other.example/",), TOPIC)) == HUBS
    broken = ("<javascript:alert(1)>; rel=hub", "<http://[::1>; rel=hub", "< >; rel=hub", "<a", "; rel=hub", "<b>; rel")
    assert hubs_of(broken, "http://[::1", Hubs()) == Hubs()


def test_no_more_than_three_hubs_are_kept():
    assert len(hubs_of([f"<https://{n}.example/>; rel=hub" for n in range(50)], PAGE, Hubs()).addresses) == 3


@given(st.text(max_size=300))
def test_no_header_can_break_the_reader(header):
    assert hubs_of((header, header * 50), PAGE, HUBS).addresses


@pytest.mark.parametrize(
    ("lease", "hubs", "ask"),
    [
        (None, HUBS, True),
        (None, Hubs((), TOPIC), False),
        (None, Hubs((HUB,)), False),
        (LEASE, HUBS, True),
        (replace(LEASE, asked=NOON), HUBS, False),
        (replace(LEASE, asked=NOON - ASK_AGAIN), HUBS, True),
        (LIVE, HUBS, False),
        (replace(LIVE, until=NOON + DAY), HUBS, True),
        (replace(LIVE, until=NOON + DAY, asked=NOON), HUBS, False),
        (replace(LIVE, until=NOON + timedelta(hours=1), length=timedelta(hours=3)), HUBS, False),
        (replace(LIVE, until=NOON + timedelta(hours=1), length=timedelta(hours=4)), HUBS, True),
        (LIVE, Hubs((HUB,), "https://lantern.example/moved.xml"), True),
        (LIVE, Hubs(("https://other.example/",), TOPIC), True),
        (LIVE, Hubs(("https://other.example/", HUB), TOPIC), False),
    ],
)
def test_a_hub_is_asked_when_it_is_new_and_before_its_word_runs_out(lease, hubs, ask):
    assert should_ask(lease, hubs, NOON) is ask


def test_the_form_says_who_asks_for_what_and_for_how_long():
    form = {
        "hub.callback": "https://news.example/websub/token",
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.lease_seconds": "864000",
        "hub.secret": "secret",
    }
    assert dict(request_form(LEASE, "https://news.example/websub/token")) == form


def test_the_secret_is_not_told_in_the_open_where_the_feed_is_not():
    open_hub = replace(LEASE, hub="http://hub.example/")
    assert "hub.secret" not in dict(request_form(open_hub, "x"))
    assert "hub.secret" in dict(request_form(replace(open_hub, topic="http://lantern.example/"), "x"))
    signed = "sha256=" + hmac.new(b"secret", b"body", hashlib.sha256).hexdigest()
    assert not is_genuine(open_hub, signed, b"body")


def test_a_hub_that_was_asked_is_answered_and_believed():
    asked = replace(LEASE, asked=NOON - VERIFY_WITHIN)
    assert confirmed(asked, QUERY, NOON) == (replace(LEASE, until=NOON + 10 * DAY, length=10 * DAY), "abc")
    for_ever = confirmed(asked, QUERY | {"hub.lease_seconds": "9999999999"}, NOON)
    assert for_ever[0].length == LEASES[1]


@pytest.mark.parametrize(
    "change",
    [
        {"hub.mode": "unsubscribe"},
        {"hub.topic": "https://lantern.example/other.xml"},
        {"hub.lease_seconds": ""},
        {"hub.lease_seconds": "-1"},
        {"hub.lease_seconds": "10"},
        {"hub.lease_seconds": "1e9"},
        {"hub.challenge": ""},
        {"hub.challenge": "x" * (MAX_CHALLENGE + 1)},
    ],
)
def test_a_question_that_is_not_ours_is_not_answered(change):
    assert confirmed(replace(LEASE, asked=NOON), QUERY | change, NOON) is None
    assert confirmed(replace(LEASE, asked=NOON), {}, NOON) is None


def test_nobody_is_answered_who_was_not_asked_or_long_ago_or_has_been_answered():
    assert confirmed(LEASE, QUERY, NOON) is None
    assert confirmed(replace(LEASE, asked=NOON - VERIFY_WITHIN - timedelta(seconds=1)), QUERY, NOON) is None
    assert confirmed(replace(LEASE, asked=NOON + DAY), QUERY, NOON) is None
    settled, _ = confirmed(replace(LEASE, asked=NOON), QUERY, NOON)
    assert confirmed(settled, QUERY, NOON) is None


def test_a_hub_may_refuse():
    assert is_denied(LEASE, {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "no"})
    assert not is_denied(LEASE, {"hub.mode": "denied", "hub.topic": "https://else.example/"})


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_is_signed_with_our_secret_is_believed_and_nothing_else(method):
    signature = hmac.new(b"secret", b"body", method).hexdigest()
    assert is_genuine(LEASE, f"{method}={signature}", b"body")
    assert is_genuine(LEASE, f" {method.upper()}={signature.upper()} ", b"body")
    assert not is_genuine(LEASE, f"{method}={signature}", b"Body")
    assert not is_genuine(LEASE, f"{method}={signature[:-1]}", b"body")
    assert not is_genuine(replace(LEASE, secret="other"), f"{method}={signature}", b"body")


@given(st.text(), st.binary(max_size=50))
def test_no_made_up_signature_is_believed(signature, body):
    assert not is_genuine(LEASE, signature, body)
    assert not is_genuine(LEASE, f"sha256={signature}", body)
    assert not is_genuine(LEASE, "md5=" + hashlib.md5(body).hexdigest(), body)
