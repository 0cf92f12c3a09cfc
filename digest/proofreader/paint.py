"""How text comes out: the colour, ground and size of every run of words that a reader sees, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from digest.proofreader.colours import BLACK, LINK, WHITE, Colour, read_colour
from digest.proofreader.css import Declaration, Rule, Sheet, read_style
from digest.proofreader.page import Element, Page
from digest.proofreader.selectors import Selector, matches, read_selector
from digest.proofreader.sizes import TEXT_SIZE, font_size, is_bold

ELEMENTS_MOST, SELECTORS_MOST = 10_000, 400
"""How many elements and selectors are gone through: three times those of a mail that Gmail shows whole."""

_OF_INTEREST = frozenset(
    {
        "color",
        "background",
        "background-color",
        "background-image",
        "font",
        "font-size",
        "font-weight",
        "display",
        "visibility",
    }
)
_INHERITED = frozenset({"inherit", "unset", "currentcolor"})
_WORDS = re.compile(r"[^\s(]+(?:\([^()]*\))?")  # what stands in brackets belongs to its word
_SIZES = {"h1": "2em", "h2": "1.5em", "h3": "1.17em", "h5": "0.83em", "h6": "0.67em", "small": "0.83em"}
_BOLD = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})


@dataclass(frozen=True, slots=True)
class Paint:
    """How an element's own words come out. `ground` is None over a picture, where nothing can be said."""

    ink: Colour = BLACK
    ground: Colour | None = WHITE
    size: float = TEXT_SIZE
    bold: bool = False
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Words as they come out; `size` is in CSS pixels."""

    words: str
    paint: Paint


def has_night(sheet: Sheet) -> bool:
    """Tell whether a stylesheet has colours of its own for the dark; without them every mail program makes up its own."""
    return any("prefers-color-scheme" in rule.media and "dark" in rule.media for rule in sheet.rules)


def runs(page: Page, sheet: Sheet, *, dark: bool) -> Iterator[Run]:
    """Yield every run of words that a reader sees, in the order of the page."""
    paints = list(_paints(page.elements[:ELEMENTS_MOST], sheet, dark=dark))
    for place, text in page.runs:
        if place < len(paints) and paints[place].seen and place not in page.unseen and text.strip():
            yield Run(text, paints[place])


def _paints(elements: Sequence[Element], sheet: Sheet, *, dark: bool) -> Iterator[Paint]:
    ranked = _ranked([rule for rule in sheet.rules if _applies(rule.media, dark=dark)])
    merged: dict[tuple[int, ...], tuple[Declaration, ...]] = {}
    painted: list[Paint] = []
    for element, met in zip(elements, matches(elements, [selector for selector, _ in ranked]), strict=True):
        if met not in merged:
            merged[met] = _last(chain.from_iterable(ranked[which][1] for which in met))
        said = _said(element, merged[met])
        painted.append(_painted(element, said, painted[element.parent] if element.parent >= 0 else Paint()))
        yield painted[-1]


def _ranked(rules: Sequence[Rule]) -> list[tuple[Selector, tuple[Declaration, ...]]]:
    """The selectors that colour or size anything, the weakest first, each with what it says."""
    found = []
    for rule in rules:
        said = tuple(each for each in rule.declarations if each.name in _OF_INTEREST)
        selectors = map(read_selector, rule.selectors) if said else ()
        found += [(selector, said) for selector in selectors if selector]
    return sorted(found[:SELECTORS_MOST], key=lambda pair: pair[0].weight)


def _last(declarations: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """Only the last of those that set the same, in their order."""
    found: dict[tuple[str, bool], Declaration] = {}
    for each in declarations:
        found.pop((each.name, each.important), None)
        found[each.name, each.important] = each
    return tuple(found.values())


def _said(element: Element, by_rules: Sequence[Declaration]) -> Mapping[str, str]:
    """What an element's style comes to: its attributes, then rules, then its own style; then what is important of both."""
    own = read_style(element.value("style"))
    said = {"background-color": element.value("bgcolor")} if element.value("bgcolor") else {}
    if element.value("background"):
        said["background-image"] = "url()"
    if element.tag == "font" and element.value("color"):
        said["color"] = element.value("color")
    for important in (False, True):
        for each in chain(by_rules, own):
            if each.important is important:
                _put(said, each)
    return said


def _put(said: dict[str, str], declaration: Declaration) -> None:
    """Later wins, and a shorthand sets all that it stands for."""
    said.pop(declaration.name, None)  # so that the order of the keys is that of the declarations
    if declaration.name == "background":
        said.pop("background-color", None)
        said.pop("background-image", None)
    said[declaration.name] = declaration.value


def _painted(element: Element, said: Mapping[str, str], parent: Paint) -> Paint:
    paint = replace(parent, ground=_ground(said, parent))
    if element.tag == "a" and "href" in element.attributes:
        paint = replace(paint, ink=LINK)
    size, bold = _SIZES.get(element.tag, ""), element.tag in _BOLD or parent.bold
    paint = replace(paint, size=font_size(size, parent.size), bold=bold)
    for name, value in said.items():
        if name == "color":
            paint = replace(paint, ink=parent.ink if value in _INHERITED else read_colour(value) or paint.ink)
        elif name in {"font", "font-size"}:
            paint = replace(paint, size=font_size(value, parent.size))
        if name in {"font", "font-weight"}:
            paint = replace(paint, bold=is_bold(value, parent.bold))
    hidden = said.get("display") == "none" or said.get("visibility") == "hidden"
    return replace(paint, seen=parent.seen and not hidden)


def _ground(said: Mapping[str, str], parent: Paint) -> Colour | None:
    """What stands behind an element's words: a colour of its own even where a picture covers it, for pictures are off with many."""
    value = " ".join(said.get(name, "") for name in ("background-color", "background", "background-image"))
    colour = next(filter(None, map(read_colour, _WORDS.findall(value))), None)
    if colour and (colour.alpha == 1 or parent.ground):
        return colour.over(parent.ground or colour)
    return None if "url(" in value or "gradient(" in value else parent.ground


def _applies(media: str, *, dark: bool) -> bool:
    """Whether a rule in this media query counts: of queries about the screen's size none does."""
    if "prefers-color-scheme" in media:
        return ("dark" in media) is dark
    return "(" not in media and "print" not in media
