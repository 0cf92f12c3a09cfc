"""From settings to a running newsroom: the one page that knows both the settings and the adapters."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from pathlib import Path

from digest.adapters.chooser import ChoiceLimits, ModelChooser
from digest.adapters.clock import SystemClock
from digest.adapters.database import Database, open_database
from digest.adapters.http import HttpFetcher, Limits
from digest.adapters.outbox import Outbox
from digest.adapters.probe import HttpProber
from digest.adapters.shelf import FolderShelf
from digest.adapters.smtp import SmtpRelay
from digest.adapters.spam import SpamAssassin
from digest.config import (
    DkimSettings,
    Settings,
    database_address,
    model_key,
    read_settings,
    smtp_password,
    to_newsletters,
    to_sources,
    to_topics,
)
from digest.errors import ConfigError, DigestError, Fault
from digest.jobs.collect import Desk
from digest.jobs.deliver import PostOffice
from digest.jobs.judge import Jury
from digest.jobs.press import Plan, Pressroom
from digest.jobs.preview import Envelop
from digest.jobs.send import Posting
from digest.mailer import (
    Letter,
    LetterError,
    Letterhead,
    Signer,
    SigningKeyError,
    make_letter,
    read_signer,
)
from digest.model import Issue, Message, Newsletter, Proof, Subscriber, Theme
from digest.ports import Chooser, Clock, Register, Transport
from digest.renderer import Renderer, make_renderer
from digest.schedule import slot_time

__all__ = [
    "Newsroom",
    "open_newsroom",
    "read_settings",
    "shipped_files",
    "template_files",
    "template_folders",
    "templates_in",
]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything that the verbs of the command line need, made from one settings file."""

    settings: Settings
    plan: Plan
    clock: Clock
    desk: Desk
    pressroom: Pressroom
    register: Register
    letterhead: Letterhead
    open_transport: Callable[[], Transport]
    every: timedelta

    @property
    def envelop(self) -> Envelop:
        """How a proof becomes the message for one reader."""
        return lambda newsletter, slot, proof, reader: self._letter(newsletter, slot, proof).to(reader)

    def _letter(self, newsletter: Newsletter, slot: str, proof: Proof) -> Letter:
        return make_letter(proof, newsletter, slot_time(newsletter.cadence, slot), self.letterhead)

    def jury(self, *, links: bool = True, spam: bool = True) -> Jury:
        """Return who is asked about a mail's surroundings."""
        allowed = frozenset(self.settings.collect.allow_private)
        return open_jury(links=links, spam=spam, allow_private=allowed, about=self.settings.site.url)

    @property
    def posting(self) -> Posting:
        """How a single message leaves."""
        return Posting(self.envelop, self.open_transport)

    def office(self) -> PostOffice:
        """Return a post office under a name of its own, so that two processes never hold the same lease."""
        return PostOffice(
            self.pressroom.ledger,
            self.open_transport(),
            self.clock,
            f"{os.getpid()}-{secrets.token_hex(6)}",
            self._write(),
        )

    def _write(self) -> Callable[[int, Subscriber], Message]:
        @cache
        def letter(issue: int) -> Letter:
            newsletter_id, slot, proof = self.pressroom.ledger.proof(issue)
            if newsletter_id not in self.plan.newsletters:
                raise DigestError(f"the newsletter {newsletter_id!r} of a pressed issue is not in the settings")
            try:
                return self._letter(self.plan.newsletters[newsletter_id], slot, proof)
            except LetterError as error:  # not this reader's fault, but every reader's of the issue
                raise DigestError(f"the issue {proof.issue} cannot be written: {error}") from error

        return lambda issue, reader: letter(issue).to(reader)


def open_jury(
    *, links: bool = True, spam: bool = True, allow_private: frozenset[str] = frozenset(), about: str = ""
) -> Jury:
    """Return the jury over the real web, and SpamAssassin where it is installed; nobody is asked for what is turned off."""
    return Jury(
        HttpProber(allow_private=allow_private, about=about) if links else None, SpamAssassin() if spam else None
    )


@contextmanager
def open_newsroom(settings: Settings, environ: Mapping[str, str] = os.environ) -> Iterator[Newsroom]:
    """Open the database (bringing it up to date) and yield the newsroom that the settings describe.

    Raises:
        ConfigError: the template folder cannot be read.
        TemplateError: a template is faulty, with file:line.
        StoreError: the database cannot be used.
    """
    prove = _printer(settings)
    database = open_database(database_address(settings, environ))
    try:
        database.upgrade()
        yield _newsroom(settings, environ, database, prove)
    finally:
        database.close()


