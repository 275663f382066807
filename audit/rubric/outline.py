"""Collects the names a rubric uses from its YAML tree, before it is validated.

The checks in ``references`` use it, so that a mistake in one part hides none in
the others: a part that is wrong has no model, but its name counts as known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from audit.errors import Problem
from audit.rubric.model import Fact
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.tree import Entry, Items, Scalar, Table, Tree, plain
from audit.rubric.types import ABOUT_ANSWERS, Question
from audit.rubric.types.base import Kind
from audit.validation import MOST_PROBLEMS
from audit.wording.quoting import listed, nearest, quoted

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
_FACT = TypeAdapter(Fact)


@dataclass(slots=True)
class Notes:
    """Problems as they are found, each with its place in ``file``; at most MOST_PROBLEMS."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether there are MOST_PROBLEMS; further ones are dropped."""
        return len(self.problems) >= MOST_PROBLEMS

    def error(self, at: Tree, what: str, todo: str = "") -> None:
        """Add a problem at the place of ``at``."""
        if not self.full:
            self.problems.append(Problem(what, todo, self.file, at.line, at.column))

    def check(self, at: Scalar, known: "Names", what: str, kind: str) -> None:
        """Add a problem if ``at`` is not in ``known``; ``what`` follows the word, ``kind`` names them in the plural.

        When ``known`` is not complete, only a word much like a known one is a problem.
        """
        if self.full or at.written in known:
            return
        what = f"{quoted(at.written)} {what}"
        if meant := nearest(at.written, known.words):
            self.error(at, f"{what} – mente du »{meant}«?")
        elif known.complete:
            self.error(at, f"{what}.", f"{kind} er {listed(known.words)}." if known.words else "")


class Names:
    """Known names, in order; ``complete`` is False when the file may have more that could not be read."""

    def __init__(self, words: Iterable[str], complete: bool = True) -> None:
        self.words = tuple(dict.fromkeys(words))
        self.complete = complete
        self._known = frozenset(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._known


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the file has it. ``model`` is None when its type or answers are wrong in themselves."""

    table: Table
    id: Scalar | None
    place: int
    model: Question | None

    @property
    def name(self) -> str:
        """Its id, or "" when it has none."""
        return self.id.written if self.id else ""

    @property
    def at(self) -> Tree:
        """Where to point when something is missing from it."""
        return self.id or self.table


class Outline:
    """All names of a rubric, and where they stand."""

    def __init__(self, root: Table) -> None:
        self.root = root
        self.sections = root.tables("sections")
        tables = [question for section in self.sections for question in section.tables("questions")]
        self.all_questions = [
            Asked(table, table.word("id"), place, _question(table)) for place, table in enumerate(tables)
        ]
        self.questions = {question.name: question for question in reversed(self.all_questions) if question.id}
        self.facts = {name: _fact(entry) for name, entry in root.table("facts").entries.items()}
        self.fact_names = self._keys("facts")
        self.combined = root.tables("findings")
        self.deadlines = root.tables("deadlines")
        self.measures = root.tables("measures")
        self.tests = root.tables("tests")
        self.question_names = Names(
            tuple(question.name for question in self.all_questions if question.id), _all_named(root, "sections")
        )
        self.names = Names((*self.question_names.words, *self.facts), self.question_names.complete)
        self.laws = self._keys("laws")
        self.recommendations = self._keys("recommendations")
        self.parameters = self._keys("parameters")
        self.section_names = Names(tuple(s.written for table in self.sections if (s := table.word("id"))))
        self.outcomes = self._outcomes()
        self.found = self._found()

    def answer_findings(self) -> Iterable[tuple[Asked, Scalar, Table]]:
        """The findings of single answers: the question, the answer and the finding."""
        for question in self.all_questions:
            for key, value in question.table.table("findings").entries.values():
                if isinstance(value, Table):
                    yield question, key, value

    def every_finding(self) -> Iterable[Table]:
        """All findings: of single answers, combined, and deadlines."""
        yield from (finding for _, _, finding in self.answer_findings())
        yield from self.combined
        yield from self.deadlines

    def kind(self, name: str) -> Kind | None:
        """The type of a question or fact; None when it is not known."""
        known = self.questions[name].model if name in self.questions else self.facts.get(name)
        return known.kind if known else None

    def _keys(self, part: str) -> Names:
        value = self.root.get(part)
        return Names(tuple(self.root.table(part).entries), value is None or isinstance(value, Table))

    def _outcomes(self) -> Names:
        """The outcomes a finding may have: the ladder's and those outside it, or the classes."""
        outcomes = self.root.table("outcomes")
        parts = [part for part in ("ladder", "outside", "classes") if part in outcomes.entries]
        words = tuple(word.written for part in parts for word in outcomes.words(part))
        return Names(words, bool(words) and all(isinstance(outcomes.get(part), Items | Table) for part in parts))

    def _found(self) -> Names:
        every = list(self.every_finding())
        words = tuple(dict.fromkeys(name.written for finding in every if (name := finding.word("id"))))
        return Names(words, len(every) == sum(1 for finding in every if finding.word("id")))

    @property
    def describes(self) -> bool:
        """Whether the file has no outcomes, so that the rubric describes its cases and judges none."""
        return "outcomes" not in self.root.entries

    def check_outcome(self, word: Scalar, known: Names, notes: Notes) -> None:
        """Add a problem for an outcome that is not ``known``, or where the rubric has none."""
        if self.describes:
            what = f"skemaet har ingen udfald, så {quoted(word.written)} kan ikke bruges her."
            notes.error(word, what, "Slet det, eller skriv outcomes: {ladder: [rigtig, …]}.")
        elif known.words:
            notes.check(word, known, "er ikke et udfald", "Udfaldene")

    @property
    def case_outcomes(self) -> Names:
        """The outcomes a case can have."""
        return Names((*self.outcomes.words, NOT_ASSESSABLE), self.outcomes.complete)


def duplicates(
    notes: Notes, names: Iterable[Scalar | None], kind: str, todo: str = "Giv det ene et andet navn."
) -> None:
    """Add a problem for every id that has stood before."""
    first: dict[str, Scalar] = {}
    for name in names:
        if name and first.setdefault(name.written, name) is not name:
            line = first[name.written].line
            notes.error(name, f"{kind} {quoted(name.written)} står også i linje {line}.", todo)


def answers_of(question: Question) -> Names:
    """What can be answered to a question with options, the special answers too."""
    return Names((*question.labels, *question.allow))


def special_not_allowed(word: str, question: Question) -> bool:
    """Whether the word is a special answer that this question does not take."""
    return word in tuple(Special) and word not in question.allow


def _all_named(root: Table, part: str) -> bool:
    """Whether every section is a list of questions with an id."""
    sections = root.get(part)
    if not isinstance(sections, Items):
        return False
    for section in sections.items:
        questions = section.get("questions") if isinstance(section, Table) else None
        if not isinstance(questions, Items):
            return False
        if not all(isinstance(question, Table) and question.word("id") for question in questions.items):
            return False
    return True


def _question(table: Table) -> Question | None:
    """The question, so far as its answers go; its texts are checked elsewhere."""
    data: dict[str, Any] = {key: plain(table.entries[key].value) for key in ABOUT_ANSWERS if key in table.entries}
    try:
        return _QUESTION.validate_python({**data, "id": "id", "text": "tekst"})
    except ValidationError:
        return None


def _fact(entry: Entry) -> Fact | None:
    try:
        fact = _FACT.validate_python(plain(entry.value))
    except ValidationError:
        return None
    return fact if fact.labels or not fact.has_options else None
