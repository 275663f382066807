"""Which question of an earlier version a question of a new one is, and under which name its answers are stored."""

from collections.abc import Container, Iterator

from audit.errors import Problem
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.wording.quoting import quoted


class History:
    """The questions of the versions a study has had, the oldest first, and every name each has had.

    A question is the same in two versions when it keeps its name, or when the newer one names a former name of
    it in ``renamed_from``. One that has been away is itself again under any of its names.
    """

    def __init__(self, *versions: Rubric) -> None:
        self._now: Container[str] = ()
        self._numbers: dict[str, int] = {}
        """The question each name belongs to, by a number of its own."""
        self._names: dict[int, str] = {}
        """Each question's last name: the one its answers are stored under."""
        for version in versions:
            self._add(version)

    def sources(self, new: Rubric) -> dict[str, str]:
        """For each question of ``new`` that a version has had: its id, and the name its answers are stored under.

        Its own id decides before its ``renamed_from``, and the last version before those before it; the second
        counts only when no question of ``new`` has that id. A question is found once.
        """
        return {name: self._names[number] for name, number in self._known(new).items()}

    def confused(self, new: Rubric) -> Iterator[Problem]:
        """The questions of ``new`` with a name, or a former name, that has been another question's."""
        known = self._known(new)
        for name, question in new.questions.items():
            number, former = known.get(name), question.renamed_from or ""
            taken, wrong = (self._numbers.get(one, number) != number for one in (name, former))
            if taken and number is None:
                what = f"{quoted(name)} har været navnet på det spørgsmål, der nu hedder {self._last(name)}."
                yield Problem(what, "Giv det nye spørgsmål et andet navn.")
            elif taken or (wrong and number is not None):
                yield Problem(f"{quoted(former)} skal hedde {quoted(name)}, som var et andet spørgsmål.")
            elif wrong:
                what = f"{quoted(former)} kan ikke være det tidligere navn på {quoted(name)}: det spørgsmål hedder nu"
                yield Problem(f"{what} {self._last(former)}.", "Slet renamed_from.")

    def _add(self, version: Rubric) -> None:
        known = self._known(version)
        for name in version.questions:
            number = known.get(name, len(self._names))
            self._numbers[name], self._names[number] = number, name
        self._now = version.questions

    def _known(self, new: Rubric) -> dict[str, int]:
        """The number of each question of ``new`` that is an earlier one."""
        found: dict[str, int] = {}
        for names in (self._now, self._numbers):
            for called in (_own, _former):
                for question in new.questions.values():
                    name = called(question, new)
                    if question.id not in found and name in names and self._numbers[name] not in found.values():
                        found[question.id] = self._numbers[name]
        return found

    def _last(self, name: str) -> str:
        return quoted(self._names[self._numbers[name]])


def _own(question: Question, new: Rubric) -> str:
    return question.id


def _former(question: Question, new: Rubric) -> str:
    """Its name before; "" when it has none, or another question is called so."""
    former = question.renamed_from
    return former if former and former not in new.questions else ""
