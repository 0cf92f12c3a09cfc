"""Every fault of a folder of templates at once, before anything is sent: what `digest check` tells a designer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from operator import attrgetter

from jinja2 import TemplateSyntaxError, meta, nodes

from digest.errors import TemplateError
from digest.renderer.checks import find_flaws
from digest.renderer.environment import Templates, is_page, make_environment
from digest.renderer.grammar import did_you_mean
from digest.renderer.layout import lay_out
from digest.renderer.markup import Flaw, scan
from digest.renderer.proof import HTML, TEXT, make_renderer, tells_amendments
from digest.renderer.source import Source, read_source
from digest.renderer.specimen import specimen
from digest.renderer.unfit import unfit


def lint_templates(files: Mapping[str, str]) -> tuple[TemplateError, ...]:
    """Return every fault of the templates, given as name -> text, in the order of files and lines.

    Markup, nesting, Jinja2 syntax and names are read from the files; if they are sound, an invented issue is printed
    from left to right and from right to left, which finds what only printing can.
    """
    faults = {str(fault): fault for name in files for fault in _faults(name, files)}
    if not faults:
        faults = {str(fault): fault for fault in _trial(files)}
    return tuple(sorted(faults.values(), key=attrgetter("file", "line")))


def template_notes(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return what sound templates do without, and should not do without unknowingly."""
    if tells_amendments(Templates(files)):
        return ()
    return (
        f"{HTML} has no block of corrections (it never uses amended): what changes in stories that ran is not told.",
    )


def _faults(name: str, files: Mapping[str, str]) -> Iterator[TemplateError]:
    if name.endswith(".mjml") and name != HTML and not is_page(name, files[name]):
        return  # a part is judged where it is included
    try:
        source = read_source(files[name], name, files if name.endswith(".mjml") else {})
        yield from _name_faults(source, name)
        if name.endswith(".mjml"):
            yield from _markup_faults(source)
    except TemplateError as fault:
        yield fault


def _markup_faults(source: Source) -> Iterator[TemplateError]:
    try:
        tokens = scan(source.text)
        for flaw in chain(find_flaws(source.text, tokens), unfit(source.text, tokens)):
            yield source.error(flaw.offset, flaw.message)
    except Flaw as flaw:
        yield source.error(flaw.offset, flaw.message)


def _name_faults(source: Source, name: str) -> Iterator[TemplateError]:
    environment = make_environment()
    try:
        tree = environment.parse(source.text)
        yield from _jinja_faults(source, tree, name)
        unknown = meta.find_undeclared_variables(tree) - environment.globals.keys()
    except TemplateSyntaxError as error:
        raise source.error(source.line_start(error.lineno), error.message or "this is not Jinja2") from None
    if name not in {HTML, TEXT}:
        return  # other pages have other names
    used = list(tree.find_all(nodes.Name))
    known = lay_out(specimen()).first(1).keys() | {found.name for found in used if found.ctx != "load"}
    for found in used:
        if found.name in unknown - known:
            near = did_you_mean(found.name, known, '"{}"')
            yield source.error(source.line_start(found.lineno), f'there is no "{found.name}"{near}')


def _jinja_faults(source: Source, tree: nodes.Template, name: str) -> Iterator[TemplateError]:
    """Yield the Jinja2 that would put in what nobody compiled, or let text from outside be markup."""
    tags = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    for tag in tree.find_all(tags) if name.endswith(".mjml") else ():
        part = getattr(tag, "template", None)
        if not isinstance(part, nodes.Const) or str(part.value).endswith(".mjml"):
            where = source.line_start(tag.lineno)
            yield source.error(where, 'a part of MJML comes in by {% include "name.mjml" %}, and by nothing else')
    for switch in tree.find_all(nodes.ScopedEvalContextModifier):
        where = source.line_start(switch.lineno)
        yield source.error(where, "{% autoescape %} is not supported: text from outside is never markup")


def _trial(files: Mapping[str, str]) -> Iterator[TemplateError]:
    try:
        renderer = make_renderer(files)
        for language, direction in (("en", "ltr"), ("ar", "rtl")):
            renderer.proof(specimen(language, direction))
    except TemplateError as fault:
        yield fault
