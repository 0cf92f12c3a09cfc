"""Lists of subscriptions become settings that load, and come back as the same list."""

from hypothesis import given
from hypothesis import strategies as st

from digest.collector import Outline
from digest.config import load_settings, outlines_of, settings_of, to_sources, to_topics, yaml_lines
from digest.model.text import clean_line

REST = """
site: {title: T, url: "https://t.example/", postal_address: x}
newsletters:
  - {id: m, title: M, from: a@t.example, cadence: {cron: "0 6 * * *"}}
"""


def test_a_folder_is_a_topic_of_its_sources_and_ids_are_new():
    listed = [
        Outline("https://a.example/", "Lantern", language="uk", folders=(("Culture", "Film"), ("Новини",))),
        Outline("https://b.example/", "Lantern", language="klingon!", folders=(("Новини",), ("Sport",))),
    ]
    assert settings_of(listed, {"lantern"}, {"sport"}) == (
        [
            {"id": "lantern-2", "title": "Lantern", "language": "uk", "feed": "https://a.example/"},
            {"id": "lantern-3", "title": "Lantern", "language": "", "feed": "https://b.example/"},
        ],
        [
            {"id": "culture-film", "title": "Culture / Film", "sources": ["lantern-2"]},
            {"id": "topic", "title": "Новини", "sources": ["lantern-2", "lantern-3"]},
            {"id": "sport-2", "title": "Sport", "sources": ["lantern-3"]},
        ],
    )


NAMES = st.text(max_size=30).map(clean_line).filter(lambda name: "/" not in name)
FOLDERS = st.lists(st.lists(NAMES.filter(bool), min_size=1, max_size=3).map(tuple), max_size=3, unique=True).map(tuple)


@given(
    st.dictionaries(
        st.integers(0, 50),
        st.tuples(NAMES.filter(bool), st.sampled_from(["", "uk", "pt-BR"]), FOLDERS),
        min_size=1,
        max_size=6,
    )
)
def test_every_list_becomes_settings_that_load_and_comes_back(listed):
    outlines = [Outline(f"https://{n}.example/", title, "", *rest) for n, (title, *rest) in listed.items()]
    sources, topics = settings_of(outlines)
    text = REST + "".join(yaml_lines(*noun) for noun in (("sources", sources), ("topics", topics)) if noun[1])
    settings = load_settings(text, "digest.yaml", {})
    back = outlines_of(to_sources(settings), to_topics(settings))
    assert [(o.url, o.title, o.language, set(o.folders)) for o in back] == [
        (o.url, o.title, o.language, set(o.folders)) for o in outlines
    ]
