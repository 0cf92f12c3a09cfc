"""The compiler: every fault of a template is named by file and line; what passes prints as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import TemplateError
from digest.renderer import compile_template
from digest.renderer.compiler import origin


def page(body: str, head: str = "") -> str:
    """An MJML document with `body` on its third line."""
    return f"<mjml>\n<mj-head>{head}</mj-head><mj-body>\n{body}\n</mj-body></mjml>"


def raw(html: str) -> str:
    return page(f"<mj-raw>{html}</mj-raw>")


def fault(source: str, **files: str) -> str:
    with pytest.raises(TemplateError) as caught:
        compile_template(source, "issue.mjml", {f"{name}.mjml": text for name, text in files.items()})
    return str(caught.value)


def compiled(source: str) -> str:
    """The body of a compiled template without the marks that say where its Jinja2 came from."""
    html = re.sub(r"\{#[-+]?issue\.mjml:\d+\n#\}", "", compile_template(source, "issue.mjml"))
    return html[html.index("<body") :]


COLUMN = "<mj-section><mj-column>{}</mj-column></mj-section>"

FAULTS = [
    ("<mj-textt>a</mj-textt>", "<mj-textt> is not an MJML tag (did you mean <mj-text>?)"),
    ("<mjtext></mjtext>", "<mjtext> is not an MJML tag (did you mean <mj-text>?)"),
    ("<mj-nothing-like-it></mj-nothing-like-it>", "<mj-nothing-like-it> is not an MJML tag"),
    ("<mj-include path='x' />", '<mj-include> is not supported: write {% include "partials/name.mjml" %}'),
    (
        "<mj-html-attributes></mj-html-attributes>",
        "<mj-html-attributes> is not supported: write the HTML itself in <mj-raw>",
    ),
    (
        "<mj-column></mj-column>",
        "<mj-column> cannot stand directly in <mj-body>; it belongs in <mj-group> or <mj-section>",
    ),
    (COLUMN.format('<mj-text colour="red"></mj-text>'), '<mj-text> has no attribute "colour" (did you mean "color"?)'),
    (COLUMN.format('<mj-image alt="" gap="1" />'), '<mj-image> has no attribute "gap"'),
    (
        COLUMN.format('<mj-text {{ x }}="1"></mj-text>'),
        '<mj-text> is not well formed here: attributes are written name="value"',
    ),
    (
        COLUMN.format("<mj-text {{ x }}></mj-text>"),
        "a Jinja2 tag stands between the attributes of <mj-text>, not in a value",
    ),
    (
        COLUMN.format('<mj-column width="{{ w }}"></mj-column>'),
        "<mj-column> cannot stand directly in <mj-column>; it belongs in",
    ),
    (
        '<mj-section><mj-column width="{{ w }}"></mj-column></mj-section>',
        "MJML needs a fixed value here: it drops this Jinja2 tag",
    ),
    ("<mj-section>words</mj-section>", "text cannot stand directly in <mj-section>; wrap it in <mj-raw>"),
    (COLUMN.format("<mj-social>words</mj-social>"), "text cannot stand directly in <mj-social>"),
    (COLUMN.format("<mj-social>{{ x }}</mj-social>"), "a Jinja2 tag cannot stand directly in <mj-social>"),
    (COLUMN.format("<mj-spacer><b>x</b></mj-spacer>"), "<b> cannot stand directly in <mj-spacer>"),
    (COLUMN.format("<p>words</p>"), "<p> cannot stand directly in <mj-column>; wrap it in <mj-raw>"),
    ("<mj-raw><div></mj-raw>", "</mj-raw> stands where <div> is still open"),
    ("</mj-raw>", "</mj-raw> stands where <mj-body> is still open"),
    ("<mj-raw><BR></mj-raw>", "<BR> is not an HTML tag (did you mean <br>?)"),
    ("<mj-raw><spna>x</spna></mj-raw>", "<spna> is not an HTML tag (did you mean <span>?)"),
    ("<mj-raw>a < b</mj-raw>", 'a bare "<" is written &lt;'),
    ("<mj-raw><![CDATA[x]]></mj-raw>", "only comments may start like this: leave out <!...> and <?...>, or write &lt;"),
    ("<mj-raw><?php ?></mj-raw>", "only comments may start like this: leave out <!...> and <?...>, or write &lt;"),
    ("<mj-raw></mj-raw></mj-body><mj-body>", "a template has one <mj-body>; this has 2"),
    ("<mj-raw></mj-raw></mj-body></mjml>words<mjml><mj-body>", "text cannot stand outside <mjml>"),
    ("<mj-raw></mj-raw></mj-body><mj-head></mj-head><mj-body>", "a template has one <mj-body>; this has 2"),
    ("<mj-text></mj-text>", "<mj-text> cannot stand directly in <mj-body>; it belongs in <mj-column> or <mj-hero>"),
    (COLUMN.format("<mj-text>a</mj-column></mj-text>"), "</mj-column> stands where <mj-text> is still open"),
    ("<mj-raw><div></mj-raw><mj-raw></div></mj-raw>", "</mj-raw> stands where <div> is still open"),
    (COLUMN.format("<mj-text><p>a<p>b</mj-text>"), "</mj-text> stands where <p> is still open"),
    ('<mj-wrapper gap="4px"></mj-wrapper>', '"gap" of <mj-wrapper> is not supported: give the sections a padding'),
    (COLUMN.format('<mj-image alt="" title="x" />'), '"title" of <mj-image> is not supported: say it in alt'),
    (COLUMN.format('<mj-table role="none"></mj-table>'), '"role" of <mj-table> is not supported: write the <table>'),
    (COLUMN.format('<mj-text dark-color="red"></mj-text>'), '<mj-text> has no attribute "dark-color"'),
    ('<mj-hero mode="fluid-height"></mj-hero>', 'mode="fluid-height" of <mj-hero> is to be fixed-height'),
    (COLUMN.format('<mj-image alt="" width="50%" />'), 'width="50%" of <mj-image> is to be pixels such as 320px'),
    ('<mj-section padding="10"></mj-section>', 'padding="10" of <mj-section> is to be one to four lengths such as'),
    (COLUMN.format('<mj-text color="red;x:y"></mj-text>'), 'color="red;x:y" of <mj-text> is to be a colour such as'),
    (
        COLUMN.format('<mj-text align="middle"></mj-text>'),
        'align="middle" of <mj-text> is to be left, center, right or',
    ),
    (
        COLUMN.format('<mj-text mj-class="quiet"></mj-text>'),
        'no <mj-class name="quiet"> is declared in <mj-attributes>',
    ),
    (COLUMN.format('<mj-text mj-class="a b"></mj-text>'), 'mj-class="a b" names two: programs differ on which wins'),
    ("<mj-raw><!-- never closed</mj-raw>", "this comment is never closed: --> is missing"),
    ("<mj-raw><a href=x>y</a></mj-raw>", '<a> is not well formed here: attributes are written name="value"'),
    ("<mj-raw><a", '<a> is not well formed here: attributes are written name="value"'),
    ('<mj-raw><p id="a" id="b">y</p></mj-raw>', '<p> carries "id" twice'),
    ("<mj-raw>a\x00b</mj-raw>", "character U+0000 cannot stand in a template"),
    ("<mj-raw>a\ud800b</mj-raw>", "character U+D800 cannot stand in a template"),
    ("<mj-raw>a\uf8f0b</mj-raw>", "character U+F8F0 cannot stand in a template"),
    (f"<mj-raw>{'<div>' * 10_000}{'</div>' * 10_000}</mj-raw>", "tags are nested more than 100 deep"),
    ("<!--[if mso]>x<![endif]-->", "a conditional comment cannot stand directly in <mj-body>; wrap it in <mj-raw>"),
    ("<mj-raw><!--[if mso]>x</mj-raw>", "this conditional comment is never closed: <![endif]--> is missing"),
    ("<mj-raw><!--[if mso]>x<!--[if mso]>y<![endif]--></mj-raw>", "this conditional comment stands within another"),
    ("<mj-raw>x<![endif]--></mj-raw>", "<![endif] ends nothing"),
    ("<mj-raw>{% if %}</mj-raw>", "Expected an expression, got 'end of statement block'"),
    ("<mj-raw>{{ 'open }}</mj-raw>", 'unexpected char "\'"'),
    ("<mj-raw>{% for x in y %}</mj-raw>", "Unexpected end of template."),
    ("<mj-raw>{% nonsense %}</mj-raw>", "Encountered unknown tag 'nonsense'."),
]


@pytest.mark.parametrize(("body", "message"), FAULTS, ids=[body[:50] for body, _ in FAULTS])
def test_a_fault_is_named_with_its_file_and_line(body, message):
    assert fault(page(body)).startswith(f"issue.mjml:3: {message}")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "issue.mjml:1: a template has one <mjml>; this has 0"),
        ("<mjml></mjml>", "issue.mjml:1: a template has one <mj-body>; this has 0"),
        (
            "<mjml><mj-body></mj-body>\n<mj-body></mj-body></mjml>",
            "issue.mjml:2: a template has one <mj-body>; this has 2",
        ),
        ("<mjml><mj-body>", "issue.mjml:1: <mj-body> is never closed"),
        ("<mjml><mj-body></mj-body></mjml>\n</mjml>", "issue.mjml:2: </mjml> closes nothing"),
        ("<p>x</p>\n<mjml><mj-body></mj-body></mjml>", "issue.mjml:1: <p> stands outside <mjml>"),
        (
            "<mjml>\n<mj-head>\n<mj-foo /></mj-head><mj-body></mj-body></mjml>",
            "issue.mjml:3: <mj-foo> is not an MJML tag",
        ),
        (page("", "<mj-title><b>x</b></mj-title>"), "issue.mjml:2: <b> cannot stand directly in <mj-title>"),
        (
            page("", '<mj-attributes><mj-all colour="x" /></mj-attributes>'),
            'issue.mjml:2: <mj-all> has no attribute "colour"',
        ),
        (
            page("", '<mj-attributes><mj-class name="a"><mj-text color="red" /></mj-class></mj-attributes>'),
            "issue.mjml:2: <mj-text> cannot stand directly in <mj-class>; it belongs in <mj-column> or <mj-hero>",
        ),
        (
            page("", '<mj-style inline="inline">p { color: red }</mj-style>'),
            'issue.mjml:2: "inline" of <mj-style> is not supported: write style="..." on the tags themselves',
        ),
        (page("", "<mj-style>@media (width < 4px) {}</mj-style>"), 'issue.mjml:2: a bare "<" is written &lt;'),
        (
            "<mjml><mj-head></mj-head>\n<mj-head /><mj-body></mj-body></mjml>",
            "issue.mjml:2: a template has one <mj-head>",
        ),
        ('<mjml owa="desktop"></mjml>', 'issue.mjml:1: "owa" of <mjml> is not supported: leave it out'),
        ('<?xml version="1.0"?>\n<mjml></mjml>', "issue.mjml:1: only comments may start like this: leave out <!...>"),
        ("<mjml><mj-body></mj-body></mjml>\r\n\r\nwords", "issue.mjml:3: text cannot stand outside <mjml>"),
        (
            page("", "<mj-attributes>{{ x }}</mj-attributes>"),
            "issue.mjml:2: a Jinja2 tag cannot stand directly in <mj-attributes>",
        ),
        ("{{ x }}<mjml><mj-body></mj-body></mjml>", "issue.mjml:1: a Jinja2 tag cannot stand outside <mjml>"),
    ],
)
def test_the_frame_of_a_document_is_checked(source, message):
    assert fault(source).startswith(message)


def test_a_fault_in_an_included_file_is_named_by_that_file_and_its_own_line():
    source = page('{% include "a.mjml" %}\n<mj-raw>{% include "b.mjml" %}</mj-raw>')
    assert fault(source, a="\n\n<mj-text />", b="x").startswith("a.mjml:3: <mj-text> cannot stand")
    assert fault(source, a="", b="x\r\ny\r\n<br</mj-raw>").startswith("b.mjml:3: <br> is not well formed")
    assert fault(source, a="", b="{{ x }").startswith("b.mjml:1: ")
    assert fault(source + "<oops />", a="\n\n\n", b="\n").startswith("issue.mjml:5: <oops> stands outside <mjml>")


def test_an_include_that_is_missing_or_includes_itself_is_a_fault():
    assert fault(page('{% include "foter.mjml" %}'), footer="") == (
        'issue.mjml:3: there is no template "foter.mjml" (did you mean "footer.mjml"?)'
    )
    assert fault(page('{% include "a.mjml" %}'), a='\n{% include "b.mjml" %}', b='{% include "a.mjml" %}') == (
        'b.mjml:1: "a.mjml" includes itself'
    )


def test_an_avalanche_of_includes_is_stopped():
    ten = '{% include "b.mjml" %}' * 10
    files = {
        "a": ten,
        "b": ten.replace("b.", "c."),
        "c": ten.replace("b.", "d."),
        "d": ten.replace("b.", "e."),
        "e": "",
    }
    assert fault(page('{% include "a.mjml" %}'), **files).startswith("d.mjml:1: the template is too big: ")


def test_a_template_of_five_megabytes_is_too_big():
    assert fault(raw("<p>word</p>\n" * 450_000)) == (
        "issue.mjml:1: the template is too big: more than 500,000 characters, or parts"
    )


def test_a_class_that_is_declared_and_values_that_jinja_says_pass():
    source = page(
        COLUMN.format('<mj-text mj-class="quiet" color="{{ x }}" padding="0 25px">a</mj-text>'),
        '<mj-attributes><mj-class name="quiet" font-size="14px" /></mj-attributes>',
    )
    assert "font-size:14px" in compiled(source)


def test_what_mrml_refuses_after_all_is_a_fault_of_the_file():
    assert fault(raw("<a:1b>x</a:1b>")).startswith("issue.mjml: MJML cannot be compiled: ")


def test_an_expression_nested_too_deep_is_a_fault_of_the_file():
    assert fault(raw(f"{{{{ {'(' * 9_000} }}}}")) == "issue.mjml: an expression or its blocks are nested too deep"


def test_jinja_comes_out_as_it_went_in():
    jinja = (
        """{% if a < b and "</mj-raw>" %}{{ {"k": "}"}["k"] }}{% endif %}{{ '{{' }}{%- raw -%}{{ x }}{%- endraw +%}"""
    )
    assert jinja in compiled(raw(jinja))


def test_jinja_stands_between_attributes_and_in_their_values():
    html = """<td {% if x %}lang="{{ x }}" {% endif %} nowrap="" style="color:{{ y }}">z</td>"""
    assert '<td{% if x %} lang="{{ x }}"{% endif %} nowrap="" style="color:{{ y }}">z</td>' in compiled(raw(html))


def test_jinja_that_stands_among_mjml_tags_needs_no_raw_tag():
    body = compiled(page(f"{{% for s in sections %}}{COLUMN.format('<mj-text>{{ s }}</mj-text>')}{{% endfor %}}"))
    assert re.search(
        r"\{% for s in sections %\}<!--\[if mso.*>\{\{ s \}\}</div>.*\{% endfor %\}</div>", body, re.DOTALL
    )


def test_comments_are_left_out_and_outlooks_conditions_stay():
    html = (
        "a<!-- note -->{# note #}<!--[if mso]><table><tr><td><![endif]-->b<!--[if mso]></td></tr></table><![endif]-->"
    )
    body = compiled(raw(html))
    assert "a<!--[if mso]><table><tr><td><![endif]-->b<!--[if mso]></td></tr></table><![endif]-->" in body
    assert "note" not in body


def test_attribute_values_mean_what_they_meant():
    html = """<a title='say "x" \\ é\u200b' style="color: red;\n\n  margin: 0">y</a>"""
    assert '<a title="say &#34;x&#34; &#92; &#233;&#8203;" style="color: red; margin: 0">y</a>' in compiled(raw(html))


def test_a_title_with_quotation_marks_does_not_break_out_of_the_attribute_that_repeats_it():
    html = compile_template(page("", '<mj-title>The "best" of {{ x }}</mj-title>'), "issue.mjml")
    assert 'aria-label="The &#34;best&#34; of {#issue.mjml:2\n#}{{ x }}"' in html


@pytest.mark.parametrize("text", ["далі>", "é ->", "\U0001f6a2>>", "a > b"])
def test_a_closing_bracket_in_text_is_text(text):
    assert f"<b>{text}</b>" in compiled(raw(f"<b>{text}</b>"))


def test_indentation_is_not_sent():
    assert "<p>a\nb</p>\n<p>c</p>" in compiled(raw("<p>a\n      b</p>   \n\n      <p>c</p>"))


def test_a_word_of_the_template_that_looks_like_ours_is_left_alone():
    assert "jinja0x jinjax0x {{ y }}" in compiled(raw("jinja0x jinjax0x {{ y }}"))


def test_the_mail_is_one_main_landmark_that_repeats_language_and_direction():
    html = compile_template('<mjml lang="uk" dir="ltr"><mj-body></mj-body></mjml>', "issue.mjml")
    assert re.search(r'<body[^>]*><div role="main" lang="uk" dir="ltr" style="[^"]+"><div [^>]*role="article"', html)
    assert html.endswith("</div></div></body></html>")
    assert "fonts.googleapis" not in html


def test_every_jinja_tag_of_a_compiled_template_knows_where_it_was_written():
    source = page(
        '<mj-raw>\n{{ one }}\n{% if two %}\n  {{ three\n     |upper\n     |foo }}{% endif %}</mj-raw>{% include "a.mjml" %}'
    )
    html = compile_template(source, "issue.mjml", {"a.mjml": "\n<mj-raw>\n{{ four }}</mj-raw>"})
    lines = html.split("\n")
    found = {
        name: origin(html, number)
        for number, line in enumerate(lines, 1)
        for name in ("one", "two", "three", "foo", "four")
        if name in line
    }
    assert found == {
        "one": ("issue.mjml", 4),
        "two": ("issue.mjml", 5),
        "three": ("issue.mjml", 6),
        "foo": ("issue.mjml", 8),
        "four": ("a.mjml", 3),
    }
    assert origin(html, 1) is None


def outcome(source: str) -> str | TemplateError:
    try:
        return compile_template(source, "issue.mjml")
    except TemplateError as error:
        return error


@given(st.text(st.sampled_from("<>/='\" ab{}%#-!\n[]&;\x1a") | st.characters(codec="utf-8"), max_size=60))
def test_any_source_compiles_or_names_a_line(text):
    for source in (text, page(text), raw(text), page(COLUMN.format(f"<mj-text>{text}</mj-text>"))):
        result = outcome(source)
        if isinstance(result, str):
            assert result.endswith("</html>")
        else:
            assert (result.file, 0 <= result.line <= source.count("\n") + 2) == ("issue.mjml", True)
