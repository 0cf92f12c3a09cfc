"""The settings file as plain data, with the place of every key and value: YAML 1.2's core scalars, nothing executed.

PyYAML composes the nodes; this reads them by the YAML 1.2 core schema instead of 1.1, so that `no` (Norwegian), `on` and
`12:30` stay words. Size, depth and number of values are bounded: an anchor that repeats itself is a fault, not a wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import cast

import yaml

from digest.config.places import Document, Finding, Path, Place, Value
from digest.errors import ConfigError, Fault

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 20_000


def read_document(text: str, file: str) -> Document:
    """Return the file's data with places.

    Raises:
        ConfigError: it is not one YAML mapping, or passes MAX_BYTES, MAX_DEPTH or MAX_VALUES.
    """
    if len(text) > MAX_BYTES:
        raise _broken(file, f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        loader = _Loader(text.removeprefix("\ufeff"))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        raise _broken(file, f"character U+{error.character:04X} may not stand in YAML", Place(line, column)) from error
    reading = _Reading()
    try:
        node = loader.get_single_node()
        data = reading.value(node, ()) if node else None
    except _PastLimitError as error:
        raise _broken(file, str(error), error.place) from error
    except yaml.MarkedYAMLError as error:
        raise _malformed(file, error) from error
    except (ValueError, OverflowError) as error:  # PyYAML turns \U escapes and %YAML versions into numbers unchecked
        place = Place(loader.line + 1, loader.column + 1)
        raise _broken(file, "not valid YAML: a number or an escape is out of range", place) from error
    if not isinstance(data, dict):
        raise _broken(file, "the file is empty" if data is None else "the file must be a mapping of `key: value` lines")
    return Document(file, data, reading.keys, reading.values, tuple(reading.findings))


class _PastLimitError(Exception):
    """More than a settings file holds, and where."""

    def __init__(self, message: str, mark: yaml.Mark) -> None:
        super().__init__(message)
        self.place = _place(mark)


_START = Place(1, 1)


def _broken(file: str, message: str, place: Place = _START) -> ConfigError:
    return ConfigError([Fault(file, place.line, place.column, "", message)])


_HINTS = (
    (r"character '\\t'", "indent with spaces, not tabs"),
    (r"mapping values are not allowed", "a value that holds `: ` must be in quotes"),
    (r"alias", "a value that begins with * must be in quotes"),
    (r"anchor", "a value that begins with & must be in quotes"),
    (r"character '[@`%]'", "a value that begins so must be in quotes"),
    (r"end of stream", "a quote or a bracket that begins here is never closed"),
    (r"flow sequence|flow mapping", "a [ or { is not closed, or a comma is missing"),
    (r"expected <block end>|could not find expected ':'", "look at the indentation and the quotes just above"),
    (r"single document", "one file holds one document: take the second `---` out"),
)


def _malformed(file: str, error: yaml.MarkedYAMLError) -> ConfigError:
    """A fault of YAML's own grammar, with the usual reason for it where there is one."""
    problem = (error.problem or "it cannot be read").removeprefix("but ")
    known = f"{error.context or ''} {problem}"
    hint = next((f" ({hint})" for pattern, hint in _HINTS if re.search(pattern, known)), "")
    # What was never closed is best looked for where it began.
    mark = error.context_mark if "end of stream" in problem else error.problem_mark
    return _broken(file, f"not valid YAML: {problem}{hint}", _place(mark) if mark else _START)


class _Loader(yaml.SafeLoader):
    """Composes nodes by the core schema of YAML 1.2 (10.3.2), and no deeper than MAX_DEPTH."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's own protocol)
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; alias and anchor rules are PyYAML's."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # the stubs leave it bare
            raise _PastLimitError(f"nested more than {MAX_DEPTH} deep", mark)
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


_BOOL, _INT, _FLOAT, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null"))
_STR, _MAP, _SEQ = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
_SCALARS: dict[str, Callable[[str], Value]] = {
    _NULL: lambda _: None,
    _BOOL: lambda text: text.lower() == "true",
    _INT: int,
    _FLOAT: float,
}

CORE_SCALARS: tuple[tuple[str, re.Pattern[str], list[str]], ...] = tuple(
    (tag, re.compile(rf"(?:{pattern})\Z"), first)
    for tag, pattern, first in (
        (_NULL, r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        (_BOOL, r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        (_INT, r"[-+]?[0-9]{1,18}", list("-+0123456789")),
        (_FLOAT, r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    )
)
"""What the core schema takes for a value and not for text: tag, pattern, first characters."""

for _scalar in CORE_SCALARS:
    _Loader.add_implicit_resolver(*_scalar)


@dataclass(slots=True)
class _Reading:
    """Nodes turned into plain data, and what is noted on the way."""

    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def value(self, node: yaml.Node, path: Path) -> Value:
        self.values[path] = _place(node.start_mark)
        if len(path) > MAX_DEPTH:
            raise _PastLimitError("an anchor contains itself", node.start_mark)
        if len(self.values) > MAX_VALUES:
            raise _PastLimitError(f"the file holds more than {MAX_VALUES:,} values", node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            self.check_tag(node, path, _SEQ)
            return [self.value(child, (*path, place)) for place, child in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> Value:
        self.check_tag(node, path, _MAP)
        data: dict[Hashable, Value] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != _STR:
                self.findings.append(Finding(path, "a key must be plain text", place=_place(key_node.start_mark)))
                continue
            key = (*path, cast("str", key_node.value))
            if key in self.keys:
                first = self.keys[key].line
                self.findings.append(
                    Finding(key, f"given twice (first in line {first})", place=_place(key_node.start_mark))
                )
                continue
            self.keys[key] = _place(key_node.start_mark)
            data[key_node.value] = self.value(child, key)
        return data

    def scalar(self, node: yaml.Node, path: Path) -> Value:
        text = cast("str", node.value)
        if node.tag in _SCALARS:
            return _SCALARS[node.tag](text)
        self.check_tag(node, path, _STR)
        return text

    def check_tag(self, node: yaml.Node, path: Path, expected: str) -> None:
        if node.tag != expected:
            self.findings.append(Finding(path, "YAML tags (!name) are not understood here; write the plain value"))


def _place(mark: yaml.Mark) -> Place:
    return Place(mark.line + 1, mark.column + 1)
