"""The crew: work is done in processes of their own, and a process that is lost costs what it had in hand."""

import multiprocessing
import operator
import os
import signal
import time
from queue import SimpleQueue

import pytest

from digest.adapters.crew import ProcessCrew

WAIT = 60


@pytest.fixture
def crew():
    crew = ProcessCrew(2)
    yield crew
    crew.close()
    assert multiprocessing.active_children() == []


def results(crew, *pieces):
    """Do pieces of work, and return what is told of each."""
    told = SimpleQueue()
    for work, task in pieces:
        crew.do(work, task, lambda result, task=task: told.put((task, result)))
    return dict(told.get(timeout=WAIT) for _ in pieces)


def test_each_piece_of_work_is_done_and_told_once(crew):
    assert results(crew, *((operator.neg, number) for number in range(40))) == {n: -n for n in range(40)}


def test_work_is_done_in_other_processes(crew):
    assert results(crew, (os.path.exists, f"/proc/{os.getpid()}"), (eval, "__import__('os').getpid()"))[
        "__import__('os').getpid()"
    ] not in {os.getpid(), 0}


def test_a_process_that_is_killed_costs_its_own_piece_and_no_other(crew):
    told = results(crew, (signal.raise_signal, signal.SIGKILL), *((operator.neg, number) for number in range(20, 40)))
    assert told.pop(signal.SIGKILL) == "the process that did it was ended by signal 9"
    assert told == {n: -n for n in range(20, 40)}


def test_a_process_that_ends_is_told_with_its_status_and_replaced(crew):
    for _ in range(3):
        assert results(crew, (os._exit, 3)) == {3: "the process that did it ended with status 3"}
    assert results(crew, (operator.neg, 1)) == {1: -1}


def test_a_process_does_its_share_and_another_takes_its_place():
    crew = ProcessCrew(1, pieces=3)
    try:
        pids = [results(crew, (eval, "__import__('os').getpid()")).popitem()[1] for _ in range(7)]
    finally:
        crew.close()
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]
    assert multiprocessing.active_children() == []


def test_a_piece_that_takes_too_long_is_given_up():
    crew = ProcessCrew(1, seconds=0.5)
    try:
        assert results(crew, (time.sleep, WAIT)) == {WAIT: "the process that did it was ended after 0.5 s"}
    finally:
        crew.close()


def test_what_the_work_raises_is_told_with_its_traceback(crew):
    bug = results(crew, (operator.neg, "a"))["a"]
    assert isinstance(bug, RuntimeError)
    assert "TypeError: bad operand type for unary -" in str(bug)


def test_closing_waits_for_nobody():
    crew = ProcessCrew(1)
    told = SimpleQueue()
    crew.do(operator.neg, 1, told.put)
    assert told.get(timeout=WAIT) == -1
    crew.do(time.sleep, 10_000, told.put)
    crew.do(operator.neg, 2, told.put)
    crew.close()
    assert multiprocessing.active_children() == []
    while not told.empty():
        assert str(told.get()).startswith("the process that did it was")


def test_a_crew_without_work_starts_no_process():
    before = multiprocessing.active_children()
    crew = ProcessCrew(3)
    assert multiprocessing.active_children() == before
    crew.close()
