"""Messages for single readers out of a proof for all, and what becomes of each after an attempt to send it."""

from digest.mailer.addresses import LetterError
from digest.mailer.dkim import Signer, SigningKeyError, read_signer
from digest.mailer.envelope import Letter, Letterhead, letter_code, make_letter, message_code
from digest.mailer.settle import settle
from digest.mailer.single import Single, make_single
from digest.mailer.verp import CODE, issue_code, read_tickets, return_address

__all__ = [
    "CODE",
    "Letter",
    "LetterError",
    "Letterhead",
    "Signer",
    "SigningKeyError",
    "Single",
    "issue_code",
    "letter_code",
    "make_letter",
    "make_single",
    "message_code",
    "read_signer",
    "read_tickets",
    "return_address",
    "settle",
]
