"""The settings as the YAML file spells them. Descriptions here become the schema and docs/settings.md."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.kinds import (
    Database,
    FilePath,
    Variable,
)
from digest.config.part import Part
from digest.config.parts.bounces import BounceSettings
from digest.config.parts.delivery import DeliverySettings
from digest.config.parts.mail import MailSettings
from digest.config.parts.model import ModelSettings
from digest.config.parts.news import CollectSettings, SourceSettings
from digest.config.parts.newsletters import NewsletterSettings
from digest.config.parts.readers import ReaderSettings
from digest.config.parts.serve import ServeSettings
from digest.config.parts.site import SiteSettings
from digest.config.parts.sites import SiteRulesSettings
from digest.config.parts.topics import TopicSettings


class Settings(Part):
    """Everything that an editor and an operator decide, in one file."""

    site: SiteSettings
    """The site that the newsletters come from."""
    database: Annotated[Database, Field(validate_default=True)] = "var/digest.db"
    """SQLite file, or a `sqlite:` or `postgresql:` address without a password."""
    database_env: Variable = ""
    """NAME of the environment variable that holds the database address, for one with a password."""
    sources: Annotated[tuple[SourceSettings, ...], Field(min_length=1, max_length=2000)]
    """Places that articles come from."""
    topics: tuple[TopicSettings, ...] = ()
    """Rules that say what articles are about."""
    newsletters: Annotated[tuple[NewsletterSettings, ...], Field(min_length=1, max_length=200)]
    """The digests that readers sign up for."""
    mail: Annotated[MailSettings, Field(validate_default=True)] = MailSettings()
    """How messages leave."""
    delivery: DeliverySettings = DeliverySettings()
    """What becomes of a message that did not go through."""
    bounces: BounceSettings = BounceSettings()
    """What becomes of mail that comes back."""
    readers: Annotated[ReaderSettings, Field(validate_default=True)] = ReaderSettings()
    """How people become readers."""
    collect: CollectSettings = CollectSettings()
    """How sources are visited."""
    sites: Annotated[tuple[SiteRulesSettings, ...], Field(max_length=500)] = ()
    """Sites whose pages are read by rules of their own."""
    model: ModelSettings | None = None
    """A language model that chooses which quotes come first."""
    serve: ServeSettings = ServeSettings()
    """The readers' web pages."""
    templates: FilePath = ""
    """Folder of your own mail templates; without it the shipped ones."""
