"""The page of the shipped rubrics: what each asks by document and place, and what it leaves out and why."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain

ROOT = Path(__file__).parents[1]
RUBRICS = sorted((ROOT / "rubrics").glob("*.yaml"))
WRITTEN = ROOT / "docs" / "maaleskemaer.yaml"
HEAD = """# Måleskemaerne og deres dokumenter

<!-- Skrevet af docs/generate.py; ret måleskemaerne i rubrics/ eller docs/maaleskemaer.yaml i stedet. -->

For hvert af de måleskemaer, der følger med: hvilke spørgsmål der bygger på hvilket sted i hvilket dokument, og hvad
dokumentet siger, som skemaet ikke spørger om, og hvorfor. Stedet er det, spørgsmålet selv eller den regel, det prøver,
henviser til; et spørgsmål kan bygge på flere steder. Hvad svarene fører til, siger `audit rubric explain`.
"""

Places = dict[str, dict[str, list[str]]]
"""By document and place the questions, as they are numbered and worded."""


def documents() -> str:
    """The page, one chapter for each rubric."""
    written = said()
    chapters = [chapter(path.stem, rubric(path), written) for path in RUBRICS]
    return "\n".join([HEAD, *chapters])


def said() -> dict[str, Any]:
    """What is written beside the rubrics: the documents' names and titles, and what each rubric leaves out."""
    tree, problems = parse_yaml(WRITTEN.read_text(encoding="utf-8"), WRITTEN.name)
    if tree is None or problems:
        raise ValueError(f"{WRITTEN.name}: {problems}")
    found: dict[str, Any] = plain(tree)
    return found


def rubric(path: Path) -> Rubric:
    """A shipped rubric; ValueError when it cannot be read."""
    found = read_rubric(path.read_bytes(), path.name)
    if found.rubric is None:
        raise ValueError(f"{path.name}: {found.problems}")
    return found.rubric


def chapter(name: str, asked: Rubric, written: Mapping[str, Any]) -> str:
    """What one rubric asks and leaves out, document by document."""
    left_out = written["rubrics"].get(name, {})
    places = places_of(asked, written["documents"])
    parts = [f"## {asked.title}\n\nSkemaet er [`{name}`](../rubrics/{name}.yaml).\n"]
    for number, document in written["documents"].items():
        if number in places:
            parts += [
                f"### {number}: {document['title']}\n",
                "| sted | spørgsmål |\n|---|---|\n" + "".join(_asked_rows(places[number])),
                "Det spørges der ikke om:\n",
                "| sted | hvad dokumentet siger | hvorfor der ikke spørges |\n|---|---|---|\n"
                + "".join(f"| {one['place']} | {one['says']} | {one['why']} |\n" for one in left_out.get(number, ())),
            ]
    return "\n".join(parts)


def _asked_rows(places: Mapping[str, list[str]]) -> Iterator[str]:
    for place in sorted(places, key=in_order):
        yield f"| {place} | {'<br>'.join(places[place])} |\n"


def in_order(place: str) -> list[tuple[int, str]]:
    """A place in the order a reader would look it up: numbers as numbers."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", place)]


def places_of(asked: Rubric, known: Mapping[str, Mapping[str, str]]) -> Places:
    """The questions by document and place; a question stands at every place that it or its rules are taken from."""
    found: Places = {}
    for section_number, section in enumerate(asked.sections, 1):
        for number, question in enumerate(section.questions, 1):
            sources = [*(asked.laws[law].source for law in question.law), question.source]
            cited = dict.fromkeys(one for source in sources for one in citations(source, known))
            for document, place in cited:
                questions = found.setdefault(document, {}).setdefault(place, [])
                questions.append(f"{section_number}.{number} {question.text}")
    return found


def citations(source: str, known: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """The documents and places in a ``source``: »Navn (001), afsnit 2, og Navn (004) om noget« has two."""
    names = "|".join(re.escape(f"{one['name']} ({number})") for number, one in known.items())
    _, *parts = re.split(f"({names})", source)
    return [
        (cited[-4:-1], re.sub(r"(^,? )|(, og $)", "", place))
        for cited, place in zip(parts[::2], parts[1::2], strict=True)
    ]
