"""The settings as the program's own nouns, with every default filled in from what stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from babel import Locale

from digest.config.parts.news import CollectSettings, SourceSettings
from digest.config.parts.newsletters import CadenceSettings, NewsletterSettings, PickSettings, SectionSettings
from digest.config.parts.ranking import PinSettings
from digest.config.parts.topics import RuleSettings, TopicSettings
from digest.config.settings import Settings
from digest.model import (
    Boost,
    Bounds,
    Brand,
    Cadence,
    Frequency,
    Looks,
    Minimum,
    Newsletter,
    Pick,
    Pin,
    Ranking,
    Rule,
    Section,
    SectionKind,
    SiteRules,
    Source,
    SourceKind,
    SpotPoints,
    Topic,
)


def to_sources(settings: Settings) -> tuple[Source, ...]:
    """Return the sources, in the order of the file."""
    rules = to_rules(settings)
    return tuple(_source(source, settings, rules) for source in settings.sources)


def to_rules(settings: Settings) -> tuple[SiteRules, ...]:
    """Return the rules of sites, in the order of the file: the first that fits a page is taken."""
    return tuple(SiteRules(**dict(site)) for site in settings.sites)


def _source(source: SourceSettings, settings: Settings, rules: tuple[SiteRules, ...]) -> Source:
    kind = next(kind for kind in SourceKind if getattr(source, kind))
    return Source(
        id=source.id,
        kind=kind,
        location=getattr(source, kind),
        title=source.title or settings.site.title,
        language=source.language,
        select={SourceKind.LISTING: source.links, SourceKind.SITEMAP: source.paths}.get(kind, ""),
        pages=source.pages,
        robots=settings.collect.robots if source.robots is None else source.robots,
        weight=source.weight,
        rules=rules,
    )


def to_bounds(collect: CollectSettings) -> Bounds:
    """Return how often a source may be visited, and how seldom; never more seldom than often."""
    every = timedelta(minutes=collect.every_minutes)
    return Bounds(every, max(every, timedelta(hours=collect.longest_hours)))


def to_topics(settings: Settings) -> tuple[Topic, ...]:
    """Return the topics, in the order of the file."""
    return tuple(_topic(topic) for topic in settings.topics)


def _topic(topic: TopicSettings) -> Topic:
    groups = {group: tuple(_rule(rule) for rule in getattr(topic, group)) for group in ("all", "any", "none")}
    return Topic(**dict(topic) | groups | {"points": SpotPoints(**dict(topic.points))})


def _rule(rule: RuleSettings) -> Rule:
    looks = next(looks for looks in Looks if getattr(rule, looks))
    if looks.is_group:
        return Rule(looks, rules=tuple(_rule(each) for each in getattr(rule, looks)), weight=rule.weight)
    return Rule(looks, getattr(rule, looks), weight=rule.weight, spots=rule.spots)


def to_newsletters(settings: Settings) -> tuple[Newsletter, ...]:
    """Return the newsletters, in the order of the file."""
    return tuple(each for newsletter in settings.newsletters for each in _with_editions(newsletter, settings))


SPANS = {Frequency.DAILY: 24, Frequency.WEEKLY: 168}
"""The hours that an edition looks back."""


def _with_editions(newsletter: NewsletterSettings, settings: Settings) -> Iterator[Newsletter]:
    """Yield a newsletter and the editions that are made of it, each with a cadence and a memory of its own."""
    cadences = {Frequency.DAILY: newsletter.daily, Frequency.WEEKLY: newsletter.weekly}
    editions = {frequency: cadence for frequency, cadence in cadences.items() if cadence}
    whole = replace(_newsletter(newsletter, settings), frequencies=(Frequency.EACH, *editions))
    yield whole
    for frequency, cadence in editions.items():
        yield replace(
            whole,
            id=f"{whole.id}.{frequency}",
            edition_of=whole.id,
            frequency=frequency,
            cadence=_cadence(cadence, newsletter.zone or settings.site.zone),
            lookback_hours=SPANS[frequency],
        )


def _newsletter(newsletter: NewsletterSettings, settings: Settings) -> Newsletter:
    language = newsletter.language or settings.site.language
    return Newsletter(
        id=newsletter.id,
        title=newsletter.title,
        description=newsletter.description,
        language=language,
        sender=newsletter.sender,
        cadence=_cadence(newsletter.cadence, newsletter.zone or settings.site.zone),
        own_hour=newsletter.own_hour,
        topics=newsletter.topics,
        sections=tuple(_section(section) for section in _sections(newsletter)),
        subject=newsletter.subject,
        preheader=newsletter.preheader,
        brand=_brand(newsletter, settings, language),
        picks=tuple(_pick(pick) for pick in newsletter.picks),
        lookback_hours=newsletter.lookback_hours,
        quotes=newsletter.quotes,
        confidence=newsletter.confidence,
        same_event=newsletter.same_event,
        merge_quotes=newsletter.merge_quotes,
        reply_to=newsletter.reply_to,
        unsubscribe=settings.mail.unsubscribe,
        archive=newsletter.archive or _shelf(newsletter, settings, newsletter.id) or settings.site.url,
        web_url=newsletter.web_url or _shelf(newsletter, settings, "{newsletter}/{number}"),
        cover=newsletter.cover,
        example=newsletter.example or _shelf(newsletter, settings, f"{newsletter.id}/newest"),
        ranking=Ranking(**dict(newsletter.ranking)),
        boosts=tuple(Boost(**dict(boost) | {"kind": boost.kind or ""}) for boost in newsletter.boosts),
        pins=tuple(_pin(pin) for pin in newsletter.pins),
        recheck=newsletter.recheck,
        updates=newsletter.updates,
        private=newsletter.private,
        preferences_url=settings.readers.url or settings.mail.preferences_url,
        lateness_hours=newsletter.lateness_hours,
        editors=tuple(dict.fromkeys(newsletter.editor)),
        minimum=Minimum(newsletter.minimum.stories, newsletter.minimum.sources_up),
    )


def _shelf(newsletter: NewsletterSettings, settings: Settings, page: str) -> str:
    """A page of the newsletter in the archive of the readers' pages; "" where it has none."""
    url = "" if newsletter.private else settings.readers.url.rstrip("/")
    return f"{url}/archive/{page}" if url else ""


