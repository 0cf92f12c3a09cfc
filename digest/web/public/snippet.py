"""The sign-up form as HTML for other pages: a plain form that needs no script, or a frame."""

from __future__ import annotations

from collections.abc import Sequence

from digest.model import Newsletter
from digest.web.public.house import House
from digest.web.public.languages import Tongue
from digest.web.public.pages import environment
from digest.web.public.signing import consent


def form_snippet(house: House, tongue: Tongue, newsletters: Sequence[Newsletter]) -> str:
    """Return a form for these newsletters; a single one needs no tick. Its page must be of `House.origins`."""
    told = {"house": house, "tongue": tongue, "newsletters": newsletters, "consent": consent(tongue, house)}
    return environment(tongue.tag).get_template("snippet_form.html").render(told)


def frame_snippet(house: House, tongue: Tongue) -> str:
    """Return a frame with the small form."""
    return environment(tongue.tag).get_template("snippet_frame.html").render(house=house, tongue=tongue)
