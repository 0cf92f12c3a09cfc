"""Links: each fault beside the like that is none."""

import pytest
from mails import a_mail, a_page, grades, told

from digest.model import Grade, Probed, Surroundings

LEAVE = '<a href="https://lantern.example/leave">Unsubscribe</a>'
URL = "https://lantern.example/ferry"
ASKED = {url: Probed(200, url) for url in (URL, "https://lantern.example/leave")}


def links_of(body: str, leave: str = LEAVE, **addresses: Probed) -> list[tuple[Grade, str]]:
    return grades("links", a_mail(a_page(body + leave)), Surroundings({**ASKED, **addresses}))


@pytest.mark.parametrize(
    "body",
    [
        f'<a href="{URL}">Ferry</a>',
        f'<a href=" {URL} "><img src="x" alt="The ferry"><img src="y" alt="at dawn"></a>',
        f'<a href="{URL}" aria-label="Ferry"></a>',
        '<a href="mailto:ida@lantern.example">Write</a><a href="tel:+15550100">Call</a>',
        '<a href="#more">More</a><h2 id="more">More</h2>',
        '<a name="more">no link</a>',
        '<div style="display:none"><a href="">hidden</a></div>',
        f'<a href="{URL}#one">Ferry</a><a href="{URL}#two">Ferry</a>',
    ],
)
def test_good_links_are_good(body):
    assert links_of(body) == [(Grade.GOOD, "")]


@pytest.mark.parametrize(
    ("body", "grade", "about"),
    [
        ('<a href="">Ferry</a>', Grade.FAULT, "Ferry"),
        ('<a href="#">Ferry</a>', Grade.FAULT, "Ferry"),
        ('<a href="#gone">Ferry</a>', Grade.FAULT, "#gone"),
        ('<a href="/ferry">Ferry</a>', Grade.FAULT, "/ferry"),
        ('<a href="JavaScript:go()">Ferry</a>', Grade.FAULT, "JavaScript:go()"),
        (f'<a href="{URL}"></a>', Grade.FAULT, URL),
        (f'<a href="{URL}"><img src="x" alt=""></a>', Grade.FAULT, URL),
        (f'<a href="{URL}">Ferry</a><a href="mailto:a@b.example">Ferry</a>', Grade.NOTE, "ferry"),
    ],
)
def test_bad_links_are_named(body, grade, about):
    assert links_of(body) == [(grade, about)]


def test_a_mail_shows_a_way_off_the_list():
    assert links_of(f'<a href="{URL}">Ferry</a>', leave="") == [(Grade.FAULT, "unsubscribe")]
    assert links_of(
        '<a href="https://x.example/">Abmelden</a>', "", **{"https://x.example/": Probed(200, "https://x.example/")}
    ) == [(Grade.GOOD, "")]
    mail = a_mail(
        a_page('<a href="mailto:off@lantern.example">Genug</a>'), List_Unsubscribe="<mailto:off@lantern.example>"
    )
    assert grades("links", mail) == [(Grade.GOOD, "")]


@pytest.mark.parametrize(
    ("probed", "grade"),
    [
        (Probed(0, URL, "lantern.example has no address"), Grade.FAULT),
        (Probed(404, URL), Grade.FAULT),
        (Probed(410, URL), Grade.FAULT),
        (Probed(403, URL), Grade.NOTE),
        (Probed(503, URL), Grade.NOTE),
        (Probed(200, "https://lantern.example/boats/ferry"), Grade.NOTE),
    ],
)
def test_what_asking_for_a_link_showed_is_told(probed, grade):
    assert links_of(f'<a href="{URL}">Ferry</a>', **{URL: probed}) == [(grade, URL)]


def test_an_end_that_differs_by_a_slash_or_a_fragment_is_no_redirect():
    assert links_of(f'<a href="{URL}">Ferry</a>', **{URL: Probed(200, f"{URL}/#top")}) == [(Grade.GOOD, "")]


def test_links_that_were_not_asked_for_are_unknown():
    mail = a_mail(a_page(f'<a href="{URL}">Ferry</a>{LEAVE}'))
    (nobody,) = told("links", mail)
    (one,) = told("links", mail, Surroundings({URL: Probed(200, URL)}))
    assert (nobody.grade, nobody.says[:18]) == (Grade.UNKNOWN, "the links were not")
    assert (one.grade, one.says[:15]) == (Grade.UNKNOWN, "1 of 2 links we")


def test_links_by_http_are_one_note():
    one, two = "http://lantern.example/1", "http://lantern.example/2"
    body = f'<a href="{one}">One</a><a href="{two}">Two</a>'
    assert links_of(body, **{one: Probed(200, one), two: Probed(200, two)}) == [(Grade.NOTE, one)]


def test_many_faults_of_a_kind_are_told_once_they_are_enough():
    found = told("links", a_mail(a_page("".join(f'<a href="/{n}">{n}</a>' for n in range(60)) + LEAVE)))
    assert len(found) == 26
    assert (found[-1].grade, found[-1].says) == (Grade.FAULT, "and 36 more like these")


def test_what_is_left_over_is_graded_by_its_worst():
    body = "".join(f'<a href="https://a.example/{n}">{n % 40}</a>' for n in range(80))
    assert told("links", a_mail(a_page(body + LEAVE)))[-1].grade is Grade.NOTE
