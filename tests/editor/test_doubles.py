"""Doubles: the same words under several addresses are one story."""

from making import a_candidate, a_picture, an_article

from digest.editor.doubles import Report, fold_doubles


def test_equal_words_become_one_report_led_by_the_most_complete():
    plain = a_candidate(1, fingerprint="same")
    pictured = a_candidate(2, article=an_article(2, image=a_picture()), fingerprint="same")
    other = a_candidate(3)
    assert fold_doubles([plain, other, pictured]) == (Report(pictured, (plain,)), Report(other))


def test_the_first_to_come_in_leads_where_two_are_level():
    first, second = a_candidate(1, fingerprint="same"), a_candidate(2, fingerprint="same")
    assert fold_doubles([first, second]) == (Report(first, (second,)),)


def test_an_empty_fingerprint_equals_no_other():
    first, second = a_candidate(1, fingerprint=""), a_candidate(2, fingerprint="")
    assert fold_doubles([first, second]) == (Report(first), Report(second))
