"""The annexes: how the study was made, and the rubric it was made with."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.report.conditions import ConditionWords
from audit.report.markdown import Table
from audit.report.model import ReportInput
from audit.report.sections import AdviceView, Sections
from audit.report.wording import date_words, decimal_words, listed, out_of, percent, sentence, whole
from audit.rubric.model import Within
from audit.rubric.parts import option_label, readable
from audit.rubric.questions import Finding, Question

_TYPES = {
    "choice": "ét af",
    "multi": "et eller flere af",
    "number": "et tal",
    "date": "en dato",
    "text": "tekst",
}
_UNITS = {"days": ("dag", "dage"), "weeks": ("uge", "uger"), "months": ("måned", "måneder"), "years": ("år", "år")}


@dataclass(frozen=True, slots=True)
class Line:
    """A heading word and what it says: »Spørges, når: …«."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """A part of the rubric with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RubricAnnex:
    """The whole rubric in words."""

    sections: tuple[tuple[str, tuple[Described, ...]], ...]
    findings: tuple[Described, ...]
    measures: tuple[Described, ...]
    advice: tuple[Described, ...]
    outcomes: tuple[Line, ...]
    parameters: tuple[Described, ...]


def not_triggered_table(advice: list[AdviceView]) -> Table | None:
    """The recommendations that too few cases speak for; None when there are none."""
    rows = [(one.text, out_of(one.share), percent(one.share), one.among, one.threshold) for one in advice]
    header = ("Anbefaling", "Sager, der taler for", "Andel", "Nævner", "Kræver")
    return Table("Anbefalinger, som for få sager taler for", header, rows, align="lrrll") if rows else None


class RubricInWords:
    """Makes the annex that prints the rubric."""

    def __init__(self, report: ReportInput, sections: Sections) -> None:
        self.rubric = report.rubric
        self.sections = sections
        self.words: ConditionWords = sections.words

    def annex(self) -> RubricAnnex:
        """The rubric's parts, each with its lines."""
        rubric = self.rubric
        return RubricAnnex(
            sections=tuple(
                (section.title, tuple(self._question(question) for question in section.questions))
                for section in rubric.sections
            ),
            findings=tuple(self._combined()),
            measures=tuple(
                Described(
                    measure.label,
                    (
                        Line("Tæller", self.sections.among_words("", measure.count, measure.unit)),
                        Line("Nævner", self.sections.among_words(measure.among_label, measure.among, measure.unit)),
                    ),
                )
                for measure in rubric.measures
            ),
            advice=tuple(self._advice()),
            outcomes=tuple(self._outcomes()),
            parameters=tuple(self._parameters()),
        )

    def _question(self, question: Question) -> Described:
        lines = [Line("Svar", self._options(question))]
        if question.allow:
            lines.append(Line("Også muligt", listed([readable(str(one)) for one in question.allow], "eller")))
        if question.ask_if is not None:
            lines.append(Line("Spørges, når", self.words.say(question.ask_if)))
        options = getattr(question, "options", {})
        lines += [
            Line(f"Fund ved »{option_label(options, answer)}«", self._finding(finding))
            for answer, finding in question.findings.items()
        ]
        lines += _law_lines(self.sections.cites(question.law), question.source)
        return Described(f"{self.words.numbers[question.id]} {question.text}", tuple(lines))

    def _options(self, question: Question) -> str:
        options: dict[str, str] = getattr(question, "options", {})
        named = "; ".join(option_label(options, option) for option in options)
        unit = getattr(question, "unit", "")
        kind = _TYPES[question.type] + (f" ({unit})" if unit else "")
        return f"{kind}: {named}" if named else kind

    def _finding(self, finding: Finding) -> str:
        return f"{sentence(finding.text or readable(finding.id))} {self.sections.effect(finding.outcome)}"

    def _combined(self) -> Iterable[Described]:
        for combined in self.rubric.findings:
            when = Line("Gøres, når", self.words.say(combined.when))
            yield self._described(combined, (when,), combined.source)
        for deadline in self.rubric.deadlines:
            start, end = self.words.name(deadline.start), self.words.name(deadline.end)
            lines = [Line("Gøres, når", f"{end} ligger mere end {_length(deadline.within)} efter {start}")]
            if deadline.when is not None:
                lines.append(Line("Fristen gælder, når", self.words.say(deadline.when)))
            yield self._described(deadline, tuple(lines), deadline.source)

    def _described(self, finding: Finding, when: tuple[Line, ...], source: str) -> Described:
        effect = Line("Betydning", self.sections.effect(finding.outcome))
        laws = _law_lines(self.sections.cites(finding.law), source)
        return Described(finding.text or readable(finding.id), (*when, effect, *laws))

    def _advice(self) -> Iterable[Described]:
        for name, advice in self.rubric.recommendations.items():
            speaking = [
                f"»{finding.text or readable(finding.id)}«"
                for finding in self.rubric.found.values()
                if name in finding.recommend
            ]
            least = f" og mindst {decimal_words(advice.at_least_percent)}\N{NO-BREAK SPACE}%"
            yield Described(
                advice.text,
                (
                    Line("Fund, der taler for", listed(speaking) or "ingen"),
                    Line("Gives ved", "mindst 1 sag" + (least if advice.at_least_percent else "")),
                    Line("Nævner", self.sections.among_words(advice.among_label, advice.among)),
                ),
            )

    def _outcomes(self) -> Iterable[Line]:
        outcomes = self.rubric.outcomes
        if outcomes.ladder:
            yield Line("Udfald, det mildeste først", "; ".join(map(readable, outcomes.ladder)))
        if outcomes.outside:
            yield Line("Udfald, der hverken er rigtige eller forkerte", "; ".join(map(readable, outcomes.outside)))
        for rule in outcomes.rules:
            yield Line(f"Gruppen »{readable(rule.class_)}«", f"når {self.words.say(rule.when)}")
        if outcomes.else_:
            yield Line(f"Gruppen »{readable(outcomes.else_)}«", "alle andre sager")

    def _parameters(self) -> Iterable[Described]:
        for name, parameter in self.rubric.parameters.items():
            lines = [
                Line(
                    f"Fra {date_words(dated.from_)}",
                    sentence(f"{decimal_words(dated.value)} {parameter.unit}".rstrip()) + f" Kilde: {dated.source}",
                )
                for dated in parameter.values
            ]
            yield Described(parameter.label or readable(name), tuple(lines))


def _law_lines(cites: tuple[str, ...], source: str) -> list[Line]:
    lines = [Line("Retsgrundlag", "; ".join(cites))] if cites else []
    return [*lines, Line("Kilde", source)] if source else lines


def _length(within: Within) -> str:
    """»3 uger«, »1 måned«."""
    parts = []
    for unit, (one, many) in _UNITS.items():
        number = getattr(within, unit)
        if number is not None:
            parts.append(f"{whole(number)} {one if number == 1 else many}")
    return listed(parts)
