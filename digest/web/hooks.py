"""Where mail providers tell of bounces: one address for each that the settings name."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digest.jobs.hooks import Reception, take_call
from digest.mailer.hooks import HookCall, HookRefusedError

PATH = "/hooks/bounces/"
MOST_BYTES = 1_000_000
"""Bytes of a call: SendGrid sends up to 768 KB at once."""
MOST_WAITING = 8
"""Calls that are worked on or wait; a provider that sends more is told to come again, as all of them do."""

log = logging.getLogger("digest.web")


def hook_routes(reception: Reception) -> list[Route]:
    """Return a route for each provider that the settings name. The answer to a forged call says nothing of why."""
    waiting, working = asyncio.Semaphore(MOST_WAITING), asyncio.Lock()

    def route(provider: str) -> Route:
        async def told(request: Request) -> Response:
            if waiting.locked():
                return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})
            async with waiting, working:
                call = HookCall(dict(request.headers), await request.body())
                try:
                    took = await run_in_threadpool(take_call, provider, call, reception)
                except HookRefusedError as error:
                    log.warning("a call for %s was refused: %s", provider, error)
                    return Response(status_code=HTTPStatus.FORBIDDEN)
            log.info("%s told of %s", provider, dict(Counter(str(each.became) for each in took)) or "nothing")
            return Response(status_code=HTTPStatus.NO_CONTENT)

        return Route(f"{PATH}{provider}", told, methods=["POST"])

    return [route(provider) for provider in reception.providers]
