"""What mail needs of the settings: letterhead, signing keys, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from digest.adapters.lines import TransportLines
from digest.adapters.outbox import Outbox
from digest.adapters.smtp import SmtpRelay
from digest.config import (
    DkimSettings,
    Settings,
    smtp_password,
)
from digest.errors import ConfigError, Fault
from digest.mailer import (
    Letterhead,
    Signer,
    SigningKeyError,
    read_signer,
)
from digest.model import Delivery, QueuedLetter
from digest.ports import Lines, Transport


def letterhead_of(
    settings: Settings, pages: Callable[[str, str], tuple[str, str]] | None = None, secret: bytes = b""
) -> Letterhead:
    """Return what all mail of these settings has in common, its signing keys read; `pages` makes readers' own links.

    `secret` proves return addresses to be ours.

    Raises:
        ConfigError: with every key file that cannot be used.
    """
    mail = settings.mail
    # A reader's id is random and secret in itself; the key only keeps the hashes of two installations apart.
    return Letterhead(
        settings.site.url.encode(),
        mail.domain,
        mail.unsubscribe_url,
        mail.bounces,
        _signers(settings.mail.dkim),
        pages,
        secret,
    )


def _signers(keys: Sequence[DkimSettings]) -> tuple[Signer, ...]:
    signers, faults = [], []
    for each in keys:
        try:
            signers.append(read_signer(Path(each.key).read_bytes(), each.selector, each.domain))
        except OSError as error:
            hint = "; `digest dkim generate` makes one" if isinstance(error, FileNotFoundError) else ""
            faults.append(Fault(each.key, 1, 1, "mail.dkim", f"cannot be read: {error.strerror}{hint}"))
        except SigningKeyError as error:
            faults.append(Fault(each.key, 1, 1, "mail.dkim", str(error)))
    if faults:
        raise ConfigError(faults)
    return tuple(signers)


def open_transport(settings: Settings, environ: Mapping[str, str]) -> Transport:
    """Return the way to the mail system that the settings name."""
    smtp = settings.mail.smtp
    if settings.mail.transport == "outbox" or smtp is None:
        return Outbox(Path(settings.mail.outbox))
    return SmtpRelay(
        smtp.host,
        smtp.port,
        security=smtp.security,
        user=smtp.user,
        password=smtp_password(settings, environ),
        max_per_connection=smtp.messages,
    )


def open_lines(settings: Settings, environ: Mapping[str, str]) -> Lines[Delivery | QueuedLetter]:
    """Return as many ways to the mail system as the settings allow at once."""
    smtp = settings.mail.smtp
    count = smtp.connections if settings.mail.transport == "smtp" and smtp else 1
    return TransportLines([open_transport(settings, environ) for _ in range(count)])
