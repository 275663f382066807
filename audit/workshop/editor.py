"""Adds help for editors to the JSON Schema: explanations of values, error messages in Danish, and snippets.

The keywords are those of the YAML language server and of editors' JSON support
(``enumDescriptions``, ``markdownDescription``, ``errorMessage``,
``defaultSnippets``); other readers ignore them. The models alone validate.
"""

from typing import Any

from audit.rubric.cautions import LintRule
from audit.rubric.fields import SCHEMA_NAME
from audit.rubric.parts import CONDITION_HELP, Special
from audit.rubric.types import KINDS
from audit.rubric.workdays import DayOff
from audit.wording.quoting import listed

Schema = dict[str, Any]

VALUES: dict[str, str] = {
    **{name: str(kind.model_fields["type"].description) for name, kind in KINDS.items()},
    Special.NOT_RELEVANT: "Spørgsmålet gælder ikke sagen; kræver en begrundelse.",
    Special.CANNOT_ASSESS: "Det kan ikke afgøres ud fra sagen.",
    Special.NOT_IN_PAPERS: "Det fremgår ikke af sagens akter.",
    "all": "Alle sager.",
    "ja": "Sagen tælles.",
    "nej": "Sagen er kun i nævneren.",
    "ukendt": "Sagen er i nævneren, og et ukendt svar afgør, om den tælles.",
    "uden_for": "Sagen er hverken i tælleren eller i nævneren.",
    "sager": "Der tælles sager.",
    "journalnumre": "Der tælles journalnumre: dem med mindst én sag, der opfylder betingelsen, eller som »when« siger.",
    "kommuner": "Der tælles kommuner: dem med mindst én sag, der opfylder betingelsen, eller som »when« siger.",
    DayOff.SATURDAY: "Lørdage. Uden dem i listen er de arbejdsdage.",
    DayOff.FIRST_OF_MAY: "1. maj, som ikke er en helligdag.",
    DayOff.CONSTITUTION_DAY: "5. juni, som ikke er en helligdag.",
    DayOff.CHRISTMAS_EVE: "24. december, som ikke er en helligdag.",
    DayOff.NEW_YEARS_EVE: "31. december, som ikke er en helligdag.",
    "samme_dag": "Fristen flyttes ikke.",
    "næste_arbejdsdag": "Fristen løber til og med den næste arbejdsdag.",
    "en": "Fælleskøn: en sag, sagen.",
    "et": "Intetkøn: et forløb, forløbet.",
    "myndigheder": "Der tælles myndigheder: dem med mindst én sag, der opfylder betingelsen, eller som »when« siger.",
    "any": "Mindst én sag.",
    "none": "Ingen sag.",
    **{rule: rule.meaning for rule in LintRule},
}
"""Every word the language itself gives as a value, and what it means."""

QUESTION_TYPES = tuple(KINDS)
_TYPES_LISTED = "Spørgsmålets type.\n\n" + "\n".join(f"* `{one}`: {VALUES[one]}" for one in QUESTION_TYPES)
_CONSTS = {"all": "all eller en betingelse"}

_CONDITION_EXAMPLES = """

```yaml
{spørgsmål: svar}
{spørgsmål: [svar, svar]}
{spørgsmål: {at_most: 5}}
{spørgsmål: {chosen: 2}}
{all: [{…}, {…}]}
{any: [{…}, {…}]}
{not: {…}}
```"""

_QUESTION = {
    "id": "${1:navn}",
    "text": "${2:Er der …?}",
    "law": "${3:regel}",
}

