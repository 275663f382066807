"""The Typer app: the registry's commands, loaded when they are asked for."""

import re
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Annotated, Any

import typer

from audit import __version__
from audit.cli.completion import Shell, show_script
from audit.cli.danish import Context, DanishCommand, DanishGroup, UsageFailure, usage_message
from audit.cli.front import page, terminal_width
from audit.cli.registry import COMMANDS, COMPLETION, CONFIG, GROUPS, ONLY_READ, VERSION, CommandEntry
from audit.commands import GlobalOptions
from audit.errors import AuditError
from audit.privacy import holds_cpr

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
"""The hash of a log, a file or a rubric, which may hold digits that look like a CPR number."""


def _keep_config(ctx: typer.Context, value: Path | None) -> None:
    """Keep where the study is, where the commands find it; after the command it counts before what stood earlier."""
    root = ctx.find_root()
    if value is not None or root.obj is None:
        root.obj = ctx.obj = GlobalOptions(value)


ConfigPath = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="STI", help=CONFIG, callback=_keep_config, expose_value=False),
]


class Front(DanishGroup):
    """The whole registry."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The first words."""
        return list(dict.fromkeys(entry.name.split()[0] for entry in COMMANDS))

    def get_command(self, ctx: Context, cmd_name: str) -> DanishCommand | DanishGroup:
        """The command or group of that name; only a command is imported."""
        if cmd_name in GROUPS:
            return Pair(name=cmd_name, help=GROUPS[cmd_name], rich_markup_mode=None)
        for entry in COMMANDS:
            if entry.name == cmd_name:
                return load(entry)
        raise self.unknown(ctx, cmd_name, [*(entry.name for entry in COMMANDS), *GROUPS])

    def get_help(self, ctx: Context) -> str:
        """The front page."""
        return page().rstrip()


class Pair(DanishGroup):
    """The commands that share a first word."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The second words."""
        return [entry.name.split()[1] for entry in self._entries]

    def get_command(self, ctx: Context, cmd_name: str) -> DanishCommand:
        """The command of that second word."""
        for entry in self._entries:
            if entry.name.split()[1] == cmd_name:
                return load(entry)
        raise self.unknown(ctx, cmd_name, self.list_commands(ctx))

    def format_commands(self, ctx: Context, formatter: Any) -> None:
        """The commands, without importing them."""
        with formatter.section("Kommandoer"):
            formatter.write_dl([(entry.name.split()[1], entry.help) for entry in self._entries])

    @property
    def _entries(self) -> list[CommandEntry]:
        return [entry for entry in COMMANDS if entry.name.startswith(f"{self.name} ")]


def load(entry: CommandEntry) -> DanishCommand:
    """The entry's command, made of its function and the registry's line.

    One that is about a study also takes ``--config``.
    """
    module = import_module(entry.module)
    function = getattr(module, entry.function)
    longer = getattr(module, "HELP", {}).get(entry.function, "")
    one = typer.Typer(add_completion=False, rich_markup_mode=None)
    one.command(
        entry.name.split()[-1],
        cls=DanishCommand,
        help=f"{entry.help}.\n\n{longer}".strip(),
    )(function)
    command = typer.main.get_command(one)
    assert isinstance(command, DanishCommand), "an app of one command is that command"
    command.reads = entry.name in ONLY_READ
    command.examples = getattr(module, "EXAMPLES", {}).get(entry.function, ())
    if "ctx" in signature(function).parameters:
        command.params += _config_option()
    return command


def _config_option() -> list[Any]:
    """``--config`` as an option of a command."""
    one = typer.Typer(add_completion=False, rich_markup_mode=None)
    one.command()(_options_of_a_command)
    return list(typer.main.get_command(one).params)


def _options_of_a_command(config: ConfigPath = None) -> None:
    """No command of its own: what it takes, every command about a study takes."""


def _show_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        sys.stdout.write(f"audit {__version__}\n")
        raise typer.Exit


def _global_options(
    config: ConfigPath = None,
    completion: Annotated[
        Shell | None,
        typer.Option("--show-completion", metavar="SKAL", callback=show_script, is_eager=True, help=COMPLETION),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help=VERSION)] = False,
) -> None:
    """What can be given before the command; the options' own callbacks do what they say."""


def front() -> Front:
    """The whole command line as one Typer command."""
    settings = {"help_option_names": ["--help", "-h"], "terminal_width": terminal_width()}
    app = typer.Typer(cls=Front, add_completion=False, rich_markup_mode=None, context_settings=settings)
    app.callback()(_global_options)
    command = typer.main.get_command(app)
    assert isinstance(command, Front), "an app with a callback is a group"
    return command


def run(arguments: list[str]) -> int:
    """Run one command; the answer is its exit code. Raises UsageFailure for a wrong command line.

    No argument may hold a CPR number: it would be stored, become a file's name or be printed.
    """
    if any(holds_cpr(_DIGEST.sub("", argument)) for argument in arguments):
        raise UsageFailure(
            "Der står et CPR-nummer på linjen, så kommandoen er ikke udført. Skriv linjen uden det.", None
        )
    command = front()
    try:
        with command.make_context("audit", arguments) as ctx:
            _invoke(command, ctx)
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        where = getattr(error, "ctx", None)
        raise UsageFailure(usage_message(error, where), where) from error
    return 0


def _invoke(command: Front, ctx: Context) -> None:
    """Run the command; what nobody foresaw is blamed on the study's database where that is not sound."""
    try:
        command.invoke(ctx)
    except (AuditError, OSError, typer.Exit, typer.Abort, typer.TyperException):
        raise
    except Exception:
        from audit.study.blame import of_the_database

        if ctx.obj and (found := of_the_database(ctx.obj.config)):
            raise found from None
        raise
