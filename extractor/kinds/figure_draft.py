"""The draft of a figure: what stands at the number itself."""

from __future__ import annotations

import re

import msgspec

from extractor.kinds.figure_phrase import read_phrase
from extractor.kinds.figure_words import Span, cell, has_any, is_numeric, mark_at, opens_line
from extractor.kinds.numbers import Amount, Number, number_at
from extractor.matching import Tokens
from extractor.matching.lexicon import Row

Slots = dict[str, Span]

COUNTED = ("counter", "person_noun", "goods_noun", "entity_noun", "currency", "measure")
"""Tables of units, the first that lists a unit speaks for it."""
_WHOLE = frozenset(COUNTED) - {"measure"}
_COMMA_AND_THREE = re.compile(r"[1-9]\d{0,2},\d{3}")
_SINGLE_ROLES = frozenset(("unit", "ten", "hundred", "half", "dozen"))
_FEW = 10
"""Nobody says that things are more than so few: the word before the number says where."""
_ROUND_ROLES = frozenset(("hundred", "scale", "dozen"))


class FigureDraft(msgspec.Struct, gc=False):
    """A figure as its own words tell it; spans are token spans.

    Attributes:
        group: How the unit behaves: the `class` of its row, or `measure`, `money`, `term`, `bare`.
        kind: The default kind of the unit.
        item: What is counted, where the words behind the unit tell it.
        items: Marks of the words of the item: `offence`, and the classes of goods in it.
        one: Whether the number is the word for one, which may be no more than an article.
        holds: Whether the item is what the next figure counts ("2 túi chứa 300 viên").
        whole: For "34/36 vụ": the figure of the whole.
        lead: For a rule that takes its unit from elsewhere: the shape of that rule.
        said: The verb of a change that the rule itself holds.
        base: Factor and name of the base unit.
        dimension: What a measure measures.
        counted: Default kind of what takes turns ("lượt người").
        entire: Whether "cả" stands before the number, so that it tells no difference.
        household: Whether households are counted, who act together.
    """

    start: int
    end: int
    value: Amount
    unit: str
    kind: str
    group: str
    max: Amount | None = None
    qualifier: str | None = None
    change: str | None = None
    item: Span | None = None
    items: frozenset[str] = frozenset()
    one: bool = False
    holds: bool = False
    whole: FigureDraft | None = None
    lead: str = ""
    said: str | None = None
    base: tuple[float, str] | None = None
    dimension: str = ""
    counted: str | None = None
    entire: bool = False
    household: bool = False


def number_of(tokens: Tokens, span: Span) -> Number | None:
    """The number at a slot; of single number words only those that count something."""
    if _whole_thousands(tokens, span):
        return Number(int(tokens.word(span[0]).replace(",", "")))
    if _is_year(tokens, span) or _is_ordinal(tokens, span[0]):
        return None
    number = number_at(tokens, span[0])
    if number is None or tokens.entry(span[0], "number") is not None:
        return number
    role = None if tokens.has(span[0], "digits") else cell(tokens, span[0], "numeral", "role")
    if role is None:
        return number
    if role not in _SINGLE_ROLES and cell(tokens, span[0] - 1, "qualifier", "value") != "order":
        return None
    named = tokens.has(span[0], "cap") and not opens_line(tokens, span[0])
    return None if named else number


def _is_year(tokens: Tokens, span: Span) -> bool:
    """Whether the word for five is the one for a year: "18 năm hoạt động", "cuối năm tỷ giá"."""
    start, end = span
    if not (tokens.has(start, "numeral") or tokens.has(start, "number")):
        return False
    row = tokens.row(start, "duration")
    if not row or row["numeral"] != "yes":
        return False
    before = start - 1
    while tokens.has(before, "+"):
        before -= 1
    return (
        is_numeric(tokens, before)
        or tokens.preceded_by(start, "year_cue")
        or tokens.has(end, "year_noun")
    )


def _is_ordinal(tokens: Tokens, index: int) -> bool:
    """Whether a number is the rest of a phrase, as of a day of the week: "chuyến thứ 2 xe này"."""
    return tokens.has(index, "digits") and tokens.has(index, "+")