SNIPPETS: dict[str, tuple[str, Any]] = {
    "": (
        "Nyt måleskema",
        {
            "format": 1,
            "id": "${1:mit-måleskema}",
            "version": '"${2:1}"',
            "title": "${3:Undersøgelsens emne}",
            "outcomes": {"ladder": "[rigtig, ændres, hjemvises]", "outside": "[ingen_afgørelse]"},
            "laws": {"${4:regel}": {"cite": "${5:Reglens navn}", "source": "${6:Dokumentet og stedet i det}"}},
            "sections": [
                {
                    "id": "${7:afsnit}",
                    "title": "${8:Afsnittets overskrift}",
                    "questions": [
                        {
                            "id": "${9:spørgsmål}",
                            "text": "${10:Er der …?}",
                            "law": "${4:regel}",
                            "type": "choice",
                            "options": "[ja, nej]",
                            "findings": {"nej": {"id": "${11:fund}", "outcome": "${12:hjemvises}"}},
                        }
                    ],
                }
            ],
            "tests": [
                {
                    "name": "${13:Hvad prøven viser}",
                    "given": {"${9:spørgsmål}": "nej"},
                    "expect": {"outcome": "${12:hjemvises}", "findings": "[${11:fund}]"},
                }
            ],
        },
    ),
    "Section": (
        "Nyt afsnit",
        {
            "id": "${1:navn}",
            "title": "${2:Overskrift}",
            "questions": [
                {
                    "id": "${3:spørgsmål}",
                    "text": "${4:Er der …?}",
                    "law": "${5:regel}",
                    "type": "choice",
                    "options": "[${6:ja}, ${7:nej}]",
                }
            ],
        },
    ),
    **{
        kind.__name__: (kind.snippet[0], {**_QUESTION, "type": name, **kind.snippet[1]}) for name, kind in KINDS.items()
    },
    "Finding": ("Nyt fund", {"id": "${1:navn}", "outcome": "${2:hjemvises}", "text": "${3:Fundet i ord.}"}),
    "CombinedFinding": (
        "Nyt fund af flere svar",
        {
            "id": "${1:navn}",
            "outcome": "${2:hjemvises}",
            "text": "${3:Fundet i ord.}",
            "law": "${4:regel}",
            "when": {"all": ["{${5:spørgsmål}: ${6:ja}}", "{${7:andet-spørgsmål}: ${8:nej}}"]},
        },
    ),
    "Deadline": (
        "Ny frist",
        {
            "id": "${1:navn}",
            "start": "${2:dato}",
            "end": "${3:senere-dato}",
            "within": "{${4:weeks}: ${5:4}}",
            "outcome": "${6:rigtig}",
            "law": "${7:regel}",
        },
    ),
    "Measure": (
        "Nyt nøgletal",
        {
            "id": "${1:navn}",
            "label": "${2:Nøgletallet i ord}",
            "count": "{${3:spørgsmål}: ${4:ja}}",
            "among": "${5:all}",
        },
    ),
    "InlineTest": (
        "Ny prøve",
        {
            "name": "${1:Hvad prøven viser}",
            "given": "{${2:spørgsmål}: ${3:nej}}",
            "expect": "{outcome: ${4:hjemvises}, findings: [${5:fund}]}",
        },
    ),
    "DatedValue": (
        "Ny værdi",
        {"from": "${1:2020-01-01}", "value": "${2:0}", "source": "${3:Reglen eller dokumentet}"},
    ),
    "NounWords": ("Det, en sag kaldes", {"one": "${1:afgørelse}", "many": "${2:afgørelser}", "article": "${3|en,et|}"}),
    "InForce": ("Den periode, skemaet gælder", {"fact": "${1:dato}", "from": "${2:2020-01-01}"}),
    "QuestionTable": (
        "Ny tabel",
        {"title": "${1:Overskrift}", "questions": "[${2:spørgsmål}, ${3:andet-spørgsmål}]"},
    ),
    "Silence": (
        "En advarsel, der slås fra",
        {"rule": "${1:svar-uden-følge}", "at": "${2:spørgsmål}", "reason": "${3:Derfor er det rigtigt, som det er.}"},
    ),
    "Outcomes": ("Nye udfald", {"ladder": "[${1:rigtig}, ${2:ændres}, ${3:hjemvises}]"}),
    "Question.options": ("Ja eller nej", "[${1:ja}, ${2:nej}]"),
    "Question.findings": ("Nyt fund", {"${1:nej}": {"id": "${2:navn}", "outcome": "${3:hjemvises}"}}),
    ".facts": ("Ny oplysning", {"${1:navn}": {"type": "${2|text,choice,number,date|}", "label": "${3:Navnet i ord}"}}),
    "Fact.required_if": ("Når en anden oplysning siger det", {"${1:oplysning}": "${2:værdi}"}),
    ".laws": ("Ny regel", {"${1:navn}": {"cite": "${2:Reglens navn}", "source": "${3:Dokumentet og stedet i det}"}}),
    ".parameters": (
        "Nyt tal",
        {
            "${1:navn}": {
                "label": "${2:Navnet i ord}",
                "unit": "${3:uger}",
                "values": ["{from: ${4:2020-01-01}, value: ${5:0}, source: ${6:Reglen eller dokumentet}}"],
            }
        },
    ),
    ".recommendations": (
        "Ny anbefaling",
        {"${1:navn}": {"text": "${2:Kommunerne skal …}", "at_least_percent": "${3:10}"}},
    ),
}
"""Label and body of each snippet, by definition ("" is the whole rubric) or by "definition.key" for a key's value."""

