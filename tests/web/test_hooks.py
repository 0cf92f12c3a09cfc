"""Providers' calls over real sockets: what is proved is done once, and nothing else is done."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest
from front import a_house, asking
from hooks import (
    CERTIFICATE_URL,
    MAILGUN,
    POSTMARK,
    TOPIC,
    a_certificate,
    mailgun_call,
    mailgun_failure,
    postmark_bounce,
    postmark_call,
    sendgrid_bounce,
    sendgrid_call,
    sendgrid_key,
    ses_bounce,
    sns_call,
)
from returned import SECRET
from world import ToldWeb, Town

from digest.errors import ConfigError
from digest.jobs.bouncing import BounceDesk
from digest.jobs.hooks import CERTIFICATES, HookKeys, Reception
from digest.ports import Enrolment, Fetched
from digest.web.hooks import MOST_BYTES, MOST_WAITING, PATH, hook_routes
from digest.web.public.app import public_app
from digest.wiring import open_newsroom, read_settings

KEYS = HookKeys((TOPIC,), MAILGUN, POSTMARK, sendgrid_key())
CALLS = {
    "ses": sns_call(ses_bounce()),
    "mailgun": mailgun_call(mailgun_failure()),
    "postmark": postmark_call(postmark_bounce()),
    "sendgrid": sendgrid_call([sendgrid_bounce()]),
}
CONFIRM = f"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=t1"


@pytest.fixture
def web():
    told = ToldWeb()
    for url, body in ((CERTIFICATE_URL, a_certificate()), (CONFIRM, b"<ok/>")):
        told.pages[url] = Fetched(200, url, body)
    return told


@pytest.fixture
def reception(bounced, web):
    return Reception(bounced, KEYS, web)


@pytest.fixture
def bounced(tmp_path):
    """A desk over a database with Ida on the register."""
    town = Town(str(tmp_path / "digest.db"))
    town.enrol("ida@far.example")
    yield BounceDesk(town.database.bounces, town.clock, [SECRET], b"key")
    town.close()


@pytest.fixture
def client(reception):
    app = public_app(a_house(), lambda: True, hook_routes(reception), {PATH: MOST_BYTES})
    with asking(app) as asks:
        yield asks


def post(client, provider, call):
    return client.post(f"{PATH}{provider}", content=call.body, headers=dict(call.headers)).status_code


@pytest.mark.parametrize("provider", CALLS)
def test_a_bounce_that_a_provider_proves_to_tell_counts_once_however_often_it_is_told(client, bounced, provider):
    assert [post(client, provider, CALLS[provider]) for _ in range(3)] == [204, 204, 204]
    [row] = bounced.bounces.rows(9)
    assert (row.kind, row.became, row.email, row.door) == ("hard", "suppressed", "ida@far.example", provider)


@pytest.mark.parametrize("provider", CALLS)
def test_a_call_replayed_after_an_address_was_forgiven_does_nothing(client, bounced, provider):
    post(client, provider, CALLS[provider])
    bounced.bounces.forgive("ida@far.example", bounced.clock.now())
    assert post(client, provider, CALLS[provider]) == 204
    assert bounced.bounces.reader_at("ida@far.example") is not None
    [row] = bounced.bounces.rows(9)
    assert row.forgiven is not None


@pytest.mark.parametrize("provider", CALLS)
def test_a_providers_call_at_anothers_address_or_without_its_proof_is_refused_without_a_word(client, bounced, provider):
    for other in CALLS.keys() - {provider}:
        assert post(client, other, CALLS[provider]) == 403
    answer = client.post(f"{PATH}{provider}", content=b"{}")
    assert (answer.status_code, answer.content) == (403, b"")
    assert bounced.bounces.rows(9) == []


def test_what_is_too_long_or_no_post_is_not_read(client, bounced):
    assert client.post(f"{PATH}mailgun", content=b" " * (MOST_BYTES + 1)).status_code == 413
    assert client.get(f"{PATH}mailgun").status_code == 405
    assert client.post(f"{PATH}other", content=b"{}").status_code == 404
    assert bounced.bounces.rows(9) == []


def test_amazon_is_told_that_it_may_send(client, web):
    asking_ = sns_call("May I?", Type="SubscriptionConfirmation", Token="t1", SubscribeURL=CONFIRM)
    assert post(client, "ses", asking_) == 204
    assert [request.url for request in web.asked] == [CERTIFICATE_URL, CONFIRM]


def test_a_certificate_is_asked_for_once_and_one_that_cannot_be_had_refuses_the_call(client, web):
    assert {post(client, "ses", CALLS["ses"]) for _ in range(3)} == {204}
    assert len(web.asked) == 1
    elsewhere = CERTIFICATE_URL.replace("0a1b2c", "ffff")
    assert post(client, "ses", sns_call(ses_bounce(), SigningCertURL=elsewhere)) == 403
    for number in range(CERTIFICATES):
        url = CERTIFICATE_URL.replace("0a1b2c", f"{number:x}")
        web.pages[url] = Fetched(200, url, a_certificate())
        assert post(client, "ses", sns_call(ses_bounce(), SigningCertURL=url)) == 204


class SlowWeb(ToldWeb):
    """Answers nothing before it is let."""

    def __init__(self, pages):
        super().__init__(pages)
        self.let = threading.Event()

    def fetch(self, requests):
        self.let.wait(60)
        yield from super().fetch(requests)


def test_a_flood_of_calls_is_told_to_come_again(bounced, web):
    slow = SlowWeb(web.pages)
    app = public_app(a_house(), lambda: True, hook_routes(Reception(bounced, KEYS, slow)), {PATH: MOST_BYTES})
    with asking(app) as client, ThreadPoolExecutor(20) as pool:
        answers = as_completed([pool.submit(post, client, "ses", CALLS["ses"]) for _ in range(20)])
        assert [next(answers).result() for _ in range(20 - MOST_WAITING)] == [503] * 12
        slow.let.set()
        assert [each.result() for each in answers] == [204] * MOST_WAITING


def test_only_providers_of_the_settings_have_an_address(bounced, web):
    reception = Reception(bounced, HookKeys(mailgun=MAILGUN), web)
    assert [route.path for route in hook_routes(reception)] == [f"{PATH}mailgun"]


SETTINGS = """\
site: {title: The Harbour Lantern, url: https://lantern.example/, postal_address: 1 Quay Street}
sources: [{id: saved, saved: "pages/*.html"}]
newsletters: [{id: morning, title: Morning Light, from: morning@lantern.example, cadence: {cron: "30 7 * * *"}}]
bounces:
  hooks: {postmark_login_env: LOGIN, sendgrid_key: "%s"}
"""


def test_the_settings_name_the_providers_and_where_their_secrets_are(tmp_path):
    path = tmp_path / "digest.yaml"
    path.write_text(SETTINGS % sendgrid_key())
    environ = {"LOGIN": "lantern:secret"}
    with open_newsroom(read_settings(path, environ), environ) as room:
        assert (room.reception.providers, room.reception.keys.postmark) == (("postmark", "sendgrid"), "lantern:secret")
        room.register.enrol([Enrolment("ida@far.example", ("morning",), consent="told")], room.clock.now())
    with pytest.raises(ConfigError, match="LOGIN"):
        read_settings(path, {})
    path.write_text(SETTINGS % "no key")
    with pytest.raises(ConfigError, match="is no key"), open_newsroom(read_settings(path, environ), environ):
        pass


def test_nobody_learns_an_address_from_the_log_of_calls(client, caplog):
    with caplog.at_level("INFO"):
        post(client, "mailgun", CALLS["mailgun"])
        post(client, "mailgun", mailgun_call(mailgun_failure(), key="guessed"))
    assert ("mailgun told of" in caplog.text, "was refused: the signature" in caplog.text) == (True, True)
    assert "far.example" not in caplog.text
    assert json.loads(CALLS["mailgun"].body)["event-data"]["recipient"] == "ida@far.example"
