"""The words of each part of one rubric, each written here once.

The explained page, the måleskema on paper (workbook and annex) and the
report's chapters all ask here. A part is told as plain text that begins with
a small letter and has no full stop, so that it can stand in a sentence;
``begun`` makes a line of its own of it.
"""

from collections.abc import Iterable, Iterator

from audit.nouns import Noun, capital, filled
from audit.rubric.condition import Always, Node
from audit.rubric.findings import Finding
from audit.rubric.measure import OF_AUTHORITIES, Measure, Unit, When
from audit.rubric.model import Deadline, Fact, Recommendation, Rubric
from audit.rubric.over_time import Parameter
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.within import UNITS, Within
from audit.rubric.workdays import DayOff
from audit.telling.condition_words import ConditionWords, Words, plain_words
from audit.wording.dates import date_words
from audit.wording.labels import readable
from audit.wording.lists import listed, quoted
from audit.wording.numbers import counted, decimal_words
from audit.wording.shares import percent_words

NO_EFFECT = "uden selvstændig betydning for udfaldet"
"""Said of a finding whose outcome is the one of a case without error: other rules may give it weight."""
ALONE = "kun alene"
"""Said of an option that excludes the others."""
WITH_REASON = "skriv hvorfor"
"""Said, where a case is scored on paper, of a special answer that needs a reason."""

_WITH_CASES: dict[When, str] = {
    "any": "{bodies} med mindst {én_sag}, hvor ",
    "all": "{bodies}, hvor alle {sager} i nævneren er {sager}, hvor ",
    "none": "{bodies} uden {sager} i nævneren, hvor ",
}
"""What has cases, opening a condition that so many of its cases must meet."""
_LENGTHS = {
    "days": ("dag", "dage"),
    "weeks": ("uge", "uger"),
    "months": ("måned", "måneder"),
    "years": ("år", "år"),
    "workdays": ("arbejdsdag", "arbejdsdage"),
}
DAYS_OFF: dict[str, str] = {
    DayOff.SATURDAY: "lørdag",
    DayOff.FIRST_OF_MAY: "1. maj",
    DayOff.CONSTITUTION_DAY: "grundlovsdag",
    DayOff.CHRISTMAS_EVE: "juleaftensdag",
    DayOff.NEW_YEARS_EVE: "nytårsaftensdag",
}
"""What the days are called that a rubric may reckon as days off."""
_MOVES = " (er den sidste dag ikke en arbejdsdag, er den næste arbejdsdag også rettidig)"


