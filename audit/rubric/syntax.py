"""Explains YAML syntax errors in Danish, from the PyYAML error and the text where it stopped.

The kind of error and the text where it stopped tell which mistake it is;
PyYAML's own English is neither read nor passed on. Where the cause is plain and can be
undone without moving anything else, the diagnosis carries the text as it was
meant, so that reading can go on to the next mistake.
"""

import re
from dataclasses import dataclass

from yaml import MarkedYAMLError, YAMLError
from yaml.events import ScalarEvent
from yaml.scanner import ScannerError

from audit.errors import Problem
from audit.validation import MOST_PROBLEMS
from audit.wording.quoting import quoted

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+$")
"""A line as libyaml counts them."""
_HIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow in a file (YAML 1.1, 5.1), and a byte order mark inside it."""
_ODD = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000"
_ODD_INDENT = re.compile(rf"[ -]*[{_ODD}][ {_ODD}]*")
_ODD_COLON = re.compile(rf":[{_ODD}]")
_TAB_INDENT = re.compile(r" *(?:- +)*\t")
_KEY = re.compile(r"\s*(?:- +)*[^\s\"'#:{\[][^:#]*:(?:\s|$)")
_NO_SPACE = re.compile(r"\s*(?:- +)*([\w-]+):[^\s/]")

_CLOSED = re.compile(r"""'(?:[^']|'')*'(?!')|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
"""A whole text in quotes."""

_QUOTE = "Sæt anførselstegn om teksten."


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong at a place (from 1), and the whole text put right, when that is possible."""

    what: str
    todo: str
    line: int
    column: int
    repaired: str | None = None

    def problem(self, file: str) -> Problem:
        """The diagnosis as a problem of ``file``."""
        return Problem(self.what, self.todo, file, self.line, self.column)


def whole_lines(text: str) -> list[str]:
    """The lines of a text with their ends, counted as the parser counts them."""
    return _LINE.findall(text)


def without_hidden(text: str) -> tuple[str, list[Diagnosis]]:
    """The text with a dot for every character YAML does not allow, and where the first of those stood."""
    if not _HIDDEN.search(text):
        return text, []
    found = []
    for number, line in enumerate(whole_lines(text), 1):
        for match in _HIDDEN.finditer(line):
            what = f"her står et skjult tegn (U+{ord(match[0]):04X}), som ikke hører hjemme i en tekst."
            found.append(Diagnosis(what, "Slet det.", number, match.start() + 1))
            if len(found) == MOST_PROBLEMS:
                return _HIDDEN.sub("·", text), found
    return _HIDDEN.sub("·", text), found


def odd_indentation(text: str, line: int) -> Diagnosis | None:
    """Hard or invisible spaces at the beginning of a line (from 1), which YAML does not count as indentation."""
    lines = whole_lines(text)
    if not 1 <= line <= len(lines) or not (found := _ODD_INDENT.match(lines[line - 1])):
        return None
    what = "linjen er rykket ind med hårde eller usynlige mellemrum."
    plain = re.sub(f"[{_ODD}]", " ", found[0])
    lines[line - 1] = plain + lines[line - 1][found.end() :]
    return Diagnosis(what, "Erstat dem med almindelige mellemrum.", line, 1, "".join(lines))


class _Spot:
    """Where the parser gave up: ``line`` from 1, ``column`` from 0, and where what it was reading began.

    ``alone``: the error has no context mark, so the parser was not inside anything.
    """

    def __init__(self, error: YAMLError, text: str, last: ScalarEvent | None) -> None:
        marked = error if isinstance(error, MarkedYAMLError) else MarkedYAMLError()
        self.lines = whole_lines(text) or [""]
        at = marked.problem_mark or marked.context_mark
        began = marked.context_mark or at
        self.line = min(at.line + 1, len(self.lines)) if at else 1
        past_the_end = at is not None and at.line >= len(self.lines)
        self.column = len(self.text.rstrip("\r\n")) if past_the_end or at is None else at.column
        self.at = (at.line + 1, at.column) if at else (self.line, self.column)
        self.began = (began.line + 1, began.column) if began else self.at
        self.alone = marked.context_mark is None
        self.last = last

    @property
    def text(self) -> str:
        """The line the parser stopped at, with its line end."""
        return self.lines[self.line - 1]

    @property
    def char(self) -> str:
        """The character the parser stopped at; "" at the end of the line."""
        return self.text[self.column : self.column + 1].strip("\r\n")

    @property
    def opening(self) -> str:
        """The first character of what it was reading; "" past the end."""
        line, column = self.began
        return "".join(self.lines[line - 1 : line])[column : column + 1]

    @property
    def passed(self) -> str:
        """The text from where what it was reading began to where it gave up."""
        (first, start), (last, end) = self.began, self.at
        return ("".join(self.lines[first - 1 : last - 1]) + "".join(self.lines[last - 1 : last])[:end])[start:]

    @property
    def at_end(self) -> bool:
        """Whether the parser came to the end of the file."""
        line, column = self.at
        return not "".join(self.lines[line - 1 :])[column:]

    def says(self, what: str, todo: str, *, column: int | None = None, fixed: str | None = None) -> Diagnosis:
        """A diagnosis of this line; ``fixed`` is the line as it was meant, of the same length."""
        return self.says_of(self.line, self.column + 1 if column is None else column, what, todo, fixed=fixed)

    def says_of(self, line: int, column: int, what: str, todo: str, *, fixed: str | None = None) -> Diagnosis:
        """A diagnosis of another line (from 1)."""
        repaired = None
        if fixed is not None and fixed != self.lines[line - 1]:
            repaired = "".join([*self.lines[: line - 1], fixed, *self.lines[line:]])
        return Diagnosis(what, todo, line, column, repaired)

    def with_char(self, char: str) -> str:
        """The line with another character where the parser stopped."""
        return self.text[: self.column] + char + self.text[self.column + 1 :]


def diagnose(error: YAMLError, text: str, last: ScalarEvent | None) -> Diagnosis:
    """What a parser's error means. ``last`` is the value it had read just before, if any."""
    spot = _Spot(error, text, last)
    if spot.char == "\t" or _TAB_INDENT.match(spot.text):
        return _tabs(spot)
    for line in (spot.line, spot.line - 1):
        if odd := odd_indentation(text, line):
            return odd
    if isinstance(error, ScannerError):
        return _of_characters(spot)
    return _of_order(spot) if isinstance(error, MarkedYAMLError) else _unknown(spot)


