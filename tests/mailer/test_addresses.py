import pytest

from digest.mailer import LetterError
from digest.mailer.addresses import Mailbox, ascii_address, read_mailbox

GOOD = {
    "ida@lantern.example": "ida@lantern.example",
    "Ida.Holm+news@LANTERN.example": "Ida.Holm+news@lantern.example",
    "o'neil/x=y@a-b.example": "o'neil/x=y@a-b.example",
    "reader@localhost": "reader@localhost",
    "reader@bücher.example": "reader@xn--bcher-kva.example",
    "reader@BÜCHER.example": "reader@xn--bcher-kva.example",
    "reader@faß.example": "reader@xn--fa-hia.example",
    "reader@приклад.укр": "reader@xn--80aikifvh.xn--j1amh",
    "a" * 64 + "@b.example": "a" * 64 + "@b.example",
}

BAD = {
    "": '"" is no domain name',
    "nobody": '"nobody" is no mail address',
    "@lantern.example": '"@lantern.example" is no mail address',
    "ida@": '"" is no domain name',
    "a@b@c.example": '"a@b@c.example" is no mail address',
    "a@x.example, b@y.example": '"a@x.example, b@y.example" is no mail address',
    "a@x.example\r\nBcc: b@y.example": '"a@x.example Bcc: b@y.example" is no mail address',
    "a\r\nb@x.example": '"a b@x.example" is no mail address',
    "a b@x.example": '"a b@x.example" is no mail address',
    '"a b"@x.example': '""a b"@x.example" is no mail address',
    ".a@x.example": '".a@x.example" is no mail address',
    "a..b@x.example": '"a..b@x.example" is no mail address',
    "a@[127.0.0.1]": '"[127.0.0.1]" is no domain name',
    "a@-x.example": '"-x.example" is no domain name',
    "a@x..example": '"x..example" is no domain name',
    "a@" + "x" * 64 + ".example": '"' + "x" * 64 + '.example" is no domain name',
    "a" * 65 + "@b.example": '"' + "a" * 65 + '@b.example" is no mail address',
    "a@" + "b." * 130 + "example": '"' + ("a@" + "b." * 130)[:80] + '" is no mail address',
    "a@\u2603.example": "\"☃.example\" is no domain name: Codepoint U+2603 at position 1 of '☃' not allowed",
    "ліда@x.example": '"ліда@x.example": letters outside ASCII before the @ are not supported (SMTPUTF8)',
}


@pytest.mark.parametrize(("text", "address"), GOOD.items())
def test_an_address_goes_over_the_wire_in_ascii(text, address):
    assert ascii_address(text) == address


@pytest.mark.parametrize(("text", "fault"), BAD.items())
def test_what_is_not_one_address_is_refused_with_the_reason(text, fault):
    with pytest.raises(LetterError) as refusal:
        ascii_address(text)
    assert str(refusal.value) == fault


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("ida@lantern.example", Mailbox("", "ida@lantern.example")),
        (" <ida@lantern.example> ", Mailbox("", "ida@lantern.example")),
        ("The Harbour Lantern <ida@lantern.example>", Mailbox("The Harbour Lantern", "ida@lantern.example")),
        ('"Lantern, \\"The\\"" <ida@lantern.example>', Mailbox('Lantern, "The"', "ida@lantern.example")),
        ('"a\r\nb" <ida@lantern.example>', Mailbox("a b", "ida@lantern.example")),
        ("Ліхтар <ida@бухта.укр>", Mailbox("Ліхтар", "ida@xn--80ab5cdk.xn--j1amh")),
    ],
)
def test_a_sender_is_a_name_and_one_address(text, mailbox):
    assert read_mailbox(text) == mailbox


@pytest.mark.parametrize(
    "text",
    [
        "Ida <a@x.example>, Bo <b@y.example>",
        "Ida <a@x.example",
        "Ida a@x.example",
        "Ida",
        "",
        "<>",
        '"Ida <a@x.example>',
    ],
)
def test_a_sender_has_exactly_one_address(text):
    with pytest.raises(LetterError):
        read_mailbox(text)
