"""Contrast and fonts: what text comes out like, through attributes, styles, rules and inheritance."""

import pytest
from mails import a_mail, a_page, grades, told

from digest.model import Grade

NIGHT = "@media (prefers-color-scheme: dark) { %s }"


def styled(body: str, style: str = "") -> str:
    return a_page(body, f"<title>T</title><style>{style}</style>")


def contrast_of(body: str, style: str = "") -> list[tuple[Grade, str]]:
    return grades("contrast", a_mail(styled(body, style)))


GREY = "#888888"  # 3.54 on white: enough for large text only
PALE = "#dddddd"


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p>Ferry</p>", ""),
        (f'<p style="color:{PALE};display:none">Ferry</p>', ""),
        (f'<h1 style="color:{GREY}">Ferry</h1>', ""),
        (f'<p style="color:{GREY};font-size:24px">Ferry</p>', ""),
        (f'<p style="color:{GREY};font:bold 14pt/1.2 serif">Ferry</p>', ""),
        (f'<td bgcolor="#000000"><font color="{PALE}">Ferry</font></td>', ""),
        (f'<div style="background:url(x.png);color:{PALE}">Ferry</div>', ""),
        (
            f'<div style="background-image:linear-gradient(#fff,#eee);color:{PALE}"><p style="background:rgba(0,0,0,.1)">Ferry</p></div>',
            "",
        ),
        (f'<div style="color:{PALE};background:#000 url(x.png)">Ferry</div>', ""),
        (f'<table background="x.png"><tr><td style="color:{PALE}">Ferry</td></tr></table>', ""),
        (f'<div style="color:{PALE};background:url(x.png);background-color:#000">Ferry</div>', ""),
        ("<p>Ferry</p>", f"p:hover {{color:{PALE}}} p + p {{color:{PALE}}} @media print {{p {{color:{PALE}}}}}"),
        ("<p>Ferry</p>", f"@media (max-width:480px) {{p {{color:{PALE}}}}} div p, p.x, p#x, td > p {{color:{PALE}}}"),
        (f'<p style="color:{PALE}">Ferry</p>', "p {color: black !important}"),
        ('<p class="a b">Ferry</p>', f".a.b {{color: black}} .a {{color:{PALE}}} p {{color:{PALE}}}"),
        ('<p id="f" class="a">Ferry</p>', f"#f {{color: black}} .a {{color:{PALE}}}"),
        (f'<p style="color:{PALE}">&nbsp;&zwnj;</p>', ""),
        ("<p>Ferry</p>", f"[data-ogsc] p {{color:{PALE}}}"),
        (f'<p style="color:{PALE}"><span style="color:black">Ferry</span></p>', ""),
        (
            '<div style="background:#000;color:#fff"><p style="color:black"><i style="color:white">Ferry</i></p></div>',
            "",
        ),
    ],
)
def test_text_that_stands_out_is_good(body, style):
    assert contrast_of(body, style) == [(Grade.GOOD, "")]


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f'<p style="color:{PALE}">Ferry</p>', ""),
        (f'<div style="color:{PALE}"><p><b>Ferry</b></p></div>', ""),
        (f'<p style="color:{GREY};font-size:23px">Ferry</p>', ""),
        (f'<h1 style="color:{GREY};font-size:16px;font-weight:normal">Ferry</h1>', ""),
        ('<td bgcolor="black">Ferry</td>', ""),
        ('<div style="background:#000 none;color:#fff"><p style="color:black">Ferry</p></div>', ""),
        ('<div style="background:#000"><a href="https://a.example" style="color:inherit">Ferry</a></div>', ""),
        ('<div style="background:#000"><a href="https://a.example">Ferry</a></div>', ""),
        ('<p style="color:rgba(0,0,0,.2)">Ferry</p>', ""),
        ("<p>Ferry</p>", f"P {{color:{PALE}}}"),
        ('<div><p class="a">Ferry</p></div>', f"div > .a {{color:{PALE}}}"),
        (
            '<div lang="en-GB" title="one two"><p>Ferry</p></div>',
            f'[lang|=en][title~="two"][title^=one][title$=two][title*="e t"] p {{color:{PALE}}}',
        ),
        ('<div title="one"><p>Ferry</p></div>', f"div[title] p, p[title=one] {{color:{PALE}}}"),
        ("<p>Ferry</p>", f":root p {{color:{PALE}}} p {{color: black}}"),
        ("<p>Ferry</p>", f"* {{color:{PALE}}}"),
        ("<p>Ferry</p>", f"@media screen {{ @media all {{ p {{color:{PALE}}} }} }}"),
        ("<p>Ferry</p>", f"@font-face {{src: url(x)}} p {{nonsense; color:{PALE}}}"),
    ],
)
def test_text_too_close_to_its_ground_is_named(body, style):
    assert contrast_of(body, style) == [(Grade.FAULT, "Ferry")]


