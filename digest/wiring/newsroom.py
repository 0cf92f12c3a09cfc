"""From settings to a running newsroom: the one place that knows both the settings and the adapters."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from digest.adapters.chooser import ChoiceLimits, ModelChooser
from digest.adapters.clock import SystemClock
from digest.adapters.database import Database, open_database
from digest.adapters.last_look import LastLook
from digest.adapters.probe import HttpProber
from digest.adapters.shelf import FolderShelf
from digest.adapters.spam import SpamAssassin
from digest.config import (
    Settings,
    database_address,
    model_key,
    to_bounds,
    to_newsletters,
    to_sources,
    to_topics,
)
from digest.errors import DigestError
from digest.jobs.bouncing import BounceDesk, refused
from digest.jobs.collect import Desk
from digest.jobs.deliver import PostOffice
from digest.jobs.hooks import Reception
from digest.jobs.hubs import Exchange
from digest.jobs.judge import Jury
from digest.jobs.letters import LetterBox
from digest.jobs.press import Plan, Pressroom
from digest.jobs.preview import Envelop
from digest.jobs.send import Posting
from digest.jobs.subscribe import SignUpDesk
from digest.mailer import (
    Letter,
    LetterError,
    Letterhead,
    make_letter,
)
from digest.model import Delivery, Issue, Message, Newsletter, Proof, QueuedLetter, Subscriber
from digest.ports import Archive, Chooser, Clock, Lines, Picks, Register, Transport
from digest.ports.doubts import Doubts
from digest.renderer import Renderer, greet, make_renderer
from digest.schedule import slot_time
from digest.signup import Keys
from digest.wiring.bounces import open_bounces, open_reception
from digest.wiring.crew import crew_of
from digest.wiring.hubs import open_exchange
from digest.wiring.mail import letterhead_of, open_lines, open_transport
from digest.wiring.readers import keys_of, open_desk, open_letters, pages_of
from digest.wiring.scouting import open_fetcher
from digest.wiring.templates import template_files


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything that the verbs of the command line need, made from one settings file."""

    settings: Settings
    plan: Plan
    clock: Clock
    desk: Desk
    pressroom: Pressroom
    register: Register
    picks: Picks
    archive: Archive
    letterhead: Letterhead
    open_transport: Callable[[], Transport]
    open_lines: Callable[[], Lines[Delivery | QueuedLetter]]
    exchange: Exchange | None
    """How hubs tell us of news; None where the settings name no public address."""
    letters: LetterBox
    doubts: Doubts
    sign_up_desk: SignUpDesk
    bounce_desk: BounceDesk
    reception: Reception
    is_current: Callable[[], bool]
    """Whether the database answers with this program's own schema; StoreError where it does not."""

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
            self.open_lines(),
            self.clock,
            f"{os.getpid()}-{secrets.token_hex(6)}",
            self._write(),
            self.letters,
            self.settings.delivery.retries,
            self.doubts if self.settings.delivery.ambiguous == "hold" else None,
            partial(refused, desk=self.bounce_desk),
        )

    def _write(self) -> Callable[[int, Subscriber], Message]:
        @cache
        def letter(issue: int, *, newcomer: bool) -> Letter:
            newsletter_id, slot, proof = self.pressroom.ledger.proof(issue)
            if newsletter_id not in self.plan.newsletters:
                raise DigestError(f"the newsletter {newsletter_id!r} of a pressed issue is not in the settings")
            newsletter = self.plan.newsletters[newsletter_id]
            try:
                return self._letter(newsletter, slot, greet(proof, newsletter) if newcomer else proof)
            except LetterError as error:  # not this reader's fault, but every reader's of the issue
                raise DigestError(f"the issue {proof.issue} cannot be written: {error}") from error

        return lambda issue, reader: letter(issue, newcomer=reader.newcomer).to(reader)


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
    keys = keys_of(settings, environ)
    database = open_database(database_address(settings, environ), keys.secrets)
    try:
        database.upgrade()
        yield _newsroom(settings, environ, Store(database, keys), prove)
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


@dataclass(frozen=True, slots=True)
class Store:
    """The open database, and the secrets that go with it."""

    database: Database
    keys: Keys


def _newsroom(settings: Settings, environ: Mapping[str, str], store: Store, prove: Callable[..., Proof]) -> Newsroom:
    clock, collect, database = SystemClock(), settings.collect, store.database
    letterhead = letterhead_of(settings, pages_of(settings, store.keys), store.keys.secrets[-1])
    plan = Plan(
        {source.id: source for source in to_sources(settings)},
        {topic.id: topic for topic in to_topics(settings)},
        {newsletter.id: newsletter for newsletter in to_newsletters(settings)},
    )
    fetcher = open_fetcher(collect, settings.site.url)
    chooser, crew = _chooser(settings, environ), crew_of(collect.processes)
    desk = Desk(database.articles, fetcher, FolderShelf(), clock, chooser, to_bounds(collect), crew)
    bounce_desk = open_bounces(settings, database, clock, store.keys)
    return Newsroom(
        settings=settings,
        plan=plan,
        clock=clock,
        desk=desk,
        pressroom=Pressroom(
            plan,
            database.articles,
            database.ledger,
            clock,
            prove,
            database.picks,
            database.accounts,
            LastLook(fetcher),
            database.letters,
        ),
        register=database.register,
        letterhead=letterhead,
        letters=open_letters(settings, database, letterhead, store.keys),
        sign_up_desk=open_desk(settings, database, clock, store.keys),
        bounce_desk=bounce_desk,
        reception=open_reception(settings, environ, bounce_desk, fetcher),
        picks=database.picks,
        doubts=database.doubts,
        archive=database.archive,
        open_transport=lambda: open_transport(settings, environ),
        open_lines=lambda: open_lines(settings, environ),
        exchange=open_exchange(collect, desk, database, plan.sources),
        is_current=database.is_current,
    )


def _chooser(settings: Settings, environ: Mapping[str, str]) -> Chooser | None:
    model = settings.model
    if model is None:
        return None
    limits = ChoiceLimits(deadline=model.timeout_seconds, passages=model.max_passages)
    return ModelChooser(model.url, model.name, key=model_key(settings, environ), limits=limits)
