"""A feed that is not well-formed, mended as its editor meant it: decoded, trimmed, escaped and closed.

Measured on public feeds, one in twenty-five is not well-formed, nearly always for one of the reasons below. What is
mended here is then parsed strictly again, so a wrong guess can lose a feed, but never change its words in silence.
"""

from __future__ import annotations

import codecs
import html.entities
import re

from digest.collector.feed_names import PREFIXES
from digest.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_LABEL = re.compile(rb"\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# What browsers read under these labels (WHATWG Encoding 4.2): each a superset of what the label promises.
_SUPERSETS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "big5": "big5hkscs",
}  # fmt: skip
# Codecs of Python that no feed is written in: text to text, or able to make much out of little.
_NO_CHARSET = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "undefined", "mbcs", "oem"}
)

_STRAY = re.compile("[\udc80-\udcff]")

# A comment may name a root too, so it is stepped over.
_ROOT = re.compile(r"<!--.*?(?:-->|\Z)|<((?:[\w.-]+:)?(?:rss|feed|rdf|channel))(?=[\s>/])", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CHANNEL = re.compile(r"<((?:[\w.-]+:)?channel)(?=[\s>])", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What may stand as it is, whole, and else what must not: an entity that XML does not know, a stray `&`, `<` or `]]>`.
_LOOSE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z]\w{1,31};)?"
    r"|<(?![A-Za-z_/!?])"
    r"|\]\]>",
    re.DOTALL,
)
# Tags, with CDATA sections stepped over; in a tag a value without quotation marks, with the others stepped over.
_TAG = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<[A-Za-z_][^<>]*+>", re.DOTALL)
_BARE = re.compile(r"""("[^"]*"|'[^']*')|=\s*([^\s"'/>](?:[^\s"'/>]|/(?!>))*)""")
_PREFIXED = re.compile(r"</?([A-Za-z_][\w.-]{0,31}):")
_DECLARED = re.compile(r"xmlns:([\w.-]{1,32})\s*=")

MAX_PREFIXES = 50
"""The most prefixes that are declared for a document."""


def is_utf8(body: bytes) -> bool:
    """Tell whether an XML parser would read `body` as UTF-8, by its first bytes and its own label."""
    label = _LABEL.match(body)
    return not body.startswith((b"\xff", b"\xfe", b"\0")) and (not label or label[1].lower() in (b"utf-8", b"utf8"))


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of a document, whatever it says of its encoding. Never fails: the last guess is Windows-1252.

    The order: byte order mark, valid UTF-8, the document's label, the server's label, UTF-8 with a few stray bytes.
    Valid UTF-8 comes before the labels, because text in another encoding is hardly ever valid UTF-8, while labels are
    often wrong.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    label = _LABEL.match(body)
    labels = [*([label[1].decode("ascii")] if label else []), *_CHARSET.findall(content_type)]
    labels.insert(len(labels) if b"\x1b" in body else 0, "utf-8")  # ISO 2022 hides in seven bits
    for name in labels:
        try:
            return body.decode(_charset(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return _mostly_utf8(body) or body.decode("cp1252", "replace")


def _mostly_utf8(body: bytes) -> str:
    """Return UTF-8 in which a character was cut or a Windows quotation mark pasted; "" where it is no UTF-8 at all."""
    text = body.decode("utf-8", "surrogateescape")
    if len(_STRAY.findall(text)) > len(body) - len(text):  # every true character of UTF-8 is shorter than its bytes
        return ""
    return _STRAY.sub(_from_stray, text)


def _from_stray(match: re.Match[str]) -> str:
    byte = ord(match[0]) - 0xDC00
    # a mark of Windows-1252 stands alone; the first byte of a longer character says that the rest is lost
    return bytes([byte]).decode("cp1252", "replace") if byte < 0xC0 else "\ufffd"


def _charset(label: str) -> str:
    codec = codecs.lookup(_SUPERSETS.get(label.lower(), label))
    if codec.name.replace("-", "_") in _NO_CHARSET:
        raise LookupError(label)
    return codec.name


def repair(text: str) -> str:
    """Return `text` as a document that is more likely to be well-formed, "" when it has no root of a feed.

    Gone are the document type, comments, control characters, and whatever stands before or after the root; entities
    and stray `&` and `<` are characters; prefixes are declared. What was cut off keeps its whole items.

    Raises:
        SourceError: it was cut off and has no whole item.
    """
    root = next((found for found in _ROOT.finditer(text) if found[1]), None)
    if not root or _PAGE.search(text, 0, root.start()):
        return ""
    return _declare(mend(_cut(text, root)), root[1])


def mend(text: str) -> str:
    """Return XML whose stray `&`, `<` and entities of HTML are characters, without comments and control characters."""
    return _LOOSE.sub(_escape, _CONTROL.sub("", text))


def quote(text: str) -> str:
    """Return XML with quotation marks around the values of all attributes."""
    return _TAG.sub(lambda tag: tag[0] if tag[0].startswith("<!") else _BARE.sub(_quoted, tag[0]), text)


def _quoted(match: re.Match[str]) -> str:
    return match[1] or f'="{match[2]}"'


def _cut(text: str, root: re.Match[str]) -> str:
    """Begin the document with its root and end it there; where the root's end is missing, after its last whole item."""
    start, closing = root.start(), f"</{root[1]}>"
    end = text.rfind(closing[:-1], start)
    if end >= 0:
        return text[start:end] + closing
    last = max((item.end() for item in _ITEM_END.finditer(text, start)), default=0)
    if not last:
        raise SourceError("the feed is cut off before its first entry ends")
    channel = _CHANNEL.search(text, start + 1, last)
    if channel and text.find(f"</{channel[1]}", start, last) < 0:
        closing = f"</{channel[1]}>{closing}"
    return text[start:last] + closing


def _escape(match: re.Match[str]) -> str:
    """Return one loose piece as XML takes it: character data as it is, entities as characters, comments not at all."""
    piece = match[0]
    if piece.startswith("<!--"):  # dropped: two hyphens inside would spoil it
        return ""
    if piece.startswith("<!"):
        return piece
    if piece == "]]>":
        return "]]&gt;"
    if piece.startswith("&#"):
        return piece if _is_character(piece) else ""
    if piece.startswith("&"):
        character = html.entities.html5.get(piece[1:])
        return html.escape(character) if character else "&amp;" + piece[1:]
    return "&lt;"


def _is_character(reference: str) -> bool:
    digits = reference[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return (
        (code in (9, 10, 13) or 0x20 <= code < 0x110000)
        and not 0xD800 <= code < 0xE000
        and code not in (0xFFFE, 0xFFFF)
    )


def _declare(text: str, root: str) -> str:
    """Say in the root what each prefix means that is used without being declared."""
    missing = sorted(set(_PREFIXED.findall(text)) - set(_DECLARED.findall(text)) - {"xml", "xmlns"})[:MAX_PREFIXES]
    if not missing:
        return text
    spaces = "".join(f' xmlns:{prefix}="{PREFIXES.get(prefix, "urn:prefix:" + prefix)}"' for prefix in missing)
    name = len(root) + 1
    return text[:name] + spaces + text[name:]
