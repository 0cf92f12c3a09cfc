"""The kinds of value that settings are made of, as pydantic checks them."""

from __future__ import annotations

import os.path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from digest.config.nearby import did_you_mean, shown
from digest.config.values import (
    check_colour,
    check_host,
    check_language,
    check_line,
    check_mailbox,
    check_network,
    check_pattern,
    check_schedule,
    check_selector,
    check_sender,
    check_slug,
    check_url,
    check_variable,
    check_word,
    check_zone,
)


def rebase(text: str, info: ValidationInfo) -> str:
    """Return a path or glob as seen from the settings file's own folder, which is the validation context.

    Raises:
        ValueError: it is blank or holds a control character.
    """
    return os.path.join(info.context or "", check_line(text))  # noqa: PTH118 (a glob is no Path)


def check_database(text: str, info: ValidationInfo) -> str:
    """Return a database address as it is, or a file's path as seen from the settings file's folder.

    Raises:
        ValueError: another kind of database, or a password is written in the address.
    """
    scheme, mark, _ = check_line(text).partition("://")
    if not mark:
        return rebase(text, info)
    if scheme.partition("+")[0] not in {"sqlite", "postgresql"}:
        hint = did_you_mean(scheme, ("sqlite", "postgresql"))
        raise ValueError(f"{shown(scheme)} is no database we know; a file's path, sqlite: or postgresql: is{hint}")
    if urlsplit(text).password is not None:
        raise ValueError("a password has no place here: put the address into a variable and name it in database_env")
    return text


Slug = Annotated[
    str,
    AfterValidator(check_slug),
    Field(max_length=64, json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
Line = Annotated[str, AfterValidator(check_line), Field(max_length=300)]
Url = Annotated[str, AfterValidator(check_url), Field(max_length=2000, json_schema_extra={"format": "uri"})]
Zone = Annotated[str, AfterValidator(check_zone)]
Language = Annotated[str, AfterValidator(check_language)]
Colour = Annotated[str, AfterValidator(check_colour), Field(json_schema_extra={"pattern": "^#[0-9a-fA-F]{6}$"})]
Mailbox = Annotated[str, AfterValidator(check_mailbox)]
Sender = Annotated[str, AfterValidator(check_sender), Field(max_length=300)]
Selector = Annotated[str, AfterValidator(check_selector)]
Pattern = Annotated[str, AfterValidator(check_pattern), Field(max_length=260)]
Word = Annotated[str, AfterValidator(check_word), Field(max_length=100)]
Variable = Annotated[str, AfterValidator(check_variable), Field(json_schema_extra={"pattern": "^[A-Z_][A-Z0-9_]*$"})]
Host = Annotated[str, AfterValidator(check_host)]
Label = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$"),
    Field(max_length=63),
]
Network = Annotated[str, AfterValidator(check_network)]
CronLine = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(check_schedule)]
Database = Annotated[str, AfterValidator(check_database)]
FilePath = Annotated[str, AfterValidator(rebase), Field(max_length=1000)]
