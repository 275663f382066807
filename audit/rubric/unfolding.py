"""Writes out ``each`` of a question with several answers: a question of its own about every answer that is chosen.

It is done in the tree of the file, before anything is checked, so that the questions are asked, stored, counted,
explained and compared as any others. What is wrong with ``each`` itself is named where it stands, and nothing is
written out.
"""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import ValidationError

from audit.rubric.tree import Entry, Items, Scalar, Table, Tree, plain
from audit.rubric.types.multi import FollowUp
from audit.wording.labels import option_label

_AS_THE_QUESTION = ("law", "source")
_AS_EACH = ("help", "options", "allow")


def unfolded(tree: Tree) -> Tree:
    """The tree of a rubric with a question after each ``each``, for every option that can stand with others.

    Their ids are the question's and the option's with »-« between, their texts the option's label and what ``each``
    asks. They are asked where the option is chosen.
    """
    sections = tree.get("sections") if isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(sections, Items):
        return tree
    every = tuple(_section(section) for section in sections.items)
    key = tree.entries["sections"].key
    return replace(tree, entries={**tree.entries, "sections": Entry(key, replace(sections, items=every))})


def _section(section: Tree) -> Tree:
    questions = section.get("questions") if isinstance(section, Table) else None
    if not isinstance(section, Table) or not isinstance(questions, Items):
        return section
    items = tuple(one for question in questions.items for one in (question, *_asked_of(question)))
    key = section.entries["questions"].key
    return replace(section, entries={**section.entries, "questions": Entry(key, replace(questions, items=items))})


def _asked_of(question: Tree) -> Iterator[Table]:
    """The questions about the options of one question; none where it has no ``each``, or a wrong one."""
    each = question.get("each") if isinstance(question, Table) else None
    if not isinstance(question, Table) or not isinstance(each, Table):
        return
    try:
        asked = FollowUp.model_validate(plain(each))
    except ValidationError:
        return
    name, former, alone = question.word("id"), question.word("renamed_from"), question.words("exclusive")
    if name is None:
        return
    labels = question.table("options")
    for option in question.words("options"):
        if option.written in [one.written for one in alone]:
            continue
        label = labels.word(option.written) if option.written in labels.entries else None
        text = f"{option_label({option.written: label.written if label else ''}, option.written)}: {asked.text}"
        words = {"id": f"{name.written}-{option.written}", "text": text, "type": "choice"}
        if former:
            words["renamed_from"] = f"{former.written}-{option.written}"
        at = each.entries["text"].value
        entries = {key: _entry(key, word, at) for key, word in words.items()}
        entries |= {key: question.entries[key] for key in _AS_THE_QUESTION if key in question.entries}
        entries |= {key: each.entries[key] for key in _AS_EACH if key in each.entries}
        chosen = Table(option.line, option.column, {name.written: Entry(name, option)})
        entries["ask_if"] = Entry(replace(option, value="ask_if", written="ask_if"), chosen)
        yield Table(each.line, each.column, entries)


def _entry(key: str, word: str, at: Tree) -> Entry:
    scalar = Scalar(at.line, at.column, word, word)
    return Entry(replace(scalar, value=key, written=key), scalar)
