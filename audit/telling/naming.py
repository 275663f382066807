"""Links between the parts of a rubric on its explained page: numbers, anchors, and where each part is used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.nouns import Noun
from audit.rubric.findings import Finding
from audit.rubric.model import Rubric
from audit.rubric.places import names_in, places
from audit.telling.condition_words import ConditionWords, Mention, Words, question_anchor
from audit.telling.telling import Telling, finding_text
from audit.wording.lists import clause

SHORT = 70
"""Letters of a recommendation that are shown where it is only mentioned."""

Name = tuple[str, str]
"""A part of the rubric: its kind (»name« for questions and facts, »finding«, »parameter« …) and its id."""

_SORTING = "reglerne for"
_KINDS = ("oplysning", "spørgsmål", "fund", "frist", _SORTING, "anbefaling", "nøgletal")
"""The kinds of places that use a part, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses a part: the noun for it in the singular and the plural, and a link with its number."""

    one: str
    many: str
    mention: Mention


class Naming(Telling):
    """The telling of one rubric with links: questions are named in full, and what is named leads to its place.

    ``fact_labels`` names facts that the rubric does not name itself.
    """

    def __init__(
        self, rubric: Rubric, fact_labels: Mapping[str, str] | None = None, authority: Noun | None = None
    ) -> None:
        super().__init__(rubric, ConditionWords(rubric, fact_labels, full=True), authority)
        self.questions = self.words.numbers
        self.recommendation = {name: place for place, name in enumerate(rubric.recommendations, 1)}
        self.laws = {name: place for place, name in enumerate(rubric.laws, 1)}
        self._places = dict(_numbered(rubric, self.questions))
        self._places |= {("fact", one): Use("oplysning", "oplysningerne", self.words.name(one)) for one in rubric.facts}
        self._with_question: dict[str, str] = {}
        for question in rubric.questions.values():
            for made in question.findings.values():
                self._with_question.setdefault(made.id, question.id)
        uses = [(name, self._places[part]) for name, part in _uses(rubric)]
        self._uses: dict[Name, list[tuple[int, Use]]] = {}
        for place, (name, use) in enumerate(sorted(uses, key=lambda pair: _KINDS.index(pair[1].one))):
            self._uses.setdefault(name, []).append((place, use))

    def finding(self, finding: Finding) -> str:
        """The finding in words, without its full stop."""
        return clause(finding_text(finding))

    def finding_mention(self, finding: Finding) -> Words:
        """The finding in words, with the number of what makes it."""
        asked = self._with_question.get(finding.id)
        place = self._places[("ask", asked) if asked else ("finding", finding.id)]
        number = place.mention.text if asked else f"{place.one} {place.mention.text}"
        return (f"»{self.finding(finding)}« (", Mention(number, place.mention.anchor), ")")

    def recommendation_mention(self, name: str) -> Words:
        """»anbefaling B (»Kommunerne skal …«)«; a long one is cut short, as it stands whole in its own place."""
        text = clause(self.rubric.recommendations[name].text)
        if len(text) > SHORT:
            text = text[:SHORT].rsplit(" ", 1)[0].rstrip(" ,;:§") + " …"
        return (
            Mention(f"anbefaling {letter(self.recommendation[name])}", f"anbefaling-{self.recommendation[name]}"),
            f" (»{text}«)",
        )

    def linked(self, laws: Iterable[str]) -> Words:
        """The names of the rules with these ids, each a link to its place; separated by semicolons."""
        return separated([Mention(self.rubric.laws[law].cite, f"regel-{self.laws[law]}") for law in laws], "; ")

    def used_in(self, *names: Name) -> Words:
        """The places that use one of ``names``, by kind and in the rubric's order: »spørgsmål 1.2 og 1.3; fund 1«.

        Empty when nothing uses them.
        """
        kinds: dict[tuple[str, str], dict[Mention, None]] = {}
        found = {place: use for name in names for place, use in self._uses.get(name, ())}
        for _, use in sorted(found.items(), key=lambda pair: pair[0]):
            kinds.setdefault((use.one, use.many), {})[use.mention] = None
        said = [
            (f"{one if len(mentions) == 1 else many} ", *separated(list(mentions), ", ", " og "))
            for (one, many), mentions in kinds.items()
        ]
        return tuple(word for place, words in enumerate(said) for word in (("; " if place else ""), *words) if word)


def letter(place: int) -> str:
    """The letter of the recommendation in this place, counted from 1: A to Z, then AA.

    Letters, because a report numbers only the recommendations it gives.
    """
    before, last = divmod(place - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + last)


def separated(mentions: list[Mention], between: str, last: str | None = None) -> Words:
    """Links one after another with ``between`` them; ``last`` stands before the last instead, when given."""
    found: list[str | Mention] = []
    for place, mention in enumerate(mentions):
        if place:
            found.append(last if last and place == len(mentions) - 1 else between)
        found.append(mention)
    return tuple(found)


def _numbered(rubric: Rubric, numbers: Mapping[str, str]) -> Iterator[tuple[Name, Use]]:
    """Every part that can use another, by what it is and its id, with the words and the link for it."""
    for name, number in numbers.items():
        yield ("ask", name), Use("spørgsmål", "spørgsmål", Mention(number, question_anchor(number)))
    for several, kind, one, many, anchor in (
        ([found.id for found in rubric.findings], "finding", "fund", "fund", "fund"),
        ([late.id for late in rubric.deadlines], "finding", "frist", "fristerne", "frist"),
        ([measure.id for measure in rubric.measures], "measure", "nøgletal", "nøgletal", "noegletal"),
        (rubric.recommendations, "recommendation", "anbefaling", "anbefalingerne", "anbefaling"),
    ):
        for place, name in enumerate(several, 1):
            shown = letter(place) if kind == "recommendation" else str(place)
            yield (kind, name), Use(one, many, Mention(shown, f"{anchor}-{place}"))
    yield ("class", ""), Use(_SORTING, _SORTING, Mention("grupperne", "udfald"))


def _uses(rubric: Rubric) -> Iterator[tuple[Name, Name]]:
    """Each part that a condition, a deadline or a basis in law names, with the part that names it."""
    for place in places(rubric):
        yield from ((name, place.part) for name in names_in(place.condition))
    for question in rubric.questions.values():
        for law in (*question.law, *(law for finding in question.findings.values() for law in finding.law)):
            yield ("law", law), ("ask", question.id)
        if question.follows is not None:
            yield ("name", question.follows), ("ask", question.id)
    for finding in (*rubric.findings, *rubric.deadlines):
        yield from ((("law", law), ("finding", finding.id)) for law in finding.law)
    yield from ((("name", one.number), ("measure", one.id)) for one in rubric.measures if one.number is not None)
    for late in rubric.deadlines:
        yield from ((("name", day), ("finding", late.id)) for day in (late.start, late.end))
        yield from ((("parameter", name), ("finding", late.id)) for name in late.parameters)
