"""What one part of a rubric says of another.

The plain mistakes stand in ``tests/cases/rubric_mistakes``; here is what needs
two sides: that what is right is let through, and what counts as known.
"""

from pathlib import Path

import pytest

from audit.privacy import holds_cpr
from audit.review.recorded import CASE, KOMMUNE, REVIEWER, ROUND
from audit.rubric.reading import read_rubric

RIGHT = (Path(__file__).parent.parent / "cases" / "rubric_right.yaml").read_text(encoding="utf-8")
MEASURE = "    count: {opfulgt: ja}\n    among: all\n"
ASK_IF = "ask_if: {opfulgt: [ja, delvist]}"


def said(text: str) -> list[str]:
    """What is wrong with a rubric."""
    return [problem.what for problem in read_rubric(text.encode(), "f").problems]


def changed(*changes: tuple[str, str]) -> str:
    """The right rubric with words replaced."""
    text = RIGHT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "condition",
    [
        "{opfulgt: [ja, fremgår_ikke, kan_ikke_vurderes]}",
        "{samtaler: [møde, ikke_relevant]}",
        "{uger: 12}",
        "{uger: [0, 104, 2.5, fremgår_ikke]}",
        "{uger: {at_least: 0, at_most: 104}}",
        "{uger: {at_most: {question: alder}}}",
        "{alder: {at_least: {question: uger}}}",
        "{afgjort: 2020-02-29}",
        "{afgjort: {at_least: 2020-01-01, at_most: {question: sygemeldt}}}",
        "{samtaler: {chosen: 1}}",
        "{samtaler: {chosen: {at_least: 1, at_most: 2}}}",
        "{kilde: hvad som helst}",
        "{kilde: [a, 7]}",
        "{sagstype: ledig, not: {any: [{opfulgt: ja}, {all: [{alder: 3}]}]}}",
        "{finding: for-lang-tid, outcome: [ingen_afgørelse, kan_ikke_vurderes]}",
        "all",
    ],
)
def test_what_a_measure_may_count(condition: str) -> None:
    assert said(changed((MEASURE, f"    count: {condition}\n    among: all\n"))) == []


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        ("{bemærkning: noget}", "»bemærkning« besvares med fri tekst og kan ikke bruges i en betingelse."),
        ("{bemærkning: fremgår_ikke}", "»bemærkning« tillader ikke svaret »fremgår_ikke«."),
        ("{afgjort: 2020-02-30}", "»afgjort« er en dato, men »2020-02-30« er det ikke."),
        ("{afgjort: 20200101}", "»afgjort« er en dato, men »20200101« er det ikke."),
        ("{afgjort: 01-02-2020}", "»afgjort« er en dato, men »01-02-2020« er det ikke."),
        ("{uger: ti}", "»uger« er et tal, men »ti« er det ikke."),
        ("{uger: '12'}", "»uger« er et tal, men »12« er det ikke."),
        ("{uger: true}", "»uger« er et tal, men »true« er det ikke."),
        ("{uger: -1}", "-1 er mindre, end »uger« kan være (0)."),
        ("{uger: {at_most: fremgår_ikke}}", "»fremgår_ikke« kan ikke være en grænse."),
        ("{uger: {at_most: [1, 2]}}", "»at_most« skal have én grænse, ikke en liste."),
        ("{uger: {at_most: {}}}", "grænsen for »uger« skal være ét tal, én dato eller én henvisning."),
        ("{uger: {at_most: {spørgsmål: alder}}}", "grænsen for »uger« skal være ét tal, én dato eller én henvisning."),
        ("{uger: {at_most: {question: [alder]}}}", "»question« skal have et navn, ikke en liste."),
        (
            "{uger: {at_most: {question: aldre}}}",
            "»aldre« er hverken et spørgsmål eller en oplysning – mente du »alder«?",
        ),
        ("{samtaler: {chosen: {}}}", "»chosen« er tom."),
        ("{samtaler: {chosen: 0}}", "på »samtaler« kan der ikke vælges 0 svar."),
        ("{samtaler: {chosen: [1, 2]}}", "»chosen« skal have et helt tal, ikke en liste."),
        ("{samtaler: {chosen: {at_least: to}}}", "»chosen« skal have et helt tal, ikke »to«."),
        ("{sagstype: {chosen: 1}}", "»sagstype« har ikke flere svar, så »chosen« kan ikke bruges."),
        ("{uger: {}}", "betingelsen om »uger« er tom."),
        ("{opfulgt: [[ja]]}", "her skal stå et svar, ikke en liste."),
        ("{opfulgt: [{a: b}]}", "her skal stå et svar, ikke »nøgle: værdi«."),
        ("{outcome: {a: b}}", "her skal stå et svar, ikke »nøgle: værdi«."),
        ("{samtaler: 'møde,telefon'}", "»møde,telefon« er ikke et svar på »samtaler« – mente du »telefon«?"),
        ("{alle: [{opfulgt: ja}]}", "»alle« er hverken et spørgsmål eller en oplysning – mente du »all«?"),
        ("{outcom: rigtig}", "»outcom« er hverken et spørgsmål eller en oplysning – mente du »outcome«?"),
        ("{xyzzy: ja}", "»xyzzy« er hverken et spørgsmål eller en oplysning."),
        ("{any: [ja, {opfulgt: ja}]}", "her skal stå en betingelse, ikke »ja«."),
        ("{question: opfulgt}", "»question« kan ikke stå her."),
    ],
)
def test_what_it_may_not(condition: str, what: str) -> None:
    assert said(changed((MEASURE, f"    count: {condition}\n    among: all\n"))) == [what]


