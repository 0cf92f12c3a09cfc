"""Reading a mail: what a mail program would see of it, and nothing that breaks on the way."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mails import a_mail, a_page, grades, raw_mail

from digest.model import Grade, Surroundings
from digest.proofreader import judge, read_mail
from digest.proofreader.judge import CHECKS, MOST
from digest.proofreader.page import READ_MOST


def test_a_mail_is_taken_apart_as_a_program_reads_it():
    mail = read_mail(
        raw_mail(
            "<p>Fähre ї</p>", "Fähre\n", Subject="Fähre in Tornau", From="Das Leuchtfeuer <morning@lantern.example>"
        )
    )
    assert (mail.subject, mail.sender) == ("Fähre in Tornau", "Das Leuchtfeuer <morning@lantern.example>")
    assert (mail.html.strip(), mail.text.strip()) == ("<p>Fähre ї</p>", "Fähre")
    assert (mail.size, mail.header("SUBJECT"), mail.header("X-None")) == (
        len("<p>Fähre ї</p>\r\n".encode()),
        mail.header("Subject"),
        "",
    )


def test_an_attached_page_is_not_the_mail():
    message = EmailMessage()
    message.set_content("Hello")
    message.add_attachment("<p>x</p>", subtype="html", filename="x.html")
    assert read_mail(message.as_bytes()).html == ""


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (b"Content-Type: text/plain; charset=windows-1251", "Ліхтар".encode("cp1251"), "Ліхтар"),
        (b"Content-Type: text/plain; charset=no-such", "Ліхтар".encode(), "Ліхтар"),
        (b"Content-Type: text/plain; charset=idna", b"a", "a"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"!!!", ""),
        (b"Subject: =?no-such?q?x?=", b"x", "x"),
        (b"no header at all", b"x", "no header at all\r\n\r\nx"),
    ],
)
def test_odd_encodings_are_read_as_far_as_they_go(head, body, text):
    mail = read_mail(head + b"\r\n\r\n" + body)
    assert (mail.text, bool(judge(mail, Surroundings()))) == (text, True)


def test_a_subject_in_an_unknown_encoding_stays_as_it_is():
    assert read_mail(b"Subject: =?no-such?q?x?=\r\n\r\n").subject == "=?no-such?q?x?="


def nested_parts(depth: int) -> bytes:
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return heads.encode() + b"Content-Type: text/plain\r\n\r\nx"


HUGE = {
    "nested": "<div>" * 10_000 + "deep",
    "nested tables": "<table><tr><td>" * 10_000 + "deep",
    "nested links": '<a href="https://a.example/"><div>' * 3_000 + "deep",
    "unclosed": '<p><a href="https://a.example/"' * 20_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
    "one long style": f'<p style="{"color:red;" * 100_000}">x',
    "styles": "".join(f'<p style="color:#{n:06x};font-size:{n % 30}px">{n}</p>' for n in range(40_000)),
    "rules": "<style>" + "* * > p {color:red}" * 10_000 + "</style>" + "<p>x</p>" * 40_000,
    "brackets": f'<style>a{"{(" * 20_000}</style><p style="color:{"(" * 9_000}">x',
    "media": "<style>" + "@media x{" * 10_000 + "</style>",
    "selector": f'<style>{" >" * 50_000} p {{color:red}}</style><p style="background:{"a(" * 4_000}">x',
    "comments": "<!--" * 300_000,
    "entities": "&#0;&#1;&#xfffe;&#55296;" * 100_000,
    "controls": "\x00\x01\ufffe\ud800" * 100_000,
    "links": '<a href="https://a.example/x">x</a>' * 50_000,
    "pictures": "<img>" * 300_000,
    "ids": "".join(f'<a href="#{n}">{n}</a>' for n in range(60_000)),
    "text": "x" * 2_000_000,
    "alts": '<a href="https://a.example/">' + '<img alt="x">' * 100_000,
    "dots": f"<style>p {{width:{'.' * 90_000}}}</style>",
    "addresses": "".join(f'<a href="{"mailto:" * 600}">x</a>' for _ in range(100)),
}


@pytest.mark.parametrize("name", HUGE)
def test_hostile_html_is_judged_in_time_and_nothing_is_raised(name):
    raw = raw_mail("").split(b"\r\n\r\n")[0].replace(b"text/plain", b"text/html")
    html = HUGE[name].encode("utf-8", "surrogatepass")
    found = judge(read_mail(raw + b"\r\n\r\n" + html), Surroundings())
    assert {each.check for each in found} == set(CHECKS)
    assert len(found) <= len(CHECKS) * (MOST + 1)


@pytest.mark.parametrize("name", ["Subject", "From", "List-Unsubscribe", "DKIM-Signature", "X-Any"])
@pytest.mark.parametrize("piece", ["=?", "=?a?q?", "<", "<=?", "@", "@=?", "?=@", ":", ";h=", " \r\n "])
def test_hostile_headers_are_judged_in_time_and_nothing_is_raised(name, piece):
    raw = f"{name}: {piece * (200_000 // len(piece))}\r\n\r\nHello\r\n".encode()
    assert {each.check for each in judge(read_mail(raw), Surroundings())} == set(CHECKS)


def test_parts_in_parts_a_thousandfold_are_no_mail():
    assert read_mail(nested_parts(3)).text == "x"
    assert read_mail(nested_parts(20_000)).html == ""


def test_what_was_not_read_to_its_end_is_said():
    assert a_mail(a_page("<p>x</p>")).page.whole
    assert not a_mail("<p>" + "x" * READ_MOST).page.whole
    assert not a_mail("<div>" * 10_000).page.whole
    assert a_mail(" ").page.whole
    assert not a_mail("<!-- -->").page.elements


def test_an_element_is_named_by_its_first_words():
    page = a_mail(a_page(f"<p>{'word <b>more</b> ' * 500}</p>")).page
    (paragraph,) = (element for _, element in page.named("p"))
    assert page.words(paragraph) == ("word more " * 30)


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_are_they_are_judged(raw):
    found = judge(read_mail(raw), Surroundings())
    assert {each.check for each in found} == set(CHECKS)


@given(st.text(alphabet=st.sampled_from(list("<>/=\"'!-&;:#.(){}@ ap")), max_size=120))
@settings(max_examples=200, deadline=None)
def test_whatever_the_html_is_it_is_judged(html):
    mail = a_mail(f"<style>{html}</style><p style='{html}'>{html}")
    assert all(each.says for each in judge(mail, Surroundings()))
    assert grades("wire", mail) == [(Grade.GOOD, "")]
