"""The pages of a preview, and the files that they show: the same whether served or written to a folder."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from digest.jobs.candidates import kinds_of
from digest.jobs.preview import Sheet
from digest.model import Grade, Judgement
from digest.model.text import clean_line
from digest.proofreader.size import CLIP
from digest.renderer.links import web_address
from digest.web.candidates import ORDERS, SHOWN, Wanted, lines_of
from digest.web.inbox import inbox_lines
from digest.web.studio import Look
from digest.web.views import VIEWS, in_the_dark, in_the_light, without_styles
from digest.web.why import evidence, trimmed_keys

HTML = "text/html; charset=utf-8"
STATIC = {
    "preview.css": "text/css; charset=utf-8",
    "preview.js": "text/javascript; charset=utf-8",
    "candidates.js": "text/javascript; charset=utf-8",
    "preview.svg": "image/svg+xml",
}
GRADES = (Grade.FAULT, Grade.NOTE, Grade.UNKNOWN, Grade.GOOD)
"""What is to be mended first stands first."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a preview: its media type and its bytes."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Live:
    """What a served page has and a written one has not: the token of its forms, and the count of changes it knows."""

    token: str
    count: int = 0


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("digest.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"line": clean_line, "web": web_address}
    return pages


def page(name: str, **told: object) -> File:
    """Return a page of this template with what it is told."""
    return File(HTML, _pages().get_template(name).render(**told).encode("utf-8", "replace"))


def static_file(name: str) -> File | None:
    """Return the style sheet or the script; None for any other name."""
    if name not in STATIC:
        return None
    return File(STATIC[name], files("digest.web").joinpath("pages", name).read_bytes())


def query(look: Look) -> str:
    """What the addresses of a look end in: the moment that was asked for, or nothing."""
    return f"?{urlencode({'at': look.at})}" if look.at else ""


def look_page(look: Look, live: Live | None, judgements: Sequence[Judgement] | None = None) -> File:
    """Return the preview page. `judgements` None: the page asks for them once it is shown."""
    sheet = look.sheet
    text = mail_parts(sheet)[1] if sheet else ""
    issue = sheet.draft.issue if sheet else None
    sender = look.newsletter.sender.split("<")[0].strip(" \"'") or look.newsletter.sender
    return page(
        "preview.html",
        look=look,
        live=live,
        query=query(look) if live else "",
        root="",
        views=VIEWS,
        issue=issue,
        lines=list(inbox_lines(sender, issue.subject, issue.preheader)) if issue else [],
        clip=CLIP,
        text=text,
        mail=sha256(sheet.message.raw).hexdigest() if sheet and sheet.message else "",
        raw=sheet.message.raw.decode("ascii", "replace") if sheet and sheet.message else "",
        grades=by_grade(judgements) if judgements is not None else None,
        trimmed=trimmed_keys(sheet) if sheet else frozenset(),
        kinds=kinds_of(sheet.candidates) if sheet else {},
    )


def candidates_page(look: Look, wanted: Wanted, live: Live | None) -> File:
    """Return the table of all candidates, as it is asked for; rows that are not asked for are there and hidden."""
    rows = look.sheet.candidates if look.sheet else ()

    def address(order: str) -> str:
        """Where a column's heading leads: its order, or where the table has that already the order turned round."""
        turned = f"-{order}" if wanted.sort == order else order
        return f"{look.newsletter.id}.candidates.html?{replace(wanted, sort=turned).query}"

    return page(
        "candidates.html",
        look=look,
        live=live,
        query=query(look) if live else "",
        root="",
        rows=rows,
        lines=lines_of(rows, wanted),
        wanted=wanted,
        address=address,
        orders=ORDERS,
        shown=SHOWN,
        kinds=kinds_of(rows),
        sources=sorted({row.source for row in rows}, key=str.casefold),
        zone=look.sheet.draft.edition.zone if look.sheet else None,
    )


def by_grade(judgements: Sequence[Judgement]) -> list[tuple[Grade, list[Judgement]]]:
    """Return the judgements by grade, the worst first; a grade that nothing has is left out."""
    grouped = ((grade, [each for each in judgements if each.grade is grade]) for grade in GRADES)
    return [(grade, found) for grade, found in grouped if found]


def judged_page(look: Look, judgements: Sequence[Judgement], *, probed: bool, live: Live | None) -> File:
    """Return the judgement of a mail: a page for whoever has no script, a piece of the preview for whoever has."""
    return page(
        "judged.html",
        look=look,
        live=live,
        query=query(look) if live else "",
        root="",
        grades=by_grade(judgements),
        probed=probed,
    )


def why_page(look: Look, key: int, live: Live | None) -> File | None:
    """Return the page about why one candidate runs or does not; None where the sheet has no such candidate."""
    found = evidence(look.sheet, key) if look.sheet else None
    if found is None:
        return None
    return page("why.html", look=look, live=live, query=query(look) if live else "", root="../", found=found)


def mail_files(sheet: Sheet) -> Mapping[str, File]:
    """Return the mail by the ending of its name: as HTML, in the light, in the dark, without styles, as text and as a message."""
    if sheet.message is None:
        return {}
    html, text = mail_parts(sheet)
    return {
        "html": File(HTML, html.encode()),
        "light.html": File(HTML, in_the_light(html).encode()),
        "dark.html": File(HTML, in_the_dark(html).encode()),
        "plain.html": File(HTML, without_styles(html).encode()),
        "txt": File("text/plain; charset=utf-8", text.encode()),
        "eml": File("message/rfc822", sheet.message.raw),
    }


def mail_parts(sheet: Sheet) -> tuple[str, str]:
    """The HTML and the text that a mail program reads out of a message: what is previewed is what is sent."""
    if sheet.message is None:
        return "", ""
    message = email.message_from_bytes(sheet.message.raw, policy=email.policy.default)
    bodies = [message.get_body((kind,)) for kind in ("html", "plain")]
    html, text = (body.get_content() if body else "" for body in bodies)
    return html, text


def written_files(look: Look, judgements: Sequence[Judgement]) -> Mapping[str, File]:
    """Return every file of a look by its path in a folder: it works without a server."""
    name = look.newsletter.id
    found = {f"{name}.page.html": look_page(look, None, judgements)}
    found[f"{name}.candidates.html"] = candidates_page(look, Wanted(), None)
    if look.sheet:
        found |= {f"{name}.{ending}": file for ending, file in mail_files(look.sheet).items()}
        for candidate in look.sheet.draft.candidates:
            if why := why_page(look, candidate.key, None):
                found[f"why/{name}-{candidate.key}.html"] = why
    return found
