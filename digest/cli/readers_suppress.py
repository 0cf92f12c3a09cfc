"""`digest readers suppress` and `unsuppress`: who is never written to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.console import IN_PART, ConfigOption, JsonOption, err, fail, newsroom, out, print_json, progress_bar
from digest.cli.readers_options import AddressArgument, DryRunOption, kept_address, opened, pieces
from digest.errors import DigestError
from digest.jobs.progress import Progress
from digest.jobs.suppressing import SuppressReport, suppress_listed


def suppress(
    who: Annotated[str, typer.Argument(metavar="ADDRESS|FILE", help="An address, or a file with one on each line.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the hash.")],
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """See to it that nothing is ever sent to an address, and nobody adds it. Only a keyed hash of it is kept.

    A file may have any length; lines that hold no address are named and left out. After an interruption hand it in again.

    Example: digest readers suppress complaints.txt --reason "complained, May 2026"
    """
    if not reason.strip():
        fail("--reason is empty: say why nothing may be sent to them")
    report, interrupted = SuppressReport(), False
    with newsroom(config) as room, ExitStack() as closing:
        now, register = room.clock.now(), room.register
        watch = closing.enter_context(progress_bar(hidden=json, of_bytes=True))
        chunks = closing.enter_context(_listed(who, watch))
        try:
            for report in suppress_listed(  # noqa: B007 - the last counts
                chunks, lambda emails: register.suppress(emails, reason.strip(), now, dry_run=dry_run)
            ):
                pass
        except KeyboardInterrupt:
            interrupted = True
    _tell(report, json=json, dry_run=dry_run)
    if interrupted:
        fail("interrupted; hand the file in again to go on: nobody is suppressed twice", IN_PART)
    if report.faulty:
        raise typer.Exit(IN_PART)


@contextmanager
def _listed(who: str, watch: Progress) -> Iterator[Iterable[bytes]]:
    """Give the list as it comes: an address by itself is a list of one."""
    if "@" in who:
        yield [who.encode("utf-8", "surrogateescape")]
        return
    with opened(Path(who)) as file:
        yield pieces(file, watch)


def _tell(report: SuppressReport, *, json: bool, dry_run: bool) -> None:
    if json:
        faults = [{"line": line, "fault": fault} for line, fault in report.faults]
        print_json(asdict(report) | {"faults": faults, "dry_run": dry_run})
        return
    for line, fault in report.faults:
        err.print(f"{line}: {fault}", style="yellow", markup=False, soft_wrap=True)
    if dry_run:
        out.print(f"{report.suppressed} would be suppressed, {report.before} were before. Nothing was written.")
    else:
        out.print(f"{report.suppressed} suppressed, {report.before} were before.")


def unsuppress(
    email: AddressArgument,
    consent: Annotated[
        str, typer.Option("--consent", metavar="TEXT", help="How its owner asked for it; kept as proof.")
    ],
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
) -> None:
    """Allow an address again. It was suppressed for a reason: do so only where its owner asked for it.

    Example: digest readers unsuppress ida@example.com --consent "asked by mail on 2 March 2026"
    """
    if not consent.strip():
        fail("--consent is empty: say how the address's owner asked for it")
    with newsroom(config) as room:
        held = room.register.dossier(kept_address(email)).get("suppressed")
        if not held:
            raise DigestError(f"{email} is not suppressed")
        err.print(f"warning: suppressed since {held['since'][:10]}: {held['reason']}", style="yellow", markup=False)
        if dry_run:
            out.print("It would be allowed again. Nothing was written.")
            return
        room.register.lift(kept_address(email), consent.strip(), room.clock.now())
    out.print("Allowed again. It is on no newsletter by that: its owner can sign up.")
