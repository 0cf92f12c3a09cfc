"""The preference centre through real HTTP."""

from datetime import UTC, datetime

import pytest
from signups import EACH, WEEKLY

from digest.model import Choice

SAVED = {"newsletter": ["tide", "likhtar"], "language": "uk", "zone": "Europe/Berlin", "hour": "0"}


def test_choices_language_zone_and_hour_are_saved(town):
    reader = town.reader()
    link = town.preferences_link(reader)
    shown = town.client.get(link).text
    assert shown.count(" checked") == 2
    answer = town.post(link, **SAVED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{link}?lang=uk&done=saved")
    assert "Ваші налаштування збережено." in town.client.get(answer.headers["location"]).text
    known = town.database.signups.preferences(reader)
    assert "Ваші налаштування" in town.client.get(link).text
    assert (known.choices, known.language, known.zone, known.hour) == (
        (Choice("likhtar", EACH), Choice("tide", EACH)),
        "uk",
        "Europe/Berlin",
        0,
    )


def test_no_newsletter_is_a_choice_and_coming_back_is_one_too(town):
    reader = town.reader()
    link = town.preferences_link(reader)
    town.post(link)
    assert town.database.signups.preferences(reader).choices == ()
    town.post(link, **{"newsletter": ["morning"], "frequency-morning": "weekly"})
    assert town.database.signups.preferences(reader).choices == (Choice("morning", WEEKLY),)


def test_a_fault_changes_nothing_and_is_told(town):
    reader = town.reader()
    before = town.database.signups.preferences(reader)
    answer = town.post(town.preferences_link(reader), **SAVED | {"zone": "Mars/Base"})
    assert (answer.status_code, '<a href="#zone">Please, choose a time zone' in answer.text) == (422, True)
    assert town.database.signups.preferences(reader) == before


def test_a_new_address_is_confirmed_from_its_own_mailbox(town):
    reader = town.reader()
    link = town.preferences_link(reader)
    answer = town.post(f"{link}/address", email="new@example.com")
    assert answer.headers["location"] == f"{link}?lang=en&done=address"
    shown = town.client.get(answer.headers["location"]).text
    assert ("new@example.com is still to be confirmed." in shown, "ida@example.com" in shown) == (True, True)
    (order,) = town.letters()
    assert (order.kind, order.recipient) == ("move", "new@example.com")
    assert "Your newsletters come to new@example.com from now on." in town.post(town.confirm_link(order)).text
    assert town.database.signups.preferences(reader).email == "new@example.com"


def test_another_readers_address_gets_the_same_answer_as_a_free_one(town):
    town.reader("otto@example.com")
    link = town.preferences_link(town.reader())
    answers = [town.post(f"{link}/address", email=each) for each in ("otto@example.com", "free@example.com")]
    assert len({(each.status_code, each.headers["location"], each.text) for each in answers}) == 1
    wrong = town.post(f"{link}/address", email="<free>")
    assert (wrong.status_code, 'value="&lt;free&gt;"' in wrong.text) == (422, True)


def test_a_pause_ends_where_the_reader_lives_and_at_once_when_asked(town):
    reader = town.reader()
    link = town.preferences_link(reader)
    town.post(link, **SAVED)
    answer = town.post(f"{link}/pause", until="2026-04-01")
    assert town.database.signups.preferences(reader).paused_until == datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert "Nothing comes until April 1, 2026." in town.client.get(answer.headers["location"]).text
    assert answer.headers["location"] == f"{link}?lang=en&done=paused"
    assert "до 1 квітня 2026" in town.client.get(f"{link}?lang=uk").text
    answer = town.post(f"{link}/pause", resume="1", until="2026-05-01")
    assert answer.headers["location"].endswith("done=resumed")
    assert town.database.signups.preferences(reader).paused_until is None


@pytest.mark.parametrize(
    "until", ["", "tomorrow", "2020-01-01", "2030-01-01", "0001-01-01", "9999-12-31", "2026-02-30"]
)
def test_a_pause_until_no_day_or_one_too_far_is_refused(town, until):
    reader = town.reader()
    answer = town.post(f"{town.preferences_link(reader)}/pause", until=until)
    assert (answer.status_code, "within the next twelve months" in answer.text) == (422, True)
    assert town.database.signups.preferences(reader).paused_until is None


def test_all_can_be_left_at_once_and_the_page_leads_back(town):
    reader = town.reader()
    answer = town.post(f"{town.preferences_link(reader)}/leave")
    assert (answer.status_code, "It is done." in answer.text) == (200, True)
    assert town.database.signups.preferences(reader).choices == ()


def test_all_that_is_held_can_be_taken_home(town):
    answer = town.client.get(f"{town.preferences_link(town.reader())}/data")
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    assert "ida@example.com" in str(answer.json())


def test_erasing_takes_a_second_step_and_leaves_no_working_link(town):
    reader = town.reader()
    link = town.preferences_link(reader)
    asked = town.client.get(f"{link}/erase").text
    assert "We will forget ida@example.com" in asked
    assert town.client.get(link).status_code == 200
    erased = town.post(f"{link}/erase")
    assert "You are erased" in erased.text
    assert "ida@example.com" not in str(town.held())
    dead = [town.client.get(link), town.client.get(f"{link}/data"), town.client.get(f"{link}/erase")]
    dead += [town.post(f"{link}{each}", email="a@b.example") for each in ("", "/address", "/pause", "/leave", "/erase")]
    assert [each.status_code for each in dead] == [404] * 8


def test_a_form_of_another_site_changes_nothing(town):
    reader = town.reader()
    link, before = town.preferences_link(reader), town.held()
    for told in (
        {"Origin": "https://evil.example"},
        {"Origin": "https://lantern.example"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        for each in ("", "/address", "/pause", "/leave", "/erase"):
            answer = town.client.post(link + each, data=SAVED | {"email": "a@b.example"}, headers=told)
            assert (answer.status_code, "came from another site" in answer.text) == (403, True)
    assert town.held() == before


def test_a_guessed_link_opens_nothing(town):
    reader = town.reader()
    link, before = town.preferences_link(reader), town.held()
    forged = [
        link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:],
        link.replace(reader, "0" * len(reader)),
        "/preferences/x",
    ]
    assert [town.post(each, **SAVED).status_code for each in forged] == [404] * 3
    assert town.held() == before
