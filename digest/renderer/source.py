"""A template's text with its includes in place, and where each character of it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from jinja2 import Environment, TemplateSyntaxError

from digest.errors import TemplateError
from digest.renderer.grammar import did_you_mean

SOURCE_MOST, PIECES_MOST = 500_000, 5_000
"""Characters and pieces of a template with all that it includes: five times what a mail may hold (`budget.LIMIT`)."""

_INCLUDE = re.compile(r"""\{%[-+]?\s*include\s+(["'])([^"'\n]+)\1\s*[-+]?%\}""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text out of one file: where it starts in the whole, and the line of the file it starts on."""

    start: int
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A template's whole text, and the pieces it was put together from, in order."""

    text: str
    pieces: tuple[Piece, ...]

    def place(self, offset: int) -> tuple[str, int]:
        """Return file and 1-based line of the character at `offset`."""
        piece = self.pieces[bisect_right(self.pieces, offset, key=attrgetter("start")) - 1]
        return piece.file, piece.line + self.text.count("\n", piece.start, offset)

    def error(self, offset: int, message: str) -> TemplateError:
        """Return the error that says what is wrong at `offset`."""
        return TemplateError(*self.place(offset), message)

    def line_start(self, line: int) -> int:
        """Return the offset at which 1-based `line` of the whole text starts (the end, where there are fewer)."""
        starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return starts[min(line, len(starts)) - 1]


def read_source(text: str, name: str, files: Mapping[str, str]) -> Source:
    """Return the template with every `{% include "name" %}` replaced by that file's text, lines still accounted for.

    Raises:
        TemplateError: a file is no Jinja2, or includes itself or a file that is missing; or the whole is too big.
    """
    texts, pieces, length = list[str](), list[Piece](), 0
    for chunk, file, line in _chunks(text, (name,), files):
        texts.append(chunk)
        pieces.append(Piece(length, file, line))
        length += len(chunk)
        if length > SOURCE_MOST or len(pieces) > PIECES_MOST:
            raise TemplateError(file, line, f"the template is too big: more than {SOURCE_MOST:,} characters, or parts")
    return Source("".join(texts), tuple(pieces))


def _chunks(text: str, trail: tuple[str, ...], files: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    name, done, line = trail[-1], 0, 1
    _check_syntax(text, name)
    for match in _INCLUDE.finditer(text):
        yield text[done : match.start()], name, line
        line += text.count("\n", done, match.start())
        included = _find(match[2], TemplateError(name, line, f'there is no template "{match[2]}"'), trail, files)
        yield from _chunks(included, (*trail, match[2]), files)
        line += match[0].count("\n")
        done = match.end()
    yield text[done:], name, line


def _check_syntax(text: str, name: str) -> None:
    """Parse each file alone: in the whole, what one leaves open would be found missing far away, in another."""
    try:
        Environment().parse(text)  # noqa: S701 - parsed only, never rendered
    except TemplateSyntaxError as error:
        raise TemplateError(name, error.lineno, error.message or "this is not Jinja2") from None
    except RecursionError:
        raise TemplateError(name, 0, "an expression or its blocks are nested too deep") from None


def _find(wanted: str, missing: TemplateError, trail: tuple[str, ...], files: Mapping[str, str]) -> str:
    if wanted in trail:
        raise TemplateError(missing.file, missing.line, f'"{wanted}" includes itself')
    if wanted not in files:
        raise TemplateError(
            missing.file,
            missing.line,
            f'there is no template "{wanted}"{did_you_mean(wanted, files, chr(34) + "{}" + chr(34))}',
        )
    return files[wanted]
