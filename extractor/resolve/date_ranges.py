"""Ranges → date values: two ends, an end told by the day of publication, "cùng kỳ"."""

from __future__ import annotations

import msgspec

from extractor.date_values import bounds, in_year
from extractor.kinds.date_draft import Point
from extractor.resolve.date_context import DateContext
from extractor.resolve.date_points import point_value
from extractor.resolve.dated import DatedDraft


def range_value(item: DatedDraft, context: DateContext, steps: list[str]) -> str | None:
    """The value of a range of two points; an end without a year takes it from the other.

    Args:
        item: The range.
        context: The day of publication and what was told before.
        steps: Takes in how the value came about, for explanations.

    Returns:
        `a/b`, or `None` where nothing settles one of the ends.

    Raises:
        ValueError: The calendar has no such day.
        OverflowError: It lies outside the calendar.
    """
    low, high = item.draft.low, item.draft.high
    if low is None or high is None:
        return None
    last = point_value(high, item, context, steps)
    if last is None:
        return None
    if low.unit == "day" and high.unit == "month" and not item.draft.within:
        last = bounds(last)[1].isoformat()
    if low.year is None and low.year_offset is None and low.unit != "relative":
        first = _first_end(low, last, item, context, steps)
    else:
        first = point_value(low, item, context, steps)
    return None if first is None else f"{first}/{last}"


def _first_end(
    low: Point, last: str, item: DatedDraft, context: DateContext, steps: list[str]
) -> str | None:
    """The first end in the year of the second, or in the one before if it would come after."""
    year = bounds(last)[0].year
    first = point_value(msgspec.structs.replace(low, year=year), item, context, steps)
    if first is not None and bounds(first)[0] > bounds(last)[1]:
        first = point_value(msgspec.structs.replace(low, year=year - 1), item, context, steps)
    steps.append("year of the first end from the second")
    return first


def open_range_value(item: DatedDraft, context: DateContext, steps: list[str]) -> str | None:
    """The value of a range with one end on the day of publication: "từ đầu năm đến nay".

    Args:
        item: The range; its shape tells which end is open.
        context: The day of publication and what was told before.
        steps: Takes in how the value came about, for explanations.

    Returns:
        `a/b`, or `None` where nothing settles one of the ends.

    Raises:
        ValueError: The calendar has no such day.
        OverflowError: It lies outside the calendar.
    """
    draft = item.draft
    today = context.anchor.value if context.anchor else None
    low = point_value(draft.low, item, context, steps) if draft.low else today
    high = point_value(draft.high, item, context, steps) if draft.high else today
    if low is None or high is None:
        return None
    if draft.shape == "year-to-date":
        if draft.high is not None and draft.low is not None and draft.low.year is None:
            low = high[:4]
        low = f"{low[:4]}-01-01"
    elif draft.shape == "to-end-of-year":
        high = f"{high[:4]}-12-31"
    steps.append(f"open end from the day of publication {today}")
    return f"{low}/{high}"


def same_period_value(item: DatedDraft, context: DateContext, steps: list[str]) -> str | None:
    """The span of the report's period in an earlier year: "cùng kỳ năm trước".

    Args:
        item: The date; its point is the year, the one before if there is none.
        context: The day of publication and what was told before.
        steps: Takes in how the value came about, for explanations.

    Returns:
        The value of the period, of the year alone where no earlier period is meant, or `None`.

    Raises:
        ValueError: The calendar has no such day.
        OverflowError: It lies outside the calendar.
    """
    point, period = item.draft.low, context.period
    year = point_value(point, item, context, steps) if point else None
    if period is None:
        return year
    shift = int(year) - bounds(period)[1].year if year and len(year) == len("2017") else -1
    if shift >= 0:
        return year
    steps.append(f"the span of {period}, {-shift} year(s) before")
    return in_year(period, shift)
