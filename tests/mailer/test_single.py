"""Letters to one person as mail, and the reader's own pages in the headers of an issue."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from making import NOON, a_newsletter

from digest.mailer import LetterError, Letterhead, Single, make_letter, make_single, read_signer, read_tickets
from digest.model import Message, Proof, Subscriber, Token

SINGLE = Single(
    "Гавань <news@lantern.example>", "ida@приклад.укр", "Це ви?\r\nBcc: x@y.example", "<p>Так</p>", "Так\n", "uk", "f" * 32, NOON
)  # fmt: skip


def signer():
    key = rsa.generate_private_key(65537, 2048)
    return read_signer(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "autumn")


def test_a_letter_is_one_mail_to_one_address_with_headers_of_its_own():
    message = make_single(SINGLE, Letterhead(b"key"))
    assert (message.id, message.envelope_sender, message.recipient) == (
        f"<{'f' * 32}.letter@lantern.example>",
        "news@lantern.example",
        "ida@xn--80aikifvh.xn--j1amh",
    )
    mail = message_from_bytes(message.raw, policy=policy.default)
    assert set(mail.keys()) == {
        "From", "Subject", "Date", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version",
        "Content-Type", "To", "Message-ID",
    }  # fmt: skip
    assert mail["Subject"] == "Це ви? Bcc: x@y.example"
    assert [part.get_content() for part in mail.iter_parts()] == ["Так\r\n", "<p>Так</p>"]


def test_a_signed_letter_is_verified_and_a_changed_one_is_not():
    own = signer()
    raw = make_single(SINGLE, Letterhead(b"key", signers=(own,))).raw
    record = own.record.encode()

    assert dkim.verify(raw, dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(raw.replace(b"news@", b"newz@"), dnsfunc=lambda *_, **__: record)


@pytest.mark.parametrize("change", [{"recipient": "x@y@z.example"}, {"sender": "nobody"}])
def test_a_letter_from_or_to_nobody_is_refused(change):
    with pytest.raises(LetterError):
        make_single(replace(SINGLE, **change), Letterhead(b"key"))


def an_issue(**newsletter: object) -> Message:
    """An issue for one reader, whose own pages are signed by somebody else."""
    pages = Letterhead(
        b"key",
        leave_url="https://lantern.example/old",
        pages=lambda reader, name: (
            f"https://lantern.example/leave/{reader}.{name}",
            f"https://lantern.example/mine/{reader}",
        ),
    )
    proof = Proof("morning@1", "News", f"<a href='{Token.PREFERENCES.mark}'>", f"{Token.UNSUBSCRIBE.mark}")
    return make_letter(proof, a_newsletter(**newsletter), NOON, pages).to(Subscriber("abc", "ida@lantern.example"))


@pytest.mark.parametrize("newsletter", [{}, {"id": "morning.weekly", "edition_of": "morning"}])
def test_a_readers_own_pages_stand_in_the_headers_and_the_text_and_lead_off_the_newsletter_itself(newsletter):
    mail = message_from_bytes(an_issue(**newsletter).raw, policy=policy.default)
    ways = mail["List-Unsubscribe"]
    assert ways.startswith("<https://lantern.example/leave/abc.morning>, <mailto:")
    assert "unsubscribe%20abc%20morning>" in ways
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://lantern.example/leave/abc.morning" in mail.get_body(("plain",)).get_content()
    assert "https://lantern.example/mine/abc" in mail.get_body(("html",)).get_content()


def test_a_letter_comes_back_to_an_address_of_its_own_where_a_mailbox_takes_bounces():
    message = make_single(SINGLE, Letterhead(b"key", bounces="bounces@lantern.example", secret=b"s"))
    [ticket] = read_tickets(message.envelope_sender, [b"s"])
    assert (ticket.issue, message.raw) == ("", make_single(SINGLE, Letterhead(b"key")).raw)
