import quopri

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.mailer.quoted import encode, encode_around_tokens, encode_open
from digest.model import Token

MARKS = {
    Token.UNSUBSCRIBE: "https://lantern.example/leave?reader=" + "Zk3v9=" * 20,
    Token.EMAIL: "ida@lantern.example",
    Token.PREFERENCES: "https://lantern.example/my/Zk3v9=",
}
PROSE = st.text(st.characters(exclude_categories=["Cs", "Co"]) | st.sampled_from("\n .=\t"), max_size=300)


@example(["000" + 8 * "\x80" + "\U00010000\U000100000", Token.EMAIL])
@given(st.lists(PROSE | st.sampled_from(list(Token)), max_size=6))
def test_a_body_filled_between_its_tokens_reads_back_whole(parts):
    body = "".join(part.mark if isinstance(part, Token) else part for part in parts)
    pieces = [
        encode_open(MARKS[piece]) if isinstance(piece, Token) else piece
        for piece in encode_around_tokens(body)
    ]  # fmt: skip
    raw = b"".join(pieces)
    shown = "".join(MARKS[part] if isinstance(part, Token) else part for part in parts)
    expected = shown.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    assert quopri.decodestring(raw) == expected.encode()
    assert all(len(line) <= 76 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")


def test_a_lone_surrogate_does_not_stop_the_mail():
    assert encode("a\ud800b") == b"a?b"


@pytest.mark.parametrize("body", ["a\uf8f0b", "a\uf8f1b", "\uf8f0unknown\uf8f1", "\uf8f0\uf8f1", "\uf8f0email"])
def test_a_mark_that_nobody_fills_is_a_bug_and_no_mail(body):
    with pytest.raises(ValueError, match=r"(?i)token"):
        list(encode_around_tokens(body))


@pytest.mark.parametrize("filler", ["a", "é", "=", " ", "🚢", "a\n"])
def test_a_token_is_whole_wherever_it_stands_in_a_line(filler):
    for before in range(160):
        text = filler * before + Token.UNSUBSCRIBE.mark + filler * 3
        pieces = list(encode_around_tokens(text))
        raw = b"".join(encode_open(MARKS[piece]) if isinstance(piece, Token) else piece for piece in pieces)
        assert pieces.count(Token.UNSUBSCRIBE) == 1
        assert quopri.decodestring(raw).decode().count(MARKS[Token.UNSUBSCRIBE]) == 1
        assert max(map(len, raw.split(b"\r\n"))) <= 76
