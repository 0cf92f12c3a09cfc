"""The pages: templates in the visitor's language, told what they show."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.model import Newsletter
from digest.renderer.colours import palette
from digest.schedule import describe
from digest.web.public.house import House
from digest.web.public.languages import SOURCE, Tongue, choose, tongues
from digest.web.public.words import LINKS, OFTEN

STATIC = {
    "readers.css": "text/css; charset=utf-8",
    "archive.css": "text/css; charset=utf-8",
    "readers.js": "text/javascript; charset=utf-8",
    "work.js": "text/javascript; charset=utf-8",
}


class Pages:
    """Draws the pages of a house."""

    def __init__(self, house: House) -> None:
        self.house = house

    def draw(self, name: str, tongue: Tongue, status: int = 200, **told: object) -> Response:
        """Return the page of a template in a language; `root` leads from its address to the first page."""
        template = environment(tongue.tag).get_template(name)
        text = template.render(house=self.house, brand=self.house.brand, tongue=tongue, tongues=tongues(), **told)
        return HTMLResponse(text, status)

    def told(self, tongue: Tongue, title: str, *says: str, status: int = 200) -> Response:
        """Return a page that says one thing: a title and paragraphs, keys of the catalogue."""
        return self.draw("told.html", tongue, status, title=title, says=says)

    def refused(self, tongue: Tongue, code: str) -> Response:
        """Return the page that says why a link does not work, by the code of a ConsentError."""
        status, title, says = LINKS.get(code, LINKS["unknown"])
        return self.told(tongue, title, says, status=status)

    def tongue(self, request: Request, known: str = "") -> Tongue:
        """Return the language to answer in: `?lang=`, else the one `known` of a reader, else the browser's, else the site's."""
        accepted = f"{known},{request.headers.get('accept-language', '')}"
        return choose(request.query_params.get("lang", ""), accepted, self.house.language)


def static_file(name: str, house: House) -> Response | None:
    """Return a style sheet or a script; None for any other name."""
    if name == "brand.css":
        return Response(house.stylesheet, media_type="text/css")
    if name == "icon.svg":
        colour, letter = palette(house.brand.accent).light.accent, house.brand.site[:1]
        icon = environment(SOURCE).get_template(name).render(accent=colour, letter=letter)
        return Response(icon, media_type="image/svg+xml")
    if name not in STATIC:
        return None
    return Response(files(__package__).joinpath("static", name).read_bytes(), media_type=STATIC[name])


@cache
def environment(tag: str) -> Environment:
    """Return the templates in a language that ships."""
    pages = Environment(
        loader=PackageLoader("digest.web.public", "pages"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = tongues()[tag].words
    pages.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    pages.filters |= {
        "cadence": partial(_cadence, tag),
        "lines": _lines,
        "language": partial(_language, tag),
        "day": partial(_day, tag),
    }
    pages.globals["often"] = OFTEN
    return pages


def _cadence(tag: str, newsletter: Newsletter) -> str:
    return describe(newsletter.cadence, tag)


def _language(tag: str, newsletter: Newsletter) -> str:
    locale = Locale.parse(newsletter.language.replace("-", "_"))
    return str(locale.get_display_name(tag))


def _day(tag: str, moment: datetime, zone: str) -> str:
    return str(format_date(moment.astimezone(ZoneInfo(zone)), "long", tag))


def _lines(text: str) -> Markup:
    return Markup("<br>").join(Markup("<bdi>{}</bdi>").format(line) for line in text.splitlines())
