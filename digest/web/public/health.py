"""What monitors ask: does the process answer, and can it work."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from digest.errors import StoreError

PATHS = frozenset({"/healthz", "/readyz"})


def health_routes(ready: Callable[[], bool]) -> list[Route]:
    """Return `/healthz` (the process answers) and `/readyz` (`ready`: the database does, and its schema is ours)."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def able(_: Request) -> Response:
        try:
            current = await run_in_threadpool(ready)
        except StoreError:  # its words name the database, which is nothing for the street
            return PlainTextResponse("the database does not answer, or is newer than this program\n", 503)
        return PlainTextResponse(*(("ok\n", 200) if current else ("the database waits for its migrations\n", 503)))

    return [Route("/healthz", alive), Route("/readyz", able)]
