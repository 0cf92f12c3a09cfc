"""The last look answers in time, whatever the servers do."""

from threading import Event

from digest.adapters.last_look import LastLook
from digest.ports import Fetched, Request

ONE, TWO = "https://lantern.example/1", "https://lantern.example/2"
REQUESTS = [Request(url, url) for url in (ONE, TWO)]


class Stuck:
    """Answers the first request at once, and the others never until it is let go."""

    def __init__(self) -> None:
        self.let_go = Event()

    def fetch(self, requests):
        for number, request in enumerate(requests):
            if number:
                self.let_go.wait(10)
            yield request, Fetched(200, request.url, b"")


def test_every_answer_comes_by_its_address():
    fetcher = Stuck()
    fetcher.let_go.set()
    assert LastLook(fetcher)(REQUESTS, 20) == {url: Fetched(200, url, b"") for url in (ONE, TWO)}


def test_a_server_that_hangs_holds_nobody():
    fetcher = Stuck()
    assert LastLook(fetcher)(REQUESTS, 0.05) == {ONE: Fetched(200, ONE, b"")}
    fetcher.let_go.set()
