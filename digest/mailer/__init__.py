"""Messages for single readers out of a proof for all, and what becomes of each after an attempt to send it."""

from digest.mailer.addresses import LetterError
from digest.mailer.dkim import Signer, SigningKeyError, read_signer
from digest.mailer.envelope import Letter, Letterhead, make_letter
from digest.mailer.settle import settle
from digest.mailer.single import Single, make_single

__all__ = [
    "Letter",
    "LetterError",
    "Letterhead",
    "Signer",
    "SigningKeyError",
    "Single",
    "make_letter",
    "make_single",
    "read_signer",
    "settle",
]
