"""Counting by columns of bits gives what plain Python gives, and groups add up to the whole."""

from collections import Counter
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.cases import KOMMUNE
from audit.results.cases import ALONE, CaseTable, CountedCases
from audit.results.figures import Figures, GroupFigures, StudyName, figures_of
from audit.results.model import Share
from audit.results.statistics import MEASURES
from audit.rubric.tally import Catalogue, Item, ItemKind, tally_of
from tests.tools.rubrics import rubric

RUBRIC = rubric(
    """
    facts:
      type: {type: choice, options: [x, y]}
      år: {type: number}
    sections:
      - id: s
        title: S
        questions:
          - id: q
            text: Q
            type: choice
            options: [ja, nej]
            allow: [fremgår_ikke]
            findings: {nej: {id: f, outcome: ændres, recommend: r}}
          - {id: m, text: M, type: multi, options: [a, b, c], allow: [kan_ikke_vurderes]}
          - {id: n, text: N, type: number}
    measures:
      - {id: sager, label: S, count: {q: ja}, among: all}
      - {id: kommuner, label: K, unit: kommuner, count: {q: ja}, among: {m: a}}
    recommendations: {r: {text: R.}}
    """
)
CATALOGUE = Catalogue(RUBRIC)


class OneCase(NamedTuple):
    items: frozenset[Item]
    kommune: str
    file: str
    kind: str
    year: str
    number: str | None


DENOMINATOR = {
    ItemKind.MEASURE_COUNT: ItemKind.MEASURE_AMONG,
    ItemKind.RECOMMEND_COUNT: ItemKind.RECOMMEND_AMONG,
}


def consistent(found: frozenset[Item]) -> frozenset[Item]:
    """What is counted is in its denominator too."""
    return found | {one._replace(kind=DENOMINATOR[one.kind]) for one in found if one.kind in DENOMINATOR}


one_case = st.builds(
    OneCase,
    st.frozensets(st.sampled_from(CATALOGUE.items)).map(consistent),
    st.sampled_from(["101", "147", "751"]),
    st.sampled_from(["j1", "j2", "j3", f"{ALONE}a", f"{ALONE}b"]),
    st.sampled_from(["x", "y", ""]),
    st.sampled_from(["9", "10", ""]),
    st.none() | st.integers(0, 40).map(str),
)
some = st.lists(one_case, max_size=30)
items = st.sampled_from(CATALOGUE.items)


def table(found: list[OneCase]) -> CaseTable:
    _, kommuner, files, kinds, years, numbers = zip(*found, strict=True) if found else ((),) * 6
    tallies = [tally_of(CATALOGUE, one.items) for one in found]
    strata = [(kind,) for kind in kinds]
    return CaseTable(tallies, kommuner, files, strata, {KOMMUNE: kommuner, "type": kinds, "år": years}, {"n": numbers})


def counted(found: list[OneCase]) -> CountedCases:
    return CountedCases(CATALOGUE, table(found), kommuner())


def made(found: list[OneCase], *by: tuple[str, ...]) -> Figures:
    crosses = [("q", "m"), ("m", "q")]
    return figures_of(StudyName("p", "P", True), RUBRIC, counted(found), drawn=len(found), by=by, crosses=crosses)


@given(some, st.lists(items, min_size=1, max_size=3))
def test_a_count_is_what_plain_python_counts(found: list[OneCase], wanted: list[Item]) -> None:
    cases = counted(found)
    assert len(cases) == len(found)
    assert cases.count(*wanted) == sum(one.items.issuperset(wanted) for one in found)
    having = [one for one in found if wanted[0] in one.items]
    assert cases.bodies_with("kommuner", cases.column(wanted[0])) == {(one.kommune,) for one in having}
    numbered = {(one.kommune, one.file) for one in having if one.file.isalnum()}
    assert cases.bodies_with("journalnumre", cases.column(wanted[0])) == numbered
    assert cases.kommuner == len({one.kommune for one in found})
    assert cases.files == (len({(one.kommune, one.file) for one in found if one.file.isalnum()}) or None)
    assert cases.written("n") == [one.number for one in found if one.number is not None]


def test_what_the_rubric_does_not_have_is_counted_nowhere() -> None:
    cases = counted([OneCase(frozenset(CATALOGUE.items), "101", "j", "x", "9", "1")])
    assert cases.count(Item(ItemKind.FINDING, "findes-ikke")) == 0
    assert cases.bodies_with("kommuner", cases.column(Item(ItemKind.FINDING, "findes-ikke"))) == set()
    assert cases.written("q") == []


