"""What ran already does not run again under another address; other words and other numbers are other stories."""

from dataclasses import replace
from datetime import timedelta

from events import ANEW, FIRE, told
from making import KYIV, NOON, a_newsletter, an_entry

from digest.editor import Edition, choose
from digest.editor.again import find_again
from digest.editor.sketch import make_sketch
from digest.model import LeftOut, Ran

EARLIER = Ran(told(7, FIRE, "Fire on night ferry"), 12)
REPORT = " ".join(
    f"The {name} stood at {at} in the evening." for name, at in (("index", 4312), ("euro", 1084), ("oil", 74))
)


def test_mostly_the_same_words_ran_already_and_the_same_event_in_other_words_did_not():
    copy, anew = told(1, f"{FIRE} Buses will run instead.", "Ferry fire"), told(2, ANEW, "Rescue")
    assert find_again([copy, anew], [EARLIER]) == {1: EARLIER}


def test_the_stored_sketch_is_used_and_one_that_is_missing_is_made():
    stored = replace(EARLIER, candidate=replace(EARLIER.candidate, sketch=make_sketch(ANEW)))
    assert find_again([told(1, FIRE, "Fire")], [stored]) == {}
    assert find_again([told(1, FIRE, "Fire", sketch=make_sketch(FIRE))], [EARLIER]) == {1: EARLIER}


def test_one_form_with_other_numbers_did_not_run():
    today = REPORT.replace("4312", "4287").replace("1084", "1079").replace("74", "71")
    assert find_again([told(1, today * 2, "Market close")], [Ran(told(2, REPORT * 2, "Market close"), 3)]) == {}


def test_nothing_ran_before_the_first_issue():
    assert find_again([told(1, FIRE, "Fire")], []) == {}


def test_what_ran_already_is_left_out_with_the_number_of_its_issue():
    candidate = told(1, FIRE, "Ferry burns")
    window = NOON - timedelta(hours=24), NOON
    edition = Edition(a_newsletter(), "slot", 13, NOON.astimezone(KYIV), *window, {}, ran=(EARLIER,))
    choice = choose(edition, [], [candidate])
    assert (choice.sections, choice.left_out) == (
        (),
        (LeftOut(1, "Ferry burns", an_entry(1).url, "", "already ran in No. 12 as “Fire on night ferry”"),),
    )
