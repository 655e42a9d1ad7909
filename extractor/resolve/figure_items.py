"""Items of figures: from the words around, from the lead of the sentence, and shared in lists."""

from __future__ import annotations

from extractor.matching import Tokens
from extractor.resolve.figured import Figured

_CRIME = frozenset(("cases", "suspects"))
_FAR = 40
_NEAR = 11
_SIZED = frozenset(("mass", "volume", "gold"))
_MOST_BACK = 14


def settle_items(tokens: Tokens, figures: list[Figured]) -> None:
    """Items that decide the kind: what a container holds, what a weight weighs, bare numbers."""
    before: Figured | None = None
    for figure in figures:
        same = before if before and before.sentence == figure.sentence else None
        if figure.draft.lead == "bare":
            _take_unit(figure, before)
        if not (same and _weigh(tokens, same, figure)):
            _name_weighed(tokens, figure)
        before = figure
    _remember(figures)
    for container, content in zip(figures, figures[1:], strict=False):
        if container.draft.holds and content.sentence == container.sentence:
            container.item = " ".join(filter(None, (content.unit, content.item)))
            container.marks |= content.marks


def _take_unit(figure: Figured, before: Figured | None) -> None:
    """A bare difference has the unit of what it is compared with."""
    if before is None:
        return
    figure.unit, figure.kind, figure.item = before.unit, before.kind, before.item
    figure.draft.group, figure.draft.dimension = before.draft.group, before.draft.dimension
    figure.draft.base, figure.marks = before.draft.base, before.marks


def _weigh(tokens: Tokens, before: Figured, figure: Figured) -> bool:
    """A weight without goods of its own weighs the goods before it."""
    draft = figure.draft
    if figure.item or draft.group not in ("measure", "classifier") or figure.change:
        return False
    gap = range(before.end, figure.start)
    if len(gap) > _NEAR or before.draft.group not in ("classifier", "goods", "measure"):
        return False
    if draft.group == "measure" and draft.dimension not in _SIZED:
        return False
    linked = any(tokens.has(i, "weighs") for i in gap)
    bracket = bool(gap) and tokens.word(gap[0]) == "("
    plus = bool(gap) and tokens.word(gap[0]) in "+/"
    if linked or bracket or plus:
        figure.item = before.item or before.unit
        figure.marks = before.marks
        return True
    return False


def _name_weighed(tokens: Tokens, figure: Figured) -> None:
    """Goods named before their weight: "con hổ nặng 200 kg", "lượng ma túy tăng 3 kg"."""
    if figure.item or figure.draft.dimension not in _SIZED:
        return
    linked = False
    for index in range(figure.start - 1, max(figure.gap, figure.start - _NEAR) - 1, -1):
        linked = linked or tokens.has(index, "weighs") or tokens.has(index, "change")
        if linked and (tokens.has(index, "contraband") or tokens.has(index, "goods_noun")):
            end = index
            while end < figure.start and not (
                tokens.has(end, "weighs") or tokens.has(end, "change") or tokens.has(end, "np_end")
            ):
                end = tokens.phrase_end(end)
            figure.item = " ".join(tokens.slice(index, min(end, figure.start)).split())
            figure.marks |= _class_marks(tokens, index)
            return


def _class_marks(tokens: Tokens, index: int) -> frozenset[str]:
    found = tokens.row(index, "contraband").get("class")
    return frozenset((found,)) if found else frozenset()


def _remember(figures: list[Figured]) -> None:
    """A counter without a noun counts what it counted last: "20 bánh" after "48 bánh heroin"."""
    last: dict[str, Figured] = {}
    for figure in figures:
        if figure.draft.group != "classifier" and figure.draft.dimension not in _SIZED:
            continue
        known = last.get(figure.unit)
        if figure.item is None and not figure.draft.holds and known and not figure.change:
            figure.item, figure.marks = known.item, known.marks
        if figure.item:
            last[figure.unit] = figure


def share_items(tokens: Tokens, figures: list[Figured]) -> None:
    """Items that go without saying: in pairs and lists, before the verb, at the head of a sentence."""
    _pair(tokens, figures)
    for position, figure in enumerate(figures):
        if figure.item is None:
            _from_context(tokens, figures, position)
    _pair(tokens, figures)


