"""Trying topics over what is stored, and over a page on the web."""

import pytest
from making import NOON, a_brief, an_article
from pages import PARAGRAPHS, a_page
from world import ToldWeb

from digest.errors import SourceError
from digest.jobs.topics import fetch_page, read_file, stored, try_topics, with_brief
from digest.model import Looks, Rule, Topic


def test_a_rule_is_idle_only_where_it_finds_nothing_anywhere():
    inner = Rule(Looks.ALL, rules=(Rule(Looks.WORD, "ferry"), Rule(Looks.WORD, "tram")))
    topic = Topic("t", "T", any=(inner,), exclude=("submarine",))
    article = an_article()
    tried = try_topics([topic], [(article, a_brief(article))])
    assert (tried.trials, tried.articles, tried.idle) == ((), 1, (("t", "tram"), ("t", "submarine")))


def test_a_topic_is_tried_on_what_was_seen_in_the_last_days_and_says_what_it_found(town):
    town.publish(1)
    town.clock.forward(days=3)
    town.publish(2)
    assert len(stored(town.database.articles, town.clock.now(), 5)) == 2
    [(article, brief)] = stored(town.database.articles, town.clock.now(), 2)
    steps = []
    tried = try_topics(
        [Topic("t", "T", any=(Rule(Looks.WORD, "ferry"),))], [(article, brief)], lambda *step: steps.append(step)
    )
    assert [(found, match.topic.id) for found, match in tried.matches("t")] == [(article, "t")]
    assert (list(tried.matches("other")), steps) == ([], [("articles", 1, 1)])


def test_a_file_is_read_as_a_page_or_as_the_plain_text_of_one():
    page = read_file(a_page("Council approves ferry").encode(), "file:///page.html", NOON)
    dump = read_file("\n\n".join(["Council approves ferry", *PARAGRAPHS]).encode(), "file:///dump.txt", NOON)
    assert [article.entry.headline for article in (page, dump)] == ["Council approves ferry", PARAGRAPHS[0]]


def test_the_page_at_an_address_is_read_with_its_brief():
    web = ToldWeb()
    web.tell("https://lantern.example/1", a_page("Council approves ferry"))
    article, brief = with_brief(fetch_page("https://lantern.example/1", web, NOON))
    assert (article.entry.headline, brief.lede is not None) == ("Council approves ferry", True)
    with pytest.raises(SourceError):
        fetch_page("https://lantern.example/2", web, NOON)
