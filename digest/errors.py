"""What can go wrong, sorted by who can act on it.

    DigestError
      ConfigError      the operator: a fault in the YAML, a template path, a missing secret (exit status 2)
      StoreError       the operator: the database cannot be reached, is too old, or refuses
      TemplateError    the designer: file:line of a fault in a template; nothing was queued
      SourceError      the editor: a feed, list page or folder could not be read; the others go on
      ArticleError     the editor: one article could not be read; it is left out and reported
      ModelError       the operator: the model chose nothing; the quotes keep the order of our own rules
      ConsentError     a reader: the link has expired, was used before, or is none of ours; a polite page says so

A mail server's refusal is no error but a `Receipt`. Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DigestError(Exception):
    """Any fault that a person can act on; its text is one clear line (or one line a fault)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a configuration file: where (1-based line and column), the key's path, and what is wrong."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class ConfigError(DigestError):
    """Every fault of a configuration at once, one line each, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class StoreError(DigestError):
    """The database cannot do what is asked, in words that an operator can act on."""


class TemplateError(DigestError):
    """A template cannot be used; `file` and 1-based `line` say where (line 0: the file as a whole)."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file, self.line = file, line
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")


class SourceError(DigestError):
    """A source could not be collected: its id or URL, and why.

    Where a server refused, `status` is its answer's (else 0) and `retry_after` the header as it was sent (else "").
    """

    def __init__(self, message: str, *, status: int = 0, retry_after: str = "") -> None:
        super().__init__(message)
        self.status, self.retry_after = status, retry_after


class ArticleError(DigestError):
    """An article could not be read or summarised: why."""


class ModelError(DigestError):
    """A language model gave no answer, or none that can be used: why."""


class ConsentError(DigestError):
    """A reader's link cannot be used; `code` is expired, used, unknown or taken, and the page says it in words."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"this link is {code}")
