"""``audit score`` as its user meets it: the real program, a real terminal, a real database."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from audit.cases import Round
from audit.store import assessments, samples
from tests.tools.small_study import RUBRIC, audit, command, first_round, make_study, opened, order, stored_answers
from tests.tools.terminal import Terminal, program_environment

PROMPT = "Svar: "
TEXT_SECTION = """\
  - id: oplysning
    title: Sagens oplysning
    questions:
      - {id: andet, text: Er der andet?, source: Konstrueret, type: text}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The folder of a study with three drawn cases."""
    make_study(tmp_path)
    return tmp_path


@contextmanager
def at_the_screen(study: Path, *arguments: str, reviewer: str = "ABC") -> Iterator[Terminal]:
    environ = program_environment(AUDIT_REVIEWER=reviewer)
    with Terminal(command("score", *arguments), cwd=study, environ=environ) as terminal:
        yield terminal


def outcomes(study: Path) -> dict[str, tuple[str, str | None]]:
    """Reviewer and outcome of each case begun."""
    with opened(study) as store, store.read() as conn:
        return {name: (record.reviewer, record.outcome) for name, record in first_round(conn).items()}


def test_the_first_case_of_the_sample_is_handed_out_and_an_answer_is_in_the_database(study: Path) -> None:
    first = order(study)[0]
    with at_the_screen(study) as terminal:
        terminal.see("Konstruerede data", f"Sag {first}, journalnr. ", "Spørgsmål 1 af 2", PROMPT)
        terminal.type("1")
        terminal.see("Gemt: Ja")
        assert stored_answers(study) == {first: {"skriftlig": ("ja",)}}
        terminal.answer(PROMPT, "f\r")
        assert terminal.end() == 0
        assert terminal.restored()


def test_killed_in_the_middle_it_goes_on_where_it_stopped(study: Path) -> None:
    first = order(study)[0]
    with at_the_screen(study) as terminal:
        terminal.answer(PROMPT, "1")
        terminal.answer(PROMPT, "a\r")
        terminal.answer("Akthenvisning: ", "akt 7, side 2\r")
        terminal.see("Gemt: akthenvisningen")
        terminal.answer(PROMPT, "b\r")
        terminal.answer("Bemærkning: ", "halvt skrev")
        terminal.see("skrev")
        terminal.kill(signal.SIGKILL)
        terminal.process.wait()
    with at_the_screen(study) as terminal:
        terminal.see(f"Sag {first}", "Sagen er begyndt: 1 af 3 spørgsmål er besvaret.", "Spørgsmål 2 af 3")
        terminal.see("Akthenvisning: akt 7, side 2", PROMPT)
        assert not any("halvt" in line for line in terminal.lines())


ASCII_INPUT = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "environ", [{"LC_ALL": "C"}, {"LC_ALL": "da_XX.UTF-8"}, {"LC_ALL": "C.UTF-8"}, ASCII_INPUT], ids=str
)
def test_every_text_that_is_typed_is_stored_whole_in_any_locale(tmp_path: Path, environ: dict[str, str]) -> None:
    make_study(tmp_path, rubric=RUBRIC.split("  - id: oplysning")[0] + TEXT_SECTION)
    with Terminal(
        command("score"), cwd=tmp_path, environ=program_environment(AUDIT_REVIEWER="ABC", **environ)
    ) as terminal:
        terminal.answer(PROMPT, "a\r")
        terminal.answer("thenvisning: ", "æø\r")
        terminal.answer(PROMPT, "4")
        terminal.answer("ikke relevant? ", "Åben sag\r")
        terminal.answer(PROMPT, "b\r")
        terminal.answer("rkning: ", "Økonomi\r")
        terminal.answer(PROMPT, "æble på øen\r")
        terminal.answer("forlad: ", "t\r")
        terminal.answer(PROMPT, "t\r")
        terminal.answer(PROMPT, "2")
        terminal.answer("Hvorfor ", "Ændret skøn\r")
        terminal.see("Gemt: Nej")
    with opened(tmp_path) as store, store.read() as conn:
        (record,) = assessments.records(conn, assessments.all_ids(conn))
    assert record.answers["skriftlig"].citation == "æø"
    assert record.answers["skriftlig"].remark == "Åben sag"
    assert (record.answers["andet"].values, record.answers["andet"].remark) == (("æble på øen",), "Økonomi")
    assert "Ændret skøn" in audit(tmp_path, "log", "show").stdout


def test_bytes_that_are_not_utf_8_are_refused_and_not_stored_as_something_else(study: Path) -> None:
    environ = program_environment(AUDIT_REVIEWER="ABC", LC_ALL="C")
    with Terminal(command("score"), cwd=study, environ=environ) as terminal:
        terminal.answer(PROMPT, "b\r")
        terminal.see("rkning: ")
        os.write(terminal.master, "Økonomi\r".encode("iso8859-1"))
        terminal.see("kke gemt")
    with opened(study) as store, store.read() as conn:
        assert all(not one.answers for one in assessments.records(conn, assessments.all_ids(conn)))


def test_a_case_is_finished_and_changed_afterwards(study: Path) -> None:
    first, second, _ = order(study)
    with at_the_screen(study) as terminal:
        for keys in ("1", "1", "1 2\r"):
            terminal.answer(PROMPT, keys)
        terminal.see("Ingen fund.", "Udfald: Rigtig", "I alt er 1 af 3 sager bedømt.", "forlad: ")
        assert outcomes(study) == {first: ("ABC", "rigtig")}
        terminal.type("t\r")
        terminal.see("Hvem har bidraget?", "Dit svar: Borgeren, Lægen. Enter beholder det.")
        terminal.answer(PROMPT, "t\r")
        terminal.see("Er afgørelsen begrundet?")
        terminal.answer(PROMPT, "2")
        terminal.answer("Hvorfor ændres den? ", "\r")
        terminal.see("Ikke gemt: en ændring i en færdig sag skal begrundes.")
        assert outcomes(study) == {first: ("ABC", "rigtig")}
        terminal.answer(PROMPT, "2")
        terminal.answer("Hvorfor ændres den? ", "Begrundelsen er et standardbrev\r")
        terminal.answer(PROMPT, "\r")
        terminal.see("Fund: Afgørelsen er ikke begrundet (fører til: hjemvises)", "Udfald: Hjemvises", "forlad: ")
        assert outcomes(study) == {first: ("ABC", "hjemvises")}
        terminal.type("\r")
        terminal.see(f"Sag {second}", PROMPT)
    assert stored_answers(study)[first] == {"skriftlig": ("ja",), "begrundet": ("nej",), "hvem": ("borger", "læge")}


def test_two_reviewers_are_not_handed_the_same_case(study: Path) -> None:
    first, second, third = order(study)
    with at_the_screen(study, reviewer="ABC") as one, at_the_screen(study, reviewer="DEF") as two:
        for terminal in (one, two):
            terminal.answer(PROMPT, "1")
            terminal.see("Er afgørelsen begrundet?")
        begun = outcomes(study)
    assert set(begun) == {first, second}
    assert {reviewer for reviewer, _ in begun.values()} == {"ABC", "DEF"}
    theirs = next(name for name, (reviewer, _) in begun.items() if reviewer == "DEF")
    refused = audit(study, "score", theirs, "--reviewer", "ABC")
    assert refused.returncode == 1
    assert f"Sagen »{theirs}« bedømmes allerede af DEF. Intet er ændret." in refused.stderr
    assert third not in outcomes(study)


def test_a_case_that_was_only_opened_can_be_taken_over(study: Path) -> None:
    first = order(study)[0]
    with at_the_screen(study, reviewer="DEF") as late:
        late.see(PROMPT)
        audit(study, "score", first, "--reviewer", "ABC", lines="1\n")
        assert outcomes(study)[first][0] == "ABC"
        late.type("2")
        late.see(f"Sagen »{first}« er overtaget af ABC", "ikke gemt")
    assert stored_answers(study)[first] == {"skriftlig": ("ja",)}
    assert "Loggen er hel" in audit(study, "log", "verify").stdout


@pytest.mark.parametrize("way", ["case id", "kommune and case id", "number"])
def test_a_case_can_be_asked_for(study: Path, way: str) -> None:
    third = order(study)[2]
    with opened(study) as store, store.read() as conn:
        one = samples.drawn(conn)[2]
    asked = {"case id": third, "kommune and case id": f"{one.case.kommune}/{third}", "number": "3"}[way]
    shown = audit(study, "score", asked, "--reviewer", "ABC", lines="2\n")
    assert shown.returncode == 0, shown.stderr
    assert stored_answers(study) == {third: {"skriftlig": ("nej",)}}


def test_a_case_that_is_not_drawn_is_refused_with_the_nearest(study: Path) -> None:
    refused = audit(study, "score", "S_1", "--reviewer", "ABC")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "Sagen »S_1« er ikke med i undersøgelsen – mente du »S-1«? Se dem, der er, med »audit sample show«.\n"
    )
    assert outcomes(study) == {}


@pytest.mark.parametrize("reviewer", ["Jens Jensen", "jens@kommune.dk", "A" * 13])
def test_a_reviewer_is_a_code_and_never_a_name(study: Path, reviewer: str) -> None:
    refused = audit(study, "score", "--reviewer", reviewer)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "skrives som en kode" in refused.stderr


def test_a_reviewer_who_is_a_cpr_number_is_not_quoted(study: Path) -> None:
    refused = audit(study, "score", "--reviewer", "010113-1234")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "CPR-nummer" in refused.stderr
    assert "010113" not in refused.stderr


def test_without_a_reviewer_it_asks_for_one(study: Path) -> None:
    refused = audit(study, "score")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Hvem bedømmer? Skriv din kode")


def test_the_reviewer_of_the_study_is_used_until_another_is_given(study: Path) -> None:
    config = study / "audit.toml"
    config.write_text(config.read_text("utf-8") + 'reviewer = "TOML"\n', "utf-8")
    audit(study, "score", lines="1\n")
    audit(study, "score", lines="1\n", AUDIT_REVIEWER="ENV")
    audit(study, "score", "--reviewer", "VALG", lines="1\n", AUDIT_REVIEWER="ENV")
    assert [reviewer for reviewer, _ in outcomes(study).values()] == ["TOML", "ENV", "VALG"]


def test_everything_that_is_not_an_answer_is_told_and_asked_again(study: Path) -> None:
    first = order(study)[0]
    with at_the_screen(study) as terminal:
        terminal.answer(PROMPT, "9")
        terminal.see("Ikke gemt: der er ikke noget svar 9. Vælg 1 til 4; ? viser tasterne.")
        terminal.answer(PROMPT, "b\r")
        terminal.answer("Bemærkning: ", "010113-1234\r")
        terminal.see("Ikke gemt: teksten indeholder noget, der ligner et CPR-nummer. Skriv den uden.")
        terminal.answer(PROMPT, "4")
        terminal.answer("ikke relevant? ", "Sagen er henlagt\r")
        terminal.see("Gemt: Ikke relevant")
        terminal.answer(PROMPT, "f\r")
    with opened(study) as store, store.read() as conn:
        key = next(one.case.key for one in samples.drawn(conn) if one.case.case_id == first)
        id_ = assessments.find(conn, key, Round.FIRST)
        assert id_ is not None
        record = assessments.load(conn, id_)
    assert record.answers["skriftlig"].special and record.answers["skriftlig"].remark == "Sagen er henlagt"
    assert b"010113" not in (study / "lille.db").read_bytes()


@pytest.mark.parametrize(
    ("lines", "number", "why"),
    [("9\n1\n", 1, "ikke noget svar 9"), ("1\nb\n010113-1234\n", 3, "ligner et CPR-nummer"), ("1\n7\n", 2, "svar 7")],
)
def test_a_file_ends_at_the_line_that_is_no_answer(study: Path, lines: str, number: int, why: str) -> None:
    done = audit(study, "score", "--reviewer", "ABC", lines=lines)
    assert done.returncode == 1
    assert f"Linje {number} kan ikke bruges: " in done.stderr and why in done.stderr
    assert "resten er ikke læst" in done.stderr
    assert "010113" not in done.stdout + done.stderr


def test_of_two_windows_on_one_case_the_second_overwrites_nothing(study: Path) -> None:
    first = order(study)[0]
    with at_the_screen(study, first) as one, at_the_screen(study, first) as two:
        one.see(PROMPT)
        two.see(PROMPT)
        one.type("1")
        one.see("Gemt: ")
        two.type("2")
        two.see(f"Sagen »{first}« er ændret et andet sted")
        assert two.end() == 1
        one.answer(PROMPT, "1")
        one.see("Gemt: Ja", "Spørgsmål 3 af 3")
        assert stored_answers(study)[first] == {"skriftlig": ("ja",), "begrundet": ("ja",)}
    assert audit(study, "log", "verify").returncode == 0


def test_when_no_case_is_left_it_says_so(study: Path) -> None:
    done = audit(study, "score", "--reviewer", "ABC", lines="2\n1\n" * 3)
    assert done.stdout.endswith("Der er ikke flere sager til dig. I alt er 3 af 3 sager bedømt.\n")
    again = audit(study, "score", "--reviewer", "ABC")
    assert again.stdout.endswith("Der er ikke flere sager til dig. I alt er 3 af 3 sager bedømt.\n")
    assert set(outcomes(study).values()) == {("ABC", "ændres")}


def test_a_finished_case_asked_for_is_shown_and_can_be_changed(study: Path) -> None:
    first = order(study)[0]
    audit(study, "score", "--reviewer", "ABC", lines="2\n1\n")
    with at_the_screen(study, first) as terminal:
        terminal.see("Sagen er bedømt: 2 af 2 spørgsmål er besvaret.", "Udfald: Ændres", "forlad: ")
        terminal.type("t\r")
        terminal.see("Dit svar: Borgeren.", PROMPT)
        terminal.type("t\r")
        terminal.see("Dit svar: Nej.", PROMPT)
        terminal.type("1")
        terminal.answer("Hvorfor ændres den? ", "Brevet lå i et andet bilag\r")
        terminal.see("Gemt: Ja", "Er afgørelsen begrundet?", PROMPT)
        assert outcomes(study)[first] == ("ABC", None)
        terminal.type("1")
        terminal.see("Gemt: Ja", "Udfald: Rigtig", "forlad: ")
    log = audit(study, "log", "show", "--case", first).stdout
    assert log.count("Brevet lå i et andet bilag") == 1, "what is new to the case takes no reason"


def test_a_named_case_is_the_only_one_that_is_touched(study: Path) -> None:
    first, second, _ = order(study)
    done = audit(study, "score", second, "--reviewer", "ABC", lines="2\n1\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Den næste sag: »audit score --reviewer ABC«.\n")
    assert set(outcomes(study)) == {second}
    for name in (first, second):  # one not begun, one finished
        spilt = audit(study, "score", name, "--reviewer", "ABC", lines="2\n1\n1\n")
        assert spilt.returncode == 1
        assert "er for meget: der er ikke mere at svare på." in spilt.stderr
    assert set(outcomes(study)) == {first, second}
    assert len(stored_answers(study)[first]) == len(stored_answers(study)[second]) == 2


def test_an_optional_question_is_passed_over_with_enter(tmp_path: Path) -> None:
    optional = "      - {id: andet, text: Er der andet?, source: Konstrueret, type: text, required: false}\n"
    make_study(tmp_path, rubric=RUBRIC + optional)
    first = order(tmp_path)[0]
    with at_the_screen(tmp_path, first) as terminal:
        terminal.answer(PROMPT, "2")
        terminal.answer(PROMPT, "1\r")
        terminal.see("Er der andet?", "Enter alene springer over.")
        assert outcomes(tmp_path) == {first: ("ABC", "ændres")}
        terminal.answer(PROMPT, "\r")
        terminal.see("Sagen er bedømt: 2 af 3 spørgsmål er besvaret.", "forlad: ")
        terminal.type("t\r")
        terminal.see("Er der andet?")
        terminal.answer(PROMPT, "Afgørelsen er genoptaget\r")
        terminal.see("Gemt: Afgørelsen er genoptaget", "3 af 3 spørgsmål er besvaret.")
    assert audit(tmp_path, "score", "--reviewer", "ABC", lines="2\n1\n\n" * 2).returncode == 0
    assert len(outcomes(tmp_path)) == 3
    (tmp_path / "svar.csv").write_text(f"sagsnr;bedømmer;runde;skriftlig;hvem\n{first};DEF;anden;nej;borger\n", "utf-8")
    assert "1 er bedømt færdig" in audit(tmp_path, "answers", "import", "svar.csv").stdout
    assert audit(tmp_path, "log", "verify").returncode == 0


UNLIKELY = (
    RUBRIC.replace("facts:\n", "facts:\n  ansøgt: {type: date, label: Ansøgt, required: false}\n")
    + """\
      - {id: begyndt, text: Hvornår begyndte sagen?, source: Konstrueret, type: date}
      - {id: afgjort, text: Hvornår blev den afgjort?, source: Konstrueret, type: date, min: 1850-01-01}
      - {id: pct, text: Hvor mange procent?, source: Konstrueret, type: number, unit: procent}
