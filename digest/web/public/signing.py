"""Signing up: the page, the form that other sites embed, and the page that confirms."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from functools import cache
from zoneinfo import available_timezones

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.jobs.subscribe import confirm, form_challenge, form_stamp, keep_wording, sign_up
from digest.model import Choice, Door, FieldFault, FormFault, SignUpForm
from digest.web.public.counter import Counter, Sender, choices, hour, posted, text, visitor
from digest.web.public.gate import policy
from digest.web.public.house import House
from digest.web.public.languages import Tongue
from digest.web.public.words import CONSENT, N_, fault_words

NO_STAMP = "-"
"""Stands for the stamp that a form of ours came back without: the desk refuses it, and the page is shown with a new one."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sign-up form as it stands on the page: what was typed, or what it begins with."""

    email: str = ""
    choices: tuple[Choice, ...] = ()
    language: str = ""
    zone: str = ""
    hour: int | None = None
    trap: str = ""
    stamp: str = ""
    work: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The frequency of each newsletter that is ticked."""
        return {choice.newsletter: choice.frequency for choice in self.choices}


@dataclass(frozen=True, slots=True)
class Layout:
    """One of the two looks of the form: its templates, its addresses, and the door it stands for."""

    form: str
    told: str
    path: str
    done: str
    door: Door
    small: bool = field(default=False)


PAGE = Layout("subscribe.html", "told.html", "/subscribe", "/subscribed", Door.PAGE)
EMBED = Layout("embed.html", "embed_told.html", "/embed", "/embed/subscribed", Door.EMBED, small=True)
"""The form without a script for a frame in another page."""


def signing_routes(counter: Counter) -> list[Route]:
    """Return the sign-up page, the form for frames, and the page that confirms."""
    room = Signing(counter)
    return [
        Route("/", room.home),
        Route("/subscribe", room.form),
        Route("/subscribe", room.take, methods=["POST"]),
        Route("/subscribed", room.taken),
        Route("/embed", room.framed_form),
        Route("/embed", room.framed_take, methods=["POST"]),
        Route("/embed/subscribed", room.framed_taken),
        Route("/confirm/{token}", room.ask),
        Route("/confirm/{token}", room.confirm, methods=["POST"]),
    ]


class Signing:
    """The answers of this room, one a route."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._pages = counter.pages
        frames = " ".join(("'self'", *sorted(counter.house.origins)))
        self._framed = {"Content-Security-Policy": policy(counter.house, frames)}

    async def home(self, request: Request) -> Response:
        """Lead to the sign-up page."""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self._counter.house.root}{PAGE.path}{query}", 307)

    async def form(self, request: Request) -> Response:
        """Show the form; `?newsletter=` ticks newsletters."""
        return self._form(PAGE, request)

    async def framed_form(self, request: Request) -> Response:
        """Show the small form, to pages that may frame it."""
        return self._in_a_frame(self._form(EMBED, request))

    async def take(self, request: Request) -> Response:
        """Take a form that was filled in on our page or on a friendly site."""
        return await self._take(PAGE, request)

    async def framed_take(self, request: Request) -> Response:
        """Take the small form."""
        return self._in_a_frame(await self._take(EMBED, request))

    async def taken(self, request: Request) -> Response:
        """Say that a letter is on its way: the same to everybody."""
        return self._taken(PAGE, request)

    async def framed_taken(self, request: Request) -> Response:
        """Say so in the frame."""
        return self._in_a_frame(self._taken(EMBED, request))

    async def ask(self, request: Request) -> Response:
        """Show the button that confirms. Looking changes nothing: scanners of mail look at every link."""
        return self._pages.draw("confirm.html", self._pages.tongue(request), title=N_("Please confirm"))

    async def confirm(self, request: Request) -> Response:
        """Confirm."""
        tongue, who = self._pages.tongue(request), visitor(request, Door.MAIL)
        done = await run_in_threadpool(confirm, request.path_params["token"], who, self._counter.desk)
        newsletters = [each.title for each in map(self._counter.house.newsletters.get, done.newsletters) if each]
        return self._pages.draw(
            "confirmed.html", tongue, title=N_("You are subscribed"), done=done, newsletters=newsletters
        )

    def _form(self, layout: Layout, request: Request) -> Response:
        tongue, wanted = self._pages.tongue(request), request.query_params.getlist("newsletter")
        offered = list(self._counter.house.newsletters)
        ticked = [each for each in offered if each in wanted or len(offered) == 1]
        filled = Filled(
            choices=tuple(Choice(each) for each in ticked),
            language=tongue.tag,
            zone=self._counter.house.zone,
            stamp=form_stamp(self._counter.desk),
        )
        return self._draw(layout, tongue, filled, guess=True)

    async def _take(self, layout: Layout, request: Request) -> Response:
        tongue, filled = self._pages.tongue(request), read_form(await posted(request))
        sender = self._counter.sender(request)
        if sender is Sender.STRANGER:
            # Nobody is signed up by a page that we do not know: one more click, on ours, does it.
            return self._draw(layout, tongue, replace(filled, stamp=form_stamp(self._counter.desk)))
        if sender is Sender.OURS:
            filled = replace(filled, stamp=filled.stamp or NO_STAMP)
        door = Door.EMBED if sender is Sender.FRIEND else layout.door
        faults = await run_in_threadpool(self._sign_up, filled, tongue, request, door)
        if faults:
            stale = any(fault.code is FormFault.STALE for fault in faults)
            again = replace(filled, stamp=form_stamp(self._counter.desk)) if stale else filled
            return self._draw(layout, tongue, again, fault_words(faults))
        return self._counter.lead(layout.done, tongue)

    def _sign_up(self, filled: Filled, tongue: Tongue, request: Request, door: Door) -> tuple[FieldFault, ...]:
        form = SignUpForm(
            email=filled.email,
            choices=filled.choices,
            language=filled.language or tongue.tag,
            zone=filled.zone,
            hour=filled.hour,
            wording=keep_wording(consent(tongue, self._counter.house), self._counter.desk),
            page=request.headers.get("referer", "").partition("?")[0][:500],
            trap=filled.trap,
            stamp=filled.stamp,
            work=filled.work,
        )
        return sign_up(form, visitor(request, door), self._counter.desk)

    def _taken(self, layout: Layout, request: Request) -> Response:
        tongue = self._pages.tongue(request)
        says = (
            N_("Thank you for signing up. We’ve sent you a confirmation email."),
            N_("Please open it and press its button: only then are you subscribed."),
            N_("No mail? Look among the spam, or try again tomorrow. To be safe we write to an address once a day."),
        )
        return self._pages.draw(layout.told, tongue, title=N_("Successfully subscribed"), says=says)

    def _draw(
        self,
        layout: Layout,
        tongue: Tongue,
        filled: Filled,
        faults: dict[str, str] | None = None,
        *,
        guess: bool = False,
    ) -> Response:
        return self._pages.draw(
            layout.form,
            tongue,
            422 if faults else 200,
            title=N_("Newsletters"),
            filled=filled,
            faults=faults or {},
            guess=guess,
            small=layout.small,
            action=self._counter.house.root + layout.path,
            consent=consent(tongue, self._counter.house),
            offer=self._counter.desk.offer,
            zones=zones(),
            challenge=form_challenge(self._counter.desk, secrets.token_hex(16)),
            bits=self._counter.desk.rules.work_bits,
        )

    def _in_a_frame(self, answer: Response) -> Response:
        answer.headers.update(self._framed)
        return answer


def read_form(form: FormData) -> Filled:
    """Return what a visitor typed; all of it is untrusted."""
    return Filled(
        email=text(form, "email"),
        choices=choices(form),
        language=text(form, "language"),
        zone=text(form, "zone"),
        hour=hour(form),
        trap=text(form, "website"),
        stamp=text(form, "form"),
        work=text(form, "work"),
    )


def consent(tongue: Tongue, house: House) -> str:
    """Return the words under which a visitor signs up; the desk keeps them by their hash."""
    return tongue.words.gettext(CONSENT) % {"site": house.brand.site}


@cache
def zones() -> tuple[str, ...]:
    """Return the IANA zones that people live in, by name."""
    return (
        "UTC",
        *sorted(each for each in available_timezones() if "/" in each and not each.startswith(("Etc/", "SystemV/"))),
    )
