"""A proof becomes a letter, once an issue; the letter becomes a message, once a reader.

All that is equal for every reader is written and encoded when the letter is made. Addressing it to a reader fills a few
gaps and joins bytes, so a message costs microseconds, and the same issue and reader give the same bytes every time.
Dot-stuffing is the transport's.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from digest.mailer.addresses import Mailbox, ascii_address, ascii_domain, read_mailbox
from digest.mailer.dkim import Seal, Signer, make_seal
from digest.mailer.headers import header, is_quotable, mailbox_words, plain_text, quoted, text_words
from digest.mailer.leaving import check_page, leave_mailto, mailto, own_page
from digest.mailer.quoted import encode_around_tokens, encode_open
from digest.mailer.verp import issue_code, return_address
from digest.model import Message, Newsletter, Proof, Subscriber, Token
from digest.model.bounces import ReturnTicket

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What an installation puts on all its mail.

    `key` is the secret that turns a reader's id into the hash in the Message-ID. `domain` stands in Message-IDs and list
    ids (the sender's where ""). `leave_url` is the web address for leaving (see `own_page`), "" where leaving is by mail.
    `bounces` is the mailbox whose `+` extension names the reader in the envelope sender (VERP); "": the sender's address;
    `secret` proves that such an address is ours.
    `signers` sign each message (DKIM); one without a domain signs for the sender's.
    """

    key: bytes = field(repr=False)
    domain: str = ""
    leave_url: str = ""
    bounces: str = ""
    signers: tuple[Signer, ...] = ()
    pages: Callable[[str, str], tuple[str, str]] | None = field(default=None, repr=False)
    """The reader's own pages for leaving and for preferences, by reader id and newsletter id; before `leave_url`."""
    secret: bytes = field(default=b"", repr=False)

    def envelope_sender(self, sender: str, ticket: ReturnTicket) -> str:
        """Return the address that a message of this ticket comes back to: the sender's where no mailbox takes bounces."""
        return return_address(self.bounces, self.secret, ticket) if self.bounces else sender


@dataclass(frozen=True, slots=True)
class Letter:
    """An issue as it goes out, but for what differs from reader to reader.

    The headers that name the reader stand between `head` and `mime`; `body` names its gaps `plain` or `html` and a token.
    """

    code: str
    newsletter: str
    sender: str
    leave_mailbox: str
    letterhead: Letterhead
    head: bytes = field(repr=False)
    mime: bytes = field(repr=False)
    body: tuple[bytes | str, ...] = field(repr=False)
    preferences_url: str = ""
    seal: Seal | None = field(default=None, repr=False)
    returns: str = ""
    """The code of the issue in return addresses."""

    def to(self, reader: Subscriber) -> Message:
        """Address the letter to a reader: the same Message-ID and the same bytes however often.

        Raises:
            LetterError: the reader's address cannot be written to.
        """
        recipient = ascii_address(reader.email)
        identity = f"<{message_code(self.letterhead.key, self.code, reader.id)}@{self.letterhead.domain}>"
        exits = self._exits(reader)
        personal = _personal_headers(recipient, identity, exits)
        gaps: dict[str, bytes] = {}
        for token, value in self._personalia(reader, exits[0]):
            gaps[f"plain {token}"] = encode_open(value)
            gaps[f"html {token}"] = encode_open(escape(value))
        body = [gaps[piece] if isinstance(piece, str) else piece for piece in self.body]
        signatures = self.seal.signatures(personal, gaps) if self.seal else b""
        raw = b"".join((signatures, self.head, personal, self.mime, b"\r\n", *body))
        returns = self.letterhead.envelope_sender(self.sender, ReturnTicket(reader.id, self.returns))
        return Message(identity, returns, recipient, raw, smooth=True)

    def _exits(self, reader: Subscriber) -> tuple[str, ...]:
        """The ways off the newsletter for this reader, the best first."""
        by_mail = leave_mailto(self.leave_mailbox, reader.id, self.newsletter)
        if self.letterhead.pages:
            return self.letterhead.pages(reader.id, self.newsletter)[0], by_mail
        page = self.letterhead.leave_url
        return (own_page(page, reader.id, self.newsletter), by_mail) if page else (by_mail,)

    def _personalia(self, reader: Subscriber, way_out: str) -> Iterator[tuple[Token, str]]:
        """Yield what fills each token for this reader."""
        yield Token.UNSUBSCRIBE, way_out
        yield Token.EMAIL, reader.email
        if self.letterhead.pages:
            yield Token.PREFERENCES, self.letterhead.pages(reader.id, self.newsletter)[1]
        elif self.preferences_url:
            yield Token.PREFERENCES, own_page(self.preferences_url, reader.id, self.newsletter)


