"""Figures: a number and its unit → a draft that says what was counted and how it was worded.

A draft holds what stands at the number itself: value, qualifier, unit, the noun phrase behind the
unit. What only the sentence tells (the verb, and with it often the kind) is left to the passes.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.kinds.figure_phrase import cell, mark_at, read_phrase
from extractor.kinds.numbers import Number, exact, number_at
from extractor.matching import Match, Tokens
from extractor.matching.lexicon import Row

Span = tuple[int, int]

COUNTED = ("counter", "person_noun", "goods_noun", "entity_noun", "currency", "measure")
"""Tables of units, the first that lists a unit speaks for it."""
_SINGLE_ROLES = frozenset(("unit", "ten", "hundred", "half", "dozen"))
_ROUND_ROLES = frozenset(("hundred", "scale", "dozen"))
_LARGE = 1_000_000
_THOUSAND = 1000
_MONTHS = 12
_NEAR = 8


@dataclass(slots=True)
class FigureDraft:
    """A figure as its own words tell it; spans are token spans.

    Attributes:
        group: How the unit behaves: the `class` of its row, or `measure`, `money`, `term`.
        kind: The default kind of the unit.
        item: What is counted, where the words behind the unit tell it.
        items: Marks of the words of the item: `offence`, and the classes of goods in it.
        one: Whether the number is the word for one, which may be no more than an article.
        holds: Whether the item is what the next figure counts ("2 túi chứa 300 viên").
        whole: For "34/36 vụ": the figure of the whole.
        lead: For a rule that takes its unit from elsewhere: the shape of that rule.
        base: Factor and name of the base unit.
        dimension: What a measure measures.
        counted: Default kind of what takes turns ("lượt người").
        said: The verb of a change that the rule itself holds.
        entire: Whether "cả" stands before the number, so that it tells no difference.
        household: Whether households are counted, who act together.
    """

    start: int
    end: int
    value: int | float
    unit: str
    kind: str
    group: str
    max: int | float | None = None
    qualifier: str | None = None
    change: str | None = None
    item: Span | None = None
    items: frozenset[str] = frozenset()
    one: bool = False
    holds: bool = False
    whole: FigureDraft | None = None
    lead: str = ""
    base: tuple[float, str] | None = None
    dimension: str = ""
    counted: str | None = None
    household: bool = False
    entire: bool = False
    said: str | None = None


def build(match: Match, tokens: Tokens) -> FigureDraft | None:
    """The draft of a match; refuses names, ordinals, ages and the like."""
    shape = str(match.rule.set["shape"])
    slots = match.slots
    if shape == "group":
        return _group(match, tokens)
    number = _number(tokens, slots["n"])
    if number is None or _names(tokens, match, slots):
        return None
    if shape == "range":
        return _range(match, tokens, slots, number)
    if shape == "part":
        return _part(match, tokens, slots, number)
    if shape == "sum-range":
        return _sum_range(match, tokens, slots, number)
    if shape == "sum":
        return _sum(match, tokens, slots, number)
    if shape == "term":
        return _term(match, tokens, slots, number)
    if shape == "bare":
        at = slots["n"]
        start = slots.get("q", at)[0]
        draft = FigureDraft(start, at[1], number.value, "", "", "bare", lead=shape)
        _qualify(draft, tokens, slots, number)
        row = tokens.row(slots["lead"][0], "change")
        draft.change, draft.said = row["value"], row.get("action")
        return draft
    if shape == "breakdown":
        return _breakdown(match, tokens, slots, number)
    if shape == "behind":
        return _behind(tokens, slots, number)
    if shape == "total":
        return _total(tokens, slots, number)
    return _count(match, tokens, slots, number)


def _group(match: Match, tokens: Tokens) -> FigureDraft:
    """Forces and bodies that one phrase counts: "ba lực lượng"."""
    row = tokens.row(match.start, "force_group")
    return FigureDraft(match.start, match.end, int(row["value"]), row["unit"], "entities", "noun")


def _number(tokens: Tokens, span: Span) -> Number | None:
    """The number at a slot; of single number words only those that count something."""
    number = number_at(tokens, span[0])
    if number is None or number.value < 0 or tokens.built(span[0], "number") is not None:
        return number
    row = tokens.row(span[0], "numeral") if not tokens.has(span[0], "digits") else {}
    if row and row["role"] not in _SINGLE_ROLES and not _after_all(tokens, span[0]):
        return None
    if row and tokens.has(span[0], "cap") and not _opens(tokens, span[0]):
        return None
    return number


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether a token opens a line, a sentence or a bracket: capitals mean nothing there."""
    return index == 0 or tokens.has(index - 1, "newline") or tokens.has(index - 1, "punct")


def _after_all(tokens: Tokens, index: int) -> bool:
    """Whether "cả" stands before a bare scale ("cả tỷ đồng")."""
    return cell(tokens, index - 1, "qualifier", "value") == "order"


