"""Leaving: by one click of the mail program, by the link in a mail, and by a typed address."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from digest.errors import ConsentError
from digest.jobs.subscribe import leave, leave_by_address
from digest.jobs.subscribe.leaving import named_newsletter
from digest.model import Door, Left
from digest.web.public.counter import Counter, Sender, posted, text, visitor
from digest.web.public.words import N_, fault_words


def leaving_routes(counter: Counter) -> list[Route]:
    """Return the pages for leaving. The link in a mail answers to RFC 8058's one-click request, too."""
    room = Leaving(counter)
    return [
        Route("/leave", room.by_address),
        Route("/leave", room.send_link, methods=["POST"]),
        Route("/leave/{token}", room.ask),
        Route("/leave/{token}", room.leave, methods=["POST"]),
    ]


class Leaving:
    """The answers of this room, one a route."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._pages = counter.pages

    async def ask(self, request: Request) -> Response:
        """Show the button that ends a subscription. Looking changes nothing: scanners of mail look at every link."""
        tongue, token = self._pages.tongue(request), request.path_params["token"]
        newsletter = self._counter.house.newsletters.get(named_newsletter(token, self._counter.desk))
        return self._pages.draw("leave.html", tongue, title=N_("Unsubscribe"), newsletter=newsletter, token=token)

    async def leave(self, request: Request) -> Response:
        """End one subscription, or all.

        The token is the authority, not the sender: the one-click request comes from a mail program's own servers,
        without cookies, from nowhere, and is not redirected (RFC 8058, 3.2).
        """
        form = await posted(request)
        if "List-Unsubscribe" in form:
            return await self._one_click(request)
        left = await run_in_threadpool(self._leave, request.path_params["token"], form)
        return self._pages.draw("left.html", self._pages.tongue(request), title=N_("You have left"), left=left)

    async def _one_click(self, request: Request) -> Response:
        try:
            await run_in_threadpool(self._leave, request.path_params["token"], FormData())
        except ConsentError:
            return PlainTextResponse("", 404)
        return PlainTextResponse("")

    def _leave(self, token: str, form: FormData) -> Left:
        desk = self._counter.desk
        return leave(token, "" if text(form, "what") == "all" else named_newsletter(token, desk), desk)

    async def by_address(self, request: Request) -> Response:
        """Ask for the address that is to be taken off."""
        return self._form(request)

    async def send_link(self, request: Request) -> Response:
        """Send the way out to a typed address, where it is a reader's; the answer is the same to everybody."""
        email = text(await posted(request), "email")
        if self._counter.sender(request) is Sender.STRANGER:
            return self._form(request, email)
        tongue, who = self._pages.tongue(request), visitor(request, Door.PAGE)
        faults = await run_in_threadpool(leave_by_address, email, who, self._counter.desk, language=tongue.tag)
        if faults:
            return self._form(request, email, fault_words(faults))
        says = N_("If this address gets our newsletters, a mail with the way out is on its way.")
        return self._pages.told(tongue, N_("Look into your mailbox"), says)

    def _form(self, request: Request, email: str = "", faults: dict[str, str] | None = None) -> Response:
        return self._pages.draw(
            "leave_by_address.html",
            self._pages.tongue(request),
            422 if faults else 200,
            title=N_("Unsubscribe"),
            email=email,
            faults=faults or {},
        )