class Telling:
    """Tells the parts of ``rubric``; ``words`` are the conditions' words of the same rubric.

    Whether a question is named by its number or by its whole text is up to ``words``. ``authority`` is what the
    study's authorities are called, None where there is no study.
    """

    def __init__(self, rubric: Rubric, words: ConditionWords, authority: Noun | None = None) -> None:
        self.rubric = rubric
        self.authority = authority
        self.words = words

    def number(self, question: str) -> str:
        """The number of a question, »2.3«, by its id."""
        return self.words.numbers[question]

    def when(self, question: Question) -> str:
        """When a question is asked, as a clause after »når«; "" when it always is."""
        return "" if question.ask_if is None else self.words.say(question.ask_if)

    def answered(self, question: Question) -> str:
        """How a question is answered: »et tal fra 0 til 104 uger«, »en dato, ikke før »Modtaget««."""
        after = f", ikke før {plain_words(self._day(question.follows))}" if question.follows else ""
        return kind(question) + after

    def counted(self, condition: Node, unit: Unit = "sager", when: When = "any") -> str:
        """What is counted: »alle sager«, or »sager, hvor …«; of kommuner, those with so many such cases."""
        said = "" if isinstance(condition, Always) else self.words.say(condition)
        return self.opening(condition, unit, when) + said

    def measured(self, measure: Measure) -> str:
        """What a measure counts, or of which answers it is the smallest, the middle, the largest and the mean."""
        if measure.number is not None:
            return f"svarene på {self.words.name(measure.number).text}: mindst, midterst, størst og gennemsnit"
        return self.counted(measure.count, measure.unit, measure.when)

    def opening(self, condition: Node, unit: Unit, when: When = "any") -> str:
        """What is counted, up to the condition it must meet, if there is one: »sager, hvor « or »alle sager«."""
        case, always = self.rubric.case, isinstance(condition, Always)
        if unit == "sager":
            return f"alle {case.many}" if always else f"{case.many}, hvor "
        bodies = self.authority.many if self.authority and unit in OF_AUTHORITIES else unit
        if always:
            return (
                f"{bodies} uden {case.many} i nævneren" if when == "none" else f"{bodies} med mindst {case.exactly_one}"
            )
        return filled(_WITH_CASES[when].replace("{bodies}", bodies), case)

    def among(self, label: str, condition: Node, unit: Unit = "sager") -> str:
        """A denominator: the rubric's own name for it, or else what is counted in it."""
        return label or self.counted(condition, unit)

    def cites(self, laws: Iterable[str]) -> tuple[str, ...]:
        """The names of the rules with these ids."""
        return tuple(self.rubric.laws[law].cite for law in laws)

    def asking(self, law: str) -> tuple[str, ...]:
        """The numbers of the questions that check a rule."""
        return tuple(self.number(one.id) for one in self.rubric.questions.values() if law in one.law)

    def outcome(self, outcome: str) -> str:
        """An outcome as the reader sees it; one the rubric does not have by its id as words."""
        return self.rubric.outcome_labels.get(outcome) or readable(outcome)

    def effect(self, outcome: str) -> str:
        """An outcome as a finding leads to it, "" for none; of the one without error also ``NO_EFFECT`` in brackets."""
        if not outcome:
            return ""
        return self.rubric.outcome_label(outcome) + (f" ({NO_EFFECT})" if outcome == self.rubric.right else "")

    def recommended(self, finding: Finding) -> tuple[str, ...]:
        """The texts of the recommendations a finding speaks for."""
        return tuple(self.rubric.recommendations[name].text for name in finding.recommend)

    def speaking(self, recommendation: str) -> list[Finding]:
        """The findings that speak for a recommendation, by its id."""
        return [finding for finding in self.rubric.found.values() if recommendation in finding.recommend]

    def outcomes(self) -> tuple[str, str]:
        """The outcomes or classes a case can have: what they are, »Udfald:« or »Grupper:«, and a sentence.

        Where there are none: »Sagerne«, and that they are described.
        """
        outcomes = self.rubric.outcomes
        if outcomes.describes:
            return capital(self.rubric.case.the_many), "beskrives og bedømmes ikke."
        if outcomes.classes:
            return "Grupper:", f"{self._all_of(outcomes.classes)}."
        outside = f"; uden for rækken: {self._all_of(outcomes.outside)}" if outcomes.outside else ""
        return "Udfald:", f"{self._all_of(outcomes.ladder)}, det mildeste først{outside}."

    def _all_of(self, outcomes: Iterable[str]) -> str:
        return quoted([self.rubric.outcome_label(one) for one in outcomes], "og")

    def late(self, deadline: Deadline) -> Words:
        """When a deadline is passed: »svaret på spørgsmål 2.1 ligger mere end 6 måneder efter …«, as a clause."""
        return (
            *self._day(deadline.end),
            " ligger ",
            *(("mindre end ", *self.length(deadline.not_before)) if deadline.not_before else ()),
            *((" eller ",) if len(deadline.ends) == 2 else ()),
            *(("mere end ", *self.length(deadline.within)) if deadline.within else ()),
            " efter ",
            *self._day(deadline.start),
            *((_MOVES,) if deadline.within and deadline.within.moves else ()),
        )

    def workdays(self) -> str:
        """Which days are working days in this rubric, and which are that many take for days off."""
        off, days_off = {**DAYS_OFF, DayOff.SATURDAY: "lørdage"}, self.rubric.days_off
        without = [off[day] for day in DayOff if day in days_off and day is not DayOff.SATURDAY]
        free = [*([off[DayOff.SATURDAY]] if DayOff.SATURDAY in days_off else []), "søndage", "helligdage", *without]
        said = f"arbejdsdage er alle dage undtagen {listed(free)}"
        if counted_too := [off[day] for day in DayOff if day not in days_off]:
            said += f"; {listed(counted_too)} regnes som arbejdsdage"
        return f"{said}; store bededag er helligdag til og med 2023"

    def length(self, within: Within) -> Words:
        """How long a deadline is; where a parameter says it, its name and in brackets what it is from which day."""
        if within.parameter is None:
            return (length(within),)
        dated = [
            f"{length(one)} fra {date_words(day)}"
            for day, one in self.rubric.lengths(within).items()
            if day is not None
        ]
        return self.words.parameter(within.parameter), f" ({listed(dated)})"

    def findings(self) -> Iterator[tuple[Finding, str, tuple[str, ...]]]:
        """Every finding, the clause that says when it is made, and the rules or the document it rests on.

        Those of single answers come first, one for each answer that makes it;
        then those of several answers, then deadlines. A finding of an answer
        rests on the question's rules when it names none.
        """
        for question in self.rubric.questions.values():
            for answer, finding in question.findings.items():
                said = question.answer_labels.get(answer) or readable(answer)
                when = f"{self.words.name(question.id).text} er besvaret med »{said}«"
                source = "" if finding.law else question.source
                yield finding, when, basis(self.cites(finding.law or question.law), source)
        for combined in self.rubric.findings:
            yield combined, self.words.say(combined.when), basis(self.cites(combined.law), combined.source)
        for late in self.rubric.deadlines:
            only = "" if late.when is None else f", og {self.words.say(late.when)}"
            only += f" ({self.workdays()})" if late.counts_days_off else ""
            yield late, plain_words(self.late(late)) + only, basis(self.cites(late.law), late.source)

    def _day(self, name: str) -> Words:
        """A date that a deadline runs from or to: the answer to a question, or a fact."""
        if self.words.full:
            return self.words.name_in_full(name)
        return (*(("svaret på ",) if name in self.words.numbers else ()), self.words.name(name))


