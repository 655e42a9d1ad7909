"""The value grammar of dates: what days a value covers, and the same span in another year.

=====================  =========================================
``2017-05-19``         a day; ``2017-05-19T05:30`` with a time
``2017-05``            a month
``2017-Q2``            a quarter
``2017-H1``            a half-year
``2017``               a year
``2017-W20``           an ISO week
``a/b``                a range of two of these
=====================  =========================================
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_YEAR = re.compile(r"\b(\d{4})(?=$|-|/)")
_QUARTER_MONTHS = 3
_HALF_MONTHS = 6
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def bounds(value: str) -> tuple[date, date]:
    """First and last day that a date value covers, both inclusive.

    Raises:
        ValueError: It is no date value.
    """
    low, slash, high = value.partition("/")
    if slash:
        return bounds(low)[0], bounds(high)[1]
    year = int(value[:4])
    rest = value[5:]
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if rest[0] == "Q":
        return _months(year, (int(rest[1]) - 1) * _QUARTER_MONTHS + 1, _QUARTER_MONTHS)
    if rest[0] == "H":
        return _months(year, (int(rest[1]) - 1) * _HALF_MONTHS + 1, _HALF_MONTHS)
    if rest[0] == "W":
        monday = date.fromisocalendar(year, int(rest[1:]), 1)
        return monday, monday + timedelta(days=6)
    if len(rest) == len("05"):
        return _months(year, int(rest), 1)
    day = date.fromisoformat(value[:10])
    return day, day


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def in_year(value: str, shift: int) -> str:
    """The same span, some years later (or earlier, for a negative `shift`)."""
    moved = _YEAR.sub(lambda match: f"{int(match[1]) + shift:04d}", value)
    return moved.replace("-02-29", "-02-28")


def is_day(value: str) -> bool:
    """Whether a value is one day, with or without a time."""
    return "/" not in value and len(value) >= len("2017-05-19")


def day_of(value: str) -> str:
    """A value without its clock time."""
    return value.partition("T")[0] if "/" not in value else value