def test_every_mistake_of_one_condition_is_named() -> None:
    condition = "{any: [{opfulgt: jaa}, {not: {uger: {at_mast: 5}}}], sagstypen: job}"
    assert len(said(changed((MEASURE, f"    count: {condition}\n    among: all\n")))) == 3


def test_ask_if_may_use_facts_and_earlier_questions_also_as_bounds() -> None:
    assert (
        said(changed((ASK_IF, "ask_if: {opfulgt: ja, alder: {at_least: 18}, sygemeldt: {at_most: 2021-01-01}}"))) == []
    )
    assert said(changed((ASK_IF, "ask_if: {alder: {at_least: {question: uger}}}"))) == [
        "spørgsmålet »uger« stilles først senere (linje 63)."
    ]


@pytest.mark.parametrize("word", ["finding: for-lang-tid", "outcome: rigtig"])
@pytest.mark.parametrize(
    "place", [ASK_IF, "when: {sagstype: ledig}", "when: {afgjort: {at_most: {question: sygemeldt}}}"]
)
def test_findings_and_outcomes_are_known_only_to_measures_and_recommendations(word: str, place: str) -> None:
    key = place.split(":")[0]
    [what] = said(changed((place, f"{key}: {{{word}}}")))
    assert what == f"»{word.split(':')[0]}« kan kun bruges i nøgletal og anbefalinger."


@pytest.mark.parametrize("column", [CASE, KOMMUNE, REVIEWER, ROUND])
def test_nothing_is_called_as_a_column_of_recorded_answers(column: str) -> None:
    refusal = f"»{column}« er en kolonne i de filer, bedømmelser læses fra."
    assert said(changed(("bemærkning", column))) == [refusal]
    assert said(changed(("alder", column))) == [refusal]


LADDER = "  ladder: [rigtig, ændres, hjemvises]\n  outside: [ingen_afgørelse]\n"
RULES = "  rules:\n    - {class: a, when: {opfulgt: ja}}\n  else: b\n"


def test_a_rubric_may_classify_and_its_findings_then_lead_to_a_class() -> None:
    outcomes = [(f"outcome: {old}", "outcome: a") for old in ("ændres", "rigtig", "ingen_afgørelse")]
    text = changed((LADDER, "  classes: [a, b]\n" + RULES), *outcomes, ("{outcome: [rigtig, ændres]}", "{outcome: a}"))
    assert said(text) == ["»hjemvises« er ikke et udfald."] * 2
    assert said(text.replace("outcome: hjemvises", "outcome: b")) == []


