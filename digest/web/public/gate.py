"""The gate that every request passes: size, time, headers, and one line of log that names nobody."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.web.public.health import PATHS as HEALTH
from digest.web.public.house import House, host

MAX_BODY = 65_536
"""Bytes of a request's body."""
MAX_HEARD = 1_000_000
"""Bytes of a body that are heard out before one that is too long is refused."""
BODY_SECONDS = 10.0
"""How long a body may take to arrive."""
HTTPS_DAYS = 365

log = logging.getLogger("digest.web")


class Gate:
    """Lets a request in once its body is whole and small, and sends each answer out with the headers of the house.

    `larger` names paths, by how they begin, whose bodies may be longer: bytes by prefix.
    """

    def __init__(self, app: ASGIApp, house: House, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._larger = larger or {}
        self._root = house.root
        self._headers = page_headers(house)
        known = {host(each) for each in (house.url, *house.also_at)}
        self._hosts = known | {"localhost", "127.0.0.1", "::1"} if house.url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["root_path"], scope["path"] = self._root, self._path(scope["path"])
        name, begun, status = secrets.token_hex(8), perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(MutableHeaders(scope=message), scope, name)
            await send(message)

        try:
            await self._answer(scope, receive, sending)
        finally:
            taken = (perf_counter() - begun) * 1000
            log.info("%s %s %s %d %.0fms", name, scope["method"], masked(scope), status, taken)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if self._is_misled(scope):
                await PlainTextResponse("Misdirected Request\n", 421)(scope, receive, send)
                return
            if _is_ambiguous(scope):
                await PlainTextResponse("Bad Request\n", 400, {"Connection": "close"})(scope, receive, send)
                return
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(receive, self._limit(scope["path"]))
        except TimeoutError:
            await PlainTextResponse("Request Timeout\n", 408, {"Connection": "close"})(scope, receive, send)
        except OverflowError:
            await PlainTextResponse("Content Too Large\n", 413, {"Connection": "close"})(scope, receive, send)
        except ConnectionAbortedError:
            return  # half a form is no form: who went away gets no answer
        else:
            await self._app(scope, _again(body, receive), send)

    def _path(self, asked: str) -> str:
        """The path with the root before it, as ASGI has it, whether or not a proxy took the root off."""
        return asked if asked == self._root or asked.startswith(f"{self._root}/") else self._root + asked

    def _is_misled(self, scope: Scope) -> bool:
        """Whether a request asks for another host than ours: a foreign name that was pointed at this machine."""
        asked = host(f"http://{Headers(scope=scope).get('host', '')}")
        return (
            self._hosts is not None
            and scope["path"].removeprefix(self._root) not in HEALTH
            and asked not in self._hosts
        )

    def _limit(self, path: str) -> int:
        here = path.removeprefix(self._root)
        return next((most for prefix, most in self._larger.items() if here.startswith(prefix)), MAX_BODY)

    def _dress(self, headers: MutableHeaders, scope: Scope, name: str) -> None:
        for key, value in self._headers.items():
            headers.setdefault(key, value)
        if scope["scheme"] == "https":
            headers["Strict-Transport-Security"] = f"max-age={HTTPS_DAYS * 86_400}"
        if "token" in scope.get("path_params", {}):
            headers["X-Robots-Tag"] = "noindex"
        headers["X-Request-ID"] = name


def page_headers(house: House) -> dict[str, str]:
    """Return the headers of every answer; an answer's own come before them."""
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy(house),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",  # with no-referrer a browser hides the origin of our own forms, too
        "X-Content-Type-Options": "nosniff",
    }


def policy(house: House, framed_by: str = "'none'") -> str:
    """Return the policy for a browser: our style sheet and script, the house's pictures, and nothing else."""
    pictures = " ".join(("'self'", *house.picture_origins))
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self'; img-src {pictures}; connect-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
    )


def masked(scope: Scope) -> str:
    """Return a request's path for the log: a token in it shows as its name, and a path that leads nowhere not at all."""
    if "endpoint" not in scope:
        return "(no such page)"
    path = str(scope["path"])
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(str(value), f"{{{name}}}")
    return path


def _is_ambiguous(scope: Scope) -> bool:
    """Whether a request gives its length in two ways: a proxy may see another end of it than we do (RFC 9112, 6.1)."""
    return {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}


async def _body(receive: Receive, most: int) -> bytes:
    """Return the whole body.

    Raises:
        OverflowError: it is longer than `most` bytes. What is too long is still heard out up to MAX_HEARD: a browser
            that is hung up on while it speaks shows no answer.
        ConnectionAbortedError: the client went away before its end.
    """
    heard, body, more = 0, bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError
        piece = message.get("body", b"")
        heard += len(piece)
        if heard <= most:
            body += piece
        more = message.get("more_body", False) and heard <= max(most, MAX_HEARD)
    if heard > most:
        raise OverflowError
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what hands the read body out once, and then whatever the server has to say."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return left.pop() if left else await receive()

    return receiving
