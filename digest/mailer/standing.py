"""How a sender's domain stands with receivers: SPF, DKIM and DMARC, each with what is wrong and the record that helps.

Large mailbox providers want all three of whoever sends in bulk, with From aligned to what passes (RFC 7208, 6376, 7489).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.mailer.dkim import Signer
from digest.model import Grade

SPF_LOOKUPS = 10
"""The most terms that ask DNS again in checking one SPF record (RFC 7208 4.6.4)."""

Records = Mapping[str, tuple[str, ...] | None]
"""The TXT records of each name that was asked for; None where DNS gave no answer at all."""

_ASKING = re.compile(r"[+?~-]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr|exists:)|redirect=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One check: what was looked at, how it came out, what that means, and a DNS record (name, text) that mends it."""

    check: str
    grade: Grade
    says: str
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The domains that receivers see: of From, of the envelope sender, and the keys that sign."""

    sender: str
    envelope: str
    signers: tuple[Signer, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every DNS name whose TXT records are looked at."""
        keys = [record_name(signer) for signer in self.signers]
        return tuple(dict.fromkeys([self.envelope, *keys, *dmarc_names(self.sender)]))


def record_name(signer: Signer) -> str:
    """Return where the TXT record of a signer's key stands."""
    return f"{signer.selector}._domainkey.{signer.domain}"


def dmarc_names(domain: str) -> tuple[str, ...]:
    """Return where a domain's policy may stand: with itself, or with a domain above it that has two labels or more."""
    labels = domain.split(".")
    return tuple(f"_dmarc.{'.'.join(labels[at:])}" for at in range(max(len(labels) - 1, 1)))


def judge_standing(identity: Identity, records: Records) -> tuple[Advice, ...]:
    """Return how each of SPF, DKIM and DMARC stands, in this order."""
    return (
        _spf(identity.envelope, records.get(identity.envelope)),
        *_dkim(identity.signers, records),
        _dmarc(identity.sender, records),
        _alignment(identity),
    )


def _tagged(found: Sequence[str], version: str) -> list[str]:
    return [text for text in found if re.match(rf"{re.escape(version)}(?:[\s;]|$)", text, re.IGNORECASE)]


def _unknown(check: str, name: str, record: tuple[str, str] | None = None) -> Advice:
    return Advice(check, Grade.UNKNOWN, f"DNS was not asked for {name}, or gave no answer", record)


def _spf(domain: str, found: tuple[str, ...] | None) -> Advice:
    if found is None:
        return _unknown("SPF", domain)
    records = _tagged(found, "v=spf1")
    if not records:
        says = f"{domain} does not say which servers may send for it; put your relay's own term into the record"
        return Advice("SPF", Grade.FAULT, says, (domain, "v=spf1 include:YOUR-RELAY -all"))
    if len(records) > 1:
        return Advice("SPF", Grade.FAULT, f"{domain} has {len(records)} SPF records: receivers take none of them")
    terms = records[0].split()[1:]
    asking = sum(bool(_ASKING.match(term)) for term in terms)
    if asking > SPF_LOOKUPS:
        return Advice("SPF", Grade.FAULT, f"{asking} terms ask DNS again; receivers stop at {SPF_LOOKUPS}")
    last = next((term for term in reversed(terms) if term.lower().endswith("all")), "")
    if last.lower() in {"all", "+all", "?all"}:
        return Advice("SPF", Grade.FAULT, f"`{last}` lets everybody send for {domain}; end it with -all or ~all")
    if not last and not any(term.lower().startswith("redirect=") for term in terms):
        return Advice("SPF", Grade.NOTE, f"the record of {domain} ends without -all or ~all, so it forbids nobody")
    return Advice("SPF", Grade.GOOD, f"{domain}: {records[0]}")


def _dkim(signers: Sequence[Signer], records: Records) -> Iterator[Advice]:
    if not signers:
        yield Advice("DKIM", Grade.FAULT, "messages are not signed; `digest dkim generate` makes a key")
    for signer in signers:
        yield _key(signer, records.get(record_name(signer)))


def _key(signer: Signer, found: tuple[str, ...] | None) -> Advice:
    name, wanted = record_name(signer), (record_name(signer), signer.record)
    if found is None:
        return _unknown("DKIM", name, wanted)
    published = [_tags(text) for text in found if "p=" in text]
    if not published:
        return Advice("DKIM", Grade.FAULT, f"{name} does not publish the key: no signature can be verified", wanted)
    if all(tags.get("p") != signer.public_key for tags in published):
        return Advice("DKIM", Grade.FAULT, f"{name} publishes another key than the one that signs", wanted)
    if any("y" in tags.get("t", "").split(":") for tags in published):
        return Advice(
            "DKIM", Grade.NOTE, f"{name} is marked as a test (t=y): receivers may ignore the signature", wanted
        )
    return Advice("DKIM", Grade.GOOD, f"{name} publishes the key that signs ({signer.algorithm})")


def _dmarc(domain: str, records: Records) -> Advice:
    names = dmarc_names(domain)
    if all(records.get(name) is None for name in names):
        return _unknown("DMARC", names[0])
    name, found = next(
        ((name, got) for name in names if (got := _tagged(records.get(name) or (), "v=DMARC1"))), ("", [])
    )
    start = (names[0], f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}")
    if not found:
        return Advice(
            "DMARC", Grade.FAULT, f"{domain} has no policy: large providers refuse bulk mail without one", start
        )
    if len(found) > 1:
        return Advice("DMARC", Grade.FAULT, f"{name} has {len(found)} policies: receivers take none of them")
    tags = _tags(found[0])
    if tags.get("p", "").lower() not in {"none", "quarantine", "reject"}:
        return Advice("DMARC", Grade.FAULT, f"{name} names no policy: p= is none, quarantine or reject", start)
    if tags["p"].lower() == "none":
        return Advice("DMARC", Grade.NOTE, f"{name} has p=none: enough to send; quarantine or reject guards your name")
    return Advice("DMARC", Grade.GOOD, f"{name}: {found[0]}")


def _alignment(identity: Identity) -> Advice:
    signing = [signer.domain for signer in identity.signers]
    passing = [domain for domain in (identity.envelope, *signing) if _related(domain, identity.sender)]
    if passing:
        return Advice("Alignment", Grade.GOOD, f"From is {identity.sender}, and {passing[-1]} answers for it")
    others = " and ".join(dict.fromkeys((identity.envelope, *signing)))
    return Advice(
        "Alignment", Grade.FAULT, f"From is {identity.sender}, but {others} answers for the mail: DMARC fails"
    )


def _related(one: str, other: str) -> bool:
    """Whether one domain is the other or lies within it, as relaxed alignment asks of domains of one organisation."""
    first, second = f".{one.lower()}", f".{other.lower()}"
    return first.endswith(second) or second.endswith(first)


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs}
