"""Figures: a number and its unit → a draft that says what was counted and how it was worded.

A draft holds what stands at the number itself: value, qualifier, unit, the noun phrase behind the
unit. What only the sentence tells (the verb, and with it often the kind) is left to the passes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.kinds.figure_draft import FigureDraft, Slots, draft_unit, number_of, qualify
from extractor.kinds.figure_ranges import build_range, build_sum, build_sum_range
from extractor.kinds.figure_terms import build_term
from extractor.kinds.figure_words import cell, mark_at
from extractor.kinds.numbers import Number
from extractor.matching import Match, Tokens

_THOUSANDS = "."
_Shape = Callable[[Match, Tokens, Slots, Number], FigureDraft | None]


def build(match: Match, tokens: Tokens) -> FigureDraft | None:
    """The draft of a match; refuses names, ordinals, ages and the like."""
    shape = str(match.rule.set["shape"])
    if shape == "group":
        return _group(match, tokens)
    slots = match.slots
    number = number_of(tokens, slots["n"])
    if number is None or _names(tokens, slots):
        return None
    return _SHAPES[shape](match, tokens, slots, number)


def _group(match: Match, tokens: Tokens) -> FigureDraft:
    """Forces and bodies that one phrase counts: "ba lực lượng"."""
    row = tokens.row(match.start, "force_group")
    return FigureDraft(match.start, match.end, int(row["value"]), row["unit"], "entities", "noun")


def _names(tokens: Tokens, slots: Slots) -> bool:
    """Whether the word before makes the number a name or an ordinal."""
    before = slots.get("q", slots["n"])[0] - 1
    rate = tokens.has(before + 1, "numeral") or tokens.has(before - 1, "digits")
    if rate and mark_at(tokens, before, "/"):
        return True  # "20%/năm", "ngày 16/6 người này"
    while tokens.has(before, "+"):
        before -= 1
    if not tokens.has(before, "not_counted"):
        return False
    what = cell(tokens, before, "not_counted", "before")
    if what == "pair":
        return "whole" in slots  # "ngày 16/6 đối tượng này"
    if what != "place":
        return not _is_grouped(tokens.word(slots["n"][0]))
    return "unit" not in slots or tokens.has(slots["unit"][0], "entity_noun")


def _is_grouped(number: str) -> bool:
    """Whether thousands stand apart, as in a count and never in the number of a document."""
    return _THOUSANDS in number


def _count(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    draft = draft_unit(tokens, slots["unit"], number)
    if draft is None:
        return None
    if match.end > slots["unit"][1]:  # "từ 15 mét trở lên"
        draft.start, draft.end = match.start, match.end
    else:
        draft.start = slots.get("q", slots["n"])[0]
    draft.one = number.value == 1 and tokens.has(slots["n"][0], "numeral")
    return qualify(draft, tokens, slots, number)


def _part(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A part and its whole, or this year and last: "34/36 vụ"."""
    whole = number_of(tokens, slots["whole"])
    draft = draft_unit(tokens, slots["unit"], number)
    second = draft_unit(tokens, slots["unit"], whole) if whole else None
    if whole is None or draft is None or second is None or draft.group in ("money", "measure"):
        return None
    second.start = slots["whole"][0]
    second.qualifier = "order" if whole.order else None
    draft.start, draft.end, draft.whole = match.start, slots["n"][1], second
    return qualify(draft, tokens, slots, number)


def _difference(_: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft:
    """A difference without a unit: "29,87 ha, giảm 1,51"."""
    start, end = slots.get("q", slots["n"])[0], slots["n"][1]
    draft = FigureDraft(start, end, number.value, "", "", "bare", lead="bare")
    qualify(draft, tokens, slots, number)
    row = tokens.row(slots["lead"][0], "change")
    draft.change, draft.said = row["value"], row.get("action")
    return draft


def _breakdown(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A bare number behind a body in a list: "(Công an 25, Quân sự 35)"."""
    if not mark_at(tokens, slots["n"][1], ",);.") or not mark_at(tokens, match.start - 1, "(,;:"):
        return None
    return FigureDraft(*slots["n"], number.value, "", "", "bare", lead="breakdown")


def _behind(match: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A number behind its counter, in lists of tips: "tin báo 210, tố giác 90"."""
    if cell(tokens, slots["head"][0], "counter", "kind") != "tips":
        return None
    listed = mark_at(tokens, slots["n"][1], ",;.)")
    return _total(match, tokens, slots, number) if listed else None


def _total(_: Match, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft | None:
    """A total after its noun: "số vụ trong quý là 274"."""
    draft = draft_unit(tokens, slots["head"], number)
    if draft is None:
        return None
    draft.start, draft.end = slots.get("q", slots["n"])[0], slots["n"][1]
    draft.lead = "total"
    qualify(draft, tokens, slots, number)
    if "lead" in slots:
        row = tokens.row(slots["lead"][0], "change")
        draft.change, draft.said = row["value"], row.get("action")
    return draft


_SHAPES: Mapping[str, _Shape] = {
    "count": _count,
    "range": build_range,
    "part": _part,
    "sum": build_sum,
    "sum-range": build_sum_range,
    "term": build_term,
    "bare": _difference,
    "breakdown": _breakdown,
    "behind": _behind,
    "total": _total,
}
