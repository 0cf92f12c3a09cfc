"""A word of welcome above an issue, for somebody who came after it."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from digest.model import Newsletter, Proof
from digest.model.text import clean_line
from digest.renderer.budget import LIMIT, READER_ROOM
from digest.renderer.colours import palette
from digest.renderer.columns import fill, rule
from digest.renderer.letter import LetterWords, letter_language, newest_words
from digest.renderer.typefaces import fonts

_BODY = re.compile(r"<body[^>]*>")

# Its classes are those of the shipped heads (partials/head.mjml): there the night's colours are.
_STRIP = Markup(
    '<div class="pg" style="background-color:{page}"><table role="presentation" class="cd" lang="{lang}" dir="{dir}" align="center" width="600" cellpadding="0"'
    ' cellspacing="0" style="width:100%;max-width:600px;margin:0 auto;background-color:{ground}"><tr>'
    '<td class="s r" align="{start}" style="padding:20px 24px;border-bottom:1px solid {line};font:16px/25px {face};color:{ink}">'
    '<b class="a" style="color:{accent}">{heading}</b><br>{lines}</td></tr></table></div>'
)


def greet(proof: Proof, newsletter: Newsletter) -> Proof:
    """Return an issue's proof with a word of welcome above it, in the newsletter's language where letters speak it.

    A mail that is full already is greeted in its subject and its text alone: a clipped one hides the way out.
    """
    tongue = letter_language(newsletter.language)
    words = newest_words(tongue, newsletter=clean_line(newsletter.title), subject=proof.subject)
    strip = _strip(words, newsletter, tongue.tag, tongue.direction)
    html = _BODY.sub(lambda body: f"{body[0]}{strip}", proof.html, count=1)
    text = "\n\n".join((fill(words.heading), *map(fill, words.lines), rule("="), proof.text))
    greeted = replace(proof, subject=words.subject, html=html, text=text)
    return greeted if greeted.size <= LIMIT - READER_ROOM else replace(greeted, html=proof.html)


def _strip(words: LetterWords, newsletter: Newsletter, tag: str, direction: str) -> Markup:
    day = palette(newsletter.brand.accent, newsletter.brand.theme).light
    return _STRIP.format(
        lang=tag,
        dir=direction,
        start="right" if direction == "rtl" else "left",
        page=day.page,
        ground=day.card,
        line=day.rule,
        face=fonts(newsletter.brand).text,
        ink=day.text,
        accent=day.accent,
        heading=words.heading,
        lines=Markup("<br>").join(words.lines),
    )
