"""What comes back: how many soft bounces are too many, and the doors that bounces come in by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from digest.config.kinds import Host, Line, Network, Variable
from digest.config.part import Part, Whole


class HookSettings(Part):
    """Mail providers that tell `digest serve` of bounces, at `/hooks/bounces/` and their name (docs/delivery.md)."""

    ses_topics: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    """Amazon SES: the ARNs of the SNS topics that tell of bounces and complaints."""
    mailgun_key_env: Variable = ""
    """Mailgun: NAME of the environment variable that holds the HTTP webhook signing key."""
    postmark_login_env: Variable = ""
    """Postmark: NAME of the environment variable that holds `user:password`, as they stand in the webhook's address."""
    sendgrid_key: Line = ""
    """SendGrid: the verification key of the signed event webhook, as it is shown there (base64)."""


class ImapSettings(Part):
    """A mailbox that bounces wait in: `digest bounces read --imap` takes in what is unread."""

    host: Host
    """The mail server's name or IP address."""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 993
    """993 for `tls`, 143 for `starttls`."""
    security: Literal["tls", "starttls", "none"] = "tls"
    """How the connection is encrypted. A password never goes over `none`, save to this machine."""
    user: Line
    """Login name."""
    password_env: Variable
    """NAME of the environment variable that holds the password."""
    folder: Annotated[Line, StringConstraints(pattern=r"^[ !#-\[\]-~]+$")] = "INBOX"
    """The folder; in it, what was understood is marked as read."""


class ListenSettings(Part):
    """Where `digest bounces listen` takes mail from a mail server of yours."""

    host: Network = "127.0.0.1"
    """Address to listen at. Nobody but your own mail server should reach it."""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 8024
    """Port to listen at."""
    protocol: Literal["lmtp", "smtp"] = "lmtp"
    """What is spoken there."""


class BounceSettings(Part):
    """What becomes of mail that comes back (docs/delivery.md)."""

    soft_most: Annotated[Whole, Field(ge=1, le=100)] = 5
    """So many soft bounces (a full mailbox, a server that is down for days) within `soft_days` end the sending to an address."""
    soft_days: Annotated[Whole, Field(ge=1, le=365)] = 14
    """How long a soft bounce counts."""
    hooks: HookSettings = HookSettings()
    """Mail providers that tell of bounces."""
    imap: ImapSettings | None = None
    """A mailbox that bounces wait in."""
    listen: ListenSettings = ListenSettings()
    """Where `digest bounces listen` takes mail."""
