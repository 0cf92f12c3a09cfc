"""What is thrown at the readers' doors: forms, bodies, headers and links that nobody sends in good faith."""

from __future__ import annotations

import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from urllib.parse import urlsplit

import httpx
import pytest
from front import converse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signups import KEYS, a_town

from digest.jobs.subscribe import form_stamp
from digest.signup import CapRules, Purpose, Ticket, issue_token

IDA = {"email": "ida@example.com", "newsletter": "morning"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def quiet_town(tmp_path_factory):
    """A town in which no letter is ever written."""
    with a_town(str(tmp_path_factory.mktemp("quiet") / "digest.db")) as town:
        yield town


ODD_CHARSETS = (
    "utf-7",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "rot13",
    "zlib",
    "punycode",
    "idna",
    "x" * 99,
)


def multipart(charset: str = "", **fields: bytes) -> dict[str, object]:
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    ]
    kind = "multipart/form-data; boundary=b" + (f"; charset={charset}" if charset else "")
    return {"content": b"".join(parts) + b"--b--\r\n", "headers": {"Content-Type": kind}}


@pytest.mark.parametrize("charset", ODD_CHARSETS)
@pytest.mark.parametrize("path", ["/subscribe", "/leave", "/leave/forged", "/confirm/forged"])
def test_a_form_in_any_charset_is_answered(quiet_town, path, charset):
    sent = multipart(charset, email=b"ida\\ud800+2AA-@example.com", newsletter=b"+2AA-\\ud800\\x00", website=b"")
    answer = quiet_town.client.post(path, **sent)
    assert (answer.status_code < 500, quiet_town.letters()) == (True, [])


BODIES = {
    "no form": {"content": b"email=ida", "headers": {"Content-Type": "text/plain"}},
    "no boundary": {"content": b"--b", "headers": {"Content-Type": "multipart/form-data"}},
    "a file": {"files": {"email": ("a.txt", b"ida@example.com")}},
    "too many fields": {"data": {f"field-{each}": "" for each in range(600)}},
    "too many parts": multipart(**{f"field-{each}": b"" for each in range(600)}),
    "a part without an end": {
        "content": b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nida',
        "headers": {"Content-Type": "multipart/form-data; boundary=b"},
    },
    "a part without a name": {
        "content": b"--b\r\nX: y\r\n\r\nida\r\n--b--",
        "headers": {"Content-Type": "multipart/form-data; boundary=b"},
    },
    "a field of 10 kB": {"data": IDA | {"email": "a" * 10_000}},
    "a zone of 10 kB": {"data": IDA | {"zone": "../" * 3_000}},
    "NUL": {"data": IDA | {"email": "ida\0@example.com", "zone": "\0", "language": "\0", "hour": "\0"}},
    "escaped surrogates": {
        "content": b"email=%ED%A0%80@example.com&newsletter=%ED%A0%80&zone=%FF%FE&lang=%ED",
        "headers": {"Content-Type": "application/x-www-form-urlencoded"},
    },
    "header lines": {"data": IDA | {"email": "ida@example.com\r\nBcc: otto@example.com", "language": "en\r\nX: y"}},
    "two addresses": {"data": IDA | {"email": "ida@example.com, otto@example.com"}},
    "an unheard-of newsletter": {"data": IDA | {"newsletter": ["morning", "../tide"]}},
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("path", ["/subscribe", "/embed", "/api/subscriptions"])
def test_a_body_that_no_browser_sends_mails_nobody(quiet_town, path, body):
    answer = quiet_town.client.post(path, **BODIES[body])
    assert (400 <= answer.status_code < 500, "Traceback" in answer.text, quiet_town.letters()) == (True, False, [])


@pytest.mark.parametrize("path", ["/subscribe", "/embed", "/api/subscriptions"])
def test_a_body_of_a_mebibyte_is_refused_before_it_is_read(quiet_town, path):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = quiet_town.client.post(path, content=b"a" * 1_048_576, headers=kind).status_code
    except httpx.TransportError:  # hung up on while it was still sending, so that the answer was lost
        answer = 413
    assert (answer, quiet_town.letters()) == (413, [])


def test_of_a_field_that_comes_twice_one_address_gets_one_letter(town):
    town.post("/subscribe", email=["ida@example.com", "otto@example.com"], newsletter=["morning", "morning"])
    assert len(town.letters()) == 1


SURROGATES = (
    {"email": "\ud800@example.com"},
    {"page": "\ud800"},
    {"zone": "\udfff"},
    {"language": "\ud800"},
    {"newsletters": [{"id": "\ud800"}]},
    {"newsletters": [{"id": "morning", "\ud800": 1}]},
    {"\ud800": 1},
    {"email": {"\ud800": 1}},
    {"hour": "\ud800"},
    {"hour": 10**400},
    {"hour": float("nan")},
    {"email": "ida@example.com\0"},
    {"page": "\0"},
)


@pytest.mark.parametrize("changed", SURROGATES, ids=ascii)
def test_half_a_character_in_json_is_a_problem_and_no_fault(town, changed):
    sent = {"email": "ida@example.com", "newsletters": [{"id": "morning"}]} | changed
    answer = town.client.post("/api/subscriptions", content=json.dumps(sent), headers=JSON)
    assert answer.status_code == (202 if changed == {"page": "\0"} else 422)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"null",
        b"[]",
        b'"ida"',
        b"1",
        b"{}",
        b'{"email":1e999}',
        b"[" * 5000,
        b'{"a":' * 5000,
        b"\xef\xbb\xbf{}",
        b"9" * 6000,
    ],
)
def test_json_that_is_no_form_is_a_problem(quiet_town, sent):
    answer = quiet_town.client.post("/api/subscriptions", content=sent, headers=JSON)
    assert (answer.status_code in {400, 422}, answer.headers["content-type"]) == (True, "application/problem+json")


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "text/json;a=application/json"]
)
def test_the_api_cannot_be_called_from_a_page_of_another_site(quiet_town, kind):
    """What a browser sends without asking first: no page but the house's own can make it sign anybody up."""
    sent = json.dumps({"email": "ida@example.com", "newsletters": [{"id": "morning"}]})
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"} | (
        {"Content-Type": kind} if kind else {}
    )
    answer = quiet_town.client.post("/api/subscriptions", content=sent, headers=headers)
    assert (answer.status_code, quiet_town.letters()) == (422, [])