_TYPES = {
    "string": "Her skal stå tekst. Ligner den et tal, skal den stå i anførselstegn.",
    "number": "Her skal stå et tal.",
    "integer": "Her skal stå et helt tal.",
    "array": "Her skal stå en liste.",
    "boolean": "Her skal stå true eller false.",
}
_NAME = "Et navn begynder med et bogstav og har kun bogstaver, tal, _ og -; højst 60 tegn."


def helped(name: str, part: Schema) -> Schema:
    """The definition called ``name`` ("" is the whole rubric) with explanations, error messages and snippets added."""
    part = _helped(part)
    if "properties" in part:
        owner = "Question" if name.endswith("Question") else name
        properties = {key: {**value, **_snippet(f"{owner}.{key}")} for key, value in part["properties"].items()}
        part = _keys_named({**part, "properties": properties})
    return {**part, **_snippet(name)}


def _helped(node: Any) -> Any:
    if isinstance(node, list):
        return [_helped(part) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: _helped(value) for key, value in node.items()}
    return {**node, **_described(node), **_refusing(node)}


def _described(node: Schema) -> Schema:
    """The keywords that explain a value to the editor's user; {} when its own description is enough."""
    said = node.get("description")
    if isinstance(values := node.get("enum"), list):
        return {"enumDescriptions": [VALUES[one] for one in values]}
    if (const := node.get("const")) in QUESTION_TYPES:
        return {"markdownDescription": _TYPES_LISTED}
    if isinstance(const, str):
        return {"description": VALUES[const]}
    if isinstance(said, str) and said.endswith(CONDITION_HELP):
        return {"markdownDescription": said.removesuffix(CONDITION_HELP).strip() + _CONDITION_EXAMPLES}
    if isinstance(said, str) and "$ref" in node:
        return {"markdownDescription": said}  # or the definition's own would be shown in its place
    return {}


def _refusing(node: Schema) -> Schema:
    """``errorMessage`` in Danish for a value that does not fit; {} if the node has one or none is known."""
    if "errorMessage" in node:
        return {}
    if isinstance(values := node.get("enum"), list):
        return {"errorMessage": f"Her skal stå {listed(values, 'eller')}."}
    if (const := node.get("const")) is not None:
        allowed = listed(QUESTION_TYPES, "eller") if const in QUESTION_TYPES else _CONSTS.get(const, str(const))
        return {"errorMessage": f"Her skal stå {allowed}."}
    if node.get("pattern") == SCHEMA_NAME:
        return {"errorMessage": _NAME}
    kind = node.get("type")
    return {"errorMessage": _TYPES[kind]} if isinstance(kind, str) and kind in _TYPES else {}


def _keys_named(part: Schema) -> Schema:
    """The definition with a Danish error message for each missing key, and one for unknown keys."""
    title = str(part["title"])
    called = title[:1].lower() + title[1:]
    missing = [
        {"required": [key], "errorMessage": f"Nøglen »{key}« mangler i {called}."} for key in part.get("required", ())
    ]
    return {
        "errorMessage": f"Det passer ikke her. I {called} kan stå {', '.join(part['properties'])}.",
        **{key: value for key, value in part.items() if key != "required"},
        **({"allOf": missing} if missing else {}),
    }


def _snippet(name: str) -> Schema:
    if name not in SNIPPETS:
        return {}
    label, body = SNIPPETS[name]
    return {"defaultSnippets": [{"label": label, "description": f"{label}, klar til at rette.", "body": body}]}
