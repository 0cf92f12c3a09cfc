"""The renderer: an issue becomes its proof, HTML and text that any mail client, reader and night mode can show."""

from digest.renderer.budget import LIMIT
from digest.renderer.compiler import compile_template
from digest.renderer.environment import Templates
from digest.renderer.letter import LetterPrinter, LetterWords, PrintedLetter, letter_language, own_words
from digest.renderer.proof import Renderer, make_renderer
from digest.renderer.welcome import greet

__all__ = [
    "LIMIT",
    "LetterPrinter",
    "LetterWords",
    "PrintedLetter",
    "Renderer",
    "Templates",
    "compile_template",
    "greet",
    "letter_language",
    "make_renderer",
    "own_words",
]
