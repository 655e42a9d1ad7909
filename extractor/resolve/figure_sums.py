"""Items of sums, shares, sizes and activities: what is paid for, what a rate is a rate of."""

from __future__ import annotations

from extractor.kinds.figure_words import cell, joins
from extractor.matching import Tokens
from extractor.resolve.figured import Figured

_DONE = frozenset(("cases", "suspects", "tips"))
_PRICED = frozenset(("classifier", "goods", "measure", "money"))
_WORTH = frozenset(("classifier", "goods", "measure"))
_NOUNS = ("money_noun", "goods_noun", "contraband")
_VALUED = (*_NOUNS, "counter")
_NONE: frozenset[str] = frozenset()
_MOST_BACK = 14
_LONGEST = 24
_CLOSE = 4


def of_money(tokens: Tokens, figures: list[Figured], position: int) -> None:
    """What a sum is or buys: pay and fees beside it, goods at a price."""
    figure = figures[position]
    if _named_in_verb(tokens, figure) or _named_over(tokens, figure):
        return
    if figure.role == "worth" and _worth(tokens, figures, position):
        return
    if tokens.has(figure.end, "money_noun"):
        end = tokens.phrase_end(figure.end)
        figure.give(tokens.slice(figure.end, end).lower(), _NONE, "what the sum is")
        figure.end = end
        return
    reach = _MOST_BACK if cell(tokens, figure.start - 1, "act", "role") == "weak" else 5
    for index in range(figure.start - 1, max(figure.gap, figure.start - reach) - 1, -1):
        if tokens.has(index, "money_noun"):
            figure.give(_phrase(tokens, index), _NONE, "what the sum is")
            return
        if tokens.has(index, "punct"):
            break
    if tokens.text.find("/", *tokens.span(figure.start, figure.end)) > 0:
        _priced(tokens, figures, position)


def _named_in_verb(tokens: Tokens, figure: Figured) -> bool:
    """The verb names what is paid: "truy thu thuế"."""
    verb = figure.verb
    item = cell(tokens, verb.start, "act", "item") if verb and verb.start < figure.start else None
    if item is None or figure.carried:
        return False
    figure.give(item, _NONE, "named in the verb")
    return True


def _named_over(tokens: Tokens, figure: Figured) -> bool:
    """The last word of the unit begins the item: "15 triệu đồng tiền lãi"."""
    if not tokens.has(figure.end - 1, "+"):
        return False
    for end in range(figure.end + 1, min(figure.end + _CLOSE, len(tokens)) + 1):
        text = tokens.slice(figure.end - 1, end)
        if tokens.listed(text, "money_noun"):
            figure.give(text.lower(), _NONE, "what the sum is")
            figure.end = end
            return True
    return False


def _worth(tokens: Tokens, figures: list[Figured], position: int) -> bool:
    """What is worth the sum: "51 chiếc điện thoại, trị giá 1 tỷ đồng", "trộm tài sản trị giá …"."""
    figure = figures[position]
    verb = figure.verb
    if verb is None or figure.carried or not figure.gap <= verb.start < figure.start:
        return False
    if verb.end != figure.start:
        return _worth_named(tokens, figure, verb.end)
    before = figures[position - 1] if position else None
    end = verb.start
    while end > figure.gap and (tokens.has(end - 1, "np_end") or tokens.word(end - 1) == ","):
        end -= 1
    if before and before.end == end and before.sentence == figure.sentence:
        if before.draft.group in _WORTH and not _listed(tokens, figures, position - 1):
            figure.give(before.item or before.unit, _NONE, "what is worth it")
    elif end == verb.start:
        _noun_before(tokens, figure, end)
    return figure.item is not None


def _worth_named(tokens: Tokens, figure: Figured, start: int) -> bool:
    """The noun between verb and sum: "tổng trị giá tang vật hơn 2 tỷ đồng"."""
    words = range(start, figure.start)
    plain = all(
        tokens.has(i, "+") or (tokens.has(i, "lower") and not _ends_noun(tokens, i)) for i in words
    )
    if not plain or len(words) > _CLOSE or not any(tokens.has(start, tag) for tag in _VALUED):
        return False
    figure.give(" ".join(tokens.slice(start, figure.start).split()), _NONE, "what is worth it")
    return True