@pytest.fixture(scope="module")
def open_town(tmp_path_factory):
    """A town that is written to by many tests; each looks at its own answer only."""
    with a_town(str(tmp_path_factory.mktemp("open") / "digest.db")) as town:
        yield town


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    email=st.text(max_size=80) | st.emails(),
    zone=st.text(max_size=20),
    language=st.text(max_size=12),
    hour=st.text(max_size=5),
)
def test_any_text_in_a_form_is_taken_or_refused_in_words(open_town, email, zone, language, hour):
    told = {
        "email": email,
        "zone": zone,
        "language": language,
        "hour": hour,
        "newsletter": "morning",
        "form": form_stamp(open_town.desk),
    }
    sent = {name: value.encode("utf-8", "surrogatepass") for name, value in told.items()}
    answer = open_town.client.post("/subscribe?lang=de", data=sent)
    assert answer.status_code in {303, 422}
    if answer.status_code == 422:
        assert ('id="summary"' in answer.text or 'role="alert"' in answer.text, 'lang="de"' in answer.text) == (
            True,
            True,
        )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["email", "newsletters", "language", "zone", "hour", "page", "more"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_json_is_taken_or_a_problem(open_town, sent):
    answer = open_town.client.post("/api/subscriptions", content=json.dumps(sent), headers=JSON)
    assert answer.status_code in {202, 400, 422}


def test_a_hundred_sign_ups_of_one_address_at_both_doors_at_once_send_one_letter(town):
    def ask(number: int) -> int:
        if number % 2:
            sent = {"email": "IDA@Example.com", "newsletters": [{"id": "tide"}]}
            return town.client.post("/api/subscriptions", json=sent).status_code
        return town.post("/subscribe", **IDA).status_code

    with ThreadPoolExecutor(12) as crowd:
        statuses = sorted(crowd.map(ask, range(100)))
    assert statuses == [202] * 50 + [303] * 50
    assert [each.recipient.casefold() for each in town.letters()] == ["ida@example.com"]


def test_one_sender_cannot_have_many_addresses_written_to_by_whatever_door(town):
    for number in range(40):
        email = f"victim-{number}@town-{number}.example"
        town.post("/subscribe", email=email, newsletter="morning")
        town.client.post("/api/subscriptions", json={"email": f"api-{email}", "newsletters": [{"id": "tide"}]})
        town.post("/leave", email=email)
    assert len(town.letters()) == CapRules().network_hour


@pytest.mark.parametrize(
    "told",
    [
        {"X-Forwarded-For": "203.0.113.{}"},
        {"X-Real-IP": "203.0.113.{}"},
        {"Forwarded": "for=203.0.113.{}"},
        {"X-Forwarded-For": "2001:db8::{}", "X-Client-IP": "203.0.113.{}"},
    ],
    ids=lambda told: next(iter(told)),
)
def test_a_sender_who_claims_other_addresses_is_still_one_sender(town, told):
    for number in range(20):
        headers = {name: value.format(number) for name, value in told.items()}
        town.client.post(
            "/subscribe",
            data={"email": f"v{number}@t{number}.example", "newsletter": "tide", "form": form_stamp(town.desk)},
            headers=headers,
        )
    assert len(town.letters()) == CapRules().network_hour


def test_a_household_with_many_addresses_of_ipv6_is_one_sender(tmp_path):
    with a_town(str(tmp_path / "digest.db"), proxies=("127.0.0.1",)) as town:
        for number in range(30):
            headers = {"X-Forwarded-For": f"2001:db8:7:9:{number:x}::{number * 77:x}"}
            town.client.post(
                "/subscribe",
                data={"email": f"v{number}@t{number}.example", "newsletter": "tide", "form": form_stamp(town.desk)},
                headers=headers,
            )
        assert len(town.letters()) == CapRules().network_hour


def test_guessed_links_open_nothing_at_any_door(town):
    before = town.held()
    reader = town.reader()
    before = town.held()
    real = town.preferences_link(reader).rsplit("/", 1)[1]
    body, _, signature = real.rpartition(".")
    guesses = [f"{body}.{signature[:-3]}{each:03x}" for each in range(64)] + [
        f"{each:032x}._._.{signature}" for each in range(36)
    ]
    doors = ("/preferences/{}", "/preferences/{}/data", "/preferences/{}/erase", "/leave/{}", "/confirm/{}")
    statuses = {
        town.client.get(door.format(guess)).status_code for door in doors[:4] for guess in guesses if guess != real
    }
    posted = {
        town.post(door.format(guess), what="all").status_code
        for door in doors[2:]
        for guess in guesses
        if guess != real
    }
    assert (statuses, posted, town.held() == before) == ({404}, {404}, True)


def test_a_token_of_one_purpose_opens_no_other_door(town):
    reader = town.reader()
    town.post("/subscribe", email="otto@example.com", newsletter="tide")
    request = town.letters()[0].data["request"]
    before = town.held()
    doors = {
        Purpose.CONFIRM: ["/confirm/{}"],
        Purpose.PREFERENCES: [
            "/preferences/{}",
            "/preferences/{}/erase",
            "/preferences/{}/pause",
        ],
        Purpose.LEAVE: ["/leave/{}"],
    }
    for purpose, id_ in product(Purpose, (reader, request)):
        token = issue_token(KEYS, purpose, Ticket(id_))
        for door in (each for other, paths in doors.items() if other != purpose for each in paths):
            if purpose is Purpose.PREFERENCES and door == "/leave/{}":
                continue  # who may change everything may leave, too
            assert town.post(door.format(token), newsletter="morning").status_code == 404
    assert town.held() == before


def test_twenty_who_confirm_at_once_enrol_one_reader(town):
    town.post("/subscribe", **IDA)
    link = town.confirm_link(town.letters()[0])
    with ThreadPoolExecutor(20) as crowd:
        statuses = sorted(crowd.map(lambda _: town.post(link).status_code, range(20)))
    assert statuses == [200] + [410] * 19
    assert [each.newsletters for each in town.database.register.readers("")] == [("morning",)]
    assert [each.kind for each in town.letters()] == ["welcome"]


STRANGE_HEADERS = (
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Original-URL": "/preferences/x"},
    {"X-Rewrite-URL": "/healthz"},
    {"X-HTTP-Method-Override": "POST"},
    {"Forwarded": "host=evil.example;proto=https"},
    {"X-Forwarded-Proto": "https"},
    {"Referer": "https://evil.example/"},
    {"Cookie": "session=1; lang=uk"},
)


@pytest.mark.parametrize("headers", STRANGE_HEADERS, ids=lambda told: next(iter(told)))
def test_no_header_gets_into_a_page_or_into_an_address(quiet_town, headers):
    plain, asked = (quiet_town.client.get("/subscribe?lang=en", headers=each) for each in ({}, headers))
    shown = [re.sub(r'(?<=name="form" value=")[^"]+', "", each.text) for each in (plain, asked)]
    assert (shown[0] == shown[1], asked.headers["cache-control"]) == (True, "no-store")
    for path in ("/", "/?next=//evil.example", "//evil.example/%2f..", "/\\evil.example"):
        answer = quiet_town.client.get(path, headers=headers)
        led = answer.headers.get("location", "")
        assert (urlsplit(led).netloc, led[:2] in {"//", "/\\"}) == ("", False)


def test_a_post_that_claims_to_be_another_method_is_what_it_is(town):
    link = town.leave_link(town.reader(), "tide")
    before = town.held()
    for method, headers in (
        ("GET", {"X-HTTP-Method-Override": "POST"}),
        ("PUT", {}),
        ("DELETE", {}),
        ("PATCH", {}),
        ("TRACE", {}),
        ("post", {}),
        ("PROPFIND", {}),
    ):
        answer = (
            town.client.request(
                method, link, headers=headers, params={"_method": "POST", "List-Unsubscribe": "One-Click"}
            )
            if method != "post"
            else None
        )
        raw = converse(
            town.url, f"{method} {link} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
        )
        assert raw.split()[1] in {b"200", b"405", b"400"}
        assert answer is None or answer.status_code in {200, 405}
    assert town.held() == before


SMUGGLED = (
    b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n",
    b"GET /subscribe HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    b"GET /subscribe HTTP/1.1\r\n\r\n",
    b"GET /sub\x00scribe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01",
)


@pytest.mark.parametrize("said", SMUGGLED, ids=range(len(SMUGGLED)))
def test_a_request_that_can_be_read_in_two_ways_is_not_read(quiet_town, said):
    heard = converse(quiet_town.url, said)
    assert (heard.count(b"HTTP/1.1 200"), heard[9:12] in {b"400", b"404", b"405", b"303", b"307"}) == (0, True)


PATHS = (
    "/static/../app.py",
    "/static/%2e%2e%2fapp.py",
    "/static/..%5capp.py",
    "/%00",
    "/leave/%00",
    "/leave/%0d%0aSet-Cookie:a=b",
    "/preferences/..%2f..%2fetc%2fpasswd",
    "/api/../healthz",
    "/api/%2e%2e/x",
    "/leave/" + "a" * 9000,
    "/%c0%af",
    "/leave/%ed%a0%80",
    "/api/otto@example.com%0aFAKE",
    "/static/otto@example.com",
    "/subscribe;x=1",
    "/subscribe/",
)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_a_path_that_leads_out_leads_nowhere_and_is_not_logged(quiet_town, caplog, path):
    caplog.set_level(logging.INFO, "digest.web")
    answer = converse(quiet_town.url, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    logged = [each.getMessage() for each in caplog.records if each.name == "digest.web"]
    assert answer[9:12] in {b"404", b"400", b"307"}
    assert (b"\r\nSet-Cookie" in answer.split(b"\r\n\r\n")[0], any("\n" in line or "@" in line for line in logged)) == (
        False,
        False,
    )


def test_every_page_forbids_frames_and_only_the_small_form_allows_friends(town):
    reader = town.reader()
    paths = (
        "/subscribe",
        "/subscribed",
        "/leave",
        "/nowhere",
        "/api/",
        "/api/newsletters",
        "/api/openapi.json",
        town.leave_link(reader),
        town.preferences_link(reader),
        f"{town.preferences_link(reader)}/erase",
        "/confirm/forged",
    )
    told = {
        path: re.search(r"frame-ancestors ([^;]+)", town.client.get(path).headers["content-security-policy"])[1]
        for path in paths
    }
    assert set(told.values()) == {"'none'"}
