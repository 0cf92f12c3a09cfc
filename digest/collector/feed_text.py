"""Plain text out of the markup that feeds carry: one line for a headline, paragraphs for a dek or a story."""

from __future__ import annotations

import html
import re

from resiliparse.extract.html2text import extract_plain_text

from digest.model.text import clean_line

MAX_MARKUP = 1_000_000
"""Characters of one piece of markup that are looked at: no story is longer, and no feed may cost more."""

_BLOCKS = "address|article|aside|blockquote|br|center|dd|div|dl|dt|figure|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|td|tr|ul"
_INLINES = (
    "a|abbr|acronym|b|bdi|bdo|big|blink|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|"
    "sub|sup|time|tt|u|var|wbr"
)
# A bracket between two quotation marks does not end a tag; where the marks do not match, the first bracket does.
_END = r"""(?![\w:-])(?:(?:[^<>"']++|"[^"]*"|'[^']*')*+>|[^<>]*+>)"""
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS}){_END}", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINES}){_END}", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"<[bB][rR]\b[^<>]*>(?:\s*<[bB][rR]\b[^<>]*>)*")
_BLANK = re.compile(r"\n\s*\n")
_TWICE = re.compile(r"&(?:amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|a|b|i|em|strong|span|ul|li|img|h[1-6])\b", re.IGNORECASE)
_C1 = re.compile("[\x80-\x9f]")
_C1_PACKED = re.compile(b"\xc2[\x80-\x9f]")
_WORDPRESS = re.compile(r"The post .+ appeared first on .+")
# What is no story: a script is not text, and the caption of a picture is never the article.
_ASIDE = [
    "button", "figcaption", "figure", "form", "head", "iframe", "math", "noscript", "object", "script", "select", "style",
    "svg", "template",
]  # fmt: skip


def headline(markup: str) -> str:
    """Return `markup` as one clean line. Only elements of HTML are markup here: `</mj-raw>` and `vector<int>` are text."""
    markup = _unpacked(markup)
    if "<" in markup:
        markup = _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", _UNSEEN.sub(" ", markup)))
    return _line(html.unescape(markup) if "&" in markup else markup)


def paragraphs(markup: str) -> list[str]:
    """Return the words of `markup` as clean lines, one a paragraph, without captions, scripts and feed furniture."""
    markup = _unpacked(markup[:MAX_MARKUP])
    if "<" not in markup and _ESCAPED.search(markup):  # escaped once more than the format asks for
        markup = html.unescape(markup)
    text = _rendered(markup) if "<" in markup else html.unescape(markup)
    parts = text.split("\n") if "<" in markup else _BLANK.split(text)
    lines = [line for part in parts if part and (line := _line(part))]
    if lines and _WORDPRESS.fullmatch(lines[-1]):
        del lines[-1]
    return lines


def clip(text: str, most: int) -> str:
    """Return at most `most` characters of a text, cut between two words where it has any."""
    if len(text) <= most:
        return text
    head = text[: most + 1].rpartition(" ")[0] or text[:most]
    return head.rstrip()


def mend_c1(text: str) -> str:
    """Return `text` with the C1 controls read as Windows-1252, as HTML reads them (WHATWG HTML 13.2.5.80)."""
    # Looked for as UTF-8, where all of them begin with one byte: twice as fast as in the text.
    if text.isascii() or not _C1_PACKED.search(text.encode("utf-8", "surrogatepass")):
        return text
    return _C1.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)


def _unpacked(markup: str) -> str:
    """Take off a CDATA section that was escaped as if it were text."""
    return markup.removeprefix("<![CDATA[").removesuffix("]]>") if markup.startswith("<![CDATA[") else markup


def _rendered(markup: str) -> str:
    whole = markup.encode("utf-8", "ignore").decode()  # JSON may name half a surrogate pair
    return extract_plain_text(
        _BREAKS.sub(_line_break, whole),
        preserve_formatting=True,
        main_content=False,
        list_bullets=False,
        alt_texts=False,
        links=False,
        form_fields=False,
        noscript=False,
        skip_elements=_ASIDE,
    )


def _line_break(match: re.Match[str]) -> str:
    """One break is a space within a paragraph, two or more end it."""
    return " " if match[0].count("<") == 1 else "<br><br>"


def _line(text: str) -> str:
    if "&" in text and _TWICE.search(text):
        text = html.unescape(text)
    if text.isprintable():
        return " ".join(text.split())
    line = " ".join(mend_c1(text).split())
    return line if line.isprintable() else clean_line(line)
