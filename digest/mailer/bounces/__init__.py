"""What comes back: reports of delivery, complaints, and what a server's refusal says of an address."""

from digest.mailer.bounces.kinds import kind_of, kind_of_receipt, read_reply
from digest.mailer.bounces.parts import MOST
from digest.mailer.bounces.reading import read_return

__all__ = ["MOST", "kind_of", "kind_of_receipt", "read_reply", "read_return"]
