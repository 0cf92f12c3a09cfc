"""Signing up through real HTTP: from the page, from a frame, from another site; and confirming."""

import re

import pytest
from signups import EACH, NEWSLETTERS, WEEKLY, a_town

from digest.model import Choice, Preferences
from digest.web.public.languages import tongues

IDA = {"email": "ida@example.com", "newsletter": ["morning", "tide"], "frequency-morning": "weekly", "language": "de"}


def test_a_form_becomes_one_letter_and_the_letters_button_a_reader(town):
    answer = town.post("/subscribe?lang=en", **IDA, zone="Europe/Kyiv", hour="7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/subscribed?lang=en")
    thanks = town.client.get(answer.headers["location"]).text
    assert "Thank you for signing up. We’ve sent you a confirmation email." in thanks
    (order,) = town.letters()
    assert (order.kind, order.recipient, order.language) == ("confirm", "ida@example.com", "de")
    assert list(town.database.register.readers("")) == []

    asked = town.client.get(town.confirm_link(order))
    assert (asked.status_code, "Yes, confirm" in asked.text) == (200, True)
    assert list(town.database.register.readers("")) == []

    confirmed = town.post(town.confirm_link(order))
    assert "From now on we write to ida@example.com:" in confirmed.text
    assert "The Long &lt;Tide&gt;" in confirmed.text
    (reader,) = town.database.register.readers("")
    assert town.database.signups.preferences(reader.id) == Preferences(
        reader.id,
        "ida@example.com",
        (Choice("morning", WEEKLY), Choice("tide", EACH)),
        language="de",
        zone="Europe/Kyiv",
        hour=7,
    )
    assert town.client.get(re.search(r'href="(/preferences/[^"]+)"', confirmed.text)[1]).status_code == 200
    again = town.post(town.confirm_link(order))
    assert (again.status_code, "This link has done its work" in again.text) == (410, True)


def test_the_proof_of_consent_says_when_from_where_and_to_which_words(town):
    town.client.headers["User-Agent"] = "Lantern/1.0"
    town.post("/subscribe?lang=uk", **IDA)
    town.post(town.confirm_link(town.letters()[0]))
    (reader,) = town.database.register.readers("")
    held = repr(town.database.signups.personal_data(reader.id))
    words = "Підписуючись, ви погоджуєтеся, що The Harbour Lantern надсилатиме вам обрані розсилки"
    assert [told in held for told in ("127.0.0.1", "Lantern/1.0", "page", words)] == [True] * 4


def body(answer):
    return answer.status_code, answer.headers.get("location"), answer.text


def test_known_new_capped_and_suppressed_addresses_get_the_same_bytes(town):
    town.reader("known@example.com")
    town.database.signups.suppress("gone@example.com", "asked", town.clock.now())
    town.post("/subscribe", **IDA | {"email": "capped@example.com"})
    for path in ("/subscribe", "/leave"):
        answers = {
            who: body(town.post(path, **IDA | {"email": f"{who}@example.com"}))
            for who in ("new", "known", "capped", "gone")
        }
        assert len(set(answers.values())) == 1
        assert answers["new"][0] in {200, 303}


def test_a_trap_that_is_filled_in_gets_the_same_answer_and_no_letter(town):
    answer = town.post("/subscribe", **IDA, website="https://spam.example")
    assert (answer.status_code, town.letters()) == (303, [])


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"email": ""}, "email", "Please, enter correct email address"),
        ({"email": "ida"}, "email", "Please, enter correct email address"),
        ({"email": "ida@example.com\r\nBcc: otto@example.com"}, "email", "Please, enter correct email address"),
        ({"newsletter": []}, "choices", "Please, choose at least one newsletter"),
        ({"newsletter": ["nowhere"]}, "choices", "This choice is not offered any more"),
        ({"frequency-tide": "weekly"}, "choices", "This choice is not offered any more"),
        ({"frequency-morning": "hourly"}, "choices", "This choice is not offered any more"),
        ({"zone": "Mars/Base"}, "zone", "Please, choose a time zone of the list"),
        ({"hour": "24"}, "hour", "Please, choose an hour of the list"),
        ({"hour": "٧"}, "hour", "Please, choose an hour of the list"),
        ({"language": "'; drop"}, "language", "Please, choose a language of the list"),
    ],
)
def test_each_fault_is_told_beside_its_field_and_in_the_summary(town, changed, field, says):
    answer = town.post("/subscribe?lang=en", **IDA | changed)
    assert (answer.status_code, town.letters()) == (422, [])
    assert f'<a href="#{field}">{says}' in answer.text
    assert re.search(rf'id="{field}(-fault)?"', answer.text)
    assert 'role="alert"' in answer.text