def _names(tokens: Tokens, match: Match, slots: dict[str, Span]) -> bool:
    """Whether the word before makes the number a name or an ordinal."""
    before = slots.get("q", slots["n"])[0] - 1
    while before >= 0 and tokens.has(before, "+"):
        before -= 1
    if not tokens.has(before, "not_counted"):
        return False
    if cell(tokens, before, "not_counted", "before") != "place":
        return True
    return "unit" not in slots or tokens.has(slots["unit"][0], "entity_noun")


def _count(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    draft = _unit_draft(tokens, slots["unit"], number)
    if draft is None:
        return None
    draft.start = match.start if "q" in slots and slots["q"][0] < slots["n"][0] else slots["n"][0]
    if match.end > slots["unit"][1]:
        draft.start, draft.end = match.start, match.end
    draft.one = number.value == 1 and tokens.has(slots["n"][0], "numeral")
    return _qualify(draft, tokens, slots, number)


def _unit_draft(tokens: Tokens, span: Span, number: Number) -> FigureDraft | None:
    """A draft with the unit at a span, and the noun phrase behind it."""
    index = span[0]
    table = next((tag for tag in COUNTED if tokens.has(index, tag)), None)
    if table is None:
        return None
    if table == "measure" and tokens.has(index, "cap") and span[1] == index + 1:
        if len(tokens.word(index)) == 1:
            return None  # "chuyên án 819L"
    if tokens.has(index, "act") and tokens.has(span[1], "number"):
        return None  # "Đội 2 tổ chức 5 đợt"
    row = tokens.row(index, table)
    if table == "currency":
        return FigureDraft(
            index, _rate_end(tokens, span[1]), number.value, row["code"], "money", "money"
        )
    phrase = read_phrase(tokens, span, table, row)
    draft = FigureDraft(
        index, phrase.end, number.value, phrase.unit, row.get("kind", "measures"),
        row.get("class", "measure"), item=phrase.item, items=phrase.marks, holds=phrase.holds,
    )
    draft.counted, draft.household = phrase.counted, table == "counter" and row.get("class") == "person"
    if table == "measure":
        draft.dimension = row["dimension"]
        draft.base = _base(row)
        draft.end = _rate_end(tokens, span[1]) if phrase.end == span[1] else phrase.end
    return draft


def _base(row: Row) -> tuple[float, str] | None:
    return (float(row["factor"]), row["base"]) if "base" in row else None


def _rate_end(tokens: Tokens, end: int) -> int:
    """Index after a rate ("đồng/kg"): it belongs to the mention, not to the unit."""
    if mark_at(tokens, end, "/") and tokens.has(end + 1, "word"):
        return tokens.phrase_end(end + 1)
    return end


def _qualify(
    draft: FigureDraft, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft:
    if number.order:
        draft.qualifier = "order"
    elif "q" in slots:
        value = _qualifier(tokens, slots["q"][0])
        if value == "order" and cell(tokens, slots["n"][0], "numeral", "role") not in _ROUND_ROLES:
            draft.start, draft.entire = slots["n"][0], True
        else:
            draft.qualifier = value
    draft.change = _sign(tokens, draft.start)
    return draft


def _qualifier(tokens: Tokens, index: int) -> str:
    row = tokens.row(index, "qualifier") or tokens.row(index, "qualifier_after")
    return str(row.get("value", ""))


def _sign(tokens: Tokens, start: int) -> str | None:
    """The change that a sign before the number tells: "(-17 vụ)"."""
    if start < 1 or not tokens.glued(start - 1):
        return None
    if start > 1 and not (tokens.has(start - 2, "punct") or tokens.has(start - 2, "newline")):
        return None
    if tokens.has(start - 1, "dash"):
        return "decrease" if tokens.has(start - 2, "punct") else None
    return "increase" if mark_at(tokens, start - 1, "+") else None


def _range(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    high = _number(tokens, slots["max"])
    if high is None:
        return None
    low_unit = slots.get("lowunit")
    if low_unit and tokens.key(low_unit[0]) != tokens.key(slots["unit"][0]):
        return None
    low = number.value
    if not low_unit:
        low = _scaled(tokens, slots, low, high.value)
    if low >= high.value:
        return None
    draft = _unit_draft(tokens, slots["unit"], Number(low))
    if draft is None:
        return None
    draft.start, draft.max = match.start, high.value
    return _qualify(draft, tokens, slots, Number(low, number.order or high.order))


def _scaled(tokens: Tokens, slots: dict[str, Span], low: float, high: float) -> int | float:
    """The low end with the scale that only the high end says: "20-30 triệu"."""
    if low >= _THOUSAND:
        return low
    last = slots["max"][1] - 1
    while last > slots["max"][0] and tokens.has(last, "+") and not _scale(tokens, last):
        last -= 1
    scale = _scale(tokens, last)
    return exact(low * scale) if scale >= _THOUSAND and low * scale < high else low


def _scale(tokens: Tokens, index: int) -> float:
    row = tokens.row(index, "number_scale")
    return float(row["value"]) if row else 0


def _part(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    whole = _number(tokens, slots["whole"])
    draft = _unit_draft(tokens, slots["unit"], number)
    if whole is None or draft is None or draft.group in ("money", "measure"):
        return None
    second = _unit_draft(tokens, slots["unit"], whole)
    if second is None:
        return None
    second.start = slots["whole"][0]
    if whole.order:
        second.qualifier = "order"
    draft.start, draft.end, draft.whole = match.start, slots["n"][1], second
    return _qualify(draft, tokens, slots, number)


def _sum_range(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    high = _number(tokens, slots["max"])
    if high is None or not any(_scale(tokens, i) >= _LARGE for i in range(*slots["max"])):
        return None
    low = _scaled(tokens, slots, number.value, high.value)
    if low >= high.value:
        return None
    draft = FigureDraft(match.start, match.end, low, "VND", "money", "money", max=high.value)
    return _qualify(draft, tokens, slots, Number(low, number.order or high.order))


def _sum(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    """A number of millions or more without a noun is money: "đặt cọc 800 triệu"."""
    last = slots["n"][1] - 1
    if number.value < _LARGE or not (tokens.has(last, "+") or _scale(tokens, last)):
        return None
    if not any(_scale(tokens, i) >= _LARGE for i in range(*slots["n"])) and not number.order:
        return None
    draft = FigureDraft(match.start, match.end, number.value, "VND", "money", "money")
    return _qualify(draft, tokens, slots, number)


def _breakdown(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    """A bare number behind a body in a list: "(Công an 25, Quân sự 35)"."""
    if not mark_at(tokens, slots["n"][1], ",);.") or not mark_at(tokens, match.start - 1, "(,;:"):
        return None
    return FigureDraft(*slots["n"], number.value, "", "", "bare", lead="breakdown")


def _behind(tokens: Tokens, slots: dict[str, Span], number: Number) -> FigureDraft | None:
    """A number behind its counter, in lists of tips: "tin báo 210, tố giác 90"."""
    if cell(tokens, slots["head"][0], "counter", "kind") != "tips":
        return None
    if not mark_at(tokens, slots["n"][1], ",;.)"):
        return None
    return _total(tokens, slots, number)


def _total(tokens: Tokens, slots: dict[str, Span], number: Number) -> FigureDraft | None:
    draft = _unit_draft(tokens, slots["head"], number)
    if draft is None:
        return None
    draft.start, draft.end = slots.get("q", slots["n"])[0], slots["n"][1]
    draft.lead = "total"
    return _qualify(draft, tokens, slots, number)


def _term(
    match: Match, tokens: Tokens, slots: dict[str, Span], number: Number
) -> FigureDraft | None:
    """A span of time is a figure only as a penalty."""
    last = slots.get("extraunit", slots["unit"])[1]
    if not (tokens.has(last, "penalty") or _sentenced(tokens, match.start)):
        return None
    low, high, unit = _term_bounds(tokens, slots, number.value)
    if high is not None and low >= high:
        return None
    end = tokens.phrase_end(last) if tokens.has(last, "penalty") else match.end
    draft = FigureDraft(match.start, max(end, match.end), low, unit, "penalties", "term", max=high)
    if "most" in match.rule.set:
        draft.qualifier = "at_most"
    return _qualify(draft, tokens, slots, number)


def _term_bounds(
    tokens: Tokens, slots: dict[str, Span], low: float
) -> tuple[float, float | None, str]:
    """Low end, high end and unit of a term; "1 năm 4 tháng" counts as months."""
    unit = tokens.slice(*slots["unit"]).lower()
    extra = _number(tokens, slots["extra"]) if "extra" in slots else None
    if "max" not in slots:
        if extra is None:
            return low, None, unit
        return low * _MONTHS + extra.value, None, tokens.slice(*slots["extraunit"]).lower()
    top = _number(tokens, slots["max"])
    high = top.value if top else 0
    low, high, unit = _term_range(tokens, slots, low, high)
    return low, high + (extra.value if extra else 0), unit


def _term_range(
    tokens: Tokens, slots: dict[str, Span], low: float, high: float
) -> tuple[float, float, str]:
    """Both ends in one unit: the smaller one where they differ."""
    unit = tokens.slice(*slots["unit"]).lower()
    if "lowunit" not in slots:
        return low, high, unit
    low_months = float(tokens.row(slots["lowunit"][0], "duration")["months"])
    months = float(tokens.row(slots["unit"][0], "duration")["months"])
    if low_months == months or not low_months:
        return low, high, unit
    return low, exact(high * months / low_months), tokens.slice(*slots["lowunit"]).lower()


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
