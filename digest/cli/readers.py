"""`digest readers ...`."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli import readers_files, readers_held, readers_leave
from digest.cli.console import IN_PART, ConfigOption, fail, newsroom, out
from digest.cli.readers_options import check_newsletter
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

app.command(name="import")(readers_files.import_)
app.command()(readers_files.export)
app.command(name="list")(readers_held.list_)
app.command()(readers_held.show)


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The reader's address.")],
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="The newsletter to send.")],
    consent: ConsentOption,
    config: ConfigOption = None,
) -> None:
    """Add one reader.

    Example: digest readers add me@example.com --newsletter morning --consent "myself"
    """
    with newsroom(config) as room:
        check_newsletter(room, newsletter)
        enrolment = Enrolment(read_address(email), (newsletter,), consent=consent)
        _, added = room.register.enrol([enrolment], room.clock.now())
    out.print("Added." if added else "Nothing was added: already a reader, or left before.")


@app.command()
def remove(
    email: Annotated[str, typer.Argument(help="The reader's address.")],
    newsletter: Annotated[str, typer.Option("--newsletter", metavar="ID", help="Only from this newsletter.")] = "",
    config: ConfigOption = None,
) -> None:
    """Take a reader off one newsletter or all; what is queued for them is not sent any more.

    Example: digest readers remove ida@example.com
    """
    with newsroom(config) as room:
        gone = room.register.remove(read_address(email), newsletter, room.clock.now())
    if not gone:
        fail(f"{email} is on no such list", IN_PART)
    out.print("Removed.")


app.command()(readers_held.erase)
app.command()(readers_held.suppress)
app.command()(readers_held.unsuppress)
