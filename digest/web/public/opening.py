"""The public pages over a newsroom."""

from __future__ import annotations

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from digest.jobs.hubs import PATH
from digest.web.archive.places import Served
from digest.web.archive.reading import ReadingRoom
from digest.web.archive.routes import archive_routes
from digest.web.hooks import MOST_BYTES, hook_routes
from digest.web.hooks import PATH as HOOKS
from digest.web.public.api import api_routes
from digest.web.public.app import public_app
from digest.web.public.counter import Counter
from digest.web.public.house import House
from digest.web.public.leaving import leaving_routes
from digest.web.public.preferring import preference_routes
from digest.web.public.signing import signing_routes
from digest.web.websub import websub_routes
from digest.wiring import Newsroom


def house_of(newsroom: Newsroom) -> House:
    """Return what the pages are told of the settings."""
    settings = newsroom.settings
    first = next(iter(newsroom.plan.newsletters.values()))
    return House(
        brand=first.brand,
        language=settings.site.language,
        zone=settings.site.zone,
        newsletters={id_: each for id_, each in newsroom.plan.newsletters.items() if not each.edition_of},
        url=settings.readers.url,
        embed_on=settings.serve.embed_on,
        also_at=(settings.collect.websub_url,),
        own_hour=any(each.own_hour for each in newsroom.plan.newsletters.values()),
    )


def rooms_of(counter: Counter) -> list[BaseRoute]:
    """Return the routes of every room at the counter. A new room is one more line."""
    return [
        *signing_routes(counter),
        *preference_routes(counter),
        *leaving_routes(counter),
        *api_routes(counter),
    ]


def open_public(newsroom: Newsroom) -> ASGIApp:
    """Return the application of a newsroom, and where hubs of feeds tell of news if any is asked to."""
    house, most = house_of(newsroom), newsroom.settings.collect.max_megabytes * 1_000_000
    hubs = websub_routes(newsroom.exchange, most) if newsroom.exchange else []
    reading = ReadingRoom(house, newsroom.archive, Served(house.url, house.root))
    shelf = archive_routes(reading, newsroom.clock.now())
    rooms = [*rooms_of(Counter(house, newsroom.sign_up_desk)), *shelf, *hubs, *hook_routes(newsroom.reception)]
    return public_app(house, newsroom.is_current, rooms, {PATH: most, HOOKS: MOST_BYTES})
