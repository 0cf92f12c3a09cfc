"""`digest pick`: an editor's word on a single story."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from digest.cli.console import ConfigOption, JsonOption, fail, newsroom, out, print_json, table
from digest.cli.issues import newsletter_of
from digest.collector import canonical_url
from digest.jobs.picking import bring, own_address, word_on
from digest.jobs.preview import moment
from digest.model import Newsletter
from digest.ports import HandPick
from digest.wiring import Newsroom

PLACES = ("picks", "top")


def pick(
    url: Annotated[
        str | None, typer.Argument(help="The story's address; without it the picks are listed.", metavar="[URL]")
    ] = None,
    newsletter: Annotated[
        str | None, typer.Option("--newsletter", "-n", metavar="ID", help="Which newsletter; without it the first.")
    ] = None,
    section: Annotated[str, typer.Option("--section", metavar="picks|top", help="Where it runs.")] = "",
    pin: Annotated[bool, typer.Option("--pin", help="First of its section (without --section: of the top).")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="It does not run.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Forget what was decided about it.")] = False,
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day on which this holds: 2026-11-30.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written; fetch and write nothing.")
    ] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Pick, pin or drop a story by hand, from the next issue on; without an address list what was decided.

    A story that no source listed is fetched and stored: it must be on the public web.

    Examples: digest pick https://news.example/1 --newsletter morning --pin · digest pick https://news.example/1 --undo
    """
    if section and section not in PLACES:
        fail(f"there is no section {section!r} to pick for (known: {', '.join(PLACES)})")
    if drop and (pin or section):
        fail("--drop goes with neither --pin nor --section")
    with newsroom(config) as room:
        chosen = newsletter_of(room, newsletter) if newsletter else next(iter(room.plan.newsletters.values()))
        if url and undo:
            _undo(room, chosen, url, dry_run=dry_run)
        elif url:
            ends = moment(chosen, f"{until}T23:59") if until else None
            place = "out" if drop else section or "any"
            made = HandPick(chosen.id, canonical_url(url), place, pin, room.clock.now(), ends)
            _pick(room, made, url, dry_run=dry_run)
        _list(room, chosen, json=json)


def _pick(room: Newsroom, made: HandPick, url: str, *, dry_run: bool) -> None:
    if not dry_run:
        if made.place != "out":
            bring(url, room.plan.sources.values(), room.desk)
        room.picks.put(replace(made, url=own_address(url, room.pressroom.articles)))
    else:
        out.print(f"Would be {_told(made)}: {made.url}", markup=False, soft_wrap=True)


def _undo(room: Newsroom, newsletter: Newsletter, url: str, *, dry_run: bool) -> None:
    if not dry_run and not room.picks.undo(newsletter.id, own_address(url, room.pressroom.articles)):
        fail(f"nothing was decided about {url} in {newsletter.id}", 1)


def _list(room: Newsroom, newsletter: Newsletter, *, json: bool) -> None:
    standing = room.picks.standing(newsletter.id, room.clock.now())
    if json:
        print_json({"newsletter": newsletter.id, "picks": standing})
        return
    rows = [(_told(each), each.url, f"{each.until:%Y-%m-%d}" if each.until else "it ran") for each in standing]
    table(f"Picks of {newsletter.id}", ("What", "Story", "Until"), rows)
    if not rows:
        out.print("Nothing is picked by hand.")


def _told(pick: HandPick) -> str:
    return f"{word_on(pick)} for {pick.place}" if pick.place in PLACES else word_on(pick)
