"""Asking for pages within a time, whatever their servers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event, Thread

from digest.errors import SourceError
from digest.ports import Fetched, Fetcher, Request


@dataclass(frozen=True, slots=True)
class LastLook:
    """Asks for pages side by side and answers in time; who has not answered by then is missing."""

    fetcher: Fetcher

    def __call__(self, requests: Sequence[Request], seconds: float) -> dict[str, Fetched | SourceError]:
        """Return the answers that came within `seconds`, by the requests' keys."""
        answers: dict[str, Fetched | SourceError] = {}
        done, enough = Event(), Event()

        def ask() -> None:
            try:
                for request, answer in self.fetcher.fetch(requests):
                    answers[request.key] = answer
                    if enough.is_set():
                        break
            finally:
                done.set()

        Thread(target=ask, name="last look", daemon=True).start()
        done.wait(seconds)
        enough.set()
        return dict(answers)
