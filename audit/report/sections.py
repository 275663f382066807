"""The chapters that follow the rubric: for each question its law, its answers, and what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.report.answers import answer_table, distribution, joint_table
from audit.report.markdown import MarkdownTable
from audit.report.model import ReportInput
from audit.report.placement import Placement
from audit.results.model import AnswerCount, FindingCount, RecommendationResult, Share
from audit.results.statistics import ANSWERS, FINDINGS, RECOMMENDATIONS
from audit.rubric.condition import Always
from audit.rubric.model import QuestionTable
from audit.rubric.types import Question
from audit.telling.condition_words import ConditionWords
from audit.telling.telling import Telling, threshold
from audit.wording.lists import listed
from audit.wording.numbers import counted


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as the reader sees it. ``among`` is its denominator, ``effect`` how the cases with it ended."""

    text: str
    among: str
    effect: str
    share: Share
    laws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingsView:
    """Some findings: those that were made or may have been, and the texts of those that no case has."""

    made: tuple[FindingView, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation. ``anchor`` is the chapter it arises in, "" for none; ``number`` 0 when not triggered."""

    number: int
    text: str
    among: str
    share: Share
    threshold: str
    anchor: str
    chapter: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its figures. ``asked`` is how many cases it was asked in, None when not known.

    In ``perhaps`` others it is unknown whether it is asked: an unknown answer decides.
    """

    number: str
    text: str
    laws: tuple[str, ...]
    asked: int | None
    perhaps: int
    table: MarkdownTable | None
    remarks: tuple[str, ...]
    findings: FindingsView


@dataclass(frozen=True, slots=True)
class SectionView:
    """A chapter. ``tables`` are of several questions each; ``findings`` those that several answers make together."""

    anchor: str
    title: str
    questions: tuple[QuestionView, ...]
    tables: tuple[MarkdownTable, ...]
    findings: FindingsView
    recommendation: tuple[RecommendationView, ...]


class Sections:
    """Makes the chapters of one report."""

    def __init__(self, report: ReportInput) -> None:
        self.report = report
        self.rubric = report.rubric
        self.telling = Telling(
            report.rubric, ConditionWords(report.rubric, report.fact_labels), report.results.authorities.noun
        )
        self._found = report.results.whole.of(FINDINGS)
        self._placement = Placement(report.rubric)
        self._joint = {name for section in self.rubric.sections for table in section.tables for name in table.questions}
        self._recommendation = self._all_recommendation()

    def chapters(self) -> list[SectionView]:
        """One chapter for each section of the rubric."""
        return [
            SectionView(
                anchor=_anchor(number),
                title=section.title,
                questions=tuple(self._question(question) for question in section.questions),
                tables=tuple(self._table(table) for table in section.tables),
                findings=self._findings(
                    one
                    for one in self._found
                    if self._placement.question_of(one.finding) is None
                    and self._placement.section_of(one.finding) == number
                ),
                recommendation=tuple(
                    one for one in self._recommendation if one.number and one.anchor == _anchor(number)
                ),
            )
            for number, section in enumerate(self.rubric.sections)
        ]

    def homeless(self) -> FindingsView:
        """Findings that belong to no section, because they depend on no question."""
        return self._findings(one for one in self._found if self._placement.section_of(one.finding) is None)

    def triggered(self) -> list[RecommendationView]:
        """The recommendations the study gives, in the rubric's order."""
        return [one for one in self._recommendation if one.number]

    def not_triggered(self) -> list[RecommendationView]:
        """The recommendations that are not given."""
        return [one for one in self._recommendation if not one.number]

    def effect(self, ended: Sequence[tuple[str, int]]) -> str:
        """How the cases with a finding ended, by outcome; without effect where none of them ended otherwise than right.

        "" where no case has it. More than the finding itself may have decided how a case ended.
        """
        if [outcome for outcome, _ in ended] == [self.rubric.right]:
            return "Uden betydning for udfaldet"
        case = self.rubric.case
        told = [f"»{self.rubric.outcome_label(outcome)}« i {counted(cases, case)}" for outcome, cases in ended]
        return f"{self.rubric.called_outcome}: {listed(told)}" if told else ""

    def _all_recommendation(self) -> list[RecommendationView]:
        found, number = [], 0
        for one in self.report.results.whole.of(RECOMMENDATIONS):
            number += one.triggered
            found.append(self._recommendation_view(one, number if one.triggered else 0))
        return found

    def _recommendation_view(self, one: RecommendationResult, number: int) -> RecommendationView:
        declared = self.rubric.recommendations.get(one.id)
        section = self._placement.section_of_recommendation(one)
        return RecommendationView(
            number=number,
            text=one.text,
            among=self.telling.among(one.among_label, declared.among if declared else Always()),
            share=one.share,
            threshold=threshold(self.rubric, declared),
            anchor="" if section is None else _anchor(section),
            chapter="" if section is None else self.rubric.sections[section].title,
        )

    def _findings(self, counts: Iterable[FindingCount]) -> FindingsView:
        views, absent = [], []
        for one in counts:
            if not (one.share.count or one.share.unknown or one.share.among_unknown):
                absent.append(one.text)
                continue
            declared = self.rubric.found.get(one.finding)
            laws = self.telling.cites(declared.law) if declared else ()
            views.append(FindingView(one.text, one.among_label, self.effect(one.ended), one.share, laws))
        return FindingsView(tuple(views), tuple(absent))

    def _answers(self, question: str) -> list[AnswerCount]:
        return [one for one in self.report.results.whole.of(ANSWERS) if one.question == question]

    def _table(self, table: QuestionTable) -> MarkdownTable:
        asked = [self.rubric.questions[name] for name in table.questions]
        labels = [asked[0].answer_labels[option] for option in asked[0].labels]
        specials = dict.fromkeys(one.label for name in table.questions for one in self._answers(name) if one.special)
        rows = [(f"{self.telling.number(one.id)} {one.text}", self._answers(one.id)) for one in asked]
        return joint_table(table.title, labels, tuple(specials), rows, self.rubric.case)

    def _question(self, question: Question) -> QuestionView:
        answers = self._answers(question.id)
        unknown = 0 if question.printed else None
        asked = max((one.share.among for one in answers), default=unknown)
        case = self.rubric.case
        perhaps = max((one.share.among_unknown for one in answers), default=0)
        rows, remarks = distribution(question, answers, case)
        number = self.telling.number(question.id)
        return QuestionView(
            number=number,
            text=question.text,
            laws=self.telling.cites(question.law),
            asked=asked,
            perhaps=perhaps,
            table=answer_table(number, asked, rows, case)
            if asked and rows and question.id not in self._joint
            else None,
            remarks=tuple(remarks),
            findings=self._findings(
                one for one in self._found if self._placement.question_of(one.finding) == question.id
            ),
        )


def _anchor(section: int) -> str:
    return f"afsnit-{section + 1}"
