"""What taking bounces back needs of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from digest.adapters.database import Database
from digest.adapters.imap import ImapBox
from digest.config import Settings
from digest.errors import ConfigError, Fault
from digest.jobs.bouncing import BounceDesk
from digest.jobs.hooks import HookKeys, Reception
from digest.mailer.hooks import public_key
from digest.model.bounces import SoftRule
from digest.ports import Clock, Fetcher
from digest.signup import Keys


def open_bounces(settings: Settings, database: Database, clock: Clock, keys: Keys) -> BounceDesk:
    """Return the desk at which bounces are looked at."""
    rule = SoftRule(settings.bounces.soft_most, timedelta(days=settings.bounces.soft_days))
    return BounceDesk(database.bounces, clock, keys.secrets, settings.site.url.encode(), rule)


def open_reception(settings: Settings, environ: Mapping[str, str], desk: BounceDesk, fetcher: Fetcher) -> Reception:
    """Return where mail providers' calls come in.

    Raises:
        ConfigError: SendGrid's key is none.
    """
    hooks = settings.bounces.hooks
    try:
        if hooks.sendgrid_key:
            public_key(hooks.sendgrid_key)
    except ValueError as error:
        raise ConfigError([Fault("the settings", 1, 1, "bounces.hooks.sendgrid_key", f"is no key: {error}")]) from error
    mailgun, postmark = (environ[name] if name else "" for name in (hooks.mailgun_key_env, hooks.postmark_login_env))
    return Reception(desk, HookKeys(hooks.ses_topics, mailgun, postmark, hooks.sendgrid_key), fetcher)


def imap_of(settings: Settings, environ: Mapping[str, str]) -> ImapBox | None:
    """Return the mailbox behind IMAP that the settings name; None where they name none."""
    imap = settings.bounces.imap
    if imap is None:
        return None
    password = environ[imap.password_env]
    return ImapBox(imap.host, imap.port, security=imap.security, user=imap.user, password=password, folder=imap.folder)