def letter_code(issue: str) -> str:
    """Return the code that an issue (`Proof.issue`) has in the Message-IDs of its messages."""
    return _digest(issue)[:16]


def message_code(key: bytes, letter: str, reader: str) -> str:
    """Return what stands before the @ in a Message-ID: nobody makes it up without the reader's id."""
    return f"{letter}.{hmac.digest(key, reader.encode(), sha256).hex()[:24]}"


def make_letter(proof: Proof, newsletter: Newsletter, date: datetime, letterhead: Letterhead) -> Letter:
    """Make the letter of an issue. `date` is the issue's, aware: the mail's Date, whenever it is sent.

    Raises:
        LetterError: the sender, another address, or a header of the newsletter cannot be written.
        ValueError: the proof holds a token that nobody fills.
    """
    sender = read_mailbox(newsletter.sender)
    code = letter_code(proof.issue)
    letterhead = replace(
        letterhead,
        domain=ascii_domain(letterhead.domain or sender.domain),
        leave_url=letterhead.leave_url and check_page(letterhead.leave_url, "List-Unsubscribe"),
        bounces=letterhead.bounces and ascii_address(letterhead.bounces),
    )
    head = [
        header("From", mailbox_words(sender)),
        header("Subject", text_words(proof.subject)),
        header("Date", [format_datetime(date)]),
        *_newsletter_headers(newsletter, sender, letterhead.domain),
        header("Feedback-ID", [f"{code}:{newsletter.id}:issue:{_digest(sender.domain)[:12]}"]),
    ]
    boundary = f"=_{code}"
    mime = header("MIME-Version", ["1.0"]) + header(
        "Content-Type", ["multipart/alternative;", f'boundary="{boundary}"']
    )
    body = tuple(both_parts(proof.text, proof.html, boundary))
    signers = [replace(signer, domain=ascii_domain(signer.domain or sender.domain)) for signer in letterhead.signers]
    return Letter(
        code,
        newsletter.base,
        sender.address,
        ascii_address(newsletter.unsubscribe or sender.address),
        letterhead,
        b"".join(head),
        mime,
        body,
        newsletter.preferences_url,
        make_seal(signers, b"".join(head) + mime, body) if signers else None,
        issue_code(proof.issue),
    )


def _newsletter_headers(newsletter: Newsletter, sender: Mailbox, domain: str) -> Iterator[bytes]:
    """What mail programs and list software know a newsletter by: RFC 2919, 2369, 3834 and 3282. List headers are never encoded."""
    answers = read_mailbox(newsletter.reply_to) if newsletter.reply_to else sender
    if newsletter.reply_to:
        yield header("Reply-To", mailbox_words(answers))
    title = plain_text(newsletter.title)
    name = [quoted(title)] if title and is_quotable(title) else []
    yield header("List-Id", [*name, f"<{newsletter.id}.{domain}>"])
    yield header("List-Help", [f"<{mailto(answers.address, 'help')}>"])
    if newsletter.archive:
        yield header("List-Archive", [f"<{check_page(newsletter.archive, 'List-Archive')}>"])
    if _LANGUAGE.fullmatch(newsletter.language):
        yield header("Content-Language", [newsletter.language])
    yield header("Precedence", ["bulk"])
    yield header("Auto-Submitted", ["auto-generated"])


def _personal_headers(recipient: str, identity: str, exits: tuple[str, ...]) -> bytes:
    one_click = exits[0].startswith("https:")
    return b"".join(
        (
            header("To", [recipient]),
            header("Message-ID", [identity]),
            header("List-Unsubscribe", ", ".join(f"<{link}>" for link in exits).split(" ")),
            header("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]) if one_click else b"",
        )
    )


def both_parts(text: str, html: str, boundary: str) -> Iterator[bytes | str]:
    """Yield both parts, plainest first. No quoted-printable line can hold the boundary: after a `=` come digits or a break."""
    for kind, content in (("plain", text), ("html", html)):
        yield f"--{boundary}\r\n".encode()
        yield header("Content-Type", [f"text/{kind};", "charset=utf-8"])
        yield header("Content-Transfer-Encoding", ["quoted-printable"]) + b"\r\n"
        for piece in encode_around_tokens(content):
            yield f"{kind} {piece}" if isinstance(piece, Token) else piece
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
