"""The API: the same rules as the page, in JSON."""

import re

import pytest
from signups import EACH, WEEKLY, a_town

IDA = {"email": "ida@example.com", "newsletters": [{"id": "morning", "frequency": "weekly"}, {"id": "tide"}]}


def test_it_lists_what_can_be_chosen_in_the_language_that_is_asked_for(town):
    told = town.client.get("/api/newsletters", headers={"Accept-Language": "uk"}).json()
    assert (told["language"], [each["id"] for each in told["newsletters"]]) == ("uk", ["morning", "tide", "likhtar"])
    assert told["consent"].startswith("Підписуючись")
    assert told["newsletters"][0] == {
        "id": "morning",
        "title": "Morning Light",
        "description": "The harbour's news before the first ferry.",
        "language": "en",
        "cadence": "щодня о 07:30, Europe/Kyiv",
        "frequencies": [EACH, WEEKLY],
        "cover": "",
        "example": "https://lantern.example/morning/1",
    }


def test_a_sign_up_becomes_the_same_letter_as_on_the_page(town):
    town.database.signups.suppress("gone@example.com", "asked", town.clock.now())
    answers = [
        town.client.post("/api/subscriptions", json=IDA | {"email": each, "language": "de"})
        for each in ("ida@example.com", "ida@example.com", "gone@example.com")
    ]
    assert {(each.status_code, each.text) for each in answers} == {
        (202, '{"detail":"Danke für Ihre Anmeldung. Wir haben Ihnen eine Mail zur Bestätigung geschickt."}')
    }
    assert [(each.kind, each.recipient, each.language) for each in town.letters()] == [
        ("confirm", "ida@example.com", "de")
    ]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"email": "ida"}, "email", "email"),
        ({"newsletters": []}, "newsletters", "required"),
        ({"newsletters": [{"id": "nowhere"}]}, "newsletters", "unknown"),
        ({"zone": "Mars/Base"}, "zone", "unknown"),
        ({"hour": 24}, "hour", "less_than_equal"),
        ({"newsletters": [{"id": "tide", "frequency": "hourly"}]}, "newsletters.0.frequency", "enum"),
        ({"emial": ""}, "emial", "extra_forbidden"),
        ({"email": "a" * 2000}, "email", "string_too_long"),
    ],
)
def test_faults_are_problems_with_a_field_and_a_code(town, changed, field, code):
    answer = town.client.post("/api/subscriptions", json=IDA | changed)
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"], told["status"]) == (
        422,
        "application/problem+json",
        422,
    )
    assert [(each["field"], each["code"]) for each in told["errors"]] == [(field, code)]
    assert (bool(told["errors"][0]["detail"]), town.letters()) == (True, [])


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/api/subscriptions", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 422),
        ("/api/subscriptions", {"content": b"[" * 60_000, "headers": {"Content-Type": "application/json"}}, 400),
        ("/api/subscriptions", {"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 422),
        ("/api/subscriptions", {"data": {"email": "ida@example.com"}}, 422),
        ("/api/nowhere", {"json": {}}, 404),
        ("/api/newsletters", {"json": {}}, 405),
    ],
)
def test_whatever_else_is_sent_gets_a_problem(town, path, sent, status):
    answer = town.client.post(path, **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert "Traceback" not in answer.text


def test_a_database_that_does_not_answer_is_a_problem_without_its_name(town):
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE wordings")
    answer = town.client.post("/api/subscriptions", json=IDA)
    assert (answer.status_code, answer.json()["detail"]) == (503, "Nothing was changed. Please try again soon.")


def test_it_is_reached_under_the_path_of_the_pages_whether_or_not_a_proxy_takes_that_off(tmp_path):
    with a_town(str(tmp_path / "digest.db"), url="http://localhost/mail") as town:
        for path in ("/mail/api/newsletters", "/api/newsletters"):
            assert town.client.get(path).status_code == 200
        assert town.client.post("/api/subscriptions", json=IDA).status_code == 202


def test_a_body_that_is_too_long_is_refused(town):
    assert town.client.post("/api/subscriptions", json=IDA | {"page": "x" * 70_000}).status_code == 413


def test_browsers_may_call_it_from_the_houses_own_site_only(town):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for origin, allowed in (("https://lantern.example", "https://lantern.example"), ("https://evil.example", None)):
        answer = town.client.options("/api/subscriptions", headers={"Origin": origin} | asked)
        assert answer.headers.get("access-control-allow-origin") == allowed


def test_it_describes_itself_and_the_page_needs_nobody_else(town):
    described = town.client.get("/api/openapi.json").json()
    assert sorted(described["paths"]) == ["/challenge", "/newsletters", "/subscriptions"]
    assert described["servers"] == [{"url": "/api"}]
    assert set(described["paths"]["/subscriptions"]["post"]["responses"]) == {"202", "400", "413", "415", "422", "503"}
    refused = described["paths"]["/newsletters"]["get"]["responses"]["422"]["content"]
    assert "application/problem+json" in refused
    page = town.client.get("/api/")
    assert page.status_code == 200
    assert all(
        word in page.text for word in ("/api/newsletters", "/api/subscriptions", "openapi.json", "email", "newsletters")
    )
    assert set(re.findall(r'(?:src|href)="(\w+://[^"]+)"', page.text)) <= {"https://lantern.example/"}
