"""What has changed question by question, and what that means for the answers already given."""

from collections.abc import Callable
from typing import Any

from audit.revision.changes import Consequence
from audit.revision.collected import Given, could_be_anything, fits
from audit.revision.comparison import Comparison
from audit.rubric.findings import Finding
from audit.rubric.types import Question
from audit.rubric.values import encode
from audit.wording.labels import option_label
from audit.wording.numbers import counted
from audit.wording.quoting import listed, quoted

QUESTION = "spørgsmål"
_ASK_AGAIN = "Ændrer det spørgsmålets mening, skal {sagerne} bedømmes igen: det må en jurist afgøre."
_REREAD = "Ændrer det svarets mening, skal {sagerne} bedømmes igen: det må en jurist afgøre."
_DECIDE = "For hvert af disse svar skal det bestemmes, hvad der skal gælde i stedet."


def compare_questions(seen: Comparison) -> None:
    """Note every change of the questions, in the order of the new rubric; then the questions that are gone."""
    for name, question in seen.new.questions.items():
        source = seen.sources.get(name)
        if source is None or not (source in seen.old.questions or seen.touched(source)):
            _added(seen, question)
        elif source not in seen.old.questions:
            _back(seen, question, source)
        else:
            _Pair(seen, source, seen.old.questions[source], question).compare()
    for name in seen.removed:
        _gone(seen, seen.old.questions[name])
    _order(seen)


def _gone(seen: Comparison, question: Question) -> None:
    """Note a question that is gone: what was given stays stored, and cases that only lacked it become complete."""
    touched = seen.touched(question.id)
    kept = "Svarene gemmes, men tælles ikke mere."
    about: dict[str, Any] = {"question": question.id, "answers": touched}
    if seen.collected and (noted := seen.collected.notes.get(question.id)):
        cases = counted(noted, "bedømmelse", "bedømmelser")
        kept += f" Bemærkninger og akthenvisninger i {cases} gemmes også, men vises ikke mere."
    reason = f"{kept} Hedder spørgsmålet nu noget andet, så skriv renamed_from."
    if seen.collected and not touched:
        reason = f"{{Sager}}, der kun manglede svar på det, bliver færdige. {reason}"
        about["anywhere"] = bool(seen.collected.unfinished or seen.unsure(question.id) or noted)
    consequence = Consequence.DECIDE if touched or touched is None else Consequence.RECOUNT
    seen.breaking(
        consequence, QUESTION, question.id, "spørgsmålet er fjernet", before=question.text, reason=reason, **about
    )


def _added(seen: Comparison, question: Question) -> None:
    reason = "{Sager}, hvor der spørges, skal bedømmes igen for at få et svar."
    former = question.renamed_from
    if former:
        reason += f" Der er ingen svar at føre over fra {quoted(former)}, som ikke er i den gamle udgave."
    seen.breaking(
        Consequence.ASK,
        QUESTION,
        question.id,
        "spørgsmålet er nyt",
        after=question.text,
        reason=reason,
        question=question.id,
        answers=0 if seen.collected else None,
    )


def _back(seen: Comparison, question: Question, source: str) -> None:
    seen.breaking(
        Consequence.DECIDE,
        QUESTION,
        question.id,
        "spørgsmålet er med igen",
        after=question.text,
        reason=f"Der er svar fra en tidligere udgave, gemt under {quoted(source)}. {_DECIDE}",
        question=question.id,
        answers=seen.touched(source),
    )


def _order(seen: Comparison) -> None:
    """Add one COSMETIC change when questions of both rubrics stand in another order or section."""
    before = [(seen.renamed.get(q.id, q.id), s.id) for s in seen.old.sections for q in s.questions]
    after = [(question.id, section.id) for section in seen.new.sections for question in section.questions]
    kept = {name for name, _ in before} & {name for name, _ in after}
    places = [[place for place in order if place[0] in kept] for order in (before, after)]
    if places[0] == places[1]:
        return
    shown = [listed(name for name, _ in order) for order in places]
    if shown[0] == shown[1]:
        moved = [name for (name, old), (_, new) in zip(*places, strict=True) if old != new]
        seen.words("måleskema", "", f"{listed(moved)} står i et andet afsnit", "", None)
        return
    seen.words("måleskema", "", "spørgsmålene står i en anden rækkefølge", *shown)