def test_a_form_that_comes_back_too_soon_or_too_late_takes_one_more_press(tmp_path):
    def stamp(page) -> str:
        return re.search(r'name="form" value="([^"]+)"', page.text)[1]

    with a_town(str(tmp_path / "digest.db"), fill=2) as town:
        shown = stamp(town.client.get("/subscribe"))
        for waited in ({"seconds": 1}, {"hours": 25}):
            town.clock.forward(**waited)
            answer = town.post("/subscribe?lang=en", **IDA, form=shown)
            assert (answer.status_code, '<a href="#form">Please, send the form once more' in answer.text) == (422, True)
            shown = stamp(answer)
        town.clock.forward(seconds=3)
        assert town.post("/subscribe", **IDA, form=shown).status_code == 303
        assert len(town.letters()) == 1


def test_our_own_form_without_its_stamp_is_a_machines_and_takes_one_more_press(town):
    for path in ("/subscribe?lang=en", "/embed?lang=en"):
        answer = town.post(path, **IDA, form="")
        assert (answer.status_code, '<a href="#form">Please, send the form once more' in answer.text) == (422, True)
    assert town.letters() == []
    stamp = re.search(r'name="form" value="([^"]+)"', answer.text)[1]
    assert town.post("/subscribe", **IDA, form=stamp).status_code == 303


def test_what_was_typed_stays_and_is_only_text(town):
    answer = town.post("/subscribe?lang=en", **IDA | {"email": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in answer.text
    assert re.findall(r'value="(\w+)" id="newsletter-\w+"[^>]* checked', answer.text) == ["morning", "tide"]
    assert '<option value="weekly" selected>' in answer.text


def test_a_form_from_a_page_that_we_do_not_know_takes_one_more_press_on_ours(town):
    for told in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = town.client.post("/subscribe?lang=en", data=IDA, headers=told)
        assert (answer.status_code, 'value="ida@example.com"' in answer.text) == (200, True)
    assert town.letters() == []
    stamp = re.search(r'name="form" value="([^"]+)"', answer.text)[1]
    assert town.post("/subscribe", **IDA, form=stamp).status_code == 303


def test_the_houses_own_site_may_post_the_form(town):
    answer = town.client.post(
        "/subscribe", data=IDA, headers={"Origin": "https://lantern.example", "Sec-Fetch-Site": "same-site"}
    )
    assert (answer.status_code, [each.kind for each in town.letters()]) == (303, ["confirm"])


def test_the_small_form_may_be_framed_by_friends_and_nothing_else_may(tmp_path):
    with a_town(str(tmp_path / "digest.db"), embed_on=("https://blog.example/x",)) as town:
        small = town.client.get("/embed?lang=de")
        taken = town.post("/embed", **IDA)
        told = town.client.get(taken.headers["location"])
        page = town.client.get("/subscribe")
    assert taken.headers["location"] == "/embed/subscribed?lang=en"
    for framed in (small, taken, told):
        allowed = framed.headers["content-security-policy"].split("frame-ancestors ")[1]
        assert allowed == "'self' https://blog.example https://lantern.example"
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert [("<script" in each.text) for each in (small, told, page)] == [False, False, True]


def test_newsletters_are_ticked_by_the_address_and_a_single_one_by_itself(town, tmp_path):
    text = town.client.get("/subscribe?newsletter=tide&newsletter=nowhere").text
    assert re.findall(r'value="(\w+)" id="newsletter-\w+"[^>]* checked', text) == ["tide"]
    with a_town(str(tmp_path / "one.db"), newsletters={"tide": NEWSLETTERS["tide"]}) as other:
        assert " checked" in other.client.get("/subscribe").text


def test_the_page_says_each_newsletters_cadence_in_the_pages_language(town):
    said = {tag: town.client.get("/subscribe", params={"lang": tag}).text for tag in tongues()}
    assert "every day at 07:30, Europe/Kyiv" in said["en"]
    assert "щодня о 07:30, Europe/Kyiv" in said["uk"]
    assert "Ukrainian" in said["en"]
    assert '<html lang="ar" dir="rtl">' in said["ar"]


def test_the_first_page_leads_to_the_form(town):
    answer = town.client.get("/?lang=de&newsletter=tide")
    assert (answer.status_code, answer.headers["location"]) == (307, "/subscribe?lang=de&newsletter=tide")


def test_a_confirmation_is_refused_in_words_when_it_is_late_forged_or_for_something_else(town):
    town.post("/subscribe", **IDA)
    (order,) = town.letters()
    link = town.confirm_link(order)
    other = town.preferences_link(order.data["request"]).replace("preferences", "confirm")
    assert [town.post(each).status_code for each in ("/confirm/x", link + "x", other, "/confirm/" + "é" * 400)] == [
        404
    ] * 4
    town.clock.forward(days=4)
    late = town.post(link)
    assert (late.status_code, "This link has expired" in late.text) == (410, True)
