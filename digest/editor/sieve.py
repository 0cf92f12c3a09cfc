"""Many topics held against many articles: each article is read once, and only topics that could hold are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from digest.editor.reading import Reading, fact_key, read
from digest.editor.terms import make_term
from digest.editor.topics import Terms, ask, barred_by, fact_of, rules_of
from digest.model import Article, Brief, Looks, Match, Rule, Spot, Topic

Sieve = Callable[[Article, Brief | None], tuple[Match, ...]]
"""What sorts an article: a match for each topic that found anything in it, in the topics' order."""


def make_sieve(topics: Sequence[Topic], *, nearly: bool = False) -> Sieve:
    """Return what tells the topics an article belongs to; with `nearly` also those that found something and yet lack.

    The words of all topics are made ready once a language; an article is read once for all of them, and only topics
    with a word, prefix or fact of the article are asked.
    """
    deep = any(topic.points.text > 0 or any(_is_deep(rule) for rule in leaves_of(topic)) for topic in topics)
    index = cache(partial(_Index.of, tuple(topics)))

    def sift(article: Article, brief: Brief | None) -> tuple[Match, ...]:
        ready = index((article.language or article.entry.language).partition("-")[0].lower())
        reading = ready.with_starts(read(article, brief, deep=deep))
        asked = (ask(topics[place], reading, ready.terms) for place in ready.worth_asking(reading))
        return tuple(match for match in asked if match.belongs or (nearly and match.hits))

    return sift


@dataclass(frozen=True, slots=True)
class _Index:
    """Topics by the keys and prefixes of which an article must hold one; `always` those that want none."""

    terms: Terms
    by_key: dict[str, tuple[int, ...]]
    by_prefix: dict[str, tuple[int, ...]]
    always: tuple[int, ...]
    lengths: frozenset[int]

    @staticmethod
    def of(topics: tuple[Topic, ...], language: str) -> _Index:
        """Make an index for one language."""
        terms = cache(partial(make_term, language=language))
        by_key: dict[str, tuple[int, ...]] = {}
        by_prefix: dict[str, tuple[int, ...]] = {}
        always = []
        for place, topic in enumerate(topics):
            wanted = (*rules_of(topic), *topic.all)
            if not wanted or any(_holds_bare(rule) for rule in wanted):
                always.append(place)
            for rule in _walk(wanted):
                key, prefix = _keys(rule, terms)
                by_key[key] = (*by_key.get(key, ()), place)
                by_prefix[prefix] = (*by_prefix.get(prefix, ()), place)
            for rule in _walk(barred_by(topic)):
                by_prefix.setdefault(_keys(rule, terms)[1], ())  # looked for, but never a reason to ask
        by_key.pop("", None)
        by_prefix.pop("", None)
        return _Index(terms, by_key, by_prefix, tuple(always), frozenset(map(len, by_prefix)))

    def with_starts(self, reading: Reading) -> Reading:
        """Return a reading that knows which of the prefixes it holds."""
        return replace(reading, starts=reading.starts_of(self.lengths) & self.by_prefix.keys())

    def worth_asking(self, reading: Reading) -> list[int]:
        """Return the places of the topics that could hold, in order."""
        places = set(self.always)
        for key in reading.keys & self.by_key.keys():
            places.update(self.by_key[key])
        for prefix in reading.starts or ():
            places.update(self.by_prefix[prefix])
        return sorted(places)


def _keys(rule: Rule, terms: Terms) -> tuple[str, str]:
    """A rule's key and prefix; "" where it has none."""
    if rule.looks is Looks.WORD:
        term = terms(rule.text)
        return term.key, term.prefix
    if rule.looks in {Looks.AUTHOR, Looks.PERSON}:
        forms = terms(rule.text).words.forms
        return (fact_key(rule.looks, forms[-1]) if forms else ""), ""
    return fact_key(rule.looks, fact_of(rule)), ""


def _walk(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Every rule that is no group, at any depth."""
    for rule in rules:
        if rule.looks.is_group:
            yield from _walk(rule.rules)
        else:
            yield rule


def leaves_of(topic: Topic) -> Iterator[Rule]:
    """Yield every rule of a topic that is no group, wherever it stands."""
    return _walk((*rules_of(topic), *topic.all, *barred_by(topic)))


def _is_deep(rule: Rule) -> bool:
    return Spot.TEXT in rule.spots


def _holds_bare(rule: Rule) -> bool:
    """Whether a rule can hold of an article in which nothing of it is found."""
    if rule.looks is Looks.NONE:
        return True
    if rule.looks is Looks.ALL:
        return all(_holds_bare(each) for each in rule.rules)
    return rule.looks is Looks.ANY and any(_holds_bare(each) for each in rule.rules)
