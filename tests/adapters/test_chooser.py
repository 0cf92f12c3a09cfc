"""The model behind its endpoint: a right answer is an order, and whatever else comes is a ModelError in time."""

import json
import socket
import ssl
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import WRONG, completion, free_port, reverses, says, serving

from digest.adapters.chooser import ChoiceLimits, ModelChooser
from digest.adapters.chooser_words import MOST_CHARACTERS, read_order
from digest.errors import ModelError

ABOUT = "Council approves ferry\nThe council approved a ferry."
PASSAGES = ["Mara Venn: It will run.", "Otto Lind: It is loud.", "Ilse Marrack: It is paid for."]
QUICK, PATIENT = ChoiceLimits(deadline=0.5), ChoiceLimits(deadline=20)


def chooser(oracle, limits=PATIENT, **given):
    return ModelChooser(oracle.url(), "small-model", limits=limits, **given)


def refusal(model):
    with pytest.raises(ModelError) as caught:
        model.choose(ABOUT, PASSAGES)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "order"),
    [("[3, 1, 2]", (2, 0, 1)), ('{"order": [3, 1, 2]}', (2, 0, 1)), ("[2]", (1,)), (" [1,\n2, 3]\n", (0, 1, 2))],
)
def test_a_right_answer_is_an_order(content, order):
    with serving(says(content)) as oracle:
        assert chooser(oracle).choose(ABOUT, PASSAGES) == order


def test_the_question_is_numbered_and_says_what_is_wanted():
    with serving(reverses) as oracle:
        assert chooser(oracle, key="open sesame\n").choose(ABOUT, PASSAGES) == (2, 1, 0)
    ((path, headers, body),) = oracle.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer open sesame"
    task, question = body.pop("messages")
    assert body == {
        "model": "small-model",
        "temperature": 0,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    assert (task["role"], question["role"]) == ("system", "user")
    assert json.loads(question["content"]) == {
        "about": "Council approves ferry The council approved a ferry.",
        "passages": [{"number": number, "text": text} for number, text in enumerate(PASSAGES, start=1)],
    }


def test_without_a_key_none_is_sent():
    with serving(reverses) as oracle:
        chooser(oracle).choose(ABOUT, PASSAGES)
    assert "Authorization" not in oracle.asked[0][1]


def test_no_more_is_sent_than_the_limits_say():
    with serving(reverses) as oracle:
        few = chooser(oracle, ChoiceLimits(deadline=20, passages=2))
        assert few.choose("a" * 5000, ["b" * 5000, "c", "d"]) == (1, 0)
    question = json.loads(oracle.asked[0][2]["messages"][1]["content"])
    assert question == {
        "about": "a" * MOST_CHARACTERS,
        "passages": [{"number": 1, "text": "b" * MOST_CHARACTERS}, {"number": 2, "text": "c"}],
    }


def test_any_character_can_be_asked_about():
    with serving(says("[2, 1]")) as oracle:
        assert chooser(oracle).choose("\ud800 \0 “é”", ["\udfff", "\u2028"]) == (1, 0)


def wishes(oracle):
    """What each question asked for beyond an answer."""
    return [sorted(body.keys() - {"model", "stream", "messages"}) for _, _, body in oracle.asked]


ALL = ["response_format", "temperature"]


@pytest.mark.parametrize(
    ("refused", "asked"),
    [
        ({"response_format"}, [ALL, ["temperature"], ["temperature"]]),
        ({"temperature"}, [ALL, ["temperature"], [], []]),
        ({"response_format", "temperature"}, [ALL, ["temperature"], [], []]),
    ],
)
def test_a_server_is_asked_from_then_on_without_what_it_does_not_know(refused, asked):
    def play(voice):
        unknown = refused & voice.server.asked[-1][2].keys()
        voice.answer(b"{}", 400) if unknown else reverses(voice)

    with serving(play) as oracle:
        model = chooser(oracle)
        assert [model.choose(ABOUT, PASSAGES) for _ in range(2)] == [(2, 1, 0)] * 2
    assert wishes(oracle) == asked


def test_a_fault_that_no_wish_has_a_part_in_leaves_them_all():
    with serving(lambda voice: voice.answer(b"{}", 422)) as oracle:
        model = chooser(oracle)
        assert [refusal(model) for _ in range(2)] == ["the model's server answered with status 422"] * 2
    assert wishes(oracle) == [ALL, ["temperature"], []] * 2


@pytest.mark.parametrize("name", WRONG)
def test_any_other_answer_is_an_error_in_time(name):
    play, told = WRONG[name]
    limits = QUICK if "0.5 s" in told else PATIENT
    with serving(play) as oracle:
        assert refusal(chooser(oracle, limits)).startswith(told)
    assert oracle.strays == []
    assert {path for path, *_ in oracle.asked} == {"/v1/chat/completions"}


def test_nobody_there_is_an_error():
    model = ModelChooser(f"http://127.0.0.1:{free_port()}/v1", "small-model", limits=PATIENT)
    assert refusal(model) == "the model could not be asked: All connection attempts failed"


def test_a_certificate_that_nobody_vouches_for_is_an_error_and_nothing_is_asked(certificate):
    cert, key = certificate
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, key)
    with serving(reverses, tls) as oracle:
        url = oracle.url("https", "localhost")
        wary = ModelChooser(url, "small-model", key="open sesame", limits=PATIENT)
        assert "certificate verify failed" in refusal(wary)
        assert oracle.asked == []
        trusting = ModelChooser(url, "small-model", limits=PATIENT, tls=ssl.create_default_context(cafile=cert))
        assert trusting.choose(ABOUT, PASSAGES) == (2, 1, 0)


