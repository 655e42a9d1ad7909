"""Ranges and bare sums: "từ 20-30 triệu đồng", "đặt cọc 800 triệu"."""

from __future__ import annotations

from extractor.kinds.figure_draft import FigureDraft, Slots, draft_unit, number_of, qualify
from extractor.kinds.figure_words import Span
from extractor.kinds.numbers import Amount, Number, exact
from extractor.matching import Match, Tokens

_LARGE = 1_000_000
_THOUSAND = 1000


def build_range(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A range of one unit; refuses "3 vụ - 5 đối tượng"."""
    high = number_of(tokens, slots["max"])
    low_unit = slots.get("lowunit")
    if high is None or (low_unit and tokens.key(low_unit[0]) != tokens.key(slots["unit"][0])):
        return None
    low = number.value if low_unit else _scaled(tokens, slots, number.value, high.value)
    draft = draft_unit(tokens, slots["unit"], Number(low)) if low < high.value else None
    if draft is None:
        return None
    draft.start, draft.max = match.start, high.value
    return qualify(draft, tokens, slots, Number(low, number.order or high.order))


def build_sum(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A number of millions or more without a noun is money."""
    if number.value < _LARGE or not (_large(tokens, slots["n"]) or number.order):
        return None
    draft = FigureDraft(match.start, match.end, number.value, "VND", "money", "money")
    return qualify(draft, tokens, slots, number)


def build_sum_range(
    match: Match, tokens: Tokens, slots: Slots, number: Number
) -> FigureDraft | None:
    """A range of such sums."""
    high = number_of(tokens, slots["max"])
    if high is None or not _large(tokens, slots["max"]):
        return None
    low = _scaled(tokens, slots, number.value, high.value)
    if low >= high.value:
        return None
    draft = FigureDraft(match.start, match.end, low, "VND", "money", "money", max=high.value)
    return qualify(draft, tokens, slots, Number(low, number.order or high.order))


def _scaled(tokens: Tokens, slots: Slots, low: Amount, high: Amount) -> Amount:
    """The low end with the scale that only the high end says: "20-30 triệu"."""
    if low >= _THOUSAND:
        return low
    scales = (_scale(tokens, index) for index in reversed(range(*slots["max"])))
    scale = next((scale for scale in scales if scale), 0.0)
    return exact(low * scale) if scale >= _THOUSAND and low * scale < high else low


def _large(tokens: Tokens, span: Span) -> bool:
    """Whether the words of a number say millions or more."""
    return any(_scale(tokens, index) >= _LARGE for index in range(*span))


def _scale(tokens: Tokens, index: int) -> float:
    row = tokens.row(index, "number_scale")
    return float(row["value"]) if row else 0.0