def _of_characters(spot: _Spot) -> Diagnosis:
    """The diagnosis of a scanner error: characters that form no YAML token."""
    if spot.alone:
        return {":": _colon, "-": _list_on_line, "?": _question_mark}.get(spot.char, _unknown)(spot)
    if spot.began == spot.at:
        return _bad_start(spot)
    within = {"'": _quoted_text, '"': _quoted_text, "|": _block, ">": _block, "%": _directive}
    if explain := within.get(spot.opening):
        return explain(spot)
    if spot.at[0] > spot.began[0]:  # a key must have its colon on its own line
        return _no_colon(spot)
    return _mark(spot) if spot.opening in ("*", "&", "!") else _unknown(spot)


def _of_order(spot: _Spot) -> Diagnosis:
    """The diagnosis of a parser error: YAML tokens in an order that is not allowed."""
    if spot.alone:
        return _directive(spot) if spot.char == "%" else _after_end(spot)
    if spot.char == spot.opening == "!":
        return _mark(spot)
    first_on_line = not spot.text[: spot.column].strip(" -")
    if (spot.began == spot.at and not (spot.char == ":" and first_on_line)) or spot.opening in ("&", "!"):
        return _nothing(spot)
    return _bracket(spot) if spot.opening in ("{", "[") else _unexpected(spot)


def _unknown(spot: _Spot) -> Diagnosis:
    todo = "Se på indrykning, kolon og anførselstegn i denne og forrige linje."
    return spot.says("filen kan ikke læses her.", todo)


def _tabs(spot: _Spot) -> Diagnosis:
    lines = [number for number, line in enumerate(spot.lines, 1) if _TAB_INDENT.match(line)]
    others = [str(number) for number in lines if number != spot.line][:10]
    also = f" Det gælder også linje {', '.join(others)}." if others else ""
    return spot.says("her står en tabulator i stedet for mellemrum.", f"Ryk ind med mellemrum.{also}")


def _colon(spot: _Spot) -> Diagnosis:
    before = spot.text[: spot.column]
    previous = spot.lines[spot.line - 2] if spot.line > 1 else ""
    if _KEY.match(before):
        return _colon_in_text(spot)
    if (close := _NO_SPACE.match(previous)) and not _KEY.match(previous):
        return _no_space(spot, spot.line - 1, close)
    what = "linjen er rykket for langt ind, eller den fortsætter en tekst og har kolon i sig."
    return spot.says(what, "Ret indrykningen, eller sæt anførselstegn om hele teksten.", column=_indent(spot.text))


def _colon_in_text(spot: _Spot) -> Diagnosis:
    what = "teksten har et kolon med mellemrum efter, og det læses som en ny nøgle."
    return spot.says(what, _QUOTE, fixed=spot.with_char("："))


def _no_space(spot: _Spot, line: int, close: re.Match[str]) -> Diagnosis:
    text = spot.lines[line - 1]
    fixed = text[: close.end(1)] + ": " + text[close.end(1) + 1 :]
    what = f"der mangler et mellemrum efter kolon i {quoted(text.strip())}."
    return spot.says_of(line, close.end(1) + 1, what, f"Skriv »{close[1]}: …«.", fixed=fixed)


