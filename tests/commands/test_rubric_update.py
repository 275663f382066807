"""``audit rubric update`` on a study that is being scored, in SQLite and PostgreSQL. Konstruerede data."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit.cases import Note, Round
from audit.cli import main
from audit.commands import answers as answers_module
from audit.errors import StateError
from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
from audit.rubric.tally import ItemKind
from audit.store import assessments, log, rubrics, samples
from audit.study import switch
from audit.study.desk import StoreDesk
from audit.study.opening import checked
from tests.tools.small_study import RUBRIC, make_study, opened
from tests.tools.tallied import item_counts

ANSWERS = (
    "ja;ja;borger;fordi",
    "nej;;læge;",
    "fremgår_ikke;;borger,læge;",
    "ja;nej;læge;ikke godt",
    "ikke_relevant;;borger;gælder ikke",
    "ja;ja;borger;",
)

NEXT = {
    'version: "1"': 'version: "2"',
    "id: begrundet\n": "id: grund\n        renamed_from: begrundet\n",
    "[fremgår_ikke, ikke_relevant]": "[ikke_relevant]",
    "læge: Lægen": "lægen: Lægen",
    "outcome: hjemvises": "outcome: ændres",
}
MORE = """\
      - id: rettidig
        text: Er afgørelsen truffet i tide?
        source: Konstrueret
        ask_if: {grund: ja}
        type: choice
        options: [ja, nej]
"""
DECISIONS = """\
decisions:
  - {question: skriftlig, answer: fremgår_ikke, becomes: bedøm_igen, reason: Aftalt på møde}
  - {question: hvem, answer: læge, becomes: lægen}
