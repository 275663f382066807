"""The scoring screen in a real terminal, over a desk in memory."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tools.terminal import ROOT, Terminal, program_environment

PROGRAM = ROOT / "tests" / "tools" / "desk_program.py"
PROMPT = "Svar: "


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """What the desk has saved, in order."""

    def read() -> list[dict[str, Any]]:
        file = tmp_path / "saved.jsonl"
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    return read


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal([sys.executable, str(PROGRAM), str(tmp_path / "saved.jsonl")]) as opened:
        yield opened


def piped(tmp_path: Path, lines: str | bytes) -> subprocess.CompletedProcess[bytes]:
    entries = lines.encode() if isinstance(lines, str) else lines
    arguments = [sys.executable, str(PROGRAM), str(tmp_path / "saved.jsonl")]
    return subprocess.run(arguments, input=entries, capture_output=True, env=program_environment(), timeout=60)


def test_a_case_is_shown_with_its_facts_and_its_first_question(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    assert terminal.lines()[1:] == [
        "Sag S-1, journalnr. 27.36-13, kommune Aarhus",
        "  Afgørelsen er fra: 31-10-2013",
        "  Art: Fleksjob [jf. § 50]",
        "  Timer: 12,5",
        "Afsnit 1 af 2: Kommunens afgørelse. Spørgsmål 1 af 5.",
        "Er der truffet en skriftlig afgørelse om arbejdsevnen?",
        "Regel: LAB § 122, stk. 2",
        "  1  Ja",
        "  2  Nej",
        "  3  Fremgår ikke",
        "  4  Ikke relevant",
        "Skriv og tryk Enter: t tilbage, b bemærkning, a akthenvisning, h hjælp, o",
        "  overblik, f forlad",
        "Svar:",
    ]


def test_one_key_answers_saves_and_moves_on(terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]) -> None:
    terminal.answer(PROMPT, "1")
    terminal.see("Gemt: Ja", "Spørgsmål 2 af 6", PROMPT)
    assert [(row["question"], row["values"]) for row in saved()] == [("skriftlig", ["ja"])]
    assert "Svar: 1" in terminal.lines()


def test_a_whole_case_ends_with_findings_and_outcome_and_leads_to_the_next(terminal: Terminal) -> None:
    for keys in ("1", "2", "1 2\r", "12,5\r", "31-10-2013\r", "Arbejdsevnen\r"):
        terminal.answer(PROMPT, keys)
    terminal.see("forlad: ")
    result = terminal.lines()[terminal.lines().index("Sagen er bedømt: 6 af 6 spørgsmål er besvaret.") :]
    assert result == [
        "Sagen er bedømt: 6 af 6 spørgsmål er besvaret.",
        "  Fund: Ikke-begrundet (fører til: hjemvises)",
        "  Udfald: Hjemvises",
        "I alt er 1 af 2 sager bedømt.",
        "Enter næste sag, t tilbage i sagen, o overblik, u afgør udfaldet, f forlad:",
    ]
    terminal.type("1")
    terminal.see("Tryk Enter, eller skriv t, o, u eller f, og tryk Enter.", "forlad: ")
    terminal.type("o\r")
    terminal.see("Overblik: 6 af 6 spørgsmål er besvaret.", "Hvad er sagens kerne? – Arbejdsevnen", "forlad: ")
    terminal.type("\r")
    terminal.see("Sag S-2, kommune København")
    for keys in ("2", "3\r", "#1\r", "1.1.2014\r", "ord\r"):
        terminal.answer(PROMPT, keys)
        terminal.see("Gemt: ")
    terminal.see("forlad: ")
    terminal.type("\r")
    assert terminal.end() == 0
    assert terminal.lines()[-1] == "Der er ikke flere sager til dig. I alt er 2 af 2 sager bedømt."


def test_back_shows_the_answer_and_enter_keeps_it(
    terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]
) -> None:
    terminal.answer(PROMPT, "1")
    terminal.answer(PROMPT, "t\r")
    terminal.see("Spørgsmål 1 af 6", "Dit svar: Ja. Enter beholder det.", PROMPT)
    terminal.type("\r")
    terminal.see("Spørgsmål 2 af 6", PROMPT)
    assert len(saved()) == 1
    terminal.type("t\r")
    terminal.answer(PROMPT, "2")
    terminal.see("Gemt: Nej", "Hvem har bidraget?")
    assert [row["values"] for row in saved()] == [["ja"], ["nej"]]


def test_arrow_and_function_keys_answer_nothing(terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]) -> None:
    terminal.see(PROMPT)
    for sequence in ("\x1b[A", "\x1b[B", "\x1bOA", "\x1b[1;5B", "\x1b[15~", "\x1b[1~", "\x1bb", "\x1b1", "\t", "\x7f"):
        terminal.type(sequence)
        time.sleep(0.02)
    terminal.type("?")
    terminal.see("tasterne", PROMPT)
    assert saved() == []
    assert [line for line in terminal.lines() if line.startswith(("Svar:", "Bemærkning", "Ikke gemt"))] == [
        "Svar: ?",
        "Svar:",
    ]


def test_pasted_text_answers_nothing(terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]) -> None:
    terminal.answer(PROMPT, "\x1b[200~1\r1\r1\r\x1b[201~")
    terminal.see("Ikke gemt: indsat tekst bruges ikke som svar. Tryk én tast.", PROMPT)
    assert saved() == []


def test_keys_typed_ahead_answer_nothing_unseen(terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]) -> None:
    terminal.answer(PROMPT, "1111111")
    terminal.see("Gemt: Ja", "Spørgsmål 2 af 6", PROMPT)
    terminal.type("?")
    terminal.see("Spørgsmål 2 af 6", PROMPT)
    assert len(saved()) == 1


def test_a_remark_of_several_pasted_lines_is_kept_whole(
    terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]
) -> None:
    terminal.answer(PROMPT, "b\r")
    terminal.answer("Bemærkning: ", "\x1b[200~Første linje\randen linje\x1b[201~\r")
    terminal.see("Gemt: bemærkningen", PROMPT)
    assert saved()[0]["remark"] == "Første linje anden linje"


def test_a_remark_can_be_edited_longer_than_a_terminal_line_kept_and_deleted(
    terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]
) -> None:
    long = "ord " * 1500 + "slut"
    terminal.answer(PROMPT, "b\r")
    terminal.answer("Bemærkning: ", long)
    terminal.type("\x1b[D" * 4 + "den er ")
    terminal.type("\r")
    terminal.see("Gemt: bemærkningen", PROMPT)
    assert saved()[0]["remark"] == "ord " * 1500 + "den er slut"
    terminal.type("b\r")
    terminal.answer("Enter lader den stå, - sletter den): ", "\r")
    terminal.see("Uændret.", PROMPT)
    terminal.type("b\r")
    terminal.answer("Enter lader den stå, - sletter den): ", "-\r")
    terminal.see("Gemt: bemærkningen", PROMPT)
    assert saved()[-1]["remark"] == ""


def test_not_relevant_asks_for_the_reason_and_saves_both_at_once(
    terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]
) -> None:
    terminal.answer(PROMPT, "4")
    terminal.answer("Hvorfor er spørgsmålet ikke relevant? ", "\r")
    terminal.see("Ikke gemt: »Ikke relevant« skal begrundes.", PROMPT)
    assert saved() == []
    terminal.type("4")
    terminal.answer("Hvorfor er spørgsmålet ikke relevant? ", "Sagen er afsluttet.\r")
    terminal.see("Gemt: Ikke relevant", PROMPT)
    assert [(row["values"], row["remark"]) for row in saved()] == [(["ikke_relevant"], "Sagen er afsluttet.")]


@pytest.mark.parametrize("prompt_key", ["b", "a"])
def test_a_cpr_number_in_words_is_refused(
    terminal: Terminal, saved: Callable[[], list[dict[str, Any]]], prompt_key: str
) -> None:
    terminal.answer(PROMPT, f"{prompt_key}\r")
    terminal.answer(": ", "Se 010113-1234\r")
    terminal.see("Ikke gemt: teksten indeholder noget, der ligner et CPR-nummer. Skriv den uden.", PROMPT)
    assert saved() == []


def test_help_overview_and_the_citation(terminal: Terminal) -> None:
    terminal.answer(PROMPT, "h\r")
    terminal.see(
        "En aftale om fleksjobbet", "LAB § 122, stk. 2: Arbejdsevnen vurderes.", "Kilde: Vejledningen, kapitel 3"
    )
    terminal.answer(PROMPT, "1")
    terminal.answer(PROMPT, "a\r")
    terminal.answer("Akthenvisning: ", "akt 4, s. 2 [jf. § 50]\r")
    terminal.see("Gemt: akthenvisningen", "Akthenvisning: akt 4, s. 2 [jf. § 50]")
    terminal.answer(PROMPT, "o\r")
    terminal.see(PROMPT)
    assert terminal.lines()[-19:-10] == [
        "Svar: o",
        "Overblik: 1 af 6 spørgsmål er besvaret.",
        "Kommunens afgørelse",
        "  1. Er der truffet en skriftlig afgørelse om arbejdsevnen? – Ja",
        "  2. Er afgørelsen begrundet? – ikke besvaret",
        "Sagens oplysning",
        "  3. Hvem har bidraget? – ikke besvaret",
        "  4. Hvor mange timer kan borgeren arbejde? – ikke besvaret",
        "  5. Hvornår var samtalen? – ikke besvaret",
    ]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
@pytest.mark.parametrize("within_a_line", [False, True])
def test_the_terminal_is_put_back_whatever_ends_the_program(
    terminal: Terminal, number: signal.Signals, code: int, within_a_line: bool
) -> None:
    terminal.see(PROMPT)
    assert terminal.modes() == (False, False)
    if within_a_line:
        terminal.type("b\r")
        terminal.answer("Bemærkning: ", "halvt skrevet")
        terminal.see("skrevet")
    terminal.kill(number)
    assert terminal.end() == code
    assert terminal.restored()


@pytest.mark.parametrize("keys", ["f\r", "\x04"])
def test_leaving_says_that_everything_is_saved(terminal: Terminal, keys: str) -> None:
    terminal.answer(PROMPT, "1")
    terminal.answer(PROMPT, keys)
    terminal.see("Du har forladt bedømmelsen. Alt, der er vist som gemt, er gemt.")
    assert terminal.end() == 0
    assert terminal.restored()


def test_ctrl_c_ends_with_its_sentence(terminal: Terminal) -> None:
    terminal.answer(PROMPT, "\x03")
    terminal.see("Afbrudt. Alt, der er vist som gemt, er gemt.")
    assert terminal.end() == 130
    assert terminal.restored()


def test_ctrl_d_in_a_remark_leaves_without_it(terminal: Terminal, saved: Callable[[], list[dict[str, Any]]]) -> None:
    terminal.answer(PROMPT, "b\r")
    terminal.answer("Bemærkning: ", "\x04")
    terminal.see("Du har forladt bedømmelsen.")
    assert terminal.end() == 0
    assert saved() == []


def test_a_closed_window_ends_the_program(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    terminal.hang_up()
    assert terminal.process.wait(30) == 129


def test_suspended_and_taken_up_again_it_takes_keys_again(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    terminal.kill(signal.SIGSTOP)
    terminal.process.wait_until_stopped()
    terminal.sane()
    assert terminal.modes() == (True, True)
    terminal.kill(signal.SIGCONT)
    terminal.see(PROMPT)
    assert terminal.modes() == (False, False)
    terminal.type("1")
    terminal.see("Gemt: Ja")


def test_a_resized_window_wraps_at_its_new_width(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    terminal.resize(24, 40)
    terminal.type("1")
    terminal.see("Gemt: Ja", PROMPT)
    shown = terminal.lines()
    assert "Skriv og tryk Enter: t tilbage, b" in shown
    assert "  bemærkning, a akthenvisning, h hjælp," in shown


def test_accessible_leaves_out_boxes_bold_and_repeated_keys(tmp_path: Path) -> None:
    environ = program_environment(ACCESSIBLE="1")
    with Terminal([sys.executable, str(PROGRAM), str(tmp_path / "saved.jsonl")], environ=environ) as terminal:
        terminal.answer(PROMPT, "1")
        terminal.see("Gemt: Ja", PROMPT)
        shown = terminal.lines()
        assert shown[0] == "Sag S-1, journalnr. 27.36-13, kommune Aarhus"
        assert len([line for line in shown if line.startswith("Skriv og tryk Enter")]) == 1
        assert not terminal.bold()


def test_the_question_is_bold_in_an_ordinary_terminal(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    assert "Er der truffet en skriftlig afgørelse om arbejdsevnen?" in terminal.bold()


def test_piped_lines_are_entries(tmp_path: Path, saved: Callable[[], list[dict[str, Any]]]) -> None:
    done = piped(tmp_path, "1\nb\nJf. [§ 50], [/x] og \x1b[31m\n2\nf\n1\n")
    out = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    assert [(row["question"], row.get("values"), row["remark"]) for row in saved()] == [
        ("skriftlig", ["ja"], ""),
        ("begrundet", None, "Jf. [§ 50], [/x] og ␛[31m"),
        ("begrundet", ["nej"], "Jf. [§ 50], [/x] og ␛[31m"),
    ]
    assert "Bemærkning: Jf. [§ 50], [/x] og ␛[31m\n" in out
    assert out.count("Er afgørelsen begrundet?") == 2
    assert "\x1b" not in out
    assert out.endswith(
        "Svar: \nDu har forladt bedømmelsen. Alt, der er vist som gemt, er gemt. Gå videre med »audit score«.\n"
    )


def test_a_line_that_is_no_answer_ends_the_file_before_the_rest_slides(
    tmp_path: Path, saved: Callable[[], list[dict[str, Any]]]
) -> None:
    done = piped(tmp_path, "1\n\n7\n2\n1\n")
    assert done.returncode == 1
    assert "Linje 3 kan ikke bruges: der er ikke noget svar 7." in done.stderr.decode()
    assert [row["question"] for row in saved()] == ["skriftlig"]


def test_a_pipe_goes_on_to_the_next_case_by_itself(tmp_path: Path) -> None:
    done = piped(tmp_path, "2\n3\n12\n1.1.2014\nord\n" * 2)
    out = done.stdout.decode()
    assert done.returncode == 0
    assert out.count("Udfald: Ændres") == 2
    assert out.endswith("Der er ikke flere sager til dig. I alt er 2 af 2 sager bedømt.\n")


@pytest.mark.parametrize("lines", ["", "1\n", "b\n", "4\n", "b\nEn bemærkning uden linjeskift"])
def test_the_end_of_the_pipe_leaves(tmp_path: Path, lines: str) -> None:
    done = piped(tmp_path, lines)
    assert done.returncode == 0
    assert b"Du har forladt bed" in done.stdout


def test_windows_line_ends_and_other_encodings_in_a_pipe(
    tmp_path: Path, saved: Callable[[], list[dict[str, Any]]]
) -> None:
    done = piped(tmp_path, b"\xef\xbb\xbf1\r\nb\r\nbem\xe6rkning\r\n2\r\n")
    assert done.returncode == 1
    assert "Linje 3 kan ikke bruges: linjen er ikke skrevet i UTF-8" in done.stderr.decode()
    assert [row.get("values") for row in saved()] == [["ja"]]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    arguments = [sys.executable, str(PROGRAM), str(tmp_path / "saved.jsonl")]
    process = subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program_environment()
    )
    assert process.stdout and process.stdin and process.stderr
    process.stdout.close()
    process.stdin.write(b"1\n")
    process.stdin.close()
    assert process.wait(30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()
