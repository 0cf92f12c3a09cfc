"""What every mapping of the settings file is, and the two kinds of value that are not text."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Strict

Whole = Annotated[int, Strict()]
Switch = Annotated[bool, Strict()]


class Part(BaseModel):
    """A mapping of the settings file: frozen, and unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def exactly_one(*keys: str) -> ConfigDict:
    """Return what says in the schema what the checks hold: exactly one of several keys."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys]})
