"""Postmark's webhooks: JSON under HTTP's basic authentication, which is all that they can be told by."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterator

from digest.mailer.hooks.call import HookCall, HookRefusedError, read_json, word_at
from digest.model.bounces import BounceKind, Notice

_KINDS = {
    "HardBounce": BounceKind.HARD,
    "BadEmailAddress": BounceKind.HARD,
    "SoftBounce": BounceKind.SOFT,
    "DnsError": BounceKind.SOFT,
    "Unknown": BounceKind.SOFT,
    "Blocked": BounceKind.BLOCKED,
    "DMARCPolicy": BounceKind.BLOCKED,
    "SpamNotification": BounceKind.BLOCKED,
    "VirusNotification": BounceKind.BLOCKED,
    "SpamComplaint": BounceKind.COMPLAINT,
}
"""What is not here (answers of absent owners, messages still being tried) is no bounce."""


def read_postmark(call: HookCall, login: str) -> Iterator[Notice]:
    """Yield the bounce or complaint of a call; `login` is `user:password`, as they stand in the webhook's address.

    Raises:
        HookRefusedError: it does not bring the login, or cannot be read.
    """
    expected = f"Basic {b64encode(login.encode()).decode()}"
    if not hmac.compare_digest(call.headers.get("authorization", "").encode("utf-8", "replace"), expected.encode()):
        raise HookRefusedError("the login is wrong")
    told = read_json(call.body)
    kind = _KINDS.get(word_at(told, "Type"))
    if kind and word_at(told, "RecordType") in {"Bounce", "SpamComplaint"}:
        reply = word_at(told, "Details") or word_at(told, "Description")
        event = f"postmark {word_at(told, 'ID')} {word_at(told, 'MessageID')}"
        yield Notice(kind, event, "", reply, recipients=(word_at(told, "Email"),), vouched=True)
