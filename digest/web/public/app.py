"""The application that readers meet: every room's routes behind one gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from digest.errors import ConsentError, DigestError
from digest.web.public.gate import Gate
from digest.web.public.health import health_routes
from digest.web.public.house import House
from digest.web.public.pages import Pages, static_file
from digest.web.public.words import N_


def public_app(
    house: House, ready: Callable[[], bool], rooms: Sequence[BaseRoute] = (), larger: Mapping[str, int] | None = None
) -> ASGIApp:
    """Return the application: health, style sheets, and the routes of the rooms that are open.

    `larger` names paths, by how they begin, that take more than `gate.MAX_BODY` bytes. A room is a module with a function
    that returns its routes; `opening.open_public` lists the rooms.
    """
    pages = Pages(house)

    async def static(request: Request) -> Response:
        found = static_file(request.path_params["name"], house)
        if found is None:
            raise HTTPException(404)
        found.headers["Cache-Control"] = "public, max-age=600"
        return found

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        told = pages.told(pages.tongue(request), *_WORDS.get(status, _OTHERWISE), status=status)
        told.headers["X-Robots-Tag"] = "noindex"
        return told

    async def dead(request: Request, error: Exception) -> Response:
        return pages.refused(pages.tongue(request), error.code if isinstance(error, ConsentError) else "")

    async def unable(request: Request, _: Exception) -> Response:
        return pages.told(pages.tongue(request), *_WORDS[503], status=503)

    app = Starlette(
        routes=[*health_routes(ready), Route("/static/{name}", static), *rooms],
        exception_handlers={HTTPException: refused, ConsentError: dead, DigestError: unable, Exception: refused},
    )
    return Gate(app, house, larger)  # around all of it: the answer to a fault of ours goes through it, too


_OTHERWISE = (N_("That did not work"), N_("Please go back and try again."))
_WORDS: Mapping[int, tuple[str, str]] = {
    HTTPStatus.NOT_FOUND: (N_("There is no such page"), N_("The link may be old or cut short. Try the newest mail.")),
    HTTPStatus.FORBIDDEN: (N_("That did not work"), N_("The form came from another site. Please fill it in here.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: (N_("Something is broken"), N_("It is our fault, not yours. Please try later.")),
    HTTPStatus.SERVICE_UNAVAILABLE: (N_("We cannot do this now"), N_("Nothing was changed. Please try again soon.")),
}
