"""Drawing: an issue as it would be, from what the store has; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from digest.editor import Choice, Edition, amend, choose, make_issue
from digest.errors import SourceError
from digest.jobs.picking import at_own_addresses, pins_of, titles_by_hand
from digest.model import Amendment, Candidate, Issue, LeftOut, Newsletter, Proof, Source, Topic
from digest.ports import Accounts, Articles, Clock, Fetched, HandPick, Ledger, Letters, Picks, Planned, Request
from digest.schedule import local_time, wall_label

MAX_WINDOW = timedelta(days=7)
"""The furthest back that an issue reaches, however long the one before it is ago: older news is no news."""

OVERLAP = timedelta(minutes=15)
"""How far a window reaches back over the one before it: an article that was being stored while that issue was pressed
is still seen. What that issue ran is no candidate any more, so nothing runs twice."""


NOTHING_GONE: Mapping[int, str] = {}

RAN_FOR = timedelta(days=14)
"""How long a story that ran is remembered by its words: under another address it does not run again."""

AMENDED_FOR = timedelta(days=14)
"""How long after it ran a story's corrections are owed to its readers."""


Look = Callable[[Sequence[Request], float], Mapping[str, Fetched | SourceError]]
"""Asks for pages, and returns the answers that came within so many seconds, by the requests' keys."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the editor wrote in the configuration, by id."""

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    newsletters: Mapping[str, Newsletter]


@dataclass(frozen=True, slots=True)
class Pressroom:
    """What pressing needs: the editor's plan, the ports, and the renderer."""

    plan: Plan
    articles: Articles
    ledger: Ledger
    clock: Clock
    prove: Callable[[Issue], Proof]
    picks: Picks | None = None
    accounts: Accounts | None = None
    look: Look | None = None
    """The last look at pages; None: nothing is asked."""
    letters: Letters | None = None
    """Where reports for editors are queued; None: nobody is told."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A story that was read anew before the issue was pressed: its headline now, and the one that it had."""

    url: str
    headline: str
    formerly: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as it would be now: `issue` and `proof` are None where there is nothing to run.

    `candidates` are the articles that it was chosen from, with everything that is known of them; `refreshed` are the
    stories, of this issue or an earlier one, whose pages said something else at the last look.
    """

    edition: Edition
    choice: Choice
    issue: Issue | None
    proof: Proof | None
    candidates: tuple[Candidate, ...] = ()
    refreshed: tuple[Refreshed, ...] = ()


def draft(newsletter: Newsletter, room: Pressroom, at: datetime | None = None) -> Draft:
    """Return the issue as it would be pressed this minute, or at the moment `at`; nothing is written.

    A moment in the past knows only the articles and issues of before; an article that was revised since then has the
    words that it has now, because the store keeps no older ones.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    now = at or room.clock.now()
    coming = room.ledger.next_edition(newsletter.id, at)
    label = wall_label(newsletter.cadence, now)
    planned = Planned(0, newsletter.id, label, now, coming.number, coming.since)
    return draw(edition_of(newsletter, planned, now, room.plan), room, replay=at is not None)


def edition_of(newsletter: Newsletter, planned: Planned, now: datetime, plan: Plan) -> Edition:
    """Return which issue a planned one is: its number, its date, and its window up to now."""
    since = planned.since - OVERLAP if planned.since else now - timedelta(hours=newsletter.lookback_hours)
    titles = {source.id: source.title for source in plan.sources.values()}
    weights = {source.id: source.weight for source in plan.sources.values()}
    date = local_time(newsletter.cadence, planned.due)
    window = max(since, now - _furthest(newsletter)), now
    return Edition(newsletter, planned.slot, planned.number, date, *window, titles, weights)


def _furthest(newsletter: Newsletter) -> timedelta:
    """MAX_WINDOW, and a day more for an edition of a whole week: what came while the one before it was made is in this one."""
    return MAX_WINDOW + timedelta(days=1) if newsletter.edition_of else MAX_WINDOW


def draw(edition: Edition, room: Pressroom, *, replay: bool = False, gone: Mapping[int, str] = NOTHING_GONE) -> Draft:
    """Choose, make and print an edition; the candidates in `gone` are left out, each for its reason.

    Raises:
        TemplateError: a template cannot be used, with file:line.
    """
    newsletter = edition.newsletter
    coming = room.articles.candidates(newsletter.id, edition.since, edition.until, replay=replay)
    picks = room.picks.standing(newsletter.id, edition.until) if room.picks else ()
    candidates = _with_picked(coming, picks, edition, room)
    edition = replace(
        edition,
        newsletter=at_own_addresses(newsletter, candidates),
        source_titles={**edition.source_titles, **titles_by_hand(candidates)},
    )
    if newsletter.same_event:
        ran = room.articles.ran(newsletter.id, edition.until - RAN_FOR, edition.date.astimezone(UTC))
        edition = replace(edition, ran=tuple(ran))
    topics = [room.plan.topics[topic] for topic in newsletter.topics]
    there = [candidate for candidate in candidates if candidate.key not in gone]
    choice = choose(edition, topics, there, pins_of(picks, candidates))
    choice = replace(choice, left_out=(*choice.left_out, *_left_behind(candidates, gone, edition.source_titles)))
    issue = make_issue(edition, choice)
    if issue and not replay:
        issue = replace(issue, amendments=_amendments(edition, room))
    proof = room.prove(issue) if issue else None
    if issue and proof and not proof.tells_amendments:
        issue = replace(issue, amendments=())  # what no reader saw stays owed
    return Draft(edition, choice, issue, proof, tuple(candidates))


def _left_behind(candidates: Sequence[Candidate], gone: Mapping[int, str], titles: Mapping[str, str]) -> list[LeftOut]:
    entries = [(each.key, each.article.entry) for each in candidates if each.key in gone]
    return [LeftOut(key, e.headline, e.url, titles.get(e.source, ""), gone[key]) for key, e in entries]


def _with_picked(
    coming: Sequence[Candidate], picks: Sequence[HandPick], edition: Edition, room: Pressroom
) -> list[Candidate]:
    """The candidates of the window, and the picked ones from before it."""
    known = {candidate.key for candidate in coming}
    wanted = [pick.url for pick in picks if pick.place != "out"]
    picked = room.articles.unrun(edition.newsletter.id, wanted) if wanted else ()
    return [*coming, *(each for each in picked if each.key not in known and each.first_seen <= edition.until)]


def _amendments(edition: Edition, room: Pressroom) -> tuple[Amendment, ...]:
    """What the newsletter has to tell of stories that it ran before."""
    reruns = room.articles.reruns(edition.newsletter.id, edition.until - AMENDED_FOR)
    told = {rerun.candidate.key: rerun.told for rerun in reruns}
    return amend(edition.newsletter, [rerun.candidate for rerun in reruns], told, edition.source_titles)
