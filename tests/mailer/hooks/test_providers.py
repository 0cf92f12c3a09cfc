"""Providers' calls: what is signed is read; what is forged, old or garbage is refused."""

from __future__ import annotations

import hmac
from base64 import b64encode
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import chain

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hooks import (
    CERTIFICATE_URL,
    MAILGUN,
    POSTMARK,
    TOPIC,
    a_certificate,
    mailgun_call,
    mailgun_failure,
    postmark_bounce,
    postmark_call,
    sendgrid_bounce,
    sendgrid_call,
    sendgrid_key,
    ses_bounce,
    ses_complaint,
    sns_call,
)
from hypothesis import given
from hypothesis import strategies as st
from making import NOON
from returned import RETURN, SECRET, TICKET

from digest.mailer.hooks import (
    HookCall,
    HookRefusedError,
    Invitation,
    Topics,
    public_key,
    read_mailgun,
    read_postmark,
    read_sendgrid,
    read_ses,
)
from digest.mailer.hooks.call import EVENTS
from digest.model.bounces import BounceKind, Notice

HARD, SOFT, BLOCKED, COMPLAINT = BounceKind.HARD, BounceKind.SOFT, BounceKind.BLOCKED, BounceKind.COMPLAINT
TOPICS = Topics([TOPIC], {CERTIFICATE_URL: a_certificate()}.__getitem__, [SECRET])
IDA = ("ida@far.example",)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def mailgun(call: HookCall) -> list[Notice]:
    return list(read_mailgun(call, MAILGUN, NOON))


def postmark(call: HookCall) -> list[Notice]:
    return list(read_postmark(call, POSTMARK))


def sendgrid(call: HookCall) -> list[Notice]:
    return list(read_sendgrid(call, sendgrid_key(), NOON))


def ses(call: HookCall, topics: Topics = TOPICS) -> list[Notice | Invitation]:
    return list(read_ses(call, topics, NOON))


def test_each_provider_tells_of_a_bounce():
    said, reply = ("5.1.1", "5.1.1 no such mailbox"), "550 5.1.1 no such mailbox"
    assert mailgun(mailgun_call(mailgun_failure())) == [
        Notice(HARD, "mailgun m-1", *said, recipients=IDA, message_id="one@lantern.example", vouched=True)
    ]
    assert postmark(postmark_call(postmark_bounce())) == [
        Notice(HARD, "postmark 4711 p-1", "", f"smtp;{reply}", recipients=IDA, vouched=True)
    ]
    assert sendgrid(sendgrid_call([sendgrid_bounce()])) == [
        Notice(HARD, "sendgrid s-1", "5.1.1", reply, recipients=IDA, message_id="<one@lantern.example>", vouched=True)
    ]
    assert ses(sns_call(ses_bounce(source=RETURN))) == [
        Notice(HARD, f"ses f-1 {IDA[0]}", "5.1.1", f"smtp; {reply}", TICKET, IDA, vouched=True)
    ]


@pytest.mark.parametrize(
    ("event", "kinds"),
    [
        (mailgun_failure(event="complained"), [COMPLAINT]),
        (mailgun_failure(severity="temporary"), []),
        (mailgun_failure(event="delivered"), []),
        (mailgun_failure(**{"delivery-status": {"code": 605, "description": "bounced before"}}), [HARD]),
        (mailgun_failure(**{"delivery-status": {"code": 607}}), [COMPLAINT]),
        (mailgun_failure(**{"delivery-status": {"code": 552, "message": "5.2.2 full"}}), [SOFT]),
        (mailgun_failure(**{"delivery-status": {"code": "99999999999"}}), []),
        (mailgun_failure(**{"delivery-status": "odd"}), []),
        ("odd", []),
        (None, []),
    ],
)
def test_mailguns_events_are_told_apart(event, kinds):
    assert [notice.kind for notice in mailgun(mailgun_call(event))] == kinds


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        (postmark_bounce(Type="SoftBounce"), [SOFT]),
        (postmark_bounce(Type="Blocked"), [BLOCKED]),
        (postmark_bounce(RecordType="SpamComplaint", Type="SpamComplaint"), [COMPLAINT]),
        (postmark_bounce(Type="AutoResponder"), []),
        (postmark_bounce(Type="Transient"), []),
        (postmark_bounce(RecordType="Open"), []),
        ([], []),
        ("odd", []),
    ],
)
def test_postmarks_records_are_told_apart(told, kinds):
    assert [notice.kind for notice in postmark(postmark_call(told))] == kinds


