import pytest

from digest.summariser.marks import Stretch, pair_marks


def words(text):
    return [text[each.start : each.end] for each in pair_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” she said.", ["We go,"]),
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("''We go,'' she said.", ["We go,"]),
        ("``We go,'' she said.", ["We go,"]),
        ("„Wir gehen“, sagte sie.", ["Wir gehen"]),
        ("„Idziemy” – powiedziała.", ["Idziemy"]),
        ("«Мы идём», — сказала она.", ["Мы идём"]),
        ("»Wir gehen«, sagte sie.", ["Wir gehen"]),
        ("”Vi går”, sa hon.", ["Vi går"]),
        ("« Nous partons », dit-elle.", ["Nous partons"]),
        ("彼女は「行きます」と言った。", ["行きます"]),
        ("‹We go›, she said.", ["We go"]),
    ],
)
def test_the_marks_of_each_language_pair_up(text, expected):
    assert words(text) == expected


def test_a_stretch_knows_its_marks_and_its_words():
    assert pair_marks("So “ yes ” it is") == (Stretch(left=3, start=5, end=8, right=10),)


def test_mixed_kinds_of_double_marks_close_each_other():
    assert words('“We go," she said. "We stay.”') == ["We go,", "We stay."]


def test_a_mark_of_another_family_belongs_to_the_words():
    assert words("“She said ‘no’ and «never» to us,” he said.") == ["She said ‘no’ and «never» to us,"]
    assert words("«Он сказал „нет“ и ушёл», — сказала она.") == ["Он сказал „нет“ и ушёл"]


def test_a_mark_of_its_own_family_is_nested_where_both_close():
    assert words("“We call it “home” here,” she said.") == ["We call it “home” here,"]


def test_a_mark_that_opens_while_open_starts_afresh_where_only_one_closes():
    assert words("“We go, she said. “We stay,” he said.") == ["We stay,"]
    assert words('She said: "We go and she left. "We stay," he said.') == ["We stay,"]


def test_paragraphs_without_marks_are_passed_over():
    assert words("She went there.\n\n“We go,” she said.") == ["We go,"]


def test_a_stretch_that_never_closes_ends_with_its_paragraph():
    assert pair_marks("“We go.\n“We stay.”") == (Stretch(0, 1, 7, 7, closed=False), Stretch(8, 9, 17, 18))


def test_words_carried_into_the_next_paragraph_end_with_its_closing_mark():
    assert words("She said: “We go.\nAnd we stay,” she said.") == ["We go.", "And we stay,"]


def test_a_mark_that_opens_the_next_paragraph_is_not_mistaken_for_a_closing_one():
    assert words('She said: "We go.\n"We stay," he said.') == ["We go.", "We stay,"]


def test_inches_open_nothing():
    assert words('The board is 6" wide.') == []


def test_a_mark_stuck_to_the_word_before_it_may_open():
    assert words('for fear of them."We go there," she said.') == ["We go there,"]


def test_a_closing_mark_opens_where_it_can_do_nothing_else():
    assert words("” … they are so,” she said.") == ["… they are so,"]


def test_of_three_single_marks_two_close_the_outer_quotation():
    assert words("''They say 'never,''' she said.") == ["They say 'never,'"]


def test_invisible_characters_count_as_space_beside_a_mark():
    assert words("\u202a”We go,” she said.") == ["We go,"]


def test_empty_marks_are_no_stretch():
    assert words('“” and “ ” and ""') == []


def test_a_speaker_in_capitals_at_the_head_is_not_part_of_the_words():
    text = "“LI: We go there now.”"
    assert pair_marks(text) == (Stretch(left=5, start=5, end=21, right=22),)
    assert words("“LI: ”") == ["LI:"]


def test_single_marks_count_in_a_text_without_others():
    assert words("‘We don’t go,’ she said. ‘They do.’") == ["We don’t go,", "They do."]
    assert words("'We don't go,' she said.") == ["We don't go,"]
    assert words("‚Wir gehen‘, sagte sie.") == ["Wir gehen"]


def test_an_apostrophe_closes_a_single_quotation_only_before_the_next_one_opens():
    assert words("She likes the word ‘perhaps’ more than ‘never’ now") == ["perhaps", "never"]


def test_apostrophes_alone_are_no_marks():
    assert words("The sisters’ house isn’t rock ’n’ roll") == []
    assert words("In '99 it was theirs") == []
    assert words("She said: 'We go there") == []


def test_single_marks_are_apostrophes_where_a_text_has_double_ones():
    assert words("“We go,” she said. ‘Never’ is a word.") == ["We go,"]


def test_a_mark_that_can_neither_open_nor_close_here_is_passed_over():
    assert words(
        "He is 5'10 and she “goes",
    ) == ["goes"]
    assert words("‘a‘b go’ now") == ["a‘b go"]
