import itertools
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC

from digest.adapters.clock import SystemClock
from digest.adapters.ticker import run_forever

SOON = 0.001


def unexpected(error):
    raise AssertionError(error)


def test_the_first_tick_comes_at_once_and_the_event_ends_it():
    stop = threading.Event()
    run_forever(stop.set, 3600, stop, unexpected)


def test_nothing_is_left_running():
    stop = threading.Event()
    before = set(threading.enumerate())
    run_forever(stop.set, SOON, stop, unexpected)
    assert set(threading.enumerate()) <= before


def test_ticks_follow_each_other_in_one_thread_and_never_overlap():
    stop, threads, running = threading.Event(), [], threading.Lock()

    def tick():
        assert running.acquire(blocking=False)
        threads.append(threading.get_ident())
        if len(threads) == 5:
            stop.set()
        running.release()

    run_forever(tick, SOON, stop, unexpected)
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


def test_a_tick_that_raises_is_reported_and_the_next_one_comes():
    stop, told, ticks = threading.Event(), [], itertools.count(1)

    def tick():
        number = next(ticks)
        if number == 3:
            stop.set()
        raise ValueError(f"tick {number} failed")

    run_forever(tick, SOON, stop, told.append)
    # Ticks go on until the stop is seen; the first three are what was asked for.
    assert [str(error) for error in told[:3]] == ["tick 1 failed", "tick 2 failed", "tick 3 failed"]


def test_a_running_tick_is_waited_for():
    stop, gate, done = threading.Event(), threading.Event(), []

    def tick():
        stop.set()
        gate.wait(60)
        done.append("tick")

    thread = threading.Thread(target=run_forever, args=(tick, 3600, stop, unexpected))
    thread.start()
    stop.wait(60)
    assert (thread.is_alive(), done) == (True, [])
    gate.set()
    thread.join(60)
    assert (thread.is_alive(), done) == (False, ["tick"])


def test_it_runs_outside_the_main_thread_too():
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(stop.set, 3600, stop, unexpected))
    thread.start()
    thread.join(60)
    assert not thread.is_alive()


# Its ticks may overlap on a loaded machine: as the commands do, it does not tell of those that were left out.
PROGRAM = """
import logging
import threading
from digest.adapters.ticker import run_forever
logging.getLogger("apscheduler").setLevel(logging.ERROR)
run_forever(lambda: print("tick", flush=True), 0.01, threading.Event(), print)
print("stopped")
"""


def test_sigterm_ends_the_program_cleanly():
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert [program.stdout.readline(), program.stdout.readline()] == ["tick\n", "tick\n"]
        program.send_signal(signal.SIGTERM)
        rest, errors = program.communicate(timeout=60)
    assert (rest.splitlines()[-1], errors, program.returncode) == ("stopped", "", 0)


def test_a_signal_to_this_process_sets_the_event_and_the_callers_handlers_come_back():
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    for number in numbers:
        stop = threading.Event()
        run_forever(lambda number=number: os.kill(os.getpid(), number), 3600, stop, unexpected)
        assert stop.is_set()
    assert [signal.getsignal(number) for number in numbers] == before


def test_the_system_clock_tells_aware_utc():
    earlier = SystemClock().now()
    assert earlier <= SystemClock().now()
    assert earlier.tzinfo is UTC
