"""`digest preview`: a small server on loopback that draws the issue anew at each visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from digest.errors import DigestError
from digest.jobs.preview import Sheet
from digest.model import Newsletter
from digest.web.sheets import File, preview_files, stylesheet

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src * data:; style-src 'self' 'unsafe-inline'; "
    "frame-src 'self'; script-src 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""A mail's pictures may come from anywhere; nothing else may, and no script runs."""


def preview_app(newsletters: Sequence[Newsletter], draw: Callable[[Newsletter], Sheet]) -> Starlette:
    """Return the application: `/` leads to the first newsletter, `/<id>.page.html` to each preview."""
    by_id = {newsletter.id: newsletter for newsletter in newsletters}

    async def home(request: Request) -> Response:  # noqa: ARG001 (Starlette passes it)
        return RedirectResponse(f"/{newsletters[0].id}.page.html")

    async def style(request: Request) -> Response:  # noqa: ARG001
        return _answer(stylesheet())

    async def sheet(request: Request) -> Response:
        name = request.path_params["name"]
        newsletter = by_id.get(name.split(".")[0])
        if newsletter is None:
            return PlainTextResponse("There is no such newsletter.\n", 404, HEADERS)
        try:
            drawn = await run_in_threadpool(draw, newsletter)
            file = preview_files(drawn, newsletters).get(name)
        except DigestError as error:
            return PlainTextResponse(f"{error}\n", 500, HEADERS)
        return _answer(file) if file else PlainTextResponse("There is nothing to run now.\n", 404, HEADERS)

    return Starlette(routes=[Route("/", home), Route("/preview.css", style), Route("/{name}", sheet)])


def _answer(file: File) -> Response:
    return Response(file.body, 200, HEADERS, file.media_type)
