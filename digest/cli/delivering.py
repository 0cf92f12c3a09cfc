"""`digest deliver` and `digest run`."""

from __future__ import annotations

import logging
import threading
from typing import Annotated

import typer

from digest.adapters.ticker import run_forever
from digest.cli.console import IN_PART, ConfigOption, JsonOption, err, newsroom, out, print_json, progress_bar
from digest.cli.tell import delivery_values, tell_deliveries, tell_expired, tell_pressed, tell_visits, visit_values
from digest.jobs.deliver import DeliveryReport
from digest.jobs.deliver import deliver as job
from digest.jobs.lateness import drop_stale
from digest.jobs.subscribe import purge
from digest.jobs.tick import Turn, tick
from digest.model import DeliveryState
from digest.wiring import Newsroom


def _failed(report: DeliveryReport) -> bool:
    return bool(report.relay_down or (report.states + report.letters)[DeliveryState.FAILED])


def deliver(
    most: Annotated[int | None, typer.Option("--most", min=1, metavar="N", help="Stop after N messages.")] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Send what is queued and due, then stop. Interrupted or killed, it goes on where it was.

    Examples: digest deliver · digest deliver --most 100
    """
    with newsroom(config) as room, progress_bar(hidden=json) as watch:
        expired = drop_stale(room.pressroom)
        report = job(room.office(), watch, most)
    if json:
        print_json(delivery_values(report) | {"expired": expired})
    else:
        tell_expired(expired)
        tell_deliveries(report)
        if not (report.states or report.letters):
            out.print("Nothing is due.")
    if _failed(report):
        raise typer.Exit(IN_PART)


def run(
    once: Annotated[bool, typer.Option("--once", help="Do one turn and stop (for cron).")] = False,
    seconds: Annotated[int, typer.Option(min=1, max=3600, help="Seconds between turns.")] = 20,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Collect, press and deliver at each newsletter's cadence, until stopped.

    Stopped, restarted, started twice or asleep over a clock change: each issue is pressed once, none is skipped
    without a record (`digest status` shows it).

    Examples: digest run · digest run --once --json
    """
    with newsroom(config) as room:
        if once:
            tell_turn(turn_of(room), json=json)
            return
        # A turn that outlasts its seconds is no fault: the next one follows it.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        out.print(f"Running {len(room.plan.newsletters)} newsletters. Ctrl+C ends it.")
        run_forever(lambda: tell_turn(turn_of(room), json=json), seconds, threading.Event(), tell_failed_turn)


def turn_of(room: Newsroom) -> Turn:
    """Do one turn of the scheduler."""
    turn = tick(room.desk, room.pressroom, room.office(), room.exchange)
    if turn.pressed:  # often enough for what is kept for days
        purge(room.sign_up_desk)
    return turn


def tell_failed_turn(error: Exception) -> None:
    """Print why a turn failed."""
    err.print(f"this turn failed and the next one will try again: {error}", style="red", markup=False)


def tell_turn(turn: Turn, *, json: bool) -> None:
    """Print a turn in which something happened; an idle one is silent."""
    if json:
        print_json(
            {
                "sources": visit_values(turn.visits),
                "issues": turn.pressed,
                "deliveries": delivery_values(turn.deliveries),
                "problems": turn.problems,
                "expired": turn.expired,
            }
        )
        return
    tell_visits([visit for visit in turn.visits if not visit.unchanged])
    tell_pressed(turn.pressed)
    tell_expired(turn.expired)
    tell_deliveries(turn.deliveries)
    for problem in turn.problems:
        out.print(f"  not as it should be: {problem}", style="yellow", markup=False, soft_wrap=True)
