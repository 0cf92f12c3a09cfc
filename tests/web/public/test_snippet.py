"""The form for other pages: plain HTML that signs up from a friendly site, through a real server."""

from front import a_house
from lxml import html
from signups import NEWSLETTERS, a_town

from digest.web.public.languages import tongues
from digest.web.public.snippet import form_snippet, frame_snippet


def test_a_pasted_form_signs_up_from_the_houses_own_site(tmp_path):
    with a_town(str(tmp_path / "digest.db")) as town:
        house = a_house(newsletters=NEWSLETTERS, url=town.url)
        for number, newsletters in enumerate(([NEWSLETTERS["tide"]], list(NEWSLETTERS.values()))):
            form = html.fromstring(form_snippet(house, tongues()["uk"], newsletters))
            fields = {"email": f"ida{number}@example.com", "newsletter": "tide"}
            assert {each.get("name") for each in form.iter("input")} == set(fields)
            friend = {"Origin": "https://lantern.example", "Sec-Fetch-Site": "cross-site"}
            answer = town.client.post(form.get("action"), data=fields, headers=friend)
            assert (answer.status_code, answer.headers["location"]) == (303, "/subscribed?lang=uk")
        assert [(each.recipient, each.language) for each in town.letters()] == [
            ("ida0@example.com", "uk"),
            ("ida1@example.com", "uk"),
        ]


def test_what_is_pasted_has_no_script_and_shows_the_words_of_consent():
    house = a_house(newsletters=NEWSLETTERS, url="https://news.lantern.example/letters/")
    pasted = form_snippet(house, tongues()["en"], list(NEWSLETTERS.values()))
    assert ("<script" in pasted, "<style" in pasted, "The Long &lt;Tide&gt;" in pasted) == (False, False, True)
    assert "By subscribing you agree that The Harbour Lantern" in pasted
    assert 'action="https://news.lantern.example/letters/subscribe?lang=en"' in pasted
    frame = html.fromstring(frame_snippet(house, tongues()["de"]))
    assert (frame.tag, frame.get("src")) == ("iframe", "https://news.lantern.example/letters/embed?lang=de")
