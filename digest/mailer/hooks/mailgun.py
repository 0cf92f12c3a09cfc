"""Mailgun's webhooks: JSON with an HMAC over its moment and a token of its own."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from digest.mailer.bounces import kind_of
from digest.mailer.hooks.call import HookCall, HookRefusedError, check_age, moment, number, read_json, word_at
from digest.model.bounces import BounceKind, Notice

_OWN_CODES = {605: BounceKind.HARD, 607: BounceKind.COMPLAINT}
"""Codes of Mailgun's own suppression lists."""


def read_mailgun(call: HookCall, key: str, now: datetime) -> Iterator[Notice]:
    """Yield the bounce or complaint of a call; `key` is the account's HTTP webhook signing key.

    Raises:
        HookRefusedError: it is not signed by the key, out of date, or cannot be read.
    """
    told = read_json(call.body)
    stamp, token, signature = (word_at(told, "signature", name) for name in ("timestamp", "token", "signature"))
    expected = hmac.new(key.encode(), f"{stamp}{token}".encode(), sha256).hexdigest()
    if not token or not hmac.compare_digest(signature.encode(), expected.encode()):
        raise HookRefusedError("the signature is wrong")
    check_age(moment(stamp), now)
    if notice := _notice(told.get("event-data")):
        yield notice


def _notice(event: Any) -> Notice | None:
    kind, reply, status = _said(event)
    if kind is None:
        return None
    return Notice(
        kind,
        f"mailgun {word_at(event, 'id')}",
        status,
        reply,
        recipients=(word_at(event, "recipient"),),
        message_id=word_at(event, "message", "headers", "message-id"),
        vouched=True,
    )


def _said(event: Any) -> tuple[BounceKind | None, str, str]:
    what = word_at(event, "event")
    if what == "complained":
        return BounceKind.COMPLAINT, "complained to Mailgun", ""
    # A temporary failure is tried again by Mailgun itself, and told when it is given up.
    if what != "failed" or word_at(event, "severity") != "permanent":
        return None, "", ""
    code, status = (word_at(event, "delivery-status", name) for name in ("code", "enhanced-code"))
    reply = word_at(event, "delivery-status", "message") or word_at(event, "delivery-status", "description")
    return _OWN_CODES.get(number(code)) or kind_of(status, number(code), reply), reply, status
