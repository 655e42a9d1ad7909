"""Points of the calendar: a day, month, quarter, year or run of months, or one told by another."""

from __future__ import annotations

import msgspec

from extractor.kinds.date_cues import MONTHS, is_one_piece, is_spell, opens_report
from extractor.kinds.date_draft import Point
from extractor.kinds.date_slots import Slots, fields_of, integer_of, month_and_year, year_of
from extractor.matching import Match, Tokens

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""How many days each month has at most."""
EARLIEST_YEAR = 1850
LATEST_YEAR = 2100
_QUARTERS = 4
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_OFFSETS = {"this": 0, "before": -1, "next": 1}
_CENTURY = 2000
_TWO_DIGITS = 100


def build_point(match: Match, tokens: Tokens) -> Point | None:
    """A point of the calendar from the slots of `calendar.toml`; refuses "ngày 45"."""
    slots = match.slots
    unit = str(match.rule.set["unit"])
    if unit == "relative":
        return _relative(tokens, match.start)
    if tokens.has(match.end, "lunar"):
        return None
    if unit == "day":
        return _day(match, slots, tokens)
    if unit == "month":
        return _near(_month(*month_and_year(slots, tokens)), slots)
    if unit == "quarter":
        return _quarter(slots, tokens)
    if unit == "year":
        year = year_of(slots, tokens)
        return Point("year", year) if year is not None else None
    return _months(unit, slots, tokens)


def day_point(year: int | None, month: int, day: int, *, weak: bool = False) -> Point | None:
    """A day of the calendar, or `None` where there is no such day.

    Args:
        year: Year, or `None` where it is not said.
        month: Month, from 1.
        day: Day of the month, from 1.
        weak: Whether it is a date only with a cue beside it.
    """
    if not (_is_month(month) and 1 <= day <= DAYS[month - 1]):
        return None
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return Point("day", year, month, day, weak=weak)


def _near(point: Point | None, slots: Slots) -> Point | None:
    """A point in the year before or after that of publication: "tháng 11 năm ngoái"."""
    offset = _year_offset(slots)
    if point is None or offset is None:
        return point
    return msgspec.structs.replace(point, year_offset=offset)


def _year_offset(slots: Slots) -> int | None:
    return next((offset for name, offset in _OFFSETS.items() if name in slots), None)


def _is_month(month: int | None) -> bool:
    return month is not None and 1 <= month <= MONTHS


def _relative(tokens: Tokens, index: int) -> Point | None:
    row = tokens.row(index, "relative_date")
    if row["unit"] == "none" or (row["unit"] != "day" and is_spell(index, tokens)):
        return None
    return Point("relative", number=int(row["offset"]), of=row["unit"], anchor=row["anchor"])


def _day(match: Match, slots: Slots, tokens: Tokens) -> Point | None:
    weak = bool(match.rule.set.get("weak"))
    if "ymd" in slots:
        return _iso(fields_of(slots, "ymd", tokens), weak=weak)
    if "dmy" in slots:
        day, month, year = fields_of(slots, "dmy", tokens)
        return day_point(year + (_CENTURY if year < _TWO_DIGITS else 0), month, day, weak=weak)
    if "dm" in slots:
        day, month = fields_of(slots, "dm", tokens)
        return day_point(year_of(slots, tokens), month, day, weak=weak)
    if weak and not is_one_piece(match, tokens):
        return None
    return _day_apart(slots, tokens, weak=weak)


def _iso(fields: list[int], *, weak: bool) -> Point | None:
    """A day or a month with the year first: "2024-01-19", "2024-01"."""
    year, month, *rest = fields
    return day_point(year, month, rest[0], weak=weak) if rest else _month(month, year)


def _day_apart(slots: Slots, tokens: Tokens, *, weak: bool) -> Point | None:
    """A day and a month in tokens of their own: "12 tháng năm năm 2024"."""
    day = integer_of(slots, "day", tokens)
    month, year = month_and_year(slots, tokens)
    if day is None or month is None:
        return None
    return _near(day_point(year, month, day, weak=weak), slots)


def _month(month: int | None, year: int | None) -> Point | None:
    return Point("month", year, month) if _is_month(month) else None


def _quarter(slots: Slots, tokens: Tokens) -> Point | None:
    number: int | None
    year: int | None
    if "my" in slots:
        number, year = fields_of(slots, "my", tokens)
    else:
        word = tokens.word(slots["quarter"][0])
        number = _ROMAN.get(word) or integer_of(slots, "quarter", tokens)
        year = year_of(slots, tokens)
    if number is None or not 1 <= number <= _QUARTERS:
        return None
    return Point("quarter", year, number=number, year_offset=_year_offset(slots))


def _months(unit: str, slots: Slots, tokens: Tokens) -> Point | None:
    """The first or last months of a year: "6 tháng đầu năm", "nửa cuối năm"."""
    count = integer_of(slots, "count", tokens) if unit == "months" else MONTHS // 2
    if count is None or not 1 < count < MONTHS:
        return None
    if "alone" in slots and not opens_report(slots["count"][0], slots["alone"][1], tokens):
        return None
    return Point(
        "months",
        year_of(slots, tokens),
        number=count,
        last="last" in slots,
        year_offset=_year_offset(slots),
        past="past" in slots or "alone" in slots,
    )
