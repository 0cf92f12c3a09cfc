"""From the bytes of a saved or fetched page to a tree: decoding, guards against hostile markup, parsing."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from digest.errors import ArticleError

MAX_PAGE_BYTES = 10 * 1024 * 1024
"""The largest page that is read; a news page is rarely above 1 MB."""
DECLARATION_BYTES = 4096
"""How far into the bytes an encoding is looked for; HTML demands 1,024."""
HUGE_TAG, ATTRIBUTES = 4000, 300
"""The bytes and words of a tag from which on its attributes are dropped: the parser's time grows with their square."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
# What the WHATWG encoding standard reads these labels as: pages that declare Latin-1 are cp1252.
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
            "windows-874": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
            "x-sjis": "cp932", "shift_jis": "cp932", "iso-8859-9": "cp1254"}  # fmt: skip
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
# References to characters that HTML lets through and XML does not: the tree could not be rewritten.
_UNREADABLE = re.compile(
    rb"&#(?:x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|article|section|main|header|footer|nav|div|p|h[1-6]"
    rb"|a|b|i|ul|ol|li|em|strong|img|figure|blockquote|pre|form|table|tr|td|span|font|center|time|br|hr)[\s/>]",
    re.IGNORECASE,
)
# What may be nested thousandfold, for the parser gives a page up at 2,048 levels.
_NESTING = re.compile(
    rb"</?(?:div|span|section|article|main|[abiu]|em|strong|font|center|blockquote|[uo]l|li|table|t(?:body|r|d)|form)\b[^<>]*>",
    re.IGNORECASE,
)
_PAGE_ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)  # the parser drops what comes after the first
_HUGE_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % HUGE_TAG)


def looks_like_html(body: bytes) -> bool:
    """Tell whether bytes are a page of HTML (True) or the plain text of one: a well-known tag in the first 64 KB."""
    return bool(_MARKUP.search(body[:65536]))


def decode_page(body: bytes) -> str:
    """Decode a page by its byte-order mark, as UTF-8, by the encoding that it declares, or as cp1252: the first that fits.

    UTF-8 comes before the declaration, for no text of another encoding is UTF-8 by accident (but for those that switch
    with an escape), and many pages in UTF-8 declare what they were in before.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    declared = _CHARSET.search(body[:DECLARATION_BYTES])
    label = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    encodings = ("utf-8", _ALIASES.get(label, label))
    for encoding in reversed(encodings) if b"\x1b" in body else encodings:
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def parse_page(page: str | bytes) -> etree._Element:
    """Return the root of a page's tree, without comments.

    Raises:
        ArticleError: the page is over MAX_PAGE_BYTES, or no HTML.
    """
    if len(page) > MAX_PAGE_BYTES:
        raise ArticleError(f"the page is larger than {MAX_PAGE_BYTES // 1024 // 1024} MB")
    text = decode_page(page) if isinstance(page, bytes) else page
    body = _tame(text.replace("\ufffe", " ").replace("\uffff", " ").encode("utf-8", "replace"))
    if not looks_like_html(body):
        raise ArticleError("the page is not HTML")
    root, too_deep = _tree(body)
    return _tree(_NESTING.sub(b" ", body))[0] if too_deep else root


def _tree(body: bytes) -> tuple[etree._Element, bool]:
    """Return the tree of a page in UTF-8, and whether the parser gave it up for its depth."""
    # Not lxml.html's parser: its elements are made by a lookup in Python whenever they are met, which takes twice the time.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(body, parser=parser)
    if root is None:
        raise ArticleError("the page is empty")
    return root, any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log)


def _tame(body: bytes) -> bytes:
    """Return a page in UTF-8 without what makes the parser stop early or take its time."""
    # Last, and by a space: what is left out must not join its neighbours to something that should be left out too.
    body = _UNREADABLE.sub(b" ", _PAGE_ENDS.sub(b"", body.translate(None, _CONTROLS)))
    long = [part for part in body.split(b"<") if len(part) > HUGE_TAG]
    if any(part.find(b">", 0, HUGE_TAG) < 0 for part in long):
        return _HUGE_TAG.sub(_without_attributes, body)
    return body


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    words = tag.group().split(None, ATTRIBUTES)
    return words[0] if len(words) > ATTRIBUTES else tag.group()