def test_colours_of_the_dark_are_judged_in_the_dark():
    body = '<div class="card"><p style="color:#111111">Ferry</p></div>'
    (found,) = told("contrast", a_mail(styled(body, NIGHT % ".card {background:#222222 !important}")))
    assert found.says == "in the dark: #111111 on #222222 has a contrast of 1.2; 4.5 is the least to be read"
    both = ".card {background:#222222 !important} .card p {color:#eeeeee !important}"
    assert contrast_of(body, NIGHT % both) == [(Grade.GOOD, "")]
    assert contrast_of(body, both.replace("!important", "")) == [(Grade.FAULT, "Ferry")]


def test_colours_for_the_light_alone_do_not_count_in_the_dark():
    style = "@media (prefers-color-scheme: light) {p {color:#000}} p {color:#fff}" + NIGHT % "body {background:#000}"
    (found,) = told("contrast", a_mail(styled("<p>Ferry</p>", style.replace("p {color:#fff}", "", 1))))
    assert found.says.startswith("in the dark: #000000 on #000000")


def test_a_pair_of_colours_is_told_once():
    assert len(told("contrast", a_mail(styled(f'<p style="color:{PALE}">One</p><p style="color:{PALE}">Two</p>')))) == 1


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<p style="font-size:14px">Ferry</p>', [(Grade.GOOD, "")]),
        ('<p style="font-size:13px">Ferry</p>', [(Grade.NOTE, "Ferry")]),
        ("<small>Ferry</small>", [(Grade.NOTE, "Ferry")]),
        ('<p style="font:11px/1.5 serif">Ferry</p>', [(Grade.FAULT, "Ferry")]),
        ('<p style="font-size:8pt">Ferry</p>', [(Grade.FAULT, "Ferry")]),
        ('<p style="font-size:0.5em">Ferry</p>', [(Grade.FAULT, "Ferry")]),
        ('<p style="font-size:50%">Ferry</p>', [(Grade.FAULT, "Ferry")]),
        ('<p style="font-size:x-small">Ferry</p>', [(Grade.FAULT, "Ferry")]),
        ('<p style="font-size:smaller">Ferry</p>', [(Grade.NOTE, "Ferry")]),
        ('<p style="font-size:larger">Ferry</p>', [(Grade.GOOD, "")]),
        ('<p style="font-size:calc(1px)">Ferry</p>', [(Grade.GOOD, "")]),
        ('<p style="font:700 1rem serif">Ferry</p>', [(Grade.GOOD, "")]),
        ('<td style="font-size:0">Ferry<p style="font-size:16px">Boat</p></td>', [(Grade.FAULT, "Ferry")]),
        ('<td style="font-size:0px">&nbsp;<p style="font-size:16px">Boat</p></td>', [(Grade.GOOD, "")]),
    ],
)
def test_small_text_is_named(body, found):
    assert grades("fonts", a_mail(styled(body))) == found


def test_each_small_size_is_told_once_the_smallest_first():
    body = '<p style="font-size:13px">One</p><p style="font-size:10px">Two</p><p style="font-size:13px">Three</p>'
    assert grades("fonts", a_mail(styled(body))) == [(Grade.FAULT, "Two"), (Grade.NOTE, "One")]