@pytest.mark.parametrize(
    ("event", "kinds"),
    [
        (sendgrid_bounce(type="blocked"), [BLOCKED]),
        (sendgrid_bounce(status="", reason="552 5.2.2 full"), [SOFT]),
        (sendgrid_bounce(event="spamreport"), [COMPLAINT]),
        (sendgrid_bounce(event="dropped", reason="Bounced Address"), [HARD]),
        (sendgrid_bounce(event="dropped", reason="Spam Reporting Address"), [COMPLAINT]),
        (sendgrid_bounce(event="dropped", reason="Invalid SMTPAPI header"), []),
        (sendgrid_bounce(event="deferred"), []),
        (sendgrid_bounce(event=["bounce"]), []),
        ("odd", []),
    ],
)
def test_sendgrids_events_are_told_apart(event, kinds):
    assert [notice.kind for notice in sendgrid(sendgrid_call([event]))] == kinds


def test_of_a_flood_of_events_some_are_looked_at():
    assert len(sendgrid(sendgrid_call([sendgrid_bounce()] * (EVENTS + 5)))) == EVENTS
    assert sendgrid(sendgrid_call({"event": "bounce"})) == []


@pytest.mark.parametrize(
    ("message", "kinds"),
    [
        (ses_complaint(), [COMPLAINT]),
        (ses_complaint("not-spam"), []),
        (ses_bounce(bounceSubType="Suppressed"), [HARD]),
        (ses_bounce(bounceSubType="ContentRejected"), [BLOCKED]),
        (ses_bounce(bounceSubType="MailboxFull", recipient={"emailAddress": "a@b.example", "status": "4.2.2"}), [SOFT]),
        (ses_bounce(recipient={"emailAddress": "a@b.example"}), [HARD]),
        (ses_bounce(bounceType="Undetermined", recipient={"emailAddress": "a@b.example"}), [SOFT]),
        (ses_bounce(bouncedRecipients="odd"), []),
        ({"notificationType": "Delivery"}, []),
        ([], []),
    ],
)
def test_the_messages_of_ses_are_told_apart(message, kinds):
    assert [notice.kind for notice in ses(sns_call(message))] == kinds


def test_amazons_question_whether_it_may_send_leads_to_amazon_only():
    asking = {"Type": "SubscriptionConfirmation", "Token": "t1"}
    url = f"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=t1"
    assert ses(sns_call("May I?", **asking, SubscribeURL=url)) == [Invitation(url)]
    for other in (
        "https://sns.eu-west-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&a",
        "http://169.254.169.254/",
    ):
        assert ses(sns_call("May I?", **asking, SubscribeURL=other)) == []


def test_both_of_amazons_signatures_are_read_with_a_subject_or_without():
    assert len(ses(sns_call(ses_bounce(), version="1", Subject="A bounce"))) == 1
    assert len(ses(sns_call(ses_bounce(), Subject="A bounce"))) == 1


