"""A rubric's conditions in words, for the annex that prints the rubric.

»{skriftlig: ja}« becomes »svaret på 1.1 er »Ja««: questions are named by the
number they have in the annex.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from audit.report.wording import date_words, decimal_words, listed, quoted
from audit.rubric.model import Rubric
from audit.rubric.parts import Condition, option_label, readable
from audit.rubric.values import NotAnAnswer, read_date


class ConditionWords:
    """Says the conditions of one rubric in Danish."""

    def __init__(self, rubric: Rubric, fact_labels: Mapping[str, str]) -> None:
        self.rubric = rubric
        self.fact_labels = fact_labels
        self.numbers = question_numbers(rubric)

    def say(self, condition: Condition | str) -> str:
        """A condition as a clause that can follow »når«; several keys must all hold."""
        if isinstance(condition, str):
            return "sagen er med i undersøgelsen"
        return self._joined([self._key(key, value) for key, value in condition.items()], "og", "både")

    def _key(self, key: str, value: Any) -> str:
        if key == "all":
            return self._joined([self.say(part) for part in value], "og", "både")
        if key == "any":
            return self._joined([self.say(part) for part in value], "eller", "enten")
        if key == "not":
            return f"det ikke er sådan, at {self.say(value)}"
        if key == "finding":
            return f"sagen har fundet {quoted([self._finding(name) for name in _several(value)])}"
        if key == "outcome":
            return f"udfaldet er {quoted([readable(name) for name in _several(value)])}"
        if isinstance(value, Mapping):
            return f"{self.name(key)} er {listed([self._bound(key, word, end) for word, end in value.items()])}"
        return f"{self.name(key)} er {quoted([self._answer(key, str(one)) for one in _several(value)])}"

    @staticmethod
    def _joined(clauses: list[str], word: str, opening: str) -> str:
        """Clauses in a row; one that is itself several is kept together by brackets."""
        if len(clauses) == 1:
            return clauses[0]
        kept = [f"({clause})" if clause.startswith(("både ", "enten ", "det ikke ")) else clause for clause in clauses]
        return f"{opening} {listed(kept, word)}"

    def name(self, name: str) -> str:
        """A question by its number, a fact by its name."""
        if name in self.numbers:
            return f"svaret på {self.numbers[name]}"
        return f"»{self.label(name)}«"

    def label(self, fact: str) -> str:
        """The name of a fact."""
        declared = self.rubric.facts.get(fact)
        return self.fact_labels.get(fact) or (declared.label if declared else "") or readable(fact)

    def _answer(self, name: str, value: str) -> str:
        declared = self.rubric.questions.get(name) or self.rubric.facts.get(name)
        return option_label(getattr(declared, "options", {}), value)

    def _finding(self, name: str) -> str:
        found = self.rubric.found.get(name)
        return (found.text if found else "") or readable(name)

    def _bound(self, name: str, word: str, end: Any) -> str:
        declared = self.rubric.questions.get(name) or self.rubric.facts.get(name)
        of_dates = declared is not None and declared.type == "date"
        least, most = ("tidligst", "senest") if of_dates else ("mindst", "højst")
        unit = getattr(declared, "unit", "")
        return f"{most if word == 'at_most' else least} {self._limit(end, unit)}"

    def _limit(self, end: Any, unit: str) -> str:
        if isinstance(end, Mapping):
            if "parameter" in end:
                known = self.rubric.parameters.get(str(end["parameter"]))
                return f"»{(known.label if known else '') or readable(str(end['parameter']))}«"
            return self.name(str(end["question"]))
        if isinstance(end, date):
            return date_words(end)
        if isinstance(end, str):
            try:
                return date_words(read_date(end))
            except NotAnAnswer:
                return end
        return f"{decimal_words(Decimal(str(end)))} {unit}".rstrip()


def question_numbers(rubric: Rubric) -> dict[str, str]:
    """Each question's number in the report: »2.3« is the third question of the second section."""
    return {
        question.id: f"{chapter}.{place}"
        for chapter, section in enumerate(rubric.sections, 1)
        for place, question in enumerate(section.questions, 1)
    }


def _several(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
