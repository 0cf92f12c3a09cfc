"""WebSub (W3C Recommendation, 2018): who tells at once when a feed changes, when to ask them, and whether it is they.

Section numbers below are the Recommendation's.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from digest.collector.feed_entry import web_address
from digest.collector.feed_pace import MAX_HUBS
from digest.model import Hubs, Lease

ASK_LEASE = timedelta(days=10)
"""How long we ask to be told; the hub decides."""

LEASES = (timedelta(minutes=5), timedelta(days=90))
"""The shortest and the longest lease that is taken at its word."""

ASK_AGAIN = timedelta(hours=6)
"""How long a hub is left alone that did not answer, or refused."""

VERIFY_WITHIN = timedelta(hours=1)
"""How long after we asked a hub's question is answered."""

MAX_CHALLENGE = 1_000

_ALGORITHMS = {name: getattr(hashlib, name) for name in ("sha1", "sha256", "sha384", "sha512")}
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w!#$%&*+.^`|~-]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]*))?)*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]*))', re.IGNORECASE)


def hubs_of(links: Iterable[str], url: str, feed: Hubs) -> Hubs:
    """Return the hubs and the topic of an answer: by its `Link` headers (RFC 8288), else by the feed itself (4)."""
    found: dict[str, list[str]] = {"hub": [], "self": []}
    for target, parameters in (match.groups() for header in links for match in _LINK.finditer(header[:8_000])):
        told = _REL.search(parameters)
        for rel in (told[1] or told[2] or "").lower().split() if told else ():
            if rel in found and (address := _address(url, target)):
                found[rel].append(address)
    return Hubs(tuple(found["hub"][:MAX_HUBS]) or feed.addresses, next(iter(found["self"]), "") or feed.topic)


def should_ask(lease: Lease | None, hubs: Hubs, now: datetime) -> bool:
    """Tell whether a hub is asked now: of a new one at once, before a lease runs out, and again where none came of it."""
    if not hubs.addresses or not hubs.topic:
        return False
    if lease is None or lease.hub not in hubs.addresses or lease.topic != hubs.topic:
        return True
    if lease.asked and now - lease.asked < ASK_AGAIN:
        return False
    return not lease.until or lease.until - now <= min(timedelta(days=1), lease.length / 4)


def request_form(lease: Lease, callback: str) -> tuple[tuple[str, str], ...]:
    """Return the form that asks a hub to tell us (5.1).

    The secret goes over HTTPS only, or where the feed itself comes without it: who reads it there could change the feed as well.
    """
    form = {
        "hub.callback": callback,
        "hub.mode": "subscribe",
        "hub.topic": lease.topic,
        "hub.lease_seconds": str(int(ASK_LEASE.total_seconds())),
    }
    return tuple((form | ({"hub.secret": lease.secret} if is_secret(lease) else {})).items())


def is_secret(lease: Lease) -> bool:
    """Tell whether the hub was given the secret, so that what it sends can be believed."""
    return lease.hub.lower().startswith("https:") or not lease.topic.lower().startswith("https:")


def confirmed(lease: Lease, query: dict[str, str], now: datetime) -> tuple[Lease, str] | None:
    """Return the lease that a hub's question settles and the challenge to answer (5.3), or None where we did not ask."""
    told, challenge = query.get("hub.lease_seconds", ""), query.get("hub.challenge", "")
    asked = lease.asked is not None and timedelta(0) <= now - lease.asked <= VERIFY_WITHIN
    if not asked or query.get("hub.mode") != "subscribe" or query.get("hub.topic") != lease.topic:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", told) or not 0 < len(challenge) <= MAX_CHALLENGE:
        return None
    length = min(timedelta(seconds=int(told)), LEASES[1])
    if length < LEASES[0]:
        return None
    return replace(lease, asked=None, until=now + length, length=length), challenge


def is_denied(lease: Lease, query: dict[str, str]) -> bool:
    """Tell whether a hub says that it will not tell us, or no longer (5.2)."""
    return query.get("hub.mode") == "denied" and query.get("hub.topic") == lease.topic


def is_genuine(lease: Lease, signature: str, body: bytes) -> bool:
    """Tell whether a body is signed with the lease's secret (8), compared in a time that says nothing of where they differ."""
    method, _, told = signature.strip().partition("=")
    algorithm = _ALGORITHMS.get(method.lower())
    if algorithm is None or not is_secret(lease):
        return False
    ours = hmac.new(lease.secret.encode(), body, algorithm).hexdigest()
    return hmac.compare_digest(ours.encode(), told.strip().lower().encode(errors="replace"))


def _address(base: str, target: str) -> str:
    try:
        return web_address(urljoin(base, target))
    except ValueError:
        return ""
