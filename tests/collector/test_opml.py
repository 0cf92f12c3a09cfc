"""OPML: lists of subscriptions in, and out again as they were."""

from contextlib import suppress

import pytest
from hostile import DATA
from hypothesis import given
from hypothesis import strategies as st

from digest.collector import opml
from digest.collector.opml import Opml, Outline, OutlineFault, read_opml, write_opml
from digest.errors import SourceError
from digest.model.text import clean_line

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline type="rss" text="The Lantern" xmlUrl="https://lantern.example/feed" htmlUrl="https://lantern.example/"/>
  <outline text="Culture">
    <outline text="Film &amp; stage" title="Film">
      <outline text="ignored" title="Projector" xmlURL="feed://projector.example/rss" language="uk"/>
      <outline text="https://bare.example/rss" xmlurl="feed:https://bare.example/rss"/>
    </outline>
    <outline text="Again" xmlUrl="http://www.lantern.example/feed/"/>
    <outline text="Projector" xmlUrl="http://projector.example/rss"/>
    <outline text="Projector" xmlUrl="http://projector.example/rss"/>
  </outline>
  <outline text="A page" type="link" url="https://lantern.example/"/>
  <outline xmlUrl="javascript:alert(1)" text="Bad"/>
  <outline/>
</body></opml>"""


def test_a_list_is_read_with_its_folders_and_what_is_left_out_is_told_by_line():
    assert read_opml(LIST.encode()) == Opml(
        (
            Outline("https://lantern.example/feed", "The Lantern", "https://lantern.example/", folders=(("Culture",),)),
            Outline(
                "http://projector.example/rss", "Projector", language="uk", folders=(("Culture", "Film"), ("Culture",))
            ),
            Outline("https://bare.example/rss", folders=(("Culture", "Film"),)),
        ),
        (
            OutlineFault(11, "http://projector.example/rss is listed already in line 6"),
            OutlineFault(13, "A page has no xmlUrl: it is no feed"),
            OutlineFault(14, "'javascript:alert(1)' is no web address"),
            OutlineFault(15, "an outline has no xmlUrl: it is no feed"),
        ),
    )


def test_a_list_that_is_not_well_formed_is_mended():
    body = '\n<opml><body><outline text="Q&A" xmlUrl="https://a.example/?x=1&y=2"/></body></opml>'
    assert read_opml(body.encode("utf-16")).outlines == (Outline("https://a.example/?x=1&y=2", "Q&A"),)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "not an OPML list: no parser can read it"),
        (b"<opml><body>", "not an OPML list: no parser can read it"),
        (b"<html><body/></html>", "not an OPML list: its root is 'html'"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(body, why):
    with pytest.raises(SourceError) as refused:
        read_opml(body)
    assert str(refused.value) == why


def test_a_list_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(opml, "MAX_OPML", 10)
    with pytest.raises(SourceError, match="the list is larger than"):
        read_opml(LIST.encode())


def test_no_entity_is_expanded():
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    body = f'<!DOCTYPE opml [<!ENTITY e0 "aaaaaaaaaa">{bomb}]><opml><body><outline text="&e9;" xmlUrl="https://a.example/"/></body></opml>'
    with suppress(SourceError):
        assert all(len(outline.title) <= opml.MAX_TITLE for outline in read_opml(body.encode()).outlines)


def test_folders_are_written_once_after_what_stands_in_none():
    listed = [
        Outline("https://a.example/", "A", folders=(("Culture", "Film"), ("Culture",))),
        Outline("https://b.example/", folders=(("Culture", "Film"),)),
        Outline("https://c.example/", "C & <D>", "https://c.example/home", "uk"),
    ]
    assert write_opml("Mine", listed) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0">\n  <head>\n    <title>Mine</title>\n  </head>\n  <body>\n'
        '    <outline type="rss" text="C &amp; &lt;D&gt;" title="C &amp; &lt;D&gt;" xmlUrl="https://c.example/" '
        'htmlUrl="https://c.example/home" language="uk"/>\n'
        '    <outline text="Culture" title="Culture">\n'
        '      <outline text="Film" title="Film">\n'
        '        <outline type="rss" text="A" title="A" xmlUrl="https://a.example/"/>\n'
        '        <outline type="rss" text="https://b.example/" title="https://b.example/" xmlUrl="https://b.example/"/>\n'
        "      </outline>\n"
        '      <outline type="rss" text="A" title="A" xmlUrl="https://a.example/"/>\n'
        "    </outline>\n  </body>\n</opml>\n"
    )


NAMES = st.text(max_size=30).map(clean_line)
FOLDERS = st.lists(st.lists(NAMES.filter(bool), min_size=1, max_size=3).map(tuple), max_size=3, unique=True).map(tuple)


@st.composite
def lists(draw):
    numbers = draw(st.lists(st.integers(0, 50), max_size=8, unique=True))
    return [
        Outline(f"https://{n}.example/?q=ф&x={n}", draw(NAMES), draw(st.sampled_from(["", "https://h.example/"])),
                draw(st.sampled_from(["", "uk", "pt-BR"])), draw(FOLDERS))
        for n in numbers
    ]  # fmt: skip


def by_url(outlines):
    return {
        outline.url: (outline.title, outline.home, outline.language, frozenset(outline.folders)) for outline in outlines
    }


@given(lists(), DATA)
def test_what_was_written_is_read_back_whole(listed, title):
    read = read_opml(write_opml(title, listed).encode())
    assert by_url(read.outlines) == by_url(listed)
    assert read.faults == ()


@given(DATA, st.binary(max_size=200))
def test_any_bytes_give_a_list_or_a_reason(text, raw):
    bodies = (raw, f'<opml><body><outline text="{text}" xmlUrl="{text}"/></body></opml>'.encode("utf-8", "replace"))
    for body in bodies:
        with suppress(SourceError):
            assert isinstance(read_opml(body), Opml)
