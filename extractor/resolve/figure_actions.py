"""Actions of figures: the nearest verb before, the predicate behind, or what a list carries on."""

from __future__ import annotations

from extractor.kinds.figure_words import cell
from extractor.matching import Tokens
from extractor.resolve.figure_verbs import (
    Verb,
    chain_head,
    governs,
    near_change,
    opens_clause,
    predicate,
    verbs_between,
)
from extractor.resolve.figured import Figured

_GOODS = frozenset(("classifier", "goods", "measure"))
_OF_GOODS = frozenset(
    (
        "seize",
        "take",
        "handin",
        "recover",
        "receive",
        "detect",
        "inspect",
        "smuggle",
        "possess",
        "steal",
        "give",
        "measure",
        "deploy",
        "change",
    )
)
_OF_MONEY = _OF_GOODS - {"inspect", "deploy", "measure"} | {"fine", "award", "worth", "sentence"}
_FORCEFUL = frozenset(
    (
        "arrest",
        "seize",
        "take",
        "handle",
        "punish",
        "fine",
        "award",
        "detect",
        "handin",
        "recover",
        "sentence",
        "exchange",
        "deploy",
        "victim",
        "hurt",
        "worth",
        "size",
        "measure",
    )
)
_TAKING_LISTS = frozenset(("seize", "take", "detect", "handin", "recover"))
_IN_LISTS = _GOODS | {"money", "person"}
_ATTENDING = frozenset(("attend", "join"))
_NEAR_TEAM = 6
_CLOSE = 2
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
        limit = (
            following.start if following and following.sentence == figure.sentence else figure.last
        )
        governing = _settle(tokens, figure, before, governing, limit)
        before = figure
    _give_predicates_back(tokens, figures)


def _settle(
    tokens: Tokens, figure: Figured, before: Figured | None, governing: Verb | None, limit: int
) -> Verb | None:
    """Settle one figure; returns the verb that goes on governing the list."""
    verbs = list(verbs_between(tokens, figure.gap, figure.start))
    change = None if figure.draft.entire else near_change(tokens, verbs, figure.start)
    if change or _still_changing(tokens, figure, before):
        return _take_change(figure, before, change, governing, predicate(tokens, figure.end, limit))
    if figure.draft.entire and verbs and verbs[-1].change:
        figure.action = verbs[-1].action or None
        return governing
    strong = [verb for verb in verbs if _may_govern(verb, figure)]
    figure.raid = any(verb.role in ("arrest", "seize") for verb in strong)
    if before and governing:
        strong = _own(tokens, strong, before, figure)
    last = _nearest(figure, strong)
    figure.worth = last is not None and last.role == "worth"
    figure.team = last is None and _in_team(tokens, before, figure)
    behind = predicate(tokens, figure.end, limit)
    apart = last is not None and _comma_between(tokens, last.end, figure.start)
    figure.benefits = tokens.has(figure.start - 1, "benefit")
    if behind and behind.role == "victim" and _suffers(figure, behind):
        figure.victims = True
        if not (last and not apart and last.role == "hurt"):
            _take(figure, behind)
            return last or governing
    listed = (
        last is None
        and governing is not None
        and governing.role in _TAKING_LISTS
        and figure.draft.group in _GOODS
        and before is not None
        and before.draft.group in _IN_LISTS
    )
    if behind and not listed and _is_subject(tokens, figure, behind, last, apart=apart):
        _take(figure, behind)
        return last or governing
    if last:
        _take(figure, chain_head(tokens, verbs, last))
        figure.passive = any(
            tokens.has(i, "passive") for i in range(last.start - _NEAR_TEAM, last.start)
        )
        return (
            figure.verb
            if last.role not in ("worth", "measure", "size")
            else governing or figure.verb
        )
    if governing:
        _take(figure, governing, carried=True)
        return governing
    if behind:
        _take(figure, behind)
    return None


