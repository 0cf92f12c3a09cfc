"""Fetching over HTTP: many GETs side by side behind a plain iterator.

An event loop in a thread of its own does the waiting. Its workers take the next request when they have done one, so that
the cost of a request does not grow with the number that wait, and no host is asked for more than a few at a time.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread

import httpx

import digest
from digest.adapters.address import read_allowance
from digest.adapters.http_get import Getter, Manners, reason
from digest.adapters.http_line import Line, host_of
from digest.adapters.http_wire import Wire
from digest.adapters.patience import Patience
from digest.adapters.robots import Robots, RobotsRound
from digest.errors import SourceError
from digest.model.text import clean_line
from digest.ports import Fetched, Request

Answer = tuple[Request, Fetched | SourceError]


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching may cost: `deadline` is seconds for one request with all its redirects, `most_bytes` a decoded body.

    `per_host` is how many requests one host gets at a time, `delay` the seconds from one to the next.
    """

    workers: int = 32
    per_host: int = 2
    delay: float = 0.0
    deadline: float = 30.0
    most_bytes: int = 10_000_000
    hops: int = 5


class HttpFetcher:
    """Gets pages over HTTP/1.1, at public addresses and the web's ports only, with nothing retried.

    `allow_private` frees hosts and networks of the operator's own, on any port (True: all of them). `about` is the page
    that tells a site's owner who is asking. `tls` replaces the public certificate authorities.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: frozenset[str] | bool = frozenset(),
        about: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._manners = Manners(
            user_agent=f"newsdigest/{digest.__version__}" + (f" (+{clean_line(about)})" if about else ""),
            allowance=read_allowance(allow_private),
            most_bytes=self._limits.most_bytes,
            hops=self._limits.hops,
        )
        self._robots = Robots()
        self._patience = Patience(self._limits.delay)
        self._tls = tls or httpx.create_ssl_context(trust_env=False)  # costs 20 ms: made once

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer]:
        """Make the requests side by side and yield each with its answer, in the order of arrival.

        The requests are taken in a thread of their own and as they come: an iterable may wait for an answer before it goes
        on. No more answers wait than there are workers, and whoever stops early stops the rest.
        """
        loop = asyncio.new_event_loop()
        round_ = _Round(
            line=Line(self._limits.per_host, self._patience),
            patience=self._patience,
            limits=self._limits,
            answers=SimpleQueue(),
            room=asyncio.Semaphore(self._limits.workers),
        )
        work = loop.create_task(round_.run(self._manners, self._tls, self._robots))
        driver = Thread(target=_drive, args=(loop, work, round_.answers), name="http", daemon=True)
        driver.start()
        Thread(target=_feed, args=(loop, round_, iter(requests)), name="http requests", daemon=True).start()
        try:
            while answer := round_.answers.get():
                if isinstance(answer, BaseException):
                    raise answer
                _call(loop, round_.room.release)
                yield answer
        finally:
            _call(loop, work.cancel)
            driver.join()


@dataclass(frozen=True, slots=True)
class _Round:
    """One call of `fetch`: the requests in line, and the answers on their way to whoever asked."""

    line: Line
    patience: Patience
    limits: Limits
    answers: SimpleQueue[Answer | BaseException | None]
    room: asyncio.Semaphore

    async def run(self, manners: Manners, tls: ssl.SSLContext, robots: Robots) -> None:
        resolver = ThreadPoolExecutor(self.limits.workers, thread_name_prefix="resolver")
        rules = RobotsRound(robots, self.limits.deadline / 2)
        getter = Getter(Wire(tls), resolver, manners, robots=rules, patience=self.patience)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self.limits.workers):
                    group.create_task(self._worker(getter))
        finally:
            resolver.shutdown(wait=False, cancel_futures=True)

    async def _worker(self, getter: Getter) -> None:
        while taken := await self.line.take():
            lane, request = taken
            await self.room.acquire()
            self.answers.put((request, await self._patient(getter, lane.host, request)))
            self.line.give_back(lane)

    async def _patient(self, getter: Getter, host: str, request: Request) -> Fetched | SourceError:
        """Ask, unless the host has had enough or was given up; and take note where it says so now, or how fast it may be asked."""
        if refusal := self.patience.refusal(host):
            return refusal
        answer = await self._get(getter, request)
        if isinstance(answer, SourceError):
            self.patience.heard(host, answer)
        if request.robots and getter.robots and (delay := getter.robots.delay(request.url)):
            self.patience.slow(host, delay)
        return answer

    async def _get(self, getter: Getter, request: Request) -> Fetched | SourceError:
        try:
            async with asyncio.timeout(self.limits.deadline):
                return await getter.get(request)
        except SourceError as error:
            return error
        except TimeoutError:
            return SourceError(f"{host_of(request)} did not answer in full within {self.limits.deadline:g} s")
        except httpx.HTTPError as error:
            return SourceError(f"{host_of(request)} could not be read: {reason(error)}")


def _feed(loop: asyncio.AbstractEventLoop, round_: _Round, requests: Iterator[Request]) -> None:
    """Put the requests in line, until there are no more or nobody is left to ask them."""
    try:
        for request in requests:
            if not _call(loop, partial(round_.line.add, request)):
                return
    except BaseException as fault:  # noqa: BLE001  raised where somebody can see it
        round_.answers.put(fault)
    _call(loop, round_.line.close)


def _drive(
    loop: asyncio.AbstractEventLoop, work: asyncio.Task[None], answers: SimpleQueue[Answer | BaseException | None]
) -> None:
    """Run the work to its end, whichever it is, and say so."""
    try:
        loop.run_until_complete(work)
    except asyncio.CancelledError:
        pass  # nobody is listening any more
    except BaseException as bug:  # noqa: BLE001  raised where somebody can see it
        answers.put(bug)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        answers.put(None)


def _call(loop: asyncio.AbstractEventLoop, action: Callable[[], object]) -> bool:
    """Have the loop's thread do something; False where the loop is closed, because the work is done."""
    try:
        loop.call_soon_threadsafe(action)
    except RuntimeError:
        return False
    return True
