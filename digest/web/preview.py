"""`digest preview`: a small server on loopback that draws the issue anew at each visit and when anything changes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import parse_qs, parse_qsl

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from digest.errors import DigestError
from digest.jobs.picking import DECISIONS
from digest.jobs.preview import Sheet, moment
from digest.model import Judgement, Outcome
from digest.signup import read_address
from digest.web.candidates import wanted_of
from digest.web.guard import HOSTS, MAIL, MAX_FORM, PAGE, refusal
from digest.web.sheets import (
    File,
    Live,
    candidates_page,
    judged_page,
    look_page,
    mail_files,
    page,
    static_file,
    why_page,
)
from digest.web.studio import Look, Studio
from digest.web.watch import Signal, watch

Answer = Callable[[Request], Awaitable[Response]]


class Pages:
    """The answers of the preview, one a route. Drawing happens in threads: a slow database never stops the others."""

    def __init__(self, studio: Studio, signal: Signal, first: str) -> None:
        self._studio = studio
        self._signal = signal
        self._first = first
        self._token = secrets.token_urlsafe(24)
        self._probed: dict[bytes, tuple[Judgement, ...]] = {}

    @property
    def _live(self) -> Live:
        return Live(self._token, self._signal.count)

    async def home(self, _: Request) -> Response:
        """Lead to the first newsletter."""
        first = self._first or next(iter(self._studio.room.newsletters))
        return RedirectResponse(f"/{first}.page.html", headers=PAGE)

    async def sheet(self, request: Request) -> Response:
        """Answer with a newsletter's page, its candidates, its judgement, or a form of its mail."""
        name, _, ending = request.path_params["name"].partition(".")
        if static := static_file(request.path_params["name"]):
            return _answer(static)
        live = self._live  # before drawing: a change meanwhile is then shown by the next event
        look = await self._look(request, name)
        if ending == "page.html":
            return _answer(await run_in_threadpool(look_page, look, live))
        if ending == "candidates.html":
            return _answer(await run_in_threadpool(candidates_page, look, wanted_of(request.query_params), live))
        if look.sheet and look.sheet.message:
            if ending in {"judged.html", "probed.html"}:
                known = sha256(look.sheet.message.raw).digest()
                return await self._judged(look, look.sheet, known if ending == "probed.html" else b"")
            if file := mail_files(look.sheet).get(ending):
                return _answer(file, MAIL)
        raise HTTPException(404, "There is no such page." if look.sheet is None else "There is nothing to run then.")

    async def why(self, request: Request) -> Response:
        """Answer with the evidence for one candidate."""
        name, _, key = request.path_params["name"].removesuffix(".html").rpartition("-")
        look = await self._look(request, name)
        known = key.isascii() and key.isdigit() and len(key) < 20
        found = why_page(look, int(key), self._live) if known else None
        if found is None:
            raise HTTPException(404, "There is no such story in this issue.")
        return _answer(found)

    async def changes(self, request: Request) -> Response:
        """Stream an event for each change from the one that the page knows."""
        known = request.query_params.get("known", "")
        stream = self._signal.stream(int(known) if known.isascii() and known.isdigit() and len(known) < 20 else -1)
        return StreamingResponse(stream, headers=PAGE, media_type="text/event-stream")

    async def send(self, request: Request) -> Response:
        """Send a test copy to the posted address and say what the mail server answered."""
        form = await _form(request)
        if why := refusal(request, form, self._token):
            raise HTTPException(403, f"Nothing was sent: {why}.")
        newsletter = self._studio.room.newsletters.get(form.get("newsletter", ""))
        if newsletter is None:
            raise HTTPException(404, "Nothing was sent: there is no such newsletter.")
        at = form.get("at", "")
        when = moment(newsletter, at) if at else None
        address = read_address(form.get("to", ""))
        receipt = await run_in_threadpool(self._studio.room.send, newsletter, address, when)
        if receipt is None:
            raise HTTPException(404, "Nothing was sent: there is nothing to run then.")
        accepted = receipt.outcome is Outcome.ACCEPTED
        title = f"Sent to {address}" if accepted else f"Not sent to {address}"
        answered = f"{receipt.code} {receipt.reply}" if receipt.code else receipt.reply
        return _told(title, f"The mail system answered: {answered or receipt.outcome.value}", 200 if accepted else 502)

    async def pick(self, request: Request) -> Response:
        """Pin, drop or undo the posted story, and lead back to where it stands in the table."""
        form = await _form(request)
        if why := refusal(request, form, self._token):
            raise HTTPException(403, f"Nothing was changed: {why}.")
        newsletter = self._studio.room.newsletters.get(form.get("newsletter", ""))
        if newsletter is None or self._studio.room.decide is None:
            raise HTTPException(404, "Nothing was changed: there is no such newsletter.")
        what = next((what for what in DECISIONS if what in form), "")
        key, _, url = form.get(what, "").partition(" ")
        if not url:
            raise HTTPException(400, "Nothing was changed: the form names no story.")
        await run_in_threadpool(self._studio.room.decide, newsletter, url, what)
        back = wanted_of(dict(parse_qsl(form.get("back", ""), max_num_fields=9))).query
        return RedirectResponse(f"/{newsletter.id}.candidates.html?{back}#story-{key[:20]}", 303, headers=PAGE)

    async def _look(self, request: Request, name: str) -> Look:
        look = await run_in_threadpool(self._studio.look, name, request.query_params.get("at", "").strip())
        if look is None:
            raise HTTPException(404, "There is no such newsletter.")
        return look

    async def _judged(self, look: Look, sheet: Sheet, probed: bytes) -> Response:
        found = self._probed.get(probed)
        if found is None:
            # Abandoned when the page goes or the server stops: slow links keep nobody waiting.
            judge = self._studio.room.judge
            found = tuple(await to_thread.run_sync(judge, sheet, bool(probed), abandon_on_cancel=True))
        if probed:  # asked once a mail: nobody's links are probed at every key stroke
            self._probed = {**dict(list(self._probed.items())[-7:]), probed: found}
        return _answer(judged_page(look, found, probed=bool(probed), live=self._live))


