"""Items of figures that stand side by side, and offences told behind a nationality or a bracket."""

from __future__ import annotations

from itertools import pairwise

from extractor.kinds.figure_offence import read_offence
from extractor.kinds.figure_words import cell
from extractor.matching import Tokens
from extractor.resolve.figured import Figured

CRIME = frozenset(("cases", "suspects"))
_CRIME_OR_PEOPLE = CRIME | {"people"}
_OFFENDING = frozenset(("event", "instance", "person", "gang"))
_ORIGINS = ("location", "country", "nation_head", "nationality_cue")
_MOST_ORIGINS = 3
_LONGEST_BRACKET = 16


def pair_items(tokens: Tokens, figures: list[Figured]) -> None:
    """Both of a pair have the offence: "14 vụ, 14 bị can mua bán ma túy"."""
    for first, second in reversed(list(pairwise(figures))):
        if first.item is None and "offence" in second.marks and _paired(tokens, first, second):
            first.give(second.item, second.marks, "item of the figure beside it")
    for first, second in pairwise(figures):
        if (
            second.item is None
            and first.item
            and first.kind in CRIME
            and _paired(tokens, first, second)
        ):
            second.give(first.item, first.marks, "item of the figure beside it")


def _paired(tokens: Tokens, first: Figured, second: Figured) -> bool:
    """Whether two counts of one thing stand side by side."""
    if first.sentence != second.sentence or (first.unit == second.unit and not first.draft.whole):
        return False
    of_crime = first.kind in CRIME or first.draft.household
    if not of_crime or second.kind not in _CRIME_OR_PEOPLE:
        return False
    if first.kind == "suspects" and second.kind == "cases":
        return False
    return all(
        (tokens.has(i, "punct") and tokens.word(i) not in ";.()")
        or cell(tokens, i, "np_end", "role") in ("join", "with")
        for i in range(first.end, second.start)
    )


def offence_behind(tokens: Tokens, figure: Figured) -> None:
    """Give the offence behind where they are from or a bracket: "4 người Lào (2 nữ) vượt biên"."""
    if figure.item or figure.draft.group not in _OFFENDING or figure.change:
        return
    index = figure.end
    for _ in range(_MOST_ORIGINS):
        if not any(tokens.has(index, tag) for tag in _ORIGINS):
            break
        index = tokens.phrase_end(index)
    index = _behind_bracket(tokens, index)
    offence = read_offence(tokens, index, person=True) if index > figure.end else None
    if offence is not None and offence[1] is not None:
        text = " ".join(tokens.slice(*offence[1]).split())
        figure.give(text, offence[2], "offence behind it")


def _behind_bracket(tokens: Tokens, index: int) -> int:
    """Index behind a bracket that opens at a token, or that a token closes; else the index."""
    opens = index < len(tokens) and tokens.word(index) == "("
    for at in range(index + opens, min(index + _LONGEST_BRACKET, len(tokens))):
        mark = tokens.word(at)
        if mark == ")":
            return at + 1
        if not opens or mark in "(;" or tokens.has(at, "newline"):
            break
    return index
