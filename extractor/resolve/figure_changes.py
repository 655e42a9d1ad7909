"""Changes: which figures are differences, and how far a difference goes on through a list."""

from __future__ import annotations

from extractor.matching import Tokens
from extractor.resolve.figure_verbs import Verb
from extractor.resolve.figured import Figured

_REACH = 7
_SHARE_REACH = 4


def near_change(tokens: Tokens, verbs: list[Verb], figure: Figured) -> Verb | None:
    """The word of more or less that makes a figure a difference.

    Args:
        tokens: The text.
        verbs: The verbs between the figure before and this one.
        figure: The figure.
    """
    told = [verb for verb in verbs if verb.role != "weak"]
    if figure.draft.entire or not told or told[-1].role != "change":
        return None
    verb, start = told[-1], figure.start
    if start - verb.end > _REACH:
        return None
    between = range(verb.end, start)
    barred = any(tokens.has(i, "punct") or tokens.has(i, "target") for i in between)
    return None if barred else verb


def still_changing(tokens: Tokens, figure: Figured, before: Figured | None) -> bool:
    """Whether a difference goes on: "tăng 9 vụ, 12 đối tượng", "giảm 31 vụ (12,6%), 4 người"."""
    if figure.change:
        return True
    if before is None or before.change is None:
        return False
    gap = range(before.end, figure.start)
    if figure.unit == "%":
        return len(gap) <= _SHARE_REACH and not any(_breaks(tokens, i) for i in gap)
    if figure.draft.whole or before.draft.whole or figure.unit == before.unit:
        return False
    bare_share = before.unit == "%" and tokens.word(before.start - 1) == "("
    barred = ";(" if bare_share else ";()"
    return all(tokens.has(i, "punct") and tokens.word(i) not in barred for i in gap)


def _breaks(tokens: Tokens, index: int) -> bool:
    if tokens.word(index) == ";":
        return True
    said = tokens.has(index, "weighs") or tokens.has(index, "rate_word")
    return tokens.has(index, "act") and not said


def take_change(
    figure: Figured, change: Verb | None, before: Figured | None, governing: Verb | None
) -> None:
    """Give a difference its change and its action; its kind goes by what governs the total."""
    if change:
        figure.change, figure.action = change.change, change.action or None
        figure.steps.append("change: word before it")
    elif figure.draft.said:
        figure.action = figure.draft.said
    elif before and (figure.change is None or (figure.unit == "%" and before.change)):
        figure.change, figure.action = before.change, before.action
        figure.steps.append("change: goes on from the figure before")
    figure.verb = None if figure.draft.group == "money" else governing
