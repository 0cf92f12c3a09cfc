"""Pictures: each fault beside the like that is none."""

import pytest
from mails import a_mail, a_page, grades

from digest.model import Grade, Probed, Surroundings

URL = "https://lantern.example/ferry.jpg"
GOOD = Probed(200, URL, media_type="image/jpeg", size=80_000, width=1200, height=800)


def pictures_of(body: str, probed: Probed | None = GOOD) -> list[tuple[Grade, str]]:
    return grades("pictures", a_mail(a_page(body)), Surroundings({URL: probed} if probed else {}))


@pytest.mark.parametrize(
    "body",
    [
        f'<img src="{URL}" alt="The ferry" width="600">',
        f'<img src="{URL}" alt="" style="width: 600px">',
        f'<img src="{URL}" alt="" style="max-width:600px">',
        '<div style="display:none"><img></div>',
        '<img src="cid:logo" alt="Lantern" width="180">',
    ],
)
def test_good_pictures_are_good(body):
    assert pictures_of(body) == [(Grade.GOOD, "")]


@pytest.mark.parametrize(
    ("body", "grade", "about"),
    [
        ('<img alt="The ferry">', Grade.FAULT, "The ferry"),
        ('<img alt="">', Grade.FAULT, "<img>"),
        ('<img src="data:image/png;base64,AA" alt="" width="1">', Grade.FAULT, "data:image/png;base64,AA"),
        ('<img src="/ferry.jpg" alt="" width="1">', Grade.FAULT, "/ferry.jpg"),
        (f'<img src="{URL}" width="600">', Grade.FAULT, URL),
        (f'<img src="{URL}" alt="">', Grade.FAULT, URL),
        (f'<img src="{URL}" alt="" width="120">', Grade.NOTE, URL),
        (f'<img src="{URL}" alt="" width="100%">', Grade.FAULT, URL),
    ],
)
def test_bad_pictures_are_named(body, grade, about):
    assert pictures_of(body) == [(grade, about)]


@pytest.mark.parametrize(
    ("probed", "grade"),
    [
        (Probed(404, URL), Grade.FAULT),
        (Probed(0, URL, "lantern.example did not answer"), Grade.FAULT),
        (Probed(200, URL, media_type="text/html; charset=utf-8"), Grade.FAULT),
        (Probed(200, URL, media_type="image/svg+xml"), Grade.FAULT),
        (Probed(200, URL, media_type="image/avif"), Grade.FAULT),
        (Probed(200, URL, media_type="image/webp"), Grade.NOTE),
        (Probed(200, URL, media_type="image/jpeg", size=1_000_001), Grade.NOTE),
        (Probed(200, URL, media_type="application/octet-stream", size=1_000_000), Grade.GOOD),
    ],
)
def test_what_asking_for_a_picture_showed_is_told(probed, grade):
    assert pictures_of(f'<img src="{URL}" alt="" width="600">', probed) == [(grade, "" if grade is Grade.GOOD else URL)]


def test_a_kind_is_taken_from_the_address_where_nobody_asked():
    url = "https://lantern.example/a.svgz?v=2#x"
    assert pictures_of(f'<img src="{url}" alt="" width="60">') == [(Grade.FAULT, url), (Grade.UNKNOWN, "")]


def test_a_picture_without_width_is_a_note_until_its_own_is_known():
    body = f'<img src="{URL}" alt="">'
    assert pictures_of(body, None) == [(Grade.NOTE, URL), (Grade.UNKNOWN, "")]
    assert pictures_of(body, Probed(200, URL, media_type="image/png", width=600)) == [(Grade.GOOD, "")]


def test_pictures_by_http_are_one_note():
    body = "".join(f'<img src="http://lantern.example/{n}.png" alt="" width="9">' for n in (2, 1))
    assert pictures_of(body) == [(Grade.UNKNOWN, ""), (Grade.NOTE, "http://lantern.example/1.png")]