"""


def rewritten(write: dict[str, str], more: str = "") -> str:
    text = RUBRIC
    for before, after in write.items():
        assert before in text
        text = text.replace(before, after, 1)
    return text + more


@dataclass
class Site:
    """A scored study in a folder, and the program run in it."""

    folder: Path
    database: str
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = main(["--config", str(self.folder / "audit.toml"), *arguments])
        out, err = self.capsys.readouterr()
        return code, out, err

    def ok(self, *arguments: str) -> str:
        code, out, err = self.run(*arguments)
        assert code == 0, err
        return out

    def refused(self, *arguments: str) -> str:
        code, _, err = self.run(*arguments)
        assert code == 1
        return err

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)

    def update(self, *arguments: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.ok("rubric", "update", *arguments, "--json"))
        return document

    def stored(self) -> dict[str, Any]:
        """Everything there is of each assessment, and the rubric and the log they stand under."""
        with opened(self.folder, self.database) as store, store.read() as conn:
            records = [assessments.load(conn, id_) for id_ in assessments.all_ids(conn)]
            frozen = samples.frozen_rubric(conn)
            assert frozen
            return {"records": records, "rubric": frozen.sha256, "events": log.head(conn).count}

    def answers(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {
            one.case.case_id: {name: given.values for name, given in one.answers.items() if given.values}
            for one in self.stored()["records"]
        }

    def verified(self) -> None:
        assert "6 bedømmelser er regnet efter og stemmer med svarene." in self.ok("log", "verify")


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Site:
    """The study with six scored cases, in draw order scored as ANSWERS say."""
    database = str(request.getfixturevalue("postgres_url")) if request.param == "postgresql" else "lille.db"
    make_study(tmp_path, cases=6, database=database)
    site = Site(tmp_path, database, capsys)
    with opened(tmp_path, database) as store, store.read() as conn:
        drawn = [one.case.case_id for one in samples.drawn(conn)]
    head = "sagsnr;bedømmer;skriftlig;begrundet;hvem;skriftlig.bemærkning"
    rows = [f"{case};ABC;{row}" for case, row in zip(drawn, ANSWERS, strict=True)]
    site.ok("answers", "import", site.write("svar.csv", "\n".join([head, *rows])))
    site.write("ny.yaml", rewritten(NEXT, MORE))
    site.write("beslutninger.yaml", DECISIONS)
    return site


def paths(site: Site) -> tuple[str, str]:
    return str(site.folder / "ny.yaml"), str(site.folder / "beslutninger.yaml")


def test_what_is_not_decided_is_refused_and_nothing_is_changed(site: Site) -> None:
    new, _ = paths(site)
    before = site.stored()
    for more in ([], ["--apply"]):
        said = site.refused("rubric", "update", new, *more)
        assert "Det er ikke bestemt, hvad der skal ske med 4 svar" in said
        assert "»skriftlig«: svaret »fremgår_ikke« (1 gang)" in said
        assert "»hvem«: svaret »læge« (3 gange)" in said
    assert site.stored() == before


def test_a_look_changes_nothing_and_says_what_the_switch_does(site: Site) -> None:
    new, decisions = paths(site)
    before = site.stored()
    found = site.update(new, "--decisions", decisions)
    assert site.stored() == before
    assert not found["applied"]
    assert found["outcomes"] == [{"before": "hjemvises", "after": "ændres", "assessments": 1}]
    assert sorted(one["unanswered"] for one in found["again"]) == [["rettidig"], ["rettidig"], ["skriftlig"]]
    applied = site.update(new, "--decisions", decisions, "--apply")
    assert applied | {"applied": False} == found


def test_the_switch_takes_the_answers_along(site: Site) -> None:
    new, decisions = paths(site)
    cases = list(site.answers())
    said = site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
    assert "3 sager skal bedømmes igen:" in said
    assert "Måleskemaet er skiftet til udgave 2." in said
    assert site.answers() == dict(
        zip(
            cases,
            [
                {"skriftlig": ("ja",), "grund": ("ja",), "hvem": ("borger",)},
                {"skriftlig": ("nej",), "hvem": ("lægen",)},
                {"hvem": ("borger", "lægen")},
                {"skriftlig": ("ja",), "grund": ("nej",), "hvem": ("lægen",)},
                {"skriftlig": ("ikke_relevant",), "hvem": ("borger",)},
                {"skriftlig": ("ja",), "grund": ("ja",), "hvem": ("borger",)},
            ],
            strict=True,
        )
    )
    records = site.stored()["records"]
    assert [one.outcome for one in records] == [None, "ændres", None, "ændres", "rigtig", None]
    assert records[0].answers["skriftlig"].remark == "fordi"
    site.verified()
    shown = site.ok("log", "show", "--last", "100")
    assert "ændring i måleskema" in shown
    assert "Aftalt på møde" in shown
    assert "spørgsmålet hedder nu »grund«" in shown


def test_once_is_enough(site: Site) -> None:
    new, decisions = paths(site)
    site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
    before = site.stored()
    said = site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
    assert "bruger allerede dette måleskema (udgave 2). Intet er ændret." in said
    assert site.stored() == before


def test_what_is_hidden_is_kept_and_not_counted_and_comes_back(site: Site) -> None:
    gone = rewritten({'version: "1"': 'version: "2"', "type: multi": "ask_if: {skriftlig: ja}\n        type: multi"})
    before = site.answers()
    site.ok("rubric", "update", site.write("skjult.yaml", gone), "--apply")
    assert site.answers() == before
    site.verified()
    back = rewritten({'version: "1"': 'version: "3"'})
    site.ok("rubric", "update", site.write("igen.yaml", back), "--apply")
    assert site.answers() == before
    assert [one.outcome for one in site.stored()["records"]].count(None) == 0
    site.verified()


def test_a_question_that_is_gone_keeps_its_answers(site: Site) -> None:
    start = RUBRIC.index("  - id: oplysning")
    gone = site.write("kort.yaml", RUBRIC[:start].replace('version: "1"', 'version: "2"'))
    assert "»hvem«: svaret »borger, læge«" in site.refused("rubric", "update", gone)
    out = site.write("ud.yaml", "decisions:\n  - {question: hvem, becomes: udgår}\n")
    before = site.answers()
    site.ok("rubric", "update", gone, "--decisions", out, "--apply")
    assert site.answers() == before
    site.verified()
    with opened(site.folder, site.database) as store, store.read() as conn:
        counted = item_counts(conn, checked(read_rubric(Path(gone).read_bytes(), "kort.yaml")).rubric)
        assert {one.code for one in counted if one.kind is ItemKind.ASKED} == {"skriftlig", "begrundet"}
    site.ok("export")
    site.ok("report")
    back = site.write("igen.yaml", RUBRIC.replace('version: "1"', 'version: "3"'))
    assert "med igen" in site.refused("rubric", "update", back)
    kept = site.write("behold.yaml", "decisions:\n  - {question: hvem, becomes: behold}\n")
    site.ok("rubric", "update", back, "--decisions", kept, "--apply")
    assert site.answers() == before
    site.verified()


def test_cases_that_lacked_only_what_is_no_longer_asked_are_finished(site: Site) -> None:
    more = site.write("mere.yaml", rewritten({'version: "1"': 'version: "2"'}, MORE.replace("grund", "begrundet")))
    assert len(site.update(more, "--apply")["again"]) == 2
    back = site.write("mindre.yaml", rewritten({'version: "1"': 'version: "3"'}))
    assert "2 sager mangler ikke mere noget svar og tælles med." in site.ok("rubric", "update", back)
    assert site.update(back, "--apply")["finished"] == 2
    site.verified()


def test_an_interruption_in_the_middle_changes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    new, decisions = paths(site)
    before = site.stored()
    saved = rubrics.save
    calls: list[int] = []

    def interrupted(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return saved(*arguments)

    monkeypatch.setattr(rubrics, "save", interrupted)
    code, _, _ = site.run("rubric", "update", new, "--decisions", decisions, "--apply")
    assert code == 130
    assert len(calls) == 4
    assert site.stored() == before
    site.verified()


def test_of_two_who_switch_at_once_one_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the other's look and the other's switch the rubric is switched."""
    new, decisions = paths(site)
    other = site.write("anden.yaml", rewritten({'version: "1"': 'version: "1b"', "title: Kommunens": "title: En"}))
    apply = switch.apply

    def overtaken(*arguments: Any) -> Any:
        monkeypatch.undo()
        site.ok("rubric", "update", other, "--apply")
        return apply(*arguments)

    monkeypatch.setattr(switch, "apply", overtaken)
    assert "skiftet, mens du arbejdede" in site.refused("rubric", "update", new, "--decisions", decisions, "--apply")
    with opened(site.folder, site.database) as store, store.read() as conn:
        assert [one.version for one in rubrics.versions(conn)] == ["1", "1b"]
    site.verified()


