"""Asking what stands behind the links and pictures of a mail, by the same guarded connections as pages are fetched by."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace

import httpx

import digest
from digest.adapters.address import read_allowance
from digest.adapters.http_get import Getter, Manners, reason, shown
from digest.adapters.http_wire import Wire
from digest.adapters.picture_size import FIRST_BYTES, picture_size
from digest.errors import SourceError
from digest.model import Probed
from digest.model.text import clean_line
from digest.ports import Request


@dataclass(frozen=True, slots=True)
class ProbeLimits:
    """What probing may cost: `deadline` is seconds for one address and `whole` for all; `most_bytes` of a picture are read."""

    addresses: int = 100
    workers: int = 8
    deadline: float = 10.0
    whole: float = 60.0
    most_bytes: int = 5_000_000
    hops: int = 5


class HttpProber:
    """Asks for addresses: by HEAD, then by GET where that gave no good answer or the answer is a picture.

    `allow_private` and `tls` are those of `HttpFetcher`: nothing but public addresses is asked unless it is told so.
    """

    def __init__(
        self,
        limits: ProbeLimits | None = None,
        *,
        allow_private: frozenset[str] | bool = frozenset(),
        about: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or ProbeLimits()
        self._manners = Manners(
            user_agent=f"newsdigest/{digest.__version__}" + (f" (+{clean_line(about)})" if about else ""),
            allowance=read_allowance(allow_private),
            most_bytes=self._limits.most_bytes,
            hops=self._limits.hops,
        )
        self._tls = tls or httpx.create_ssl_context(trust_env=False)

    def probe(self, urls: Iterable[str]) -> Mapping[str, Probed]:
        """Return what came of asking for each of the first addresses; those that the time did not suffice for are missing."""
        wanted = deque(list(dict.fromkeys(urls))[: self._limits.addresses])
        if not wanted:
            return {}
        with ThreadPoolExecutor(
            1, thread_name_prefix="probe"
        ) as thread:  # so that it works beside a running event loop
            return thread.submit(asyncio.run, self._probe_all(wanted)).result()

    async def _probe_all(self, wanted: deque[str]) -> dict[str, Probed]:
        found: dict[str, Probed] = {}
        workers = min(self._limits.workers, len(wanted))
        resolver = ThreadPoolExecutor(workers, thread_name_prefix="resolver")
        getter = Getter(Wire(self._tls), resolver, self._manners)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._limits.whole), asyncio.TaskGroup() as group:
                    for _ in range(workers):
                        group.create_task(self._work(getter, wanted, found))
        finally:
            resolver.shutdown(wait=False, cancel_futures=True)
        return found

    async def _work(self, getter: Getter, wanted: deque[str], found: dict[str, Probed]) -> None:
        while wanted:
            url = wanted.popleft()
            head = await self._asked(replace(getter, method="HEAD"), url)
            good = 200 <= head.status < 300 and not head.media_type.startswith("image/")
            found[url] = head if good else await self._asked(getter, url)

    async def _asked(self, getter: Getter, url: str) -> Probed:
        """Ask once. HEAD gets half the time, so that a server that does not know it leaves some for GET."""
        seconds = self._limits.deadline / 2
        try:
            async with asyncio.timeout(seconds), getter.followed(Request(url, url)) as (way, response):
                answer = Probed(
                    response.status_code,
                    shown(way.url),
                    media_type=clean_line(response.headers.get("content-type", "")),
                )
                if getter.method == "GET" and answer.media_type.startswith("image/"):
                    return await self._picture(response, answer)
                return answer
        except SourceError as error:
            return Probed(0, url, str(error))
        except TimeoutError:
            return Probed(0, url, f"no answer within {seconds:g} s")
        except httpx.HTTPError as error:
            return Probed(0, url, reason(error))

    async def _picture(self, response: httpx.Response, answer: Probed) -> Probed:
        """Read a picture: its size in bytes as they come, whatever its headers say, and in pixels."""
        first, size = b"", 0
        async for chunk in response.aiter_raw():
            size += len(chunk)
            first += chunk[: FIRST_BYTES - len(first)]
            if size > self._limits.most_bytes:
                break
        width, height = picture_size(first)
        return replace(answer, size=size, width=width, height=height)
