"""The renderer: an issue becomes its proof, HTML and text, addressed to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from digest.errors import TemplateError
from digest.model import Issue, Proof, Token
from digest.renderer import budget
from digest.renderer.columns import tidy
from digest.renderer.environment import Templates
from digest.renderer.layout import lay_out

HTML, TEXT = "issue.mjml", "issue.txt"


class Renderer:
    """Prints issues with one set of templates, compiled once."""

    def __init__(self, templates: Templates, limit: int = budget.LIMIT) -> None:
        self._templates, self._limit = templates, limit
        self._tells_amendments = tells_amendments(templates)

    def proof(self, issue: Issue) -> Proof:
        """Return the issue's HTML (at most `limit` bytes of UTF-8) and text, tokens standing where a reader's data goes.

        Stories that do not fit are left out of both, the last first; `Proof.trimmed` counts them.

        Raises:
            TemplateError: a template fails on this issue, prints no way to unsubscribe, or is too big for one story.
        """
        # Told in one part and not in the other, a change would be told again and again, or to half of the readers.
        layout = lay_out(issue if self._tells_amendments else replace(issue, amendments=()))
        kept, html = budget.fit(
            lambda stories: self._templates.render(HTML, layout.first(stories)), layout.stories, self._limit
        )
        proof = Proof(
            issue=issue.id,
            subject=str(layout.around["subject"]),
            html=html,
            text=tidy(self._templates.render(TEXT, layout.first(kept))),
            trimmed=layout.stories - kept,
            tells_amendments=self._tells_amendments,
        )
        return self._checked(proof)

    def _checked(self, proof: Proof) -> Proof:
        for name, part in ((HTML, proof.html), (TEXT, proof.text)):
            if Token.UNSUBSCRIBE.mark not in part:
                raise TemplateError(name, 0, "it prints no way to unsubscribe: use unsubscribe_url")
        if proof.size > self._limit:
            raise TemplateError(HTML, 0, f"one story alone takes {proof.size} bytes; a mail holds {self._limit}")
        return proof


def tells_amendments(templates: Templates) -> bool:
    """Return whether the mail has a block of corrections: one of templates copied before there was any has none."""
    return templates.uses(HTML, "amended")


def make_renderer(files: Mapping[str, str], limit: int = budget.LIMIT) -> Renderer:
    """Return the renderer for a folder of templates, given as name -> text (`issue.mjml`, `issue.txt` and parts).

    Raises:
        TemplateError: the first fault that can be found without an issue, with file and line.
    """
    templates = Templates(files)
    for name in (HTML, TEXT):
        templates.get(name)
    return Renderer(templates, limit)
