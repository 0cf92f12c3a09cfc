import pytest

from digest.collector.furniture_credit import has_credit, split_credit
from digest.collector.furniture_phrases import fold


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Boats at the quay. (Ann Lee/AFP via Getty Images)", "Boats at the quay.", "Ann Lee/AFP via Getty Images"),
        ("Boats at the quay [Photo: Ann Lee]", "Boats at the quay", "Photo: Ann Lee"),
        ("Boats at the quay. Photo: Ann Lee", "Boats at the quay.", "Photo: Ann Lee"),
        ("Boats at the quay | Photo by Ann Lee.", "Boats at the quay", "Photo by Ann Lee"),
        ("Boote am Kai © Jost Remmel", "Boote am Kai", "© Jost Remmel"),
        ("Фото: Степан Лука", "", "Фото: Степан Лука"),
        ("Boats at the quay (in winter)", "Boats at the quay (in winter)", ""),
        ("Boats  at\nthe quay", "Boats at the quay", ""),
        ("", "", ""),
    ],
)
def test_a_credit_is_split_from_the_caption_before_it(text, caption, credit):
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("Boats at the quay. (Ann Lee/AFP via Getty Images)", True),
        ("Boats at the quay. REUTERS/Ann Lee", True),
        ("Ann Lee / AP", True),
        ("Getty Images", True),
        ("Boats at the quay. (Tilda Moor/Press Pool of the Port via Coast Pictures)", True),
        ("The north bank voted for the Greens (Blue/Green Alliance of farmers).", False),
        ("They met at the inn (Red Lion).", False),
        ("The paper wrote on Thursday (2/11/2023).", False),
        ("The vote is due in May. (ANSA).", False),
        ("The vote is due in May. — Reuters", False),
        ("© 2026 Harbour Courier", True),
        ("Copyright 2026 Harbour Courier", True),
        ("He told AFP (the agency) that nobody was hurt on the boat.", False),
        ("The photo was taken at dawn, the credit was his.", False),
        ("Plan c is to walk.", False),
        ("Boats at the quay.", False),
    ],
)
def test_a_line_that_ends_with_a_credit_is_known(text, credited):
    assert has_credit(text, frozenset(fold(text))) is credited
