"""One edition: every candidate is accounted for exactly once, in a section or left out with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from digest.editor.again import find_again
from digest.editor.changes import find_changes
from digest.editor.clusters import MOST_COMPARED
from digest.editor.doubles import Preference, Report, fold_doubles, fold_events
from digest.editor.merging import merge_quotes, sure
from digest.editor.ranking import Measure, Ranked, account_of, published_at
from digest.editor.sections import fill
from digest.editor.sieve import Sieve, make_sieve
from digest.editor.subject import fill as fill_line
from digest.editor.wishes import Wishes
from digest.model import (
    UNRANKED,
    Account,
    Candidate,
    Change,
    Issue,
    IssueSection,
    LeftOut,
    Match,
    Newsletter,
    Pin,
    Quote,
    Ran,
    SectionKind,
    Story,
    Topic,
)

EVERYTHING = Topic("", "All stories")
"""What a newsletter without topics is about."""

UPDATED_AFTER = timedelta(minutes=5)
"""A change so soon after publication is the newsroom still typing, not an update."""


OLD_NEWS = timedelta(hours=72)
"""What came out so long before the window opens is no news, however new it is to us: a source that is visited for the first
time lists its past weeks. So long a source may be down without losing a story."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which issue is made: `date` is the slot's local aware time; the window (since, until] is in UTC.

    `source_titles` names the sources by id, as the issue prints them; `source_weights` says how much each counts.
    `ran` is what the newsletter's issues ran of late: the same words do not run again under another address.
    """

    newsletter: Newsletter
    slot: str
    number: int
    date: datetime
    since: datetime
    until: datetime
    source_titles: Mapping[str, str]
    source_weights: Mapping[str, float] = field(default_factory=dict)
    ran: tuple[Ran, ...] = ()

    @property
    def zone(self) -> tzinfo | None:
        """The newsletter's zone, as its date carries it."""
        return self.date.tzinfo


@dataclass(frozen=True, slots=True)
class Choice:
    """What an edition runs and what it leaves out; together they name every candidate once.

    `uncompared`: how many candidates were folded by equal texts alone, because the window holds too many stories.
    """

    sections: tuple[IssueSection, ...]
    left_out: tuple[LeftOut, ...]
    uncompared: int = 0


@dataclass(frozen=True, slots=True)
class _Belonging:
    """The topics of a report, why the editor's rules pick it, and the pin that is about it or one of its versions."""

    matches: tuple[Match, ...]
    picked: str
    pin: Pin | None


def choose(
    edition: Edition, topics: Sequence[Topic], candidates: Sequence[Candidate], pins: Sequence[Pin] = ()
) -> Choice:
    """Rank what belongs to a topic or was picked, and fill the sections: picks, top, more, then the news feed.

    `topics` are the newsletter's, in its order (none: every story belongs); `pins` come after the newsletter's own, and
    the last one that is about a story counts. Same input in any order, same choice.
    """
    newsletter = edition.newsletter
    wishes = Wishes(newsletter.picks, (*newsletter.pins, *pins), find_again(candidates, edition.ran))
    by_key = sorted(candidates, key=lambda each: each.key)
    barred = {each.key: why for each in by_key if (why := wishes.bar(each))}
    admitted = [each for each in by_key if each.key not in barred]
    ranked, left_out = _sort_out(edition, topics or (EVERYTHING,), admitted, wishes)
    filled = fill(newsletter.sections, ranked, newsletter.ranking.variety)
    sections = tuple(
        IssueSection(section.kind, section.title, tuple(_story(edition, r) for r in filled.sections[place]))
        for place, section in enumerate(newsletter.sections)
        if filled.sections[place]
    )
    no_room = f"no room: ranked below the {len(ranked) - len(filled.rest)} that run"
    crowded = [out for r in filled.rest for out in _left_out(edition, r.report, no_room, r.account)]
    ran = [r for place in range(len(newsletter.sections)) for r in filled.sections[place]]
    doubled = [out for r in ran for out in _doubled(edition, r.report)]
    kept_out = [_out(edition, each, barred[each.key]) for each in by_key if each.key in barred]
    too_many = max(len(admitted) - MOST_COMPARED, 0) if newsletter.same_event else 0
    return Choice(sections, (*crowded, *left_out, *kept_out, *doubled), too_many)


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
        fill_line(template, newsletter, stories, number=edition.number, date=edition.date)
        for template in (newsletter.subject, newsletter.preheader)
    )
    return Issue(
        newsletter, edition.slot, edition.number, edition.date, subject, preheader, choice.sections, choice.left_out
    )


