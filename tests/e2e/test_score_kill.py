"""The real ``audit score`` is killed at random moments: whatever it said was saved, is.

Each batch is one study whose scoring is killed ten times and taken up again.
Ten batches make 100 kills; they are separate tests so that they can run
beside each other.
"""

import io
import os
import random
import re
import select
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.store import log
from audit.store.retally import answers_of, evaluated
from tests.tools import forking
from tests.tools.small_study import RUBRIC, command, first_round, make_study, opened
from tests.tools.terminal import program_environment

BATCHES, KILLS = 10, 10
CASES = 1000
LONGEST_LIFE = 0.15
"""Seconds of scoring before the kill; a life gives some tens of answers."""
LONGEST_START = 0.3
"""Seconds from the command to the kill, where it is killed while it opens the study."""

QUESTIONS = {
    "Er afgørelsen skriftlig?": "skriftlig",
    "Er afgørelsen begrundet?": "begrundet",
    "Hvem har bidraget?": "hvem",
}

Place = tuple[str, str]
"""Case id and question."""


@dataclass
class Said:
    """What the program has said was saved, over all its lives."""

    answers: dict[Place, str] = field(default_factory=dict)
    remarks: dict[Place, str] = field(default_factory=dict)
    lines: int = 0
    in_flight: Place = ("", "")

    def hear(self, output: str, remarks: list[str]) -> None:
        """Take one life's output in; ``remarks`` are those it was sent, in order."""
        case = question = ""
        self.in_flight = ("", "")
        sent = iter(remarks)
        for line in output.splitlines():
            if found := re.match(r"Sag (S-\d+),", line):
                case = found[1]
            elif line in QUESTIONS:
                question = QUESTIONS[line]
                self.in_flight = (case, question)
            elif line.startswith("Bemærkning") and line.endswith(": "):
                remark = next(sent)
            elif line.startswith("Gemt: "):
                what = line.removeprefix("Gemt: ")
                if what == "bemærkningen":
                    self.remarks[case, question] = remark
                else:
                    self.answers[case, question] = what
                self.in_flight = ("", "")
                self.lines += 1


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a drawn study that nobody has scored in; copy, do not change."""
    return make_study(tmp_path_factory.mktemp("drawn"), cases=CASES).parent


@pytest.mark.parametrize("batch", range(BATCHES))
def test_everything_said_to_be_saved_is_saved(drawn: Path, tmp_path: Path, batch: int) -> None:
    chance = random.Random(f"drab {batch}")
    study = shutil.copytree(drawn, tmp_path / "study")
    rubric = read_rubric(RUBRIC.encode(), "måleskema.yaml").rubric
    assert rubric is not None
    said = Said()
    for _ in range(KILLS):
        entries, remarks = _entries(chance)
        said.hear(_one_life(study, entries, chance), remarks)
        _check(study, rubric, said)
    assert said.lines >= KILLS // 2, "too little was answered for the kills to mean anything"


def _entries(chance: random.Random) -> tuple[str, list[str]]:
    """Entries that fit any question of the rubric: answers, going back, remarks."""
    lines, remarks = [], []
    for number in range(800):
        key = chance.choice(("1", "2", "1", "2", "1", "2", "t", "b"))
        lines.append(key)
        if key == "b":
            remarks.append(f"bemærkning {number} {chance.random()}")
            lines.append(remarks[-1])
    return "".join(f"{line}\n" for line in lines), remarks


def _one_life(study: Path, entries: str, chance: random.Random) -> str:
    """Score until the kill; everything the program got to say."""
    given, giving = os.pipe()
    told, telling = os.pipe()
    with (study / "stderr").open("w+b") as complaints:
        files = (given, telling, complaints.fileno())
        process = forking.start(command("score", "--reviewer", "ABC"), files, study, program_environment())
        os.close(given)
        os.close(telling)
        os.write(giving, entries.encode())
        with io.FileIO(told) as heard:
            output, ended = _listen(told, chance)
            process.kill()
            output += heard.readall()
        os.close(giving)
        complaints.seek(0)
        assert not ended and process.wait() == -signal.SIGKILL, output.decode()[-500:] + complaints.read().decode()
    return output.decode()


def _listen(stream: int, chance: random.Random) -> tuple[bytes, bool]:
    """Read until the moment of the kill: mostly while it scores, now and then while it starts."""
    starting = chance.random() < 0.1
    life = chance.uniform(0, LONGEST_START if starting else LONGEST_LIFE)
    end = time.monotonic() + life if starting else None
    output = b""
    while end is None or time.monotonic() < end:
        if select.select([stream], [], [], 0.01)[0]:
            piece = os.read(stream, 65536)
            if not piece:
                return output, True
            output += piece
        if end is None and b"Svar: " in output:
            end = time.monotonic() + life
    return output, False


def _check(study: Path, rubric: Rubric, said: Said) -> None:
    """Compare the database with what was said; only what was being saved at the kill may be ahead of it."""
    evaluator = Evaluator(rubric)
    answers: dict[Place, str] = {}
    remarks: dict[Place, str] = {}
    with opened(study) as store, store.read() as conn:
        assert log.verify(conn).whole
        for case_id, record in first_round(conn).items():
            values, found = answers_of(rubric, record), evaluated(evaluator, record)
            assert (found.outcome, found.tally or None) == (record.outcome, record.tally)
            for name, stored in record.answers.items():
                assert stored.counted == (name in found.asked and bool(stored.values))
                place = (case_id, name)
                if name in values:
                    answers[place] = rubric.questions[name].words(values[name])
                if stored.remark:
                    remarks[place] = stored.remark
    for stored_now, was_said in ((answers, said.answers), (remarks, said.remarks)):
        differ = {place for place in {*stored_now, *was_said} if stored_now.get(place) != was_said.get(place)}
        assert differ <= {said.in_flight}
        was_said.update({place: stored_now[place] for place in differ})
