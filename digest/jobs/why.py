"""Why: what became of one address, from its source's list to its place in an issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from digest.collector import canonical_url
from digest.editor import make_sieve
from digest.jobs.collect.reading import MAX_ATTEMPTS
from digest.jobs.drawing import Pressroom
from digest.model import Candidate

Values = dict[str, Any]


def why(url: str, rows: Sequence[Values], newsletter: str, room: Pressroom) -> Values:
    """Return what is known of an address, as plain values: `verdict` says it in one sentence.

    Args:
        url: any face of the story's address.
        rows: the candidates of the issue in question, as `candidate_rows` or a stored account tells them.
        newsletter: the newsletter's id.
        room: the ports.
    """
    address = canonical_url(url)
    found = room.articles.find(address)
    if found is None:
        return {"url": address, "collected": False, **_uncollected(url, address, room)}
    row = next((row for row in rows if row["key"] == found.key), None)
    verdict = _verdict(row, found, newsletter, room)
    told = {**_identity(found, room), "nearly": _nearly(found, newsletter, room)}
    return {"url": address, "collected": True, **told, "row": row, "verdict": verdict}


def _uncollected(url: str, address: str, room: Pressroom) -> Values:
    """What is known of an address that no article has: who listed it and what came of that, else who might have."""
    host = _host(address)
    same_host = [source.id for source in room.plan.sources.values() if host and _host(source.location) == host]
    # Most feeds use the address as an item's name; one that names items otherwise is not found by it.
    guids = {url, address, f"{address}/", address.replace("https://", "http://", 1)}
    missed = room.accounts.missed(list(room.plan.sources), sorted(guids)) if room.accounts else ()
    if not missed:
        near = f"; of its host is {', '.join(same_host)}" if same_host else "; no source is of its host"
        return {
            "same_host": ", ".join(same_host),
            "verdict": f"not collected: no source lists it by this address{near}",
        }
    told: Values = {}
    for each in missed:
        again = "is tried again" if each.attempts < MAX_ATTEMPTS else "is not tried again"
        told[each.source] = f"{each.error}; tries so far: {each.attempts} of {MAX_ATTEMPTS}, {again}"
    verdict = "; ".join(f"{source} listed it: {what}" for source, what in told.items())
    return {"missed": told, "same_host": ", ".join(same_host), "verdict": f"not collected: {verdict}"}


def _host(address: str) -> str:
    """The host of an address, "" of what is none: a person types it, and a folder's place is no address."""
    try:
        return (urlsplit(canonical_url(address)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _nearly(found: Candidate, newsletter: str, room: Pressroom) -> Values:
    """The newsletter's topics that an article falls short of by one thing: their titles, each with what it found and lacks."""
    topics = [room.plan.topics[topic] for topic in room.plan.newsletters[newsletter].topics]
    matches = make_sieve(topics, nearly=True)(found.article, found.brief) if topics else ()
    return {match.topic.title: f"{match.told}; {match.lacks[0]}" for match in matches if match.nearly}


def _identity(found: Candidate, room: Pressroom) -> Values:
    seen = room.accounts.seen(found.key) if room.accounts else {}
    entry = found.article.entry
    return {
        "headline": entry.headline,
        "stands_at": entry.url,
        "first_seen": found.first_seen.isoformat(),
        "revised": found.revised.isoformat() if found.revised else None,
        "published": entry.published.isoformat() if entry.published else None,
        "text_from": found.article.origin.value,
        "listed_by": {source: first.isoformat() for source, first in seen.items()},
        "fingerprint": found.fingerprint,
    }


def _verdict(row: Values | None, found: Candidate, newsletter: str, room: Pressroom) -> str:
    ran = room.accounts.ran(found.key) if room.accounts else {}
    if row:
        return f"in: {row['section']}, {row['reason']}" if row["in"] else f"out: {row['reason']}"
    if newsletter in ran:
        return f"it ran in issue {ran[newsletter]}: a story runs once"
    return "no candidate: it was first seen outside the issue's window"