def _pair(tokens: Tokens, figures: list[Figured]) -> None:
    """ "14 vụ, 14 bị can mua bán ma túy": both have the offence."""
    for first, second in reversed(list(zip(figures, figures[1:], strict=False))):
        if first.item is None and "offence" in second.marks and _paired(tokens, first, second):
            first.item, first.marks = second.item, first.marks | second.marks
    for first, second in zip(figures, figures[1:], strict=False):
        if second.item is None and first.item and first.kind in _CRIME and _paired(tokens, first, second):
            second.item, second.marks = first.item, second.marks | first.marks


def _paired(tokens: Tokens, first: Figured, second: Figured) -> bool:
    """Whether two counts of one thing stand side by side."""
    if first.sentence != second.sentence or first.unit == second.unit and not first.draft.whole:
        return False
    if first.kind not in _CRIME or second.kind not in (*_CRIME, "people"):
        return False
    if first.kind == "suspects" and second.kind == "cases":
        return False
    return all(
        (tokens.has(i, "punct") and tokens.word(i) not in ";.()")
        or tokens.row(i, "np_end").get("role") == "join"
        for i in range(first.end, second.start)
    )


def _from_context(tokens: Tokens, figures: list[Figured], position: int) -> None:
    figure = figures[position]
    if figure.change:
        _compared(figures, position)
    elif figure.draft.group in ("event", "instance", "person") and figure.kind in _CRIME:
        _offence_before(tokens, figure)
        if figure.item is None:
            _offence_after(tokens, figure)
    elif figure.draft.group == "term":
        _offence_after(tokens, figure)
    elif figure.draft.group == "money":
        _of_money(tokens, figure)


def _compared(figures: list[Figured], position: int) -> None:
    """A difference has the item of the total that it compares."""
    figure = figures[position]
    for other in reversed(figures[max(position - 6, 0) : position]):
        if other.change and other.item is None:
            continue
        if other.unit == figure.unit or (figure.unit == "%" and other.unit != "%"):
            figure.item, figure.marks = other.item, other.marks
            return


def _offence_before(tokens: Tokens, figure: Figured) -> None:
    """An offence right before the number: "trộm cắp tài sản 97 vụ", also over "xảy ra"."""
    end = figure.start
    if figure.role == "occur" and figure.verb and figure.verb.start < figure.start:
        end = figure.verb.start
    start = end
    found: int | None = None
    while start > max(figure.gap, end - _MOST_BACK):
        start -= 1
        tags = tokens.tags(start)
        if "offence" in tags:
            found = start
        elif "word" not in tags and not (tokens.word(start) == "," and found):
            break
        elif found is None and "act" in tags:
            break
    if found is None:
        return
    stop = found
    while stop < end and not (tokens.has(stop, "np_end") and not tokens.has(stop, "offence")
                              and tokens.row(stop, "np_end").get("role") != "join"):
        stop = tokens.phrase_end(stop)
    figure.item = " ".join(tokens.slice(found, min(stop, end)).split()).strip(",")
    figure.marks |= {"offence"}


def _offence_after(tokens: Tokens, figure: Figured) -> None:
    """An offence that the sentence names later: "về tội …"."""
    for index in range(figure.end, min(figure.last, figure.end + _FAR)):
        tags = tokens.tags(index)
        if "figure" in tags and figure.draft.group != "term":
            return
        if "accused" in tags:
            start = tokens.phrase_end(index)
            if start < len(tokens) and tokens.word(start) in "\"“”«'‘":
                start += 1
            end = _phrase_end(tokens, start, figure.last)
            if end > start:
                figure.item = " ".join(tokens.slice(start, end).split())
                figure.marks |= {"offence"}
            return


def _phrase_end(tokens: Tokens, start: int, last: int) -> int:
    index = start
    while index < min(last, start + 24):
        tags = tokens.tags(index)
        if "word" not in tags and not (tokens.word(index) == "," and tokens.has(index + 1, "offence")):
            break
        if "np_end" in tags and "offence" not in tags and tokens.row(index, "np_end")["role"] in ("stop", "point"):
            break
        index = tokens.phrase_end(index)
    return index


def _of_money(tokens: Tokens, figure: Figured) -> None:
    """What a sum is: pay, fees, a fund, right before or behind it."""
    if tokens.has(figure.end, "money_noun"):
        end = tokens.phrase_end(figure.end)
        figure.item = tokens.slice(figure.end, end).lower()
        figure.end = end
        return
    for index in range(figure.start - 1, max(figure.gap, figure.start - 5) - 1, -1):
        if tokens.has(index, "money_noun"):
            figure.item = tokens.slice(index, tokens.phrase_end(index)).lower()
            return
        if tokens.has(index, "punct"):
            return
