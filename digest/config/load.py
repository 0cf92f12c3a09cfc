"""The door: text in, settings or every fault at once out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from digest.config.checks import cross_check
from digest.config.faults import findings_of
from digest.config.places import Finding, Value
from digest.config.settings import Settings
from digest.config.source import MAX_BYTES, read_document
from digest.config.subjects import check_subjects
from digest.errors import ConfigError, Fault


@cache
def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the settings file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Settings.model_json_schema(by_alias=True, mode="validation"),
    }


def load_settings(text: str, file: str, environ: Mapping[str, str]) -> Settings:
    """Return the settings that a YAML text holds; its paths are seen from the folder of `file`.

    Secrets are looked for in `environ`, and must be set where the settings need them.

    Raises:
        ConfigError: with every fault of the text, in its order, as `file:line:column: path: what is wrong`.
    """
    document = read_document(text, file)
    settings, findings = _validate(document.data, str(Path(file).parent))
    findings += (*cross_check(document.data, environ), *check_subjects(document.data), *document.findings)
    if findings or settings is None:
        raise document.error(findings)
    return settings


def _validate(data: Value, folder: str) -> tuple[Settings | None, tuple[Finding, ...]]:
    try:
        return Settings.model_validate(data, context="" if folder == "." else folder), ()
    except ValidationError as error:
        return None, tuple(findings_of(error, settings_schema()))


def read_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings of a file, as `load_settings` does.

    Raises:
        ConfigError: the file cannot be read, is larger than MAX_BYTES, is not UTF-8, or has faults.
    """
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError([Fault(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from error
    if len(body) > MAX_BYTES:
        raise ConfigError([Fault(str(path), 1, 1, "", f"the file is larger than {MAX_BYTES:,} bytes")])
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise ConfigError([_not_utf8(path, body, error)]) from error
    return load_settings(text, str(path), environ)


def _not_utf8(path: Path, body: bytes, error: UnicodeDecodeError) -> Fault:
    before = body[: error.start].decode()
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return Fault(str(path), line, column, "", f"byte 0x{body[error.start]:02x} is not UTF-8: save the file as UTF-8")
