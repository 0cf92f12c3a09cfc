"""What the rules of topics, the boosts and the pins must hold between them; each fault in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digest.config.nearby import did_you_mean, shown
from digest.config.parts.topics import RULE_KEYS
from digest.config.places import Finding, Path, Value

MOST_NESTED = 4
"""How deep groups of rules may stand in each other: deeper ones no desk can read."""

GROUPS = ("all", "any", "none")
_BOOSTED = ("topic", "source", "category", "author", "kind", "url")
_PINNED = ("url", "category", "source")


def check_rules(data: Value) -> Iterator[Finding]:
    """Yield what is wrong with the rules of topics, and with what newsletters say of ranking."""
    sources, topics = _ids(data, "sources"), _ids(data, "topics")
    for path, topic in _each(data, "topics"):
        for group in GROUPS:
            yield from _check_group((*path, group), topic.get(group), sources, 1)
    for path, newsletter in _each(data, "newsletters"):
        own = newsletter.get("topics")
        known = [topic for topic in own if isinstance(topic, str)] if isinstance(own, list) else []
        for place, section in _each(newsletter, "sections"):
            yield from _check_bound((*path, *place), section, known)
        for place, boost in _each(newsletter, "boosts"):
            yield from one_of((*path, *place), boost, _BOOSTED)
            yield from _check_known((*path, *place, "topic"), boost.get("topic"), topics, "topic")
            yield from _check_known((*path, *place, "source"), boost.get("source"), sources, "source")
        for place, pin in _each(newsletter, "pins"):
            yield from one_of((*path, *place), pin, _PINNED)
            yield from _check_known((*path, *place, "source"), pin.get("source"), sources, "source")


def one_of(path: Path, mapping: Mapping[str, Value], keys: tuple[str, ...]) -> Iterator[Finding]:
    """Yield a finding unless exactly one of the keys is given."""
    given = [key for key in keys if key in mapping]
    if len(given) != 1:
        had = f"{' and '.join(given)} are given" if given else "none is given"
        yield Finding(path, f"wants exactly one of {', '.join(keys)}; {had}", of_key=True)


def _check_group(path: Path, rules: Value, sources: list[str], depth: int) -> Iterator[Finding]:
    """A group and what is nested in it; one that is too deep is told once."""
    if rules is not None and depth > MOST_NESTED:
        yield Finding(path, f"groups of rules may be nested {MOST_NESTED} deep", of_key=True)
        return
    if rules == []:
        yield Finding(path, "is an empty group: give it a rule or take it out")
    for place, rule in _items(rules):
        yield from one_of((*path, place), rule, RULE_KEYS)
        yield from _check_known((*path, place, "source"), rule.get("source"), sources, "source")
        if "spots" in rule and "word" not in rule:
            yield Finding((*path, place, "spots"), "belongs to a rule with a word", of_key=True)
        for group in GROUPS:
            yield from _check_group((*path, place, group), rule.get(group), sources, depth + 1)


def _check_bound(path: Path, section: Mapping[str, Value], known: list[str]) -> Iterator[Finding]:
    """A section runs only topics of its own newsletter: others never come to it."""
    bound = section.get("topics")
    for place, topic in enumerate(bound if isinstance(bound, list) else []):
        if isinstance(topic, str) and topic not in known:
            hint = did_you_mean(topic, known)
            yield Finding((*path, "topics", place), f"{shown(topic)} is none of this newsletter's topics{hint}")


def _check_known(path: Path, value: Value, known: list[str], noun: str) -> Iterator[Finding]:
    if isinstance(value, str) and value not in known:
        yield Finding(path, f"no {noun} has the id {shown(value)}{did_you_mean(value, known)}")


def _ids(data: Value, noun: str) -> list[str]:
    return [name for _, each in _each(data, noun) if isinstance(name := each.get("id"), str)]


def _each(data: Value, key: str) -> Iterator[tuple[Path, Mapping[str, Value]]]:
    """Every mapping in a list of a mapping, with its path from there."""
    listed = data.get(key) if isinstance(data, dict) else None
    yield from (((key, place), each) for place, each in _items(listed))


def _items(listed: Value) -> Iterator[tuple[int, Mapping[str, Value]]]:
    yield from (
        (place, each) for place, each in enumerate(listed if isinstance(listed, list) else []) if isinstance(each, dict)
    )
