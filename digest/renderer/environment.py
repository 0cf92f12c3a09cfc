"""Jinja2 as templates meet it: strict about names, safe about text, and honest about where a fault was written."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from jinja2 import (
    BaseLoader,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from digest.errors import TemplateError
from digest.model.text import clean_text
from digest.renderer.columns import fill, rule
from digest.renderer.compiler import compile_template, origin
from digest.renderer.grammar import did_you_mean


class _Generator(CodeGenerator):
    """Has a value printed by one call of ours, where Jinja2 would call `escape(finalize(value))`.

    Its `escape` wraps every value in a Markup object that joining the page throws away: half the time of a render.
    The call is looked up once a page; looked up at each value, it cost a tenth of a render.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("printed = environment.printed")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if finalize.src and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("printed((")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(Environment):
    code_generator_class = _Generator

    @staticmethod
    def printed(value: object) -> str:
        if isinstance(value, Markup):
            return value
        text = str(value)
        return escaped(text if text.isprintable() else clean_text(text))


class _Missing(StrictUndefined):
    """A name that is not there: using it is an error, which says what was meant."""

    @property
    def _undefined_message(self) -> str:
        names = getattr(self._undefined_obj, "__slots__", ())
        near = did_you_mean(str(self._undefined_name), names, '"{}"')
        return (
            f'there is no "{self._undefined_name}"{f" in {type(self._undefined_obj).__name__}" if names else ""}{near}'
        )


def escaped(text: str) -> str:
    """Return text as HTML spells it, in an attribute too.

    Most words hold none of the five: looking first takes a third of the time of five replacements (`html.escape`).
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    return text.replace("'", "&#39;") if "'" in text else text


def make_environment(loader: BaseLoader | None = None) -> Environment:
    """Return the Jinja2 that every template is read with; `.txt` files are plain text, all others HTML."""
    environment = _Environment(
        loader=loader,
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=_Missing,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"fill": fill, "rule": rule}
    del environment.filters["safe"]  # text from outside is never markup
    return environment


class Templates:
    """A folder of templates, by name: MJML compiled, the rest as it stands, ready to be printed any number of times."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Compile every page of MJML.

        Raises:
            TemplateError: the first fault, with file and line.
        """
        self._files = {
            name: compile_template(text, name, files) if is_page(name, text) else text for name, text in files.items()
        }
        self._environment = make_environment(FunctionLoader(self._load))

    def __contains__(self, name: str) -> bool:
        """Whether there is a template of this name."""
        return name in self._files

    def uses(self, name: str, wanted: str) -> bool:
        """Return whether the template, or a part that it includes, asks for this name.

        Raises:
            TemplateError: one of them is no Jinja2.
        """
        seen, coming = set[str](), [name]
        while coming:
            part = coming.pop()
            if part in seen or part not in self._files:
                continue
            seen.add(part)
            self.get(part)
            tree = self._environment.parse(self._files[part])
            if wanted in meta.find_undeclared_variables(tree):
                return True
            coming += filter(None, meta.find_referenced_templates(tree))
        return False

    def get(self, name: str) -> Template:
        """Return the template, compiled once.

        Raises:
            TemplateError: there is none of this name, or it is no Jinja2.
        """
        try:
            return self._environment.get_template(name)
        except TemplateNotFound:
            raise TemplateError(name, 0, f"there is no such template{did_you_mean(name, self._files)}") from None
        except TemplateSyntaxError as error:
            raise self._error(error.name or name, error.lineno, error.message or "this is not Jinja2") from None

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """Return the template printed with these names.

        Raises:
            TemplateError: the template is missing, is no Jinja2, or asks for what there is not; with file and line.
        """
        template = self.get(name)
        try:
            return template.render(context)
        except TemplateNotFound as error:
            raise self._missing(error, name) from error
        except Exception as error:
            # Whatever the expression of a template raises is its designer's to mend.
            file, line = self._innermost(error.__traceback__) or (name, 0)
            raise self._error(file, line, str(error) or type(error).__name__) from error

    def _load(self, name: str) -> tuple[str, str, None] | None:
        return (self._files[name], name, None) if name in self._files else None

    def _innermost(self, trace: TracebackType | None) -> tuple[str, int] | None:
        """Return template and line of the deepest call that is one: Jinja2 writes them into the traceback."""
        deepest = None
        while trace:
            if trace.tb_frame.f_code.co_filename in self._files:
                deepest = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        return deepest

    def _error(self, name: str, line: int, message: str) -> TemplateError:
        file, at = (origin(self._files[name], line) if name.endswith(".mjml") else None) or (name, line)
        return TemplateError(file, at, message)

    def _missing(self, error: TemplateNotFound, name: str) -> TemplateError:
        wanted = str(error.name or name)
        file, line = self._innermost(error.__traceback__) or (name, 0)
        return self._error(
            file, line, f'there is no template "{wanted}"{did_you_mean(wanted, self._files, chr(34) + "{}" + chr(34))}'
        )


def is_page(name: str, text: str) -> bool:
    """Return whether a file is a whole MJML document, not a part that others include."""
    return name.endswith(".mjml") and "<mjml" in text


def _finalize(value: object) -> str:
    """Clean what a template prints, whatever it is; only what we marked as markup ourselves keeps our tokens."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    return text if text.isprintable() else clean_text(text)