deadlines:
  - {id: sent, start: begyndt, end: afgjort, within: {weeks: 8}, outcome: ændres, text: For sent, law: lab}
"""
)


def test_what_is_unlikely_is_asked_about_and_stored_only_when_it_is_said_to_be_right(tmp_path: Path) -> None:
    make_study(tmp_path, rubric=UNLIKELY)
    first = order(tmp_path)[0]
    with at_the_screen(tmp_path, first) as terminal:
        terminal.answer(PROMPT, "2")
        terminal.answer(PROMPT, "1\r")
        terminal.answer(PROMPT, "31-10-1013\r")
        terminal.see("31-10-1013 er før 01-01-1900.")
        terminal.answer("Skriv j for ja: ", "\r")
        terminal.see("Ikke gemt: svaret er ikke bekræftet.")
        terminal.answer(PROMPT, "4. februar 2013\r")
        terminal.see("Gemt: 04-02-2013")
        terminal.answer(PROMPT, "7-1-13\r")
        terminal.see("07-01-2013 (»Hvornår blev den afgjort?«) ligger før 04-02-2013 (»Hvornår", "begyndte sagen?«).")
        terminal.answer("Skriv j for ja: ", "n\r")
        terminal.see("Ikke gemt: svaret er ikke bekræftet.")
        assert "afgjort" not in stored_answers(tmp_path)[first]
        terminal.answer(PROMPT, "1-1-1849\r")
        terminal.see("Ikke gemt: 1-1-1849 er før 1. januar 1850, som er den tidligste.")
        terminal.answer(PROMPT, "1-3-2013\r")
        terminal.see("Gemt: 01-03-2013")
        terminal.answer(PROMPT, "110\r")
        terminal.see("110 procent er større end 100.")
        terminal.answer("Skriv j for ja: ", "j\r")
        terminal.see("Gemt: 110 procent", "Udfald: Ændres")


@pytest.mark.parametrize(
    ("start", "end", "pct", "said"),
    [
        ("01-06-2013", "01-02-2013", "50", "ligger før 01-06-2013"),
        ("31-10-2103", "", "50", "31-10-2103 er efter 31-12-"),
        ("31-10-0013", "", "50", "31-10-0013 er før 01-01-1900."),
        ("", "", "-1", "-1 procent er mindre end 0."),
        ("01-06-2013", "01-06-2013", "100", ""),
        ("", "31-10-1880", "0", ""),
    ],
)
def test_what_is_unlikely_in_a_file_must_be_confirmed(
    tmp_path: Path, start: str, end: str, pct: str, said: str
) -> None:
    make_study(tmp_path, rubric=UNLIKELY)
    row = f"sagsnr;bedømmer;skriftlig;hvem;begyndt;afgjort;pct\nS-1;ABC;nej;borger;{start};{end};{pct}\n"
    (tmp_path / "svar.csv").write_text(row, "utf-8")
    done = audit(tmp_path, "answers", "import", "svar.csv")
    assert done.returncode == int(bool(said))
    if said:
        assert said in done.stderr and "--accept-unlikely" in done.stderr
        assert stored_answers(tmp_path) == {}
        assert audit(tmp_path, "answers", "import", "svar.csv", "--accept-unlikely").returncode == 0
    assert stored_answers(tmp_path)


IN_ORDER = UNLIKELY.replace("min: 1850-01-01", "not_before: begyndt")


def test_dates_the_rubric_holds_in_order_are_refused_and_asked_again(tmp_path: Path) -> None:
    make_study(tmp_path, rubric=IN_ORDER)
    first = order(tmp_path)[0]
    with at_the_screen(tmp_path, first) as terminal:
        for keys in ("2", "1\r", "4-2-13\r", "7-1-13\r"):
            terminal.answer(PROMPT, keys)
        terminal.see("Ikke gemt: 07-01-2013 ligger før 04-02-2013")
        terminal.answer(PROMPT, "1-3-2013\r")
        terminal.answer(PROMPT, "50\r")
        terminal.see("Udfald: Ændres", "forlad: ")
        terminal.type("t\r")
        for keys in ("t\r", "t\r", "1-4-2013\r"):
            terminal.answer(PROMPT, keys)
        terminal.answer("Skriv j for ja: ", "j\r")
        terminal.answer("Hvorfor ændres den? ", "skrivefejl\r")
        terminal.see("Gemt: 01-04-2013", "Hvornår blev den afgjort?", PROMPT)
        assert outcomes(tmp_path)[first] == ("ABC", None), "nothing is judged on dates in the wrong order"
        terminal.type("\r")
        terminal.see("Datoen ligger før en anden dato i sagen.")
        terminal.answer(PROMPT, "2-4-2013\r")
        terminal.answer("Hvorfor ændres den? ", "skrivefejl\r")
        terminal.see("Gemt: 02-04-2013", "Udfald: Ændres")


def test_a_file_with_dates_in_the_wrong_order_cannot_be_confirmed(tmp_path: Path) -> None:
    make_study(tmp_path, rubric=IN_ORDER)
    row = "sagsnr;bedømmer;skriftlig;hvem;begyndt;afgjort;pct\nS-1;ABC;nej;borger;1-6-2013;1-2-2013;50\n"
    (tmp_path / "svar.csv").write_text(row, "utf-8")
    refused = audit(tmp_path, "answers", "import", "svar.csv", "--accept-unlikely")
    assert refused.returncode == 1
    assert "»afgjort«: 01-02-2013 ligger før 01-06-2013" in refused.stderr
    assert stored_answers(tmp_path) == {}


def test_a_finished_case_can_be_changed_from_a_file_with_a_reason(study: Path) -> None:
    first = order(study)[0]
    audit(study, "score", first, "--reviewer", "ABC", lines="2\n1\n")
    done = audit(study, "score", first, "--reviewer", "ABC", lines="t\n2\nLægens brev er i akterne\n")
    assert done.returncode == 0, done.stderr
    assert stored_answers(study)[first]["hvem"] == ("læge",)
    assert "Lægens brev er i akterne" in audit(study, "log", "show", "--case", first).stdout


def test_lines_left_over_when_no_case_is_left_are_refused(study: Path) -> None:
    done = audit(study, "score", "--reviewer", "ABC", lines="2\n1\n" * 3 + "\n1\n")
    assert done.returncode == 1
    assert "Linje 8 er for meget" in done.stderr


@pytest.mark.parametrize(
    ("given", "again"),
    [
        ((), "audit score"),
        (("--reviewer", "DEF"), "audit score --reviewer DEF"),
        (("--round", "second", "--reviewer", "DEF"), "audit score --reviewer DEF --round second"),
        (("--round", "anden"), "audit score --round anden"),
        (("S-1",), "audit score S-1"),
    ],
)
def test_the_hint_on_leaving_is_what_must_be_typed(study: Path, given: tuple[str, ...], again: str) -> None:
    left = audit(study, "score", *given, lines="f\n", AUDIT_REVIEWER="ABC")
    assert left.stdout.endswith(f"Gå videre med »{again}«.\n"), left.stderr


@pytest.mark.parametrize("word", ["ja", "anden", "fremgår", "borger", "hjælp", "overblik", "tom"])
def test_a_word_typed_where_a_key_is_expected_opens_nothing(study: Path, word: str) -> None:
    with at_the_screen(study) as terminal:
        terminal.answer(PROMPT, word)
        terminal.type("\r")
        terminal.see("Gemt: Ja" if word == "ja" else f"Ikke gemt: der er ikke noget svar {word}.", PROMPT)


def test_a_case_in_which_nothing_is_asked_is_finished_at_once(tmp_path: Path) -> None:
    make_study(tmp_path, rubric=NOTHING_FOR_FLEKS)
    done = audit(tmp_path, "score", "--reviewer", "ABC", lines="1\n")
    assert done.returncode == 0
    assert done.stdout.endswith("Der er ikke flere sager til dig. I alt er 3 af 3 sager bedømt.\n")


def test_before_the_draw_there_is_nothing_to_score(tmp_path: Path) -> None:
    make_study(tmp_path, drawn=0)
    refused = audit(tmp_path, "score", "--reviewer", "ABC")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Undersøgelsens sager ligger ikke fast endnu.")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_signals_leave_the_terminal_and_the_answers_whole(study: Path, number: signal.Signals, code: int) -> None:
    first = order(study)[0]
    with at_the_screen(study) as terminal:
        terminal.answer(PROMPT, "1")
        terminal.see("Gemt: Ja", PROMPT)
        terminal.kill(number)
        assert terminal.end() == code
        assert terminal.restored()
    assert stored_answers(study) == {first: {"skriftlig": ("ja",)}}


def test_nothing_is_ever_drawn_over(study: Path) -> None:
    """Append-only: the only control sequences are bold, and asking to be told of pasted text."""
    with at_the_screen(study) as terminal:
        for keys in ("1", "o\r", "h\r", "?", "1", "1\r"):
            terminal.answer(PROMPT, keys)
        terminal.see("forlad: ")
        sequences = set(re.findall(r"\x1b\[[0-?]*[ -/]*[@-~]", terminal.received()))
    assert sequences <= {"\x1b[1m", "\x1b[0m", "\x1b[?2004h", "\x1b[?2004l"}


NOTHING_FOR_FLEKS = """\
format: 1
id: lille
version: "1"
title: Konstruerede data
facts:
  art: {type: choice, options: {fleks: Fleksjob, andet: Andet}}
outcomes:
  ladder: [rigtig, ændres, hjemvises]
laws:
  lab: {cite: "LAB § 122, stk. 2", source: Konstrueret}
sections:
  - id: afgoerelse
    title: Kommunens afgørelse
    questions:
      - id: skriftlig
        text: Er afgørelsen skriftlig?
        law: lab
        ask_if: {art: andet}
        type: choice
        options: [ja, nej]
"""


def test_the_second_round_is_another_reviewers(study: Path) -> None:
    """Nobody is handed a case he has scored himself, nor may ask for it."""
    first, second, _ = order(study)
    for reviewer, round_, given in (("ABC", "first", first), ("ABC", "second", second)):
        with at_the_screen(study, "--round", round_, reviewer=reviewer) as terminal:
            terminal.see(f"Sag {given}", PROMPT)
    refused = audit(study, "score", first, "--round", "second", "--reviewer", "ABC")
    assert refused.returncode == 1
    assert f"Du har selv bedømt sagen »{first}«." in refused.stderr
    with at_the_screen(study, "--round", "second", reviewer="XYZ") as terminal:
        terminal.see(f"Sag {first}", PROMPT)
