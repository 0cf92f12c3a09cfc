"""The archive as it is served: pages that may be kept for a while and asked for anew by their tag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from digest.web.archive.places import SHELF, index_name, issue_name
from digest.web.archive.reading import Leaf, ReadingRoom

KEPT_SECONDS = 300
"""How long a browser or a proxy may keep a page without asking again."""
NUMBER_DIGITS = 9
"""The most digits of an issue's number; more than any database holds in a column is no number."""
MAIL_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' https: http: data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For issues: a mail brings its styles in its tags, and its pictures are the articles' own, wherever they are."""


def archive_routes(room: ReadingRoom, opened: datetime) -> list[Route]:
    """Return the archive's routes. `opened` is when the server was started: its settings may have changed until then."""

    def show(make: Callable[[Request], Leaf | None], policy: str = "") -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            leaf = make(request)
            if leaf is None:
                raise HTTPException(404)
            return _answer(request, leaf, opened, policy)

        return answer

    def robots(_: Request) -> Response:
        map_ = room.places.address("sitemap.xml")
        closed = "".join(f"Disallow: {room.house.root}/{each}/\n" for each in ("confirm", "leave", "preferences"))
        return PlainTextResponse(f"User-agent: *\n{closed}" + (f"\nSitemap: {map_}\n" if map_ else ""))

    def newest(request: Request) -> Response:
        shelf = room.shelves().get(_newsletter(request))
        if shelf is None:
            raise HTTPException(404)
        name = issue_name(shelf.id, shelf.count) if shelf.count else index_name(shelf.id)
        return RedirectResponse(room.places.link(name, ""), 307)

    sitemap = show(lambda _: room.sitemap())
    return [
        Route("/robots.txt", robots),
        Route("/sitemap.xml", sitemap),
        Route(SHELF, show(lambda _: room.overview())),
        Route(f"{SHELF}/sitemap.xml", sitemap),
        Route(f"{SHELF}/sitemap-{{part}}.xml", show(lambda request: room.sitemap(_number(request, "part")))),
        Route(f"{SHELF}/{{newsletter}}", show(lambda request: room.index(_newsletter(request)))),
        Route(f"{SHELF}/{{newsletter}}/feed.xml", show(lambda request: room.feed(_newsletter(request)))),
        Route(f"{SHELF}/{{newsletter}}/newest", newest),
        Route(
            f"{SHELF}/{{newsletter}}/page-{{page}}",
            show(lambda request: room.index(_newsletter(request), _number(request, "page", 2))),
        ),
        Route(
            f"{SHELF}/{{newsletter}}/{{number}}",
            show(lambda request: room.issue(_newsletter(request), _number(request, "number")), MAIL_POLICY),
        ),
    ]


def _newsletter(request: Request) -> str:
    return str(request.path_params["newsletter"])


def _number(request: Request, name: str, least: int = 1) -> int:
    """Return a number of the address as we would write it, so that each page has one address."""
    said = str(request.path_params[name])
    if not (said.isascii() and said.isdigit() and len(said) <= NUMBER_DIGITS and said[0] != "0" and int(said) >= least):
        raise HTTPException(404)
    return int(said)


def _answer(request: Request, leaf: Leaf, opened: datetime, policy: str) -> Response:
    changed = max(leaf.changed or opened, opened).replace(microsecond=0)
    tag = f'"{sha256(leaf.body).hexdigest()[:32]}"'
    headers = {
        "Cache-Control": f"public, max-age={KEPT_SECONDS}",
        "ETag": tag,
        "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True),
    }
    if policy:
        headers["Content-Security-Policy"] = policy
    if _is_known(request, tag, changed):
        return Response(status_code=304, headers=headers)
    return Response(leaf.body, media_type=leaf.media, headers=headers)


def _is_known(request: Request, tag: str, changed: datetime) -> bool:
    """Whether the asker has this very page: by its tag, else by its date (RFC 9110, 13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return changed <= since.astimezone(UTC)
    except (ValueError, OverflowError):  # no date, or one that no calendar holds
        return False
