"""How large a picture is, read from the first bytes of it: PNG, GIF, JPEG and WebP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from struct import unpack_from

FIRST_BYTES = 65_536
"""Bytes in which the size of nearly every picture stands; a JPEG's comes after what its camera and editors noted."""

Size = tuple[int, int]
"""Width and height in pixels; (0, 0) where they cannot be read."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def picture_size(first: bytes) -> Size:
    """Return the width and height of the picture that begins with these bytes (see FIRST_BYTES); never raises."""
    for start, read in _READERS.items():
        if first.startswith(start):
            return read(first.ljust(32, b"\0"))
    return 0, 0


def _png(first: bytes) -> Size:
    width, height = unpack_from(">II", first, 16)
    return (width, height) if first[12:16] == b"IHDR" else (0, 0)


def _gif(first: bytes) -> Size:
    width, height = unpack_from("<HH", first, 6)
    return width, height


def _webp(first: bytes) -> Size:
    """The three kinds of chunk that come first (RFC 9649 2.4 to 2.7)."""
    if first[8:16] == b"WEBPVP8X":
        return 1 + int.from_bytes(first[24:27], "little"), 1 + int.from_bytes(first[27:30], "little")
    if first[8:16] == b"WEBPVP8L":
        bits = int.from_bytes(first[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if first[8:16] == b"WEBPVP8 ":
        width, height = unpack_from("<HH", first, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _jpeg(first: bytes) -> Size:
    """Go from segment to segment up to the frame's header (ITU T.81 B.2.2)."""
    at = 2
    while at + 9 <= len(first) and first[at] == 0xFF:
        kind = first[at + 1]
        if kind in _FRAMES:
            height, width = unpack_from(">HH", first, at + 5)
            return width, height
        if kind == 0xFF or kind in _ALONE:
            at += 1 if kind == 0xFF else 2
        else:
            at += 2 + max(2, int.from_bytes(first[at + 2 : at + 4], "big"))
    return 0, 0


_READERS: Mapping[bytes, Callable[[bytes], Size]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"GIF8": _gif,
    b"\xff\xd8": _jpeg,
    b"RIFF": _webp,
}
