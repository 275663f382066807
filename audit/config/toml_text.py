"""TOML as a person wrote it: its values, where they stand, and its mistakes in Danish.

A room near the bottom. The standard library's reader gives values without
places and words its errors in English; here the places are found again by
looking through the text, and the errors get words a jurist can use.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from audit.errors import Problem
from audit.privacy import holds_cpr, mask, one_line, unsafe, visible
from audit.validation import Locate, Path
from audit.wording.quoting import quoted

DEEPEST = 50

_PLACE = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
_PART = r"""(?:[\w\-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_BARE_DANISH_KEY = re.compile(r"""\s*([\w\-]*[^\W\x00-\x7f][\w\-]*)\s*=""")

_BACKSLASH = "En omvendt skråstreg i en sti skrives to gange (C:\\\\mappe), eller brug almindelig skråstreg (C:/mappe)."
_QUOTE = "Tekst skal have anførselstegn både før og efter."
_MISTAKES = (
    ("Expected '=' after a key", "der mangler et lighedstegn efter nøglen.", "Skriv nøgle = værdi."),
    ("Expected ']", "der mangler en kantet parentes.", "Skriv tabellens navn som [navn]."),
    ("Cannot declare", "tabellen står der to gange.", "Saml det i én tabel."),
    ("Cannot overwrite a value", "nøglen står der to gange.", "Fjern den ene."),
    ("Unescaped '\\'", "teksten har en omvendt skråstreg.", _BACKSLASH),
    ("Invalid hex value", "teksten har en omvendt skråstreg.", _BACKSLASH),
    ("Escaped character", "teksten har en omvendt skråstreg.", _BACKSLASH),
    ("Illegal character '\\n'", "der mangler et anførselstegn.", _QUOTE),
    ("Unterminated string", "der mangler et anførselstegn.", _QUOTE),
    ('Expected "', "der mangler et anførselstegn.", _QUOTE),
    ("Illegal character", "der er et tegn, der ikke kan ses.", "Skriv linjen igen."),
    ("Unclosed array", "listen er ikke lukket.", "Slut den med en kantet parentes: [a, b]."),
    ("Unclosed inline table", "der mangler en krøllet parentes.", "Slut med }."),
    ("Expected newline", "der står noget efter værdien, som ikke hører til.", "Skriv én nøgle = værdi på hver linje."),
    ("Invalid value", "værdien kan ikke læses.", 'Tekst skal stå i anførselstegn: "…".'),
    ("Invalid date", "datoen findes ikke.", ""),
)
"""How the reader's messages begin, what is wrong, and what to do."""

_YAML_HINTS = (
    (re.compile(r"»([^»«]+): …«"), r"»\1 = …«"),
    (re.compile(r"»nøgle: værdi«"), "en tabel"),
    (re.compile(r"Skriv hvert punkt på sin egen linje .*"), 'Skriv ["…", "…"].'),
)
"""``validation`` words its hints for YAML."""


class TomlMistake(ValueError):
    """The text is not TOML; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_toml(text: str, file: str) -> tuple[dict[str, Any], Locate]:
    """The values, all text in NFC, and a function that finds a key's place. Raises TomlMistake."""
    text = unicodedata.normalize("NFC", text)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlMistake(_mistake(str(error), text, file)) from None
    except ValueError:  # Python reads no number of more than 4300 digits
        raise TomlMistake(Problem("filen har et tal med for mange cifre.", "Skriv et mindre tal.", file)) from None
    except RecursionError:
        raise TomlMistake(_too_deep(file)) from None
    if _deeper(values, DEEPEST):
        raise TomlMistake(_too_deep(file))
    return values, _locator(text)


def unfit(values: Mapping[str, Any], locate: Locate, file: str) -> list[Problem]:
    """A problem for each text and key that holds a CPR number or an unsafe character, at the line of its key."""
    problems = []
    waiting: list[tuple[Path, object]] = [((), values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Mapping):
            for key, inner in value.items():
                waiting += [((*path, key), key), ((*path, key), inner)]
        elif isinstance(value, list):
            waiting += [((*path, place), inner) for place, inner in enumerate(value)]
        elif holds_cpr(value):
            problems.append(Problem("teksten ligner et CPR-nummer. Fjern det.", "", file, *locate(path)))
        elif isinstance(value, str) and unsafe(value):
            what = f"teksten har et tegn, der ikke kan ses: {quoted(visible(value))}. Fjern tegnet."
            problems.append(Problem(what, "", file, *locate(path)))
    return problems


def _too_deep(file: str) -> Problem:
    what = "der er for mange parenteser inden i hinanden."
    return Problem(what, "Skriv værdien uden så mange lag.", file)


def _deeper(value: object, levels: int) -> bool:
    """Whether tables and lists stand in one another more than ``levels`` deep."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return levels == 0 or any(_deeper(one, levels - 1) for one in inner)


def in_toml_words(problem: Problem, tables: Mapping[str, str]) -> Problem:
    """A problem of ``validation`` with its hints written as TOML; ``tables`` are the keys that are tables."""
    what, todo = problem.what, problem.todo
    for key, table in tables.items():
        todo = todo.replace(f"»{key}: …«", f"»{table}«")
    for pattern, words in _YAML_HINTS:
        what, todo = pattern.sub(words, what), pattern.sub(words, todo)
    return replace(problem, what=what, todo=todo)


def _mistake(message: str, text: str, file: str) -> Problem:
    lines = text.split("\n")
    place = _PLACE.search(message)
    line, column = len(lines), len(lines[-1]) + 1
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    if danish := _BARE_DANISH_KEY.match(lines[line - 1]):
        key = one_line(mask(danish[1]))
        what = "en nøgle med æ, ø eller å skal stå i anførselstegn."
        return Problem(what, f'Skriv "{key}" = …', file, line, danish.start(1) + 1)
    for start, what, todo in _MISTAKES:
        if message.startswith(start):
            return Problem(what, todo, file, line, column)
    return Problem("linjen kan ikke læses.", "Skriv nøgle = værdi eller [tabel].", file, line, column)


def _locator(text: str) -> Locate:
    """Where tables and keys stand; what stands inside a value is found where its key is."""
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    table: tuple[str, ...] = ()
    in_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not in_text:
            if header := _TABLE.match(line):
                table = _parts(header[1])
                places.setdefault(table, (number, header.start(1) + 1))
            elif key := _KEY.match(line):
                places.setdefault((*table, *_parts(key[1])), (number, key.start(1) + 1))
        in_text ^= (line.count('"""') + line.count("'''")) % 2 == 1

    def locate(path: Path) -> tuple[int, int]:
        for length in range(len(path), 0, -1):
            if (found := places.get(tuple(str(part) for part in path[:length]))) is not None:
                return found
        return 0, 0

    return locate


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
