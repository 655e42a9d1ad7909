"""Points of the calendar → date values, each with its year and counted from its reference."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.kinds.date_draft import Point
from extractor.resolve.date_context import DateContext
from extractor.resolve.date_years import infer_year
from extractor.resolve.dated import DatedDraft

_MONTHS = 12
_HALF = 6


def point_value(
    point: Point, item: DatedDraft, context: DateContext, steps: list[str]
) -> str | None:
    """The value of a point.

    Args:
        point: The point, or one end of a range.
        item: The date that it belongs to.
        context: The day of publication and what was told before.
        steps: Takes in how the value came about, for explanations.

    Returns:
        A value of the grammar in `date_values`, or `None` where nothing settles it.

    Raises:
        ValueError: The calendar has no such day.
        OverflowError: It lies outside the calendar.
    """
    if point.unit == "relative":
        return _relative_value(point, item, context, steps)
    year = point.year if point.year is not None else infer_year(point, item, context, steps)
    return _calendar_value(point, year) if year is not None else None


def _calendar_value(point: Point, year: int) -> str:
    if point.unit == "day":
        return date(year, point.month or 1, point.day or 1).isoformat()
    if point.unit == "month":
        return f"{year:04d}-{point.month:02d}"
    if point.unit == "quarter":
        return f"{year:04d}-Q{point.number}"
    if point.unit == "months":
        return _months_value(year, point.number or 0, last=point.last)
    return f"{year:04d}"


def _months_value(year: int, count: int, *, last: bool) -> str:
    if count == _HALF:
        return f"{year:04d}-H{2 if last else 1}"
    if last:
        return f"{year:04d}-{_MONTHS - count + 1:02d}/{year:04d}-12"
    return f"{year:04d}-01/{year:04d}-{count:02d}"


def _relative_value(
    point: Point, item: DatedDraft, context: DateContext, steps: list[str]
) -> str | None:
    reference, source = context.reference(point, compared=item.is_comparison)
    if reference is None:
        return None
    steps.append(f"counted from {source} {reference.isoformat()}")
    return _counted(reference, point.number or 0, point.of)


def _counted(reference: date, offset: int, unit: str) -> str:
    """The period so many units after that of the reference (before, for a negative offset)."""
    if unit == "day":
        return (reference + timedelta(days=offset)).isoformat()
    if unit == "week":
        year, week, _ = (reference + timedelta(weeks=offset)).isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "month":
        months = reference.year * _MONTHS + reference.month - 1 + offset
        return f"{months // _MONTHS:04d}-{months % _MONTHS + 1:02d}"
    if unit == "quarter":
        quarters = reference.year * 4 + (reference.month - 1) // 3 + offset
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
    return f"{reference.year + offset:04d}"
