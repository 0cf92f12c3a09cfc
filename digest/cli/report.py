"""`digest why` and `digest report`: how an issue was made, and what became of one story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json, table
from digest.cli.issues import NewsletterArgument, newsletter_of
from digest.cli.tell import uncompared_words
from digest.jobs.accounting import candidate_rows
from digest.jobs.drawing import draft
from digest.jobs.preview import moment
from digest.jobs.why import why as find_out
from digest.model import Newsletter
from digest.wiring import Newsroom

Issue = Annotated[int | None, typer.Option("--issue", min=1, metavar="N", help="A pressed issue, by its number.")]


def why(
    url: Annotated[str, typer.Argument(help="The story's address.", metavar="URL")],
    newsletter: Annotated[
        str | None, typer.Option("--newsletter", "-n", metavar="ID", help="Which newsletter; without it the first.")
    ] = None,
    issue: Issue = None,
    at: Annotated[str, typer.Option("--at", metavar="WHEN", help="As of a moment: 2026-11-24T07:30.")] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Tell what became of one address: who listed it, when it was first seen, its score part by part, and why it is in or out.

    Examples: digest why https://news.example/1 · digest why https://news.example/1 --issue 12 --json
    """
    with newsroom(config) as room:
        chosen = newsletter_of(room, newsletter) if newsletter else next(iter(room.plan.newsletters.values()))
        told = find_out(url, _rows(room, chosen, issue, at), chosen.id, room.pressroom)
    if json:
        print_json(told)
        return
    out.print(f"{told['verdict']}", markup=False, soft_wrap=True)
    facts = [(name, _plain(value)) for name, value in told.items() if name not in {"verdict", "row"} and value]
    table("What is known", ("Fact", "Value"), facts)
    row = told.get("row") or {}
    parts = [(part["name"], f"{part['points']:+g}", part["words"]) for part in row.get("parts", ())]
    table(f"Score {row.get('score', 0):g}", ("Part", "Points", "Why"), parts)


def _rows(room: Newsroom, newsletter: Newsletter, issue: int | None, at: str) -> Sequence[Any]:
    """The candidates of a pressed issue, of the one of a moment, or of the one that would go out now."""
    if issue is None:
        return candidate_rows(draft(newsletter, room.pressroom, moment(newsletter, at) if at else None))
    account = room.pressroom.accounts.get(newsletter.id, issue) if room.pressroom.accounts else None
    if account is None:
        fail(f"there is no account of {newsletter.id} number {issue}", IN_PART)
    rows: Sequence[Any] = account["candidates"]
    return rows


def _plain(value: object) -> str:
    return ", ".join(f"{key} ({held})" for key, held in value.items()) if isinstance(value, dict) else str(value)


def report(
    newsletter: NewsletterArgument,
    number: Annotated[
        int | None, typer.Argument(min=1, help="The issue; without it the newest.", metavar="[N]")
    ] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Print the editor's report of a pressed issue: what ran, what was left out and why, what went wrong.

    Examples: digest report morning · digest report morning 12 --json
    """
    with newsroom(config) as room:
        newsletter_of(room, newsletter)
        accounts = room.pressroom.accounts
        found = accounts.get(newsletter, number) if accounts else None
    if found is None:
        fail(f"there is no report of {newsletter}" + (f" number {number}" if number else ""), IN_PART)
    print_json(found) if json else _tell(found)


def _tell(told: Any) -> None:
    out.print(f"{told['newsletter']} No. {told['number']}: {told['stories']} stories", markup=False)
    if told["trimmed"]:
        out.print(f"  taken out for size: {told['trimmed']}", style="yellow")
    if uncompared := told.get("uncompared"):  # accounts of before do not say
        out.print(f"  {uncompared_words(uncompared)}", style="yellow", markup=False)
    ran = [row for row in told["candidates"] if row["in"]]
    table(
        "Ran",
        ("Section", "Story", "Source", "Why"),
        [(r["section"], r["headline"], r["source"], r["reason"]) for r in ran],
    )
    table("Left out", ("Why", "Stories"), list(told["left_out"].items()))
    table("Removed since", ("Page", "Why"), list(told["removed"].items()))
    refreshed = [(each["headline"], each["formerly"]) for each in told.get("refreshed", ())]  # older reports have none
    table("Read anew at the last look", ("Story", "Formerly"), refreshed)
    table("With the feed's text only", ("Story",), [(url,) for url in told["from_feed"]])
    table(
        "Sources down", ("Source", "Failures", "Since", "Last visit", "Error"), list(map(_down, told["sources_down"]))
    )
    failed = [(each["page"], each["source"], each["error"]) for each in told.get("failed_pages", ())]
    table("Pages that failed", ("Page", "Source", "Error"), failed)
    amended = [(each["headline"], " · ".join(each["changes"])) for each in told["amendments"]]
    table("Corrections and updates", ("Story", "Changes"), amended)


def _down(source: Any) -> tuple[object, ...]:
    since = source.get("failing_since", "")  # older reports do not say
    return source["source"], source["failures"], since, source["last_visit"], source["error"]
