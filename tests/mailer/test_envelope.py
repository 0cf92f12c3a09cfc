import quopri
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import KYIV, a_newsletter

from digest.mailer import LetterError, Letterhead, make_letter
from digest.model import Message, Proof, Subscriber, Token

DATE = datetime(2026, 11, 26, 7, 30, tzinfo=KYIV)
HTML = f'<p>Ферi & more.</p><p>To {Token.EMAIL.mark}: <a href="{Token.UNSUBSCRIBE.mark}">leave</a></p>\n'
PROOF = Proof("morning@2026-11-26T07:30", "Ferry line approved", HTML, f"A ferry.\n\nLeave: {Token.UNSUBSCRIBE.mark}\n")
READER = Subscriber("Zk3v9XkP", "ida@bücher.example")
LETTERHEAD = Letterhead(b"secret", leave_url="https://lantern.example/leave", bounces="bounce@lantern.example")

WHOLE = b"""\
From: The Harbour Lantern <morning@lantern.example>
Subject: Ferry line approved
Date: Thu, 26 Nov 2026 07:30:00 +0200
Reply-To: Desk <desk@lantern.example>
List-Id: Morning Light <morning.lantern.example>
List-Help: <mailto:desk@lantern.example?subject=help>
Content-Language: en
Precedence: bulk
Auto-Submitted: auto-generated
Feedback-ID: 405a5f3f1db760db:morning:issue:cb654563a9f9
To: ida@xn--bcher-kva.example
Message-ID: <405a5f3f1db760db.78df72e3022dd09a301181ce@lantern.example>
List-Unsubscribe: <https://lantern.example/leave?reader=Zk3v9XkP&newsletter=morning>,
 <mailto:leave+now@lantern.example?subject=unsubscribe%20Zk3v9XkP%20morning>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_405a5f3f1db760db"

--=_405a5f3f1db760db
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

A ferry.

Leave: =
https://lantern.example/leave?reader=3DZk3v9XkP&newsletter=3Dmorning=


--=_405a5f3f1db760db
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>=D0=A4=D0=B5=D1=80i & more.</p><p>To =
ida@b=C3=BCcher.example=
: <a href=3D"=
https://lantern.example/leave?reader=3DZk3v9XkP&amp;newsletter=3Dmorning=
">leave</a></p>

--=_405a5f3f1db760db--
""".replace(b"\n", b"\r\n")


def letter(proof=PROOF, letterhead=LETTERHEAD, **changes):
    return make_letter(proof, a_newsletter(**changes), DATE, letterhead)


def test_a_message_is_written_whole():
    message = letter(reply_to="Desk <desk@lantern.example>", unsubscribe="leave+now@lantern.example").to(READER)
    code, returns = "405a5f3f1db760db.78df72e3022dd09a301181ce", "l7kqz5n5wtnvpjgkkoh6v23mbvafuxz7dudbfvks"
    assert message == Message(
        f"<{code}@lantern.example>",
        f"bounce+{returns}@lantern.example",
        "ida@xn--bcher-kva.example",
        WHOLE,
        smooth=True,
    )


