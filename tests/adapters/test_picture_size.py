"""Sizes of pictures from their first bytes."""

from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.adapters.picture_size import picture_size

PICTURES = Path(__file__).parents[2] / "digest" / "demo" / "pictures"


def chunk(name: bytes, body: bytes) -> bytes:
    return b"RIFF" + pack("<I", len(body) + 12) + b"WEBP" + name + pack("<I", len(body)) + body


JPEG = b"\xff\xd8\xff\xe1\x00\x06Exif\xff\xff\xd0\xff\xc2\x00\x11\x08" + pack(">HH", 400, 600) + b"\x03"


@pytest.mark.parametrize(
    ("first", "size"),
    [
        (b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", 640, 480), (640, 480)),
        (b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IDAT", 640, 480), (0, 0)),
        (b"GIF89a" + pack("<HH", 320, 200), (320, 200)),
        (JPEG, (600, 400)),
        (JPEG[:-6], (0, 0)),
        (b"\xff\xd8\xff\xe1\x00\x00" * 4, (0, 0)),
        (chunk(b"VP8X", b"\0\0\0\0" + (799).to_bytes(3, "little") + (449).to_bytes(3, "little")), (800, 450)),
        (chunk(b"VP8L", b"\x2f" + (639 | 479 << 14).to_bytes(4, "little")), (640, 480)),
        (chunk(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + pack("<HH", 640, 480)), (640, 480)),
        (chunk(b"ANIM", b"\0" * 20), (0, 0)),
        (b"<svg width='3'>", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_the_size_stands_in_the_first_bytes(first, size):
    assert picture_size(first) == size


def test_the_pictures_that_are_shipped_are_read():
    sizes = {path.name: picture_size(path.read_bytes()[:65_536]) for path in PICTURES.iterdir()}
    assert [name for name, (width, height) in sizes.items() if not (width and height)] == []


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"GIF8", b"\xff\xd8", b"RIFF____WEBPVP8", b""]), st.binary(max_size=80))
def test_whatever_follows_nothing_is_raised(start, rest):
    width, height = picture_size(start + rest)
    assert width >= 0
    assert height >= 0
