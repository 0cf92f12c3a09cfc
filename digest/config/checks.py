"""What one value cannot tell alone: names that must match, choices that exclude each other, secrets that must be set.

These look at the plain data, not at the model, so that they find their faults even where a field of the same mapping is
wrong, and every fault is told at once. Whatever has the wrong shape is passed over here: its field tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from itertools import islice
from urllib.parse import SplitResult, urlsplit

from digest.config.nearby import did_you_mean, shown
from digest.config.places import Finding, Path, Value
from digest.config.rules import check_rules, one_of
from digest.config.values import VARIABLE

TOLD = 100
"""The most wrong references of a kind that are told: looking for what each was meant to be takes its time."""

BOUNCES_LOCAL = 23
"""The longest local part of `mail.bounces`: with its extension it must fit into 64 octets (RFC 5321 4.5.3.1.1)."""

_SECRETS = (
    "readers.secret_env",
    "bounces.hooks.mailgun_key_env",
    "bounces.hooks.postmark_login_env",
    "bounces.imap.password_env",
)
_UNIQUE = ("sources", "topics", "newsletters")
_REFERENCES = (
    ("topics.*.sources.*", "sources"),
    ("newsletters.*.topics.*", "topics"),
    ("newsletters.*.picks.*.source", "sources"),
)
_GAP = re.compile(r"\{([^{}]*)\}")
_GAPS = (
    ("mail.unsubscribe_url", ("reader", "newsletter")),
    ("mail.preferences_url", ("reader", "newsletter")),
    ("newsletters.*.web_url", ("newsletter", "number", "slot")),
)
"""Addresses with gaps that are filled for a reader or an issue, and the names that may stand in them."""


def select(data: Value, pattern: str) -> Iterator[tuple[Path, Value]]:
    """Yield every (path, value) that a dotted pattern names; `*` is each item of a list. Other shapes yield nothing."""
    found: list[tuple[Path, Value]] = [((), data)]
    for step in pattern.split("."):
        found = [child for path, value in found for child in _children(path, value, step)]
    yield from found


def _children(path: Path, value: Value, step: str) -> Iterator[tuple[Path, Value]]:
    if step == "*" and isinstance(value, list):
        yield from (((*path, place), item) for place, item in enumerate(value))
    elif isinstance(value, dict) and step in value:
        yield (*path, step), value[step]


def _mappings(data: Value, pattern: str) -> Iterator[tuple[Path, Mapping[str, Value]]]:
    yield from ((path, value) for path, value in select(data, pattern) if isinstance(value, dict))


def cross_check(data: Value, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong between the values of the settings; `environ` holds the secrets."""
    for noun in _UNIQUE:
        yield from _check_unique(data, noun)
    for pattern, noun in _REFERENCES:
        yield from _check_references(data, pattern, noun)
    for pattern, names in _GAPS:
        yield from _check_gaps(data, pattern, names)
    yield from _check_sources(data)
    yield from _check_sites(data)
    yield from _check_picks(data)
    yield from check_rules(data)
    yield from _check_database(data, environ)
    yield from _check_mail(data, environ)
    yield from _check_model(data, environ)


def _check_unique(data: Value, noun: str) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, value in select(data, f"{noun}.*.id"):
        if isinstance(value, str) and (first := seen.setdefault(value, f"{noun}[{path[1]}]")) != f"{noun}[{path[1]}]":
            yield Finding(path, f"{shown(value)} is taken by {first}: every id is given once")


def _check_references(data: Value, pattern: str, noun: str) -> Iterator[Finding]:
    known = {value: None for _, value in select(data, f"{noun}.*.id") if isinstance(value, str)}
    unknown = ((path, value) for path, value in select(data, pattern) if isinstance(value, str) and value not in known)
    for path, value in islice(unknown, TOLD):
        yield Finding(path, f"no {noun.removesuffix('s')} has the id {shown(value)}{did_you_mean(value, known)}")


def _check_gaps(data: Value, pattern: str, names: tuple[str, ...]) -> Iterator[Finding]:
    addresses = ((path, url) for path, url in select(data, pattern) if isinstance(url, str))
    for path, name in islice(((path, name) for path, url in addresses for name in _GAP.findall(url)), TOLD):
        if name not in names:
            known = " and ".join(f"{{{each}}}" for each in names)
            yield Finding(path, f"{shown(f'{{{name}}}')} is not filled here, only {known}{did_you_mean(name, names)}")


def _check_sources(data: Value) -> Iterator[Finding]:
    for path, source in _mappings(data, "sources.*"):
        yield from one_of(path, source, ("feed", "sitemap", "listing", "saved"))
        if "links" in source and "listing" not in source:
            yield Finding((*path, "links"), "belongs to a source with a listing", of_key=True)
        if "paths" in source and "sitemap" not in source:
            yield Finding((*path, "paths"), "belongs to a source with a sitemap", of_key=True)
        if "pages" in source and "feed" not in source:
            yield Finding((*path, "pages"), "belongs to a source with a feed", of_key=True)


