"""`digest model`: what a model would choose, beside what our own rules choose."""

import json

import pytest
from oracle import SPEAKERS, TEXT, reverses, says, serving
from pages import a_page


@pytest.fixture
def named(folder):
    """Write one story to read, and name a model in the settings."""
    (folder / "pages" / "1.html").write_text(a_page("Council approves ferry", *TEXT.split("\n")), encoding="utf-8")

    def name(oracle):
        path = folder / "digest.yaml"
        path.write_text(f"{path.read_text('utf-8')}model: {{url: '{oracle.url()}', name: small-model}}\n", "utf-8")

    return name


def test_the_models_order_stands_beside_ours_and_nothing_is_written(digest, named):
    digest("collect")
    before = json.loads(digest("preview", "--json").out)["stories"]
    with serving(reverses) as oracle:
        named(oracle)
        ended = digest("model", "--json")
        shown = digest("model")
    (article,) = json.loads(ended.out)["articles"]
    assert (ended.status, article["headline"], article["problem"]) == (0, "Council approves ferry", "")
    quotes = [(quote["ours"], quote["theirs"], quote["speaker"]) for quote in article["quotes"]]
    assert quotes == [(1, 3, SPEAKERS[0]), (2, 2, SPEAKERS[1]), (3, 1, SPEAKERS[2])]
    assert (shown.status, "Ilse Marrack" in shown.out) == (0, True)
    assert json.loads(digest("preview", "--json").out)["stories"] == before


def test_an_answer_that_cannot_be_used_is_told(digest, named):
    digest("collect")
    with serving(says("Quote 3!")) as oracle:
        named(oracle)
        ended = digest("model")
    assert ended.status == 1
    assert "the model's answer is not JSON" in ended.out
    assert "Mara Venn" in ended.out


def test_without_a_choice_nothing_is_asked(digest, named):
    with serving(reverses) as oracle:
        named(oracle)
        ended = digest("model")
    assert (ended.status, oracle.asked) == (0, [])
    assert ended.out == "No stored article of the last seven days leaves a choice between quotes.\n"


def test_collecting_with_a_model_stores_its_order_and_the_preview_names_it(digest, named):
    with serving(reverses) as oracle:
        named(oracle)
        digest("collect")
    (story,) = json.loads(digest("preview", "--json").out)["stories"]
    assert story["chosen_by"] == "small-model"
    assert [quote["speaker"] for quote in story["quotes"]] == SPEAKERS[::-1]


def test_without_a_model_the_verb_says_how_to_name_one(digest):
    ended = digest("model")
    assert ended.status == 2
    assert "the settings name no model: docs/model.md" in ended.err
