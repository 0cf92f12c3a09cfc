"""The measure of rendering, addressing and signing runs, and compares like with like."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

from entry_render import render_issue
from making import a_newsletter
from render_speed import built_anew, main

from digest.mailer import Letterhead, make_letter
from digest.model import Proof, Subscriber

PAGE = "https://news.example.org/leave"


def test_every_way_is_measured_once(capsys):
    main(["--stories", "2", "--rounds", "1", "--renders", "5"])
    blocks = capsys.readouterr().out.split("\n\n")
    assert [len(block.strip().splitlines()) - 1 for block in blocks] == [4, 3, 6, 0]


def test_both_ways_to_a_message_say_the_same():
    proof = Proof("tide@1", "Ferry", *render_issue(1))
    reader = Subscriber("Zk3v9XkPq0", "ida@harbour.example")
    letter = make_letter(proof, a_newsletter(), datetime(2026, 7, 21, tzinfo=UTC), Letterhead(b"k", leave_url=PAGE))
    ours, anew = (
        [part.get_content().replace("\r\n", "\n") for part in message_from_bytes(raw, policy=default).iter_parts()]
        for raw in (letter.to(reader).raw, built_anew(proof, f"{PAGE}?reader=Zk3v9XkPq0&newsletter=morning"))
    )
    assert [part.replace("&amp;", "&").rstrip() for part in ours] == [
        part.replace("&amp;", "&").rstrip() for part in anew
    ]
