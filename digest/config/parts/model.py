"""A language model that chooses."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from digest.config.kinds import (
    Line,
    Url,
    Variable,
)
from digest.config.part import Part, Whole
from digest.summariser import MAX_QUOTES


class ModelSettings(Part):
    """A language model that chooses which quotes come first, and never writes. Without this section none is asked.

    It gets the headline, the lede and the key quotes of each new article; see docs/model.md.
    """

    url: Url
    """Base address of a chat-completions API, such as `http://localhost:11434/v1`."""
    name: Line
    """The model's name, as its server knows it."""
    key_env: Variable = ""
    """NAME of the environment variable that holds the key, where the server wants one. It goes over `https` only, save to this machine."""
    timeout_seconds: Annotated[Whole, Field(ge=1, le=60)] = 10
    """How long one answer may take. After three failures in a row a visit to the sources asks no more."""
    max_passages: Annotated[Whole, Field(ge=2, le=MAX_QUOTES)] = MAX_QUOTES
    """The most quotes of an article that it may choose among."""
