"""Calls of mail providers, signed as they sign: keys, people and texts are invented."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from making import NOON

from digest.mailer.hooks import HookCall

TOPIC = "arn:aws:sns:eu-west-1:000000000000:bounces"
CERTIFICATE_URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b2c.pem"
MAILGUN, POSTMARK = "key-of-mailgun", "lantern:pass:word"
SENDGRID = ec.generate_private_key(ec.SECP256R1())
AMAZON = rsa.generate_private_key(public_exponent=65_537, key_size=2048)


def sendgrid_key(key: ec.EllipticCurvePrivateKey = SENDGRID) -> str:
    return b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def a_certificate(key: Any = AMAZON, until: datetime = NOON + timedelta(days=365)) -> bytes:
    """A certificate that signs itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.invented.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = made.serial_number(7).not_valid_before(NOON - timedelta(days=9999)).not_valid_after(until)
    return dated.sign(key, SHA256()).public_bytes(Encoding.PEM)


def mailgun_call(event: Any, at: datetime = NOON, key: str = MAILGUN, **changed: Any) -> HookCall:
    stamp, token = str(int(at.timestamp())), "t" * 50
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), sha256).hexdigest()
    told = {"signature": {"timestamp": stamp, "token": token, "signature": signature} | changed, "event-data": event}
    return HookCall({}, json.dumps(told).encode())


def mailgun_failure(**changed: Any) -> dict[str, Any]:
    return {
        "event": "failed",
        "id": "m-1",
        "severity": "permanent",
        "recipient": "ida@far.example",
        "delivery-status": {"code": 550, "enhanced-code": "5.1.1", "message": "5.1.1 no such mailbox"},
        "message": {"headers": {"message-id": "one@lantern.example"}},
    } | changed


def postmark_call(told: Any, login: str = POSTMARK) -> HookCall:
    return HookCall({"authorization": f"Basic {b64encode(login.encode()).decode()}"}, json.dumps(told).encode())


def postmark_bounce(**changed: Any) -> dict[str, Any]:
    told = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 4711, "MessageID": "p-1", "Email": "ida@far.example"}
    return told | {"Details": "smtp;550 5.1.1 no such mailbox"} | changed


def sendgrid_call(told: Any, at: datetime = NOON, key: ec.EllipticCurvePrivateKey = SENDGRID) -> HookCall:
    body, stamp = json.dumps(told).encode(), str(int(at.timestamp()))
    signature = b64encode(key.sign(stamp.encode() + body, ec.ECDSA(SHA256()))).decode()
    names = "x-twilio-email-event-webhook-signature", "x-twilio-email-event-webhook-timestamp"
    return HookCall(dict(zip(names, (signature, stamp), strict=True)), body)


def sendgrid_bounce(**changed: Any) -> dict[str, Any]:
    told = {"event": "bounce", "type": "bounce", "email": "ida@far.example", "sg_event_id": "s-1", "status": "5.1.1"}
    return told | {"reason": "550 5.1.1 no such mailbox", "smtp-id": "<one@lantern.example>"} | changed


def sns_call(message: Any, at: datetime = NOON, key: Any = AMAZON, version: str = "2", **changed: Any) -> HookCall:
    """A message of SNS about `message`; what is changed is signed too."""
    told = {
        "Type": "Notification",
        "MessageId": "n-1",
        "TopicArn": TOPIC,
        "Message": message if isinstance(message, str) else json.dumps(message),
        "Timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.000Z",
        "SignatureVersion": version,
        "SigningCertURL": CERTIFICATE_URL,
    } | changed
    names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    if told["Type"] == "SubscriptionConfirmation":
        names = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    said = "".join(f"{name}\n{told[name]}\n" for name in names if name in told).encode()
    told["Signature"] = b64encode(key.sign(said, PKCS1v15(), SHA1() if version == "1" else SHA256())).decode()
    return HookCall({}, json.dumps(told).encode())


def ses_bounce(
    *, source: str = "morning@lantern.example", recipient: dict[str, Any] | None = None, **changed: Any
) -> dict[str, Any]:
    who = {"emailAddress": "ida@far.example", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 no such mailbox"}
    about = {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "feedbackId": "f-1",
        "bouncedRecipients": [recipient or who],
    }
    return {"notificationType": "Bounce", "bounce": about | changed, "mail": {"source": source}}


def ses_complaint(feedback: str = "abuse", source: str = "morning@lantern.example") -> dict[str, Any]:
    about = {
        "complainedRecipients": [{"emailAddress": "ida@far.example"}],
        "feedbackId": "f-2",
        "complaintFeedbackType": feedback,
    }
    return {"eventType": "Complaint", "complaint": about, "mail": {"source": source}}
