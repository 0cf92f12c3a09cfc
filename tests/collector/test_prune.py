import pytest
from lxml import html

from digest.collector.extract_outline import Node, Outline
from digest.collector.prune import pruned, suspect


@pytest.mark.parametrize(
    ("markup", "suspicion"),
    [
        ("<div class='c-newsletter-signup__box'>", ("newsletter", 1)),
        ("<div class='RelatedStories'>", ("related", 1)),
        ("<div id='comments'>", ("comments", 0)),
        ("<div class='read-more'>", ("read-more", 1)),
        ("<aside class='note'>", ("aside", 2)),
        ("<figcaption>", ("figcaption", 2)),
        ("<div style='color:red; display : none'>", ("hidden", 2)),
        ("<div hidden>", ("hidden", 2)),
        ("<div aria-hidden='true'>", ("hidden", 2)),
        ("<div style='color:red'>", None),
        ("<div class='shareholders'>", None),
        ("<div class='article-body subscriber-only'>", None),
        ("<article class='tag-newsletter'>", None),
        ("<caption>", None),
        ("<p>", None),
    ],
)
def test_an_element_is_suspected_for_a_word_of_its_tag_class_or_id(markup, suspicion):
    assert suspect(html.fromstring(f"<section>{markup}</section>")[0]) == suspicion


PAGE = Outline(
    [
        Node(-1, "body", None),
        Node(0, "div", ("sidebar", 2)),
        Node(1, "div", ("sidebar", 2)),
        Node(0, "div", ("related", 1)),
        Node(0, "div", ("comments", 0)),
        Node(4, "p", None),
    ],
    [6, 3, 3, 4, 6, 6],
    [],
    set(),
    set(),
)


def test_what_holds_little_of_the_text_is_furniture_with_all_within_it():
    assert pruned(PAGE, [700, 0, 100, 100, 0, 100]) == [False, True, True, True, True, True]


def test_a_word_that_much_of_the_article_bears_is_no_reason():
    assert pruned(PAGE, [0, 100, 700, 100, 0, 100]) == [False, False, False, True, True, True]


def test_comments_may_be_longer_than_the_article():
    assert pruned(PAGE, [300, 0, 0, 0, 0, 700]) == [False, True, True, True, True, True]


def test_what_bears_a_word_is_weighed_together():
    nodes = [Node(-1, "body", None), *(Node(0, "div", ("widget", 2)) for _ in range(5))]
    widgets = Outline(nodes, [6, 2, 3, 4, 5, 6], [], set(), set())
    assert pruned(widgets, [100, 180, 180, 180, 180, 180]) == [False] * 6