class _Pair:
    """One question in both rubrics; ``source`` is the name its answers are stored under."""

    def __init__(self, seen: Comparison, source: str, old: Question, new: Question) -> None:
        self.seen, self.source, self.old, self.new = seen, source, old, new
        self.about: dict[str, Any] = {"question": new.id}

    def compare(self) -> None:
        if self.old.id != self.new.id:
            what = "spørgsmålet har fået et nyt navn"
            reason = "Svar, bemærkninger og akthenvisninger følger med."
            self.safe(what, self.old.id, self.new.id, answers=self.seen.touched(self.source), reason=reason)
        touched = self.seen.touched(self.source)
        self.words("spørgsmålets ordlyd er ændret", self.old.text, self.new.text, _ASK_AGAIN, answers=touched)
        self.words("vejledningen er ændret", self.old.help, self.new.help, _ASK_AGAIN, answers=touched)
        self.words("retsgrundlaget er ændret", self.old.law, self.new.law, _ASK_AGAIN, answers=touched)
        self.words("kilden er ændret", self.old.source, self.new.source, "")
        if self.old.type != self.new.type:
            self.decide("typen er ændret", self.old.changed, self.new.changed, lambda given: True)
        else:
            self.options()
            self.measured()
        self.required()
        self.order()
        self.allow()
        self.ask_if()
        self.findings()

    def words(self, what: str, before: Any, after: Any, reason: str, **more: Any) -> None:
        self.seen.words(QUESTION, self.new.id, what, before, after, reason=reason, **self.about | more)

    def safe(self, what: str, before: Any = "", after: Any = "", **more: Any) -> None:
        self.seen.safe(QUESTION, self.new.id, what, before, after, **self.about | more)

    def decide(
        self, what: str, before: Any, after: Any, wanted: Callable[[Given], bool], reason: str = _DECIDE
    ) -> None:
        touched = self.seen.touched(self.source, wanted)
        about = self.about | {"answers": touched, "reason": reason}
        self.seen.breaking(Consequence.DECIDE, QUESTION, self.new.id, what, before, after, **about)

    def options(self) -> None:
        old, new = self.old.labels, self.new.labels
        for option, before, after in self.seen.pairs(old, new):
            if before is None:
                reason = "Svar, der er givet, står ved magt; nogle var måske blevet dette, hvis det havde været der."
                self.safe(f"svarmuligheden {quoted(option)} er ny", after=option_label(new, option), reason=reason)
            elif after is None:
                what = f"svarmuligheden {quoted(option)} er fjernet eller har fået et nyt navn"
                self.decide(what, option_label(old, option), "", _holding(option))
            else:
                what = f"svarmuligheden {quoted(option)} har en anden ordlyd"
                touched = self.seen.touched(self.source, _holding(option))
                self.words(what, option_label(old, option), option_label(new, option), _REREAD, answers=touched)
        order, kept = [one for one in old if one in new], [one for one in new if one in old]
        self.words("svarmulighederne står i en anden rækkefølge", order, kept, "")
        self.exclusive()

    def exclusive(self) -> None:
        for option in [one for one in self.new.alone if one not in self.old.alone]:
            what = f"{quoted(option)} kan nu kun stå alene"
            self.decide(what, "", "", _not_alone(option))
        for option in [one for one in self.old.alone if one not in self.new.alone]:
            if option in self.new.labels:
                self.safe(f"{quoted(option)} kan nu stå sammen med andre svar")

    def measured(self) -> None:
        if self.old.counted_in != self.new.counted_in:
            reason = f"Tallene er givet i den gamle enhed. {_DECIDE}"
            self.decide("enheden er ændret", self.old.counted_in, self.new.counted_in, _ordinary, reason)
        for place, which in enumerate(self.new.ends):
            self.limit(which, place)

    def required(self) -> None:
        if self.new.optional and not self.old.optional:
            self.safe("spørgsmålet kan nu springes over")
        if self.old.optional and not self.new.optional:
            about = self.about | {"reason": "{Sager} uden svar skal bedømmes igen for at få et."}
            self.seen.breaking(Consequence.ASK, QUESTION, self.new.id, "spørgsmålet skal nu besvares", **about)

    def order(self) -> None:
        before, after = self.old.follows or "", self.new.follows or ""
        if self.seen.renamed.get(before, before) != after:
            what = "den dato, svaret ikke må ligge før, er ændret"
            reason = "{En_sag}, hvor datoerne ikke står i den rækkefølge, skal bedømmes igen."
            about = self.about | {"reason": reason, "answers": self.seen.touched(self.source)}
            self.seen.recount(QUESTION, self.new.id, what, before, after, **about)

    def limit(self, which: str, place: int) -> None:
        """Add the change of the lower (``place`` 0) or upper (1) limit, if there is one."""
        before, after = self.old.limits[place], self.new.limits[place]
        if before == after:
            return
        wider = after is None or (before is not None and (after > before if place else after < before))
        before, after = ("" if one is None else encode(one)[0] for one in (before, after))
        if wider:
            self.safe(f"{which} er rykket, så flere {self.new.several} kan svares", before, after)
            return
        only = self.new.model_copy(update={("max", "min")[place]: None})
        what = f"{which} er rykket, så færre {self.new.several} kan svares"
        self.decide(what, before, after, lambda given: _ordinary(given) and not fits(only, given))

    def allow(self) -> None:
        for word in [word for word in self.new.allow if word not in self.old.allow]:
            self.safe(f"der kan nu svares {quoted(str(word))}")
        for word in [word for word in self.new.allow if word in self.old.allow]:
            touched = self.seen.touched(self.source, _special(word))
            what = f"det særlige svar {quoted(str(word))} har en anden ordlyd"
            self.words(what, self.old.special_label(word), self.new.special_label(word), _REREAD, answers=touched)
        for word in [word for word in self.old.allow if word not in self.new.allow]:
            what = f"der kan ikke mere svares {quoted(str(word))}"
            self.decide(what, "", "", _special(word))

    def ask_if(self) -> None:
        if self.seen.same(self.old.ask_if, self.new.ask_if):
            return
        reason = (
            "Hvor der ikke mere spørges, gemmes svaret, men tælles ikke. "
            "Hvor der nu spørges, skal {sagen} bedømmes igen, hvis svaret mangler."
        )
        before, after = ("altid" if one is None else one for one in (self.old.ask_if, self.new.ask_if))
        about = self.about | {"answers": self.seen.touched(self.source), "reason": reason}
        what = "det er ændret, hvornår der spørges"
        self.seen.breaking(Consequence.ASK, QUESTION, self.new.id, what, before, after, **about)

    def findings(self) -> None:
        unknown = self.seen.may_be_unknown(self.new.id)
        for answer, old, new in self.seen.pairs(self.old.findings, self.new.findings):
            if old and new:
                for what, before, after in finding_counts(old, new):
                    self.recount(f"{what} ved svaret {quoted(answer)} er ændret", answer, before, after)
                for what, before, after in finding_words(old, new):
                    self.words(f"{what} ved svaret {quoted(answer)} er ændret", before, after, "")
            elif old and (unknown or answer in _answers(self.new)):
                self.recount(f"svaret {quoted(answer)} fører ikke mere til et fund", answer, old.id, "")
            elif new:
                what = f"svaret {quoted(answer)} fører nu til et fund"
                after = f"{new.id} ({new.outcome})" if new.outcome else new.id
                if unknown or answer in _answers(self.old):
                    self.recount(what, answer, "", after)
                else:
                    self.safe(what, "", after)

    def recount(self, what: str, answer: str, before: Any, after: Any) -> None:
        """Add a change of the finding of ``answer``: it touches what is answered so, and what could be."""
        touched = self.seen.touched(self.source, lambda given: answer in given.values or could_be_anything(given))
        touched = None if touched is None else touched + self.seen.unsure(self.new.id)
        self.seen.recount(QUESTION, self.new.id, what, before, after, **self.about | {"answers": touched})


