"""Hooks: what mail providers tell of bounces and complaints, once it is proved that they tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from digest.errors import SourceError
from digest.jobs.bouncing import BounceDesk, Returned, hear
from digest.mailer.hooks import (
    HookCall,
    HookRefusedError,
    Invitation,
    Topics,
    read_mailgun,
    read_postmark,
    read_sendgrid,
    read_ses,
)
from digest.model.bounces import Notice
from digest.ports import Fetcher, Request

CERTIFICATES = 20
"""Amazon's certificates that are remembered; it has a few at a time."""


@dataclass(frozen=True, slots=True)
class HookKeys:
    """What proves each provider's calls; "" or none where it is not listened to."""

    ses_topics: tuple[str, ...] = ()
    mailgun: str = field(default="", repr=False)
    postmark: str = field(default="", repr=False)
    sendgrid: str = ""


@dataclass(frozen=True, slots=True)
class Reception:
    """Where calls come in: the desk, the keys, and the way to Amazon's certificates."""

    desk: BounceDesk
    keys: HookKeys
    fetcher: Fetcher
    certificates: dict[str, bytes] = field(default_factory=dict, repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def providers(self) -> tuple[str, ...]:
        """Return the names of the providers that are listened to."""
        known = {"ses": self.keys.ses_topics, **{name: getattr(self.keys, name) for name in _OTHERS}}
        return tuple(name for name, key in known.items() if key)


_OTHERS = ("mailgun", "postmark", "sendgrid")


def take_call(provider: str, call: HookCall, reception: Reception) -> list[Returned]:
    """Do what a provider's call asks, and return what became of each bounce in it.

    Raises:
        HookRefusedError: it is not proved to be the provider's, out of date, or cannot be read.
    """
    took = []
    for told in list(_read(provider, call, reception)):
        if isinstance(told, Invitation):
            _get(told.url, reception)
        else:
            took.append(hear(told, provider, reception.desk))
    return took


def _read(provider: str, call: HookCall, reception: Reception) -> Iterable[Notice | Invitation]:
    keys, now = reception.keys, reception.desk.clock.now()
    match provider:
        case "ses":
            topics = Topics(keys.ses_topics, partial(_certificate, reception=reception), reception.desk.secrets)
            return read_ses(call, topics, now)
        case "mailgun":
            return read_mailgun(call, keys.mailgun, now)
        case "postmark":
            return read_postmark(call, keys.postmark)
        case _:
            return read_sendgrid(call, keys.sendgrid, now)


def _certificate(url: str, reception: Reception) -> bytes:
    with reception.lock:  # one at a time: a flood of calls asks for a certificate once
        known = reception.certificates
        if url not in known:
            if len(known) >= CERTIFICATES:
                known.clear()
            known[url] = _get(url, reception)
        return known[url]


def _get(url: str, reception: Reception) -> bytes:
    for _, answer in reception.fetcher.fetch([Request("sns", url)]):
        if not isinstance(answer, SourceError):
            return answer.body
    raise HookRefusedError("Amazon's certificate cannot be had")
