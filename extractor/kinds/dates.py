"""Dates: slots → a point or a range of the calendar, still relative where the text is.

Nothing is looked up in a context here: a missing year, "cùng ngày" and the like stay open until
`resolve.dates` settles them against the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import msgspec

from extractor.kinds.numbers import number_at
from extractor.matching import Match, Tokens

Unit = Literal["day", "month", "quarter", "half", "months", "year", "week", "relative"]

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = 12
_QUARTERS = 4
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_EARLIEST_YEAR = 1850
_LATEST_YEAR = 2100
_CENTURY = 2000
_TWO_DIGITS = 100
_SEPARATORS = re.compile(r"[-–/.]")


class Point(msgspec.Struct, frozen=True):
    """A day or period of the calendar, with what the text says of it.

    Attributes:
        unit: What it names. `months` are the first `number` months of a year, or the last ones.
        number: Quarter, half, count of months or, for `relative`, the offset in `of` units.
        last: Whether `months` or `half` are the last ones of the year.
        year_offset: Years from the year of publication ("năm nay" 0, "năm ngoái" -1).
        of: For `relative`: the unit that is counted.
        anchor: For `relative`: from where it is counted.
        weak: Whether it is a date only with a cue beside it ("24/4").
        past: Whether `months` have gone by when the article appears ("9 tháng qua").
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int | None = None
    last: bool = False
    year_offset: int | None = None
    of: str = ""
    anchor: str = ""
    weak: bool = False
    past: bool = False


class DateDraft(msgspec.Struct, frozen=True):
    """A date as the text says it.

    Attributes:
        shape: `point`, `range`, or one of the open ranges that the rules name.
        low: The point, or the first end of a range.
        high: The second end of a range.
    """

    shape: str
    low: Point | None = None
    high: Point | None = None
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    role: Literal["birth"] | None = None


def build_point(match: Match, tokens: Tokens) -> Point | None:
    """A point of the calendar from the slots of `calendar.toml`; refuses "ngày 45"."""
    slots = match.slots
    unit = str(match.rule.set["unit"])
    if unit == "relative":
        return _relative(tokens, match.start)
    year = _year(slots, tokens)
    if unit == "day":
        return _day(match, tokens, slots, year)
    if unit == "month":
        month, year = _month_and_year(slots, tokens, year)
        return Point("month", year, month) if _is_month(month) else None
    if unit == "quarter":
        return _quarter(slots, tokens, year)
    if unit == "year":
        return Point("year", year) if year is not None else None
    return _months(unit, slots, tokens, year)


_Slots = dict[str, tuple[int, int]]


def _relative(tokens: Tokens, index: int) -> Point | None:
    row = tokens.row(index, "relative_date")
    if row["unit"] == "none":
        return None
    return Point("relative", number=int(row["offset"]), of=row["unit"], anchor=row["anchor"])


def _year(slots: _Slots, tokens: Tokens) -> int | None:
    return int(tokens.word(slots["year"][0])) if "year" in slots else None


def _value(slots: _Slots, name: str, tokens: Tokens) -> int | None:
    if name not in slots:
        return None
    number = number_at(tokens, slots[name][0])
    return number.value if number is not None and isinstance(number.value, int) else None


def _is_month(month: int | None) -> bool:
    return month is not None and 1 <= month <= _MONTHS


def _parts(text: str) -> list[int]:
    """Numbers of a token such as ``19/1/2024``."""
    return [int(part) for part in _SEPARATORS.split(text)]


def _day(match: Match, tokens: Tokens, slots: _Slots, year: int | None) -> Point | None:
    if "dmy" in slots:
        day, month, year = _parts(tokens.word(slots["dmy"][0]))
        year += _CENTURY if year < _TWO_DIGITS else 0
    elif "ymd" in slots:
        year, month, *rest = _parts(tokens.word(slots["ymd"][0]))
        if not rest:
            return Point("month", year, month) if _is_month(month) else None
        day = rest[0]
    elif "dm" in slots:
        day, month = _parts(tokens.word(slots["dm"][0]))
    else:
        if match.rule.set.get("weak") and not _is_one_piece(match, tokens):
            return None
        said_day = _value(slots, "day", tokens)
        said_month, year = _month_and_year(slots, tokens, year)
        if said_day is None or said_month is None:
            return None
        day, month = said_day, said_month
    return _valid_day(year, month, day, weak=bool(match.rule.set.get("weak")))


