"""The user's own words in a message: quoted, listed, and the word that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from heapq import nlargest
from itertools import pairwise

from audit.privacy import mask, one_line, unseen_shown

_LONGEST_WORD = 60
_LARGEST = 10**_LONGEST_WORD
_MOST_NAMES = 5000
_COMPARED = 50
_LISTED = 15


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` is most likely meant for, or ""."""
    words = list(known)[:_MOST_NAMES]
    if same := [one for one in words if one.casefold() == word.casefold()]:
        return same[0]
    word = word[: 2 * _LONGEST_WORD]
    if len(words) > _COMPARED:
        pairs = _pairs(word)
        words = nlargest(_COMPARED, words, key=lambda one: len(pairs & _pairs(one)))
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return near[0] if near else ""


def _pairs(word: str) -> set[str]:
    """The letters that stand beside each other, with the word's beginning and end."""
    return {left + right for left, right in pairwise(f" {word} ")}


def quoted(word: object) -> str:
    """A word from the user's file inside »«: on one line, shortened, without a CPR number or anything unseen.

    A whole number larger than any that is meant is shown in base 16, which Python writes however long it is.
    """
    if isinstance(word, bool):
        word = "true" if word else "false"
    elif isinstance(word, int) and abs(word) > _LARGEST:
        word = hex(word)
    text = unseen_shown(one_line(mask(str(word))))
    return f"»{text if len(text) <= _LONGEST_WORD else text[:_LONGEST_WORD].rstrip() + '…'}«"


def listed(words: Iterable[str], last: str = "og") -> str:
    """»a«, »b« og »c«; a long list is cut short."""
    every = [quoted(word) for word in words]
    if len(every) > _LISTED:
        return f"{', '.join(every[:_LISTED])} og {len(every) - _LISTED} til"
    return f" {last} ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def suggest(word: str, known: Iterable[str]) -> str:
    """`` – mente du »…«?`` for the nearest known word, or "" when none is near."""
    near = nearest(word, known)
    return f" – mente du »{near}«?" if near else ""