def preview_app(studio: Studio, signal: Signal, first: str = "") -> Starlette:
    """Return the application: `/` leads to the newsletter `first`, `/<id>.page.html` to each preview.

    While it runs it watches the studio's files, and raises the signal when what a page shows may have changed.
    """
    pages = Pages(studio, signal, first)

    @asynccontextmanager
    async def watching(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(watch(studio, signal))
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return Starlette(
        routes=[
            Route("/", pages.home),
            Route("/send", pages.send, methods=["POST"]),
            Route("/pick", pages.pick, methods=["POST"]),
            Route("/changes", pages.changes),
            Route("/why/{name}", pages.why),
            Route("/{name}", pages.sheet),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)],
        exception_handlers={HTTPException: _refused, DigestError: _fault, Exception: _bug},
        lifespan=watching,
    )


def _answer(file: File, headers: dict[str, str] = PAGE) -> Response:
    return Response(file.body, 200, headers, file.media_type)


def _told(title: str, says: str, status: int) -> Response:
    file = page("told.html", title=title, says=says, root="/", live=None)
    return Response(file.body, status, PAGE, file.media_type)


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_FORM:
            raise HTTPException(413, "Nothing was sent: the form is too long.")
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), max_num_fields=9).items()}


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for it)
    return _told(HTTPStatus(error.status_code).phrase, error.detail, error.status_code)


async def _fault(_: Request, error: Exception) -> Response:
    return _told("That cannot be done", str(error), 400)


async def _bug(_: Request, __: Exception) -> Response:
    return _told("Something is broken", "This is a fault in the program. The terminal has the details.", 500)
