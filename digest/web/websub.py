"""Where the hubs of feeds tell us of news (WebSub): they make sure that we asked, then send what is new.

The address is the authority: it ends with a token that only the hub was given. What is sent counts by its signature;
where that is wrong the hub learns nothing of it (8 of the Recommendation).
"""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from digest.errors import DigestError
from digest.jobs.hubs import PATH, Exchange, Ping, answer_hub, is_ours, read_ping

MOST_WAITING = 8
"""Pings that are read or wait to be; a hub that sends more is told to come again, as the Recommendation lets it (7)."""

RETRY_SECONDS = 60

log = logging.getLogger("digest.web")


def websub_routes(exchange: Exchange, most_bytes: int) -> list[Route]:
    """Return the routes at PATH; `most_bytes` of a body are taken."""
    reading, waiting = asyncio.Lock(), asyncio.Semaphore(MOST_WAITING)

    async def asked(request: Request) -> Response:
        answer = await run_in_threadpool(answer_hub, exchange, request.path_params["token"], dict(request.query_params))
        return Response(status_code=HTTPStatus.NOT_FOUND) if answer is None else PlainTextResponse(answer)

    async def told(request: Request) -> Response:
        token = request.path_params["token"]
        if not await run_in_threadpool(is_ours, exchange, token):
            return Response(status_code=HTTPStatus.GONE)  # so that the hub ends it
        if waiting.locked():
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_SECONDS)})
        async with waiting:
            body = await _body(request, most_bytes)
        headers = request.headers
        ping = Ping(headers.get("x-hub-signature", ""), headers.get("content-type", ""), body)
        return Response(status_code=HTTPStatus.ACCEPTED, background=BackgroundTask(read, token, ping))

    async def read(token: str, ping: Ping) -> None:
        async with waiting, reading:  # one at a time: a flood of pings costs no more than a feed that is read anyway
            try:
                visit = await run_in_threadpool(read_ping, exchange, token, ping)
            except DigestError as error:
                log.warning("a ping was not read: %s", error)
            else:
                log.info("a ping of %d bytes: %s", len(ping.body), visit.source if visit else "not read")

    return [
        Route(PATH + "{token}", asked, methods=["GET"]),
        Route(PATH + "{token}", told, methods=["POST"]),
    ]


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except ClientDisconnect:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    return bytes(body)
