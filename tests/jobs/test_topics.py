"""Trying topics over what is stored, and over a page on the web."""

import pytest
from making import NOON, a_brief, an_article
from pages import a_page
from world import ToldWeb

from digest.errors import SourceError
from digest.jobs.topics import fetch_page, try_topics, with_brief
from digest.model import Looks, Rule, Topic


def test_a_rule_is_idle_only_where_it_finds_nothing_anywhere():
    inner = Rule(Looks.ALL, rules=(Rule(Looks.WORD, "ferry"), Rule(Looks.WORD, "tram")))
    topic = Topic("t", "T", any=(inner,), exclude=("submarine",))
    article = an_article()
    tried = try_topics([topic], [(article, a_brief(article))])
    assert (tried.trials, tried.articles, tried.idle) == ((), 1, (("t", "tram"), ("t", "submarine")))


def test_the_page_at_an_address_is_read_with_its_brief():
    web = ToldWeb()
    web.tell("https://lantern.example/1", a_page("Council approves ferry"))
    article, brief = with_brief(fetch_page("https://lantern.example/1", web, NOON))
    assert (article.entry.headline, brief.lede is not None) == ("Council approves ferry", True)
    with pytest.raises(SourceError):
        fetch_page("https://lantern.example/2", web, NOON)
