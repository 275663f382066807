"""Whether a case gainsays a caution of lint: it shows that something happens that is said never to, or the reverse."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from audit.rubric.cautions import Caution, LintRule
from audit.rubric.model import Rubric
from tests.tools.second_evaluator import MET, WORDS, Came, SecondEvaluator

Data = dict[str, Any]

WHOLE = ("ask_if", "required_if", "when", "among", "count")
"""The keys that a whole condition stands under."""
_MET = WORDS[MET]


def gainsaid(data: Data, caution: Caution, evaluator: SecondEvaluator, came: Came) -> bool:
    """Whether the whole case that is taken in shows that a caution is wrong; False for what no case can show."""
    match caution.rule, caution.path:
        case LintRule.NEVER_ASKED, _:
            return caution.at in came.asked
        case LintRule.FINDING_NEVER, ("findings" | "deadlines", *_):
            return evaluator.values[caution.at] == _MET
        case LintRule.EMPTY_DENOMINATOR, (part, key, *_):
            return evaluator.value(data[part][key].get("among", "all")) == _MET
        case LintRule.RECOMMENDATION_NEVER, _:
            among = data["recommendations"][caution.at].get("among", "all")
            speaking = [one["id"] for one in evaluator.findings() if caution.at in one.get("recommend", ())]
            return evaluator.value(among) == _MET and any(evaluator.values[name] == _MET for name in speaking)
        case (LintRule.ALWAYS_HOLDS | LintRule.NEVER_HOLDS) as rule, ("measures", int(number), "count"):
            measure = data["measures"][number]
            counted = evaluator.value(measure["count"]) == _MET
            return evaluator.value(measure["among"]) == _MET and counted == (rule is LintRule.NEVER_HOLDS)
        case LintRule.NEVER_HOLDS, ("outcomes", "rules", int(number), "when"):
            met = [evaluator.value(rule["when"]) == _MET for rule in data["outcomes"]["rules"]]
            return met[number] and not any(met[:number])
        case (LintRule.ALWAYS_HOLDS | LintRule.NEVER_HOLDS) as rule, path:
            condition = condition_at(data, path)
            if path[-1] == "not" and not _is_of_denial(caution, condition["not"]):
                condition = condition["not"]  # what is denied has the place of its denial
            return (evaluator.value(condition) == _MET) == (rule is LintRule.NEVER_HOLDS)
    return False


def _is_of_denial(caution: Caution, denied: Any) -> bool:
    """Whether a caution at a »not« is of the denial itself and not of what is ``denied``, which may be one too."""
    twice = isinstance(denied, dict) and "not" in denied
    return caution.what.startswith("»not: {not:" if twice else "»not:")


def condition_at(data: Data, path: tuple[Any, ...]) -> Any:
    """The condition at a path, or the part of one, as a mapping."""
    node: Any = data
    inside, condition = False, None
    for key in path:
        part, node = node, node[key]
        if not inside:
            inside, condition = key in WHOLE, node
        else:
            condition = {key: node} if isinstance(part, dict) else node
    return condition


def in_force(rubric: Rubric, facts: Mapping[str, Any]) -> bool:
    """Whether the rubric applies to a case with these facts, as far as they say."""
    rule = rubric.in_force
    day = facts.get(rule.fact) if rule else None
    return not (rule and isinstance(day, date)) or rule.covers(day)
