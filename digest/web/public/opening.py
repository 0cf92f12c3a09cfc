"""The public pages over a newsroom."""

from __future__ import annotations

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from digest.web.public.app import public_app
from digest.web.public.house import House
from digest.wiring import Newsroom


def house_of(newsroom: Newsroom) -> House:
    """Return what the pages are told of the settings."""
    settings = newsroom.settings
    first = next(iter(newsroom.plan.newsletters.values()))
    return House(
        brand=first.brand,
        language=settings.site.language,
        zone=settings.site.zone,
        newsletters=newsroom.plan.newsletters,
        embed_on=settings.serve.embed_on,
    )


def open_public(newsroom: Newsroom) -> ASGIApp:
    """Return the application of a newsroom. A new room is one more line in `rooms`."""
    house = house_of(newsroom)
    rooms: list[BaseRoute] = []
    return public_app(house, newsroom.is_current, rooms)
