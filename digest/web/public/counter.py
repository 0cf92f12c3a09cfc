"""The counter: what every room of the public pages stands on, and how a visitor's form is read there."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from enum import StrEnum
from functools import cached_property

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from digest.jobs.subscribe import SignUpDesk
from digest.model import Choice, Door, Frequency, Visitor
from digest.web.public.house import House
from digest.web.public.languages import Tongue
from digest.web.public.pages import Pages

CHARSETS = frozenset({"utf-8", "utf8", "us-ascii"})
MOST_FIELDS = 500
MAX_AGENT = 300
"""Characters of a browser's name that are kept."""
NO_HOUR = -1
"""Stands for a text that is no hour: the desk refuses it."""


class Sender(StrEnum):
    """Whose page a form was filled in on."""

    OURS = "ours"
    FRIEND = "friend"
    """A site that may post to us: the house's own, or one of the settings."""
    STRANGER = "stranger"


@dataclass(frozen=True)
class Counter:
    """The house and the desk behind its pages."""

    house: House
    desk: SignUpDesk

    @cached_property
    def pages(self) -> Pages:
        """What draws the pages."""
        return Pages(self.house)

    def lead(self, path: str, tongue: Tongue, **query: str) -> Response:
        """Return what leads a browser from a form that was taken to a page that may be reloaded."""
        more = "".join(f"&{name}={value}" for name, value in query.items())
        return RedirectResponse(f"{self.house.root}{path}?lang={tongue.tag}{more}", 303)

    def sender(self, request: Request) -> Sender:
        """Tell whose page a form comes from, by the browser's own word; what says nothing is no browser, and ours."""
        if request.headers.get("sec-fetch-site") == "same-origin":
            return Sender.OURS
        posted_from = request.headers.get("origin")
        if posted_from is None:
            return Sender.OURS if request.headers.get("sec-fetch-site", "none") == "none" else Sender.STRANGER
        if posted_from == f"{request.url.scheme}://{request.headers.get('host', '')}":
            return Sender.OURS
        return Sender.FRIEND if posted_from in self.house.origins else Sender.STRANGER


async def posted(request: Request) -> FormData:
    """Return the fields of a posted form of either kind (RFC 8058 allows both); files are refused with 400.

    Our pages are UTF-8, and so are forms from them. One that names another charset is refused with 415: Python knows
    some that fail, or that make halves of characters which no page and no database can hold.
    """
    named = Message()
    named["Content-Type"] = request.headers.get("content-type", "")
    if str(named.get_param("charset", "utf-8")).casefold() not in CHARSETS:
        raise HTTPException(415)
    return await request.form(max_files=0, max_fields=MOST_FIELDS)


def visitor(request: Request, door: Door) -> Visitor:
    """Return who sent a request, as far as it tells."""
    address = request.client.host if request.client else ""
    return Visitor(address, request.headers.get("user-agent", "")[:MAX_AGENT], door)


def text(form: FormData, name: str) -> str:
    """Return a field's text; "" where it was left out."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def choices(form: FormData) -> tuple[Choice, ...]:
    """Return the newsletters that are ticked, each with its frequency."""
    ticked = dict.fromkeys(str(each) for each in form.getlist("newsletter"))
    return tuple(choice(each, text(form, f"frequency-{each}")) for each in ticked)


def choice(newsletter: str, frequency: str) -> Choice:
    """Return one choice. A frequency that there is not becomes a newsletter that there is not: the desk refuses it."""
    try:
        return Choice(newsletter, Frequency(frequency or Frequency.EACH))
    except ValueError:
        return Choice("")


def hour(form: FormData) -> int | None:
    """Return the hour of delivery: None where none is wanted, NO_HOUR for any other text."""
    said = text(form, "hour").strip()
    if not said:
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else NO_HOUR