def _whole_thousands(tokens: Tokens, span: Span) -> bool:
    """Whether a comma groups thousands, as nobody counts "1,831 vụ" in thousandths."""
    start, end = span
    if end - start != 1 or end > len(tokens) or not _COMMA_AND_THREE.fullmatch(tokens.word(start)):
        return False
    if tokens.has(end, "dash"):
        return _whole_thousands(tokens, (end + 1, end + 2))
    return has_any(tokens, end, _WHOLE)


def draft_unit(tokens: Tokens, span: Span, number: Number) -> FigureDraft | None:
    """A draft with the unit at a span, and the noun phrase behind it."""
    index, end = span
    table = next((tag for tag in COUNTED if tokens.has(index, tag)), None)
    if table is None or _mistaken(tokens, span, table):
        return None
    row = tokens.row(index, table)
    if table == "currency":
        end = _rate_end(tokens, end)
        return FigureDraft(index, end, number.value, row["code"], "money", "money")
    phrase = read_phrase(tokens, span, table, row)
    kind, group = row.get("kind", "measures"), row.get("class", "measure")
    draft = FigureDraft(index, phrase.end, number.value, phrase.unit, kind, group)
    draft.item, draft.items, draft.holds = phrase.item, phrase.marks, phrase.holds
    draft.counted = phrase.counted
    draft.household = table == "counter" and group == "person"
    if table == "measure":
        draft.dimension, draft.base = row["dimension"], _base(row)
        if phrase.end == end:
            draft.end = _rate_end(tokens, end)
    return draft


def _mistaken(tokens: Tokens, span: Span, table: str) -> bool:
    """Whether a unit is none here: "chuyên án 819L", "Đội 2 tổ chức 5 đợt"."""
    if tokens.has(span[0], "act") and tokens.has(span[1], "number"):
        return True
    letter = table == "measure" and tokens.has(span[0], "cap")
    return letter and len(tokens.slice(*span)) == 1


def _base(row: Row) -> tuple[float, str] | None:
    return (float(row["factor"]), row["base"]) if "base" in row else None


def _rate_end(tokens: Tokens, end: int) -> int:
    """Index after a rate ("đồng/kg"): it belongs to the mention, not to the unit."""
    if mark_at(tokens, end, "/") and tokens.has(end + 1, "word"):
        return tokens.phrase_end(end + 1)
    return end


def qualify(draft: FigureDraft, tokens: Tokens, slots: Slots, number: Number) -> FigureDraft:
    """Give a draft its qualifier and the change that a sign tells."""
    if number.order:
        draft.qualifier = "order"
    elif "q" in slots:
        value = _qualifier(tokens, slots["q"][0])
        if value == "order" and cell(tokens, slots["n"][0], "numeral", "role") not in _ROUND_ROLES:
            draft.start, draft.entire = slots["n"][0], True
        elif _says_where(draft, tokens, slots, number):
            draft.start = slots["n"][0]
        else:
            draft.qualifier = value
    draft.change = _sign(tokens, draft.start)
    return draft


def _says_where(draft: FigureDraft, tokens: Tokens, slots: Slots, number: Number) -> bool:
    """Whether "trên" and "dưới" say where: "đi trên 2 xe", "Trên 292,5 km đường biên"."""
    index = slots["q"][0]
    if not cell(tokens, index, "qualifier", "place"):
        return False
    if draft.group == "measure":
        whole = isinstance(number.value, int)
        return draft.dimension == "length" and not whole and opens_line(tokens, index)
    return draft.group != "money" and number.value < _FEW


def _qualifier(tokens: Tokens, index: int) -> str | None:
    after = cell(tokens, index, "qualifier_after", "value")
    return after or cell(tokens, index, "qualifier", "value")


def _sign(tokens: Tokens, start: int) -> str | None:
    """The change that a sign before the number tells: "(-17 vụ)"."""
    if start < 2 or not tokens.glued(start - 1) or not tokens.has(start - 2, "punct"):
        return None
    if tokens.has(start - 1, "dash") and not mark_at(tokens, start - 2, "%"):
        return "decrease"
    return "increase" if mark_at(tokens, start - 1, "+") else None
