"""`digest readers ...`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from digest.cli import readers_files, readers_held, readers_leave, readers_suppress
from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json
from digest.cli.readers_options import DryRunOption, check_newsletter, kept_address
from digest.ports import Enrolment
from digest.signup import read_address

app = typer.Typer(
    help="The readers: import, export, list, show, add, remove, erase, suppress; mail that asks to leave.",
    no_args_is_help=True,
)
app.command()(readers_leave.leave)

ConsentOption = Annotated[
    str, typer.Option("--consent", metavar="TEXT", help="Where their consent comes from; kept with each reader.")
]

NEW = ("readers", "joined")
"""The counts of a tally that stand for somebody who gets a newsletter from now on."""
FATES = {
    "readers": "a new reader",
    "joined": "one newsletter more",
    "known": "a reader of it already",
    "left": "left before",
    "suppressed": "suppressed or erased",
    "unusable": "no usable address",
}
"""What becomes of somebody who is added, by the count of a tally."""

app.command(name="import")(readers_files.import_)
app.command()(readers_files.export)
app.command(name="list")(readers_held.list_)
app.command()(readers_held.show)


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The reader's address.")],
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="The newsletter to send.")],
    consent: ConsentOption,
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Add one reader. Who left, or was erased or suppressed, stays away.

    Example: digest readers add me@example.com --newsletter morning --consent "myself"
    """
    with newsroom(config) as room:
        check_newsletter(room, newsletter)
        enrolment = Enrolment(read_address(email), (newsletter,), consent=consent)
        with room.register.intake(room.clock.now(), dry_run=dry_run) as take:
            tally = asdict(take([enrolment]))
    became = next(fate for fate in FATES if tally[fate])
    if json:
        print_json({"email": enrolment.email, "newsletter": newsletter, "became": FATES[became], "dry_run": dry_run})
    elif became in NEW:
        out.print("Would be added. Nothing was written." if dry_run else "Added.")
    else:
        out.print(f"Nothing was added: {FATES[became]}.")


@app.command()
def remove(
    email: Annotated[str, typer.Argument(help="The reader's address.")],
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="Only from this newsletter.")] = "",
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Take a reader off one newsletter or all; what is queued for them is not sent any more.

    Example: digest readers remove ida@example.com
    """
    with newsroom(config) as room:
        address = kept_address(email)
        held = room.register.dossier(address).get("subscriptions", ())
        on = [each["newsletter"] for each in held if each["state"] == "subscribed"]
        ended = [each for each in on if newsletter in {"", each}]
        if not dry_run:
            room.register.remove(address, newsletter, room.clock.now())
    if json:
        print_json({"email": address, "removed": ended, "dry_run": dry_run})
    if not ended:
        fail(f"{email} is on no such list", IN_PART)
    if not json:
        named = f" from {', '.join(ended)}"
        out.print(f"Would be removed{named}. Nothing was written." if dry_run else f"Removed{named}.", markup=False)


app.command()(readers_held.erase)
app.command()(readers_suppress.suppress)
app.command()(readers_suppress.unsuppress)
