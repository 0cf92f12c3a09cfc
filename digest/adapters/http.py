"""Fetching over HTTP: many GETs side by side behind a plain iterator.

An event loop in a thread of its own does the waiting. Its workers take the next request when they have done one, so that
the cost of a request does not grow with the number that wait, and no host is asked for more than a few at a time.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from queue import SimpleQueue
from threading import Thread

import httpx

import digest
from digest.adapters.address import read_allowance
from digest.adapters.http_get import Getter, Manners, reason
from digest.errors import SourceError
from digest.model.text import clean_line
from digest.ports import Fetched, Request

# httpcore imports sniffio anew six times a request, and Python searches every folder each time for a package that is not
# there: a third of what a request costs. So its absence is remembered.
if "sniffio" not in sys.modules and find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # None is how Python writes "not there"

Lane = deque[Request]
Answer = tuple[Request, Fetched | SourceError]


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching may cost: `deadline` is seconds for one request with all its redirects, `most_bytes` a decoded body."""

    workers: int = 32
    per_host: int = 2
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
        self._tls = tls or httpx.create_ssl_context(trust_env=False)  # costs 20 ms: made once

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer]:
        """Make the requests side by side and yield each with its answer, in the order of arrival.

        The requests are taken at the start. No more answers wait than there are workers, and whoever stops early stops
        the rest.
        """
        round_ = _Round(
            lanes=_lanes(requests, self._limits.per_host),
            limits=self._limits,
            answers=SimpleQueue(),
            room=asyncio.Semaphore(self._limits.workers),
        )
        loop = asyncio.new_event_loop()
        work = loop.create_task(round_.run(self._manners, self._tls))
        thread = Thread(target=_drive, args=(loop, work, round_.answers), name="http", daemon=True)
        thread.start()
        try:
            while answer := round_.answers.get():
                if isinstance(answer, BaseException):
                    raise answer
                _call(loop, round_.room.release)
                yield answer
        finally:
            _call(loop, work.cancel)
            thread.join()


@dataclass(frozen=True, slots=True)
class _Round:
    """One call of `fetch`: the hosts with their requests, and the answers on their way to whoever asked."""

    lanes: deque[Lane]
    limits: Limits
    answers: SimpleQueue[Answer | BaseException | None]
    room: asyncio.Semaphore

    async def run(self, manners: Manners, tls: ssl.SSLContext) -> None:
        workers = min(self.limits.workers, len(self.lanes))
        pool = httpx.Limits(max_connections=workers, max_keepalive_connections=0)
        resolver = ThreadPoolExecutor(max_workers=workers or 1, thread_name_prefix="resolver")
        try:
            async with httpx.AsyncHTTPTransport(verify=tls, trust_env=False, limits=pool) as transport:
                getter = Getter(transport, resolver, manners)
                async with asyncio.TaskGroup() as group:
                    for _ in range(workers):
                        group.create_task(self._worker(getter))
        finally:
            resolver.shutdown(wait=False, cancel_futures=True)

    async def _worker(self, getter: Getter) -> None:
        while self.lanes:
            lane = self.lanes.popleft()
            if not lane:
                continue
            request = lane.popleft()
            await self.room.acquire()
            self.answers.put((request, await self._get(getter, request)))
            self.lanes.append(lane)

    async def _get(self, getter: Getter, request: Request) -> Fetched | SourceError:
        try:
            async with asyncio.timeout(self.limits.deadline):
                return await getter.get(request)
        except SourceError as error:
            return error
        except TimeoutError:
            return SourceError(f"{_host(request)} did not answer in full within {self.limits.deadline:g} s")
        except httpx.HTTPError as error:
            return SourceError(f"{_host(request)} could not be read: {reason(error)}")


def _lanes(requests: Iterable[Request], per_host: int) -> deque[Lane]:
    """Return a queue of hosts, each with its requests, and each in it as often as it may be asked at a time.

    A worker that takes a host out of the queue puts it back when it has asked.
    """
    lanes: dict[str, Lane] = {}
    for request in requests:
        lanes.setdefault(_host(request), deque()).append(request)
    return deque(lane for turn in range(per_host) for lane in lanes.values() if len(lane) > turn)


def _host(request: Request) -> str:
    try:
        return httpx.URL(request.url).raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""


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


def _call(loop: asyncio.AbstractEventLoop, action: Callable[[], object]) -> None:
    with suppress(RuntimeError):  # the loop is closed: the work is done
        loop.call_soon_threadsafe(action)
