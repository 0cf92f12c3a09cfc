"""MJML with Jinja2 in it becomes HTML with Jinja2 in it: once per template, never once per issue.

mrml, the engine behind mjml-python, is fast but forgiving: it passes unknown tags in silence, prints some attribute
values escaped for its own language, and knows nothing of Jinja2. So the source is checked first, every Jinja2 tag is
swapped for a plain word while mrml works, and put back afterwards. Each one goes back with its place in a comment
(`{#issue.mjml:14 ... #}`), which is how a fault met much later still names the designer's own line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mjml import mjml2html

from digest.errors import TemplateError
from digest.renderer.checks import JINJA_HOSTS, find_flaws, nest
from digest.renderer.markup import Attribute, Flaw, Kind, Token, jinja_spans, scan
from digest.renderer.source import Source, read_source

_MARK = re.compile(r"\{#-?([^#\n]+):(\d+)$", re.MULTILINE)
_ODD = re.compile(r"[^ !#-\[\]-~]")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[ \t]*\n\s*")
_MERGED = re.compile(r"<!\[endif\]--><!--\[if mso \| IE\]>")
"""Between two stretches for Outlook alone, which MJML writes side by side: one stretch is shorter."""


def compile_template(source: str, name: str, files: Mapping[str, str] | None = None) -> str:
    """Return the HTML of an MJML template, a Jinja2 template still; `files` holds what it includes, by name.

    Raises:
        TemplateError: the first fault of markup or of Jinja2 syntax, with the file and line where it was written.
    """
    whole = read_source(source, name, files or {})
    try:
        tokens = scan(whole.text)
        for flaw in find_flaws(whole.text, tokens):
            raise flaw
    except Flaw as flaw:
        raise whole.error(flaw.offset, flaw.message) from None
    swap = _Swap(whole, jinja_spans(whole.text), _unused_word(whole.text))
    html = _MERGED.sub("", _BREAK.sub("\n", _convert(swap.mjml(tokens), name)))
    return swap.undo(_landmark(html))


def origin(compiled: str, line: int) -> tuple[str, int] | None:
    """Return file and line of the source behind a 1-based line of a compiled template, None before the first tag."""
    lines = compiled.split("\n")
    for above in range(min(line, len(lines)) - 2, -1, -1):
        if mark := _MARK.search(lines[above]):
            return mark[1], int(mark[2]) + line - above - 2
    return None


@dataclass(frozen=True, slots=True)
class _Swap:
    """Words in the place of a source's Jinja2 tags; `stem` is what they begin with, and nothing else does."""

    source: Source
    spans: Sequence[tuple[int, int]]
    stem: str

    def mjml(self, tokens: Sequence[Token]) -> str:
        """Return the source as mrml is to read it: no Jinja2, no comments, plain attribute values."""
        return "".join(self._written(token, parent) for token, parent in nest(tokens))

    def undo(self, html: str) -> str:
        """Return `html` with every Jinja2 tag back in its place.

        Raises:
            TemplateError: mrml dropped one, because it stood where a fixed value is needed.
        """
        word = re.compile(rf' {self.stem}(\d+)x=""|{self.stem}(\d+)x')
        kept = {int(match[1] or match[2]) for match in word.finditer(html)}
        for index, (start, _) in enumerate(self.spans):
            if index not in kept and not self._is_comment(index):
                raise self.source.error(start, "MJML needs a fixed value here: it drops this Jinja2 tag")
        whole = html.replace(f"{self.stem}gt", ">")
        return word.sub(lambda match: self._marked(int(match[1] or match[2])), whole)

    def _written(self, token: Token, parent: str) -> str:
        match token.kind:
            case Kind.OPEN:
                attributes = "".join(map(self._attribute, token.attributes))
                return f"<{token.name}{attributes}{' /' if token.closed else ''}>"
            case Kind.COMMENT:
                return ""
            case Kind.JINJA if parent in JINJA_HOSTS:
                return f"<mj-raw>{self._words(token.start, token.end)}</mj-raw>"
            case Kind.TEXT if parent == "mj-title":  # mrml repeats the title in an attribute
                return _plain(self._words(token.start, token.end))
            case Kind.TEXT:  # mrml panics at a ">" that follows a letter beyond ASCII
                return self._words(token.start, token.end).replace(">", f"{self.stem}gt")
            case _:
                return self._words(token.start, token.end)

    def _attribute(self, attribute: Attribute) -> str:
        words = self._words(attribute.start, attribute.end)
        if attribute.name:
            return f' {attribute.name}="{_plain(words)}"'
        return re.sub(rf"({self.stem}\d+x)", r' \1=""', words)

    def _words(self, start: int, end: int) -> str:
        return "".join(self._swapped(start, end))

    def _swapped(self, start: int, end: int) -> Iterator[str]:
        first = bisect_left(self.spans, (start, 0))
        for index in range(first, bisect_left(self.spans, (end, 0))):
            tag_start, tag_end = self.spans[index]
            yield self.source.text[start:tag_start]
            yield "" if self._is_comment(index) else f"{self.stem}{index}x"
            start = tag_end
        yield self.source.text[start:end]

    def _is_comment(self, index: int) -> bool:
        return self.source.text.startswith("{#", self.spans[index][0])

    def _marked(self, index: int) -> str:
        start, end = self.spans[index]
        tag = self.source.text[start:end]
        file, line = self.source.place(start)
        return f"{{#{tag[2] if tag[2] in '-+' else ''}{file}:{line}\n#}}{tag}"


def _convert(mjml: str, name: str) -> str:
    try:
        return str(mjml2html(mjml, disable_comments=True, fonts={}))
    except ValueError as error:
        raise TemplateError(name, 0, f"MJML cannot be compiled: {error}") from None


def _landmark(html: str) -> str:
    """Put the main landmark around the mail, which screen readers look for; in it no long word widens the page.

    It repeats language and direction: webmail drops the `html` tag, and with it theirs.
    """
    said = re.search(r'<html( lang="[^"]*")( dir="[^"]*")', html)
    main = f'<div role="main"{"".join(said.groups()) if said else ""} style="word-break:break-word">'
    return re.sub(r"(<body[^>]*>)(.*)</body>", rf"\1{main}\2</div></body>", html, count=1, flags=re.DOTALL)


def _plain(value: str) -> str:
    """Return an attribute's value in printable ASCII: mrml prints anything else in escapes of its own."""
    return _ODD.sub(lambda match: f"&#{ord(match[0])};", _SPACE.sub(" ", value))


def _unused_word(text: str) -> str:
    word = "jinja"
    while word in text:
        word += "x"
    return word
