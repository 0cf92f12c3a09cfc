"""What serving readers needs of the settings: the secret, the desk, and the letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from digest.adapters.database import Database
from digest.adapters.dns import Dns
from digest.adapters.secret import kept_keys, read_keys
from digest.config import Settings, to_newsletters
from digest.errors import ConfigError, Fault, StoreError
from digest.jobs.letters import Correspondence, LetterBox, write_letter
from digest.jobs.subscribe import Rules, SignUpDesk
from digest.mailer import Letterhead
from digest.model import Welcome
from digest.ports import Clock
from digest.renderer import LetterPrinter, Templates
from digest.signup import CapRules, Keys, Purpose, Ticket, issue_token
from digest.wiring.templates import template_files


def keys_of(settings: Settings, environ: Mapping[str, str]) -> Keys:
    """Return the secrets behind readers' links; one is made and kept where there was none.

    Raises:
        ConfigError: the variable or the file holds no proper key.
        StoreError: the file can be neither read nor made.
    """
    readers = settings.readers
    try:
        if readers.secret_env:
            return Keys(read_keys(environ[readers.secret_env]))
        return Keys(kept_keys(Path(readers.key_file)))
    except ValueError as error:
        place = f"the variable {readers.secret_env}" if readers.secret_env else readers.key_file
        raise ConfigError([Fault(place, 1, 1, "readers", str(error))]) from error
    except OSError as error:
        raise StoreError(
            f"{readers.key_file}, the secret beside the database, cannot be made or read: {error.strerror}"
        ) from error


def pages_of(settings: Settings, keys: Keys) -> Callable[[str, str], tuple[str, str]] | None:
    """Return what makes a reader's own links for leaving a newsletter and for preferences; None without readers' pages."""
    url = settings.readers.url.rstrip("/")

    def pages(reader: str, newsletter: str) -> tuple[str, str]:
        leaving = issue_token(keys, Purpose.LEAVE, Ticket(reader, newsletter))
        return f"{url}/leave/{leaving}", f"{url}/preferences/{issue_token(keys, Purpose.PREFERENCES, Ticket(reader))}"

    return pages if url else None


def open_desk(settings: Settings, database: Database, clock: Clock, keys: Keys) -> SignUpDesk:
    """Return the desk at which readers are served."""
    readers = settings.readers
    caps = readers.caps
    rules = Rules(
        expires=timedelta(hours=readers.expires_hours),
        kept=timedelta(days=readers.kept_days),
        fill=timedelta(seconds=readers.fill_seconds),
        welcome=Welcome(readers.welcome),
        work_bits=readers.work_bits if readers.proof_of_work else 0,
        caps=CapRules(caps.address_day, caps.address_week, caps.network_hour, caps.domain_hour, caps.total_hour),
    )
    offer = {each.id: each.frequencies for each in to_newsletters(settings) if not each.edition_of}
    return SignUpDesk(database.signups, clock, keys, offer, Dns() if readers.check_domain else None, rules)


def open_letters(settings: Settings, database: Database, letterhead: Letterhead, keys: Keys) -> LetterBox:
    """Return the letters that wait, and how they are written: in the look of the first newsletter.

    Raises:
        TemplateError: the letters' template is faulty, with file:line.
    """
    newsletters = to_newsletters(settings)
    first = newsletters[0]
    templates = _compiled(tuple(template_files(settings.templates, first.brand.theme).items()))
    with_ = Correspondence(
        keys=keys,
        url=settings.readers.url,
        sender=settings.readers.sender or first.sender,
        language=settings.site.language,
        titles={newsletter.id: newsletter.title for newsletter in newsletters},
        expires=timedelta(hours=settings.readers.expires_hours),
        printer=LetterPrinter(templates, first.brand),
        letterhead=letterhead,
    )
    return LetterBox(database.letters, lambda letter: write_letter(letter, with_))


@lru_cache(maxsize=8)
def _compiled(templates: tuple[tuple[str, str], ...]) -> Templates:
    """A post office is opened at each turn of the schedule: the templates are compiled once."""
    return Templates(dict(templates))