def test_plain_words_where_tls_should_be_are_an_error():
    with serving(reverses) as oracle:
        model = ModelChooser(oracle.url("https"), "small-model", limits=PATIENT)
        assert refusal(model).startswith("the model could not be asked: ")


@pytest.mark.parametrize("key", ["open\nsesame", "open\0sesame"])
def test_a_key_that_no_header_can_carry_is_an_error_that_does_not_repeat_it(key):
    with serving(reverses) as oracle:
        told = refusal(chooser(oracle, key=key))
    assert told == "the model could not be asked: its key holds what no header can carry"
    assert oracle.asked == []


def test_nobody_waits_for_a_name_that_is_looked_up_for_ever(monkeypatch):
    found = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found.wait(20))
    try:
        told = refusal(ModelChooser("http://models.example/v1", "small-model", limits=QUICK))
    finally:
        found.set()
    assert told == "the model did not answer in full within 0.5 s"


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    with serving(reverses) as oracle:
        assert chooser(oracle).choose(ABOUT, PASSAGES) == (2, 1, 0)


CONTENTS = st.one_of(
    st.text(),
    st.recursive(
        st.none() | st.booleans() | st.integers(-2, 9) | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["order", "quote"]), inner),
    ).map(json.dumps),
    st.permutations([1, 2, 3, 4]).map(json.dumps),
)


@given(st.one_of(st.binary(), CONTENTS.map(str.encode), CONTENTS.map(completion)), st.integers(2, 8))
def test_any_answer_is_distinct_places_or_an_error(body, count):
    try:
        order = read_order(body, count)
    except ModelError:
        return
    assert order
    assert len(set(order)) == len(order)
    assert all(type(place) is int and 0 <= place < count for place in order)


def test_the_whole_body_stands_under_the_cap_of_the_limits():
    with serving(says("[1]" + " " * 2000)) as oracle:
        assert refusal(chooser(oracle, ChoiceLimits(deadline=20, most_bytes=1000))) == (
            "the model's answer is larger than 1,000 bytes"
        )
        assert chooser(oracle, ChoiceLimits(deadline=20, most_bytes=3000)).choose(ABOUT, PASSAGES) == (0,)