def _is_subject(
    tokens: Tokens, figure: Figured, behind: Verb, last: Verb | None, *, apart: bool
) -> bool:
    """Whether the figure is the subject of the verb behind it, and no object of one before."""
    if last is not None and not apart:
        return (
            behind.role in _ATTENDING and cell(tokens, figure.start - 1, "np_end", "role") == "join"
        )
    if behind.helped or behind.role in _ATTENDING:
        return True
    if behind.role in ("size", "worth") or behind.start > figure.end:
        return False
    if last is not None or figure.start == figure.first:
        return False
    mark = tokens.word(figure.start - 1)
    return mark in ";," and figure.draft.group in ("noun", "person", "event")


def _may_govern(verb: Verb, figure: Figured) -> bool:
    if verb.role == "size":
        return verb.end == figure.start
    return governs(verb) and verb.role not in ("change", *_ATTENDING)


def _own(tokens: Tokens, verbs: list[Verb], before: Figured, figure: Figured) -> list[Verb]:
    """Verbs without those that are the predicate of the figure before, up to the first comma."""
    comma = next((i for i in range(before.end, figure.start) if tokens.word(i) in ",;)"), None)
    if comma is not None and verbs and verbs[0].start <= before.end + _CLOSE:
        verbs = [verb for verb in verbs if verb.start > comma]
    kept: list[Verb] = []
    for verb in reversed(verbs):
        beside = verb.start - before.end <= 1 or figure.start - verb.end <= 1
        led = bool(kept) and kept[-1].start == verb.end
        if verb.role in _FORCEFUL or beside or led or opens_clause(tokens, verb):
            kept.append(verb)
    return kept[::-1]


def _nearest(figure: Figured, verbs: list[Verb]) -> Verb | None:
    """The last verb that can govern such a figure: money is paid and goods are taken."""
    group = figure.draft.group
    if group != "money":
        verbs = [verb for verb in verbs if verb.role != "worth"]
    able = _OF_MONEY if group == "money" else _OF_GOODS if group in _GOODS else None
    fitting = [verb for verb in verbs if verb.role in able] if able else []
    chosen = (fitting or verbs or [None])[-1]
    if chosen and chosen.role == "worth" and len(fitting) > 1 and fitting[-2].end == chosen.start:
        return fitting[-2]  # "chiếm đoạt lên đến 2 tỷ"
    return chosen


def _in_team(tokens: Tokens, before: Figured | None, figure: Figured) -> bool:
    """Whether those counted make up the team named right before: "mỗi tổ 4 người"."""
    low = max(figure.first, figure.start - _CLOSE - 1)
    if before and figure.start - before.end <= _NEAR_TEAM * 2:
        low = min(low, before.start)
    return any(tokens.has(i, "team") for i in range(low, figure.start))


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
        return (
            not any(
                (tokens.has(i, "act") and not tokens.has(i, "weighs")) or tokens.word(i) == ";"
                for i in gap
            )
            and len(gap) <= 4
        )
    if (
        any(not tokens.has(i, "punct") or tokens.word(i) == ")" for i in gap)
        or figure.draft.whole
        or before.draft.whole
    ):
        return False
    return not any(tokens.word(i) in ";(" for i in gap) and figure.unit != before.unit


def _take_change(
    figure: Figured,
    before: Figured | None,
    change: Verb | None,
    governing: Verb | None,
    behind: Verb | None,
) -> Verb | None:
    if change:
        figure.change, figure.action = change.change, change.action or None
    elif figure.draft.said:
        figure.action = figure.draft.said
    elif before and (figure.change is None or (figure.unit == "%" and before.change)):
        figure.change, figure.action = before.change, before.action
    figure.verb = None if figure.draft.group == "money" else governing
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
                tokens.has(i, "punct") or cell(tokens, i, "np_end", "role") == "join"
                for i in range(first.end, second.start)
            )
        ):
            _take(first, second.verb, carried=True)
            first.victims = second.victims
