"""The webhooks of mail providers: who a call is from, and the bounces and complaints that it brings."""

from digest.mailer.hooks.call import HookCall, HookRefusedError
from digest.mailer.hooks.mailgun import read_mailgun
from digest.mailer.hooks.postmark import read_postmark
from digest.mailer.hooks.sendgrid import public_key, read_sendgrid
from digest.mailer.hooks.ses import Invitation, Topics, read_ses

__all__ = [
    "HookCall",
    "HookRefusedError",
    "Invitation",
    "Topics",
    "public_key",
    "read_mailgun",
    "read_postmark",
    "read_sendgrid",
    "read_ses",
]