def finding_counts(old: Finding, new: Finding) -> list[tuple[str, Any, Any]]:
    """The changes of a finding's id, outcome and recommendations, as (what, before, after)."""
    found: list[tuple[str, Any, Any]] = [
        ("fundets navn", old.id, new.id),
        ("fundets udfald", old.outcome, new.outcome),
        ("fundets anbefalinger", sorted(old.recommend), sorted(new.recommend)),
    ]
    return [one for one in found if one[1] != one[2]]


def finding_words(old: Finding, new: Finding) -> list[tuple[str, Any, Any]]:
    """The changes of a finding's text and law, as (what, before, after)."""
    found = [("fundets ordlyd", old.text, new.text), ("fundets retsgrundlag", old.law, new.law)]
    return [one for one in found if one[1] != one[2]]


def _answers(question: Question) -> tuple[str, ...]:
    return (*question.labels, *map(str, question.allow))


def _holding(option: str) -> Callable[[Given], bool]:
    return lambda given: option in given.values


def _not_alone(option: str) -> Callable[[Given], bool]:
    return lambda given: option in given.values and len(given.values) > 1


def _special(word: str) -> Callable[[Given], bool]:
    return lambda given: given.special and given.values == (str(word),)


def _ordinary(given: Given) -> bool:
    return not given.special
