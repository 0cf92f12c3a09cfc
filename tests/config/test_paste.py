"""Lines to paste are read back as what they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from digest.config import yaml_lines
from digest.config.source import read_document
from digest.model.text import clean_line

LINES = st.text(min_size=1, max_size=60).map(clean_line).filter(bool)


def test_what_is_empty_is_left_out_and_words_that_yaml_makes_values_are_quoted():
    told = yaml_lines(
        "sources", [{"id": "a", "title": "no", "language": "", "feed": "https://a.example/?x=1", "pages": False}]
    )
    assert told == "sources:\n  - id: a\n    title: 'no'\n    feed: https://a.example/?x=1\n    pages: false\n"


@given(st.lists(st.dictionaries(st.sampled_from(["id", "title", "feed"]), LINES, min_size=1), min_size=1, max_size=3))
def test_whatever_stands_in_them_the_lines_say_it(mappings):
    assert read_document(yaml_lines("sources", mappings), "x.yaml").data == {"sources": mappings}
