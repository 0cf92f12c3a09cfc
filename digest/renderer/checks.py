"""What MJML forbids and mrml passes in silence: unknown tags, wrong nesting, text where none may stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from digest.renderer.attributes import DEFAULTS, attribute_flaws, class_flaws, default_flaws
from digest.renderer.grammar import Grammar, Holds, Tag, did_you_mean, mjml_grammar
from digest.renderer.markup import Flaw, Kind, Token, jinja_spans

DEPTH_MOST = 100
"""Tags inside one another. mrml recurses: 300 crash a thread with a stack of 256 KiB; real mails nest under 50."""

JINJA_HOSTS = frozenset({"mj-head", "mj-body", "mj-wrapper", "mj-section", "mj-group", "mj-column", "mj-hero"})
"""Tags that hold only tags, yet where a Jinja2 tag may stand: the compiler puts it into an `mj-raw`."""


def nest(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Yield each token with the name of the tag that it stands in ("" at the top).

    Raises:
        Flaw: a tag is closed that is not open, is left open, or lies more than DEPTH_MOST deep.
    """
    void, open_tags = mjml_grammar().void, list[Token]()
    for token in tokens:
        if token.kind is Kind.CLOSE:
            _close(token, open_tags)
        yield token, open_tags[-1].name if open_tags else ""
        if token.kind is Kind.OPEN and not token.closed and token.name not in void:
            open_tags.append(token)
        if len(open_tags) > DEPTH_MOST:
            raise Flaw(token.start, f"tags are nested more than {DEPTH_MOST} deep")
    if open_tags:
        raise Flaw(open_tags[-1].start, f"<{open_tags[-1].name}> is never closed")


def find_flaws(text: str, tokens: Sequence[Token]) -> Iterator[Flaw]:
    """Yield what is wrong with the markup, in its order.

    Raises:
        Flaw: the tags do not nest; what follows cannot be judged.
    """
    grammar = mjml_grammar()
    for token, parent in nest(tokens):
        match token.kind:
            case Kind.OPEN:
                yield from _tag_flaws(text, token, parent)
            case Kind.TEXT:
                yield from _text_flaws(text, token, parent)
            case Kind.JINJA:
                yield from _jinja_flaws(text, token, parent)
            case Kind.CONDITION:
                yield from _condition_flaws(token, grammar.tags.get(parent))
    yield from _frame_flaws(tokens)
    yield from _pairing_flaws(text, tokens)
    yield from class_flaws(text, tokens)


def _close(token: Token, open_tags: list[Token]) -> None:
    if not open_tags:
        raise Flaw(token.start, f"</{token.name}> closes nothing")
    if open_tags[-1].name != token.name:
        raise Flaw(token.start, f"</{token.name}> stands where <{open_tags[-1].name}> is still open")
    open_tags.pop()


def _tag_flaws(text: str, token: Token, parent: str) -> Iterator[Flaw]:
    if token.name.startswith("mj"):
        yield from _mjml_flaws(text, token, parent)
    else:
        yield from _html_flaws(token, parent, mjml_grammar())
    names = Counter(attribute.name for attribute in token.attributes if attribute.name)
    yield from (Flaw(token.start, f'<{token.name}> carries "{name}" twice') for name, n in names.items() if n > 1)


def _mjml_flaws(text: str, token: Token, parent: str) -> Iterator[Flaw]:
    grammar = mjml_grammar()
    known = grammar.tags.get(token.name)
    if parent == "mj-attributes" and (known or token.name in DEFAULTS):
        yield from default_flaws(token)
    elif not known:
        yield Flaw(token.start, _unknown(token.name, grammar))
    else:
        misspelt = parent.startswith("mj") and parent not in grammar.tags.keys() | DEFAULTS
        if parent not in (known.parents or {""}) and not misspelt:
            belongs = " or ".join(f"<{name}>" for name in sorted(known.parents)) or "the top"
            yield Flaw(token.start, f"<{token.name}> cannot stand {_inside(parent)}; it belongs in {belongs}")
        yield from attribute_flaws(text, token)


def _unknown(name: str, grammar: Grammar) -> str:
    if advice := grammar.refused.get(name):
        return f"<{name}> is not supported: {advice}"
    return f"<{name}> is not an MJML tag{did_you_mean(name, grammar.tags, '<{}>')}"


def _html_flaws(token: Token, parent: str, grammar: Grammar) -> Iterator[Flaw]:
    host = grammar.tags.get(parent)
    if host and host.holds is not Holds.HTML:
        yield Flaw(token.start, f"<{token.name}> cannot stand {_inside(parent)}{_html_advice(host)}")
    elif not parent:
        yield Flaw(token.start, f"<{token.name}> stands outside <mjml>")
    names = grammar.void | grammar.paired
    if ":" not in token.name and token.name not in names:
        yield Flaw(token.start, f"<{token.name}> is not an HTML tag{did_you_mean(token.name, names, '<{}>')}")


def _html_advice(host: Tag | None) -> str:
    return "; wrap it in <mj-raw>" if host and host.name in JINJA_HOSTS else ""


def _text_flaws(text: str, token: Token, parent: str) -> Iterator[Flaw]:
    words, host = text[token.start : token.end], mjml_grammar().tags.get(parent)
    tight = not parent or (host and host.holds in {Holds.TAGS, Holds.NOTHING})
    if tight and words.strip():
        start = token.start + len(words) - len(words.lstrip())
        yield Flaw(start, f"text cannot stand {_inside(parent)}{_html_advice(host)}")


def _jinja_flaws(text: str, token: Token, parent: str) -> Iterator[Flaw]:
    host = mjml_grammar().tags.get(parent)
    tight = not parent or (host and host.holds in {Holds.TAGS, Holds.NOTHING} and parent not in JINJA_HOSTS)
    if tight and any(
        not text.startswith("{#", token.start + start) for start, _ in jinja_spans(text[token.start : token.end])
    ):
        yield Flaw(token.start, f"a Jinja2 tag cannot stand {_inside(parent)}")


def _condition_flaws(token: Token, host: Tag | None) -> Iterator[Flaw]:
    if host and host.holds is not Holds.HTML:
        yield Flaw(token.start, f"a conditional comment cannot stand {_inside(host.name)}{_html_advice(host)}")


def _pairing_flaws(text: str, tokens: Sequence[Token]) -> Iterator[Flaw]:
    """Yield the conditional comments that hide the rest of the mail, or end what never began."""
    opened = None
    for token in tokens:
        if token.kind is Kind.CONDITION:
            opens = text.startswith("<!--[if", token.start)
            if opens == (opened is not None):
                yield Flaw(
                    token.start, "this conditional comment stands within another" if opens else "<![endif] ends nothing"
                )
            opened = token if opens else None
    if opened:
        yield Flaw(opened.start, "this conditional comment is never closed: <![endif]--> is missing")


def _inside(parent: str) -> str:
    return f"directly in <{parent}>" if parent else "outside <mjml>"


def _frame_flaws(tokens: Sequence[Token]) -> Iterator[Flaw]:
    for name in ("mjml", "mj-body"):
        found = [token for token in tokens if token.kind is Kind.OPEN and token.name == name]
        if len(found) != 1:
            yield Flaw(found[1].start if found else 0, f"a template has one <{name}>; this has {len(found)}")
    heads = [token for token in tokens if token.kind is Kind.OPEN and token.name == "mj-head"]
    yield from (Flaw(head.start, "a template has one <mj-head> at most") for head in heads[1:])
