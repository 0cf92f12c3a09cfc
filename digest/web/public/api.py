"""The same sign-up for programs: JSON in and out, described by OpenAPI, faults as problem+json (RFC 9457)."""

from __future__ import annotations

import json
import secrets
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount

from digest import __version__
from digest.errors import DigestError
from digest.jobs.subscribe import form_challenge, keep_wording, sign_up
from digest.model import Door, Frequency, SignUpForm
from digest.schedule import describe
from digest.web.public.counter import Counter, choice, visitor
from digest.web.public.languages import Tongue, choose
from digest.web.public.signing import consent
from digest.web.public.words import N_, fault_words

TAKEN = N_("Thank you for signing up. We’ve sent you a confirmation email.")


class Offered(BaseModel):
    """A newsletter that can be chosen."""

    id: str
    title: str
    description: str
    language: Annotated[str, Field(description="BCP 47 tag")]
    cadence: Annotated[str, Field(description="When it goes out, in words of the page's language")]
    frequencies: Annotated[list[Frequency], Field(description="How often it can come")]
    cover: Annotated[str, Field(description="Address of its picture, or empty")]
    example: Annotated[str, Field(description="Address of an issue, or empty")]


class Offer(BaseModel):
    """What a sign-up form shows."""

    language: str
    consent: Annotated[str, Field(description="The words that must stand beside the button: their acceptance is kept")]
    newsletters: list[Offered]


class Chosen(BaseModel):
    """A newsletter that is wanted."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(max_length=200)]
    frequency: Frequency = Frequency.EACH


class SignUp(BaseModel):
    """A reader who wants newsletters, and was shown the words of consent."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(max_length=1000)]
    newsletters: Annotated[list[Chosen], Field(max_length=200)]
    language: Annotated[
        str, Field(max_length=40, description="Of letters and of the consent shown; else Accept-Language")
    ] = ""
    zone: Annotated[str, Field(max_length=100, description="IANA time zone")] = ""
    hour: Annotated[int | None, Field(ge=0, le=23, description="The reader's own hour of delivery")] = None
    page: Annotated[str, Field(max_length=500, description="Address of the page that the form stood on")] = ""
    work: Annotated[str, Field(max_length=320, description="CHALLENGE.NUMBER: a challenge of /challenge, solved")] = ""


class Challenge(BaseModel):
    """A puzzle that a sign-up is to bring solved. It expires, and serves once."""

    challenge: Annotated[str, Field(description="Empty where no work is asked for")]
    bits: Annotated[int, Field(description="SHA-256 over NONCE.NUMBER is to begin with so many zero bits")]


class Taken(BaseModel):
    """The answer to every sound form, whoever's address it is."""

    detail: str


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """Why nothing was done (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[FieldProblem] = []


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    described: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        described[status] = {"description": HTTPStatus(status).phrase, "model": Problem, "content": content}
    return described


def make_api(counter: Counter) -> FastAPI:
    """Return the API as an application of its own, to be mounted at `/api`."""
    api = FastAPI(title=f"{counter.house.brand.site}: newsletters", version=__version__, docs_url=None, redoc_url=None)
    api.add_exception_handler(HTTPException, _refused)
    api.add_exception_handler(RequestValidationError, _misread)
    api.add_exception_handler(DigestError, _unable)

    @api.get("/newsletters", summary="The newsletters that can be chosen", responses=_refusals(422))
    def newsletters(request: Request, lang: Annotated[str, Query(max_length=40)] = "") -> Offer:
        tongue = _tongue(request, lang, counter)
        return Offer(language=tongue.tag, consent=consent(tongue, counter.house), newsletters=_offered(counter, tongue))

    @api.get("/challenge", summary="A puzzle for one sign-up", responses=_refusals(422))
    def challenge() -> Challenge:
        """Return a challenge. Its NONCE is what stands before its first dot; find a NUMBER of at most 16 digits."""
        return Challenge(
            challenge=form_challenge(counter.desk, secrets.token_hex(16)), bits=counter.desk.rules.work_bits
        )

    @api.post("/subscriptions", status_code=202, summary="Sign up", responses=_refusals(400, 413, 415, 422, 503))
    def subscribe(request: Request, wanted: SignUp) -> Taken:
        """Send the letter that asks to confirm. The answer is the same for new and known addresses."""
        tongue = _tongue(request, wanted.language, counter)
        faults = sign_up(_form(wanted, tongue, counter), visitor(request, Door.API), counter.desk)
        if faults:
            words = fault_words(faults)
            raise _Faulty(
                [
                    FieldProblem(
                        field=_NAMES.get(each.field, each.field),
                        code=each.code,
                        detail=_say(tongue, words[each.field or "form"]),
                    )
                    for each in faults
                ]
            )
        return Taken(detail=_say(tongue, TAKEN))

    @api.get("/", include_in_schema=False)
    def about(request: Request) -> Response:
        tongue = _tongue(request, request.query_params.get("lang", ""), counter)
        return counter.pages.draw("api.html", tongue, title="API", described=api.openapi(), json=_pretty)

    return api


def api_routes(counter: Counter) -> list[Mount]:
    """Return the API, which pages of the house's own and friendly sites may call from a browser."""
    allowed = CORSMiddleware(
        make_api(counter),
        allow_origins=sorted(counter.house.origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    return [Mount("/api", allowed)]


_NAMES = {"choices": "newsletters"}
"""Fields that have another name here than at the desk."""


class _Faulty(HTTPException):
    """A form that the desk does not take."""

    def __init__(self, errors: list[FieldProblem]) -> None:
        super().__init__(422)
        self.errors = errors


def _form(wanted: SignUp, tongue: Tongue, counter: Counter) -> SignUpForm:
    return SignUpForm(
        email=wanted.email,
        choices=tuple(choice(each.id, each.frequency) for each in wanted.newsletters),
        language=wanted.language or tongue.tag,
        zone=wanted.zone,
        hour=wanted.hour,
        wording=keep_wording(consent(tongue, counter.house), counter.desk),
        page=wanted.page,
        work=wanted.work,
    )


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _offered(counter: Counter, tongue: Tongue) -> list[Offered]:
    return [
        Offered(
            id=each.id,
            title=each.title,
            description=each.description,
            language=each.language,
            cadence=describe(each.cadence, tongue.tag),
            frequencies=list(counter.desk.offer.get(each.id, ())),
            cover=each.cover,
            example=each.example,
        )
        for each in counter.house.newsletters.values()
    ]


def _tongue(request: Request, lang: str, counter: Counter) -> Tongue:
    return choose(lang, request.headers.get("accept-language", ""), counter.house.language)


def _say(tongue: Tongue, words: str) -> str:
    return tongue.words.gettext(words)


def _problem(status: int, detail: str = "", errors: list[FieldProblem] | None = None) -> Response:
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or [])
    return JSONResponse(told.model_dump(), status, media_type="application/problem+json")


async def _refused(_: Request, error: Exception) -> Response:
    if isinstance(error, _Faulty):
        return _problem(422, "Some fields cannot be taken.", error.errors)
    return _problem(error.status_code if isinstance(error, HTTPException) else 500)


async def _misread(_: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    problems = [
        FieldProblem(field=".".join(map(str, each["loc"][1:])), code=each["type"], detail=each["msg"]) for each in found
    ]
    return _problem(422, "The request is not of the form that is described.", problems)


async def _unable(_: Request, __: Exception) -> Response:
    return _problem(503, "Nothing was changed. Please try again soon.")