def _is_one_piece(match: Match, tokens: Tokens) -> bool:
    """Whether a day and month are written as one, and not as bounds of a term: "5-7 năm tù"."""
    term = tokens.has(match.end, "duration") and tokens.has(match.end + 1, "penalty")
    return not term and tokens.glued(match.start) and tokens.glued(match.start + 1)


def _valid_day(year: int | None, month: int, day: int, *, weak: bool) -> Point | None:
    if not (_is_month(month) and 1 <= day <= _DAYS[month - 1]):
        return None
    if year is not None and not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    return Point("day", year, month, day, weak=weak)


def _month_and_year(
    slots: _Slots, tokens: Tokens, year: int | None
) -> tuple[int | None, int | None]:
    if "my" in slots:
        month, year = _parts(tokens.word(slots["my"][0]))
        return month, year
    return _value(slots, "month", tokens), year


def _quarter(slots: _Slots, tokens: Tokens, year: int | None) -> Point | None:
    if "my" in slots:
        number, year = _parts(tokens.word(slots["my"][0]))
    else:
        word = tokens.word(slots["quarter"][0])
        said = _ROMAN.get(word) or _value(slots, "quarter", tokens)
        if said is None:
            return None
        number = said
    return Point("quarter", year, number=number) if 1 <= number <= _QUARTERS else None


def _months(unit: str, slots: _Slots, tokens: Tokens, year: int | None) -> Point | None:
    count = _value(slots, "count", tokens) if unit == "months" else _MONTHS // 2
    if count is None or not 1 < count < _MONTHS:
        return None
    if "alone" in slots and not _opens(slots["count"][0], slots["alone"][1], tokens):
        return None
    offset = 0 if "this" in slots else -1 if "before" in slots else None
    return Point(
        "months",
        year,
        number=count,
        last="last" in slots,
        year_offset=offset,
        past="past" in slots or "alone" in slots,
    )


def _opens(start: int, end: int, tokens: Tokens) -> bool:
    """As in "9 tháng xử lý 500 vụ", "sơ kết 7 tháng": months that open a line or are summed up."""
    told = start == 0 or tokens.has(start - 1, "newline") or tokens.preceded_by(start, "months_cue")
    goes_on = tokens.has(end - 1, "relative_date") or tokens.has(end, "not_months")
    return told and not goes_on


def build(match: Match, tokens: Tokens) -> DateDraft | None:
    """A date from the slots of `date.toml`; refuses a bare "3/4" and a duration."""
    return _BY_SHAPE[str(match.rule.set["shape"])](match, match.slots, tokens)


def _calendar(slots: _Slots, name: str, tokens: Tokens) -> Point | None:
    if name not in slots:
        return None
    value = tokens.built(slots[name][0], "calendar")
    return value if isinstance(value, Point) else None


def _part(slots: _Slots, tokens: Tokens) -> str | None:
    return tokens.row(slots["part"][0], "day_part")["part"] if "part" in slots else None


