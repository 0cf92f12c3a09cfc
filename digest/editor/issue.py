"""One edition: every candidate is accounted for exactly once, in a section or left out with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from digest.editor.doubles import Report, fold_doubles
from digest.editor.merging import merge_quotes, sure
from digest.editor.ranking import Ranked, rank
from digest.editor.subject import fill
from digest.editor.topics import first_match
from digest.model import (
    Account,
    Candidate,
    Issue,
    IssueSection,
    LeftOut,
    Newsletter,
    Pick,
    Quote,
    Section,
    SectionKind,
    Story,
    Topic,
)

EVERYTHING = Topic("", "All stories")
"""What a newsletter without topics is about."""

UNRANKED = Account()

UPDATED_AFTER = timedelta(minutes=5)
"""A change so soon after publication is the newsroom still typing, not an update."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which issue is made: `date` is the slot's local aware time; the window (since, until] is in UTC.

    `source_titles` names the sources by id, as the issue prints them.
    """

    newsletter: Newsletter
    slot: str
    number: int
    date: datetime
    since: datetime
    until: datetime
    source_titles: Mapping[str, str]

    @property
    def zone(self) -> tzinfo | None:
        """The newsletter's zone, as its date carries it."""
        return self.date.tzinfo


@dataclass(frozen=True, slots=True)
class Choice:
    """What an edition runs and what it leaves out; together they name every candidate once."""

    sections: tuple[IssueSection, ...]
    left_out: tuple[LeftOut, ...]


def choose(edition: Edition, topics: Sequence[Topic], candidates: Sequence[Candidate]) -> Choice:
    """Rank what belongs to a topic or was picked, and fill the sections: picks, top, more, then the news feed.

    `topics` are the newsletter's, in its order (none: every story belongs). Same input, same choice.
    """
    ranked, off_topic = _sort_out(edition, topics or (EVERYTHING,), candidates)
    planned = edition.newsletter.sections
    chosen: dict[int, list[Ranked]] = {}
    rest = ranked
    for place in sorted(range(len(planned)), key=lambda place: list(SectionKind).index(planned[place].kind)):
        chosen[place] = _eligible(planned[place], rest, edition.newsletter.picks)[: planned[place].limit]
        rest = [r for r in rest if r not in chosen[place]]
    sections = tuple(
        IssueSection(section.kind, section.title, tuple(_story(edition, r) for r in chosen[place]))
        for place, section in enumerate(planned)
        if chosen[place]
    )
    no_room = f"no room: ranked below the {len(ranked) - len(rest)} that run"
    crowded = [out for r in rest for out in _left_out(edition, r.report, no_room, r.account)]
    ran = [r for place in range(len(planned)) for r in chosen[place]]
    doubled = [out for r in ran for out in _doubled(edition, r.report)]
    return Choice(sections, (*crowded, *off_topic, *doubled))


def make_issue(edition: Edition, choice: Choice) -> Issue | None:
    """Return the edition's issue; None when there is nothing to run (no empty mail goes out).

    Raises:
        TemplateError: the newsletter's subject or preheader cannot be filled.
    """
    if not choice.sections:
        return None
    newsletter = edition.newsletter
    stories = tuple(story for section in _top_first(choice.sections) for story in section.stories)
    subject, preheader = (
        fill(template, newsletter, stories, number=edition.number, date=edition.date)
        for template in (newsletter.subject, newsletter.preheader)
    )
    return Issue(
        newsletter, edition.slot, edition.number, edition.date, subject, preheader, choice.sections, choice.left_out
    )


def _top_first(sections: Iterable[IssueSection]) -> list[IssueSection]:
    """The top section first: the subject line is about it, wherever it is printed."""
    return sorted(sections, key=lambda section: section.kind is not SectionKind.TOP)


def _eligible(section: Section, ranked: Sequence[Ranked], picks: Sequence[Pick]) -> list[Ranked]:
    """What a section may run of the stories that are left, in the order in which it would run them."""
    if section.kind is SectionKind.PICKS:
        return [r for r in ranked if _picked_by(r.report.lead, picks)]
    if section.kind is SectionKind.NEWS_FEED:
        return sorted(ranked, key=lambda r: _published(r.report.lead), reverse=True)
    return list(ranked)


