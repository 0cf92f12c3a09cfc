"""What keeps a local page local: who may ask, which forms are ours, and what a browser may load."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request

HOSTS = ["127.0.0.1", "localhost"]
"""The names that a page of ours is asked for by. Any other is a foreign site whose name was pointed at this machine
(DNS rebinding), and gets nothing."""

MAX_FORM = 16_384
"""Bytes of a posted form: two addresses, in which letters may take nine bytes each, and a few names."""

_EVERYWHERE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

PAGE = {
    **_EVERYWHERE,
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser hides the origin of our own forms, too
    "X-Frame-Options": "DENY",
}
"""Our own pages: our style sheet, script and icon, and nothing from anywhere else."""

MAIL = {
    **_EVERYWHERE,
    "Content-Security-Policy": "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    "Referrer-Policy": "no-referrer",
}
"""A mail: its pictures from wherever it names them and its own styles; no script, no form, an origin of its own."""


def refusal(request: Request, form: Mapping[str, str], token: str) -> str:
    """Return why a posted form is not taken for ours, "" where it is: the token, and the browser's word on where it came from."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return "this form was posted by another site"
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return "this form was posted by another site"
    if not secrets.compare_digest(form.get("token", "").encode(), token.encode()):
        return "this page is older than the server: reload it and send again"
    return ""
