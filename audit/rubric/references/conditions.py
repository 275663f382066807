"""Checks the questions, facts, findings and outcomes that conditions name, and what they compare them with.

``conditions.compile_condition`` trusts that a condition has passed here: names
and options exist, bounds have the right type, nothing is empty.
"""

from dataclasses import dataclass
from typing import get_args

from audit.rubric.condition import BoundWord
from audit.rubric.model import Fact
from audit.rubric.outline import Asked, Names, Notes, Outline, answers_of, special_not_allowed
from audit.rubric.parts import WORDS, Special
from audit.rubric.tree import Items, Scalar, Table, Tree
from audit.rubric.types import COMPARED, PARAMETERS, Question
from audit.rubric.types.base import Kind
from audit.wording.lists import listed
from audit.wording.quoting import nearest, quoted

_BOUNDS = get_args(BoundWord)
_NUMBERS = ("at_least", "at_most")
_CONDITION = "Skriv fx {spørgsmål: svar}."
_ONE = listed([kind.one for kind in COMPARED], "eller")
_SEVERAL = listed([kind.several for kind in COMPARED], "eller")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a condition may speak of: only questions before a place; also findings and the outcome (``results``)."""

    before: int | None = None
    results: bool = False


EVERYTHING = Scope(results=True)
ANSWERS = Scope()


class ConditionChecker:
    """Checks the conditions of one rubric."""

    def __init__(self, outline: Outline, notes: Notes) -> None:
        self.outline = outline
        self.notes = notes

    def check(self, node: Tree | None, scope: Scope) -> None:
        """Add the problems of one condition; nothing for what is not a mapping, which the model refuses."""
        if not isinstance(node, Table):
            return
        if not node.entries:
            self.notes.error(node, "betingelsen er tom.", _CONDITION)
        for key, value in node.entries.values():
            if isinstance(value, Scalar) and value.value is None:
                continue
            self._key(key, value, scope)

    def _key(self, key: Scalar, value: Tree, scope: Scope) -> None:
        word = key.written
        if word in ("all", "any"):
            self._several(key, value, scope)
        elif word == "not":
            if not isinstance(value, Table):
                self.notes.error(value, "»not« skal stå foran én betingelse.", "Skriv {not: {spørgsmål: svar}}.")
            self.check(value, scope)
        elif word in ("finding", "outcome"):
            self._result(key, value, scope)
        elif self.notes.full:
            return
        elif word in WORDS:
            self.notes.error(key, f"»{word}« kan ikke stå her.", f"Skriv fx {{spørgsmål: {{{word}: …}}}}.")
        elif self._known(key, scope):
            self._test(key, value, scope)

    def _several(self, key: Scalar, value: Tree, scope: Scope) -> None:
        example = f"Skriv {key.written}: [{{spørgsmål: svar}}, {{spørgsmål: svar}}]."
        if not isinstance(value, Items):
            self.notes.error(value, f"»{key.written}« skal have en liste af betingelser.", example)
            self.check(value, scope)
            return
        if not value.items:
            self.notes.error(value, f"listen under »{key.written}« er tom.", example)
        for part in value.items:
            if not isinstance(part, Table) and not (isinstance(part, Scalar) and part.value is None):
                self.notes.error(part, f"her skal stå en betingelse, ikke {_shown(part)}.", _CONDITION)
            self.check(part, scope)

    def _result(self, key: Scalar, value: Tree, scope: Scope) -> None:
        if not scope.results:
            what = f"»{key.written}« kan kun bruges i nøgletal og anbefalinger."
            self.notes.error(key, what, "Her kan du spørge om svar og oplysninger.")
            return
        for word in self._words(value):
            if key.written == "finding":
                self.notes.check(word, self.outline.found, "er ikke et fund", "Fundene")
            else:
                self.outline.check_outcome(word, self.outline.case_outcomes, self.notes)

    def _known(self, key: Scalar, scope: Scope) -> bool:
        """Whether the name is a question or fact; notes one that is unknown or asked too late."""
        name = key.written
        if name in self.outline.facts:
            return True
        question = self.outline.questions.get(name)
        if question is None:
            self._unknown_name(key, scope)
            return False
        if scope.before is not None and question.place >= scope.before:
            self._too_late(key, question.place == scope.before)
        return True

    def _unknown_name(self, key: Scalar, scope: Scope) -> None:
        names = self.outline.names
        operators = ("all", "any", "not", *(("finding", "outcome") if scope.results else ()))
        if nearest(key.written, (*operators, *names.words)) in operators:
            names = Names(operators)
        self.notes.check(key, names, "er hverken et spørgsmål eller en oplysning", "Navnene")

    def _too_late(self, key: Scalar, itself: bool) -> None:
        if itself:
            what = f"spørgsmålet {quoted(key.written)} kan ikke afgøre, om det selv skal stilles."
            self.notes.error(key, what, "Nævn et tidligere spørgsmål.")
        else:
            line = self.outline.questions[key.written].at.line
            what = f"spørgsmålet {quoted(key.written)} stilles først senere (linje {line})."
            self.notes.error(key, what, "»ask_if« kan kun bruge det, der står før.")

    def _test(self, key: Scalar, value: Tree, scope: Scope) -> None:
        """Check the answers or bounds that the name is compared with."""
        if isinstance(value, Table):
            self._comparison(key, value, scope)
            return
        name = key.written
        for word in self._words(value):
            if question := self.outline.questions.get(name):
                if question.model is not None:
                    self._answer_to(question.model, name, word)
            elif fact := self.outline.facts[name]:
                self._fact_value(fact, name, word)

    def _words(self, value: Tree) -> list[Scalar]:
        """The one or several words of a test; notes an empty list and what is not a word."""
        if isinstance(value, Scalar):
            return [value] if value.value is not None else []
        every = value.items if isinstance(value, Items) else (value,)
        if not every:
            self.notes.error(value, "listen er tom.", "Skriv mindst ét svar.")
        for one in every:
            if not isinstance(one, Scalar):
                self.notes.error(one, f"her skal stå et svar, ikke {_shown(one)}.")
        return [one for one in every if isinstance(one, Scalar) and one.value is not None]

    def _answer_to(self, question: Question, name: str, word: Scalar) -> None:
        text = word.written
        if text in question.allow:
            return
        if special_not_allowed(text, question):
            todo = f"Skriv allow: [{text}] på spørgsmålet, hvis svaret skal kunne gives."
            self.notes.error(word, f"{quoted(name)} tillader ikke svaret {quoted(text)}.", todo)
        elif question.labels:
            self.notes.check(word, answers_of(question), f"er ikke et svar på {quoted(name)}", "Svarene")
        else:
            self._literal(question.kind, question, name, word)

    def _fact_value(self, fact: Fact, name: str, word: Scalar) -> None:
        if fact.labels:
            self.notes.check(word, Names(fact.labels), f"er ikke en værdi af {quoted(name)}", "Værdierne")
        elif fact.kind.comparable:
            self._literal(fact.kind, None, name, word)

    def _literal(self, kind: Kind, question: Question | None, name: str, word: Scalar) -> None:
        """Note a value that is not of the answer's type, or is outside the question's limits."""
        refusal = kind.misread(name, word.value, word.written)
        if refusal is None and question is not None:
            refusal = question.outside(name, kind.literal(word.value))
        if refusal is not None:
            self.notes.error(word, *refusal)

    def _comparison(self, key: Scalar, value: Table, scope: Scope) -> None:
        name, kind = key.written, self.outline.kind(key.written)
        if not value.entries:
            self.notes.error(value, f"betingelsen om {quoted(name)} er tom.", "Skriv fx {at_most: 5}.")
        if "chosen" in value.entries:
            self._chosen(name, value)
            return
        for word, bound in value.entries.values():
            if word.written not in _BOUNDS:
                self.notes.check(word, Names(_BOUNDS), f"kan ikke stå under {quoted(name)}", "Ordene")
            elif kind is not None and not kind.comparable:
                what = f"{quoted(name)} er hverken {_ONE}, så »{word.written}« kan ikke bruges."
                self.notes.error(word, what, "Nævn svarene i stedet.")
            elif isinstance(bound, Table):
                self._other(name, kind, bound, scope)
            elif not isinstance(bound, Scalar):
                self.notes.error(bound, f"»{word.written}« skal have én grænse, ikke {_shown(bound)}.")
            elif bound.value is not None and kind is not None:
                self._bound(name, kind, bound)

    def _chosen(self, name: str, value: Table) -> None:
        """Check a condition on how many options are chosen: of a multi, whole numbers that can be chosen, in order."""
        word, number = value.entries["chosen"]
        asked = self.outline.questions.get(name)
        if asked is None or (asked.model is not None and not asked.model.many):
            what = f"{quoted(name)} har ikke flere svar, så »chosen« kan ikke bruges."
            self.notes.error(word, what, "Brug et spørgsmål af typen multi.")
        elif len(value.entries) > 1:
            self.notes.error(word, "»chosen« kan ikke stå sammen med andet.", "Skriv to betingelser under »all«.")
        elif isinstance(number, Table):
            for limit, _ in number.entries.values():
                if limit.written not in _NUMBERS:
                    self.notes.check(limit, Names(_NUMBERS), "kan ikke stå under »chosen«", "Ordene")
            found = [self._number(name, asked, number.get(limit)) for limit in _NUMBERS if limit in number.entries]
            if not number.entries:
                self.notes.error(number, "»chosen« er tom.", "Skriv fx {chosen: {at_least: 2}}.")
            elif found and all(found) and found[0] > found[-1]:
                self.notes.error(number, "»at_least« er større end »at_most«, så ingen sag passer.")
        else:
            self._number(name, asked, number)

    def _number(self, name: str, asked: Asked, limit: Tree | None) -> int:
        """The number of options as it is written; notes one that cannot be chosen, and gives 0 for it."""
        if limit is None or (isinstance(limit, Scalar) and limit.value is None):
            return 0
        number = limit.value if isinstance(limit, Scalar) else None
        if not isinstance(number, int) or isinstance(number, bool):
            what = f"»chosen« skal have et helt tal, ikke {_shown(limit)}."
            self.notes.error(limit, what, "Skriv fx {chosen: 2} eller {chosen: {at_least: 2}}.")
            return 0
        if asked.model is None:
            return number
        most = max(1, len(asked.model.labels) - len(asked.model.alone))
        if not 1 <= number <= most:
            what = f"på {quoted(name)} kan der ikke vælges {number} svar."
            self.notes.error(limit, what, f"Skriv et tal fra 1 til {most}.")
            return 0
        return number

    def _bound(self, name: str, kind: Kind, bound: Scalar) -> None:
        if bound.written in tuple(Special):
            what = f"{quoted(bound.written)} kan ikke være en grænse."
            self.notes.error(bound, what, f"Skriv {_ONE}.")
        else:
            asked = self.outline.questions.get(name)
            self._literal(kind, asked.model if asked else None, name, bound)

    def _other(self, name: str, kind: Kind | None, bound: Table, scope: Scope) -> None:
        """Check a bound that is a parameter or the answer to another question."""
        if len(bound.entries) != 1 or not set(bound.entries) <= {"parameter", "question"}:
            todo = "Skriv {parameter: …} eller {question: …}."
            self.notes.error(bound, f"grænsen for {quoted(name)} skal være ét tal, én dato eller én henvisning.", todo)
            return
        (word, target), *_ = bound.entries.values()
        if not isinstance(target, Scalar) or not isinstance(target.value, str):
            if not isinstance(target, Scalar) or target.value is not None:
                self.notes.error(target, f"»{word.written}« skal have et navn, ikke {_shown(target)}.")
        elif word.written == "question":
            if self._known(target, scope):
                self._same_kind(name, kind, target, self.outline.kind(target.written))
        elif target.written in self.outline.parameters:
            self._same_kind(name, kind, target, PARAMETERS)
        else:
            self.notes.check(target, self.outline.parameters, "er ikke en parameter", "Parametrene")

    def _same_kind(self, name: str, kind: Kind | None, target: Scalar, other: Kind | None) -> None:
        if kind and other and kind is not other:
            what = f"{quoted(name)} og {quoted(target.written)} kan ikke sammenlignes: de er ikke begge {_SEVERAL}."
            self.notes.error(target, what)


def _shown(node: Tree) -> str:
    if isinstance(node, Scalar):
        return quoted(node.written)
    return "en liste" if isinstance(node, Items) else "»nøgle: værdi«"