def measures_are(rubric: Rubric) -> str:
    """What the measures of a rubric are, in a whole sentence: counts, figures of the answers, or some of each."""
    told = "det mindste, midterste og største svar og gennemsnittet i nævneren."
    if not rubric.counts:
        return f"Et nøgletal er {told}"
    others = len(rubric.counts) < len(rubric.measures)
    count = "Et nøgletal er det antal, der tælles, ud af nævneren"
    return f"{count}, eller {told}" if others else f"{count}."


def kind(asked: Question | Fact) -> str:
    """How something is answered: »ét af disse«, »en dato«, »et tal fra 0 til 104 uger«."""
    if isinstance(asked, Fact):
        return "én af værdierne" if asked.labels else asked.kind.told_within(asked.limits)
    return asked.told()


def choices(asked: Question | Fact) -> dict[str, tuple[str, str]]:
    """Each option that can be chosen, with its label and a note, "" for none; empty where there are no options."""
    alone = () if isinstance(asked, Fact) else asked.alone
    return {one: (asked.answer_labels[one], ALONE if one in alone else "") for one in asked.labels}


def specials(question: Question) -> list[tuple[str, str]]:
    """The special answers a question allows, each with a note to whoever scores on paper, "" for none."""
    return [(question.special_label(one), WITH_REASON if one is Special.NOT_RELEVANT else "") for one in question.allow]


def special_names(rubric: Rubric, *specials: Special) -> str:
    """What the reader sees for special answers, by any label a question gives them: »Fremgår ikke« og »I tvivl«."""
    names = [
        name
        for one in specials
        for name in [asked.special_label(one) for asked in rubric.questions.values() if one in asked.allow]
        or [readable(one)]
    ]
    return quoted(list(dict.fromkeys(names)), "og")


def finding_text(finding: Finding) -> str:
    """A finding in the rubric's own words, or else its id as words."""
    return finding.text or readable(finding.id)


def finding_among(rubric: Rubric, name: str) -> str:
    """The cases in which a finding can be made, where they are not all: those in which what it depends on is asked."""
    many = rubric.case.many
    if any(deadline.id == name for deadline in rubric.deadlines):
        return f"{many}, hvor fristen gælder"
    asking = [one for one in rubric.questions.values() if any(own.id == name for own in one.findings.values())]
    if not asking:
        return f"{many}, hvor der er spurgt om det, fundet bygger på"
    if len(asking) > 1:
        return f"{many}, hvor et af spørgsmålene er stillet og er relevant"
    [question] = asking
    relevant = Special.NOT_RELEVANT in question.allow and Special.NOT_RELEVANT not in question.findings
    return f"{many}, hvor spørgsmålet er stillet" + (" og er relevant" if relevant else "")


def threshold(rubric: Rubric, recommendation: Recommendation | None) -> str:
    """How many cases must speak for a recommendation: »mindst 12,5 %«, or »mindst 1 sag« where no share is set."""
    if recommendation is None or not recommendation.at_least_percent:
        return f"mindst 1 {rubric.case.one}"
    return f"mindst {percent_words(recommendation.at_least_percent)}"


def dated_values(parameter: Parameter) -> tuple[tuple[str, str, str], ...]:
    """What a number in the law is worth over time: from which day, the value with its unit, and the source."""
    return tuple(
        (date_words(one.from_), f"{decimal_words(one.value)} {parameter.unit}".rstrip(), one.source)
        for one in parameter.values
    )


def length(within: Within) -> str:
    """How long a deadline is that the rubric itself says: »3 uger«, »1 måned«."""
    given = [unit for unit in UNITS if getattr(within, unit) is not None]
    return listed([counted(within.number(unit), *_LENGTHS[unit]) for unit in given])


def basis(cites: Iterable[str], source: str) -> tuple[str, ...]:
    """The rules something rests on, then its document where it has one."""
    return (*cites, source) if source else tuple(cites)


def with_note(text: str, note: str) -> str:
    """A text with its note in brackets, where it has one."""
    return f"{text} ({note})" if note else text


def begun(clause: str) -> str:
    """A clause as the beginning of a line: »svaret på 1.1 …« → »Svaret på 1.1 …«."""
    return clause[:1].upper() + clause[1:]