def _check_sites(data: Value) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for path, site in _mappings(data, "sites.*"):
        if not site.keys() - {"host"}:
            yield Finding(path, "gives no rule: name at least one of keep, drop, title, author, date, image")
        host = site.get("host")
        if isinstance(host, str) and seen.setdefault(host := host.lower(), int(path[1])) != path[1]:
            yield Finding((*path, "host"), f"{shown(host)} is taken by sites[{seen[host]}]: write all its rules there")


def _check_picks(data: Value) -> Iterator[Finding]:
    for path, pick in _mappings(data, "newsletters.*.picks.*"):
        yield from one_of(path, pick, ("url", "category", "source"))
    for path, newsletter in _mappings(data, "newsletters.*"):
        kinds = [kind for _, kind in select(newsletter, "sections.*.kind")]
        if kinds and newsletter.get("picks") and "picks" not in kinds:
            yield Finding((*path, "picks"), "no section of kind picks prints them", of_key=True)
        if "picks" in kinds and not newsletter.get("picks"):
            place = (*path, "sections", kinds.index("picks"))
            yield Finding(place, "the newsletter has no picks: list some, or take this section out")


def _check_database(data: Value, environ: Mapping[str, str]) -> Iterator[Finding]:
    for path, name in select(data, "database_env"):
        if list(select(data, "database")):
            yield Finding(path, "database and database_env exclude each other", of_key=True)
        yield from _check_set(path, name, environ)


def _check_set(path: Path, name: Value, environ: Mapping[str, str]) -> Iterator[Finding]:
    # Only a proper name is repeated: anything else may be the secret itself.
    if isinstance(name, str) and VARIABLE.match(name) and not environ.get(name):
        yield Finding(path, f"the environment variable {shown(name)} is not set")


def _check_mail(data: Value, environ: Mapping[str, str]) -> Iterator[Finding]:
    sends = any(value == "smtp" for _, value in select(data, "mail.transport"))
    if sends and all(smtp is None for _, smtp in select(data, "mail.smtp")):
        yield Finding(("mail", "transport"), "smtp wants a mail server: give mail.smtp with at least a host")
    for path, smtp in _mappings(data, "mail.smtp"):
        yield from _check_login(path, smtp)
        if sends and "password_env" in smtp:
            yield from _check_set((*path, "password_env"), smtp["password_env"], environ)
    for path, imap in _mappings(data, "bounces.imap"):
        yield from _check_login(path, imap)
    for path, bounces in select(data, "mail.bounces"):
        if isinstance(bounces, str) and len(bounces.rpartition("@")[0]) > BOUNCES_LOCAL:
            yield Finding(path, f"before the @ may stand {BOUNCES_LOCAL} characters: 41 more name the message")
    for path, name in (each for at in _SECRETS for each in select(data, at)):
        yield from _check_set(path, name, environ)
    for path, url in (*select(data, "mail.unsubscribe_url"), *select(data, "readers.url")):
        if isinstance(url, str) and url.startswith("http://") and not _is_loopback(urlsplit(url).hostname):
            yield Finding(path, "must be https: mail clients offer no other one-click address (RFC 8058 3.1)")


def _check_login(path: Path, smtp: Mapping[str, Value]) -> Iterator[Finding]:
    for key, other in (("user", "password_env"), ("password_env", "user")):
        if key in smtp and other not in smtp:
            yield Finding((*path, key), f"wants {other} beside it", of_key=True)
    if smtp.get("security") == "none" and "password_env" in smtp and not _is_loopback(smtp.get("host")):
        yield Finding((*path, "security"), "a password never goes over an unencrypted line: write starttls or tls")


def _check_model(data: Value, environ: Mapping[str, str]) -> Iterator[Finding]:
    for path, model in _mappings(data, "model"):
        url, named = model.get("url"), "key_env" in model
        parts = _parts(url)
        if parts.path.rstrip("/").endswith("/chat/completions") or parts.query or parts.fragment:
            yield Finding((*path, "url"), "must be the base address: what stands before /chat/completions")
        if named and parts.scheme == "http" and not _is_loopback(parts.hostname):
            yield Finding((*path, "url"), "a key never goes over an unencrypted line: the address must be https")
        if named:
            yield from _check_set((*path, "key_env"), model["key_env"], environ)


def _parts(url: Value) -> SplitResult:
    try:
        return urlsplit(url if isinstance(url, str) else "")
    except ValueError:
        return urlsplit("")


def _is_loopback(host: Value) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False
