"""Topics: what an article is about, by the editor's words."""

import pytest
from making import an_article, an_entry

from digest.editor.topics import TOPIC_CHARACTERS, first_match, match
from digest.model import Topic


def about(**rule: object) -> Topic:
    return Topic("t", "Topic", **rule)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({}, "everything"),
        ({"include": ("ferry",)}, "“ferry”"),
        ({"include": ("FERRY line",)}, "“ferry line”"),
        ({"include": ("ferr*",)}, "“ferry”"),
        ({"include": ("ferr",)}, ""),
        ({"include": ("erry",)}, ""),
        ({"include": ("tram", "harbour council")}, "“harbour council”"),
        ({"include": ("ferry",), "exclude": ("north bank",)}, ""),
        ({"exclude": ("tram",)}, "everything"),
        ({"categories": ("harbour",)}, "category"),
        ({"categories": ("sport",)}, ""),
        ({"sources": ("lantern",)}, "source"),
        ({"sources": ("wire",)}, ""),
        ({"include": ("tram",), "categories": ("Harbour",)}, "category"),
        ({"include": ("(ferry",)}, ""),
    ],
)
def test_an_article_matches_by_any_rule_and_no_exclusion(rule, why):
    assert match(about(**rule), an_article()) == why


def test_words_are_found_across_line_breaks_and_in_other_scripts():
    article = an_article(entry=an_entry(headline="Порт Одеса"), text="У порту\nОдеси відкрили лінію до нового причалу.")
    assert match(about(include=("порту Одеси",)), article) == "“порту\nодеси”"
    assert match(about(include=("ОДЕС*",)), article) == "“одеса”"


def test_a_word_far_down_the_text_makes_no_topic():
    article = an_article(text="x " * TOPIC_CHARACTERS + "tram")
    assert match(about(include=("tram",)), article) == ""


def test_the_section_of_a_page_counts_as_a_category():
    assert match(about(categories=("Opinion",)), an_article(section="opinion")) == "category"


def test_the_first_topic_of_the_list_wins():
    sport, harbour, all_news = about(include=("football",)), about(include=("ferry",)), about()
    assert first_match([sport, harbour, all_news], an_article()) == (harbour, "“ferry”")
    assert first_match([sport], an_article()) is None
