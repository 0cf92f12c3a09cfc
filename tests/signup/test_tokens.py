"""Tokens: good for one purpose and a time, and nothing that is guessed or altered opens anything."""

from __future__ import annotations

import random
import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOON

from digest.errors import ConsentError
from digest.signup import Keys, Purpose, Ticket, issue_token, read_token

KEYS = Keys((b"a key of thirty-two bytes or more!",))
READER = "0123456789abcdef0123456789abcdef"


def code_of(token, purpose=Purpose.CONFIRM, keys=KEYS, now=NOON):
    with pytest.raises(ConsentError) as refused:
        read_token(keys, purpose, token, now)
    return refused.value.code


@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_opens_what_it_was_made_for(purpose):
    token = issue_token(KEYS, purpose, Ticket(READER, "morning"))
    assert read_token(KEYS, purpose, token, NOON) == Ticket(READER, "morning")


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose is not Purpose.LEAVE])
def test_a_token_opens_nothing_else(purpose):
    assert code_of(issue_token(KEYS, Purpose.LEAVE, Ticket(READER)), purpose) == "unknown"


def test_a_token_is_made_of_characters_that_no_link_changes():
    token = issue_token(KEYS, Purpose.LEAVE, Ticket(READER, "evening-2"), NOON)
    assert set(token) <= set(string.ascii_letters + string.digits + ".-_")


def test_a_token_expires_to_the_second():
    token = issue_token(KEYS, Purpose.CONFIRM, Ticket(READER), NOON)
    assert read_token(KEYS, Purpose.CONFIRM, token, NOON - timedelta(seconds=1)) == Ticket(READER)
    assert code_of(token) == "expired"


def test_a_token_without_an_end_is_good_for_years():
    token = issue_token(KEYS, Purpose.LEAVE, Ticket(READER))
    assert read_token(KEYS, Purpose.LEAVE, token, NOON + timedelta(days=36500)) == Ticket(READER)


def test_after_a_change_of_keys_old_tokens_are_good_and_new_ones_are_signed_anew():
    old = issue_token(KEYS, Purpose.LEAVE, Ticket(READER))
    both = Keys((*KEYS.secrets, b"another key of thirty-two bytes!!!"))
    new = issue_token(both, Purpose.LEAVE, Ticket(READER))
    assert read_token(both, Purpose.LEAVE, old, NOON) == read_token(both, Purpose.LEAVE, new, NOON) == Ticket(READER)
    assert code_of(new, Purpose.LEAVE) == "unknown"
    assert code_of(old, Purpose.LEAVE, Keys(both.secrets[1:])) == "unknown"


def test_the_keys_are_not_shown_where_a_desk_is_printed():
    assert "thirty" not in repr(KEYS)


def test_ten_thousand_guessed_tokens_open_nothing():
    good = issue_token(KEYS, Purpose.PREFERENCES, Ticket(READER))
    body, _, signature = good.rpartition(".")
    alphabet = string.ascii_letters + string.digits + "-_"
    guess = random.Random(7)
    for _ in range(10_000):
        guessed = "".join(guess.choices(alphabet, k=len(signature)))
        assert code_of(f"{body}.{guessed}", Purpose.PREFERENCES) == "unknown"


@given(st.data())
def test_a_token_that_was_altered_anywhere_opens_nothing(data):
    good = issue_token(KEYS, Purpose.LEAVE, Ticket(READER, "morning"), NOON + timedelta(days=1))
    # The last character of a signature has spare bits: other spellings of it say the same.
    place = data.draw(st.integers(0, len(good) - 2))
    other = data.draw(st.characters(exclude_characters=good[place]))
    assert code_of(good[:place] + other + good[place + 1 :], Purpose.LEAVE) == "unknown"


@given(st.text(max_size=400))
def test_no_text_but_a_token_opens_anything(text):
    assert code_of(text) == "unknown"
    assert code_of("." * 400) == "unknown"
