"""Answers and facts as values: from what was typed to what is counted, and back.

One road for all: the keyboard, recorded answers, inline tests and the frame
read text here, so the same text means the same everywhere. ``encode`` gives
the canonical texts the store keeps, ``decode`` takes them back.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from audit.privacy import mask
from audit.rubric.fields import has_two_readings, two_readings
from audit.rubric.model import Fact, Rubric
from audit.rubric.parts import Special
from audit.rubric.questions import ChoiceQuestion, DateQuestion, MultiQuestion, NumberQuestion, Question
from audit.wording.labels import option_label
from audit.wording.numbers import number_text
from audit.wording.quoting import listed, quoted, suggest

Value = str | tuple[str, ...] | Decimal | date
"""choice and text: str; multi: the options in the rubric's order; number; date."""

Answer = Value | Special

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DANISH = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
_NUMBER = re.compile(r"^-?\d{1,15}([.,]\d{1,6})?$")
_TWO_WAYS = re.compile(r"\.\d{3}$")


class NotAnAnswer(ValueError):
    """The text is not an answer to the question; the message says why, in Danish."""


def read_date(text: str) -> date:
    """A date as ``2013-10-31`` or ``31.10.2013``; NotAnAnswer when there is no such day."""
    text = text.strip()
    if iso := _ISO.match(text):
        year, month, day = map(int, iso.groups())
    elif danish := _DANISH.match(text):
        day, month, year = map(int, danish.groups())
    else:
        raise NotAnAnswer(f"{quoted(text)} er ikke en dato. Skriv dag-måned-år, fx 31-10-2013.")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotAnAnswer(f"datoen {quoted(text)} findes ikke.") from None


def read_number(text: str) -> Decimal:
    """A number with a comma or a point before the decimals.

    A point before three digits is refused: in Danish 1.000 is a thousand, elsewhere it is one.
    """
    text = text.strip()
    if not _NUMBER.match(text):
        raise NotAnAnswer(f"{quoted(text)} er ikke et tal. Skriv fx 12 eller 12,5.")
    if _TWO_WAYS.search(text):
        raise NotAnAnswer(two_readings(text, ","))
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        raise NotAnAnswer(f"{quoted(text)} er ikke et tal.") from None


def read_answer(question: Question, text: str) -> Answer:
    """What ``text`` answers to ``question``; several options of a multi are parted by comma.

    Raises NotAnAnswer with a Danish sentence.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        raise NotAnAnswer("svaret er tomt.")
    if text in question.allow:
        return Special(text)
    if isinstance(question, ChoiceQuestion):
        return _option(question, question.options, text)
    if isinstance(question, MultiQuestion):
        return check_multi(question, [part.strip() for part in text.split(",") if part.strip()])
    if text in tuple(Special) and not isinstance(question, DateQuestion | NumberQuestion):
        raise NotAnAnswer(_not_an_option(question, (), text))
    if isinstance(question, NumberQuestion):
        return _within_limits(question, read_number(text), mask(text))
    if isinstance(question, DateQuestion):
        return read_date(text)
    return text


def by_label(question: Question, text: str) -> str:
    """``text`` with each option's label (»Fremgår ikke«, upper or lower case) turned into its id.

    For answers that people write in a file. Several options of a multi may be
    parted by semicolon too. What is no label stays as it is. Raises NotAnAnswer
    for a label of both an option and a special answer.
    """
    specials: dict[str, str] = dict.fromkeys(question.allow, "")
    if isinstance(question, ChoiceQuestion | MultiQuestion):
        parts = re.split("[,;]", text) if isinstance(question, MultiQuestion) else [text]
        whole = option_named(question.options, text)
        special = option_named(specials, text)
        if whole in question.options and special in specials and text.strip() not in specials:
            raise NotAnAnswer(f"»{text}« kan være både »{whole}« og »{special}«. Skriv en af dem.")
        chosen = [whole] if whole in question.options else [option_named(question.options, part) for part in parts]
        text = ", ".join(part for part in chosen if part)
    return option_named(specials, text)


def option_named(options: Mapping[str, str], text: str) -> str:
    """The option whose id or label is ``text``; ``text`` itself when there is none, or several."""
    text = unicodedata.normalize("NFC", text).strip()
    found = [one for one in options if text.casefold() in (one.casefold(), option_label(options, one).casefold())]
    return found[0] if len(found) == 1 and text not in options else text


def check_multi(question: MultiQuestion, chosen: Iterable[str]) -> tuple[str, ...]:
    """The chosen options in the rubric's order, each once; an exclusive one only alone."""
    options = {_option(question, question.options, part) for part in chosen}
    alone = [option for option in question.exclusive if option in options]
    if alone and len(options) > 1:
        raise NotAnAnswer(f"»{alone[0]}« kan kun stå alene.")
    if not options:
        raise NotAnAnswer("vælg mindst én mulighed.")
    return tuple(option for option in question.options if option in options)


