"""The draft of a date: what the text says, before `resolve.dates` settles what it leaves open."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Unit = Literal["day", "month", "quarter", "half", "months", "year", "week", "relative"]

_MONTHS_OF_QUARTER = 3


class Point(msgspec.Struct, frozen=True, gc=False):
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

    def first_day(self, year: int) -> date | None:
        """The first day of a day, month, quarter or year in a given year.

        Returns:
            The day, or `None` where that year has no such day (29 February).
        """
        if self.unit == "quarter":
            month = ((self.number or 1) - 1) * _MONTHS_OF_QUARTER + 1
        else:
            month = self.month or 1
        try:
            return date(year, month, self.day or 1)
        except ValueError:
            return None


class DateDraft(msgspec.Struct, frozen=True, gc=False):
    """A date as the text says it.

    Attributes:
        shape: `point`, `range`, or one of the open ranges that the rules name.
        low: The point, or the first end of a range.
        high: The second end of a range.
        within: Whether a range ends somewhere within its second end ("đến đầu tháng 10").
        hour: Hour of the clock, and `minute` its minute.
        until: Hour and minute at which a span of the clock ends ("từ 12-14h").
    """

    shape: str
    low: Point | None = None
    high: Point | None = None
    within: bool = False
    hour: int | None = None
    minute: int | None = None
    until: tuple[int, int | None] | None = None
    part: str | None = None
    role: Literal["birth"] | None = None

    @property
    def is_open(self) -> bool:
        """Whether no year is said: days and months that may come back each year."""
        ends = [point for point in (self.low, self.high) if point is not None]
        return bool(ends) and all(
            end.year is None and end.year_offset is None and end.unit in ("day", "month")
            for end in ends
        )
