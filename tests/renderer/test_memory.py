"""Memory: a renderer that prints all day holds no more in the evening than in the morning."""

import gc
import tracemalloc

from entry_render import make_issue

RENDERS, GROWTH = 300, 64_000
"""How many issues are printed, and the bytes that may be left of them: three kept issues would be more."""


def test_printing_many_issues_keeps_none_of_them(themed):
    issue = make_issue(6)
    for _ in range(10):
        themed.proof(issue)
    tracemalloc.start()
    try:
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(RENDERS):
            themed.proof(issue)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < GROWTH