def test_both_parts_read_back_with_the_readers_own_link_and_address():
    parsed = message_from_bytes(letter().to(READER).raw, policy=SMTP)
    link = "https://lantern.example/leave?reader=Zk3v9XkP&newsletter=morning"
    text, html = parsed.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == f"A ferry.\n\nLeave: {link}\n"
    assert html.get_content().replace("\r\n", "\n") == (
        f'<p>Ферi & more.</p><p>To ida@bücher.example: <a href="{link.replace("&", "&amp;")}">leave</a></p>\n'
    )
    assert [part.get_content_type() for part in parsed.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert not any(part.defects for part in parsed.walk())


def test_the_same_issue_and_reader_give_the_same_bytes_and_others_do_not():
    again = letter().to(READER)
    assert again == letter().to(READER)
    assert again.id != letter().to(replace(READER, id="other")).id
    assert again.id != letter(replace(PROOF, issue="morning@2026-11-27T07:30")).to(READER).id
    assert again.id != letter(letterhead=replace(LETTERHEAD, key=b"other")).to(READER).id


def test_the_readers_id_is_only_in_the_links():
    raw = letter().to(READER).raw.replace(b"reader=Zk3v9XkP", b"").replace(b"reader=3DZk3v9XkP", b"")
    assert b"Zk3v9XkP" not in raw.replace(b"unsubscribe%20Zk3v9XkP%20", b"")


def headers(message):
    return dict(message_from_bytes(message.raw, policy=SMTP).items())


def test_the_page_of_preferences_is_the_readers_own():
    proof = replace(PROOF, text=f"{Token.UNSUBSCRIBE.mark} {Token.PREFERENCES.mark}")
    page = "https://lantern.example/my/{newsletter}?who={reader}"
    raw = quopri.decodestring(letter(proof, preferences_url=page).to(READER).raw)
    assert b"newsletter=morning https://lantern.example/my/morning?who=Zk3v9XkP\r\n" in raw


def test_without_a_page_for_leaving_one_leaves_by_mail():
    message = letter(letterhead=Letterhead(b"secret", "news.example")).to(READER)
    fields = headers(message)
    link = "mailto:morning@lantern.example?subject=unsubscribe%20Zk3v9XkP%20morning"
    assert fields["List-Unsubscribe"] == f"<{link}>"
    assert "List-Unsubscribe-Post" not in fields
    assert link.encode() in quopri.decodestring(message.raw)
    assert message.envelope_sender == "morning@lantern.example"
    assert message.id.endswith("@news.example>")
    assert fields["List-Id"] == "Morning Light <morning.news.example>"


@pytest.mark.parametrize(
    ("page", "link", "post"),
    [
        ("https://x.example/off/{newsletter}/{reader}", "https://x.example/off/morning/a%2Fb%20c", "List-Unsubscribe=One-Click"),
        ("https://x.example/?p=off", "https://x.example/?p=off&reader=a%2Fb%20c&newsletter=morning", "List-Unsubscribe=One-Click"),
        ("http://x.example/off", "http://x.example/off?reader=a%2Fb%20c&newsletter=morning", None),
    ],
)  # fmt: skip
def test_the_page_for_leaving_comes_first_and_one_click_only_with_https(page, link, post):
    fields = headers(letter(letterhead=Letterhead(b"secret", leave_url=page)).to(replace(READER, id="a/b c")))
    assert fields["List-Unsubscribe"].split(", ")[0] == f"<{link}>"
    assert fields.get("List-Unsubscribe-Post") == post


@pytest.mark.parametrize("page", ["ftp://x.example/", "https://x.example/a b", "https://x.example/<", "https://бухта.укр/",
                                  "https://x.example/,", "https://x.example/\r\nBcc: a@x.example", "leave"])  # fmt: skip
def test_a_page_for_leaving_that_no_header_can_hold_is_refused(page):
    with pytest.raises(LetterError, match="cannot stand in List-Unsubscribe"):
        letter(letterhead=Letterhead(b"secret", leave_url=page))


def test_a_title_that_cannot_stand_unencoded_is_left_out_of_the_list_header():
    assert headers(letter(title="Ранок").to(READER))["List-Id"] == "<morning.lantern.example>"
    assert headers(letter(title="").to(READER))["List-Id"] == "<morning.lantern.example>"
    assert headers(letter(title="Dawn, dusk").to(READER))["List-Id"] == '"Dawn, dusk" <morning.lantern.example>'


def test_a_language_that_is_none_is_left_out():
    assert "Content-Language" not in headers(letter(language="en\r\nBcc: a@x.example").to(READER))


def test_a_reader_who_cannot_be_written_to_is_refused_alone():
    with pytest.raises(LetterError, match="SMTPUTF8"):
        letter().to(replace(READER, email="ліда@x.example"))


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": "nobody"},
        {"reply_to": "a@x.example, b@y.example"},
        {"unsubscribe": "Name <a@x.example>"},
        {"id": "a\nb"},
    ],
)
def test_a_newsletter_that_cannot_be_sent_is_refused_before_any_mail(changes):
    with pytest.raises(LetterError):
        letter(**changes)


NAMES = ["From", "Subject", "Date", "List-Id", "List-Help", "Content-Language", "Precedence", "Auto-Submitted", "Feedback-ID",
         "To", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"]  # fmt: skip
HOSTILE = st.text() | st.text(alphabet='=?utf-8qbQB_0DA\r\n:<>@,"\\ Bc\u2028\x85', max_size=60)


@given(subject=HOSTILE, title=HOSTILE, name=HOSTILE, body=HOSTILE)
def test_no_text_can_add_a_header_or_break_a_line(subject, title, name, body):
    body = body.replace("\uf8f0", "").replace("\uf8f1", "")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    sender = f'"{escaped}" <a@x.example>'
    message = letter(Proof("morning@1", subject, body, body), title=title, sender=sender).to(READER)
    head = message.raw.partition(b"\r\n\r\n")[0]
    assert message_from_bytes(message.raw).keys() == NAMES
    assert [line.split(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")] == NAMES
    assert message.raw.isascii()
    assert max(map(len, message.raw.split(b"\r\n"))) <= 998
    assert message.raw.count(b"\r") == message.raw.count(b"\n") == message.raw.count(b"\r\n")
    assert len(list(message_from_bytes(message.raw).walk())) == 3


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_letter_vouches_for_its_line_ends_and_is_right(html, text):
    clean = str.maketrans("", "", "\uf8f0\uf8f1")
    proof = Proof("morning@2026-11-26T07:30", "Ferry", html.translate(clean), text.translate(clean))
    letter = make_letter(proof, a_newsletter(), datetime(2026, 11, 26, 7, 30, tzinfo=KYIV), Letterhead(b"secret"))
    message = letter.to(Subscriber("Zk3v9XkP", "ida@x.example"))
    assert message.smooth
    assert message.raw == b"".join(line + b"\r\n" for line in message.raw.split(b"\r\n")[:-1])
    assert not {b"\r", b"\n"} & {bytes([octet]) for octet in message.raw.replace(b"\r\n", b"")}
