"""The settings file: read with every fault at once, and turned into the program's own nouns."""

from digest.config.load import load_settings, read_settings, settings_schema
from digest.config.parts.mail import DkimSettings
from digest.config.paste import yaml_lines
from digest.config.plan import (
    database_address,
    model_key,
    smtp_password,
    to_bounds,
    to_newsletters,
    to_rules,
    to_sources,
    to_topics,
)
from digest.config.reference import example_yaml, settings_reference, starter_yaml
from digest.config.settings import Settings
from digest.config.subscriptions import outlines_of, settings_of

__all__ = [
    "DkimSettings",
    "Settings",
    "database_address",
    "example_yaml",
    "load_settings",
    "model_key",
    "outlines_of",
    "read_settings",
    "settings_of",
    "settings_reference",
    "settings_schema",
    "smtp_password",
    "starter_yaml",
    "to_bounds",
    "to_newsletters",
    "to_rules",
    "to_sources",
    "to_topics",
    "yaml_lines",
]
