"""What the attributes of MJML's tags may be called and may say; what mrml would drop, or print as it stands, in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.renderer.grammar import Grammar, did_you_mean, mjml_grammar
from digest.renderer.markup import Attribute, Flaw, Kind, Token

DEFAULTS = frozenset({"mj-all", "mj-class"})
"""Tags in `mj-attributes` that stand for any tag: they may carry whatever one of them may."""


def default_flaws(token: Token) -> Iterator[Flaw]:
    """Yield what is wrong with the attributes of a tag in `mj-attributes`."""
    grammar = mjml_grammar()
    known = grammar.every_attribute | {"name"} if token.name in DEFAULTS else grammar.tags[token.name].attributes
    yield from _name_flaws(token, known, grammar)


def attribute_flaws(text: str, token: Token) -> Iterator[Flaw]:
    """Yield what is wrong with the attributes of an MJML tag."""
    grammar = mjml_grammar()
    yield from _name_flaws(token, grammar.tags[token.name].attributes, grammar)
    for attribute in token.attributes:
        yield from _value_flaws(value_of(text, attribute), token, attribute)


def class_flaws(text: str, tokens: Sequence[Token]) -> Iterator[Flaw]:
    """Yield the `mj-class` that no `mj-attributes` declares, and the two at once: programs differ on which of them wins."""
    found = [
        (token, attribute.start, value)
        for token in tokens
        if token.kind is Kind.OPEN and token.name.startswith("mj-")
        for attribute in token.attributes
        if attribute.name == ("name" if token.name == "mj-class" else "mj-class")
        if (value := value_of(text, attribute)) is not None
    ]
    declared = {value for token, _, value in found if token.name == "mj-class"}
    for token, start, value in found:
        if len(value.split()) > 1:
            yield Flaw(start, f'mj-class="{value}" names two: programs differ on which wins; make one class of them')
        elif token.name != "mj-class" and value not in declared:
            near = did_you_mean(value, declared, '"{}"')
            yield Flaw(start, f'no <mj-class name="{value}"> is declared in <mj-attributes>{near}')


def value_of(text: str, attribute: Attribute) -> str | None:
    """Return what an attribute says, None where Jinja2 says it."""
    value = text[attribute.start : attribute.end]
    return None if "{{" in value or "{%" in value else value


def _name_flaws(token: Token, known: frozenset[str], grammar: Grammar) -> Iterator[Flaw]:
    for attribute in token.attributes:
        if not attribute.name:
            yield Flaw(attribute.start, f"a Jinja2 tag stands between the attributes of <{token.name}>, not in a value")
        elif advice := grammar.dropped.get(f"{token.name} {attribute.name}"):
            yield Flaw(attribute.start, f'"{attribute.name}" of <{token.name}> is not supported: {advice}')
        elif attribute.name not in known:
            near = did_you_mean(attribute.name, known, '"{}"')
            yield Flaw(attribute.start, f'<{token.name}> has no attribute "{attribute.name}"{near}')


def _value_flaws(said: str | None, token: Token, attribute: Attribute) -> Iterator[Flaw]:
    value = mjml_grammar().value(token.name, attribute.name)
    if said and value and not value.pattern.fullmatch(said.strip()):
        yield Flaw(attribute.start, f'{attribute.name}="{said[:60]}" of <{token.name}> is to be {value.says}')
