"""What is sound MJML and yet unfit for a mail: it leaves readers out, or mail programs take it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.renderer.attributes import value_of
from digest.renderer.markup import Attribute, Flaw, Kind, Token

_PICTURES = frozenset({"img", "mj-image", "mj-social-element", "mj-carousel-image"})
_DEAD = frozenset({"script", "form", "iframe", "object", "embed", "video", "audio", "svg"})
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_FOLLOWED = frozenset({"http", "https", "mailto", "tel", "cid"})
_ADDRESSES = frozenset({"href", "src", "background", "background-url", "thumbnails-src"})


def unfit(text: str, tokens: Sequence[Token]) -> Iterator[Flaw]:
    """Yield what mail programs or readers will not have, in its order."""
    for token in tokens:
        if token.kind is Kind.OPEN:
            yield from _tag(token)
            for attribute in token.attributes:
                yield from _attribute(token, attribute, value_of(text, attribute))


def _tag(token: Token) -> Iterator[Flaw]:
    names = {attribute.name for attribute in token.attributes}
    if token.name in _PICTURES and "alt" not in names:
        yield Flaw(token.start, f'<{token.name}> has no alt: say what it shows, or alt="" where it only adorns')
    if token.name == "mj-social-element" and "src" not in names:
        yield Flaw(
            token.start, "<mj-social-element> has no src: MJML would take the picture from another company's server"
        )
    if token.name == "table" and "role" not in names:
        yield Flaw(
            token.start, '<table> has no role: screen readers need "presentation" for a layout, "table" for data'
        )
    if token.name in _DEAD:
        yield Flaw(token.start, f"<{token.name}> is taken out by mail programs")


def _attribute(token: Token, attribute: Attribute, value: str | None) -> Iterator[Flaw]:
    if attribute.name.lower().startswith("on"):
        yield Flaw(attribute.start, f'"{attribute.name}" of <{token.name}> is taken out by mail programs')
    if (
        attribute.name in _ADDRESSES
        and value
        and (scheme := _SCHEME.match(value))
        and scheme[1].lower() not in _FOLLOWED
    ):
        yield Flaw(attribute.start, f"mail programs follow no {scheme[1].lower()}: address")
