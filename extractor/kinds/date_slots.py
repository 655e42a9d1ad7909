"""What the slots of a date's rule hold: numbers, years, calendar points, parts of the day."""

from __future__ import annotations

import re

from extractor.kinds.date_draft import Point
from extractor.kinds.numbers import number_at
from extractor.matching import Tokens

Slots = dict[str, tuple[int, int]]
"""Spans of tokens by the names that a rule gives them."""

_SEPARATORS = re.compile(r"[-–/.]")


def integer_of(slots: Slots, name: str, tokens: Tokens) -> int | None:
    """The whole number of a slot, in digits or in words; `None` without the slot or for another."""
    if name not in slots:
        return None
    number = number_at(tokens, slots[name][0])
    return number.value if number is not None and isinstance(number.value, int) else None


def fields_of(slots: Slots, name: str, tokens: Tokens) -> list[int]:
    """The numbers of a slot whose token holds several, such as ``19/1/2024``."""
    return [int(part) for part in _SEPARATORS.split(tokens.word(slots[name][0]))]


def year_of(slots: Slots, tokens: Tokens) -> int | None:
    """The year that the slot `year` holds in four digits, or `None` without the slot."""
    return int(tokens.word(slots["year"][0])) if "year" in slots else None


def month_and_year(slots: Slots, tokens: Tokens) -> tuple[int | None, int | None]:
    """Month and year, from one token ("5/2017") or from two, each `None` where it is not said."""
    if "my" in slots:
        month, year = fields_of(slots, "my", tokens)
        return month, year
    return integer_of(slots, "month", tokens), year_of(slots, tokens)


def point_of(slots: Slots, name: str, tokens: Tokens) -> Point | None:
    """The calendar point that was built in a slot, or `None` without one."""
    if name not in slots:
        return None
    value = tokens.built(slots[name][0], "calendar")
    return value if isinstance(value, Point) else None


def part_of_day(slots: Slots, tokens: Tokens) -> str | None:
    """The part of the day that the slot `part` names, or `None` without the slot."""
    return tokens.row(slots["part"][0], "day_part")["part"] if "part" in slots else None
