"""Builds the page that explains a rubric in Danish: what is asked, what follows from it, and what is counted.

The chapters are: overview, index of questions, outcomes, how conditions are
read, one for each section, combined findings, deadlines, parameters,
recommendations, measures, facts and rules. ``terminal`` prints the page and
``report`` makes a web page of it.
"""

from collections.abc import Iterator, Mapping

from audit.nouns import Noun, filled
from audit.rubric.model import QuestionTable, Rubric
from audit.rubric.parts import Special
from audit.telling.condition_words import question_anchor
from audit.telling.counts import (
    combined_block,
    fact_block,
    law_block,
    measure_block,
    parameter_block,
    recommendation_block,
)
from audit.telling.deadlines import deadline_block, deadline_leads
from audit.telling.naming import Naming
from audit.telling.outcomes import outcomes_chapters
from audit.telling.page import Block, Chapter, ExplainedPage, Line, Mention
from audit.telling.questions import asked_words, question_block
from audit.telling.telling import measures_are, special_names
from audit.wording.dates import date_words
from audit.wording.lists import listed
from audit.wording.numbers import whole

TITLE = "Måleskemaet forklaret"
"""The words above the title of every such page; a file without them is not written over."""

_UNASKED = (
    "Et spørgsmål, der ikke stilles i {sagen}, opfylder ingen betingelse om svaret, heller ikke »andet end« og »uden«. "
    "Det samme gælder en oplysning, der mangler på bruttolisten. Men {en_sag} er »uden fundet«, når fundet ikke er "
    "gjort, også fordi spørgsmålet ikke er stillet."
)
_UNKNOWN = (
    "{} er ukendte svar. De tæller aldrig som nej, og som udgangspunkt opfylder de kun en betingelse, der nævner dem, "
    "eller som kun udelukker det andet af dem (»andet end {}«). Har svaret sit eget fund, regnes det som ethvert andet "
    "svar."
)
_COMBINED = (
    "Et sammensat fund følger ikke af ét svar alene, men af en betingelse: flere svar tilsammen, et tal, en dato eller "
    "en oplysning."
)
_TESTS = (
    "hver {en_sag} med svar og det, der skal komme ud. "
    "»audit rubric test« kører dem og nævner de fund, ingen prøve afgør."
)

_LIMITS = "»Mindst«, »højst«, »tidligst« og »senest« har grænsen selv med."


def explain(
    rubric: Rubric, fact_labels: Mapping[str, str] | None = None, authority: Noun | None = None
) -> ExplainedPage:
    """The page of a whole rubric. ``fact_labels`` names facts that the rubric does not name itself.

    ``authority`` is what the study's authorities are called, None where there is no study.
    """
    naming = Naming(rubric, fact_labels, authority)
    return ExplainedPage(
        title=rubric.title,
        stamp=f"Måleskema {rubric.id}, udgave {rubric.version}",
        overview=Chapter("overblik", "Overblik", tuple(_overview(naming))),
        index=Chapter("spoergsmaal", "Spørgsmålene", tuple(_index(naming))),
        chapters=(*outcomes_chapters(naming), _reading(rubric), *_sections(naming), *_further(naming)),
    )


def _reading(rubric: Rubric) -> Chapter:
    """How conditions are read, by the names the rubric gives the special answers."""
    unknown = _UNKNOWN.format(
        special_names(rubric, Special.NOT_IN_PAPERS, Special.CANNOT_ASSESS),
        special_names(rubric, Special.NOT_IN_PAPERS),
    )
    said = (filled(_UNASKED, rubric.case), unknown, _LIMITS)
    return Chapter("betingelser", "Sådan læses betingelserne", tuple(Line((one,)) for one in said))


def explain_question(rubric: Rubric, name: str) -> Block:
    """One question, by its id."""
    return question_block(Naming(rubric), rubric.questions[name])


def _overview(naming: Naming) -> Iterator[Line]:
    rubric = naming.rubric
    counts = f"{whole(len(rubric.questions))} i {whole(len(rubric.sections))} afsnit. "
    yield Line((counts, *asked_words(naming)), "Spørgsmål:")
    term, outcomes = naming.outcomes()
    yield Line((outcomes,), term)
    yield Line((_findings(rubric),), "Fund:")
    yield Line((f"{whole(len(rubric.recommendations))}.",), "Anbefalinger:")
    yield Line((f"{whole(len(rubric.measures))}.",), "Nøgletal:")
    yield Line((f"{whole(len(rubric.laws))}.",), "Regler:")
    yield Line((f"{whole(len(rubric.tests))}, {filled(_TESTS, rubric.case)}" if rubric.tests else "ingen.",), "Prøver:")
    yield from _in_force(naming)