def encode(answer: Answer) -> tuple[str, ...]:
    """The canonical texts that are stored and counted: one for each option of a multi."""
    if isinstance(answer, tuple):
        return answer
    if isinstance(answer, date):
        return (answer.isoformat(),)
    if isinstance(answer, Decimal):
        return (number_text(answer),)
    return (str(answer),)


def decode(question: Question, texts: tuple[str, ...]) -> Answer:
    """The answer that ``encode`` wrote; special answers are told apart by the caller's ``Special``."""
    if isinstance(question, MultiQuestion):
        return tuple(texts)
    if isinstance(question, DateQuestion):
        return date.fromisoformat(texts[0])
    if isinstance(question, NumberQuestion):
        return Decimal(texts[0])
    return texts[0]


def read_fact(fact: Fact, text: str) -> str | Decimal | date:
    """A fact of the frame as a value; NotAnAnswer when the text does not fit its type."""
    text = unicodedata.normalize("NFC", text).strip()
    if fact.type == "date":
        return read_date(text)
    if fact.type == "number":
        return read_number(text)
    if fact.type == "choice" and text not in fact.options:
        meant = suggest(text, fact.options) or "."
        raise NotAnAnswer(f"{quoted(text)} er ikke en af mulighederne {listed(fact.options)}{meant}")
    return text


def decode_fact(fact: Fact, text: str) -> str | Decimal | date:
    """A fact as ``encode`` wrote it, where a point always stands before decimals."""
    return read_fact(fact, text.replace(".", ",") if fact.type == "number" else text)


def read_facts(rubric: Rubric, facts: Mapping[str, str]) -> dict[str, str | Decimal | date]:
    """The stored facts of a case as values, for evaluation."""
    return {name: decode_fact(rubric.facts[name], text) for name, text in facts.items() if name in rubric.facts}


def _option(question: Question, options: Iterable[str], text: str) -> str:
    if text not in options:
        raise NotAnAnswer(_not_an_option(question, options, text))
    return text


def _not_an_option(question: Question, options: Iterable[str], text: str) -> str:
    known = [*options, *question.allow]
    return (
        f"{quoted(text)} er ikke et svar på »{question.id}«{suggest(text, known) or f'. Svarene er {listed(known)}.'}"
    )


def _within_limits(question: NumberQuestion, number: Decimal, written: str) -> Decimal:
    """The number when it fits. What is shown is ``written``: a CPR number that has lost its zero is not masked."""
    if question.min is not None and number < question.min:
        raise NotAnAnswer(f"{written} er mindre end {number_text(question.min)}, som er det mindste.")
    if question.max is not None and number > question.max:
        raise NotAnAnswer(f"{written} er større end {number_text(question.max)}, som er det største.")
    return number


def as_text(value: Any) -> str:
    """An answer as the YAML has it, in the words a reviewer would type."""
    if isinstance(value, Decimal):
        return str(value) if has_two_readings(value) else str(value).replace(".", ",")  # a reviewer's decimal sign
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
