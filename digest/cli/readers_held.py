"""`digest readers list`, `show` and `erase`: what is held of people."""

from __future__ import annotations

import json as json_lines
from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import Annotated, Any

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, err, fail, json_text, newsroom, out, print_json, table
from digest.cli.readers_options import (
    AddressArgument,
    DryRunOption,
    StateOption,
    check_newsletter,
    kept_address,
    standing_of,
)
from digest.model import Frequency
from digest.ports import Choosing, Holding

PAGE = 100
"""Readers that a table shows where --limit says nothing."""


def list_(
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="Only of this newsletter.")] = "",
    state: StateOption = "subscribed",
    language: Annotated[str, typer.Option(metavar="TAG", help="Only of this language.")] = "",
    frequency: Annotated[str, typer.Option(metavar="HOW_OFTEN", help="Only each, daily or weekly.")] = "",
    search: Annotated[str, typer.Option(metavar="TEXT", help="Only addresses with this in them.")] = "",
    limit: Annotated[
        int, typer.Option(min=0, help="The most readers; 0 for 100 in a table and all as JSON.", show_default=False)
    ] = 0,
    after: Annotated[str, typer.Option(metavar="ADDRESS", help="Go on after this address.")] = "",
    config: ConfigOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line instead of a table.")] = False,
) -> None:
    """List readers by address.

    Example: digest readers list --newsletter morning --search @lantern.example --json
    """
    if frequency not in {"", *Frequency}:
        fail(f"--frequency is none of {', '.join(Frequency)}")
    often = Frequency(frequency) if frequency else None
    choosing = Choosing(newsletter, standing_of(state), language, often, search, after)
    with newsroom(config) as room:
        check_newsletter(room, newsletter)
        readers = _readers(room.register.holdings(choosing))
        if json:
            for reader in islice(readers, limit or None):
                typer.echo(json_lines.dumps(reader, ensure_ascii=False))
            return
        page = list(islice(readers, (limit or PAGE) + 1))
    _show_page(page, limit or PAGE)


def _readers(holdings: Iterator[Holding]) -> Iterator[dict[str, Any]]:
    """Yield each reader with all subscriptions that are meant."""
    for email, group in groupby(holdings, attrgetter("email")):
        held = list(group)
        yield {
            "email": email,
            "newsletters": [each.newsletter for each in held],
            "frequencies": [each.frequency for each in held],
            "states": [each.standing for each in held],
            "language": held[0].language,
            "zone": held[0].zone,
            "hour": held[0].hour,
            "paused_until": held[0].paused_until.isoformat() if held[0].paused_until else None,
        }


def _show_page(page: list[dict[str, Any]], limit: int) -> None:
    rows = [
        (each["email"], _subscribed(each), each["language"], each["zone"], (each["paused_until"] or "")[:10])
        for each in page[:limit]
    ]
    table("Readers", ("Address", "Newsletters", "Language", "Zone", "Paused until"), rows)
    if not rows:
        out.print("There are no such readers yet: digest readers add --help")
    if len(page) > limit:
        err.print(f"There are more: --after {rows[-1][0]}", markup=False, soft_wrap=True)


def _subscribed(reader: dict[str, Any]) -> str:
    held = zip(reader["newsletters"], reader["frequencies"], reader["states"], strict=True)
    return ", ".join(
        name + ("" if often == "each" else f" ({often})") + ("" if state == "subscribed" else f" [{state}]")
        for name, often, state in held
    )


def show(email: AddressArgument, config: ConfigOption = None, json: JsonOption = False) -> None:
    """Show all that is held about an address: subscriptions, proof of consent, letters, deliveries, suppression.

    Example: digest readers show ida@example.com
    """
    with newsroom(config) as room:
        held = room.register.dossier(email.strip())
    if json:
        print_json(held)
    elif held:
        for part, value in held.items():
            out.print(f"[bold]{part}[/]")
            out.print(json_text(value), markup=False, soft_wrap=True)
    if not held:
        fail(f"nothing is held about {email}", IN_PART)


def erase(
    email: AddressArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
) -> None:
    """Forget an address for good. A keyed hash stays, which keeps it from being added again.

    Example: digest readers erase ida@example.com --yes
    """
    with newsroom(config) as room:
        address = kept_address(email)
        held = room.register.dossier(address)
        if dry_run:
            out.print(f"{address}: {', '.join(held) or 'nothing'} would be erased. Nothing was written.", markup=False)
            return
        if not yes:
            typer.confirm(f"Erase {address} and all that is held about it? This cannot be undone", abort=True, err=True)
        known = room.register.forget(address, room.clock.now())
    out.print("Erased." if known else "Nothing was held; it will not be added from now on.")
