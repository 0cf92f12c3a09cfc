"""A mailbox behind IMAP, over real sockets."""

from __future__ import annotations

import ssl
from datetime import timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from imap_server import Box, imap_server

from digest.adapters.clock import SystemClock
from digest.adapters.imap import AT_ONCE, ImapBox
from digest.errors import DigestError

LOGIN = {"user": "lantern", "password": "open sesame"}


def client(box: Box, **changed) -> ImapBox:
    return ImapBox("127.0.0.1", box.port, **({"security": "none"} | LOGIN | changed))


def test_unread_mail_is_read_and_stays_unread_until_it_is_put_away():
    with imap_server(Box({3: b"three\r\n", 5: b"five" * 1000, 8: b"eight"}, read={8})) as box:
        for _ in range(2):
            with client(box).opened() as folder:
                assert list(folder.waiting(20)) == [("3", b"three\r\n"), ("5", b"five" * 5)]
        assert box.read == {8}
        with client(box, folder="Bounces of mine").opened() as folder:
            folder.put_away("5")
            assert [uid for uid, _ in folder.waiting(20)] == ["3"]
        assert 'SELECT "Bounces of mine"' in box.said


def test_of_a_full_mailbox_some_are_read_at_a_visit():
    with imap_server(Box(dict.fromkeys(range(1, AT_ONCE + 9), b"x"))) as box, client(box).opened() as folder:
        assert len(list(folder.waiting(5))) == AT_ONCE


def test_a_mail_that_another_program_took_away_is_passed_over():
    with imap_server(Box({3: b"three"})) as box, client(box).opened() as folder:
        waiting = folder.waiting(5)
        box.odd["SEARCH"] = b"* SEARCH 2 3\r\nTAG OK done"
        assert list(waiting) == [("3", b"three")]


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        ({"SELECT": b"TAG NO there is no such folder"}, "no such folder"),
        ({"SEARCH": b"TAG BAD what?"}, "what"),
        ({"SEARCH": b"\xff\xff what"}, "unexpected response"),
        ({"FETCH": b"TAG NO"}, "NO"),
        ({"FETCH": b""}, "unexpected response"),
        ({"LOGIN": b"TAG BAD no"}, "no"),
    ],
)
def test_what_a_server_refuses_or_garbles_is_told_with_its_name(odd, says):
    with (
        imap_server(Box({3: b"three"}, odd=odd)) as box,
        pytest.raises(DigestError, match=rf"127.0.0.1:{box.port}: .*{says}"),
        client(box).opened() as folder,
    ):
        list(folder.waiting(5))


def test_a_wrong_password_and_a_server_that_is_not_there_are_told():
    with imap_server(Box({})) as box:
        with pytest.raises(DigestError, match="wrong name or password"), client(box, password="guess").opened():
            pass
        gone = client(box)
    with pytest.raises(DigestError, match="refused"), gone.opened():
        pass
    assert "open sesame" not in repr(gone)


def tls() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server shows, and what a client trusts who knows it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), SystemClock().now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(9)
    dated = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    pem = dated.add_extension(here, critical=False).sign(key, SHA256()).public_bytes(Encoding.PEM)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), pem


def test_a_certificate_is_verified(tmp_path):
    key, pem = tls()
    (tmp_path / "both.pem").write_bytes(key + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "both.pem")
    known = ssl.create_default_context(cadata=pem.decode())
    with imap_server(Box({3: b"three"}), server) as box:
        with client(box, security="tls", trust=known).opened() as folder:
            assert list(folder.waiting(5)) == [("3", b"three")]
        with pytest.raises(DigestError, match="CERTIFICATE_VERIFY_FAILED"), client(box, security="tls").opened():
            pass


def test_a_server_that_knows_no_starttls_hears_no_password():
    with imap_server(Box({})) as box:
        with pytest.raises(DigestError, match="TLS"), client(box, security="starttls").opened():
            pass
        assert not any(said.startswith("LOGIN") for said in box.said)