def _ends_noun(tokens: Tokens, index: int) -> bool:
    return any(tokens.has(index, tag) for tag in ("np_end", "act", "aux", "qualifier"))


def _listed(tokens: Tokens, figures: list[Figured], position: int) -> bool:
    """Whether goods are not the only ones: "3.250 bao thuốc lá, 18 tấn đường, trị giá …"."""
    first = figures[position - 1] if position else None
    last = figures[position]
    if first is None or first.sentence != last.sentence or last.start - first.end > _CLOSE:
        return False
    return first.draft.group in _WORTH and joins(tokens, first.end)


def _noun_before(tokens: Tokens, figure: Figured, end: int) -> None:
    for words in (3, 2):
        text = tokens.slice(max(figure.gap, end - words), end)
        if any(tokens.listed(text, table) for table in _NOUNS):
            figure.give(text.lower(), _NONE, "what is worth it")
            return


def _priced(tokens: Tokens, figures: list[Figured], position: int) -> None:
    """A price a piece is that of the goods named last in the sentence."""
    figure = figures[position]
    before = figures[position - 1] if position else None
    same = before if before and before.sentence == figure.sentence else None
    for index in range(figure.start - 1, max(figure.first, figure.start - _LONGEST) - 1, -1):
        if same and index < same.end and same.item and same.item_goods:
            break
        if tokens.has(index, "contraband"):
            figure.give(_phrase(tokens, index), _NONE, "goods at this price")
            return
    if same and same.item and same.draft.group in _PRICED:
        figure.give(same.item, _NONE, "goods at this price")


def of_share(tokens: Tokens, figures: list[Figured], position: int) -> None:
    """What a percentage is a rate of: after "tỷ lệ", or what was done to the figure before."""
    figure = figures[position]
    end = (
        figure.verb.start
        if figure.verb and figure.gap <= figure.verb.start < figure.start
        else figure.start
    )
    for index in range(figure.start - 1, max(figure.gap, figure.start - _LONGEST) - 1, -1):
        if tokens.has(index, "rate_word"):
            start = tokens.phrase_end(index)
            end = end if end > start else figure.start
            while end > start and (
                tokens.preceded_by(end, "aux") or tokens.preceded_by(end, "target")
            ):
                end = _phrase_start(tokens, end - 1)
            if end > start:
                figure.give(" ".join(tokens.slice(start, end).split()), _NONE, "share of this")
            return
    before = figures[position - 1] if position else None
    if before is None or before.sentence != figure.sentence or figure.role != "measure":
        return
    if before.action and before.verb is not figure.verb and before.kind in _DONE:
        figure.give(before.action, _NONE, "share of what was done")


def of_size(tokens: Tokens, figures: list[Figured], position: int) -> None:
    """What is so long or so wide: the noun before the verb."""
    figure = figures[position]
    verb = figure.verb
    if verb is None or verb.role != "size" or verb.end != figure.start:
        return
    start = verb.start
    while (
        start > figure.gap and tokens.has(start - 1, "word") and not tokens.has(start - 1, "np_end")
    ):
        start -= 1
    if start < verb.start:
        figure.give(" ".join(tokens.slice(start, verb.start).split()), _NONE, "what is so long")
    elif position and figures[position - 1].end == verb.start:
        before = figures[position - 1]
        figure.give(before.item or before.unit, _NONE, "what is so long")


def of_activity(tokens: Tokens, figure: Figured) -> None:
    """What was done so often: "tuần tra song phương với … 48 lần"."""
    if figure.kind != "activities":
        return
    for index in range(figure.start - 1, max(figure.gap, figure.start - _MOST_BACK) - 1, -1):
        item = cell(tokens, index, "act", "item")
        if item and cell(tokens, index, "act", "role") == "deploy":
            if item != figure.action:
                figure.give(item, figure.marks, "activity before it")
            return


def _phrase_start(tokens: Tokens, index: int) -> int:
    """Index of the first token of the phrase that a token belongs to."""
    while index > 0 and tokens.has(index, "+"):
        index -= 1
    return index


def _phrase(tokens: Tokens, index: int) -> str:
    return tokens.slice(index, tokens.phrase_end(index)).lower()
