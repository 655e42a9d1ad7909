"""Items that decide a kind: what a container holds, what a weight weighs, what a counter counts."""

from __future__ import annotations

from itertools import pairwise

from extractor.kinds.figure_words import cell
from extractor.matching import Tokens
from extractor.resolve.figure_pairs import offence_behind
from extractor.resolve.figured import Figured

_NEAR = 11
_CLOSE = 5
_TAKING = frozenset(("seize", "take"))
_SIZED = frozenset(("mass", "volume", "gold"))
_MEASURED = _SIZED | {"area"}
_THINGS = frozenset(("classifier", "goods", "measure", "event"))


def settle_items(tokens: Tokens, figures: list[Figured]) -> None:
    """Give goods their item before kinds are settled."""
    before: Figured | None = None
    for figure in figures:
        same = before if before and before.sentence == figure.sentence else None
        if figure.draft.lead in ("bare", "breakdown"):
            _take_unit(figure, before if figure.draft.lead == "bare" else same)
        if not (same and (_weigh(tokens, same, figure) or _take_matter(same, figure))):
            _name_weighed(tokens, figure)
        offence_behind(tokens, figure)
        before = figure
    for container, content in pairwise(figures):
        if container.draft.holds and content.sentence == container.sentence:
            held = " ".join(filter(None, (content.unit, content.item)))
            container.give(held, content.marks, "what it holds")
        elif container.item is None and content.item and _plus(tokens, container, content):
            container.give(content.item, content.marks, "item of the amount beside it")
    _remember(figures)


def _plus(tokens: Tokens, first: Figured, second: Figured) -> bool:
    """Whether two amounts are of one thing: "268 bánh + 4,6kg heroin", "8 bánh và 2 kg heroin"."""
    gap = range(first.end, second.start)
    if first.draft.group != "classifier" or not gap or len(gap) > _CLOSE:
        return False
    if len(gap) == 1 and cell(tokens, gap[0], "np_end", "role") == "join":
        return "drug" in second.marks and second.draft.group == "measure"
    return tokens.word(gap[0]) == "+" or any(tokens.has(i, "weighs") for i in gap)


def _take_unit(figure: Figured, before: Figured | None) -> None:
    """A bare difference has the unit of what it is compared with."""
    if before is None:
        return
    figure.unit, figure.kind, figure.item = before.unit, before.kind, before.item
    figure.draft.group, figure.draft.dimension = before.draft.group, before.draft.dimension
    figure.draft.base, figure.marks = before.draft.base, before.marks


def _weigh(tokens: Tokens, before: Figured, figure: Figured) -> bool:
    """A weight without goods of its own weighs the goods before it: "20 bánh heroin (7 kg)"."""
    draft = figure.draft
    if figure.item or draft.group not in ("measure", "classifier") or figure.change:
        return False
    gap = range(before.end, figure.start)
    if not gap or len(gap) > _NEAR or before.draft.group not in _THINGS:
        return False
    if draft.group == "measure" and draft.dimension not in _MEASURED:
        return False
    first = tokens.word(gap[0])
    if not (first in "(+/" or any(tokens.has(i, "weighs") for i in gap)):
        return False
    item = before.item or (before.unit if before.draft.group == "goods" else None)
    figure.give(item, before.marks, "goods that it weighs")
    return figure.item is not None


def _take_matter(before: Figured, figure: Figured) -> bool:
    """Goods without a name are what the cases before were about: "bắt 14 vụ pháo, thu 486 kg"."""
    of_goods = figure.draft.dimension in _SIZED or figure.draft.group == "classifier"
    if figure.item or not of_goods or figure.role not in _TAKING or before.kind != "cases":
        return False
    if before.item and before.item_goods:
        figure.give(before.item, before.marks, "what the cases are about")
    return figure.item is not None


def _name_weighed(tokens: Tokens, figure: Figured) -> None:
    """Goods named before their weight: "con hổ nặng 200 kg", "lượng ma túy tăng 3 kg"."""
    if figure.item or figure.draft.dimension not in _SIZED:
        return
    linked = False
    for index in range(figure.start - 1, max(figure.gap, figure.start - _NEAR) - 1, -1):
        if tokens.word(index) in ";.":
            return
        linked = linked or any(tokens.has(index, tag) for tag in ("weighs", "change", "act"))
        if linked and (tokens.has(index, "contraband") or tokens.has(index, "goods_noun")):
            end = index
            while end < figure.start and not _closes(tokens, end):
                end = tokens.phrase_end(end)
            item = " ".join(tokens.slice(index, min(end, figure.start)).split())
            figure.give(item, _class_marks(tokens, index), "goods that it weighs")
            return


def _closes(tokens: Tokens, index: int) -> bool:
    return any(tokens.has(index, tag) for tag in ("weighs", "change", "np_end", "act", "punct"))


def _class_marks(tokens: Tokens, index: int) -> frozenset[str]:
    found = cell(tokens, index, "contraband", "class")
    return frozenset((found,)) if found else frozenset()


def _remember(figures: list[Figured]) -> None:
    """A counter without a noun counts what it counted last: "20 bánh" after "48 bánh heroin"."""
    last: dict[str, Figured] = {}
    for figure in figures:
        if figure.draft.group != "classifier" and figure.draft.dimension not in _SIZED:
            continue
        known = last.get(figure.unit)
        if figure.item is None and not figure.draft.holds and known and not figure.change:
            figure.give(known.item, known.marks, "counted so before")
        if figure.item:
            last[figure.unit] = figure
