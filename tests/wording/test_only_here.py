"""``wording`` is the only place that makes the Danish form of a number, a percent, a share, a date or a list."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.tools.workspace import ROOT

OUR_WORDS = {"whole", "counted", "decimal_words", "percent_words", "out_of"}
"""Functions of ``wording`` that a sentence may put a number together with."""

YAML = "the author writes and reads ISO dates in the rubric"
STORED = "as it is stored or hashed"
READ = "reads what somebody wrote, and shows it to nobody"
CELL = "a cell as the text that a CSV file would have, to be read"
ALLOWED = {
    ("audit/revision/rest.py", "iso"): YAML,
    ("audit/rubric/", "swap"): READ,
    ("audit/rubric/", "iso"): STORED,
    ("audit/sampling/purposive.py", "iso"): STORED,
    ("audit/sheets/number_formats.py", "swap"): CELL,
    ("audit/sheets/number_formats.py", "number"): CELL,
    ("audit/sheets/number_formats.py", "percent"): CELL,
    ("audit/sheets/excel_cells.py", "iso"): CELL,
    ("audit/store/", "iso"): STORED,
    ("audit/store/sqlite.py", "date"): "part of a backup's file name",
    ("audit/workshop/", "iso"): YAML,
    ("audit/workshop/mutation/conditions.py", "list"): "conditions put together as the author's »all« does",
    ("audit/report/document.py", "number"): "a length in SVG",
}
"""What is not for people to read, by file or room and kind, with the reason."""


def hand_made(source: str) -> Iterator[tuple[str, int]]:
    """The kind and line of every format that Python code makes by hand."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield from ((kind, node.lineno) for kind in _in_sentence(node.values))
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            spec = "".join(str(part.value) for part in ast.walk(node.format_spec) if isinstance(part, ast.Constant))
            if re.search(r"%[A-Za-z]", spec):
                yield "date", node.lineno
            elif re.search(r"[,_]|[fge%]$", spec):
                yield "number", node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from ((kind, node.lineno) for kind in _of_call(node.func, node.args))


def _of_call(function: ast.Attribute, given: list[ast.expr]) -> Iterator[str]:
    constants = {one.value for one in given if isinstance(one, ast.Constant)}
    if function.attr == "replace" and constants == {".", ","}:
        yield "swap"
    elif function.attr == "strftime":
        yield "date"
    elif function.attr == "isoformat":
        yield "iso"
    elif function.attr == "join" and getattr(function.value, "value", "") in (" og ", " eller "):
        yield "list"


def _in_sentence(parts: list[ast.expr]) -> Iterator[str]:
    """The kinds of what stands in an f-string: a value, and the words that come after it."""
    for number, part in enumerate(parts):
        if not isinstance(part, ast.FormattedValue):
            continue
        following = parts[number + 1] if number + 1 < len(parts) else None
        words = str(following.value) if isinstance(following, ast.Constant) else ""
        after = parts[number + 2] if number + 2 < len(parts) else None
        if _is_call(part.value, {"len", "sum"}) and re.match(r"[ .,)]|$", words):
            yield "count"
        if re.match(r"[ \N{NO-BREAK SPACE}]?%", words):
            yield "percent"
        if words.startswith(" ud af ") and not _is_call(part.value, OUR_WORDS):
            yield "share"
        is_part = isinstance(part.value, ast.Attribute) and part.value.attr in ("day", "month", "year")
        if is_part and re.match(r"[./-]", words):
            yield "date"
        if _is_join(part.value) and re.match(r" (og|eller) ", words):
            yield "list"
        if words == " " and isinstance(after, ast.FormattedValue) and _is_plural(after.value):
            yield "count"