OTHER = ec.generate_private_key(ec.SECP256R1())
OTHER_RSA = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
LATE, EARLY = NOON - timedelta(days=2), NOON + timedelta(hours=1)
FORGED = [
    (mailgun, mailgun_call(mailgun_failure(), key="guessed"), "signature"),
    (mailgun, mailgun_call(mailgun_failure(), token="other"), "signature"),
    (mailgun, mailgun_call(mailgun_failure(), timestamp="1"), "signature"),
    (mailgun, mailgun_call(mailgun_failure(), signature="é"), "signature"),
    (mailgun, mailgun_call(mailgun_failure(), signature=None, token=None), "signature"),
    (mailgun, mailgun_call(mailgun_failure(), at=LATE), "out of date"),
    (mailgun, mailgun_call(mailgun_failure(), at=EARLY), "out of date"),
    (postmark, postmark_call(postmark_bounce(), "lantern:guess"), "login"),
    (postmark, replace(postmark_call(postmark_bounce()), headers={}), "login"),
    (postmark, replace(postmark_call(postmark_bounce()), headers={"authorization": "Basic \udce9"}), "login"),
    (sendgrid, sendgrid_call([sendgrid_bounce()], key=OTHER), "signature"),
    (sendgrid, replace(sendgrid_call([sendgrid_bounce()]), body=b"[]"), "signature"),
    (sendgrid, replace(sendgrid_call([sendgrid_bounce()]), headers={}), "signature"),
    (sendgrid, sendgrid_call([sendgrid_bounce()], at=LATE), "out of date"),
    (ses, sns_call(ses_bounce(), TopicArn="arn:aws:sns:eu-west-1:1:other"), "another topic"),
    (ses, sns_call(ses_bounce(), key=OTHER_RSA), "signature"),
    (
        ses,
        sns_call(ses_bounce(), SigningCertURL="https://evil.example/SimpleNotificationService-0.pem"),
        "not signed as",
    ),
    (
        ses,
        sns_call(ses_bounce(), SigningCertURL=CERTIFICATE_URL.replace(".com/", ".com@evil.example/")),
        "not signed as",
    ),
    (ses, sns_call(ses_bounce(), SigningCertURL=CERTIFICATE_URL.replace("https", "http")), "not signed as"),
    (ses, sns_call(ses_bounce(), Type="UnsubscribeConfirmation"), "not signed as"),
    (ses, sns_call(ses_bounce(), version="3"), "signature"),
    (ses, sns_call(ses_bounce(), at=LATE), "out of date"),
    (ses, sns_call(ses_bounce(), Timestamp="yesterday"), "when it was sent"),
    (ses, sns_call("no JSON"), "JSON"),
]


@pytest.mark.parametrize(("read", "call", "why"), FORGED)
def test_what_is_forged_or_out_of_date_is_refused(read, call, why):
    with pytest.raises(HookRefusedError, match=why):
        read(call)


def test_a_moment_that_is_none_is_refused():
    signature = hmac.new(MAILGUN.encode(), b"soont", sha256).hexdigest()
    signed = {"timestamp": "soon", "token": "t", "signature": signature}
    with pytest.raises(HookRefusedError, match="when it was sent"):
        mailgun(mailgun_call({}, **signed))


def test_a_certificate_that_ended_or_signs_otherwise_is_refused():
    for pem in (a_certificate(until=NOON - timedelta(days=1)), a_certificate(OTHER)):
        with pytest.raises(HookRefusedError, match="not one that signs now"):
            ses(sns_call(ses_bounce()), replace(TOPICS, certificate=lambda _, pem=pem: pem))
    with pytest.raises(HookRefusedError, match="signature is wrong"):
        ses(sns_call(ses_bounce()), replace(TOPICS, certificate=lambda _: b"no certificate"))


@pytest.mark.parametrize("body", [b"", b"\xff", b"[" * 100_000, b"1" * 5000, b"{", b"null", b"[]", b'"x"', b"NaN"])
def test_garbage_is_refused_by_every_provider(body):
    for read in (mailgun, sendgrid, ses):
        with pytest.raises(HookRefusedError):
            read(HookCall({}, body))
    headers = postmark_call({}).headers
    with suppress(HookRefusedError):  # what is JSON, if odd, tells nothing
        assert postmark(HookCall(headers, body)) == []


@given(JSON)
def test_any_json_that_is_signed_is_read_or_refused(told):
    for call in (mailgun_call(told), postmark_call(told)):
        assert isinstance((mailgun if call.headers == {} else postmark)(call), list)
    notices = chain(sendgrid(sendgrid_call(told)), sendgrid(sendgrid_call([told])))
    assert all(isinstance(each, Notice) for each in notices)


def test_only_a_key_of_an_elliptic_curve_is_a_key_of_sendgrids():
    def told(key: PublicKeyTypes) -> str:
        return b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()

    assert public_key(sendgrid_key())
    unheard_of = b64encode(bytes.fromhex("300b300506032a030403020000")).decode()
    other = told(OTHER_RSA.public_key()), told(dsa.generate_private_key(1024).public_key())
    for text in ("", "no key", "é", unheard_of, *other):
        with pytest.raises(ValueError, match=r".+"):
            public_key(text)