def _sort_out(
    edition: Edition, topics: Sequence[Topic], candidates: Sequence[Candidate]
) -> tuple[list[Ranked], list[LeftOut]]:
    """Rank the candidates that have a lede and a topic, best first; name the others with what they lack."""
    ranked, left_out = [], []
    for report in fold_doubles(candidates):
        picked = _picked_by(report.lead, edition.newsletter.picks)
        topic = first_match(topics, report.lead.article) or (picked and (Topic("", "Picked"), picked))
        if report.lead.brief.lede is None:
            left_out += _left_out(edition, report, "no sentence of it can stand as a lede")
        elif not topic:
            left_out += _left_out(edition, report, "belongs to none of the newsletter's topics")
        else:
            place = topics.index(topic[0]) if topic[0] in topics else 0
            ranked.append(rank(report, *topic, place=place, window=(edition.since, edition.until)))
    ranked.sort(key=lambda r: (-r.account.score, -_published(r.report.lead).timestamp(), r.report.lead.key))
    return ranked, left_out


def _picked_by(candidate: Candidate, picks: Sequence[Pick]) -> str:
    """Why the editor's rules pick a candidate, or ""."""
    entry = candidate.article.entry
    categories = {name.casefold() for name in entry.categories}
    for pick in picks:
        if pick.url and pick.url == entry.url:
            return "by URL"
        if pick.category and pick.category.casefold() in categories:
            return f"category {pick.category}"
        if pick.source and pick.source == entry.source:
            return f"source {pick.source}"
    return ""


def _published(candidate: Candidate) -> datetime:
    """When it came out: as it says, but never after it was first seen (a feed may date into the future)."""
    return min(candidate.article.entry.published or candidate.first_seen, candidate.first_seen)


def _updated(candidate: Candidate) -> datetime | None:
    """When it was last changed, if that was worth telling: by the store's own eyes, else as it says."""
    told = candidate.article.entry.updated
    updated = candidate.revised or told
    return updated if updated and updated - _published(candidate) > UPDATED_AFTER else None


def _story(edition: Edition, ranked: Ranked) -> Story:
    lead = ranked.report.lead
    updated = _updated(lead)
    titles = edition.source_titles
    source_title = titles.get(lead.article.entry.source, "")
    return Story(
        key=lead.key,
        brief=replace(lead.brief, quotes=_quotes(edition, ranked.report)),
        source_title=source_title,
        byline=lead.article.byline if lead.article.byline != source_title else "",
        image=lead.article.image,
        published=_published(lead).astimezone(edition.zone),
        updated=updated.astimezone(edition.zone) if updated else None,
        topic=ranked.topic.title,
        reason=ranked.account.sentence,
        also=_also(ranked.report, titles, source_title),
        account=ranked.account,
    )


def _quotes(edition: Edition, report: Report) -> tuple[Quote, ...]:
    """What may be printed of what was said, in the lead's report or, where the newsletter merges them, in any."""
    newsletter = edition.newsletter
    if not newsletter.merge_quotes:
        return sure(report.lead.brief.quotes, newsletter.confidence)
    return merge_quotes(report, edition.source_titles, newsletter.confidence)


def _also(report: Report, titles: Mapping[str, str], own: str) -> tuple[tuple[str, str], ...]:
    """The other sources that report it, each once: a source that printed it twice reported it once."""
    told = {titles.get(other.article.entry.source, ""): other.article.entry.url for other in reversed(report.others)}
    return tuple((title, told[title]) for title in reversed(told) if title != own)


def _left_out(edition: Edition, report: Report, reason: str, account: Account = UNRANKED) -> list[LeftOut]:
    """A report that does not run: its lead for the reason given, its doubles for being doubles."""
    return [_out(edition, report.lead, reason, account), *_doubled(edition, report)]


def _doubled(edition: Edition, report: Report) -> list[LeftOut]:
    """The reports that give way to the one that leads, each with what makes it the same."""
    lead = f"as “{report.lead.article.entry.headline}”"
    return [
        _out(edition, other, f"{reason} {lead}") for other, reason in zip(report.others, report.reasons, strict=True)
    ]


def _out(edition: Edition, candidate: Candidate, reason: str, account: Account = UNRANKED) -> LeftOut:
    entry = candidate.article.entry
    title = edition.source_titles.get(entry.source, "")
    return LeftOut(candidate.key, entry.headline, entry.url, title, reason, account)
