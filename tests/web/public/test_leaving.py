"""Leaving through real HTTP, and that nothing is left by looking."""

import re

import pytest
from signups import EACH

from digest.model import Choice

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_one_click_leaves_one_newsletter_with_an_empty_answer(town, kind):
    reader = town.reader()
    link = town.leave_link(reader, "morning")
    sent = (
        {"data": ONE_CLICK}
        if kind == "urlencoded"
        else {"files": {name: (None, value) for name, value in ONE_CLICK.items()}}
    )
    for _ in range(2):
        answer = town.client.post(
            link, **sent, headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
        )
        assert (answer.status_code, answer.content, "set-cookie" in answer.headers) == (200, b"", False)
        assert town.database.signups.preferences(reader).choices == (Choice("tide", EACH),)
    assert town.client.post("/leave/forged", data=ONE_CLICK).status_code == 404


def test_the_page_asks_and_its_buttons_leave_one_or_all(town):
    reader = town.reader()
    link = town.leave_link(reader, "tide")
    page = town.client.get(link).text
    assert "You will not get The Long &lt;Tide&gt; any more." in page
    left = town.post(link, what="this")
    assert "You have left" in left.text
    assert town.database.signups.preferences(reader).choices == (Choice("morning", EACH),)
    assert town.client.get(re.search(r'href="(/preferences/[^"]+)"', left.text)[1]).status_code == 200
    town.post(link, what="all")
    assert town.database.signups.preferences(reader).choices == ()


def test_the_way_out_of_all_says_so(town):
    page = town.client.get(town.leave_link(town.reader()))
    assert "You will not get any newsletter of The Harbour Lantern." in page.text


def test_a_typed_address_gets_a_letter_where_it_is_a_readers_and_the_same_answer_everywhere(town):
    town.reader()
    answers = [town.post("/leave", email=each) for each in ("ida@example.com", "nobody@example.com")]
    assert answers[0].content == answers[1].content
    assert "a mail with the way out is on its way" in answers[0].text
    assert [(each.kind, each.recipient) for each in town.letters()] == [("leave", "ida@example.com")]
    wrong = town.post("/leave", email="ida")
    assert (wrong.status_code, "Please, enter correct email address" in wrong.text) == (422, True)


def test_another_sites_form_mails_nobody(town):
    town.reader()
    answer = town.client.post("/leave", data={"email": "ida@example.com"}, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, 'value="ida@example.com"' in answer.text, town.letters()) == (200, True, [])


def test_a_scanner_that_follows_every_link_of_every_page_changes_nothing(town):
    reader = town.reader()
    town.post("/subscribe", email="new@example.com", newsletter="tide")
    order = next(each for each in town.letters() if each.kind == "confirm")
    before = town.held()
    todo = [
        town.confirm_link(order),
        town.preferences_link(reader),
        town.leave_link(reader, "tide"),
        town.leave_link(reader),
    ]
    seen: set[str] = set()
    for agent in ("", "Mozilla/5.0 (compatible; LinkScanner/1.0)", "curl/8", "List-Unsubscribe=One-Click"):
        queue, seen = list(todo), set()
        while queue:
            path = queue.pop()
            if path in seen:
                continue
            seen.add(path)
            for method in ("HEAD", "GET", "OPTIONS"):
                answer = town.client.request(
                    method, path, headers={"User-Agent": agent, "List-Unsubscribe": "One-Click"}, params=None
                )
                assert answer.status_code in {200, 307, 405}
            found = re.findall(r'(?:href|action|src)="([^"]+)"', town.client.get(path).text)
            own = [path.split("?")[0] + each if each.startswith("?") else each for each in found]
            queue += [each.replace("&amp;", "&") for each in own if each.startswith("/")]
    assert any("/erase" in each for each in seen)
    assert any("/data" in each for each in seen)
    assert town.held() == before


def test_the_one_click_words_in_an_address_do_nothing(town):
    link, before = town.leave_link(town.reader(), "tide"), town.held()
    for method in ("GET", "HEAD"):
        assert town.client.request(method, link, params=ONE_CLICK | {"what": "all"}).status_code == 200
    assert town.held() == before
