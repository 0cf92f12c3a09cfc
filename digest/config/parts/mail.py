"""How messages leave."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from digest.config.kinds import (
    FilePath,
    Host,
    Label,
    Line,
    Mailbox,
    Url,
    Variable,
)
from digest.config.part import Part, Whole


class SmtpSettings(Part):
    """The mail server that takes the messages over."""

    host: Host
    """Its name or IP address."""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 587
    """587 for `starttls`, 465 for `tls`, 25 for a relay of your own."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted. A password never goes over `none`, save to this machine."""
    user: Line = ""
    """Login name, where one is needed."""
    password_env: Variable = ""
    """NAME of the environment variable that holds the password."""
    connections: Annotated[Whole, Field(ge=1, le=100)] = 5
    """Connections at once. What a crash leaves in doubt is at most one message a connection and those just answered."""
    messages: Annotated[Whole, Field(ge=1, le=100_000)] = 100
    """Messages over one connection, before a new one is opened."""


class DkimSettings(Part):
    """A key that signs each message, so that receivers can tell it is your domain's own."""

    selector: Label
    """Its name in DNS: receivers look for the public key at `<selector>._domainkey.<domain>`."""
    key: FilePath
    """File of the private key (`digest dkim generate` makes one and prints the DNS record)."""
    domain: Host = ""
    """Domain that signs; without it the sender's, which is what DMARC asks for."""


class MailSettings(Part):
    """How messages leave."""

    transport: Literal["outbox", "smtp"] = "outbox"
    """`outbox` writes each message to a file, `smtp` sends it."""
    outbox: Annotated[FilePath, Field(validate_default=True)] = "var/outbox"
    """Folder of the written messages."""
    smtp: SmtpSettings | None = None
    """The mail server; needed for `transport: smtp`."""
    domain: Host = ""
    """Domain of Message-IDs and list ids; without it the sender's."""
    unsubscribe: Mailbox = ""
    """Mailbox that takes requests to leave; without it the sender's."""
    unsubscribe_url: Url = ""
    """Public address of the page for leaving; one-click unsubscribe (RFC 8058) needs `https`."""
    preferences_url: Url = ""
    """Page where readers change what they get; `{reader}` and `{newsletter}` are filled. Without it no link."""
    bounces: Mailbox = ""
    """Mailbox that takes bounces, with `+` extensions: each message returns to `bounces+<its code>@…` (VERP)."""
    dkim: Annotated[tuple[DkimSettings, ...], Field(max_length=2)] = ()
    """Keys that sign (DKIM): one RSA key, and an Ed25519 key beside it if you like."""
