"""SendGrid's event webhook: a list of events, signed (ECDSA) with its moment by a key of the account."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from digest.mailer.bounces import kind_of, read_reply
from digest.mailer.hooks.call import EVENTS, HookCall, HookRefusedError, check_age, moment, read_json, word_at
from digest.model.bounces import BounceKind, Notice

SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"

_DROPPED = {"Bounced Address": BounceKind.HARD, "Spam Reporting Address": BounceKind.COMPLAINT}
"""Why SendGrid does not even try: its own suppression lists."""


def read_sendgrid(call: HookCall, key: str, now: datetime) -> Iterator[Notice]:
    """Yield the bounces and complaints of a call; `key` is the verification key that SendGrid shows (base64).

    Raises:
        HookRefusedError: it is not signed by the key, out of date, or cannot be read.
    """
    stamp = call.headers.get(TIMESTAMP, "")
    try:
        signature = b64decode(call.headers.get(SIGNATURE, ""), validate=True)
        public_key(key).verify(signature, stamp.encode() + call.body, ECDSA(SHA256()))
    except (ValueError, InvalidSignature) as error:
        raise HookRefusedError("the signature is wrong") from error
    check_age(moment(stamp), now)
    told = read_json(call.body)
    for event in told[:EVENTS] if isinstance(told, list) else ():
        if notice := _notice(event):
            yield notice


def public_key(text: str) -> EllipticCurvePublicKey:
    """Return the key of a text.

    Raises:
        ValueError: it is no public key of an elliptic curve.
    """
    try:
        key = load_der_public_key(b64decode(text, validate=True))
    except UnsupportedAlgorithm as error:
        raise ValueError("no such kind of key is known") from error
    if not isinstance(key, EllipticCurvePublicKey):
        raise ValueError("it is no key of an elliptic curve")  # noqa: TRY004 - what came in has the wrong value
    return key


def _notice(event: Any) -> Notice | None:
    kind, status, reply = _kind(event), word_at(event, "status"), word_at(event, "reason")
    if kind is None:
        return None
    id_, email, message = (word_at(event, name) for name in ("sg_event_id", "email", "smtp-id"))
    return Notice(kind, f"sendgrid {id_}", status, reply, recipients=(email,), message_id=message, vouched=True)


def _kind(event: Any) -> BounceKind | None:
    status, reply = word_at(event, "status"), word_at(event, "reason")
    match word_at(event, "event"):
        case "spamreport":
            return BounceKind.COMPLAINT
        case "dropped":
            return _DROPPED.get(reply)
        case "bounce" if word_at(event, "type") == "blocked":
            return BounceKind.BLOCKED
        case "bounce":
            code, named = read_reply(reply)
            return kind_of(status or named, code, reply)
        case _:
            return None
