"""SPF, DKIM and DMARC as receivers would judge them, from records as people really publish them."""

from __future__ import annotations

import pytest

from digest.mailer import Signer
from digest.mailer.standing import Advice, Identity, dmarc_names, judge_standing
from digest.model import Grade

SIGNER = Signer("autumn", "lantern.example", "rsa-sha256", "MIIBkey", lambda data: data)
IDENTITY = Identity("lantern.example", "lantern.example", (SIGNER,))
GOOD = {
    "lantern.example": ("other=1", "v=spf1 include:relay.example -all"),
    "autumn._domainkey.lantern.example": ("v=DKIM1; k=rsa; p=MIIB key",),
    "_dmarc.lantern.example": ("v=DMARC1; p=reject; rua=mailto:d@lantern.example",),
}
KEY_RECORD = ("autumn._domainkey.lantern.example", "v=DKIM1; k=rsa; p=MIIBkey")


def grades(identity: Identity = IDENTITY, **records: object) -> dict[str, str]:
    return {each.check: str(each.grade) for each in judge_standing(identity, {**GOOD, **records})}


def advice(check: str, identity: Identity = IDENTITY, **records: object) -> Advice:
    (found,) = (each for each in judge_standing(identity, {**GOOD, **records}) if each.check == check)
    return found


def test_a_domain_in_order_has_nothing_to_mend() -> None:
    assert judge_standing(IDENTITY, GOOD) == (
        Advice("SPF", Grade.GOOD, "lantern.example: v=spf1 include:relay.example -all"),
        Advice("DKIM", Grade.GOOD, "autumn._domainkey.lantern.example publishes the key that signs (rsa-sha256)"),
        Advice("DMARC", Grade.GOOD, "_dmarc.lantern.example: v=DMARC1; p=reject; rua=mailto:d@lantern.example"),
        Advice("Alignment", Grade.GOOD, "From is lantern.example, and lantern.example answers for it"),
    )


def test_without_dns_only_what_is_known_here_is_judged() -> None:
    found = judge_standing(IDENTITY, dict.fromkeys(GOOD))
    assert [each.grade for each in found] == [Grade.UNKNOWN, Grade.UNKNOWN, Grade.UNKNOWN, Grade.GOOD]
    assert found[1].record == KEY_RECORD


def test_every_name_is_asked_for_once() -> None:
    identity = Identity("news.lantern.example", "news.lantern.example", (SIGNER,))
    assert identity.names == (
        "news.lantern.example",
        "autumn._domainkey.lantern.example",
        "_dmarc.news.lantern.example",
        "_dmarc.lantern.example",
    )
    assert dmarc_names("localhost") == ("_dmarc.localhost",)


@pytest.mark.parametrize(
    ("records", "grade", "says"),
    [
        ((), "fault", "does not say which servers"),
        (("v=spf10 -all",), "fault", "does not say which servers"),
        (("v=spf1 -all", "v=spf1 ~all"), "fault", "has 2 SPF records"),
        (("v=spf1 +all",), "fault", "`+all` lets everybody send"),
        (("v=spf1 a ?all",), "fault", "`?all` lets everybody send"),
        ((f"v=spf1 {' '.join(f'include:r{n}.example' for n in range(11))} -all",), "fault", "11 terms ask DNS again"),
        (("v=spf1 ip4:192.0.2.1",), "note", "ends without -all or ~all"),
        (("V=SPF1 redirect=_spf.relay.example",), "good", "redirect=_spf.relay.example"),
        (("v=spf1 a mx ~all",), "good", "v=spf1 a mx ~all"),
    ],
)
def test_spf(records: tuple[str, ...], grade: str, says: str) -> None:
    found = advice("SPF", **{"lantern.example": records})
    assert (found.grade, says in found.says) == (grade, True), found


@pytest.mark.parametrize(
    ("records", "grade", "says"),
    [
        ((), "fault", "does not publish the key"),
        (("v=DKIM1; p=",), "fault", "publishes another key"),
        (("v=DKIM1; p=MIIBother",), "fault", "publishes another key"),
        (("v=DKIM1; t=s:y; p=MIIBkey",), "note", "marked as a test"),
    ],
)
def test_dkim(records: tuple[str, ...], grade: str, says: str) -> None:
    found = advice("DKIM", **{"autumn._domainkey.lantern.example": records})
    assert (found.grade, says in found.says, found.record) == (grade, True, KEY_RECORD), found


def test_mail_that_nobody_signs_is_a_fault() -> None:
    unsigned = Identity("lantern.example", "lantern.example")
    assert advice("DKIM", unsigned).says == "messages are not signed; `digest dkim generate` makes a key"


@pytest.mark.parametrize(
    ("records", "grade", "says"),
    [
        ((), "fault", "has no policy"),
        (("v=DMARC1; p=reject", "v=DMARC1; p=none"), "fault", "has 2 policies"),
        (("v=DMARC1; rua=mailto:x@y.example",), "fault", "names no policy"),
        (("v=DMARC1; p=block",), "fault", "names no policy"),
        (("v=DMARC1;p=none",), "note", "p=none: enough to send"),
        (("v=DMARC1; P=Quarantine",), "good", "P=Quarantine"),
    ],
)
def test_dmarc(records: tuple[str, ...], grade: str, says: str) -> None:
    found = advice("DMARC", **{"_dmarc.lantern.example": records})
    assert (found.grade, says in found.says) == (grade, True), found


def test_a_policy_of_the_domain_above_holds_for_those_below() -> None:
    below = Identity("news.lantern.example", "lantern.example", (SIGNER,))
    assert advice("DMARC", below, **{"_dmarc.news.lantern.example": ()}).grade is Grade.GOOD


def test_a_signature_for_another_domain_does_not_help_dmarc() -> None:
    foreign = Identity(
        "lantern.example", "bounces.relay.example", (Signer("s", "relay.example", "rsa-sha256", "k", bytes),)
    )
    assert advice("Alignment", foreign) == Advice(
        "Alignment",
        Grade.FAULT,
        "From is lantern.example, but bounces.relay.example and relay.example answers for the mail: DMARC fails",
    )
    assert grades(Identity("lantern.example", "relay.example", (SIGNER,)))["Alignment"] == "good"