@given(st.lists(one_case, min_size=1, max_size=20), st.data())
def test_a_part_has_the_cases_at_its_places(found: list[OneCase], data: st.DataObject) -> None:
    """One case, some, and all, with every column."""
    places = data.draw(st.lists(st.integers(0, len(found) - 1), min_size=1, unique=True))
    part, wanted = table(found).part(places), table([found[place] for place in places])
    for name in ("tallies", "kommuner", "files", "strata"):
        assert list(getattr(part, name)) == list(getattr(wanted, name))
    assert {name: list(values) for name, values in part.facts.items()} == {
        name: list(values) for name, values in wanted.facts.items()
    }
    assert list(part.written["n"]) == list(wanted.written["n"])


@given(some, items)
def test_strata_and_files_are_groups_like_any_other(found: list[OneCase], wanted: Item) -> None:
    counts = Counter((one.kind,) for one in found if wanted in one.items)
    assert {key: cases.count(wanted) for key, cases in counted(found).by_stratum().items()} == {
        (one.kind,): counts[(one.kind,)] for one in found
    }
    files = Counter((one.kommune, one.file) for one in found)
    assert {key: len(cases) for key, cases in counted(found).by_file().items()} == files


@given(some, st.sampled_from([("type",), ("år",), (KOMMUNE,), ("type", "år"), ("type", KOMMUNE, "år")]))
def test_the_groups_of_any_crossing_add_up_to_the_whole(found: list[OneCase], crossing: tuple[str, ...]) -> None:
    """Every item, and every count and denominator of every figure that counts cases."""
    cases = counted(found)
    groups = cases.by(crossing).values()
    for item in CATALOGUE.items:
        assert sum(group.count(item) for group in groups) == cases.count(item)
    figures = made(found, crossing)
    keys = [tuple(one.group.values()) for one in figures.by(*crossing)]
    assert set(keys) == {tuple(map(values_of(one).__getitem__, crossing)) for one in found}
    assert len(set(keys)) == len(keys)
    whole, total = counts_of(figures, figures.whole), Counter[tuple[str, ...]]()
    for group in figures.by(*crossing):
        total.update(counts_of(figures, group))
    assert +total == +Counter(whole)


def values_of(one: OneCase) -> dict[str, str]:
    return {KOMMUNE: one.kommune, "type": one.kind, "år": one.year}


def counts_of(figures: Figures, group: GroupFigures) -> dict[tuple[str, ...], int]:
    """Every count of cases in a group's figures, by where it stands."""
    found: dict[tuple[str, ...], int] = {}
    for statistic in figures.catalogue:
        if not statistic.grouped:
            continue
        columns = list(statistic.columns(RUBRIC))
        for row in statistic.rows(group.of(statistic), group.group):
            if statistic.id == MEASURES.id and row.id == "kommuner":
                continue  # a kommune may have cases in several groups
            for column, cell in zip(columns, row.cells, strict=True):
                where = (statistic.id, row.id, row.label, column.id)
                if isinstance(cell, Share):
                    parts = {"count": cell.count}
                    if row.id != "n":  # a number that is written is listed only in the groups where it is given
                        parts |= {"among": cell.among, "unknown": cell.unknown}
                    found |= {(*where, part): number for part, number in parts.items()}
                elif type(cell) is int:
                    found[where] = cell
    return found


@given(some)
def test_the_smallest_the_middle_and_the_largest_are_those_of_the_sorted_answers(found: list[OneCase]) -> None:
    (entry,) = next(made(found).whole.of(one) for one in made(found).catalogue if one.id == "numbers")
    ordered = sorted(int(one.number) for one in found if one.number is not None)
    assert entry.answered == len(ordered)
    if not ordered:
        assert (entry.smallest, entry.middle, entry.largest, entry.mean) == (None,) * 4
        return
    half = len(ordered) // 2
    middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    assert [float(one.value) for one in (entry.smallest, entry.middle, entry.largest)] == [
        ordered[0], middle, ordered[-1],
    ]  # fmt: skip
    assert abs(float(entry.mean.value) - sum(ordered) / len(ordered)) <= 0.005 + 1e-9


@given(some)
def test_a_cross_table_is_each_pair_of_answers(found: list[OneCase]) -> None:
    cross = made(found).catalogue[-2]
    asked = Item(ItemKind.ASKED, "m")
    down = [Item(ItemKind.ANSWER, "q", "ja"), Item(ItemKind.ANSWER, "q", "nej")]
    down.append(Item(ItemKind.SPECIAL, "q", "fremgår_ikke"))
    rows = made(found).whole.of(cross)
    assert [row.shares[0].among for row in rows] == [sum({item, asked} <= one.items for one in found) for item in down]
    across = [Item(ItemKind.ANSWER, "m", option) for option in "abc"] + [
        Item(ItemKind.SPECIAL, "m", "kan_ikke_vurderes")
    ]
    assert [[share.count for share in row.shares] for row in rows] == [
        [sum({item, other} <= one.items for one in found) for other in across] for item in down
    ]
