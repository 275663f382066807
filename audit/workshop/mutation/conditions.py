"""Small changes of one condition, each with what its author has left open if no test notices.

A change takes one step: a part is left out, ``not`` is dropped, ``all`` and
``any`` change places, a limit moves by one, an answer becomes another answer.
(R. A. DeMillo, R. J. Lipton and F. G. Sayward, Hints on Test Data Selection,
Computer 11(4), 1978: tests that notice small changes notice large ones.)
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from audit.rubric.model import Fact, Rubric
from audit.rubric.types import shifted
from audit.wording.numbers import number_text
from audit.wording.quoting import quoted

Condition = Mapping[str, Any]

Change = tuple[Condition | None, str]
"""What stands instead, None for nothing, and the rest of the sentence »ingen prøve afgør«."""

_OTHER = {"at_most": "at_least", "at_least": "at_most"}
_LEAST = {"at_most": "højst", "at_least": "mindst"}
_EARLIEST = {"at_most": "senest", "at_least": "tidligst"}
_HOW_MANY = {"all": "alle dele", "any": "blot én del"}


class Answers:
    """The words that can stand under a name in a condition."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric

    def called(self, name: str) -> str:
        """What a condition speaks of, as the start of a Danish sentence."""
        kind = {"finding": "fundet", "outcome": "udfaldet"}.get(name)
        return kind or ("svaret på " if name in self._rubric.questions else "oplysningen ") + quoted(name)

    def one(self, name: str, word: str) -> str:
        """One of the words in a condition, in Danish."""
        kind = {"finding": "fundet", "outcome": "udfaldet"}.get(name)
        if kind:
            return f"{kind} {quoted(word)}"
        return f"svaret {quoted(word)} på {quoted(name)}" if name in self._rubric.questions else quoted(word)

    def limits(self, name: str) -> Mapping[str, str]:
        """How a bound on a number or a date reads."""
        asked: Any = self._rubric.questions.get(name) or self._rubric.facts[name]
        return _EARLIEST if asked.kind.of_days else _LEAST

    def of(self, name: str) -> tuple[str, ...]:
        """The answers to a question, the values of a fact, all findings or all outcomes; () for any other."""
        if name == "finding":
            return tuple(self._rubric.found)
        if name == "outcome":
            return self._rubric.all_outcomes
        asked: Any = self._rubric.questions.get(name) or self._rubric.facts[name]
        special = () if isinstance(asked, Fact) else tuple(map(str, asked.allow))
        return (*asked.labels, *special)


def changes(condition: Condition, answers: Answers) -> Iterator[Change]:
    """All small changes of a checked condition, in the order it is written."""
    for key, value in condition.items():
        rest = {other: kept for other, kept in condition.items() if other != key}
        for instead, said in _of_key(key, value, answers):
            yield _joined(rest, instead), said
    if len(condition) > 1:
        parts = [{key: value} for key, value in condition.items()]
        yield {"any": parts}, f", om det hele kræves: {' og '.join(map(spoken, parts))}"


def spoken(condition: Condition) -> str:
    """A condition in few words, inside »«."""
    return quoted(_words(condition))


def shown(value: Any) -> str:
    """A limit as a reader writes it."""
    if isinstance(value, Mapping):
        return quoted(next(iter(value.values())))
    return number_text(Decimal(str(value))) if isinstance(value, int | float | Decimal) else str(value)


def _of_key(key: str, value: Any, answers: Answers) -> Iterator[Change]:
    yield None, f" betydningen af {spoken({key: value})}"
    if key in ("all", "any"):
        yield from _of_list(key, value, answers)
    elif key == "not":
        yield value, f" »not« foran {spoken(value)}"
        for instead, said in changes(value, answers):
            if instead is not None:
                yield {"not": instead}, said
    elif isinstance(value, Mapping):
        yield from _of_bounds(key, value, answers.limits(key))
    else:
        yield from _of_answers(key, value if isinstance(value, list | tuple) else [value], answers)


def _of_list(word: str, parts: Sequence[Condition], answers: Answers) -> Iterator[Change]:
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        for instead, said in changes(part, answers):
            left = [*before, *([] if instead is None else [instead]), *after]
            if left:
                yield {word: left}, said
        if len(part) > 1 and len(parts) > 1:
            yield {word: [*before, *after]}, f" betydningen af {spoken(part)}"
    if len(parts) > 1:
        other = "any" if word == "all" else "all"
        yield {other: parts}, f", om {_HOW_MANY[word]} eller {_HOW_MANY[other]} kræves af {spoken({word: parts})}"


def _of_bounds(key: str, bounds: Condition, words: Mapping[str, str]) -> Iterator[Change]:
    for word, bound in bounds.items():
        limit = f" grænsen {shown(bound)} i {quoted(key)}"
        for beside in shifted(bound):
            yield {key: {**bounds, word: beside}}, limit
        if len(bounds) > 1:
            yield {key: {other: kept for other, kept in bounds.items() if other != word}}, limit
        else:
            either = f"{words[word]} eller {words[_OTHER[word]]} {shown(bound)}"
            yield {key: {_OTHER[word]: bound}}, f", om {quoted(key)} skal være {either}"


def _of_answers(key: str, wanted: Sequence[Any], answers: Answers) -> Iterator[Change]:
    known = answers.of(key)
    others = [word for word in known if word not in wanted]
    for place, word in enumerate(wanted):
        rest = [*wanted[:place], *wanted[place + 1 :]]
        if rest:
            yield {key: rest}, f", om {answers.one(key, shown(word))} hører med"
        if others and word in known:
            other = _next(word, others, known)
            either = f"{quoted(shown(word))} eller {quoted(other)}"
            yield {key: [*rest, other]}, f", om {answers.called(key)} skal være {either}"
        elif word not in known:
            for beside in shifted(word):
                yield {key: [*rest, beside]}, f" {quoted(shown(word))} i {quoted(key)}"


def _next(word: str, others: Sequence[str], known: Sequence[str]) -> str:
    """The first of ``others`` after the word, or before it when it is the last."""
    return next((other for other in others if known.index(other) > known.index(word)), others[-1])


def _joined(rest: Condition, instead: Condition | None) -> Condition | None:
    if not rest or instead is None:
        return rest or instead
    return {"all": [rest, instead]} if set(rest) & set(instead) else {**rest, **instead}


def _words(value: Any) -> str:
    """As the file could have it, without the outermost braces."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_inner(part)}" for key, part in value.items())
    return _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{_words(value)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inner, value))}]"
    return shown(value)
