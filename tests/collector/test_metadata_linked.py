"""What a page says of itself in JSON-LD, however it is written."""

import pytest
from heads import linked, meta, said
from hypothesis import given
from hypothesis import strategies as st

from digest.collector.metadata_json import read_values

ARTICLE = '"@type":"Article","author":"Ida Holm"'


@pytest.mark.parametrize(
    "source",
    [
        f"{{{ARTICLE}}}",
        f"{{{ARTICLE},}}",
        f"[{{{ARTICLE}, \n}} , ]",
        f"<!-- {{{ARTICLE}}} -->",
        f"//<![CDATA[\n{{{ARTICLE}}}\n//]]>",
        f"/*<![CDATA[*/{{{ARTICLE}}}/*]]>*/",
        f"<![CDATA[{{{ARTICLE}}}]]>",
        f"/* for machines */ {{{ARTICLE}}};",
        f"{{{ARTICLE}}}\n<!-- the end -->",
        f'{{"@type":"Organization","name":"Courier"}}{{{ARTICLE}}}',
        f'{{"@type":"Organization"}};\n[{{{ARTICLE}}}]',
        f"[[[{{{ARTICLE}}}]]]",
        f'{{"@graph":[[{{{ARTICLE}}}],3,null]}}',
        f'{{"@type":"WebPage","mainEntity":{{{ARTICLE}}}}}',
        f'{{{ARTICLE},"description":"two\nlines\tand a tab"}}',
        f'{{{ARTICLE},"description":"a \\\\ and \\d and \\u0041"}}',
        f"{{{ARTICLE}}} }} {{",
        f"{{{ARTICLE}}}".replace('"', "&quot;"),
        '{"@type":"https://schema.org/NewsArticle","author":"Ida Holm"}',
        '{"@type":["schema:Review","Thing"],"author":[3,["Ida Holm"]]}',
        '{"@type":"Article","author":{"givenName":"Ida","familyName":"Holm"}}',
    ],
)
def test_an_article_is_read_however_its_json_is_written(source):
    assert said(linked(source)).authors == ("Ida Holm",)


@pytest.mark.parametrize(
    "source",
    ["", "{", "]", "null", "Ida Holm", f"{{{ARTICLE}", '{"@type":"Article","author":{"@id":"#nobody"}}', "[" * 200_000, '{"a":' * 200_000,
     "[" * 900 + "]" * 900, '{"@type":"Organization","author":"Ida Holm"}', '{"@type":{"a":1},"author":"Ida Holm"}', "," * 900_000, "[" + ", " * 400_000],
)  # fmt: skip
def test_what_is_no_article_says_nothing(source):
    assert said(linked(source)).authors == ()


def test_of_several_articles_the_one_whose_headline_the_page_has_speaks():
    others = '{"@type":"NewsArticle","headline":"Bridge falls","datePublished":"2026-01-01","author":"Ann Lee"}'
    own = '{"@type":"NewsArticle","headline":"Ferry line wins","author":"Ida Holm"}'
    page = linked(f"[{others},{own}]")
    assert said(page, "<h1>Ferry line wins</h1>").authors == ("Ida Holm",)
    assert said(page + "<title>Ferry line wins | Courier</title>").authors == ("Ida Holm",)
    assert said(page + meta(og__title="Boats")).authors == ("Ann Lee",)


@given(st.text(alphabet='{}[],:"\\ \n&quot;<!-CDATA/*;null1u', max_size=200))
def test_no_script_raises(source):
    assert all(isinstance(value, dict | list) for value in read_values(source))


def test_no_more_of_json_ld_is_read_than_a_page_can_need():
    nodes = '{"@type":"Person"},' * 6_000
    article = '{"@type":"Article","author":"Ida Holm"}'
    assert said(linked(f"[{article},{nodes[:-1]}]")).authors == ("Ida Holm",)
    assert said(f"<script>{article}</script>").authors == ()
    assert said(linked(f"[{nodes}{article}]")).authors == ()


def test_a_huge_block_does_not_hide_the_others():
    huge, article = linked(f'["{"x" * 1_000_000}"]'), linked('{"@type":"Article","author":"Ida Holm"}')
    assert said(huge + article).authors == ("Ida Holm",)
    half = linked(f'["{"x" * 600_000}"]')
    assert (
        said(half + linked(f'{{"@type":"Article","author":"Ida Holm","articleBody":"{"x" * 600_000}"}}')).authors == ()
    )
    assert said(half + half + article).authors == ("Ida Holm",)
