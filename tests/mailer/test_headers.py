from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.mailer import LetterError
from digest.mailer.addresses import Mailbox
from digest.mailer.headers import header, mailbox_words, plain_text, text_words
from digest.model.text import clean_line


def read_back(raw):
    """What a mail program sees: the decoded value, by a reader that is not ours."""
    (name, value), *rest = message_from_bytes(raw + b"\r\n").items()
    assert (name, rest) == ("Subject", [])
    return str(make_header(decode_header(value.replace("\r\n", ""))))


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Council approves ferry line", b"Subject: Council approves ferry line\r\n"),
        (
            "Council approves ferry line after six hours, harbour master says she waited ten years",
            b"Subject: Council approves ferry line after six hours, harbour master says\r\n she waited ten years\r\n",
        ),
        ("Café opens", b"Subject: =?utf-8?q?Caf=C3=A9_opens?=\r\n"),
        (
            "Рада схвалила поромну лінію",
            b"Subject: =?utf-8?b?0KDQsNC00LAg0YHRhdCy0LDQu9C40LvQsCDQv9C+0YDQvtC8?=\r\n =?utf-8?b?0L3RgyDQu9GW0L3RltGO?=\r\n",
        ),
        ("Ferry\r\nBcc: v@x.example", b"Subject: Ferry Bcc: v@x.example\r\n"),
        ("=?utf-8?q?News=0D=0ABcc:_v@x.example?=", b"Subject: News Bcc: v@x.example\r\n"),
        ("=?utf-8?b?PT91dGYtOD9xP2hpPz0=?=", b"Subject: =?utf-8?b?PT91dGYtOD9xP2hpPz0=?=\r\n"),
        ("=?nonsense?q?hi?=", b"Subject: =?utf-8?b?PT9ub25zZW5zZT9xP2hpPz0=?=\r\n"),
        ("=?utf-8?b?x?=", b"Subject: =?utf-8?b?PT91dGYtOD9iP3g/PQ==?=\r\n"),
        ("", b"Subject: \r\n"),
    ],
)
def test_a_subject_is_written_as_plain_as_it_can_be(text, raw):
    assert header("Subject", text_words(text)) == raw


@given(st.text())
@example("=?utf-8?q?a?= =?utf-8?q?b?=")
@example("=?unicode_escape?q?=5Cn?=")
@example("x" * 5000)
@example("👩‍👩‍👧 " * 60)
def test_a_subject_reads_back_as_it_was_and_stays_one_header(text):
    raw = header("Subject", text_words(text))
    assert read_back(raw) == plain_text(text)
    assert all(len(line) <= 76 for line in raw.split(b"\r\n"))
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")


@given(st.text().filter(lambda text: "=?" not in text))
def test_plain_text_is_only_cleaned(text):
    assert plain_text(text) == clean_line(text)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("", b"From: ida@lantern.example\r\n"),
        ("The Lantern", b"From: The Lantern <ida@lantern.example>\r\n"),
        ('Lantern, "The"', b'From: "Lantern, \\"The\\"" <ida@lantern.example>\r\n'),
        ("lantern.example", b'From: "lantern.example" <ida@lantern.example>\r\n'),
        ("Ліхтар", b"From: =?utf-8?b?0JvRltGF0YLQsNGA?= <ida@lantern.example>\r\n"),
        ("=?utf-8?q?a=0D=0AB:_c?=", b'From: "a B: c" <ida@lantern.example>\r\n'),
    ],
)
def test_a_name_stands_before_its_address(name, raw):
    assert header("From", mailbox_words(Mailbox(name, "ida@lantern.example"))) == raw


@given(st.text())
@example("a" * 100)
def test_a_name_reads_back_as_it_was_beside_one_address(name):
    raw = header("From", mailbox_words(Mailbox(name, "ida@lantern.example")))
    parsed = message_from_bytes(raw + b"\r\n", policy=default)
    (address,) = parsed["From"].addresses
    assert parsed.keys() == ["From"]
    assert address.addr_spec == "ida@lantern.example"
    # The standard library puts a blank between the encoded words of a name, which RFC 2047 6.2 rules out.
    assert address.display_name.replace(" ", "") == plain_text(name).replace(" ", "")


def test_long_links_are_folded_between_and_never_inside():
    long = "<https://lantern.example/" + "x" * 200 + ">"
    assert header("List-Unsubscribe", [long + ",", long]) == f"List-Unsubscribe: {long},\r\n {long}\r\n".encode()


@pytest.mark.parametrize("word", ["x" * 999, "a\r\nBcc: b", "é", "a\x00", "a\tb"])
def test_a_word_that_no_header_can_hold_is_refused(word):
    with pytest.raises(LetterError, match="what the header X should say does not fit into a mail"):
        header("X", [word])
