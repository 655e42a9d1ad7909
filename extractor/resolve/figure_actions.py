"""Actions of figures: the nearest verb before, the predicate behind, or what a list carries on."""

from __future__ import annotations

from extractor.matching import Tokens
from extractor.resolve.figure_verbs import (
    Verb,
    chain_head,
    governs,
    near_change,
    predicate,
    verbs_between,
)
from extractor.resolve.figured import Figured

_LIVING = frozenset(("people", "personnel", "victims", "suspects", "cases"))


def settle_actions(tokens: Tokens, figures: list[Figured]) -> None:
    """Give each figure its governing verb and, where it is a difference, its change."""
    before: Figured | None = None
    governing: Verb | None = None
    for position, figure in enumerate(figures):
        if before is None or before.sentence != figure.sentence:
            before, governing = None, None
        figure.gap = before.end if before else figure.first
        following = figures[position + 1] if position + 1 < len(figures) else None
        limit = following.start if following and following.sentence == figure.sentence else figure.last
        governing = _settle(tokens, figure, before, governing, limit)
        before = figure
    _give_predicates_back(tokens, figures)


def _settle(
    tokens: Tokens, figure: Figured, before: Figured | None, governing: Verb | None, limit: int
) -> Verb | None:
    """Settle one figure; returns the verb that goes on governing the list."""
    verbs = list(verbs_between(tokens, figure.gap, figure.start))
    change = near_change(tokens, verbs, figure.start)
    if change or _still_changing(tokens, figure, before):
        return _take_change(figure, before, change, governing, predicate(tokens, figure.end, limit))
    strong = [verb for verb in verbs if governs(verb) and verb.role != "change"]
    last = strong[-1] if strong else None
    if last and last.role == "worth":
        figure.worth = True
    behind = predicate(tokens, figure.end, limit)
    apart = last is not None and _comma_between(tokens, last.end, figure.start)
    figure.benefits = tokens.has(figure.start - 1, "benefit")
    if behind and behind.role == "victim" and _suffers(figure, behind):
        figure.victims = True
        if not (last and not apart and last.role == "hurt"):
            _take(figure, behind)
            return last or governing
    if behind and behind.helped and (last is None or apart):
        _take(figure, behind)
        return last or governing
    if last:
        _take(figure, chain_head(tokens, verbs, last))
        return figure.verb if last.role not in ("worth", "measure") else governing or figure.verb
    if governing:
        _take(figure, governing, carried=True)
        return governing
    if behind:
        _take(figure, behind)
    return None


def _take(figure: Figured, verb: Verb, *, carried: bool = False) -> None:
    figure.verb, figure.action, figure.carried = verb, verb.action or None, carried


def _suffers(figure: Figured, verb: Verb) -> bool:
    return figure.kind in _LIVING and verb.start - figure.end <= 2


def _comma_between(tokens: Tokens, start: int, end: int) -> bool:
    return any(tokens.word(index) in ",;:" for index in range(start, end))


def _still_changing(tokens: Tokens, figure: Figured, before: Figured | None) -> bool:
    """Whether a difference goes on: "tăng 9 vụ, 12 đối tượng", "giảm 31 vụ (12,6%)"."""
    if figure.change:
        return True
    if before is None or before.change is None:
        return False
    gap = range(before.end, figure.start)
    if figure.unit == "%":
        return not any(
            tokens.has(i, "act") and not tokens.has(i, "weighs") or tokens.word(i) == ";" for i in gap
        ) and len(gap) <= 4
    if any(not tokens.has(i, "punct") for i in gap) or figure.draft.whole or before.draft.whole:
        return False
    return not any(tokens.word(i) in ";(" for i in gap) and figure.unit != before.unit


def _take_change(
    figure: Figured, before: Figured | None, change: Verb | None, governing: Verb | None,
    behind: Verb | None,
) -> Verb | None:
    if change:
        figure.change, figure.action = change.change, change.action or None
    elif figure.change is None and before:
        figure.change, figure.action = before.change, before.action
    figure.verb = governing
    if behind and behind.role == "victim" and _suffers(figure, behind):
        figure.victims, figure.verb = True, behind
        if change is None and figure.action is None:
            figure.action = behind.action
    return governing


def _give_predicates_back(tokens: Tokens, figures: list[Figured]) -> None:
    """The subject of one predicate may be a list: "4 tập thể, 6 cá nhân được tặng"."""
    for first, second in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        if (
            first.verb is None
            and first.change is None
            and first.sentence == second.sentence
            and second.verb is not None
            and second.verb.start >= second.end
            and all(
                tokens.has(i, "punct") or tokens.row(i, "np_end").get("role") == "join"
                for i in range(first.end, second.start)
            )
        ):
            _take(first, second.verb, carried=True)
            first.victims = second.victims
