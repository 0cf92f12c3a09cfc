"""Preview and test copies: what would go out now, and nothing is recorded."""

from making import a_newsletter
from world import a_message

from digest.jobs.preview import SAMPLE_READER, preview
from digest.jobs.send import COPY_READER, Posting, send_copy
from digest.model import Outcome


def test_a_preview_is_the_message_to_a_sample_reader(town):
    town.publish(1)
    sheet = preview(a_newsletter(), town.room, a_message)
    assert sheet.proof == sheet.draft.proof
    assert sheet.message.recipient == SAMPLE_READER.email
    assert town.states() == {}


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