def test_who_is_scoring_meanwhile_stores_nothing_by_the_old_rubric(site: Site) -> None:
    new, decisions = paths(site)
    rubric = read_rubric(RUBRIC.encode(), "måleskema.yaml").rubric
    assert rubric
    with opened(site.folder, site.database) as store:
        with store.read() as conn:
            seen = rubrics.current_sha256(conn)
            first = samples.drawn(conn)[0].case.key
        desk = StoreDesk(store, Evaluator(rubric), "ABC", Round.FIRST, first, seen)
        work = desk.next_case()
        assert work
        site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
        before = site.stored()
        with pytest.raises(StateError, match="skiftet, mens du arbejdede"):
            desk.save(work.key, "begrundet", "nej", Note())
        with pytest.raises(StateError, match="skiftet, mens du arbejdede"):
            StoreDesk(store, Evaluator(rubric), "ABC", Round.FIRST, None, seen).next_case()
    assert site.stored() == before


def test_answers_read_by_the_old_rubric_are_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rubric is switched while a file of answers is being read."""
    new, decisions = paths(site)
    read = answers_module.read_recorded

    def overtaken(*arguments: Any, **named: Any) -> Any:
        site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
        return read(*arguments, **named)

    monkeypatch.setattr(answers_module, "read_recorded", overtaken)
    said = site.refused("answers", "import", str(site.folder / "svar.csv"), "--replace")
    assert "skiftet, mens du arbejdede" in said
    assert "grund" in next(iter(site.answers().values()))
    site.verified()


def test_only_comments_and_tests_are_frozen_anew_without_a_word_to_the_reader(site: Site) -> None:
    said = site.ok("rubric", "update", site.write("kommentar.yaml", RUBRIC + "# en kommentar\n"), "--apply")
    assert "Ingen ændringer." in said
    site.verified()
    site.ok("report")
    assert "skiftet under undersøgelsen" not in (site.folder / "out" / "lille.html").read_text("utf-8")


def test_json_is_all_there_is_on_the_output(site: Site) -> None:
    new, _ = paths(site)
    code, out, _ = site.run("rubric", "update", new, "--json", "--template", str(site.folder / "bestem.yaml"))
    assert code == 0
    assert [one["answer"] for one in json.loads(out)["undecided"]] == ["fremgår_ikke", "læge"]
    code, out, err = site.run("rubric", "update", new, "--json")
    assert code == 1
    assert json.loads(out)["applied"] is False
    assert "4 svar" in err


@pytest.mark.parametrize(
    ("write", "said"),
    [
        ({"id: lille": "id: stor"}, "Filen er måleskemaet »stor«, og undersøgelsen bruger »lille«."),
        ({"Er afgørelsen skriftlig?": "På skrift?"}, "hedder stadig udgave 1"),
        ({'version: "1"': 'version: "2"', "facts:\n": "facts:\n  alder: {type: number}\n"}, "oplysningen »alder«"),
        ({'version: "1"': 'version: "2"', "andet: Andet": "øvrige: Andet"}, "»andet« er ikke en af mulighederne"),
        ({"skriftlig: ja": "skriftlig: jaa"}, "mente du »ja«?"),
    ],
)
def test_a_rubric_that_cannot_be_used_is_refused(site: Site, write: dict[str, str], said: str) -> None:
    before = site.stored()
    assert said in site.refused("rubric", "update", site.write("forkert.yaml", rewritten(write)), "--apply")
    assert site.stored() == before


TAKEN = {
    'version: "1"': 'version: "2"',
    """      - id: begrundet
        text: Er afgørelsen begrundet?
        law: lab
        ask_if: {skriftlig: ja}
        type: choice
        options: [ja, nej]
        findings:
          nej: {id: ikke-begrundet, outcome: hjemvises, text: Afgørelsen er ikke begrundet}
