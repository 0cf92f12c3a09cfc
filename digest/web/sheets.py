"""The preview page of a sheet, and the files it shows: the same whether served or written to a folder."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from digest.jobs.preview import Sheet
from digest.model import Newsletter

CLIP_BYTES = 102_400
"""Where a large mail client cuts the HTML of a mail (102 KiB with a margin for its own wrapping)."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a preview: its media type and its bytes."""

    media_type: str
    body: bytes


@cache
def _pages() -> Environment:
    return Environment(loader=PackageLoader("digest.web", "pages"), autoescape=True, undefined=StrictUndefined)


def preview_files(sheet: Sheet, newsletters: Sequence[Newsletter]) -> Mapping[str, File]:
    """Return every file of a sheet by name: `<id>.page.html` (the preview), and the mail as .html, .txt and .eml."""
    name = sheet.newsletter.id
    page = _pages().get_template("preview.html").render(_page(sheet, newsletters))
    found = {f"{name}.page.html": File("text/html; charset=utf-8", page.encode())}
    if sheet.message:
        html, text = _parts(sheet.message.raw)
        found[f"{name}.html"] = File("text/html; charset=utf-8", html.encode())
        found[f"{name}.txt"] = File("text/plain; charset=utf-8", text.encode())
        found[f"{name}.eml"] = File("message/rfc822", sheet.message.raw)
    return found


def stylesheet() -> File:
    """The one stylesheet of the preview."""
    return File("text/css; charset=utf-8", files("digest.web").joinpath("pages", "preview.css").read_bytes())


def _parts(raw: bytes) -> tuple[str, str]:
    """The HTML and the text that a mail program reads out of a message: what is previewed is what is sent."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    bodies = [message.get_body((kind,)) for kind in ("html", "plain")]
    html, text = (body.get_content() if body else "" for body in bodies)
    return html, text


def _page(sheet: Sheet, newsletters: Sequence[Newsletter]) -> dict[str, object]:
    issue = sheet.draft.issue
    return {
        "newsletters": newsletters,
        "current": sheet.newsletter,
        "edition": sheet.draft.edition,
        "issue": issue,
        "proof": sheet.proof,
        "clip": CLIP_BYTES,
        "left_out": sheet.draft.choice.left_out,
        "raw": sheet.message.raw.decode("ascii", "replace") if sheet.message else "",
        "text": _parts(sheet.message.raw)[1] if sheet.message else "",
    }
