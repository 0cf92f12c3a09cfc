"""Amazon SES by way of SNS: JSON that SNS signs with a certificate of its own, and in it the JSON of SES."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm

from digest.mailer.bounces import kind_of, read_reply
from digest.mailer.hooks.call import HookCall, HookRefusedError, check_age, list_at, read_json, value_at, word_at
from digest.mailer.verp import read_tickets
from digest.model.bounces import BounceKind, Notice

_HOST = r"https://sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?"
CERTIFICATE = re.compile(rf"{_HOST}/SimpleNotificationService-[0-9a-f]{{1,64}}\.pem")
"""Where a certificate may come from: Amazon's own hosts, and nothing that only looks like them."""
SUBSCRIBE = re.compile(rf"{_HOST}/\?Action=ConfirmSubscription&[A-Za-z0-9&=%:._~-]{{1,2000}}")

_SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}
_HASHES: dict[str, HashAlgorithm] = {"1": SHA1(), "2": SHA256()}  # noqa: S303 - SNS signs so unless it is told otherwise
_BY_TYPE = {
    "NoEmail": BounceKind.HARD,
    "Suppressed": BounceKind.HARD,
    "OnAccountSuppressionList": BounceKind.HARD,
    "MessageTooLarge": BounceKind.BLOCKED,
    "ContentRejected": BounceKind.BLOCKED,
    "AttachmentRejected": BounceKind.BLOCKED,
}
"""By SES's own sub-types, where no status was told."""
_NO_COMPLAINTS = frozenset({"not-spam", "auth-failure", "virus", "other"})


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that are listened to, how a certificate is got (PEM), and the secrets of return addresses."""

    names: Sequence[str]
    certificate: Callable[[str], bytes]
    secrets: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Invitation:
    """SNS asks whether it may send: by asking for this address one says yes."""

    url: str


def read_ses(call: HookCall, topics: Topics, now: datetime) -> Iterator[Notice | Invitation]:
    """Yield the bounces and complaints of a call, or the question whether they may come.

    Raises:
        HookRefusedError: it is of no topic of ours, not signed by Amazon, out of date, or cannot be read.
    """
    told = read_json(call.body)
    if word_at(told, "TopicArn") not in topics.names:
        raise HookRefusedError("it is of another topic")
    _check_signature(told, topics, now)
    check_age(_moment(word_at(told, "Timestamp")), now)
    if word_at(told, "Type") == "Notification":
        yield from _notices(read_json(_text(told, "Message")), topics.secrets)
    elif SUBSCRIBE.fullmatch(word_at(told, "SubscribeURL")):
        yield Invitation(word_at(told, "SubscribeURL"))


def _text(told: Any, name: str) -> str:
    found = value_at(told, name)
    return found if isinstance(found, str) else ""


def _check_signature(told: Any, topics: Topics, now: datetime) -> None:
    names, url = _SIGNED.get(word_at(told, "Type")), word_at(told, "SigningCertURL")
    if not names or not CERTIFICATE.fullmatch(url):
        raise HookRefusedError("it is not signed as Amazon signs")
    said = "".join(f"{name}\n{_text(told, name)}\n" for name in names if name != "Subject" or name in told)
    try:
        certificate = x509.load_pem_x509_certificate(topics.certificate(url))
        key = certificate.public_key()
        hash_ = _HASHES[word_at(told, "SignatureVersion")]
        if not isinstance(key, RSAPublicKey) or certificate.not_valid_after_utc < now:
            raise HookRefusedError("the certificate is not one that signs now")
        key.verify(b64decode(_text(told, "Signature"), validate=True), said.encode(), PKCS1v15(), hash_)
    except (ValueError, KeyError, InvalidSignature) as error:
        raise HookRefusedError("the signature is wrong") from error


def _moment(text: str) -> datetime:
    try:
        told = datetime.fromisoformat(text)
    except ValueError as error:
        raise HookRefusedError("it does not say when it was sent") from error
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _notices(told: Any, secrets: Sequence[bytes]) -> Iterator[Notice]:
    what = (word_at(told, "notificationType") or word_at(told, "eventType")).lower()
    if what not in {"bounce", "complaint"}:
        return
    about = value_at(told, what)
    ticket = next(read_tickets(word_at(told, "mail", "source"), secrets), None)
    for recipient in list_at(about, "bouncedRecipients" if what == "bounce" else "complainedRecipients"):
        kind = _bounce(about, recipient) if what == "bounce" else _complaint(about)
        reply, status = word_at(recipient, "diagnosticCode"), word_at(recipient, "status")
        email = word_at(recipient, "emailAddress")
        event = f"ses {word_at(about, 'feedbackId')} {email}"
        if kind:
            yield Notice(kind, event, status, reply, ticket=ticket, recipients=(email,), vouched=True)


def _bounce(about: Any, recipient: Any) -> BounceKind | None:
    reply, sub_type = word_at(recipient, "diagnosticCode"), word_at(about, "bounceSubType")
    code, named = read_reply(reply)
    if sub_type in _BY_TYPE:
        return _BY_TYPE[sub_type]
    told = kind_of(word_at(recipient, "status") or named, code, reply)
    return told or (BounceKind.HARD if word_at(about, "bounceType") == "Permanent" else BounceKind.SOFT)


def _complaint(about: Any) -> BounceKind | None:
    return None if word_at(about, "complaintFeedbackType") in _NO_COMPLAINTS else BounceKind.COMPLAINT
