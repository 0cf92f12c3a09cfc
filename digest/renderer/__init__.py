"""The renderer: an issue becomes its proof, HTML and text that any mail client, reader and night mode can show."""

from digest.renderer.budget import LIMIT
from digest.renderer.compiler import compile_template
from digest.renderer.proof import Renderer, make_renderer

__all__ = ["LIMIT", "Renderer", "compile_template", "make_renderer"]
