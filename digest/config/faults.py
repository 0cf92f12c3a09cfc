"""What pydantic found wrong, in our own words, with what the writer probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from digest.config.nearby import did_you_mean, shown
from digest.config.places import Finding, Path

_SECRET = re.compile(r"passw|secret|token|api_?key|^key$|credential", re.IGNORECASE)

Describe = Callable[[ErrorDetails], str]


def findings_of(error: ValidationError, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each of pydantic's; `schema` is the JSON schema, which knows the keys."""
    for detail in error.errors(include_url=False):
        path = tuple(detail["loc"])
        if _is_echo(detail):
            continue
        if detail["type"] == "extra_forbidden":
            yield Finding(path, _unknown_key(path, schema), of_key=True)
        elif detail["type"] == "missing":
            yield Finding(path, "is missing", of_key=True)
        else:
            yield Finding(path, _describe(detail))


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether pydantic calls a list too short only because its items are at fault, which is told already."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _unknown_key(path: Path, schema: Mapping[str, Any]) -> str:
    """An unknown key: a secret that must not stand here, or a near miss, or what may stand here."""
    keys = keys_at(path[:-1], schema)
    name = str(path[-1])
    if _SECRET.search(name):
        known = next((key for key in keys if key == f"{name}_env"), "a key that ends in _env")
        return f"secrets are never written into this file: put it into an environment variable and name that in {known}"
    return "is not a key we know" + (did_you_mean(name, keys) or f" (known: {', '.join(keys)})")


def keys_at(path: Path, schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys that may stand in the mapping at `path`, in the order of the reference."""
    node: Mapping[str, Any] = schema
    for step in path:
        node = _resolve(node, schema)
        node = node["items"] if isinstance(step, int) else node["properties"][step]
    return tuple(_resolve(node, schema)["properties"])


def _resolve(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference; of alternatives take the mapping."""
    for option in node.get("anyOf", [node]):
        if "$ref" in option:
            target: Mapping[str, Any] = schema["$defs"][option["$ref"].removeprefix("#/$defs/")]
            return target
    return node


def _describe(detail: ErrorDetails) -> str:
    if detail["input"] is None:
        hint = " (a value that begins with # needs quotes)" if detail["type"] == "string_type" else ""
        return f"is empty: give a value or take the line out{hint}"
    describe = _WORDS.get(detail["type"])
    return describe(detail) if describe else detail["msg"]


def _expected(detail: ErrorDetails) -> str:
    options = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
    given = str(detail["input"])
    return f"{shown(given)} is none of {', '.join(options)}{did_you_mean(given, options)}"


def _needs_text(detail: ErrorDetails) -> str:
    if isinstance(detail["input"], dict | list):
        return "must be text"
    return f"must be text: put {shown(_as_written(detail['input']))} in quotes"


def _as_written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _too_few(detail: ErrorDetails) -> str:
    return f"must hold at least {detail['ctx']['min_length']}"


def _too_many(detail: ErrorDetails) -> str:
    most = detail["ctx"]["max_length"]
    return f"is longer than {most} characters" if isinstance(detail["input"], str) else f"must hold at most {most}"


_WORDS: dict[str, Describe] = {
    "value_error": lambda d: str(d["ctx"]["error"]),
    "enum": _expected,
    "literal_error": _expected,
    "string_type": _needs_text,
    "string_too_short": lambda _: "must not be blank",
    "string_too_long": _too_many,
    "int_type": lambda d: f"must be a whole number without quotes, not {shown(_as_written(d['input']))}",
    "float_type": lambda d: f"must be a number, not {shown(_as_written(d['input']))}",
    "float_parsing": lambda d: f"must be a number, not {shown(d['input'])}",
    "bool_type": lambda d: f"must be true or false, not {shown(d['input'])}",
    "tuple_type": lambda d: (
        f"must be a list: write [{_as_written(d['input'])}] or one `- ` line for each"
        if not isinstance(d["input"], dict)
        else "must be a list: one `- ` line for each"
    ),
    "model_type": lambda _: "must be a mapping of `key: value` lines",
    "greater_than_equal": lambda d: f"must be at least {d['ctx']['ge']:g}",
    "less_than_equal": lambda d: f"must be at most {d['ctx']['le']:g}",
    "too_short": _too_few,
    "too_long": _too_many,
}
