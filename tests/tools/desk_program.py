"""The scoring screen over a desk in memory, run as its own process: python desk_program.py FILE.

Each thing saved is a line of JSON in FILE, written before ``save`` returns.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audit.authorities import kommuner
from audit.cases import Case, Note
from audit.cli.failures import guarded
from audit.review.ruling import Ruling
from audit.review.session import CaseOnDesk
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.values import Answer, encode
from audit.terminal.console import Console
from audit.terminal.keys import open_entries
from audit.terminal.scoring import score

RUBRIC: dict[str, Any] = {
    "format": 1,
    "id": "prøve",
    "version": "1",
    "title": "Konstruerede data",
    "facts": {
        "afgjort": {"type": "date", "label": "Afgørelsen er fra"},
        "art": {"type": "choice", "options": {"fleks": "Fleksjob [jf. § 50]"}},
        "timer": {"type": "number", "required": False},
    },
    "outcomes": {"ladder": ["rigtig", "ændres", "hjemvises"], "outside": ["ingen_afgørelse"]},
    "laws": {
        "lab": {"cite": "LAB § 122, stk. 2", "source": "Vejledningen, kapitel 3", "text": "Arbejdsevnen vurderes."},
        "fvl": {"cite": "FVL § 22", "source": "Forvaltningsloven"},
    },
    "sections": [
        {
            "id": "afgoerelse",
            "title": "Kommunens afgørelse",
            "questions": [
                {
                    "id": "skriftlig",
                    "text": "Er der truffet en skriftlig afgørelse om arbejdsevnen?",
                    "help": "En aftale om fleksjobbet er ikke i sig selv en afgørelse.",
                    "law": ["lab"],
                    "type": "choice",
                    "options": ["ja", "nej"],
                    "allow": ["fremgår_ikke", "ikke_relevant"],
                    "findings": {"nej": {"id": "ikke-skriftlig", "outcome": "ændres", "text": "Ikke skriftlig"}},
                },
                {
                    "id": "begrundet",
                    "text": "Er afgørelsen begrundet?",
                    "law": ["lab", "fvl"],
                    "ask_if": {"skriftlig": "ja"},
                    "type": "choice",
                    "options": ["ja", "nej"],
                    "findings": {"nej": {"id": "ikke-begrundet", "outcome": "hjemvises"}},
                },
            ],
        },
        {
            "id": "oplysning",
            "title": "Sagens oplysning",
            "questions": [
                {
                    "id": "hvem",
                    "text": "Hvem har bidraget?",
                    "type": "multi",
                    "options": {"borger": "Borgeren", "læge": "Lægen", "ingen": "Ingen"},
                    "exclusive": ["ingen"],
                    "allow": ["fremgår_ikke"],
                },
                {
                    "id": "timer_svar",
                    "text": "Hvor mange timer kan borgeren arbejde?",
                    "type": "number",
                    "min": 0,
                    "max": 37,
                    "unit": "timer om ugen",
                    "allow": ["kan_ikke_vurderes"],
                },
                {"id": "samtale", "text": "Hvornår var samtalen?", "type": "date"},
                {"id": "ord", "text": "Hvad er sagens kerne?", "type": "text"},
            ],
        },
    ],
}

CASES = [
    Case("751", "S-1", "27.36-13", {"afgjort": "2013-10-31", "art": "fleks", "timer": "12.5"}, 1),
    Case("101", "S-2", "", {"afgjort": "2013-11-01"}, 2),
]


class Desk:
    """A desk that remembers in a file."""

    def __init__(self, file: Path) -> None:
        self.evaluator = Evaluator(Rubric.model_validate(RUBRIC))
        self.authorities = kommuner()
        self._file = file
        self._answers: dict[int, dict[str, Answer]] = {1: {}, 2: {}}
        self._notes: dict[int, dict[str, Note]] = {1: {}, 2: {}}
        self._done: set[int] = set()

    def next_case(self) -> CaseOnDesk | None:
        left = [case for case in CASES if case.key not in self._done]
        return CaseOnDesk(left[0].key, left[0], self._answers[left[0].key], self._notes[left[0].key]) if left else None

    def save(self, key: int, question: str, answer: Answer, note: Note, reason: str = "") -> Evaluation:
        answers = {**self._answers[key], question: answer}
        evaluation = self.evaluator.evaluate(answers, read_facts(self.evaluator.rubric, CASES[key - 1].facts))
        self._write(key, question, {"values": encode(answer), **asdict(note), "outcome": evaluation.outcome})
        self._answers[key] = answers
        (self._done.add if evaluation.complete else self._done.discard)(key)
        return evaluation

    def save_note(self, key: int, question: str, note: Note, reason: str = "") -> None:
        self._write(key, question, asdict(note))
        self._notes[key][question] = note

    def conclude(self, key: int) -> None:
        raise AssertionError("no case here is opened with nothing to ask")

    def rule(self, key: int, ruling: Ruling | None) -> Evaluation:
        raise AssertionError("no case here is ruled")

    def progress(self) -> tuple[int, int]:
        return len(self._done), len(CASES)

    def _write(self, key: int, question: str, saved: dict[str, Any]) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "question": question, **saved}, ensure_ascii=False) + "\n")
            os.fsync(file.fileno())


def run() -> int:
    console = Console()
    with open_entries(console) as entries:
        score(Desk(Path(sys.argv[1])), entries, console, again="audit score")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(run))