def test_the_same_finding_may_not_come_from_another_question() -> None:
    text = changed(
        ("          ingen:\n            id: ingen-samtaler", "          ingen:\n            id: mangelfuld-opfølgning")
    )
    assert said(text) == ["fundet »mangelfuld-opfølgning« står også i linje 47."]


def test_a_list_of_recommendations_or_laws_is_checked_word_by_word() -> None:
    assert said(changed(("recommend: [følg-op]", "recommend: [følg-op, følgop, x]"))) == [
        "»følgop« er ikke en anbefaling – mente du »følg-op«?",
        "»x« er ikke en anbefaling.",
    ]


def test_names_are_compared_in_one_normal_form() -> None:
    assert said(changed(("fremgår_ikke", "fremga\u030ar_ikke"))) == []


def test_deadlines_may_run_from_facts_and_questions() -> None:
    assert said(changed(("    start: sygemeldt\n    end: afgjort\n", "    start: afgjort\n    end: sygemeldt\n"))) == []


def test_inline_tests_take_lists_numbers_and_special_answers() -> None:
    assert (
        said(
            changed(("{opfulgt: nej}\n", "{opfulgt: nej, samtaler: ikke_relevant, uger: 2.5, bemærkning: 'Ja, jo'}\n"))
        )
        == []
    )
    assert said(changed(("samtaler: [møde, telefon]", "samtaler: [møde, ingen]"))) == ["»ingen« kan kun stå alene."]
    assert said(changed(("samtaler: [møde, telefon]", "samtaler: []"))) == ["svaret er tomt."]
    assert said(changed(("afgjort: 2021-03-01", "afgjort: 2021-02-29"))) == ["datoen »2021-02-29« findes ikke."]
    assert said(changed(("sygemeldt: 2021-02-01, sagstype: job", "opfulgt: ja"))) == [
        "»opfulgt« er et spørgsmål, ikke en oplysning."
    ]


@pytest.mark.parametrize("written", ["311285-1234", "311285\u200b1234", "'31.12.85-1234'", '"311285\n  1234"'])
@pytest.mark.parametrize("place", ["Opfølgning i sager om sygedagpenge", "2021-03-01", "[møde, telefon]", "12.5"])
def test_a_cpr_number_is_named_by_its_line_and_never_repeated(written: str, place: str) -> None:
    text = changed((place, written))
    reading = read_rubric(text.encode(), "f")
    assert reading.rubric is None
    [problem] = [problem for problem in reading.problems if "CPR-nummer" in problem.what]
    assert problem.line == text[: text.index(written)].count("\n") + 1
    assert not any(holds_cpr(str(problem)) for problem in reading.problems)


def test_a_cpr_number_in_a_file_that_is_not_utf_8_is_not_repeated() -> None:
    [problem] = read_rubric("title: åbenbart 311285-1234".encode("latin-1"), "f").problems
    assert "UTF-8" in problem.what
    assert not holds_cpr(str(problem))


TABLES = """
format: 1
id: a
version: "1"
title: T
sections:
  - id: s
    title: S
    questions:
      - {id: læge, text: Læge, type: choice, options: {ja: Ja, nej: Nej}}
      - {id: borger, text: Borger, type: choice, options: {ja: Ja, nej: Nej}, allow: [fremgår_ikke]}
      - {id: team, text: Team, type: choice, options: {nej: Nej, ja: Ja}}
      - {id: sag, text: Sag, type: choice, options: {ja: Ja, nej: Slet ikke}}
    tables: [{title: Hvem deltog, questions: [læge, borger, team]}]
"""


def test_a_table_is_of_questions_with_the_same_options_whatever_special_answers_they_allow() -> None:
    assert said(TABLES) == []


@pytest.mark.parametrize(
    ("questions", "what"),
    [
        ("[læge, sag]", "»sag« har andre svarmuligheder end »læge«."),
        ("[læge]", "»questions« skal mindst have 2 i listen."),
    ],
)
def test_a_table_of_questions_that_do_not_fit_together_is_refused(questions: str, what: str) -> None:
    assert said(TABLES.replace("[læge, borger, team]", questions)) == [what]
