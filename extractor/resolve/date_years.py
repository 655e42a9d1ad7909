"""The year that a date leaves open.

News looks back: a day without a year is the nearest one not after the day of publication, with a
few weeks' grace for what is announced.
"""

from __future__ import annotations

from datetime import timedelta

from extractor.kinds.date_draft import Point
from extractor.resolve.date_anchor import Anchor
from extractor.resolve.date_context import DateContext
from extractor.resolve.dated import DatedDraft

_GRACE = timedelta(days=45)
_ANNOUNCED = timedelta(days=21)
_NEAR = 400
"""Characters within which a day takes the year of one told before."""
_STORY_SPAN = timedelta(days=200)
_JUST_PAST = (0, 1)
_APRIL = 4


def infer_year(
    point: Point, item: DatedDraft, context: DateContext, steps: list[str]
) -> int | None:
    """The year of a point that does not say it.

    Args:
        point: A day or period of the calendar, not a relative one.
        item: The date that it belongs to.
        context: The day of publication and what was told before.
        steps: Takes in how the year was found, for explanations.

    Returns:
        The year, or `None` where nothing settles it.
    """
    anchor = context.anchor
    if anchor is None:
        return None
    if point.year_offset is not None:
        steps.append(f"year from {anchor.source}, {anchor.value}")
        return anchor.last.year + point.year_offset
    if point.unit == "months":
        return _year_of_months(point, anchor)
    near = _year_of_story(point, item.start, context)
    if near is not None:
        steps.append(f"year {near} from the day told before")
        return near
    year = _nearest_year(point, anchor, deadline=item.deadline)
    steps.append(f"year {year} from {anchor.source}, {anchor.value}")
    return year


def _year_of_months(point: Point, anchor: Anchor) -> int | None:
    """The year whose first or last months a report can be of on the day of publication."""
    last, count = anchor.last, point.number or 0
    if point.past and last.month - count not in _JUST_PAST:
        return None  # The last months, and not the first of the year.
    reported_from = _APRIL if point.last else count - 1
    return last.year - 1 if last.month < reported_from else last.year


def _year_of_story(point: Point, start: int, context: DateContext) -> int | None:
    """The year of a day told shortly before, in a story of an earlier year."""
    if context.day_with_year is None or point.unit != "day" or context.anchor is None:
        return None
    day, place = context.day_with_year
    if day.year >= context.anchor.last.year or start - place > _NEAR:
        return None
    this = point.first_day(day.year)
    return day.year if this is not None and timedelta(0) <= this - day <= _STORY_SPAN else None


def _nearest_year(point: Point, anchor: Anchor, *, deadline: bool) -> int:
    """The year in which the point is not after the day of publication, or announced for soon."""
    last = anchor.last
    this = point.first_day(last.year)
    if this is None or (this > last + _GRACE and not deadline):
        return last.year - 1
    ahead = point.first_day(last.year + 1) if anchor.day is not None else None
    announced = ahead is not None and ahead - last <= _ANNOUNCED
    return last.year + 1 if announced else last.year
