"""The cases of a frame that have been read, so that none is taken in twice."""

from collections.abc import Iterable

from audit.authorities import Authorities
from audit.nouns import Noun
from audit.sampling.suspects import alike

_FIX_EQUAL = "Fjern den ene, eller giv dem hver sit nummer og sæt journalnummeret i en kolonne for sig."
_FIX_ALIKE = "Ret det ene nummer, eller udelad rækken."


class SeenCases:
    """Authorities and case numbers, each with the row or the earlier list it came from.

    ``known`` are cases of earlier lists: the list's name, the authority's code, the number.
    """

    def __init__(self, authorities: Authorities, case: Noun, known: Iterable[tuple[str, str, str]] = ()) -> None:
        self._authorities, self._case = authorities, case
        self._lists: list[str] = []
        self._rows: dict[str, dict[str, int]] = {}
        self._written: dict[tuple[str, str], str] = {}
        for name, kommune, case_id in known:
            if not self._lists or self._lists[-1] != name:
                self._lists.append(name)
            self._note(kommune, case_id, -len(self._lists))

    def add(self, kommune: str, case_id: str, row: int) -> tuple[str, str] | None:
        """Take in a case; what is wrong and what to do when it, or one that looks the same, is there already."""
        first, other = self._note(kommune, case_id, row)
        if first == row:
            return None
        where = f"i række {first}" if first > 0 else f"i listen »{self._lists[-first - 1]}«"
        of = f"»{case_id}« fra {self._authorities.name_of(kommune)} ({kommune})"
        if other == case_id:
            return f"{self._case.the_one} {of} står allerede {where}.", _FIX_EQUAL
        differs = "kun bindestreg, mellemrum eller store bogstaver er forskellige"
        return f"{self._case.the_one} {of} kan ikke skelnes fra »{other}« {where}; {differs}.", _FIX_ALIKE

    def _note(self, kommune: str, case_id: str, row: int) -> tuple[int, str]:
        """Where the number, or one that looks the same, was first, and how it was written there."""
        key = alike(case_id)
        first = self._rows.setdefault(kommune, {}).setdefault(key, row)
        if first == row and key != case_id:
            self._written[kommune, key] = case_id
        return first, self._written.get((kommune, key), key)
