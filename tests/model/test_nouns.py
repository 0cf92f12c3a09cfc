"""The nouns: the few things that they do by themselves."""

import pytest
from making import a_story, an_article, an_issue

from digest.model import Passage, Token


def test_a_passage_is_cut_out_of_the_text():
    article = an_article()
    assert article.lift(4, 11) == Passage("harbour", 4, 11)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 10_000)])
def test_no_passage_lies_outside_the_text(start, end):
    with pytest.raises(ValueError, match=f"no passage at {start}:{end} in a text of"):
        an_article().lift(start, end)


def test_the_first_stories_of_an_issue_leave_no_bare_section():
    issue = an_issue(a_story(1), a_story(2), a_story(3))
    assert [story.key for story in issue.first(2).stories] == [1, 2]
    assert [len(section.stories) for section in issue.first(2).sections] == [1, 1]
    assert len(issue.first(1).sections) == 1
    assert issue.first(9) == issue


def test_a_tokens_mark_is_its_name_between_two_private_characters():
    assert Token.UNSUBSCRIBE.mark == "\uf8f0unsubscribe\uf8f1"
