"""Help and usage errors in Danish.

Typer carries its own Click, whose headings, hints and error messages are
English and not translatable from outside. The classes here write the help
pages themselves, and ``usage_message`` words every error Click can raise about
a command line; no English sentence of Click's is passed on.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args

import typer
from typer._click.core import Command, Context, Parameter
from typer._click.exceptions import BadArgumentUsage, BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from audit.cli.registry import HELP
from audit.errors import AuditError

_VALUE_NAMES = {"int": "TAL", "float": "TAL", "Path": "STI", "datetime": "DATO"}
_NOT_OF_TYPE = {"int": "er ikke et helt tal", "float": "er ikke et tal", "datetime": "er ikke et tidspunkt"}


class UsageFailure(AuditError):
    """The command line is not one of ours."""

    exit_code = 2


class DanishFormatter(HelpFormatter):
    """Writes »Brug:« before the usage line."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        super().write_usage(prog, args, prefix or "Brug: ")


class DanishContext(typer.Context):
    """A context whose help is Danish."""

    formatter_class = DanishFormatter


class _Danish(Command):
    """What commands and groups have in common."""

    context_class = DanishContext

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
            option.opts.sort(key=len)  # Click gives them in the order of a set
        return option

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        return ["[VALG]", *(_usage(param) for param in self.params if isinstance(param, TyperArgument))]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        params = [param for param in self.get_params(ctx) if not getattr(param, "hidden", False)]
        arguments = [_help_row(param) for param in params if isinstance(param, TyperArgument)]
        options = [_help_row(param) for param in params if isinstance(param, TyperOption)]
        for heading, rows in (("Argumenter", arguments), ("Valg", options)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        if rest and not allowed:
            raise UsageError(f"Der er for meget på linjen: {_quoted(rest)}.", ctx)
        return rest


class DanishCommand(_Danish, TyperCommand):
    """A command whose help and errors are Danish."""


class DanishGroup(_Danish, TyperGroup):
    """A group of commands whose help and errors are Danish."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The usage line's words after the program."""
        return ["[VALG]", "KOMMANDO …"]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The commands first: they are what one looks for."""
        self.format_commands(ctx, formatter)
        _Danish.format_options(self, ctx, formatter)

    def unknown(self, ctx: Context, word: str, known: Iterable[str]) -> UsageError:
        """The refusal of a command that does not exist, naming the nearest that does."""
        return UsageError(f"Der er ingen kommando, der hedder »{word}«{_nearest(word, known)}", ctx)


def usage_message(error: UsageError) -> str:
    """What is wrong with the command line, in one Danish sentence or two."""
    if isinstance(error, NoSuchOption):
        return _no_such_option(error)
    if isinstance(error, BadOptionUsage):
        wants_value = "requires" in error.message
        return f"Valget »{error.option_name}« " + ("mangler sin værdi." if wants_value else "tager ingen værdi.")
    if isinstance(error, BadArgumentUsage):
        return "Der er givet for få værdier."
    if isinstance(error, MissingParameter):
        if isinstance(error.param, TyperOption):
            return f"Valget »{max(error.param.opts, key=len)} {_value_name(error.param)}« mangler."
        return f"Der mangler {_value_name(error.param)} på linjen." if error.param else "Der mangler noget på linjen."
    if isinstance(error, typer.BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    return error.message


def _no_such_option(error: NoSuchOption) -> str:
    name = error.option_name
    root = error.ctx.find_root() if error.ctx else None
    if root and root is not error.ctx:
        before = {opt for param in root.command.params for opt in param.opts}
        if name in before:
            return f"»{name}« skal stå lige efter »{root.info_name}«: {root.info_name} {name} … {_below(error.ctx)}."
    return f"Der er intet valg, der hedder »{name}«{_nearest(name, error.possibilities or ())}"


def _below(ctx: Context | None) -> str:
    """The command's words after the program."""
    return ctx.command_path.partition(" ")[2] if ctx else ""


def _bad_value(error: typer.BadParameter, param: Parameter) -> str:
    """The value is taken from pydantic's error; a message of our own has no such cause."""
    name = max(param.opts, key=len) if isinstance(param, TyperOption) else _value_name(param)
    errors = getattr(error.__cause__, "errors", None)
    if errors is None:
        return f"{name}: {error.message}"
    value = str(errors()[0]["input"])
    if isinstance(param, TyperArgument | TyperOption) and param.type_descriptor.choices:
        choices = [_plain(choice) for choice in param.type_descriptor.choices]
        return f"{name}: »{value}« er ikke en mulighed{_nearest(value, choices)} Mulighederne er {_quoted(choices)}."
    if errors()[0]["type"].startswith(("greater", "less")):
        return f"{name}: »{value}« er uden for grænserne."
    return f"{name}: »{value}« {_NOT_OF_TYPE.get(_type_name(param), 'kan ikke bruges')}."


def _usage(argument: TyperArgument) -> str:
    name = _value_name(argument) + (" …" if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"


def _help_row(param: TyperArgument | TyperOption) -> tuple[str, str]:
    if isinstance(param, TyperArgument):
        name = _value_name(param)
    else:
        name = ", ".join(sorted((*param.opts, *param.secondary_opts), key=len))
        name += "" if param.is_flag or param.count else f" {_value_name(param)}"
    notes = []
    if param.show_envvar and isinstance(param.envvar, str):
        notes.append(f"eller miljøvariablen {param.envvar}")
    if param.show_default and param.default not in (None, False, True) and not callable(param.default):
        notes.append(f"ellers {_plain(param.default)}")
    if param.required and isinstance(param, TyperOption):
        notes.append("skal gives")
    text = param.help or ""
    return name, f"{text} ({'; '.join(notes)})" if notes else text


def _value_name(param: Parameter | None) -> str:
    if param is None or param.metavar:
        return (param.metavar if param else None) or ""
    if isinstance(param, TyperArgument | TyperOption) and param.type_descriptor.choices:
        return "|".join(_plain(choice) for choice in param.type_descriptor.choices)
    return _VALUE_NAMES.get(_type_name(param), "TEKST")


def _type_name(param: Parameter) -> str:
    """The name of the type of the value, or of each of the values."""
    annotation: Any = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    return getattr(next(iter(get_args(annotation)), annotation), "__name__", "")


def _plain(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"»{word}«" for word in words)


def _nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence: the nearest known word, found also by its last part (»draw«), or a full stop."""
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6) or [
        name for name in names if get_close_matches(word, name.split()[-1:], cutoff=0.75)
    ]
    return f" – mente du »{near[0]}«?" if near else "."
