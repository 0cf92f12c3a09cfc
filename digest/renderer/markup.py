"""MJML read into tokens. Jinja2's tags are masked first, so that what stands in them is never taken for markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

MASK = "\x1a"
"""Stands for every character of a Jinja2 tag; control characters are refused in templates, so it is no one else's."""

_STRING = r"""\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"""
_JINJA = re.compile(
    rf"""\{{%[-+]?\s*raw\s*-?%\}}.*?\{{%[-+]?\s*endraw\s*[-+]?%\}}
       | \{{\#.*?\#\}}
       | \{{\{{ (?>{_STRING}|[^"'}}]|\}}(?!\}}))*+ \}}\}}
       | \{{%   (?>{_STRING}|[^"'%]|%(?!\}}))*+    %\}}""",
    re.DOTALL | re.VERBOSE,
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_CONDITION = re.compile(r"<!--\[if[^\]]*\]>(?:<!-->|-->)?|<!--<!\[endif\]-->|<!\[endif\]-->")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][\w.:-]*)")
_ATTRIBUTE = re.compile(rf"""\s*({MASK}+)|(?:\s+|(?<={MASK}))([A-Za-z_:@][\w.:-]*)(?:\s*=\s*("[^"]*"|'[^']*'))?""")
_TAG_END = re.compile(r"\s*(/?)>")
_TEXT = re.compile(rf"[^<{MASK}]+")
_MASKED = re.compile(f"{MASK}+")


class Flaw(Exception):  # noqa: N818 - a flaw becomes an error once its offset is a file and a line
    """Something wrong at a character offset of the source."""

    def __init__(self, offset: int, message: str) -> None:
        self.offset, self.message = offset, message
        super().__init__(message)


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    TEXT = auto()
    JINJA = auto()
    """One Jinja2 tag, or several side by side."""
    CONDITION = auto()
    """An opening or closing half of one of Outlook's conditional comments."""
    COMMENT = auto()


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag: its name ("" where Jinja2 tags stand in its place) and the span of its value."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A span of the source: its kind, and for a tag its name, attributes and whether it closes itself."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False


def jinja_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each Jinja2 tag, comment and raw block."""
    return tuple(match.span() for match in _JINJA.finditer(text))


def scan(text: str) -> tuple[Token, ...]:
    """Return the tokens of an MJML source; together they cover all of it.

    Raises:
        Flaw: the markup cannot be read from some point on, or holds a character that no mail may hold.
    """
    if forbidden := _FORBIDDEN.search(text):
        raise Flaw(forbidden.start(), f"character U+{ord(forbidden[0]):04X} cannot stand in a template")
    masked = _JINJA.sub(lambda match: MASK * len(match[0]), text)
    tokens, position = list[Token](), 0
    while position < len(masked):
        tokens.append(_next_token(masked, position))
        position = tokens[-1].end
    return tuple(tokens)


def _next_token(text: str, start: int) -> Token:
    for kind, pattern in ((Kind.TEXT, _TEXT), (Kind.JINJA, _MASKED), (Kind.CONDITION, _CONDITION)):
        if match := pattern.match(text, start):
            return Token(kind, start, match.end())
    if text.startswith("<!--", start):
        return _comment(text, start)
    if name := _TAG_NAME.match(text, start):
        return _tag(text, name)
    if text.startswith(("<!", "<?"), start):
        raise Flaw(start, "only comments may start like this: leave out <!...> and <?...>, or write &lt;")
    raise Flaw(start, 'a bare "<" is written &lt;')


def _comment(text: str, start: int) -> Token:
    end = text.find("-->", start + 4)
    if end < 0:
        raise Flaw(start, "this comment is never closed: --> is missing")
    return Token(Kind.COMMENT, start, end + 3)


def _tag(text: str, head: re.Match[str]) -> Token:
    attributes, position = list[Attribute](), head.end()
    while match := _ATTRIBUTE.match(text, position):
        attributes.append(_attribute(match))
        position = match.end()
    tail = _TAG_END.match(text, position)
    if not tail:
        raise Flaw(position, f'<{head[2]}> is not well formed here: attributes are written name="value"')
    kind = Kind.CLOSE if head[1] else Kind.OPEN
    return Token(kind, head.start(), tail.end(), head[2], tuple(attributes), bool(tail[1]))


def _attribute(match: re.Match[str]) -> Attribute:
    if match[1]:
        return Attribute("", *match.span(1))
    if match[3] is None:
        return Attribute(match[2], match.end(2), match.end(2))
    return Attribute(match[2], match.start(3) + 1, match.end(3) - 1)
