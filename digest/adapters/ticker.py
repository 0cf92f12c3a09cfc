"""The ticker: calls one function over and over until it is told to stop.

All that APScheduler is asked for is the ticking. What is due is worked out from rows, so a tick that is late, lost or
raises costs a delay and nothing else.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from digest.adapters.clock import SystemClock

STOPPING = (signal.SIGTERM, signal.SIGINT)
LOOK_SECONDS = 1


def run_forever(
    tick: Callable[[], None], seconds: float, stop: threading.Event, report: Callable[[Exception], None]
) -> None:
    """Call `tick` at once and then every `seconds`, always in one and the same thread, until `stop` is set.

    A tick that takes longer than `seconds` is not overtaken: the ticks that it missed become one. One that raises is
    given to `report`, and the next one comes. Called from the main thread, SIGTERM and SIGINT set `stop` too. A tick
    that is running then is waited for.
    """
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
    scheduler.add_job(
        _guarded(tick, report),
        "interval",
        seconds=seconds,
        next_run_time=SystemClock().now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    with _stopping_on_signals(stop):
        scheduler.start()
        # A wait without end would not notice a signal that the system delivers to another thread.
        while not stop.wait(LOOK_SECONDS):
            pass
        scheduler.shutdown(wait=True)


def _guarded(tick: Callable[[], None], report: Callable[[Exception], None]) -> Callable[[], None]:
    def guarded() -> None:
        try:
            tick()
        except Exception as error:  # noqa: BLE001 - the next tick must come, whatever this one met
            report(error)

    return guarded


@contextmanager
def _stopping_on_signals(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def set_stop(_number: int, _frame: FrameType | None) -> None:
        # The handler interrupts the main thread, which may hold the event's lock just then: another thread sets it.
        threading.Thread(target=stop.set).start()

    before = {number: signal.signal(number, set_stop) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
