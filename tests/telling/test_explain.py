"""A rubric explained: all of it is there, in Danish, and true."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.rubric.calendar import starts_shown
from audit.rubric.conditions import FALSE, TRUE, View
from audit.rubric.findings import Finding
from audit.rubric.made import compile_findings
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.reading import read_rubric
from audit.rubric.within import Within
from audit.rubric.workdays import DayOff
from audit.telling.deadlines import NEVER, boundary_table
from audit.telling.explain import explain, explain_question
from audit.telling.naming import letter
from audit.telling.page import Block, Chapter, ExplainedPage, Line, Mention, plain_words
from audit.wording.dates import date_words
from audit.wording.labels import readable
from audit.wording.lists import clause
from audit.wording.numbers import decimal_words
from tests.tools.rubrics import HEAD, rubric

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
SHIPPED = sorted((ROOT / "rubrics").glob("*.yaml"))


def read(path: Path) -> Rubric:
    found = read_rubric(path.read_bytes(), path.name).rubric
    assert found is not None
    return found


def texts(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield f"{line.term} {plain_words(line.words)}".strip()
        yield from texts(line.parts)


def told(part: Block | Chapter) -> str:
    """Everything a part of the page says."""
    own = [part.title, *texts(part.lines if isinstance(part, Block) else part.lead)]
    if isinstance(part, Block):
        own += [cell for row in part.grid.rows for cell in row] if part.grid else []
        own.append(part.number)
    else:
        own += [told(block) for block in part.blocks]
    return "\n".join(own)


def chapter(page: ExplainedPage, anchor: str) -> Chapter:
    return next(one for one in page.chapters if one.anchor == anchor)


def mentions(lines: Iterable[Line]) -> Iterator[Mention]:
    for line in lines:
        yield from (word for word in line.words if isinstance(word, Mention))
        yield from mentions(line.parts)


def chapters(page: ExplainedPage) -> tuple[Chapter, ...]:
    return (page.overview, page.index, *page.chapters)


# Every part of the rubric is on the page, where it belongs.


def of_finding(given_: Rubric, finding: Finding) -> Iterator[str]:
    yield clause(finding.text or readable(finding.id))
    yield from (given_.laws[law].cite for law in finding.law)
    if not given_.outcomes.classes and finding.outcome != given_.right:
        yield f"»{readable(finding.outcome)}«"
    names = list(given_.recommendations)
    yield from (f"anbefaling {letter(names.index(name) + 1)}" for name in finding.recommend)


def of_questions(given_: Rubric) -> Iterator[tuple[str, list[str]]]:
    for number, section in enumerate(given_.sections, 1):
        for place, question in enumerate(section.questions, 1):
            wanted = [question.text, question.help, question.source]
            options: dict[str, str] = getattr(question, "options", {})
            wanted += [f"»{label or readable(option)}«" for option, label in options.items()]
            wanted += [f"»{readable(special)}«" for special in question.allow]
            wanted += [given_.laws[law].cite for law in question.law]
            for finding in question.findings.values():
                wanted += of_finding(given_, finding)
            bounds = (getattr(question, name, None) for name in ("min", "max"))
            wanted += [decimal_words(bound) for bound in bounds if bound is not None]
            wanted += [getattr(question, "unit", "")]
            wanted += ["i alle sager" if question.ask_if is None else "Spørges, når"]
            yield f"spoergsmaal-{number}.{place}", wanted


def of_the_rest(given_: Rubric) -> Iterator[tuple[str, list[str]]]:
    for place, found in enumerate(given_.findings, 1):
        yield f"fund-{place}", [*of_finding(given_, found), found.source]
    for place, late in enumerate(given_.deadlines, 1):
        ends = [word for word, end in (("mindre end", late.not_before), ("mere end", late.within)) if end]
        yield f"frist-{place}", [*of_finding(given_, late), late.source, *ends, *when(late)]
    for place, measure in enumerate(given_.measures, 1):
        yield f"noegletal-{place}", [measure.label, measure.among_label, "Tælles:", "Nævner:"]
    for place, (name, recommendation) in enumerate(given_.recommendations.items(), 1):
        speaking = [clause(one.text or readable(one.id)) for one in given_.found.values() if name in one.recommend]
        least = [decimal_words(recommendation.at_least_percent)] if recommendation.at_least_percent else []
        yield f"anbefaling-{place}", [recommendation.text, recommendation.among_label, *speaking, *least]
    for place, parameter in enumerate(given_.parameters.values(), 1):
        yield (
            f"tal-{place}",
            [
                parameter.label,
                parameter.unit,
                *(
                    text
                    for one in parameter.values
                    for text in (date_words(one.from_), decimal_words(one.value), one.source)
                ),
            ],
        )
    for place, (name, fact) in enumerate(given_.facts.items(), 1):
        yield f"oplysning-{place}", [fact.label or readable(name), *(v or readable(k) for k, v in fact.options.items())]
    for place, law in enumerate(given_.laws.values(), 1):
        yield f"regel-{place}", [law.cite, law.source, law.text]


def when(late: Any) -> list[str]:
    return ["Fristen gælder kun, når"] if late.when else []


def assert_all_is_there(given_: Rubric) -> None:
    page = explain(given_)
    blocks = {block.anchor: block for one in page.chapters for block in one.blocks}
    for anchor, wanted in (*of_questions(given_), *of_the_rest(given_)):
        said = told(blocks.pop(anchor))
        missing = [text for text in wanted if text not in said]
        assert not missing, (anchor, missing, said)
    assert not blocks, "nothing else is explained"
    assert [one.title.partition(". ")[2] for one in page.chapters if one.anchor.startswith("afsnit-")] == [
        section.title for section in given_.sections
    ]
    outcomes = told(chapter(page, "udfald"))
    assert all(f"»{readable(outcome)}«" in outcomes for outcome in given_.all_outcomes)
    assert page.title == given_.title
    assert f"Prøver: {len(given_.tests) or 'ingen'}" in told(page.overview)
    assert f"Spørgsmål: {len(given_.questions)} i {len(given_.sections)} afsnit." in told(page.overview)
    assert f"Fund: {len(given_.found)}" in told(page.overview)
    assert_mentions_lead_somewhere(page)


def assert_mentions_lead_somewhere(page: ExplainedPage) -> None:
    anchors = [one.anchor for one in chapters(page)]
    anchors += [block.anchor for one in page.chapters for block in one.blocks]
    assert len(anchors) == len(set(anchors))
    lines = [line for one in chapters(page) for line in one.lead]
    lines += [line for one in page.chapters for block in one.blocks for line in block.lines]
    assert {mention.anchor for mention in mentions(lines)} <= set(anchors)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_all_of_a_shipped_rubric_is_there(path: Path) -> None:
    assert_all_is_there(read(path))


WITHIN = st.one_of(
    st.builds(lambda n: {"days": n}, st.integers(0, 800)),
    st.builds(lambda n: {"weeks": n}, st.integers(0, 120)),
    st.builds(lambda n: {"months": n}, st.integers(0, 70)),
    st.builds(lambda n: {"years": n}, st.integers(0, 12)),
    st.builds(lambda n: {"workdays": n}, st.integers(0, 300)),
    st.builds(lambda n: {"weeks": n, "on_day_off": "næste_arbejdsdag"}, st.integers(0, 60)),
)


# Any rubric: every kind of question hanging on every other, each text unlike all others.


@st.composite
def any_rubric(draw: st.DrawFn) -> Rubric:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    kinds = draw(st.lists(st.sampled_from(["choice", "multi", "number", "date", "text"]), min_size=9, max_size=9))
    steps = ["ret", "ændres", "hjemvises", "udenfor"]
    laws = {f"lov{n}": {"cite": f"Lov nr. {n}", "source": f"Bog {n}", "text": f"Indhold {n}"} for n in range(3)}
    asked: list[dict[str, Any]] = []

    def name(kinds: tuple[str, ...]) -> list[str]:
        return [one["id"] for one in asked if one["type"] in kinds]

    def condition() -> dict[str, Any]:
        return draw(conditions(name(("choice", "multi")), name(("number",)), name(("date",))))

    def finding(key: str) -> dict[str, Any]:
        found: dict[str, Any] = {"id": f"fund-{key}", "outcome": draw(st.sampled_from(steps))}
        found |= draw(st.sampled_from([{}, {"text": f"Fund om {key}."}, {"law": "lov1"}]))
        return found | draw(st.sampled_from([{}, {"recommend": "råd0"}, {"recommend": ["råd1", "råd0"]}]))

    sections = []
    for number, size in enumerate(sizes):
        questions = []
        for place in range(size):
            key = f"s{number}q{place}"
            question: dict[str, Any] = {"id": key, "text": f"Spørger {key}", "type": kinds[len(asked)]}
            question |= draw(st.sampled_from([{}, {"help": f"Hjælp til {key}"}, {"law": ["lov0", "lov2"]}]))
            allow = draw(st.lists(st.sampled_from(list(Special)), unique=True))
            question["allow"] = allow
            answers: list[str] = list(map(str, allow))
            if question["type"] in ("choice", "multi"):
                question["options"] = {"a": f"Svar A til {key}", "b": "", "c": f"Svar C til {key}"}
                answers += ["a", "b", "c"] if question["type"] == "choice" else []
            if question["type"] == "number":
                question |= draw(st.sampled_from([{}, {"unit": f"enheder-{key}", "min": 1.5}, {"max": 77}]))
            if answers and draw(st.booleans()):
                question["findings"] = {draw(st.sampled_from(answers)): finding(key)}
            if draw(st.booleans()):
                question["ask_if"] = condition()
            asked.append(question)
            questions.append(question)
        sections.append({"id": f"s{number}", "title": f"Afsnittet {number}", "questions": questions})
    dates = ["dag", "sidst", *name(("date",))]
    data = {
        "in_force": {"fact": "dag"} | draw(st.sampled_from([{}, {"from": "2019-02-28"}])),
        "facts": {"type": {"type": "choice", "label": "Typen", "options": {"x": "Ekset", "y": ""}},
                  "dag": {"type": "date", "label": "Dagen"}, "sidst": {"type": "date", "required": False}},
        "parameters": {"takst": {"label": "Taksten", "unit": "kr.", "values": [
            {"from": "2018-01-01", "value": 12.5, "source": "Kilde A"},
            {"from": "2020-01-01", "value": 13, "source": "Kilde B"}]}},
        "laws": laws,
        "sections": sections,
        "findings": [finding(f"c{n}") | {"when": condition()} for n in range(draw(st.integers(0, 2)))],
        "deadlines": [
            finding(f"d{n}") | {"start": draw(st.sampled_from(dates)), "end": draw(st.sampled_from(dates)),
                                "within": draw(WITHIN)} | draw(st.sampled_from([{}, {"when": {"type": "x"}}]))
            for n in range(draw(st.integers(0, 2)))
        ],
        "measures": [
            {"id": f"m{n}", "label": f"Tallet {n}", "count": condition() if draw(st.booleans()) else "all",
             "among": condition() if draw(st.booleans()) else "all",
             "among_label": draw(st.sampled_from(["", "dem alle"]))}
            for n in range(draw(st.integers(0, 2)))
        ],
        "recommendations": {
            "råd0": {"text": "Gør det ene.", "at_least_percent": 12.5, "section": "s0"},
            "råd1": {"text": "Gør det andet, " + "og gør det ordentligt, " * 5 + "hver gang.", "among": {"type": "y"}},
        },
        "outcomes": {"ladder": steps[:3], "outside": steps[3:]} if draw(st.booleans()) else {
            "classes": steps, "rules": [{"class": one, "when": condition()} for one in steps[1:]], "else": "ret"},
    }  # fmt: skip
    return Rubric.model_validate(HEAD | data)


def conditions(options: list[str], numbers: list[str], dates: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    answer = st.sampled_from(["a", ["b", "c"], ["a", "fremgår_ikke"]])
    limits = [{"at_least": 3}, {"at_most": 7.25}, {"at_most": {"parameter": "takst"}}]
    days = [{"at_most": "2020-02-29"}, {"at_least": {"question": "dag"}}]
    atoms: list[st.SearchStrategy[dict[str, Any]]] = [
        st.just({"type": "x"}),
        st.just({"dag": {"at_least": "2020-01-01"}}),
    ]
    for names, values in ((options, answer), (numbers, st.sampled_from(limits)), (dates, st.sampled_from(days))):
        if names:
            atoms.append(st.builds(lambda one, value: {one: value}, st.sampled_from(names), values))
    return st.recursive(
        st.one_of(atoms),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


@given(any_rubric())
@settings(max_examples=100)
def test_all_of_any_rubric_is_there(given_: Rubric) -> None:
    assert_all_is_there(given_)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_id_and_no_key_is_shown_where_there_are_words(path: Path) -> None:
    given_ = read(path)
    ids = {*given_.questions, *given_.found, *given_.recommendations, *given_.laws, *given_.parameters}
    ids |= {measure.id for measure in given_.measures} | {section.id for section in given_.sections}
    ids |= {"ask_if", "at_least", "at_most", "among", "kan_ikke_vurderes", "fremgår_ikke", "ikke_relevant"}
    for question in given_.questions.values():
        ids |= {option for option in getattr(question, "options", {}) if "_" in option}
    own = " ".join(strings(given_.model_dump(exclude={"tests"}))).casefold()
    coined = {name for name in ids if re.search(r"[-_]", name) and name.casefold() not in own}
    coined |= {name for name in ids if "_" in name}
    assert len(coined) > 20
    said = "\n".join(told(one) for one in chapters(explain(given_))).casefold()
    assert not {name for name in coined if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", said)}


def strings(value: Any) -> Iterator[str]:
    """The texts a reader may meet: everything but names."""
    named = {"id", "recommend", "law", "section", "start", "end", "when", "ask_if", "count", "among", "outcome"}
    named |= {"exclusive", "outcomes", "in_force", "allow", "type", "renamed_from"}
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in named:
                yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def test_one_question_by_itself_is_the_same_as_on_the_page() -> None:
    given_ = read(CASES / "rubric_explained.yaml")
    page = explain(given_)
    assert explain_question(given_, "indhold") == chapter(page, "afsnit-1").blocks[2]


def test_a_rubric_that_sorts_tells_its_rules_in_order_and_weighs_no_finding() -> None:
    sorting = rubric(
        """
        sections:
          - id: a
            title: A
            questions:
              - {id: ny, text: "Er sagen ny?", type: choice, options: [ja, nej],
                 findings: {nej: {id: gammel, outcome: senere, text: Sagen er gammel}}}
        measures: [{id: n, label: Nye, count: {outcome: straks}, among: all}]
        """,
        outcomes={
            "classes": ["straks", "senere", "aldrig"],
            "rules": [{"class": "straks", "when": {"ny": "ja"}}, {"class": "senere", "when": {"not": {"ny": "ja"}}}],
            "else": "aldrig",
        },
    )
    page = explain(sorting)
    rules = told(chapter(page, "udfald")).splitlines()
    assert rules[0] == "Grupper"
    assert rules[2:] == [
        "1. »Straks«, når »Er sagen ny?« (1.1) er besvaret med »Ja«.",
        "2. »Senere«, når »Er sagen ny?« (1.1) er besvaret med andet end »Ja«.",
        "3. »Aldrig«, når ingen af reglerne passer.",
        "»Kan ikke vurderes«, når et ukendt svar kunne have lagt sagen i en anden gruppe.",
    ]
    asked = told(chapter(page, "afsnit-1"))
    assert "Fund: Sagen er gammel." in asked
    assert "»Senere«" not in asked
    assert "Bruges også i reglerne for grupperne." in asked
    assert "hvor gruppen er »Straks«" in told(chapter(page, "noegletal"))


@pytest.mark.parametrize(("place", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA")])
def test_recommendations_have_letters(place: int, name: str) -> None:
    assert letter(place) == name


# Deadlines: what the table says is what the cases are judged by.

MONTHS = [date_words(date(2000, month, 1)).split()[1] for month in range(1, 13)]


def read_day(words: str) -> date:
    day, month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, int(day.rstrip(".")))


def late(within: dict[str, int], in_force: dict[str, Any] | None = None) -> Rubric:
    return rubric(
        """
        facts: {a: {type: date}, b: {type: date}}
        sections: [{id: s, title: S, questions: [{id: q, text: Q, type: text}]}]
        """,
        deadlines=[{"id": "sent", "start": "a", "end": "b", "within": within, "outcome": "ændres"}],
        **({"in_force": {"fact": "a"} | in_force} if in_force else {}),
    )


@given(WITHIN)
@settings(max_examples=60)
def test_the_last_day_of_the_table_is_in_time_and_the_next_is_late(within: dict[str, int]) -> None:
    given_ = late(within)
    is_late = compile_findings(given_)["sent"]
    rows = boundary_table(given_, 1, given_.deadlines[0].within).rows
    starts = [row[0] for row in rows]
    assert len(starts) == len(set(starts)) >= 1
    for row in rows:
        start, last = read_day(row[0]), read_day(row[1])
        assert is_late(View({"a": start, "b": last}, {}, {})) == FALSE
        assert is_late(View({"a": start, "b": last + timedelta(days=1)}, {}, {})) == TRUE


@pytest.mark.parametrize(
    ("within", "rows"),
    [
        (
            {"months": 6},
            [
                ("10. marts 2023", "10. september 2023", "en almindelig frist"),
                ("1. juli 2023", "1. januar 2024", "hen over et årsskifte"),
                ("31. marts 2022", "30. september 2022", "fristen ender i en måned med 30 dage"),
                ("31. august 2022", "28. februar 2023", "fristen ender i februar"),
                ("31. august 2023", "29. februar 2024", "fristen ender i februar i et skudår"),
            ],
        ),
        (
            {"years": 1},
            [
                ("10. marts 2023", "10. marts 2024", "en almindelig frist"),
                ("29. februar 2024", "28. februar 2025", "fristen løber fra en skuddag"),
            ],
        ),
        ({"years": 4}, [("10. marts 2023", "10. marts 2027", "en almindelig frist")]),
        (
            {"weeks": 1},
            [
                ("10. marts 2023", "17. marts 2023", "en almindelig frist"),
                ("25. december 2023", "1. januar 2024", "hen over et årsskifte"),
                ("28. februar 2024", "6. marts 2024", "hen over en skuddag"),
                ("28. februar 2023", "7. marts 2023", "den samme dag uden skuddag"),
            ],
        ),
        ({"days": 0}, [("10. marts 2023", "10. marts 2023", "fristen er samme dag")]),
        ({"months": 0}, [("10. marts 2023", "10. marts 2023", "fristen er samme dag")]),
        ({"years": 8000}, [("10. marts 2023", NEVER, "en almindelig frist")]),
        ({"days": 10**12}, [("10. marts 2023", NEVER, "en almindelig frist")]),
    ],
    ids=str,
)
def test_the_table_shows_what_people_get_wrong(within: dict[str, int], rows: list[tuple[str, str, str]]) -> None:
    given_ = late(within)
    assert list(boundary_table(given_, 1, Within(**within)).rows) == rows


@pytest.mark.parametrize(
    ("in_force", "years"),
    [
        ({"from": "2013-01-01"}, {2022, 2023, 2024}),
        ({"to": "2012-12-31"}, {2010, 2011, 2012}),
        ({"from": "2013-01-01", "to": "2018-12-31"}, {2014, 2015, 2016}),
        ({"from": "2030-06-01"}, {2030, 2031, 2032}),
    ],
)
def test_the_examples_lie_where_the_rubric_is_in_force(in_force: dict[str, str], years: set[int]) -> None:
    given_ = late({"months": 6}, in_force)
    assert {read_day(row[0]).year for row in boundary_table(given_, 1, Within(months=6)).rows} <= years


NUMBER_MEASURE = """
facts:
  modtaget: {type: date, label: Modtaget}
