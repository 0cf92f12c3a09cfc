"""The preference centre: what comes, how often, when, to which address; a pause, all that is held, and the way out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digest.jobs.subscribe import (
    change,
    change_address,
    erase,
    keep_wording,
    leave,
    pause,
    personal_data,
    read_preferences,
)
from digest.model import Changes, Door, FieldFault, FormFault, Preferences
from digest.web.public.counter import Counter, Sender, choices, hour, posted, text, visitor
from digest.web.public.languages import Tongue, choose
from digest.web.public.signing import consent, zones
from digest.web.public.words import DONE, N_, fault_words

T = TypeVar("T")


def preference_routes(counter: Counter) -> list[Route]:
    """Return the preference centre of the reader whom the token in the address names."""
    room, path = Preferring(counter), "/preferences/{token}"
    return [
        Route(path, room.show),
        Route(path, room.save, methods=["POST"]),
        Route(f"{path}/address", room.move, methods=["POST"]),
        Route(f"{path}/pause", room.pause, methods=["POST"]),
        Route(f"{path}/leave", room.leave, methods=["POST"]),
        Route(f"{path}/data", room.data),
        Route(f"{path}/erase", room.ask_erase),
        Route(f"{path}/erase", room.erase, methods=["POST"]),
    ]


class Preferring:
    """The answers of this room, one a route."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._pages = counter.pages

    async def show(self, request: Request) -> Response:
        """Show what the reader has chosen."""
        known = await self._do(request, lambda token: read_preferences(token, self._counter.desk))
        return self._draw(request, known)

    async def save(self, request: Request) -> Response:
        """Save what comes, how often and when, and the language."""
        form = await self._own(request)
        wording = consent(self._tongue(request), self._counter.house)

        def save(token: str) -> tuple[FieldFault, ...]:
            desk = self._counter.desk
            read_preferences(token, desk)  # whoever has no working link leaves no trace, not even the words
            changes = Changes(
                choices(form), text(form, "language"), text(form, "zone"), hour(form), keep_wording(wording, desk)
            )
            return change(token, changes, visitor(request, Door.PAGE), desk)

        return await self._changed(request, save, "saved", tongue=text(form, "language"))

    async def move(self, request: Request) -> Response:
        """Ask the new address to confirm."""
        email = text(await self._own(request), "email")
        who = visitor(request, Door.PAGE)
        return await self._changed(
            request, lambda token: change_address(token, email, who, self._counter.desk), "address", email=email
        )

    async def pause(self, request: Request) -> Response:
        """Pause until a day begins where the reader lives; without a day, go on at once."""
        form = await self._own(request)
        day = text(form, "until") if "resume" not in form else None

        def hold(token: str) -> tuple[FieldFault, ...]:
            desk = self._counter.desk
            until = _beginning(day, read_preferences(token, desk).zone or self._counter.house.zone) if day else None
            if day is not None and until is None:
                return (FieldFault("until", FormFault.REQUIRED),)
            return pause(token, until, desk)

        return await self._changed(request, hold, "resumed" if day is None else "paused")

    async def leave(self, request: Request) -> Response:
        """Leave everything."""
        await self._own(request)
        left = await self._do(request, lambda token: leave(token, "", self._counter.desk))
        return self._pages.draw("left.html", self._tongue(request), title=N_("You have left"), left=left)

    async def data(self, request: Request) -> Response:
        """Hand out all that is held of the reader, for people and machines."""
        held = await self._do(request, lambda token: personal_data(token, self._counter.desk))
        shown = json.dumps(held, ensure_ascii=False, indent=2, default=str)
        return Response(
            shown,
            media_type="application/json",
            headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
        )

    async def ask_erase(self, request: Request) -> Response:
        """Ask once more, before a reader is forgotten."""
        known = await self._do(request, lambda token: read_preferences(token, self._counter.desk))
        token, tongue = request.path_params["token"], self._pages.tongue(request, known.language)
        return self._pages.draw("erase.html", tongue, title=N_("Erase me"), known=known, token=token)

    async def erase(self, request: Request) -> Response:
        """Forget the reader."""
        await self._own(request)
        await self._do(request, lambda token: erase(token, self._counter.desk))
        says = N_("We hold nothing of you any more but a code that keeps us from writing to this address again.")
        return self._pages.told(self._tongue(request), N_("You are erased"), says)

    def _tongue(self, request: Request) -> Tongue:
        return self._pages.tongue(request)

    async def _own(self, request: Request) -> FormData:
        """The posted form, where one of our own pages sent it."""
        if self._counter.sender(request) is not Sender.OURS:
            raise HTTPException(403)
        return await posted(request)

    async def _do(self, request: Request, job: Callable[[str], T]) -> T:
        """What a job returns for the token of the address."""
        return await run_in_threadpool(job, request.path_params["token"])

    async def _changed(
        self,
        request: Request,
        job: Callable[[str], tuple[FieldFault, ...]],
        done: str,
        *,
        email: str = "",
        tongue: str = "",
    ) -> Response:
        faults = await self._do(request, job)
        token = request.path_params["token"]
        if not faults:
            now = choose(tongue, "", self._tongue(request).tag)  # whoever changes the language reads on in it
            return self._counter.lead(f"/preferences/{token}", now, done=done)
        known = await self._do(request, lambda token: read_preferences(token, self._counter.desk))
        return self._draw(request, known, fault_words(faults), email=email)

    def _draw(
        self, request: Request, known: Preferences, faults: dict[str, str] | None = None, *, email: str = ""
    ) -> Response:
        tongue = self._pages.tongue(request, known.language)
        return self._pages.draw(
            "preferences.html",
            tongue,
            422 if faults else 200,
            title=N_("Your preferences"),
            known=known,
            chosen={choice.newsletter: choice.frequency for choice in known.choices},
            faults=faults or {},
            done=DONE.get(request.query_params.get("done", ""), ""),
            token=request.path_params["token"],
            email=email,
            offer=self._counter.desk.offer,
            zones=zones(),
            zone=known.zone or self._counter.house.zone,
        )


def _beginning(day: str, zone: str) -> datetime | None:
    """Return the instant at which a day (`2026-12-31`) begins in a zone; None where the text is no day."""
    try:
        return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