def _printer(settings: Settings) -> Callable[[Issue], Proof]:
    """Return what prints an issue in its newsletter's theme; every theme in use is compiled once, here."""
    themes = {newsletter.brand.theme for newsletter in to_newsletters(settings)}
    renderers = {theme: _compiled(tuple(template_files(settings.templates, theme).items())) for theme in themes}
    return lambda issue: renderers[issue.newsletter.brand.theme].proof(issue)


@lru_cache(maxsize=8)
def _compiled(templates: tuple[tuple[str, str], ...]) -> Renderer:
    """Compiling takes most of the time in which a newsroom opens, and a preview opens it at every change of the settings."""
    return make_renderer(dict(templates))


def _newsroom(
    settings: Settings, environ: Mapping[str, str], database: Database, prove: Callable[..., Proof]
) -> Newsroom:
    clock, collect = SystemClock(), settings.collect
    plan = Plan(
        {source.id: source for source in to_sources(settings)},
        {topic.id: topic for topic in to_topics(settings)},
        {newsletter.id: newsletter for newsletter in to_newsletters(settings)},
    )
    limits = Limits(
        workers=collect.workers, deadline=collect.timeout_seconds, most_bytes=collect.max_megabytes * 1_000_000
    )
    fetcher = HttpFetcher(limits, allow_private=frozenset(collect.allow_private), about=settings.site.url)
    return Newsroom(
        settings=settings,
        plan=plan,
        clock=clock,
        desk=Desk(database.articles, fetcher, FolderShelf(), clock, _chooser(settings, environ)),
        pressroom=Pressroom(plan, database.articles, database.ledger, clock, prove),
        register=database.register,
        letterhead=letterhead_of(settings),
        open_transport=lambda: _transport(settings, environ),
        every=timedelta(minutes=collect.every_minutes),
    )


def _chooser(settings: Settings, environ: Mapping[str, str]) -> Chooser | None:
    model = settings.model
    if model is None:
        return None
    limits = ChoiceLimits(deadline=model.timeout_seconds, passages=model.max_passages)
    return ModelChooser(model.url, model.name, key=model_key(settings, environ), limits=limits)


def letterhead_of(settings: Settings) -> Letterhead:
    """Return what all mail of these settings has in common, its signing keys read.

    Raises:
        ConfigError: with every key file that cannot be used.
    """
    mail = settings.mail
    # A reader's id is random and secret in itself; the key only keeps the hashes of two installations apart.
    return Letterhead(
        settings.site.url.encode(), mail.domain, mail.unsubscribe_url, mail.bounces, _signers(settings.mail.dkim)
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


def _transport(settings: Settings, environ: Mapping[str, str]) -> Transport:
    smtp = settings.mail.smtp
    if settings.mail.transport == "outbox" or smtp is None:
        return Outbox(Path(settings.mail.outbox))
    return SmtpRelay(
        smtp.host, smtp.port, security=smtp.security, user=smtp.user, password=smtp_password(settings, environ)
    )


def _shipped(name: str) -> Path:
    """A folder of data: inside the package where it was installed, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parent / name


def template_files(folder: str = "", theme: Theme = Theme.BROADSHEET) -> Mapping[str, str]:
    """Return the templates of a folder by name; the theme's own stands in for each that is missing ("" = all of them).

    Raises:
        ConfigError: the folder is none, or a file in it is not UTF-8 text.
    """
    if folder and not Path(folder).is_dir():
        raise ConfigError([Fault(folder, 1, 1, "templates", "there is no such folder")])
    return {**shipped_files(theme), **(templates_in(Path(folder)) if folder else {})}


def template_folders(folder: str = "") -> tuple[Path, ...]:
    """Return the folders whose files `template_files` reads, for whoever watches them."""
    return (_shipped("templates"), *([Path(folder)] if folder else []))


def shipped_files(theme: Theme) -> dict[str, str]:
    """Return the templates of a theme that come with the program: what all themes share, and its own."""
    shipped = _shipped("templates")
    shared = {name: text for name, text in templates_in(shipped).items() if not name.startswith("themes/")}
    return shared | templates_in(shipped / "themes" / theme)


def templates_in(folder: Path) -> dict[str, str]:
    """Return the templates in a folder by their names in it; files of other kinds are none of the renderer's.

    Raises:
        ConfigError: one cannot be read, or is not UTF-8 text.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".mjml", ".txt", ".html", ".css"}:
            try:
                raw = path.read_bytes()
                found[path.relative_to(folder).as_posix()] = raw.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                line = raw.count(b"\n", 0, error.start) + 1
                what = f"byte 0x{raw[error.start]:02X} is no UTF-8: save the file in that encoding"
                raise ConfigError([Fault(str(path), line, 1, "", what)]) from error
            except OSError as error:
                raise ConfigError([Fault(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from error
    return found
