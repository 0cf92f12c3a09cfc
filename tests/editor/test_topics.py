"""Topics: what an article is about, by the editor's rules, and what in it says so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import a_brief, an_article, an_entry

from digest.editor.reading import OPENING_CHARACTERS, read
from digest.editor.sieve import make_sieve
from digest.editor.terms import make_term
from digest.editor.topics import ask, told_rule
from digest.model import Article, Hit, Looks, Match, Rule, Spot, SpotPoints, Topic


def about(**rule: object) -> Topic:
    return Topic("t", "Topic", **rule)


def word(text: str, **changes: object) -> Rule:
    return Rule(Looks.WORD, text, **changes)


def match(topic: Topic, article: Article) -> Match:
    reading = read(article, a_brief(article), deep=True)
    return ask(topic, reading, lambda text: make_term(text, article.language))


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({}, "everything"),
        ({"include": ("ferry",)}, "“ferry” in the headline"),
        ({"include": ("ferries",)}, "“ferry” in the headline"),
        ({"include": ("FERRY line",)}, "“ferry line” in the headline"),
        ({"include": ("ferr*",)}, "“ferry” in the headline"),
        ({"include": ("ferry li*",)}, "“ferry line” in the headline"),
        ({"include": ("waiting",)}, "“waited” in the opening"),
        ({"include": ("=waiting",)}, ""),
        ({"include": ("=waited",)}, "“waited” in the opening"),
        ({"include": ("=council",)}, "“Council” in the headline"),
        ({"include": ("=COUNCIL",)}, ""),
        ({"include": ("=Council",)}, "“Council” in the headline"),
        ({"include": ("ferr",)}, ""),
        ({"include": ("erry",)}, ""),
        ({"include": ("tram", "harbour council")}, "“harbour council” in the opening"),
        ({"exclude": ("tram",)}, "everything"),
        ({"categories": ("harbour",)}, "category harbour"),
        ({"categories": ("sport",)}, ""),
        ({"sources": ("lantern",)}, "source lantern"),
        ({"sources": ("wire",)}, ""),
        ({"include": ("tram",), "categories": ("Harbour",)}, "category Harbour"),
        ({"include": ("(ferry",)}, "“ferry” in the headline"),
        ({"include": ("???",)}, ""),
        ({"authors": ("ida holm",)}, "author Ida Holm"),
        ({"authors": ("Holm",)}, "author Holm"),
        ({"authors": ("Bray",)}, ""),
        ({"people": ("Venn",)}, "person Mara Venn"),
        ({"people": ("mara venn",)}, "person Mara Venn"),
        ({"people": ("Mara",)}, ""),
        ({"people": ("Tom Venn",)}, ""),
        ({"kinds": ("news",)}, "kind news"),
        ({"kinds": ("opinion",)}, ""),
        ({"any": (word("tram"), word("boat"))}, "“boat” in the opening"),
        ({"all": (word("boat"), word("harbour"))}, "“boat” in the opening, “harbour” in the opening"),
        ({"any": (Rule(Looks.ALL, rules=(word("boat"), word("tram"))),)}, ""),
        ({"any": (Rule(Looks.ALL, rules=(word("boat"), Rule(Looks.NONE, rules=(word("tram"),)))),)}, "“boat” in the opening"),
        ({"any": (Rule(Looks.ANY, rules=(word("tram"), word("May"))),)}, "“May” in the opening"),
        ({"include": ("ferry", "tram"), "at_least": 3}, "“ferry” in the headline"),
        ({"any": (word("ferry", spots=(Spot.DEK,)),)}, "“ferry” in the dek"),
        ({"any": (word("council", spots=(Spot.DEK,)),)}, ""),
    ],
)  # fmt: skip
def test_an_article_belongs_by_any_rule_and_the_match_says_by_which(rule, why):
    found = match(about(**rule), an_article())
    assert (found.told if found.belongs else "") == why


@pytest.mark.parametrize(
    ("rule", "lacks", "nearly"),
    [
        ({"include": ("ferry",), "exclude": ("north bank",)}, ("barred by “north bank” in the dek",), True),
        ({"include": ("ferry",), "all": (word("tram"),)}, ("without “tram”",), True),
        ({"include": ("boat", "tram"), "at_least": 3}, ("1 of 3 points",), True),
        ({"include": ("tram",)}, ("none of its words",), False),
        ({"all": (word("tram"), word("boat"), word("bus"))}, ("without “tram”", "without “bus”"), False),
        (
            {"include": ("ferry",), "none": (Rule(Looks.NONE, rules=(word("tram"),)),)},
            ("barred by a rule",),
            True,
        ),
        (
            {"all": (word("boat"), Rule(Looks.ANY, rules=(word("tram"), Rule(Looks.KIND, "live"))))},
            ("without any of (“tram”, kind live)",),
            True,
        ),
    ],
)
def test_a_match_says_what_the_article_lacks_and_whether_it_is_one_thing(rule, lacks, nearly):
    found = match(about(**rule), an_article())
    assert (found.lacks, found.nearly) == (lacks, nearly)


def test_a_word_counts_once_where_it_is_worth_most_and_weights_multiply():
    topic = about(
        include=("ferry",),
        any=(Rule(Looks.ANY, rules=(word("boat", weight=3),), weight=2), Rule(Looks.SOURCE, "lantern", weight=0.5)),
    )
    assert match(topic, an_article()) == Match(
        topic,
        (
            Hit("ferry", "headline", "ferry", 3.0),
            Hit("boat", "opening", "boat", 6.0),
            Hit("lantern", "source", "lantern", 1.5),
        ),
    )


def test_a_word_far_down_the_text_counts_only_where_the_topic_looks_there():
    article = an_article(text="x " * OPENING_CHARACTERS + "tram")
    (shallow,) = (about(include=("tram",)),)
    deep = replace(shallow, points=SpotPoints(text=0.5))
    spotted = about(any=(word("tram", spots=(Spot.TEXT,)),))
    assert make_sieve([shallow])(article, None) == ()
    assert [m.score for m in make_sieve([shallow, deep, spotted])(article, None)] == [0.5, 1.0]


def test_no_word_is_cut_in_two_where_the_opening_ends():
    article = an_article(text="x" * (OPENING_CHARACTERS - 4) + " harbourside")
    assert match(about(include=("harb",)), article).belongs is False
    assert match(about(include=("harbourside",)), article).belongs is True


def test_words_are_found_across_line_breaks_and_in_other_scripts():
    article = an_article(
        entry=an_entry(headline="Порт Одеса"), text="У порту\nОдеси відкрили лінію до нового причалу.", language="uk"
    )
    assert match(about(include=("порт Одеса",)), article).told == "“Порт Одеса” in the headline"
    assert match(about(include=("=порту одеси",)), article).told == "“порту\nОдеси” in the opening"
    assert match(about(include=("ОДЕС*",)), article).told == "“Одеса” in the headline"
    japanese = an_article(entry=an_entry(headline="新しい港の橋"), language="ja")
    assert match(about(include=("港の橋",)), japanese).told == "“港の橋” in the headline"
    french = an_article(entry=an_entry(headline="La grève à l’école"), language="fr")
    assert match(about(include=("écoles",)), french).told == "“école” in the headline"
    accents = an_article(entry=an_entry(headline="Cafe\u0301 am Hafen"), language="de")
    assert match(about(include=("café",)), accents).told == "“Cafe\u0301” in the headline"


def test_the_section_of_a_page_counts_as_a_category():
    assert match(about(categories=("Opinion",)), an_article(section="opinion")).belongs is True


def test_a_sieve_tells_every_topic_that_an_article_belongs_to_in_their_order():
    sport, harbour, all_news = about(include=("football",)), about(include=("ferry",)), about()
    article = an_article()
    assert [m.topic for m in make_sieve([sport, all_news, harbour])(article, None)] == [all_news, harbour]
    assert make_sieve([sport])(article, None) == ()


def test_a_prefix_that_only_keeps_out_keeps_out():
    assert make_sieve([about(exclude=("ferr*",))])(an_article(), None) == ()


def test_a_sieve_tells_near_misses_where_it_is_asked_to():
    near = about(include=("ferry",), all=(word("tram"),))
    assert [m.nearly for m in make_sieve([near], nearly=True)(an_article(), None)] == [True]
    assert make_sieve([near])(an_article(), None) == ()


WORDS = st.sampled_from(["ferry", "boat", "tram", "harbour", "ferr*", "=council", "north bank", "bo*", "zzz"])
FACTS = st.sampled_from(
    [
        Rule(Looks.CATEGORY, "Harbour"),
        Rule(Looks.SOURCE, "wire"),
        Rule(Looks.KIND, "news"),
        Rule(Looks.PERSON, "Venn"),
        Rule(Looks.AUTHOR, "Ida Holm"),
        Rule(Looks.AUTHOR, "?"),
    ]
)
LEAVES = st.one_of(WORDS.map(word), FACTS)
GROUPS = st.sampled_from([Looks.ALL, Looks.ANY, Looks.NONE])
RULES = st.recursive(
    LEAVES,
    lambda inner: st.builds(lambda looks, rules: Rule(looks, rules=tuple(rules)), GROUPS, st.lists(inner, max_size=3)),
    max_leaves=6,
)
RULE_LISTS = st.lists(RULES, max_size=3).map(tuple)


@given(st.lists(st.builds(about, include=st.lists(WORDS, max_size=2).map(tuple), all=RULE_LISTS, any=RULE_LISTS, none=RULE_LISTS), max_size=4))  # fmt: skip
def test_a_sieve_asks_every_topic_that_could_hold(topics):
    article = an_article()
    brief = a_brief(article)
    alone = [found for topic in topics if (found := match(topic, article)).belongs]
    assert list(make_sieve(topics)(article, brief)) == alone


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_term_can_be_looked_for_in_any_text(term, text):
    found = match(about(include=(term,)), an_article(entry=an_entry(headline=text), language="uk"))
    assert found.belongs is bool(found.hits)


def test_a_rule_is_told_as_people_would_say_it():
    rule = Rule(Looks.ALL, rules=(word("boat"), Rule(Looks.PERSON, "Venn")))
    assert told_rule(rule) == "all of (“boat”, person Venn)"
