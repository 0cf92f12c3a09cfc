"""The judgement of a mail before it goes out: what readers, their mail programs and their providers would stumble over."""

from digest.proofreader.judge import judge
from digest.proofreader.mail import Mail, read_mail

__all__ = ["Mail", "judge", "read_mail"]
