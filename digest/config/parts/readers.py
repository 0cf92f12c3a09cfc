"""The readers: their pages' address, the secret behind their links, and what bounds sign-up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from digest.config.kinds import FilePath, Sender, Url, Variable
from digest.config.part import Part, Switch, Whole


class CapSettings(Part):
    """The most letters that sign-up forms can have sent; whoever asks for more sees the same page and gets none."""

    address_day: Annotated[Whole, Field(ge=1, le=100)] = 1
    """To one address within 24 hours."""
    address_week: Annotated[Whole, Field(ge=1, le=500)] = 3
    """To one address within a week."""
    network_hour: Annotated[Whole, Field(ge=1, le=100_000)] = 10
    """Asked for from one IP address (of IPv6: one /64) within an hour."""
    domain_hour: Annotated[Whole, Field(ge=1, le=1_000_000)] = 200
    """To all addresses of one registered domain within an hour: its last two labels, three under a second level such as co.uk."""
    total_hour: Annotated[Whole, Field(ge=1, le=1_000_000)] = 1000
    """In all within an hour."""


class ReaderSettings(Part):
    """How people become readers, and what their links lead to (docs/readers.md)."""

    url: Url = ""
    """Public address of the readers' pages, as `digest serve` shows them. Without it there is no sign-up, and links are as `mail` says."""
    secret_env: Variable = ""
    """NAME of the environment variable that holds the secret behind readers' links: 32 characters or more; several, the newest last,
    with a comma between them. Without it a random one is made and kept in `key_file`."""
    key_file: Annotated[FilePath, Field(validate_default=True)] = "var/digest.key"
    """File of the secret, where no variable names it. Keep it as safe as the database, and with it."""
    sender: Annotated[Sender, Field(alias="from")] = ""
    """Who letters to single readers come from: `Name <address>`; without it the first newsletter's sender."""
    expires_hours: Annotated[Whole, Field(ge=1, le=720)] = 72
    """How long a link to confirm is good."""
    kept_days: Annotated[Whole, Field(ge=0, le=365)] = 7
    """How long an unconfirmed sign-up is kept after that."""
    check_domain: Switch = False
    """Ask DNS whether an address's domain takes mail, before a letter goes there."""
    fill_seconds: Annotated[Whole, Field(ge=0, le=60)] = 2
    """A form that comes back sooner was filled in by a machine."""
    proof_of_work: Switch = False
    """Sign-up forms bring proof of work: a browser solves a puzzle while one types, programs fetch it from the API. Forms without a
    script share half of what the caps give."""
    work_bits: Annotated[Whole, Field(ge=1, le=28)] = 18
    """How much: each bit doubles it. 18 are 262,000 hashes on average: Chromium takes 0.4 s for them on one core of a server, a phone some times that."""
    welcome: Literal["none", "plain", "issue"] = "plain"
    """What comes when somebody has confirmed: nothing; a letter; or the newest issue of each newsletter with a word of welcome."""
    caps: CapSettings = CapSettings()
    """What bounds sign-up."""
