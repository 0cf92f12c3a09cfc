"""The settings explained: the reference page, made from the schema, and the two files to begin from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from digest.config.load import settings_schema
from digest.config.subjects import MEANINGS

Schema = Mapping[str, Any]

STARTER_FEED = "https://www.example.com/feed.xml"


def config_file(name: str) -> str:
    """Return the text of a shipped configuration file: beside the package when installed, else in the repository."""
    shipped = files("digest") / "data" / "config" / name
    beside = Path(__file__).parents[2] / "config" / name
    return (shipped if shipped.is_file() else beside).read_text(encoding="utf-8")


def example_yaml() -> str:
    """Return config/digest.yaml: every setting in use, with comments."""
    return config_file("digest.yaml")


def starter_yaml() -> str:
    """Return a small commented settings file to begin from: one feed, one newsletter, written to a folder."""
    return (files("digest.config") / "starter.yaml").read_text(encoding="utf-8")


def settings_reference() -> str:
    """Return docs/settings.md: every key with its values, its default and its meaning, from the schema."""
    intro, subjects = (
        (files("digest.config") / name).read_text(encoding="utf-8") for name in ("intro.md", "subjects.md")
    )
    schema = settings_schema()
    names = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in MEANINGS.items())
    tables = "\n".join(_chapters("", schema, schema, set()))
    return f"{intro}\n{tables}\n{subjects}\n| name | stands for |\n|---|---|\n{names}\n"


def _chapters(path: str, node: Schema, schema: Schema, told: set[str]) -> Iterator[str]:
    """A heading and a table for a mapping, then for the mappings in it; one that is told already (rules nest) is not told again."""
    told.add(node["title"])
    yield f"## `{path}`\n" if path else "## At the top\n"
    yield f"{_meaning(node, schema)}\n"
    yield "| key | value | default | meaning |\n|---|---|---|---|"
    required = node.get("required", ())
    for key, value in node["properties"].items():
        default = "**required**" if key in required else _default(value)
        yield f"| `{key}` | {_values(value, schema)} | {default} | {_meaning(value, schema)} |"
    yield ""
    for key, value in node["properties"].items():
        for mapping in _mappings(value, schema):
            if mapping["title"] not in told:
                yield from _chapters(f"{path}.{key}".removeprefix("."), mapping, schema, told)


def _meaning(node: Schema, schema: Schema) -> str:
    """What a key is for, on one line; pydantic leaves it to the mapping where both say the same."""
    return " ".join((node.get("description") or _target(node, schema)["description"]).split())


def _options(node: Schema) -> list[Schema]:
    return [*node.get("anyOf", [node])]


def _mappings(node: Schema, schema: Schema) -> Iterator[Schema]:
    """The mappings that a key may hold, directly or as a list."""
    for option in _options(node.get("items", node)):
        target = _target(option, schema)
        if "properties" in target:
            yield target


def _target(node: Schema, schema: Schema) -> Schema:
    reference = node.get("$ref") or next((part["$ref"] for part in node.get("allOf", ()) if "$ref" in part), "")
    return schema["$defs"][reference.rsplit("/", 1)[-1]] if reference else node


def _default(node: Schema) -> str:
    default = node.get("default")
    if isinstance(default, float):
        return f"`{default:g}`"
    if isinstance(default, bool | int) or (default and isinstance(default, str)):
        text = default if isinstance(default, str) else json.dumps(default)
        return f"`{text.replace('|', chr(92) + '|')}`"
    return "see right" if isinstance(default, list) and default else ""


def _values(node: Schema, schema: Schema) -> str:
    """What may stand there, in a few words."""
    if node.get("type") == "array":
        return f"list of {_plural(_values(node['items'], schema))}"
    words = [_value(_target(option, schema)) for option in _options(node) if option.get("type") != "null"]
    return " or ".join(dict.fromkeys(words))


def _plural(words: str) -> str:
    return {
        "text": "texts",
        "mapping": "mappings",
        "address or mapping": "addresses or mappings",
        "text or mapping": "texts or mappings",
    }.get(words, words)


def _value(node: Schema) -> str:
    if "enum" in node:
        return ", ".join(f"`{value}`" for value in node["enum"])
    if "minimum" in node:
        return f"{node['minimum']} to {node['maximum']}"
    if node.get("format") == "uri":
        return "address"
    return {"boolean": "`true`, `false`", "object": "mapping"}.get(node.get("type", ""), "text")
