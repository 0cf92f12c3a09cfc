"""The benchmark of collecting counts what it says it counts, at a small size."""

import pytest
from collect_scale import collected, grow, twice
from collect_site import feed_url, serving


@pytest.fixture(scope="module")
def port():
    with serving() as port:
        yield port


def test_every_feed_has_a_host_of_its_own():
    assert len({feed_url(80, number, 1).split("/")[2] for number in range(10_000)}) == 10_000


def test_every_article_is_collected_told_and_drafted(port, capsys):
    ran = collected(port, 50, 2)
    assert (ran.new, ran.unchanged, ran.problems, ran.told) == (50, 0, 0, 50)
    assert min(ran.main, ran.reader) > 20
    assert 0 < ran.cores <= ran.wanted
    assert "draft of 50:" in capsys.readouterr().out


def test_the_processes_are_compared_over_equal_numbers(port, capsys):
    grow(port, [50])
    assert "wall time of 50: two processes " in capsys.readouterr().out


def test_a_second_run_gets_304s_alone_and_no_page_twice(port):
    (first, asked), (second, asked_again) = twice(port, 60)
    assert (first.new, first.problems, asked) == (60, 0, {"feeds": 60, "stories": 60, "robots.txt": 60})
    assert (second.unchanged, second.new, second.problems, asked_again) == (60, 0, 0, {"unchanged": 60})