sections:
  - id: s
    title: S
    questions:
      - {id: hørt, text: "Hørt?", type: choice, options: [ja, nej]}
      - {id: svaret, text: "Hvornår?", type: date, not_before: modtaget}
      - {id: igen, text: "Hvornår igen?", type: date, not_before: svaret}
      - {id: uger, text: "Hvor længe?", type: number, unit: uger}
      - {id: læge, text: "Læge?", type: choice, options: [ja, nej]}
measures:
  - {id: tid, label: Tid, number: uger, among: all}
cross: [[hørt, læge]]
"""


def test_a_date_is_told_by_the_name_of_what_it_may_not_be_before() -> None:
    whole = rubric(NUMBER_MEASURE)
    asked = chapter(explain(whole), "afsnit-1")
    assert "Svar: en dato, ikke før »Modtaget«." in told(asked)
    assert "Svar: en dato, ikke før »Hvornår?« (1.2)." in told(asked)
    assert "Bruges i spørgsmål 1.2." in told(chapter(explain(whole), "oplysninger"))


def test_a_measure_of_a_number_is_told_as_one_and_is_a_use_of_its_question() -> None:
    page = explain(rubric(NUMBER_MEASURE))
    assert "Bruges også i nøgletal 1." in told(chapter(page, "afsnit-1"))
    figures = "det mindste, midterste og største svar og gennemsnittet i nævneren."
    assert f"Et nøgletal er {figures}" in told(chapter(page, "noegletal"))
    counts = "  - {id: n, label: N, count: {hørt: ja}, among: all}\ncross:"
    both = told(chapter(explain(rubric(NUMBER_MEASURE.replace("cross:", counts))), "noegletal"))
    assert f"Et nøgletal er det antal, der tælles, ud af nævneren, eller {figures}" in both


def test_a_cross_table_is_told_in_a_sentence() -> None:
    said = "I rækkerne står svarene på spørgsmål 1.1, i kolonnerne svarene på spørgsmål 1.5."
    assert said in told(chapter(explain(rubric(NUMBER_MEASURE)), "krydstabeller"))


@pytest.mark.parametrize("length", [{"workdays": 1}, {"weeks": 4, "on_day_off": "næste_arbejdsdag"}], ids=str)
@pytest.mark.parametrize("leap", [2004, 2008, 2024])
def test_a_day_the_rubric_chooses_about_is_shown_where_it_is_no_weekend(length: dict[str, Any], leap: int) -> None:
    within = Within(**length)
    shown = starts_shown(within, leap)
    ahead = timedelta(days=1 if within.workdays else 28)
    assert {"første_maj", "grundlovsdag", "juleaftensdag"} <= set(shown)
    assert all((shown[one] + ahead).weekday() < 5 for one in set(DayOff) - {DayOff.SATURDAY} if one in shown)


def test_a_measure_of_bodies_without_a_case_that_counts_is_told_so_where_all_cases_count() -> None:
    measure = "  - {id: n, label: N, count: all, among: all, unit: journalnumre, when: none}\ncross:"
    said = told(chapter(explain(rubric(NUMBER_MEASURE.replace("cross:", measure))), "noegletal"))
    assert "Tælles: journalnumre uden sager i nævneren." in said