def _top_first(sections: Iterable[IssueSection]) -> list[IssueSection]:
    """The top section first: the subject line is about it, wherever it is printed."""
    return sorted(sections, key=lambda section: section.kind is not SectionKind.TOP)


def _sort_out(
    edition: Edition, topics: Sequence[Topic], candidates: Sequence[Candidate], wishes: Wishes
) -> tuple[list[Ranked], list[LeftOut]]:
    """Rank the candidates that have a lede and a topic; name the others with what they lack, in the order of their keys."""
    ranked: list[Ranked] = []
    left_out: list[LeftOut] = []
    sieve, measure = make_sieve(topics), _measure(edition)
    fold = fold_events if edition.newsletter.same_event else fold_doubles
    preference = Preference({each.key: wishes.rank(each) for each in candidates}, edition.source_weights)
    for report in fold(candidates, preference):
        belonging = _belonging(report, sieve, wishes)
        if why_not := _lacking(report, belonging, edition):
            left_out += _left_out(edition, report, why_not)
        else:
            account = account_of(report, belonging.matches, measure, wishes.told((report.lead, *report.others)))
            pin = belonging.pin
            place = wishes.pins.index(pin) if pin else 0
            ranked.append(Ranked(report, account, belonging.matches, belonging.picked, pin, place))
    return ranked, left_out


def _lacking(report: Report, belonging: _Belonging, edition: Edition) -> str:
    """Why a report cannot run, or ""."""
    if not (belonging.picked or belonging.pin) and (published := _old(report.lead, edition)):
        return f"old: published {published:%Y-%m-%d}, long before this issue's window"
    if report.lead.brief.lede is None:
        return "no sentence of it can stand as a lede"
    return "" if belonging.matches else "belongs to none of the newsletter's topics"


def _old(candidate: Candidate, edition: Edition) -> datetime | None:
    """When a candidate came out, where that is too long ago; None where it is news, or does not say."""
    published = candidate.article.entry.published
    return published if published and published < edition.since - OLD_NEWS else None


def _measure(edition: Edition) -> Measure:
    hours = edition.newsletter.ranking.half_life_hours
    half_life = timedelta(hours=hours) if hours else (edition.until - edition.since) / 2
    return Measure(edition.newsletter, edition.until, half_life, edition.source_weights)


def _belonging(report: Report, sieve: Sieve, wishes: Wishes) -> _Belonging:
    """What is picked or pinned, in any of its versions, belongs, whatever it is about."""
    versions = (report.lead, *report.others)
    picked = next((why for each in versions if (why := wishes.picked(each))), "")
    pin = wishes.pin(max(versions, key=wishes.rank))
    matches = sieve(report.lead.article, report.lead.brief)
    if not matches and (picked or pin):
        matches = (Match(Topic("", "Picked"), why=picked or "by hand"),)
    return _Belonging(matches, picked, pin)


def _updated(candidate: Candidate, changes: tuple[Change, ...]) -> datetime | None:
    """When it was last changed, if that was worth telling: by the store's own eyes, else as it says."""
    told = candidate.article.entry.updated
    seen = candidate.revised if changes or candidate.former is None else None  # a mended comma is no update
    updated = seen or told
    return updated if updated and updated - published_at(candidate) > UPDATED_AFTER else None


def _story(edition: Edition, ranked: Ranked) -> Story:
    lead = ranked.report.lead
    changes = find_changes(lead.former, lead.article) if lead.former else ()
    updated = _updated(lead, changes)
    titles = edition.source_titles
    source_title = titles.get(lead.article.entry.source, "")
    return Story(
        key=lead.key,
        brief=replace(lead.brief, quotes=_quotes(edition, ranked.report)),
        source_title=source_title,
        byline=lead.article.byline if lead.article.byline != source_title else "",
        image=lead.article.image,
        published=published_at(lead).astimezone(edition.zone),
        updated=updated.astimezone(edition.zone) if updated else None,
        topic=ranked.title,
        reason=ranked.account.sentence,
        also=_also(ranked.report, titles, source_title),
        account=ranked.account,
        changes=changes,
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
