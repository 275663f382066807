"""Help and usage errors in Danish.

Typer carries its own Click, whose headings, hints and error messages are
English and not translatable from outside. The classes here write the help
pages themselves, and ``usage_message`` words every error Click can raise about
a command line; no English sentence of Click's is passed on. That Click is
private to Typer: its errors are told apart by the names of their classes, and
its contexts and formatters, which have no public name, are ``Any``.
"""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from audit.cli.registry import HELP
from audit.errors import AuditError

Context: TypeAlias = Any
Parameter = TyperArgument | TyperOption

if TYPE_CHECKING:
    _Base = TyperCommand  # what a group has of it too
else:
    _Base = object

_VALUE_NAMES = {"int": "TAL", "float": "TAL", "Path": "STI", "datetime": "DATO"}
_NOT_OF_TYPE = {"int": "er ikke et helt tal", "float": "er ikke et tal", "datetime": "er ikke et tidspunkt"}


class UsageFailure(AuditError):
    """The command line is not one of ours: what is wrong with it, and where help is."""

    exit_code = 2
    code = "usage"
    meaning = "Kommandolinjen kan ikke læses: en kommando, et valg eller en værdi er forkert."

    def __init__(self, what: str, ctx: Context | None) -> None:
        """``ctx``: the command that was being read, if it came so far."""
        super().__init__(what, hints=[ctx.get_usage(), f"Hjælp: {ctx.command_path} --help"] if ctx else [])


class _Danish(_Base):
    """What commands and groups have in common."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
            option.opts.sort(key=len)  # Click gives them in the order of a set
        return option

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        return ["[VALG]", *(_usage(param) for param in self.params if isinstance(param, TyperArgument))]

    def format_usage(self, ctx: Context, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Brug: ")

    def format_options(self, ctx: Context, formatter: Any) -> None:
        params = [param for param in self.get_params(ctx) if not getattr(param, "hidden", False)]
        arguments = [_help_row(param) for param in params if isinstance(param, TyperArgument)]
        options = [_help_row(param) for param in params if isinstance(param, TyperOption)]
        for heading, rows in (("Argumenter", arguments), ("Valg", options)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[Any]:
        """The names of options, without their help: Typer would load all of rich to show it."""
        found = super().shell_complete(ctx, incomplete)
        for one in found:
            one.help = None
        return found

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise UsageFailure(usage_message(error, ctx), ctx) from error
        if rest and not (allowed or ctx.resilient_parsing):
            raise UsageFailure(f"Der er for meget på linjen: {_quoted(rest)}.", ctx)
        return rest


class DanishCommand(_Danish, TyperCommand):
    """A command whose help and errors are Danish.

    ``examples`` are lines of use, shown last in its help. ``reads`` is whether it only reads.
    """

    examples: tuple[str, ...] = ()
    reads = False

    def invoke(self, ctx: Context) -> Any:
        """Run the command; of one that only reads no failure says that nothing is changed."""
        try:
            return super().invoke(ctx)
        except AuditError as failure:
            if self.reads:
                failure.of_reading()
            raise

    def format_epilog(self, ctx: Context, formatter: Any) -> None:
        """The examples, each on a line of its own however long: a broken one cannot be copied."""
        if self.examples:
            with formatter.section("Eksempler"):
                formatter.write("".join(f"  {line}\n" for line in self.examples))


class DanishGroup(_Danish, TyperGroup):
    """A group of commands whose help and errors are Danish."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The usage line's words after the program."""
        return ["[VALG]", "KOMMANDO …"]

    def format_options(self, ctx: Context, formatter: Any) -> None:
        """The commands first: they are what one looks for."""
        self.format_commands(ctx, formatter)
        _Danish.format_options(self, ctx, formatter)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Without any words, the help page."""
        if not args and not ctx.resilient_parsing:
            sys.stdout.write(f"{ctx.get_help()}\n")
            raise typer.Exit
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[Any]:
        """The words of commands, without importing any; after a hyphen the names of options."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        words = TyperGroup(commands={word: TyperCommand(word) for word in self.list_commands(ctx)})
        return words.shell_complete(typer.Context(words), incomplete)

    def unknown(self, ctx: Context, word: str, known: Iterable[str]) -> UsageFailure:
        """The refusal of a command that does not exist, naming the nearest that does."""
        return UsageFailure(f"Der er ingen kommando, der hedder »{word}«{_nearest(word, known)}", ctx)


def usage_message(error: typer.TyperException, ctx: Context) -> str:
    """What is wrong with the command line, in one Danish sentence or two."""
    found: Any = error
    match type(error).__name__:
        case "NoSuchOption":
            return _no_such_option(found, ctx)
        case "BadOptionUsage":
            flags = [name for param in ctx.command.params if getattr(param, "is_flag", False) for name in param.opts]
            wrong = "kan ikke have en værdi" if found.option_name in flags else "mangler en værdi"
            return f"Valget »{found.option_name}« {wrong}."
        case "BadArgumentUsage":
            return "Der er givet for få værdier."
        case "MissingParameter":
            return _missing(found.param)
        case "BadParameter" if found.param is not None:
            return _bad_value(error, found.param)
        case "UsageError":  # all others of that class are raised here, in Danish
            return "Der mangler en kommando på linjen."
    return "Kommandolinjen kan ikke læses."


def _missing(param: Parameter | None) -> str:
    if isinstance(param, TyperOption):
        return f"Valget »{max(param.opts, key=len)} {_value_name(param)}« mangler."
    return f"Der mangler {_value_name(param)} på linjen." if param else "Der mangler noget på linjen."


def _no_such_option(error: Any, ctx: Context) -> str:
    name = error.option_name
    root = ctx.find_root()
    if root is not ctx:
        before = {opt for param in root.command.params for opt in param.opts}
        if name in before:
            program, _, command = ctx.command_path.partition(" ")
            return f"»{name}« skal stå lige efter »{program}«: {program} {name} … {command}."
    return f"Der er intet valg, der hedder »{name}«{_nearest(name, error.possibilities or ())}"


def _bad_value(error: typer.TyperException, param: Parameter) -> str:
    """The value is taken from pydantic's error; a message of our own has no such cause."""
    name = max(param.opts, key=len) if isinstance(param, TyperOption) else _value_name(param)
    errors = getattr(error.__cause__, "errors", None)
    if errors is None:
        return f"{name}: {error.message}"
    value = str(errors()[0]["input"])
    if param.type_descriptor.choices:
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
    if param.show_default and param.default not in (None, False, True, "") and not callable(param.default):
        notes.append(f"ellers {_plain(param.default)}")
    if param.required and isinstance(param, TyperOption):
        notes.append("skal gives")
    text = param.help or ""
    return name, f"{text} ({'; '.join(notes)})" if notes else text


def _value_name(param: Parameter) -> str:
    if param.metavar:
        return param.metavar
    if param.type_descriptor.choices:
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
