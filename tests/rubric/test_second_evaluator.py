"""Evaluation and the explanation's words agree with an evaluator written from the page on the language alone."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.places import names_in, places
from audit.rubric.required import Required
from audit.rubric.tally import Item, ItemKind
from audit.telling.condition_words import ConditionWords, Group, Said, plain_words
from tests.tools.exploring import tries
from tests.tools.rubric_strategies import Data, answers_to, as_read, facts_for, rubric_data
from tests.tools.second_evaluator import ANSWERS, WORDS, Came, SecondEvaluator

_PLACES = {
    "ja": (ItemKind.MEASURE_COUNT, ItemKind.RECOMMEND_COUNT),
    "ukendt": (ItemKind.MEASURE_UNKNOWN, ItemKind.RECOMMEND_UNKNOWN),
    "nej": (ItemKind.MEASURE_AMONG, ItemKind.RECOMMEND_AMONG),
}


def first(read: Rubric, answers: Mapping[str, Any], facts: Any, *, left_out: bool = False) -> Came:
    """What the program makes of a case, in the words of the second evaluator."""
    evaluator = Evaluator(read)
    found = evaluator.evaluate(answers, facts, leave_out_unanswered=left_out)
    counted = evaluator.catalogue.counted(found.tally) if found.tally else frozenset()
    _view, asked = evaluator.view(answers, facts, leave_out_unanswered=left_out)
    assert left_out or asked == found.asked
    perhaps = [item.code for item in counted if item.kind is ItemKind.FINDING_UNKNOWN]
    counts = {}
    if found.outcome is not None:
        for name in (*(measure.id for measure in read.measures), *read.recommendations):
            words = (w for w, kinds in _PLACES.items() if any(Item(kind, name) in counted for kind in kinds))
            counts[name] = next(words, "uden_for")
    return Came(list(asked), list(found.unanswered), sorted(found.findings), sorted(perhaps), found.outcome, counts)


def second(data: Data, answers: Mapping[str, Any], facts: Any, *, left_out: bool = False) -> Came:
    came = SecondEvaluator(data).case(answers, facts, left_out=left_out)
    came.made, came.perhaps = sorted(came.made), sorted(came.perhaps) if came.outcome is not None else []
    return came


@settings(max_examples=tries(250))
@given(rubric_data(), st.data(), st.booleans())
def test_the_second_evaluator_comes_to_the_same(written: Data, data: st.DataObject, left_out: bool) -> None:
    read = as_read(written)
    answers, facts = data.draw(answers_to(read)), data.draw(facts_for(read))
    assert first(read, answers, facts, left_out=left_out) == second(written, answers, facts, left_out=left_out)


@given(rubric_data(), st.data())
def test_the_second_evaluator_finds_the_same_facts_lacking(written: Data, data: st.DataObject) -> None:
    read = as_read(written)
    facts = data.draw(facts_for(read))
    assert [*Required(read).lacking(facts)] == SecondEvaluator(written).lacking(facts)


def test_the_page_says_what_not_and_a_missing_question_come_to() -> None:
    """The cells of the page that decide the most: a change of them is a change of the language."""
    for row in ANSWERS:
        assert row[0] == WORDS["opfyldt"]
        assert row[1] == WORDS["ikke opfyldt"]
        assert row[2] == row[6] == WORDS["hverken-eller"]


# The explanation's sentences, read as a jurist reads them.


def spelled(written: Data) -> Data:
    """The rubric with texts that can be told apart, so that a sentence names one thing only."""
    facts = {name: {**fact, "label": f"Oplysning {name}"} for name, fact in written["facts"].items()}
    parameters = {name: {**one, "label": f"Grænse {name}"} for name, one in written.get("parameters", {}).items()}
    return {
        **written,
        "facts": facts,
        **({"parameters": parameters} if parameters else {}),
        "sections": [
            {**part, "questions": [{**one, "findings": _spelled_map(one)} for one in part["questions"]]}
            for part in written["sections"]
        ],
        "findings": [{**one, "text": f"fund {one['id']}"} for one in written["findings"]],
        "deadlines": [{**one, "text": f"fund {one['id']}"} for one in written["deadlines"]],
    }


def _spelled_map(question: Data) -> Data:
    return {answer: {**one, "text": f"fund {one['id']}"} for answer, one in question.get("findings", {}).items()}


class Reader:
    """Reads the words of a condition back to a condition."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.numbers = {
            f"spørgsmål {n}.{m}": one
            for n, part in enumerate(data["sections"], 1)
            for m, one in enumerate(part["questions"], 1)
        }
        self.facts = {f"»{fact['label']}«": (name, fact) for name, fact in data["facts"].items()}

    def condition(self, said: Said) -> Data:
        if isinstance(said, Group):
            return {"all" if said.every else "any": [self.condition(part) for part in said.parts]}
        return self.single(plain_words(said.words))

    def single(self, text: str) -> Data:
        if text.endswith(" er med i undersøgelsen"):
            return {"all": []}
        if found := re.fullmatch(r"(?:der er fundet|\w+ er uden (?:fundet|fundene)) (.+)", text):
            names = re.findall(r"»fund ([^«]+)«", found[1])
            return _denied({"finding": names}, "uden" in text.split("»")[0])
        if found := re.fullmatch(r"(?:udfaldet|gruppen) er (et andet end |en anden end )?(.+)", text):
            named = [self._outcome(one) for one in re.findall(r"»([^«]+)«", found[2])]
            return _denied({"outcome": named}, bool(found[1]))
        return self._about(text)

    def _about(self, text: str) -> Data:
        match = re.match(r"(?:svaret på )?(spørgsmål \d+\.\d+|»Oplysning [^«]+«) er (.+)", text, re.DOTALL)
        assert match, text
        subject, rest = match.groups()
        name, about = (
            self.facts[subject] if subject in self.facts else (self.numbers[subject]["id"], self.numbers[subject])
        )
        for words, bound, denied in _BOUNDS:
            if match_bound := re.fullmatch(rf"(?:{words}) (.+)", rest):
                return _denied({name: {bound: self._limit(match_bound[1], about)}}, denied)
        for words, keys in _CHOSEN.items():
            if match_number := re.fullmatch(rf"besvaret med {words} (\d+)(?: svar)?", rest):
                number = int(match_number[1])
                return _denied({name: {"chosen": {key: number + step for key, step in keys.items()}}}, "andet" in words)
        denied = rest.startswith(("besvaret uden", "besvaret med andet end", "andet end"))
        return _denied({name: list(self._answers(rest, about))}, denied)

    def _answers(self, text: str, about: Data) -> Iterator[Any]:
        words = (*about.get("options", []), *about.get("allow", []))
        if about["type"] in ("number", "date"):
            plainly = re.sub(r"»[^«]*«", "", text)
            yield from map(_literal, re.findall(_VALUE, plainly))
            words = tuple(about.get("allow", []))
        yield from (one for one in words if f"»{_plainly(one)}«" in _plainly(text))

    def _limit(self, text: str, about: Data) -> Any:
        text = text.removeprefix("svaret på ")
        if text in self.numbers:
            return {"question": self.numbers[text]["id"]}
        if text in self.facts:
            return {"question": self.facts[text][0]}
        if found := re.fullmatch(r"»Grænse ([^«]+)«", text):
            return {"parameter": found[1]}
        return _literal(text)

    def _outcome(self, said: str) -> str:
        every: list[str] = [*self.data["outcomes"].get("ladder", []), *self.data["outcomes"].get("classes", [])]
        every += [*self.data["outcomes"].get("outside", []), "kan_ikke_vurderes"]
        [name] = [one for one in every if _plainly(one) == _plainly(said)]
        return name


_MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august"]
_MONTHS += ["september", "oktober", "november", "december"]
_VALUE = rf"\d+\. (?:{'|'.join(_MONTHS)}) \d+|[-−]?\d+(?:,\d+)?"
_BOUNDS = (
    ("mindst så højt som|tidligst samme dag som|mindst|tidligst", "at_least", False),
    ("højst så højt som|senest samme dag som|højst|senest", "at_most", False),
    ("lavere end|under|før", "at_least", True),
    ("højere end|over|efter", "at_most", True),
)


_CHOSEN: dict[str, dict[str, int]] = {
    "netop": {"at_least": 0, "at_most": 0},
    "et andet antal svar end": {"at_least": 0, "at_most": 0},
    "mindst": {"at_least": 0},
    "højst": {"at_most": 0},
    "færre end": {"at_most": -1},
    "flere end": {"at_least": 1},
}
"""How many answers are chosen, in words: the limits, each so far from the number in the sentence."""


def _literal(text: str) -> Any:
    if found := re.fullmatch(r"(\d+)\. (\w+) (\d+)", text):
        return f"{found[3]:>04}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
    return float(text.replace(",", ".").replace("−", "-"))


def _plainly(text: str) -> str:
    return text.casefold().replace("-", " ").replace("_", " ")


def _denied(condition: Data, denied: bool) -> Data:
    return {"not": condition} if denied else condition


@settings(max_examples=tries(150))
@given(rubric_data(), st.data())
def test_the_words_of_the_explanation_mean_what_is_evaluated(drawn: Data, data: st.DataObject) -> None:
    written = spelled(drawn)
    read = as_read(written)
    answers, facts = data.draw(answers_to(read)), data.draw(facts_for(read))
    evaluator, words, reader = SecondEvaluator(written), ConditionWords(read), Reader(written)
    evaluator.case(answers, facts)
    written_in = {name for name, fact in read.facts.items() if fact.type == "text"}
    for place in places(read):
        if place.condition is None:
            continue
        own = _at(written, place.path)
        if own is None or (evaluator.outcome is None and "outcome" in str(own)):
            continue
        if any(kind == "name" and name in written_in for kind, name in names_in(place.condition)):
            continue  # any text at all can stand in quotes, and cannot be read back
        said = words.tree(place.condition)
        assert evaluator.value(reader.condition(said)) == evaluator.value(own), (words.say(place.condition), own)


def _at(written: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        if isinstance(written, dict) and key not in written:
            return "all" if key == "among" else None
        written = written[key]
    return written
