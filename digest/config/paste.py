"""Settings written for somebody to paste: YAML that the settings file takes as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from digest.config.source import CORE_SCALARS

WIDE = 10_000
"""Characters of a line before it is folded: an address stays whole."""


class _Dumper(yaml.SafeDumper):
    """Puts into quotes what YAML 1.1 or 1.2 would take for a value: other programs may read the lines too."""


for _scalar in CORE_SCALARS:
    _Dumper.add_implicit_resolver(*_scalar)


def yaml_lines(noun: str, mappings: Sequence[Mapping[str, object]]) -> str:
    """Return a list of mappings under its key, such as `sources:`, each a `- ` item; keys with "" or nothing are left out."""
    given = [{key: value for key, value in mapping.items() if value not in ("", None, [], ())} for mapping in mappings]
    body = yaml.dump(given, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDE, default_flow_style=False)
    return f"{noun}:\n" + "".join(f"  {line}\n" for line in body.splitlines())
