from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.report import overview
from audit.report.sections import Sections
from tests.tools.report_sample import RUBRIC, alone, classifying, empty, nationwide, sample


def plain(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    return [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rows]


def test_correctness_is_given_both_ways_for_the_whole_and_each_group() -> None:
    table = overview.correctness_table(sample(), "sagstype")
    assert table is not None
    assert table.caption == "Rigtige sager efter sagstype"
    assert plain(table.rows) == [
        ["Alle sager", "107 ud af 139 (77 %)", "107 ud af 128 (84 %)"],
        ["Fleksjob", "33 ud af 49 (67 %)", "33 ud af 49 (67 %)"],
        ["Ressourceforløb", "50 ud af 53 (94 %)", "50 ud af 53 (94 %)"],
        ["Andre indsatser", "24 ud af 37 (65 %)", "24 ud af 26 (92 %)"],
    ]


def test_outcomes_are_out_of_the_row() -> None:
    table = overview.outcome_table(sample(), "sagstype")
    assert list(table.header) == [
        "Sagstype", "Sager i alt", "Rigtig", "Ændres", "Hjemvises", "Ingen afgørelse", "Kan ikke vurderes",
    ]  # fmt: skip
    assert plain(table.rows)[3] == ["Andre indsatser", "37", "24 (65 %)", "2 (5 %)", "0 (0 %)", "11 (30 %)", "0 (0 %)"]


def test_a_fact_the_results_are_not_divided_by_gives_the_whole_alone() -> None:
    for fact in ("", "afgjort", "ukendt"):
        table = overview.outcome_table(sample(), fact)
        assert table.caption.startswith("Udfald. ")
        assert [row[0] for row in table.rows] == ["Alle sager"]


def test_a_rubric_that_classifies_has_no_correctness() -> None:
    assert overview.correctness_table(classifying(), "sagstype") is None
    table = overview.outcome_table(classifying(), "sagstype")
    assert table.caption.startswith("Grupper efter sagstype")
    assert list(table.header) == ["Sagstype", "Sager i alt", "Gruppe a", "Gruppe b", "Kan ikke vurderes"]


def test_nothing_to_count_among_gives_a_dash() -> None:
    table = overview.correctness_table(empty(), "sagstype")
    assert table is not None
    assert plain(table.rows) == [["Alle sager", "0 ud af 0 (–)", "0 ud af 0 (–)"]]


def test_bars_show_the_same_counts_as_the_table() -> None:
    (figure,) = overview.outcome_figures(sample(), "sagstype")
    assert [kind.label for kind in figure.kinds] == ["Rigtig", "Ændres", "Hjemvises", "Ingen afgørelse"]
    assert [(bar.label, bar.counts) for bar in figure.bars] == [
        ("Alle sager", (107, 5, 16, 11)),
        ("Fleksjob", (33, 0, 16, 0)),
        ("Ressourceforløb", (50, 3, 0, 0)),
        ("Andre indsatser", (24, 2, 0, 11)),
    ]


def test_the_right_ones_have_the_first_colour_and_no_two_outcomes_share_one() -> None:
    (figure,) = overview.outcome_figures(sample(), "")
    colours = [kind.colour for kind in figure.kinds]
    assert colours[0] == "#1c5789"
    assert figure.kinds[0].pattern == "none"
    assert len(set(colours)) == len(colours)


def test_measures_name_their_denominators() -> None:
    report = sample()
    whole, by_type = overview.all_measure_tables(report, "sagstype", Sections(report).telling.among)
    assert plain(whole.rows) == [
        ["Fleksjob bevilget på for spinkelt grundlag", "16 ud af 49", "33 %", "sager om fleksjob"],
        ["Forberedende del uden borgeren eller slet ikke", "46 ud af 139, heraf 23 ukendt", "33 %", "alle sager"],
    ]
    assert plain(by_type.rows)[0] == [
        "Fleksjob bevilget på for spinkelt grundlag",
        "16 ud af 49 (33 %)",
        "16 ud af 49 (33 %)",
        "0 ud af 0 (–)",
        "0 ud af 0 (–)",
    ]


def test_a_measure_of_authorities_says_what_is_counted_in_both_tables() -> None:
    first, *others = RUBRIC["measures"]
    report = sample(RUBRIC | {"measures": [first | {"unit": "kommuner", "when": "all"}, *others]})
    tables = overview.all_measure_tables(report, "sagstype", Sections(report).telling.among)
    label = "Fleksjob bevilget på for spinkelt grundlag (kommuner, hvor alle sager tælles)"
    assert [plain(table.rows)[0][0] for table in tables] == [label, label]


def test_measures_of_many_groups_have_a_table_each() -> None:
    tables = overview.measure_tables(nationwide(), "kommune")
    assert [table.caption for table in tables] == [
        "Fleksjob bevilget på for spinkelt grundlag efter kommune",
        "Forberedende del uden borgeren eller slet ikke efter kommune",
    ]
    assert all(len(table.rows) == 99 for table in tables)
    assert plain(tables[1].rows)[0] == ["Alle sager", "138 ud af 417, heraf 69 ukendt", "33 %"]


def test_groups_keep_the_order_of_the_results() -> None:
    report = sample()
    assert report.values_of("kommune") == tuple(
        sorted(report.values_of("kommune"), key=report.results.authorities.order)
    )
    assert report.facts_shown() == ("sagstype", "kommune")
    assert replace(report, group_by="kommune").facts_shown() == ("kommune", "sagstype")


def test_a_study_of_one_case() -> None:
    table = overview.correctness_table(alone(), "kommune")
    assert table is not None
    assert [row[0] for row in table.rows] == ["Alle sager", "København"]