def _findings(rubric: Rubric) -> str:
    """How many findings there are, and what makes them."""
    of_answers = len(rubric.found) - len(rubric.findings) - len(rubric.deadlines)
    kinds = (
        (of_answers, "af et enkelt svar"),
        (len(rubric.findings), "sammensatte"),
        (len(rubric.deadlines), "af frister"),
    )
    there = [f"{whole(number)} {kind}" for number, kind in kinds if number]
    return f"{whole(len(rubric.found))}{', heraf ' if there else ''}{listed(there)}."


def _in_force(naming: Naming) -> Iterator[Line]:
    force = naming.rubric.in_force
    if force is None:
        return
    if force.from_ and force.to:
        within = f"ligger fra og med {date_words(force.from_)} til og med {date_words(force.to)}"
    elif force.from_:
        within = f"er {date_words(force.from_)} eller senere"
    elif force.to:
        within = f"er {date_words(force.to)} eller tidligere"
    else:
        return
    yield Line((f"{naming.rubric.case.many}, hvor ", naming.words.name(force.fact), f" {within}."), "Gælder for")


def _index(naming: Naming) -> Iterator[Line]:
    for number, section in enumerate(naming.rubric.sections, 1):
        parts = []
        for question in section.questions:
            own = naming.questions[question.id]
            parts.append(Line((Mention(f"{own} {question.text}", question_anchor(own)),)))
        yield Line((Mention(f"{number}. {section.title}", f"afsnit-{number}"),), "", tuple(parts))


def _sections(naming: Naming) -> Iterator[Chapter]:
    for number, section in enumerate(naming.rubric.sections, 1):
        blocks = tuple(question_block(naming, question) for question in section.questions)
        lines = tuple(_table(naming, table) for table in section.tables)
        yield Chapter(f"afsnit-{number}", f"Afsnit {number}. {section.title}", lines, blocks)


def _table(naming: Naming, table: QuestionTable) -> Line:
    """The questions that the report shows in one table."""
    names = [naming.words.name(name) for name in table.questions]
    between = [" og " if place == len(names) - 1 else ", " if place else "" for place in range(len(names))]
    said = (part for pair in zip(between, names, strict=True) for part in pair if part)
    return Line(("Rapporten viser ", *said, f" i én tabel: »{table.title}«."))


def _crosses(naming: Naming) -> Iterator[Line]:
    """The cross tables, a line for each: the question in the rows and the one in the columns."""
    for down, across in naming.rubric.crosses:
        rows, columns = naming.words.name(down), naming.words.name(across)
        yield Line(("I rækkerne står svarene på ", rows, ", i kolonnerne svarene på ", columns, "."))


def _further(naming: Naming) -> Iterator[Chapter]:
    """What is not a question; a kind the rubric has none of is left out."""
    rubric = naming.rubric
    findings = [combined_block(naming, place, one) for place, one in enumerate(rubric.findings, 1)]
    deadlines = [deadline_block(naming, place, one) for place, one in enumerate(rubric.deadlines, 1)]
    parameters = [parameter_block(naming, n, *one) for n, one in enumerate(rubric.parameters.items(), 1)]
    measures = [measure_block(naming, place, one) for place, one in enumerate(rubric.measures, 1)]
    recommendation = [recommendation_block(naming, *one) for one in rubric.recommendations.items()]
    facts = [fact_block(naming, n, *one) for n, one in enumerate(rubric.facts.items(), 1)]
    laws = [law_block(naming, n, *one) for n, one in enumerate(rubric.laws.items(), 1)]
    if rubric.crosses:
        yield Chapter("krydstabeller", "Krydstabeller", tuple(_crosses(naming)))
    for anchor, title, leads, blocks in (
        ("fund", "Sammensatte fund", (_COMBINED,), findings),
        ("frister", "Frister", deadline_leads(naming), deadlines),
        ("tal", "Tal, som loven ændrer over tid", (), parameters),
        ("anbefalinger", "Anbefalinger", (), recommendation),
        ("noegletal", "Nøgletal", (measures_are(rubric),), measures),
        ("oplysninger", "Oplysninger fra bruttolisten", (), facts),
        ("regler", "Regler og kilder", (), laws),
    ):
        if blocks:
            yield Chapter(anchor, title, tuple(Line((one,)) for one in leads), tuple(blocks))
