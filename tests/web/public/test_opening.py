"""What the pages are told of the settings."""

from digest.web.public.opening import house_of
from digest.wiring import open_newsroom, read_settings

SETTINGS = """\
site: {title: The Harbour Lantern, url: https://lantern.example/, postal_address: 1 Quay Street, zone: Europe/Kyiv}
sources: [{id: saved, title: The Lantern, saved: pages/*.html}]
newsletters:
  - id: morning
    title: Morning Light
    from: The Harbour Lantern <morning@lantern.example>
    cadence: {cron: "30 7 * * *"}
    weekly: {cron: "0 9 * * sat"}
    own_hour: %s
readers: {url: https://news.lantern.example/letters/}
serve: {embed_on: [https://blog.example/]}
collect: {websub_url: https://hubs.lantern.example/}
"""


def test_newsletters_are_offered_and_their_editions_are_not(tmp_path):
    file = tmp_path / "digest.yaml"
    for own_hour in (True, False):
        file.write_text(SETTINGS % str(own_hour).lower(), encoding="utf-8")
        with open_newsroom(read_settings(file, {}), {}) as newsroom:
            house = house_of(newsroom)
            assert dict(newsroom.sign_up_desk.offer) == {"morning": ("each", "weekly")}
        assert (list(house.newsletters), house.own_hour, house.root) == (["morning"], own_hour, "/letters")
        assert house.origins == {"https://news.lantern.example", "https://lantern.example", "https://blog.example"}
        assert house.also_at == ("https://hubs.lantern.example/",)