def _is_call(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _is_join(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"


def _is_plural(node: ast.expr) -> bool:
    """A choice of word by whether there is one."""
    return (
        isinstance(node, ast.IfExp)
        and isinstance(node.test, ast.Compare)
        and any(isinstance(one, ast.Constant) and one.value == 1 for one in node.test.comparators)
    )


def hand_made_in_template(text: str) -> Iterator[tuple[str, int]]:
    """The same for a template: a number that went through no filter of ``wording``, or a plural made on the spot."""
    kinds = {
        "count": r"\|\s*length\s*}}|}} {%-? if [^%]* == 1 %}",
        "percent": r"}}(?: |\N{NO-BREAK SPACE}|&nbsp;|&#160;)?%",
        "share": r"{{(?:(?!}}|\bwhole\b|\bcounted\b).)*}} ud af ",
        "swap": r"\|\s*replace\(",
        "number": r"\|\s*(?:format|round)\b",
        "date": r"strftime|isoformat|\.(?:day|month|year)\b",
    }
    for line, words in enumerate(text.splitlines(), 1):
        yield from ((kind, line) for kind, pattern in kinds.items() if re.search(pattern, words))


def _found() -> set[tuple[str, str, int]]:
    found = set()
    for path in sorted((ROOT / "audit").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("audit/wording/"):
            found |= {(name, kind, line) for kind, line in hand_made(path.read_text("utf-8"))}
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        name = path.relative_to(ROOT).as_posix()
        found |= {(name, kind, line) for kind, line in hand_made_in_template(path.read_text("utf-8"))}
    return found


def _allowed(name: str, kind: str) -> set[tuple[str, str]]:
    return {(where, what) for where, what in ALLOWED if name.startswith(where) and kind == what}


def test_nobody_else_makes_a_format() -> None:
    assert not [f"{name}:{line} {kind}" for name, kind, line in sorted(_found()) if not _allowed(name, kind)]


def test_every_exception_is_needed() -> None:
    assert set(ALLOWED) == {one for name, kind, _ in _found() for one in _allowed(name, kind)}


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        ('f"{number:,} sager"', "number"),
        ('f"{share:.1f}"', "number"),
        ('f"{share:.0%}"', "number"),
        ('text.replace(",", ".")', "swap"),
        ('text.replace(".", ",")', "swap"),
        ('f"{percent} %"', "percent"),
        ('f"{percent}\\N{NO-BREAK SPACE}%"', "percent"),
        ('f"{percent}%"', "percent"),
        ('day.strftime("%d-%m-%Y")', "date"),
        ('f"{day:%d-%m-%Y}"', "date"),
        ('f"{day.day}.{day.month}.{day.year}"', "date"),
        ('print(f"{day.isoformat()}")', "iso"),
        ('f"{share.count} ud af {share.among}"', "share"),
        ("f\"{', '.join(names[:-1])} og {names[-1]}\"", "list"),
        ('" og ".join(names)', "list"),
        ("f\"{number} {'sag' if number == 1 else 'sager'}\"", "count"),
        ('f"{len(cases)} sager"', "count"),
    ],
)
def test_a_planted_format_is_found(planted: str, kind: str) -> None:
    assert kind in {found for found, _ in hand_made(planted)}


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        ("{{ number }} ud af {{ all | counted }}", "share"),
        ("{{ share.percent }} %", "percent"),
        ("{{ log.count | whole }} {% if log.count == 1 %}ændring{% else %}ændringer{% endif %}", "count"),
        ("{{ cases | length }} sager", "count"),
        ('{{ number | replace(".", ",") }}', "swap"),
        ("{{ produced.day }}", "date"),
    ],
)
def test_a_planted_format_in_a_template_is_found(planted: str, kind: str) -> None:
    assert kind in {found for found, _ in hand_made_in_template(planted)}


@pytest.mark.parametrize("right", ['f"{whole(count)} ud af {whole(among)}"', "f\"{counted(number, 'sag', 'sager')}\""])
def test_what_wording_makes_is_left_alone(right: str) -> None:
    assert not list(hand_made(right))
