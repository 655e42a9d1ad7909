"""Terms: spans of time as penalties, "8 năm tù", "từ 7 tháng đến 1 năm 4 tháng tù"."""

from __future__ import annotations

from extractor.kinds.figure_draft import FigureDraft, Slots, number_of, qualify
from extractor.kinds.figure_words import Span, cell, mark_at
from extractor.kinds.numbers import Amount, Number, exact
from extractor.matching import Match, Tokens

_MONTHS = 12
_NEAR = 8


def build_term(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A span of time is a figure only as a penalty."""
    last = slots.get("extraunit", slots["unit"])[1]
    penalty = tokens.has(last, "penalty")
    if not penalty and not _sentenced(tokens, match.start):
        return None
    low, high, unit = _bounds(tokens, slots, number.value)
    if high is not None and low >= high:
        return None
    end = tokens.phrase_end(last) if penalty else match.end
    draft = FigureDraft(match.start, max(end, match.end), low, unit, "penalties", "term", max=high)
    qualify(draft, tokens, slots, number)
    if "most" in match.rule.set:
        draft.qualifier = "at_most"
    return draft


def _bounds(tokens: Tokens, slots: Slots, low: Amount) -> tuple[Amount, Amount | None, str]:
    """Low end, high end and unit of a term; "1 năm 4 tháng" counts as months."""
    extra = number_of(tokens, slots["extra"]) if "extra" in slots else None
    more = extra.value if extra else 0
    if "max" not in slots:
        if not more:
            return low, None, _unit(tokens, slots["unit"])
        return low * _MONTHS + more, None, _unit(tokens, slots["extraunit"])
    top = number_of(tokens, slots["max"])
    high = top.value if top else 0
    if "lowunit" not in slots:
        return low, high, _unit(tokens, slots["unit"])
    factor = _months(tokens, slots["unit"]) / (_months(tokens, slots["lowunit"]) or 1)
    return low, exact(high * factor) + more, _unit(tokens, slots["lowunit"])


def _unit(tokens: Tokens, span: Span) -> str:
    return tokens.slice(*span).lower()


def _months(tokens: Tokens, span: Span) -> float:
    return float(tokens.row(span[0], "duration")["months"])


def _sentenced(tokens: Tokens, start: int) -> bool:
    """Whether a word of sentencing or custody stands shortly before."""
    for index in range(start - 1, max(start - _NEAR, -1), -1):
        if tokens.has(index, "newline") or mark_at(tokens, index, "."):
            return False
        role = cell(tokens, index, "act", "role")
        if role == "sentence" or tokens.has(index, "custody"):
            return True
        if role:
            return False
    return False
