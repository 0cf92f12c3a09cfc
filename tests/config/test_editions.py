"""Editions in the settings: a newsletter of their own for the press, and none for the sign-up."""

from __future__ import annotations

from digest.config import read_settings, to_newsletters
from digest.model import Frequency

SETTINGS = """\
site: {title: The Lantern, url: "https://lantern.example/", zone: Europe/Kyiv, postal_address: 1 Quay}
sources: [{id: feed, feed: "https://lantern.example/feed"}]
newsletters:
  - id: morning
    title: Morning Light
    from: news@lantern.example
    cadence: {cron: "30 7 * * *"}
    weekly: {cron: "0 9 * * sat", zone: Europe/Warsaw}
    daily: {cron: "0 18 * * *"}
    own_hour: true
"""


def test_editions_are_newsletters_with_a_cadence_of_their_own(tmp_path):
    path = tmp_path / "digest.yaml"
    path.write_text(SETTINGS, encoding="utf-8")
    whole, daily, weekly = to_newsletters(read_settings(path, {}))
    offered = (Frequency.EACH, Frequency.DAILY, Frequency.WEEKLY)
    assert (whole.id, whole.base, whole.frequencies, whole.own_hour) == ("morning", "morning", offered, True)
    assert (daily.id, daily.base, daily.frequency, daily.lookback_hours) == ("morning.daily", "morning", "daily", 24)
    assert (weekly.id, weekly.base, weekly.frequency, weekly.lookback_hours) == (
        "morning.weekly",
        "morning",
        "weekly",
        168,
    )
    assert (daily.cadence.cron, daily.cadence.zone) == ("0 18 * * *", "Europe/Kyiv")
    assert (weekly.cadence.cron, weekly.cadence.zone) == ("0 9 * * sat", "Europe/Warsaw")
    assert (weekly.title, weekly.sections, weekly.own_hour) == (whole.title, whole.sections, True)
