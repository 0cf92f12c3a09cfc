"""Which rules meet which elements: the selectors that mails use, matched in one pass from the top of the page down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from digest.proofreader.page import Element

_COMPOUND = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[^\]]*\]|:root)*)", re.IGNORECASE)
_SIMPLE = re.compile(r"[.#][\w-]+|\[[^\]]*\]|:root")
_ATTRIBUTE = re.compile(r"""\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*["']?([^"'\]]*)["']?)?\s*\]""")
_COMBINED = re.compile(r"(?:\s*(>)\s*|\s+)(?![^\[]*\])")
SELECTOR_MOST = 500
"""Characters of a selector from which on it is not read."""


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element has to be: `tag` ("": any), id, classes, attributes; `child`: right below what the one before met."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]
    child: bool

    def meets(self, element: Element) -> bool:
        """Tell whether the element itself is so."""
        return (
            self.tag in ("", element.tag)
            and self.id in ("", element.value("id"))
            and self.classes.issubset(element.value("class").split())
            and all(_has(element, *attribute) for attribute in self.attributes)
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector: its compounds from the outermost to the element itself, and its weight (ids, classes, tags)."""

    compounds: tuple[Compound, ...]
    weight: tuple[int, int, int]


def read_selector(text: str) -> Selector | None:
    """Return a selector; None for one with states, pseudo-elements or siblings: what stands on the page is not styled by it."""
    compounds = []
    parts = _COMBINED.split(text.strip()) if len(text) <= SELECTOR_MOST else ("",)
    for before, part in zip([None, *parts[1::2]], parts[::2], strict=True):
        found = _COMPOUND.fullmatch(part)
        if not found or not part:
            return None
        compounds.append(_compound(found["tag"] or "", _SIMPLE.findall(found["rest"]), child=before == ">"))
    return Selector(tuple(compounds), _weight(compounds))


def matches(elements: Sequence[Element], selectors: Sequence[Selector]) -> Iterator[tuple[int, ...]]:
    """Yield for each element the places of the selectors that meet it.

    What an element meets follows from its own looks and its parent's state alone, so equal cases are worked out once, and
    time grows with the elements, however deep they lie.
    """
    steps = [
        (which, step, each) for which, selector in enumerate(selectors) for step, each in enumerate(selector.compounds)
    ]
    names = sorted({"id", "class"}.union(*({name for name, *_ in each.attributes} for _, _, each in steps)))
    ends = {(which, len(selector.compounds) - 1) for which, selector in enumerate(selectors)}
    numbers: dict[tuple[object, ...], int] = {}
    states = [_State(frozenset(), frozenset(), ())]
    at = [0]  # the state of each element, behind that of the page itself, which is the parent at -1
    for element in elements:
        parent = at[element.parent + 1]
        case = (parent, element.tag, *map(element.attributes.get, names))
        if case not in numbers:
            numbers[case] = len(states)
            states.append(_state(element, states[parent], steps, ends))
        at.append(numbers[case])
        yield states[at[-1]].whole


Step = tuple[int, int]
"""The place of a selector, and that of a compound in it."""


@dataclass(frozen=True, slots=True)
class _State:
    """What an element has met: itself, it or one around it, and the selectors of which it is the last step."""

    here: frozenset[Step]
    around: frozenset[Step]
    whole: tuple[int, ...]


def _state(element: Element, parent: _State, steps: Sequence[tuple[int, int, Compound]], ends: Set[Step]) -> _State:
    here = frozenset(
        (which, step)
        for which, step, each in steps
        if (step == 0 or (which, step - 1) in (parent.here if each.child else parent.around)) and each.meets(element)
    )
    return _State(here, parent.around | here, tuple(sorted(which for which, _ in here & ends)))


def _compound(tag: str, simple: Sequence[str], *, child: bool) -> Compound:
    names = {mark: [each[1:] for each in simple if each.startswith(mark)] for mark in "#."}
    attributes = [found.groups(default="") for each in simple if (found := _ATTRIBUTE.fullmatch(each))]
    root = "html" if ":root" in simple else ""
    return Compound(
        tag.lower().replace("*", "") or root,
        names["#"][-1] if names["#"] else "",
        frozenset(names["."]),
        tuple((name.lower(), sign, value) for name, sign, value in attributes),
        child,
    )


def _weight(compounds: Sequence[Compound]) -> tuple[int, int, int]:
    return (
        sum(bool(each.id) for each in compounds),
        sum(len(each.classes) + len(each.attributes) for each in compounds),
        sum(bool(each.tag) for each in compounds),
    )


def _has(element: Element, name: str, sign: str, value: str) -> bool:
    held = element.attributes.get(name)
    if held is None or not sign:
        return held is not None
    tests = {
        "=": held == value,
        "~=": value in held.split(),
        "|=": held == value or held.startswith(f"{value}-"),
        "^=": held.startswith(value),
        "$=": held.endswith(value),
        "*=": value in held,
    }
    return tests[sign]