def _no_colon(spot: _Spot) -> Diagnosis:
    line, column = spot.began
    text = spot.lines[line - 1] if line <= len(spot.lines) else ""
    if close := _NO_SPACE.match(text):
        return _no_space(spot, line, close)
    what = f"der mangler et kolon i {quoted(text.strip())}."
    return spot.says_of(line, column + 1, what, "Skriv »nøgle: værdi«, eller sæt »- « foran et punkt i en liste.")


def _unexpected(spot: _Spot) -> Diagnosis:
    """The diagnosis where a key or the end of a block should be: text after a quote, or wrong indentation."""
    before = spot.text[: spot.column].strip(" -")
    if not before and spot.char == ":":
        return spot.says("der mangler en nøgle foran kolon.", "Skriv »nøgle: værdi«.")
    if not before:
        what = "linjen er rykket forkert ind, eller der mangler »- « foran."
        return spot.says(what, "Linjer, der hører sammen, skal begynde under hinanden.")
    if spot.last is not None and spot.last.start_mark and spot.last.start_mark.line + 1 < spot.line:
        return _open_quote(spot, spot.last.start_mark.line + 1, spot.last.start_mark.column)
    if spot.last is not None and spot.last.style in ("'", '"'):
        mark = str(spot.last.style)
        what = "der står mere tekst efter det afsluttende anførselstegn."
        todo = "Sæt anførselstegn om hele teksten, og brug »« inden i den."
        return spot.says(what, todo, fixed=spot.text.replace(mark, "”" if mark == '"' else "’"))
    return spot.says("her står noget, der ikke passer sammen med resten af linjen.", _QUOTE)


def _open_quote(spot: _Spot, line: int, column: int) -> Diagnosis:
    what = "anførselstegnet, der begynder her, bliver ikke lukket på linjen."
    return spot.says_of(line, column + 1, what, "Sæt anførselstegn både før og efter teksten.")


def _quoted_text(spot: _Spot) -> Diagnosis:
    if _CLOSED.match(spot.passed):
        return _no_colon(spot)
    if spot.at_end or (spot.column == 0 and spot.text.startswith(("---", "..."))):
        return _open_quote(spot, *spot.began)
    return _escape(spot)


def _bracket(spot: _Spot) -> Diagnosis:
    line, column = spot.began
    if spot.char == ":" and spot.line == line:
        return _colon_in_text(spot)
    opens, closes = ("{", "}") if spot.opening == "{" else ("[", "]")
    if spot.line == line and spot.char:
        return spot.says(
            f"her mangler et komma eller »{closes}«.", f"Skriv {opens}a, b{closes}." if opens == "[" else ""
        )
    return spot.says_of(
        line, column + 1, f"»{opens}« bliver ikke lukket med »{closes}«.", f"Sæt »{closes}« efter det sidste."
    )


def _bad_start(spot: _Spot) -> Diagnosis:
    what = f"en tekst kan ikke begynde med {quoted(spot.char)}."
    return spot.says(what, _QUOTE, fixed=spot.with_char("·"))


def _list_on_line(spot: _Spot) -> Diagnosis:
    return spot.says("en liste med »- « skal begynde på sin egen linje.", "Flyt den ned, eller skriv [a, b].")


def _escape(spot: _Spot) -> Diagnosis:
    place = spot.text.rfind("\\", 0, spot.column + 1)
    fixed = spot.text[:place] + "/" + spot.text[place + 1 :] if place >= 0 else None
    what = "en omvendt skråstreg har en særlig betydning mellem dobbelte anførselstegn."
    return spot.says(what, "Brug enkelte anførselstegn om teksten.", column=max(place, 0) + 1, fixed=fixed)


def _block(spot: _Spot) -> Diagnosis:
    return spot.says("efter »|« eller »>« skal teksten begynde på næste linje.", "Flyt teksten ned, og ryk den ind.")


def _mark(spot: _Spot) -> Diagnosis:
    line, column = spot.began
    text = spot.lines[line - 1][column : column + 1] if line <= len(spot.lines) else ""
    return spot.says_of(line, column + 1, f"en tekst kan ikke begynde med {quoted(text)}.", _QUOTE)


def _directive(spot: _Spot) -> Diagnosis:
    line, _ = spot.began
    return spot.says_of(line, 1, "linjer, der begynder med »%«, kan ikke bruges.", "Slet linjen.")


def _after_end(spot: _Spot) -> Diagnosis:
    return spot.says(
        "her står noget, der ikke hører med til det foregående.", "Er der en parentes eller en linje for meget?"
    )


def _nothing(spot: _Spot) -> Diagnosis:
    return spot.says("her mangler en værdi, eller der er en parentes for meget.", "")


def _question_mark(spot: _Spot) -> Diagnosis:
    return spot.says("et »?« kan ikke stå alene foran en tekst.", _QUOTE)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" ")) + 1
