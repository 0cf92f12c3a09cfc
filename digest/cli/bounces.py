"""`digest bounces ...`: mail that came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from digest.cli import bounces_listen, bounces_read
from digest.cli.console import IN_PART, ConfigOption, JsonOption, fail, newsroom, out, print_json, table
from digest.model.bounces import BounceKind, BounceRow

app = typer.Typer(
    help="Mail that came back: take it in, see what was done about it, forgive an address.", no_args_is_help=True
)
app.command()(bounces_read.read)
app.command()(bounces_listen.listen)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")]


@app.command(name="list")
def list_(
    kind: Annotated[BounceKind | None, typer.Option("--kind", help="Only of this kind.", show_default=False)] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, metavar="N", help="The newest N.")] = 50,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """List what came back, newest first.

    Examples: digest bounces list · digest bounces list --kind complaint --json
    """
    with newsroom(config) as room:
        rows = room.bounce_desk.bounces.rows(limit, kind=kind or "")
    _tell(rows, json=json)


@app.command()
def show(
    email: Annotated[str, typer.Argument(help="The e-mail address.")],
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show every bounce of an address.

    Example: digest bounces show ida@example.com
    """
    with newsroom(config) as room:
        rows = room.bounce_desk.bounces.rows(1000, email=email)
    if not rows and not json:
        fail(f"nothing of {email} came back", IN_PART)
    _tell(rows, json=json)


def _tell(rows: Sequence[BounceRow], *, json: bool) -> None:
    if json:
        print_json(rows)
        return
    if not rows:
        out.print("Nothing came back.")
    columns = ("when", "kind", "became", "address", "issue", "by", "what was said")
    table("Bounces", columns, [_cells(row) for row in rows])


def _cells(row: BounceRow) -> tuple[str, ...]:
    became = f"{row.became}, forgiven" if row.forgiven else str(row.became)
    said = row.reply or row.status
    return (f"{row.at:%Y-%m-%d %H:%M}", row.kind, became, row.email or "(no reader)", row.issue, row.door, said[:120])


@app.command()
def forgive(
    email: Annotated[str, typer.Argument(help="The e-mail address.")],
    dry_run: DryRun = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Write to an address again that was given up for its bounces; the newsletters that they ended begin again.

    Who complained can sign up again by that, and gets nothing before.

    Example: digest bounces forgive ida@example.com
    """
    with newsroom(config) as room:
        begun = room.bounce_desk.bounces.forgive(email, room.clock.now(), dry_run=dry_run)
    if json:
        print_json({"email": email, "forgiven": begun is not None, "newsletters": begun or ()})
    elif begun is not None:
        again = f" It gets {', '.join(begun)} again." if begun else " It is on no newsletter by that."
        out.print(f"{'It would be forgiven' if dry_run else 'Forgiven'}.{again}", markup=False)
    if begun is None:
        fail(f"{email} has no bounces to forgive", IN_PART)
