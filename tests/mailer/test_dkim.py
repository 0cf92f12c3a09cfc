"""DKIM: what we sign, an independent implementation verifies; what is changed on the way, it does not."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from making import a_newsletter

from digest.mailer import Letterhead, make_letter
from digest.mailer.dkim import Signer, SigningKeyError, read_signer, relaxed_headers
from digest.model import Proof, Subscriber, Token

DATE = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
READER = Subscriber("Zk3v9XkP", "ida@harbour.example")
PROOF = Proof(
    "morning@2026-11-26T07:30",
    "Ferry line approved",
    f'<p>Ферi  &amp; more. \t</p>\n<a href="{Token.UNSUBSCRIBE.mark}">leave</a>',
    f"A ferry.   Two  blanks. \n\nLeave: {Token.UNSUBSCRIBE.mark}",
)
PAGE = "https://lantern.example/leave"


def pem(key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def weak_key() -> rsa.RSAPrivateKey:
    """A key of 648 bits, of two Mersenne primes: no library makes one so weak any more."""
    p, q, e = 2**521 - 1, 2**127 - 1, 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(e, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public).private_key()


@cache
def rsa_signer(domain: str = "") -> Signer:
    return read_signer(pem(rsa.generate_private_key(65537, 2048)), "autumn", domain)


@cache
def edwards_signer() -> Signer:
    return read_signer(pem(ed25519.Ed25519PrivateKey.generate()), "edwards")


def message(*signers: Signer, proof: Proof = PROOF) -> bytes:
    letterhead = Letterhead(b"secret", leave_url=PAGE, signers=signers)
    return make_letter(proof, a_newsletter(), DATE, letterhead).to(READER).raw


def verdicts(raw: bytes, *signers: Signer) -> list[bool]:
    return [verdict(raw, index, signers) for index in range(len(signers))]


def verdict(raw: bytes, index: int, signers: tuple[Signer, ...]) -> bool:
    records = {f"{each.selector}._domainkey.{each.domain or 'lantern.example'}.": each.record for each in signers}
    try:
        return dkim.DKIM(raw).verify(index, dnsfunc=lambda name, timeout=5: records[name.decode()].encode())  # noqa: ARG005
    except dkim.ValidationError:
        return False


def test_both_kinds_of_signature_are_verified() -> None:
    raw = message(rsa_signer(), edwards_signer())
    assert verdicts(raw, rsa_signer(), edwards_signer()) == [True, True]


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_and_any_subject_are_verified(text: str, subject: str) -> None:
    proof = Proof("m@1", subject or "s", PROOF.html + text.replace("\uf8f0", "").replace("\uf8f1", ""), PROOF.text)
    assert verdicts(message(edwards_signer(), proof=proof), edwards_signer()) == [True]


def test_each_header_that_receivers_ask_for_is_signed_and_cannot_be_added_again() -> None:
    raw = message(rsa_signer())
    head = raw.partition(b"\r\nFrom:")[0].replace(b"\r\n ", b"").replace(b" ", b"").decode()
    signed = head.partition(";h=")[2].partition(";")[0]
    assert signed == (
        "from:subject:date:list-id:list-help:content-language:precedence:auto-submitted:feedback-id:mime-version:"
        "content-type:to:message-id:list-unsubscribe:list-unsubscribe-post:"
        "from:to:cc:reply-to:subject:date:message-id:mime-version:content-type:list-unsubscribe"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"A ferry.", b"A hovercraft."),
        (b"Subject: Ferry", b"Subject: Free"),
        (b"leave?reader=3DZk3v9XkP", b"leave?reader=3Dsomebody"),
        (b"To: ida@", b"To: mallory@"),
        (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click", b"List-Unsubscribe-Post: none"),
        (b"From: ", b"From: mallory@else.example\r\nFrom: "),
        (b"From: ", b"Reply-To: mallory@else.example\r\nFrom: "),
        (b"From: ", b"Cc: mallory@else.example\r\nFrom: "),
        (b"List-Unsubscribe: ", b"List-Unsubscribe: <https://else.example/>\r\nList-Unsubscribe: "),
        (b"MIME-Version: ", b"Content-Type: text/html\r\nMIME-Version: "),
    ],
)
def test_a_message_changed_on_the_way_is_not_verified(old: bytes, new: bytes) -> None:
    raw = message(edwards_signer())
    assert old in raw
    assert verdicts(raw.replace(old, new, 1), edwards_signer()) == [False]


def test_a_relay_that_folds_anew_breaks_no_signature() -> None:
    raw = message(rsa_signer()).replace(b"Subject: Ferry line", b"SUBJECT:  Ferry\r\n\tline")
    assert verdicts(raw, rsa_signer()) == [True]


def test_the_same_message_is_signed_the_same() -> None:
    assert message(rsa_signer()) == message(rsa_signer())


def test_a_signer_signs_for_its_own_domain_where_it_has_one() -> None:
    signer = rsa_signer("mail.lantern.example")
    raw = message(signer)
    assert b" d=mail.lantern.example; " in raw.replace(b"\r\n", b"")
    assert verdicts(raw, signer) == [True]


def test_a_signers_domain_is_written_in_its_ascii_form() -> None:
    signer = rsa_signer("bücher.example")
    raw = message(signer)
    assert verdicts(raw, replace(signer, domain="xn--bcher-kva.example")) == [True]


def test_no_line_of_a_signature_is_long_and_a_letter_without_signers_has_none() -> None:
    assert max(map(len, message(rsa_signer()).partition(b"\r\nFrom:")[0].split(b"\r\n"))) <= 76
    assert b"DKIM" not in message()


def test_a_proof_without_tokens_is_verified() -> None:
    proof = replace(PROOF, html="<p>Plain</p>", text="Plain")
    assert verdicts(message(rsa_signer(), proof=proof), rsa_signer()) == [True]


def test_the_record_tells_the_key() -> None:
    signer = edwards_signer()
    kind, _, key = signer.record.removeprefix("v=DKIM1; k=").partition("; p=")
    assert (kind, len(base64.b64decode(key))) == ("ed25519", 32)
    assert rsa_signer().record.startswith("v=DKIM1; k=rsa; p=MIIBIjANBgkq")


def test_headers_are_relaxed_as_the_standard_shows() -> None:
    # The example of RFC 6376 3.4.5.
    assert relaxed_headers(b"A: X\r\nB : Y\t\r\n\tZ  \r\n") == (("a", b"a:X"), ("b", b"b:Y Z"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "no private key in PEM form"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key in PEM form"),
        (pem(rsa.generate_private_key(65537, 1024)).replace(b"PRIVATE", b"PUBLIC"), "no private key in PEM form"),
        (pem(weak_key()), "an RSA key of 648 bits is too weak; receivers want 2048"),
        (pem(dsa.generate_private_key(1024)), "RSA and Ed25519 keys only"),
    ],
)
def test_what_is_no_key_is_told(text: bytes, why: str) -> None:
    with pytest.raises(SigningKeyError, match=why):
        read_signer(text, "autumn")