""": "",
    "id: skriftlig\n": "id: begrundet\n        renamed_from: skriftlig\n",
}


def test_a_name_that_was_another_questions_is_refused(site: Site) -> None:
    before = site.stored()
    decisions = site.write("b.yaml", "decisions:\n  - {question: skriftlig, becomes: udgår}\n")
    new = site.write("taget.yaml", rewritten(TAKEN))
    said = site.refused("rubric", "update", new, "--decisions", decisions, "--apply")
    assert "»skriftlig« skal hedde »begrundet«, som var et andet spørgsmål." in said
    assert site.stored() == before


def test_the_number_of_an_earlier_version_is_not_used_again(site: Site) -> None:
    new, decisions = paths(site)
    applied = site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
    assert f'Skriv rubric = "{new}" under [files] i audit.toml' in applied
    before = site.stored()
    again = site.write("igen.yaml", (site.folder / "ny.yaml").read_text("utf-8").replace('"2"', '"1"'))
    assert "Udgave 1 har undersøgelsen haft før" in site.refused("rubric", "update", again, "--apply")
    assert site.stored() == before


def test_the_report_and_the_workbook_say_that_the_rubric_was_switched(site: Site) -> None:
    from openpyxl import load_workbook

    new, decisions = paths(site)
    site.ok("report")
    page = site.folder / "out" / "lille.html"
    assert "skiftet under undersøgelsen" not in page.read_text("utf-8")
    site.ok("rubric", "update", new, "--decisions", decisions, "--apply")
    site.ok("report")
    site.ok("export")
    said = "udgave 1 blev til udgave 2"
    assert said in page.read_text("utf-8")
    about = load_workbook(site.folder / "out" / "lille.xlsx")["Om"]
    cells = [str(cell.value) for row in about.iter_rows() for cell in row if cell.value]
    assert any(said in cell for cell in cells)
    with opened(site.folder, site.database) as store, store.read() as conn:
        assert any(rubrics.current_sha256(conn) in cell for cell in cells)


def test_diff_of_one_file_counts_what_the_study_has(site: Site) -> None:
    new, _ = paths(site)
    found = json.loads(site.ok("rubric", "diff", new, "--json"))["changes"]
    touched = {(one["name"], one["consequence"]): one["answers"] for one in found}
    assert touched["hvem", "decide"] == 3
    assert touched["skriftlig", "decide"] == 1
    alone = json.loads(site.ok("rubric", "diff", str(site.folder / "måleskema.yaml"), new, "--json"))["changes"]
    assert {one["answers"] for one in alone} == {None}
    assert "Der kan kun sammenlignes to udgaver" in site.refused("rubric", "diff", new, new, new)
