"""`digest serve`."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Annotated

import typer

from digest.adapters.ticker import STOPPING, run_forever
from digest.cli.console import ConfigOption, JsonOption, err, newsroom
from digest.cli.delivering import tell_failed_turn, tell_turn, turn_of
from digest.web.public.opening import open_public
from digest.web.public.server import PublicServer, listen
from digest.wiring import Newsroom


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; without it `serve.host` of the settings.", show_default=False)
    ] = "",
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port; without it `serve.port` of the settings.", show_default=False),
    ] = None,
    with_schedule: Annotated[
        bool, typer.Option("--with-schedule/--web-only", help="Also collect, press and deliver, as `digest run` does.")
    ] = True,
    proxy_headers: Annotated[
        bool, typer.Option(help="Believe X-Forwarded-For and X-Forwarded-Proto of trusted hosts.")
    ] = True,
    trusted_hosts: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="A proxy of yours, or its network; beside `serve.proxies`. Repeatable."),
    ] = None,
    seconds: Annotated[int, typer.Option(min=1, max=3600, help="Seconds between turns of the schedule.")] = 20,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Serve the readers' pages: sign-up, confirmation, preferences, leaving, and the API. Runs the schedule beside them.

    `/healthz` says that the process answers, `/readyz` that the database does. Told to stop, it finishes what it began.

    Examples: digest serve · digest serve --web-only --port 8080 --trusted-hosts 10.0.0.0/8
    """
    with newsroom(config) as room:
        settings = room.settings.serve
        trusted = [*settings.proxies, *(trusted_hosts or ())] if proxy_headers else []
        server = PublicServer(open_public(room), trusted)
        with listen(host or settings.host, port or settings.port) as listener:
            at = f"http://{_shown(*listener.getsockname()[:2])}/"
            err.print(f"Serving {len(room.plan.newsletters)} newsletters at {at} Ctrl+C ends it.", markup=False)
            _log_to_stderr()
            with _signals_kept(), _schedule(room, seconds, json=json) if with_schedule else nullcontext():
                server.serve_at(listener)


@contextmanager
def _schedule(room: Newsroom, seconds: int, *, json: bool) -> Iterator[None]:
    """Run the schedule beside the server, and let its turn under way finish at the end."""
    stop = threading.Event()

    def turning() -> None:
        run_forever(lambda: tell_turn(turn_of(room), json=json), seconds, stop, tell_failed_turn)

    # A turn that outlasts its seconds is no fault: the next one follows it.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    thread = threading.Thread(target=turning, name="schedule")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Keep the process alive through a signal that the server has obeyed: it sends each on to whoever was there before."""
    before = {number: signal.signal(number, lambda *_: None) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _log_to_stderr() -> None:
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("digest.web").setLevel(logging.INFO)


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
