"""The test to write so that a mutant is noticed, in Danish, with a case that can be copied into it."""

from collections.abc import Mapping

from audit.rubric.conditions import Missing
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Fact, Rubric
from audit.rubric.places import Kind
from audit.rubric.values import Answer, encode
from audit.wording.lists import listed
from audit.wording.quoting import quoted
from audit.workshop.fmt.scalars import in_quotes, is_word
from audit.workshop.mutation.equivalence import ENOUGH, Different, Open, Same
from audit.workshop.mutation.mutants import Mutant
from audit.workshop.mutation.showing import closure
from audit.workshop.reach import Answers, Completer, Facts, reachable
from audit.workshop.reach.domains import Domains

_KEYS: dict[Kind, str] = {
    "ask": "»not_asked« om {}",
    "finding": "»findings«",
    "measure": "»measures« om {}",
    "recommendation": "»recommend«",
    "class": "»outcome«",
    "outcome": "»outcome«",
    "fact": "»missing« om {}",
}


def recommendation(mutant: Mutant, case: Different) -> str:
    """A test to write, told by the key that decides and the case that shows it."""
    part = mutant.parts[0]
    key = (
        "»recommendations« om {}" if part.kind == "recommendation" and mutant.path[-1] == "among" else _KEYS[part.kind]
    )
    what = f" med {key.format(quoted(part.name))}"
    if part.kind == "ask" and part.name in case.answers:
        what = f", der svarer på {quoted(part.name)}"
    return f"Skriv en prøve{what}{_such_as(case.answers, case.facts)}."


def of_what_is_answerable(rubric: Rubric, mutant: Mutant) -> str | Same | Open:
    """A test that notices what can be answered, and of which days; or why none can."""
    [part] = mutant.parts
    if part.kind == "force":
        return _of_force(rubric, mutant)
    if part.name in rubric.facts:
        return _of_fact(rubric.facts[part.name], part.name, mutant)
    question = rubric.questions[part.name]
    if part.kind == "limits":
        limit = getattr(question, str(mutant.path[-1]))
        taken, refused = [limit] if question.takes(mutant.value) else [], [mutant.value]
    else:
        refused = [word for word in mutant.value if word not in question.allow]
        taken = [word for word in question.allow if word not in mutant.value]
    if not taken:
        return f"Skriv en prøve med {_flow('refused', {part.name: refused[0]})}."
    case = _asking(rubric, part.name, taken[0])
    if not isinstance(case, Different):
        return case
    answer = quoted(_answer(taken[0]))
    return f"Skriv en prøve, der svarer {answer} på {quoted(part.name)}{_such_as(case.answers, case.facts)}."


def _of_fact(fact: Fact, name: str, mutant: Mutant) -> str:
    """A value of a fact that is within the one limit and not the other: known in a test, or refused by it."""
    limit = fact.limits[("min", "max").index(str(mutant.path[-1]))]
    narrower = (mutant.value > limit) if mutant.path[-1] == "min" else (mutant.value < limit)
    if narrower:
        return f"Skriv en prøve med {_flow('facts', {name: limit})}."
    return f"Skriv en prøve med {_flow('refused', {name: mutant.value})}."


def _of_force(rubric: Rubric, mutant: Mutant) -> str:
    """The day that is in the one time and not in the other: known in a test, or refused by it."""
    rule, day = rubric.in_force, mutant.value
    assert rule is not None, "a mutant of it was made"
    end = rule.from_ if mutant.path[-1] == "from_" else rule.to
    if end and rule.covers(day):
        return f"Skriv en prøve med {_flow('facts', {rule.fact: end})}."
    return f"Skriv en prøve med {_flow('refused', {rule.fact: day})}."


def _asking(rubric: Rubric, name: str, word: Answer) -> Different | Same | Open:
    """A case in which a question is asked and given this answer, with as few other answers as will do."""
    domains = Domains(rubric)
    names = closure(rubric, {name})
    for tried, view in enumerate(reachable(rubric, names, domains)):
        if tried >= ENOUGH:
            return Open("der er for mange måder at svare på til at prøve dem alle.")
        if not isinstance(view.states[name], Missing):
            cases = Completer(rubric, domains).cases({**view.states, name: word}, {})
            answers, facts = next(cases)
            near = {one: answer for one, answer in answers.items() if one in names and one != name}
            return _fewest(Evaluator(rubric), {**near, name: answers[name]}, facts)
    if not domains.exact(names):
        return Open("ikke alle svar kan prøves.")
    return Same(f"der spørges aldrig om {quoted(name)}.")


def _fewest(evaluator: Evaluator, answers: Answers, facts: Facts) -> Different:
    """The case without what the last of its answers can be asked for without."""
    [*others, _] = answers

    def all_asked(answers: Answers, facts: Facts) -> bool:
        return set(answers) <= set(evaluator.evaluate(answers, facts, leave_out_unanswered=True).asked)

    for name in reversed(others):
        fewer = {kept: answer for kept, answer in answers.items() if kept != name}
        answers = fewer if all_asked(fewer, facts) else answers
    for name in tuple(facts):
        less = {kept: value for kept, value in facts.items() if kept != name}
        facts = less if all_asked(answers, less) else facts
    return Different(answers, facts)


def _such_as(answers: Answers, facts: Facts) -> str:
    said = [_flow(key, pairs) for key, pairs in (("facts", facts), ("given", answers)) if pairs]
    return f", fx for {listed(said)}" if said else ""


def _flow(key: str, pairs: Mapping[str, Answer]) -> str:
    """A key of a test with what stands under it, as it is written on one line of a rubric."""
    return f"{key}: {{{', '.join(f'{name}: {_answer(value)}' for name, value in pairs.items())}}}"


def _answer(value: Answer) -> str:
    if isinstance(value, str):
        return value if is_word(value) else in_quotes(value)
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else f"[{', '.join(value)}]"
    [text] = encode(value)
    return text if ":" not in text else in_quotes(text)
