"""Mails for the proofreader's tests: each is made from parts as a message on the wire, and read as one."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from digest.model import Grade, Judgement, Surroundings
from digest.proofreader import Mail, judge, read_mail

TEXT = "Morning Light\n\nThe ferry to the north bank runs again.\nhttps://lantern.example/ferry\n\nLeave: https://lantern.example/leave\n"


def a_page(body: str = "<h1>Morning Light</h1>", head: str = "<title>Morning Light</title>") -> str:
    """A page around a body."""
    return f'<!doctype html><html lang="en" dir="ltr"><head>{head}</head><body>{body}</body></html>'


def raw_mail(html: str = "", text: str = TEXT, **headers: str) -> bytes:
    """A message on the wire: both parts where there is HTML, and headers by name (`_` for `-`; "": left out)."""
    message = EmailMessage(policy=SMTP)
    given = {
        "From": "The Harbour Lantern <morning@lantern.example>",
        "To": "ida@example.com",
        "Subject": "Ferry runs again",
    }
    for name, value in {**given, **headers}.items():
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def a_mail(html: str = "", text: str = TEXT, **headers: str) -> Mail:
    """The mail of `raw_mail`, read."""
    return read_mail(raw_mail(html, text, **headers))


def told(check: str, mail: Mail, surroundings: Surroundings | None = None) -> list[Judgement]:
    """What one check says of a mail."""
    return [each for each in judge(mail, surroundings or Surroundings()) if each.check == check]


def grades(check: str, mail: Mail, surroundings: Surroundings | None = None) -> list[tuple[Grade, str]]:
    """How one check comes out: the grade and subject of each judgement."""
    return [(each.grade, each.about) for each in told(check, mail, surroundings)]
