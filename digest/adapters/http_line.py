"""Requests in line, host by host: no host is asked for more than a few at a time, and none waits for another."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from digest.adapters.patience import Patience
from digest.ports import Request


@dataclass(slots=True, eq=False)
class Lane:
    """The requests to one host that wait. `turns` is how many workers ask it now, or may."""

    host: str
    waiting: deque[Request] = field(default_factory=deque)
    turns: int = 0


class Line:
    """All requests that wait, while more come in. It belongs to one event loop.

    A worker takes a request with its lane, and gives the lane back when it has asked. So what a request costs does not
    grow with the number that wait.
    """

    def __init__(self, per_host: int, patience: Patience) -> None:
        self._per_host = per_host
        self._patience = patience
        self._lanes: dict[str, Lane] = {}
        self._turns: asyncio.Queue[Lane | None] = asyncio.Queue()
        self._asked = 0
        self._closed = False

    def add(self, request: Request) -> None:
        """Put a request in line."""
        host = host_of(request)
        lane = self._lanes.setdefault(host, Lane(host))
        lane.waiting.append(request)
        if lane.turns < self._per_host:
            lane.turns += 1
            self._turns.put_nowait(lane)

    def close(self) -> None:
        """Say that no more will come: whoever takes is sent home when the line is empty."""
        self._closed = True
        self._end()

    async def take(self) -> tuple[Lane, Request] | None:
        """Return the next request that may be asked, when there is one; None when no more will come."""
        while (lane := await self._turns.get()) is not None:
            if not lane.waiting:
                self._let_go(lane)
            elif wait := self._patience.turn(lane.host):
                asyncio.get_running_loop().call_later(wait, self._turns.put_nowait, lane)
            else:
                return lane, lane.waiting.popleft()
        self._turns.put_nowait(None)  # for the next worker
        return None

    def give_back(self, lane: Lane) -> None:
        """Say that a request of this lane was asked."""
        if lane.waiting:
            self._turns.put_nowait(lane)
        else:
            self._let_go(lane)

    def _let_go(self, lane: Lane) -> None:
        lane.turns -= 1
        if not lane.turns and not lane.waiting:
            del self._lanes[lane.host]
            self._end()

    def _end(self) -> None:
        if self._closed and not self._lanes:
            self._turns.put_nowait(None)


def host_of(request: Request) -> str:
    """Return the host that a request goes to, "" where its address has none."""
    try:
        return urlsplit(request.url).hostname or ""
    except ValueError:
        return ""
