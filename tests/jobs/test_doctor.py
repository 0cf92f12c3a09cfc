"""What the doctor looks up, and for which senders."""

from making import a_newsletter

from digest.jobs.doctor import examine, identities
from digest.mailer import Letterhead, Signer
from digest.mailer.standing import Identity
from digest.model import Grade

SIGNER = Signer("autumn", "", "rsa-sha256", "MIIBkey", lambda data: data)


class Zone:
    """Names that answer out of a dict, and what was asked."""

    def __init__(self, records):
        self.records, self.asked = records, []

    def txt(self, name):
        self.asked.append(name)
        return self.records.get(name, ())


def test_each_senders_domain_is_looked_at_once():
    senders = ("A <a@one.example>", "B <b@one.example>", "C <c@two.example>")
    letterhead = Letterhead(b"", bounces="bounce@mail.one.example", signers=(SIGNER,))
    found = identities([a_newsletter(sender=sender) for sender in senders], letterhead)
    assert [(each.sender, each.envelope, each.signers[0].domain) for each in found] == [
        ("one.example", "mail.one.example", "one.example"),
        ("two.example", "mail.one.example", "two.example"),
    ]


def test_without_a_bounce_mailbox_the_sender_is_the_envelopes_too():
    assert identities([a_newsletter()], Letterhead(b"")) == (Identity("lantern.example", "lantern.example"),)


def test_what_is_published_is_looked_up():
    zone = Zone({"lantern.example": ("v=spf1 -all",)})
    found = examine(Identity("lantern.example", "lantern.example"), zone)
    assert [each.grade for each in found] == [Grade.GOOD, Grade.FAULT, Grade.FAULT, Grade.GOOD]
    assert zone.asked == ["lantern.example", "_dmarc.lantern.example"]


def test_without_names_nothing_is_looked_up():
    found = examine(Identity("lantern.example", "lantern.example"), None)
    assert [each.grade for each in found] == [Grade.UNKNOWN, Grade.FAULT, Grade.UNKNOWN, Grade.GOOD]
