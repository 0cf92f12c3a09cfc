"""Telling: an issue's account in a few lines, and the letter that brings them to the newsletter's editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from digest.errors import DigestError
from digest.jobs.drawing import Pressroom
from digest.model import LetterOrder
from digest.model.text import clean_line, counted
from digest.ports import Expired, Planned

LINES_EACH = 20
"""The most lines of one kind in a report; of the others their number is told."""

LINE_LENGTH = 300
"""Letters of a line: an error may quote half a page."""

REPORT = "report"
"""The kind of letter, for a template of its own."""

Account = Mapping[str, Any]


def report_lines(account: Account) -> tuple[str, ...]:
    """Return what an editor should know of an issue, worst news first: LINES_EACH lines of a kind, LINE_LENGTH letters each."""
    kinds = (
        list(map(_down, account["sources_down"])),
        [f"page failed: {each['page']} ({each['source']}): {each['error']}" for each in account["failed_pages"]],
        [f"dropped link: {url}: {why.removeprefix('removed: ')}" for url, why in account["removed"].items()],
        list(map(_refreshed, account["refreshed"])),
        [f"correction: {each['headline']}: {' · '.join(each['changes'])}" for each in account["amendments"]],
        [f"taken out for size: {stories(account['trimmed'])}"] if account["trimmed"] else [],
        [f"left out: {stories(count)}, {reason}" for reason, count in account["left_out"].items()],
    )
    more = {1: account["more_failed_pages"]}
    return tuple(line for at, lines in enumerate(kinds) for line in _capped(lines, more.get(at, 0)))


def stories(number: int) -> str:
    """Return so many stories in words."""
    return counted(number, "story", "stories")


def _capped(lines: list[str], more: int) -> Iterator[str]:
    for line in map(clean_line, lines[:LINES_EACH]):
        yield line if len(line) <= LINE_LENGTH else f"{line[: LINE_LENGTH - 1]}…"
    if beyond := len(lines[LINES_EACH:]) + more:
        yield f"and {beyond} more ({lines[0].partition(':')[0]})"


def _down(source: Account) -> str:
    since = source["failing_since"]
    when = f"since {since[:16].replace('T', ' ')} UTC" if since else "of late"
    return f"source down: {source['source']} {when} ({counted(source['failures'], 'visit')}): {source['error']}"


def _refreshed(story: Account) -> str:
    if story["headline"] == story["formerly"]:
        return f"read anew: {story['headline']}"
    return f"headline refreshed: {story['headline']} (formerly: {story['formerly']})"


def short_form(account: Account) -> Account:
    """Return an account without its candidates, one by one."""
    return {name: value for name, value in account.items() if name not in {"candidates", "more_candidates"}}


def tell_failure(planned: Planned, error: DigestError, room: Pressroom) -> None:
    """Queue the letters on an issue that could not be made; it is the one event with which nothing else is written."""
    if room.letters:
        for letter in letters_on(planned, "failed", f"{error}; it is tried again at each turn", room):
            room.letters.queue(letter, room.clock.now())


def letters_on(
    planned: Planned | Expired, became: str, why: str, room: Pressroom, *, account: Account | None = None
) -> tuple[LetterOrder, ...]:
    """Return a letter for each editor of an issue's newsletter on what became of it: pressed, held, skipped, failed or too late.

    Its name is made of issue, event and mailbox, so that a repeat queues nothing. It is in English, as all reasons are.
    """
    newsletter = room.plan.newsletters.get(planned.newsletter)
    if newsletter is None or room.letters is None:
        return ()
    slot = planned.slot.replace("T", " ")
    told = report_lines(account) if account else ()
    data: dict[str, str | int | bool | list[str]] = {
        "subject": f"{newsletter.title}, {slot}: {became}",
        "heading": f"{newsletter.title}: {became}",
        "lines": [clean_line(f"The issue of {slot}: {why}"), *(f"{line[:1].upper()}{line[1:]}" for line in told)],
    }
    name = f"{REPORT} {planned.newsletter} {planned.slot} {became}"
    return tuple(LetterOrder(f"{name} {editor}", REPORT, editor, "en", data) for editor in newsletter.editors)
