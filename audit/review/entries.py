"""What a reviewer may type at a question, and what it means.

Everything typed becomes an answer through ``rubric.values.read_answer``, as
recorded answers from a file do; here only the numbers and letters that stand
for options are looked up. Nothing that holds a CPR number is let in.
"""

import re
import unicodedata
from dataclasses import dataclass

from audit.privacy import holds_cpr, one_line
from audit.rubric.parts import Special
from audit.rubric.questions import ChoiceQuestion, MultiQuestion, Question
from audit.rubric.values import Answer, NotAnAnswer, read_answer
from audit.wording.labels import option_label, readable

MOST_KEYS = 9
"""With more options than this an answer takes two digits, and so an Enter."""

_SPECIAL_KEYS = {Special.NOT_RELEVANT: "i", Special.CANNOT_ASSESS: "k", Special.NOT_IN_PAPERS: "g"}
"""Where the answer itself is typed, a number could not be told from it; g for »fremgår«, as f leaves."""


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """One thing to choose: the key, the code it stands for, and what the reviewer reads."""

    key: str
    code: str
    label: str


def choices(question: Question) -> tuple[KeyChoice, ...]:
    """The options and then the special answers allowed, with their keys."""
    if not isinstance(question, ChoiceQuestion | MultiQuestion):
        return tuple(KeyChoice(_SPECIAL_KEYS[code], code, readable(code)) for code in question.allow)
    codes = (*question.options, *question.allow)
    return tuple(KeyChoice(str(n), code, option_label(question.options, code)) for n, code in enumerate(codes, 1))


def takes_one_key(question: Question) -> bool:
    """Whether a single key answers the question; otherwise it takes a line and an Enter."""
    return isinstance(question, ChoiceQuestion) and len(choices(question)) <= MOST_KEYS


def read_entry(question: Question, entry: str) -> Answer:
    """What the entry answers; NotAnAnswer with a Danish sentence when it does not."""
    entry = clean(entry)
    by_key = {choice.key: choice.code for choice in choices(question)}
    if isinstance(question, MultiQuestion):
        return _several(question, [_code(question, by_key, part) for part in re.split(r"[\s,;+]+", entry) if part])
    if isinstance(question, ChoiceQuestion):
        return read_answer(question, _code(question, by_key, entry))
    return read_answer(question, by_key.get(entry, entry))


def clean(text: str) -> str:
    """The reviewer's words in NFC, on one line, with no control characters; NotAnAnswer when they hold a CPR number."""
    words = one_line(unicodedata.normalize("NFC", text)).strip()
    if holds_cpr(words):
        raise NotAnAnswer("teksten indeholder noget, der ligner et CPR-nummer. Skriv den uden.")
    return words


def _code(question: ChoiceQuestion | MultiQuestion, by_key: dict[str, str], part: str) -> str:
    """The code a key stands for; a code written out stands for itself."""
    if part in by_key:
        return by_key[part]
    if part in question.options or part in question.allow:
        return part
    keys = list(by_key)
    raise NotAnAnswer(f"der er ikke noget svar {part}. Vælg {keys[0]} til {keys[-1]}; ? viser tasterne.")


def _several(question: MultiQuestion, codes: list[str]) -> Answer:
    alone = [code for code in codes if code in question.allow or code in question.exclusive]
    if alone and len(set(codes)) > 1:
        raise NotAnAnswer(f"»{option_label(question.options, alone[0])}« kan kun stå alene.")
    return read_answer(question, ",".join(codes))
