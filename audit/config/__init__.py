"""The room of audit.toml: what a study is made of, checked when it is read.

``toml_text`` reads the file with the places of its keys, ``model`` is what it
may say, ``start`` the file a new study begins with. Every mistake is named with
its line; paths are relative to the file's folder.
"""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from audit.authorities import kommuner
from audit.config.model import NAME, Config
from audit.config.start import starting_config, study_id_of
from audit.config.toml_text import TomlMistake, in_toml_words, read_toml, unfit
from audit.errors import ConfigError, Problem
from audit.files import read_start
from audit.validation import problems_of

__all__ = ["NAME", "Config", "find_config", "load_config", "starting_config", "study_id_of"]

LARGEST = 1_000_000
"""Bytes of an audit.toml."""

_TABLES = {"study": "[study]", "files": "[files]", "columns": "[frame.columns]"}
"""Required keys that are tables, as they are written."""


def find_config(start: Path) -> Path:
    """The audit.toml in ``start`` or the nearest folder above it; ConfigError when there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    raise ConfigError(
        f"Der er ingen {NAME} i mappen »{start}« eller mapperne over den. "
        "Gå til undersøgelsens mappe, angiv mappen med --config, eller begynd en ny undersøgelse med »audit init«."
    )


def load_config(path: Path) -> Config:
    """Read and check an audit.toml, named by its path or its folder's. Raises ConfigError with every problem in it."""
    path = _file(path.absolute())
    try:
        values, locate = read_toml(_text_of(path), path.name)
    except TomlMistake as mistake:
        raise _wrong(path, [mistake.problem]) from None
    problems = unfit(values, locate, path.name)
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        found = [in_toml_words(one, _TABLES) for one in problems_of(error, locate, model=Config, file=path.name)]
        named = {one.line for one in found}
        problems = [*(one for one in problems if one.line not in named), *found]
    if problems:
        raise _wrong(path, sorted(problems, key=lambda one: one.line))
    config = config.placed(path, locate)
    if config.authorities is None and (problems := config.check_authorities(kommuner())):
        raise _wrong(path, problems)
    return config


def _file(path: Path) -> Path:
    """The file a path leads to: the audit.toml in a folder."""
    try:
        return path / NAME if path.name != NAME and path.is_dir() else path
    except OSError:
        return path  # why it cannot be used is said where it is read


def _wrong(path: Path, problems: Iterable[Problem]) -> ConfigError:
    return ConfigError(f"Der er fejl i »{path}«. Intet er ændret. Ret filen, og prøv igen.", problems)


def _text_of(path: Path) -> str:
    try:
        data = read_start(path, LARGEST + 1)
        if len(data) > LARGEST:
            raise ConfigError(f"»{path}« fylder mere end {LARGEST // 1_000_000} MB. Er det den rigtige fil?")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"»{path}« er ikke gemt som UTF-8. Intet er ændret. Gem den igen som UTF-8.") from None
    except FileNotFoundError:
        raise ConfigError(
            f"Filen »{path}« findes ikke. Angiv en anden med --config, eller begynd en undersøgelse med »audit init«."
        ) from None
    except (OSError, ValueError):
        raise ConfigError(f"»{path}« kan ikke læses. Se efter, om det er en fil, du har adgang til.") from None
