"""Which topics an article belongs to, by the editor's own rules, and what in it says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digest.editor.reading import Reading
from digest.editor.terms import Term, find_term, make_term
from digest.editor.words import fold
from digest.model import Hit, Looks, Match, Rule, Spot, Topic

FACT_POINTS = 3.0
"""What a category, a source, an author, a quoted person or a kind is worth: as much as a word in the headline."""

Terms = Callable[[str], Term]
"""A term ready for the article's language."""


def rules_of(topic: Topic) -> tuple[Rule, ...]:
    """Return the rules of which one must hold, the simple lists first."""
    simple = (
        (Looks.WORD, topic.include),
        (Looks.CATEGORY, topic.categories),
        (Looks.SOURCE, topic.sources),
        (Looks.AUTHOR, topic.authors),
        (Looks.PERSON, topic.people),
        (Looks.KIND, topic.kinds),
    )
    return (*(Rule(looks, text) for looks, texts in simple for text in texts), *topic.any)


def barred_by(topic: Topic) -> tuple[Rule, ...]:
    """Return the rules of which none may hold."""
    return (*(Rule(Looks.WORD, text) for text in topic.exclude), *topic.none)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A topic that is held against one article."""

    topic: Topic
    reading: Reading
    terms: Terms

    def hits(self, rule: Rule) -> tuple[Hit, ...] | None:
        """What a rule finds; None where it does not hold. A group of `none` holds without finding anything."""
        if not rule.looks.is_group:
            hit = self.word(rule) if rule.looks is Looks.WORD else self.fact(rule)
            return (hit,) if hit else None
        found = [self.hits(each) for each in rule.rules]
        held = [hits for hits in found if hits is not None]
        if rule.looks is Looks.NONE:
            return None if held else ()
        enough = len(held) == len(found) if rule.looks is Looks.ALL else bool(held)
        weighed = (hit.times(rule.weight) for hits in held for hit in hits)
        return tuple(weighed) if enough else None

    def word(self, rule: Rule) -> Hit | None:
        """Where a word counts most; None where it does not stand."""
        term = self.terms(rule.text)
        if not self.reading.can_hold(term):
            return None
        points = self.topic.points
        spots = [spot for spot in rule.spots or Spot if rule.spots or points.of(spot) > 0]
        for spot in sorted(spots, key=points.of, reverse=True):
            words = self.reading.words.get(spot)
            if words and (found := find_term(term, words)):
                worth = points.of(spot) or 1.0
                return Hit(rule.text, spot.value, found, worth * rule.weight)
        return None

    def fact(self, rule: Rule) -> Hit | None:
        """What is no text: as the source, the page or the quotes say."""
        points = FACT_POINTS * rule.weight
        if rule.looks is Looks.PERSON:
            name = self.terms(rule.text).words
            spoken = next((each.text for each in self.reading.people if _is_name(name.forms, each.forms)), "")
            return Hit(rule.text, rule.looks.value, spoken, points) if spoken else None
        if rule.looks is Looks.AUTHOR:
            named = find_term(make_term(f"={rule.text.casefold()}", ""), self.reading.authors)
            return Hit(rule.text, rule.looks.value, named, points) if named else None
        held = fact_of(rule) in self.reading.facts[rule.looks]
        return Hit(rule.text, rule.looks.value, rule.text, points) if held else None


def _is_name(asked: Sequence[str], told: Sequence[str]) -> bool:
    """Whether a name asked for is the person's: the surname alone, or first name and surname, whatever stands between."""
    if not asked or not told or asked[-1] != told[-1]:
        return False
    return len(asked) == 1 or (asked[0] == told[0] and set(asked) <= set(told))


def fact_of(rule: Rule) -> str:
    """Return what a rule about a fact asks for, folded as a reading has it."""
    return rule.text if rule.looks is Looks.SOURCE else fold(rule.text.strip())


def ask(topic: Topic, reading: Reading, terms: Terms) -> Match:
    """Hold a topic against an article, and say what was found and what it lacks."""
    asking = _Asking(topic, reading, terms)
    some, every = rules_of(topic), topic.all
    found = [hits for rule in some if (hits := asking.hits(rule)) is not None]
    needed = [(rule, asking.hits(rule)) for rule in every]
    barred = [hits for rule in barred_by(topic) if (hits := asking.hits(rule)) is not None]
    told = [*found, *(hits for _, hits in needed if hits is not None)]
    hits = tuple(dict.fromkeys(hit for each in told for hit in each))
    lacks = [f"without {told_rule(rule)}" for rule, hits in needed if hits is None]
    if some and not found:
        lacks.append("none of its words")
    lacks += [f"barred by {each[0].told if each else 'a rule'}" for each in barred]
    match = Match(topic, hits, tuple(lacks))
    if match.score < topic.at_least:
        lacks.append(f"{match.score:g} of {topic.at_least:g} points")
    return Match(topic, hits, tuple(lacks))


def told_rule(rule: Rule) -> str:
    """Return a rule as people would say it."""
    if rule.looks.is_group:
        return f"{rule.looks} of ({', '.join(told_rule(each) for each in rule.rules)})"
    return f"“{rule.text}”" if rule.looks is Looks.WORD else f"{rule.looks} {rule.text}"
