"""Ranges: two ends, one end and the day of publication, or the span of another period."""

from __future__ import annotations

import msgspec

from extractor.kinds.date_cues import MONTHS, has_date_cue
from extractor.kinds.date_draft import DateDraft, Point
from extractor.kinds.date_points import DAYS, EARLIEST_YEAR, LATEST_YEAR
from extractor.kinds.date_slots import (
    Slots,
    integer_of,
    month_and_year,
    part_of_day,
    point_of,
    year_of,
)
from extractor.matching import Match, Tokens


def build_range(match: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """A range of two points ("từ 15/7 đến 14/8", "15-16/5"); refuses "3/4 - 5/6" without a cue."""
    low, high = point_of(slots, "a", tokens), point_of(slots, "b", tokens)
    if high is not None and "day" in slots and (low is None or low.unit == "day"):
        low = _day_before(low or high, integer_of(slots, "day", tokens))
    if low is None or high is None or not _same_grain(low, high):
        return None
    if "start" in slots and low.unit == "year" != high.unit:
        return None  # "từ đầu năm 2025 đến tháng 10": a rule of its own
    if low.weak and high.weak and not _range_has_cue(match, slots, tokens):
        return None
    part, within = part_of_day(slots, tokens), "early" in slots
    return DateDraft("range", low, high, part=part, within=within)


def _day_before(point: Point, day: int | None) -> Point | None:
    """The last such day of a month before a point: 30 before "1-2-2026" is of January."""
    if point.unit != "day" or point.month is None or point.day is None or day is None:
        return None
    month = point.month if day < point.day else point.month - 1
    if not month or day > DAYS[month - 1]:
        return None
    return msgspec.structs.replace(point, day=day, month=month, weak=False)


def _same_grain(low: Point, high: Point) -> bool:
    """Whether two points make a range; a year and a month do only where the year comes first."""
    if (low.unit, high.unit) in (("year", "month"), ("year", "day"), ("month", "day")):
        return low.year is not None
    if (low.unit, high.unit) == ("day", "month"):
        return True
    return low.unit == high.unit and low.unit in ("day", "month", "year", "quarter")


def _range_has_cue(match: Match, slots: Slots, tokens: Tokens) -> bool:
    """Two weak ends ("3/4 - 5/6") need a word that says date, or a calendar-like look."""
    first = min(slots.get("a", (0, 0))[0], slots.get("b", (0, 0))[0])
    return match.start < first or has_date_cue(match, tokens)


def build_month_range(_: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """A range of months of one year: "tháng 9 - 10/2016"; refuses one that goes backwards."""
    low = point_of(slots, "a", tokens)
    first = low.month if low and low.unit == "month" else integer_of(slots, "month", tokens)
    last, year = _last_month(slots, tokens)
    if first is None or last is None or not (1 <= first <= MONTHS and 1 <= last <= MONTHS):
        return None
    if low is not None and low.year is not None and year is not None:
        ordered = (low.year, first) < (year, last)
        return DateDraft("range", low, Point("month", year, last)) if ordered else None
    if first >= last:
        return None
    return DateDraft("range", Point("month", year, first), Point("month", year, last))


def _last_month(slots: Slots, tokens: Tokens) -> tuple[int | None, int | None]:
    if "my" in slots:
        return month_and_year(slots, tokens)
    named = point_of(slots, "y", tokens)
    year = named.year if named and named.unit == "year" else year_of(slots, tokens)
    return integer_of(slots, "b_month", tokens), year


def build_year_range(match: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """A range of years: "giai đoạn 2016-2020"; refuses one that goes backwards."""
    low = _year_end(slots, ("low", "a"), tokens)
    high = _year_end(slots, ("high", "b"), tokens)
    if low is None or high is None or not EARLIEST_YEAR < low < high <= LATEST_YEAR:
        return None
    if match.rule.set.get("adjacent") and high != low + 1:
        return None
    return DateDraft("range", Point("year", low), Point("year", high))


def _year_end(slots: Slots, names: tuple[str, str], tokens: Tokens) -> int | None:
    if names[0] in slots:
        return int(tokens.word(slots[names[0]][0]))
    point = point_of(slots, names[1], tokens)
    return point.year if point is not None and point.unit == "year" else None


def build_open_range(match: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """As in "Từ đầu năm đến nay" and the like: one end is told by the day of publication."""
    shape = str(match.rule.set["shape"])
    low = point_of(slots, "a", tokens)
    high = point_of(slots, "b", tokens)
    if shape == "year-to-date":
        if low is not None and not _is_year(low):
            return None
        low = low or Point("year", year_offset=0)
    if (shape == "since" and low is None) or (shape == "from-now" and high is None):
        return None
    if shape == "to-end-of-year":
        high = high or Point("year", year_offset=0)
    return DateDraft(shape, low, high)


def build_same_period(_: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """The span of the report's period in another year: "cùng kỳ năm 2025"."""
    point = point_of(slots, "p", tokens)
    if point is not None and not _is_year(point):
        return None
    return DateDraft("same-period", point)


def _is_year(point: Point) -> bool:
    return point.unit == "year" or (point.unit == "relative" and point.of == "year")