def _sections(newsletter: NewsletterSettings) -> tuple[SectionSettings, ...]:
    """The sections as given; of the default ones, no picks where nothing is picked."""
    return tuple(s for s in newsletter.sections if newsletter.picks or s.kind is not SectionKind.PICKS)


def _section(section: SectionSettings) -> Section:
    return Section(section.kind, section.limit, section.title, section.topics)


def _pin(pin: PinSettings) -> Pin:
    return Pin(Pick(pin.url, pin.category, pin.source), pin.place, pin.section)


def _pick(pick: PickSettings) -> Pick:
    return Pick(pick.url, pick.category, pick.source)


def _cadence(cadence: CadenceSettings, zone: str) -> Cadence:
    return Cadence(cadence.cron, cadence.zone or zone, cadence.catch_up, cadence.late_hours)


def _brand(newsletter: NewsletterSettings, settings: Settings, language: str) -> Brand:
    site = settings.site
    return Brand(
        site=site.title,
        site_url=site.url,
        postal_address=site.postal_address.strip(),
        logo_url=site.logo,
        accent=newsletter.accent or site.accent,
        direction=Locale.parse(language.replace("-", "_")).text_direction,
        dark_logo_url=site.dark_logo,
        theme=newsletter.theme or site.theme,
        headings=site.fonts.headings,
        text=site.fonts.text,
    )


def database_address(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the database's address or file path, from the environment where the settings say so."""
    return environ[settings.database_env] if settings.database_env else settings.database


def smtp_password(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the mail server's password, or "" where none is needed."""
    smtp = settings.mail.smtp
    return environ[smtp.password_env] if smtp and smtp.password_env else ""


def model_key(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the key of the language model's server, or "" where none is needed."""
    model = settings.model
    return environ[model.key_env] if model and model.key_env else ""