def _point(match: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    point = _calendar(slots, "p", tokens)
    same = _calendar(slots, "same", tokens)
    if same is not None and same.of != "day":
        return None
    if point is None or (match.rule.set.get("bare") and point.weak and not _has_cue(match, tokens)):
        return None
    return DateDraft("point", point, part=_part(slots, tokens), role=match.rule.set.get("role"))


def _has_cue(match: Match, tokens: Tokens) -> bool:
    """Whether a bare day and month stand where only a date can: after "từ", in a list of dates."""
    before = match.start - 1
    if before < 0 or any(tokens.has(match.end, tag) for tag in _COUNTED):
        return False
    if tokens.preceded_by(match.start, "date_cue"):
        return True
    separated = tokens.has(before, "punct") and not tokens.has(before, "dash")
    return separated and any(tokens.entry(i, "calendar") for i in range(max(0, before - 4), before))


_COUNTED = (
    "counter",
    "person_noun",
    "goods_noun",
    "entity_noun",
    "measure",
    "currency",
    "duration",
)
"""What stands behind "5-7" where it is a range of a count: "từ 5-7 năm tù", "3-5 đối tượng"."""


def _today(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft:
    point = _calendar(slots, "p", tokens) or Point(
        "relative", number=0, of="day", anchor="publication"
    )
    return DateDraft("point", point, part=_part(slots, tokens))


def _yesterday(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft:
    point = _calendar(slots, "p", tokens) or Point(
        "relative", number=-1, of="day", anchor="publication"
    )
    return DateDraft("point", point, part=_part(slots, tokens))


def _day_month(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    day, month = slots["day"][0], slots["month"][0]
    if not (tokens.glued(day) and tokens.glued(day + 1)):
        return None
    point = _valid_day(None, int(tokens.word(month)), int(tokens.word(day)), weak=False)
    return DateDraft("point", point, part=_part(slots, tokens)) if point else None


def _clock(match: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    time = _hour_and_minute(slots, tokens)
    if time is None:
        return None
    if "p" in slots:
        point = _calendar(slots, "p", tokens)
    elif match.rule.set.get("bare") and _is_duration(match, tokens):
        return None
    else:
        point = Point("relative", number=0, of="day", anchor="story")
    if point is None or point.unit not in ("day", "relative"):
        return None
    part = _part(slots, tokens)
    return DateDraft("point", point, hour=_of_day(time[0], part), minute=time[1], part=part)


def _of_day(hour: int, part: str | None) -> int:
    """The hour on a clock of 24: "4 giờ 30 chiều" is 16:30."""
    first = _FIRST_HOUR_OF_HALF.get(part or "")
    return hour + 12 if first is not None and first <= hour < 12 else hour


_FIRST_HOUR_OF_HALF = {"noon": 1, "afternoon": 1, "evening": 4, "night": 6}
"""From which hour on a clock of 12 a part of the day means the second half."""


def _is_duration(match: Match, tokens: Tokens) -> bool:
    after = match.end
    if tokens.preceded_by(match.start, "duration_cue"):
        return True
    return tokens.has(after, "duration_after") or tokens.has(after, "digits")


def _hour_and_minute(slots: _Slots, tokens: Tokens) -> tuple[int, int | None] | None:
    if "clock" in slots:
        text = (
            tokens.word(slots["clock"][0]).rstrip("'’").lower().replace("g", "h").replace(":", "h")
        )
        hour_text, _, minute_text = text.partition("h")
        hour, minute = int(hour_text), int(minute_text) if minute_text else None
    else:
        hour = int(tokens.word(slots["hour"][0]))
        minute = int(tokens.word(slots["minute"][0])) if "minute" in slots else None
        if "half" in slots:
            minute = 30
    if hour > 24 or (minute or 0) > 59:
        return None
    return hour % 24, minute


def _edge(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    point = _calendar(slots, "p", tokens)
    if (
        point is None
        or point.unit in ("day", "months")
        or (point.unit == "relative" and point.of == "day")
    ):
        return None
    return DateDraft("point", point)


def _birth(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    point = _calendar(slots, "p", tokens)
    year = point.year if point and point.unit == "year" else _year(slots, tokens)
    return DateDraft("point", Point("year", year), role="birth") if year else None


def _range(match: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    low, high = _calendar(slots, "a", tokens), _calendar(slots, "b", tokens)
    if high is not None and "day" in slots and (low is None or low.unit == "day"):
        first = _value(slots, "day", tokens)
        base = low or high
        if base.unit != "day" or base.month is None or base.day is None or first is None:
            return None
        month = base.month if first < base.day else base.month - 1
        if not month or first > _DAYS[month - 1]:
            return None
        low = msgspec.structs.replace(base, day=first, month=month, weak=False)
    if low is None or high is None or not _same_grain(low, high):
        return None
    if low.weak and high.weak and not _range_has_cue(match, slots, tokens):
        return None
    return DateDraft("range", low, high, part=_part(slots, tokens))


def _same_grain(low: Point, high: Point) -> bool:
    """Whether two points make a range; a year and a month do only where the year comes first."""
    if (low.unit, high.unit) in (("year", "month"), ("year", "day"), ("month", "day")):
        return low.year is not None
    if (low.unit, high.unit) == ("day", "month"):
        return True
    return low.unit == high.unit and low.unit in ("day", "month", "year", "quarter")


def _range_has_cue(match: Match, slots: _Slots, tokens: Tokens) -> bool:
    """Two weak ends ("3/4 - 5/6") need a word that says date, or a calendar-like look."""
    return match.start < min(slots.get("a", (0, 0))[0], slots.get("b", (0, 0))[0]) or _has_cue(
        match, tokens
    )


def _month_range(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    low = _calendar(slots, "a", tokens)
    first = low.month if low and low.unit == "month" else _value(slots, "month", tokens)
    if "my" in slots:
        last, year = _month_and_year(slots, tokens, None)
    else:
        named = _calendar(slots, "y", tokens)
        year = named.year if named and named.unit == "year" else _year(slots, tokens)
        last = _value(slots, "b_month", tokens)
    if first is None or last is None or not (1 <= first < last <= _MONTHS):
        return None
    return DateDraft("range", Point("month", year, first), Point("month", year, last))


def _year_range(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    low = _year_end(slots, ("low", "a"), tokens)
    high = _year_end(slots, ("high", "b"), tokens)
    if low is None or high is None or not _EARLIEST_YEAR < low < high <= _LATEST_YEAR:
        return None
    return DateDraft("range", Point("year", low), Point("year", high))


def _year_end(slots: _Slots, names: tuple[str, str], tokens: Tokens) -> int | None:
    if names[0] in slots:
        return int(tokens.word(slots[names[0]][0]))
    point = _calendar(slots, names[1], tokens)
    return point.year if point is not None and point.unit == "year" else None


def _open_range(match: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    """As in "Từ đầu năm đến nay" and the like: one end is told by the day of publication."""
    shape = str(match.rule.set["shape"])
    low = _calendar(slots, "a", tokens)
    high = _calendar(slots, "b", tokens)
    if shape == "year-to-date":
        if low is not None and not _is_year(low):
            return None
        low = low or Point("year", year_offset=0)
    if (shape == "since" and low is None) or (shape == "from-now" and high is None):
        return None
    if shape == "to-end-of-year":
        high = high or Point("year", year_offset=0)
    return DateDraft(shape, low, high)


def _is_year(point: Point) -> bool:
    return point.unit == "year" or (point.unit == "relative" and point.of == "year")


def _same_period(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    point = _calendar(slots, "p", tokens)
    if point is not None and not _is_year(point):
        return None
    return DateDraft("same-period", point)


def _later(_: Match, slots: _Slots, tokens: Tokens) -> DateDraft | None:
    count = _value(slots, "count", tokens)
    if count is None or not 0 < count <= _DAYS[0]:
        return None
    return DateDraft("point", Point("relative", number=count, of="day", anchor="story"))


_Shaper = Callable[[Match, _Slots, Tokens], DateDraft | None]
_BY_SHAPE: dict[str, _Shaper] = {
    "point": _point,
    "today": _today,
    "yesterday": _yesterday,
    "day-month": _day_month,
    "clock": _clock,
    "edge": _edge,
    "birth": _birth,
    "range": _range,
    "months": _month_range,
    "years": _year_range,
    "year-to-date": _open_range,
    "since": _open_range,
    "to-end-of-year": _open_range,
    "from-now": _open_range,
    "same-period": _same_period,
    "later": _later,
}
