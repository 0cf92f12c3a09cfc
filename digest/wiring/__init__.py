"""From settings to real adapters: the one package that knows both."""

from digest.config import read_settings
from digest.wiring.mail import letterhead_of
from digest.wiring.newsroom import Newsroom, open_jury, open_newsroom
from digest.wiring.scouting import open_scout
from digest.wiring.storeroom import open_storeroom
from digest.wiring.templates import shipped_files, template_files, template_folders, templates_in

__all__ = [
    "Newsroom",
    "letterhead_of",
    "open_jury",
    "open_newsroom",
    "open_scout",
    "open_storeroom",
    "read_settings",
    "shipped_files",
    "template_files",
    "template_folders",
    "templates_in",
]
