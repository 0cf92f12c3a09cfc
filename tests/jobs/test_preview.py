"""Preview and test copies: what would go out now, and nothing is recorded."""

import email
import email.policy
import re

import pytest
from making import a_newsletter
from world import a_message

from digest.adapters.outbox import Outbox
from digest.errors import DigestError
from digest.jobs.press import plan_now, press_planned
from digest.jobs.preview import SAMPLE_READER, moment, preview
from digest.jobs.send import COPY_READER, Posting, send_copy
from digest.mailer import Letterhead, make_letter
from digest.model import Outcome
from digest.schedule import slot_time


def written(newsletter, slot, proof, reader):
    """The message as the mailer writes it."""
    return make_letter(proof, newsletter, slot_time(newsletter.cadence, slot), Letterhead(b"key")).to(reader)


def impersonal(raw, reader):
    """The headers and parts of a message, without what tells this reader from others."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    identity = re.search(r"\.([0-9a-f]{24})@", message["Message-ID"])[1]
    told = [*map(str, message.values()), *(part.get_content() for part in message.iter_parts())]
    assert all(any(secret in words for words in told) for secret in (reader.id, identity))
    return [words.replace(reader.id, "ID").replace(identity, "HASH").replace(reader.email, "EMAIL") for words in told]


def test_a_preview_is_the_message_to_a_sample_reader(town):
    town.publish(1)
    sheet = preview(a_newsletter(), town.room, a_message)
    assert sheet.proof == sheet.draft.proof
    assert sheet.message.recipient == SAMPLE_READER.email
    assert town.states() == {}


def test_a_preview_is_the_very_mail_that_is_sent_but_for_the_readers_own_words(town, tmp_path):
    """Date and boundaries come from the slot, so what an editor looked at is what a reader gets."""
    town.publish(1, 2)
    town.enrol("ida@lantern.example")
    before = preview(a_newsletter(), town.room, written).message.raw
    slot = plan_now(a_newsletter(), town.room.ledger, town.clock.now())
    press_planned(town.room)
    town.clock.forward(hours=3)
    reader = next(town.database.register.readers("morning"))
    _, label, proof = town.room.ledger.proof(1)
    Outbox(tmp_path).send(written(a_newsletter(), label, proof, reader))
    (sent,) = (path.read_bytes() for path in tmp_path.rglob("*.eml"))
    assert label == slot
    assert written(a_newsletter(), label, proof, SAMPLE_READER).raw == before
    assert impersonal(sent, reader) == impersonal(before, SAMPLE_READER)


def test_a_preview_of_a_past_slot_is_the_issue_that_went_out_then(town):
    town.publish(1)
    town.enrol("ida@example.com")
    slot = plan_now(a_newsletter(), town.room.ledger, town.clock.now())
    press_planned(town.room)
    town.clock.forward(days=1)
    town.publish(2)
    replayed = preview(a_newsletter(), town.room, a_message, moment(a_newsletter(), slot))
    assert replayed.proof == town.room.ledger.proof(1)[2]
    assert [story.key for story in preview(a_newsletter(), town.room, a_message).draft.issue.stories] == [2]
    assert [candidate.key for candidate in replayed.draft.candidates] == [1]


def test_a_preview_of_a_coming_slot_has_what_is_known_now(town):
    town.publish(1)
    coming = preview(a_newsletter(), town.room, a_message, moment(a_newsletter(), "2026-03-11 07:30"))
    assert coming.draft.edition.slot == "2026-03-11T07:30"
    assert [story.key for story in coming.draft.issue.stories] == [1]


@pytest.mark.parametrize(
    "label", ["", "tomorrow", "2026-13-01T07:30", "0001-01-01T00:00", "2026-03-11T07:30Z", "x" * 99]
)
def test_what_is_no_moment_is_named(label):
    with pytest.raises(DigestError, match="is no date and time: write it as 2026-11-24T07:30"):
        moment(a_newsletter(), label)


def test_a_preview_of_nothing_has_no_message(town):
    assert preview(a_newsletter(), town.room, a_message).message is None


def test_a_copy_goes_to_one_address_and_is_not_recorded(town):
    town.publish(1)
    posting = Posting(a_message, lambda: town.relay)
    receipt = send_copy(a_newsletter(), "me@example.com", town.room, posting)
    assert receipt.outcome is Outcome.ACCEPTED
    assert [message.recipient for message in town.relay.taken] == ["me@example.com"]
    assert COPY_READER in town.relay.taken[0].id
    assert (town.relay.closed, town.states()) == (1, {})


def test_no_copy_is_sent_of_nothing(town):
    assert send_copy(a_newsletter(), "me@example.com", town.room, Posting(a_message, lambda: town.relay)) is None
    assert town.relay.closed == 0
