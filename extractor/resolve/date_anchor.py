"""The anchor date: the day of publication, from which what the text leaves open is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from extractor.date_values import bounds, is_day
from extractor.kinds.date_draft import Point
from extractor.resolve.dated import DatedDraft

_BEFORE_NEWEST = timedelta(days=-45)
_AFTER_NEWEST = timedelta(days=90)
"""How far the newest day without a year may lie from the newest one with a year, if both are of
one year: else the year is that of something remembered."""
_LEAD = 400
"""Characters at the start of the text that tell what it is about."""
_DATELINE = 800
"""Characters at the start of the text in which a dateline may stand."""


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """The day of publication, as well as it is known.

    Attributes:
        value: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
        source: Where it was told, for explanations.
    """

    value: str
    source: str

    @property
    def last(self) -> date:
        """The last day that it may be."""
        return bounds(self.value)[1]

    @property
    def day(self) -> date | None:
        """The day, where it is known to the day."""
        return date.fromisoformat(self.value) if is_day(self.value) else None


def find_anchor(told: str | None, drafts: Iterable[DatedDraft]) -> Anchor | None:
    """The anchor date: what the input or the header tells, else what the text lets infer.

    A month or year that was told is narrowed to the first day of the text that lies in it.

    Args:
        told: Publication date of the input or of its header.
        drafts: The dates of the text, in order.

    Returns:
        The anchor, or `None` where nothing tells a year.
    """
    items = list(drafts)
    anchor = _newest(items) if told is None else Anchor(told, "the day of publication")
    if anchor is None or anchor.day is not None:
        return anchor
    return _narrowed(anchor, items)


def _newest(items: list[DatedDraft]) -> Anchor | None:
    """The newest day with a year, or the newest month, where the days without a year agree.

    A lone year tells nothing: as likely as not it is remembered, or planned for.
    """
    days, months, reports = _evidence(items)
    newest = max(days, default=None)
    report = max(reports, default=0)
    year = max([report, *(month.year for month in months)])
    bare = [point for item in items if not item.of_document for point in _bare_days(item)]
    if newest is not None and newest.year >= year:
        last = max((_nearest(point, newest) for point in bare), default=newest)
        if _BEFORE_NEWEST <= last - newest <= _AFTER_NEWEST:
            return Anchor(max(last, newest).isoformat(), "the newest day of the text")
    elif report and report >= year:
        return Anchor(f"{year:04d}", "the period that the text reports on")
    elif year and _follows(bare, months[-1]):
        return Anchor(f"{year:04d}", "the newest month of the text")
    topic = _topic(items)
    known = max(year, newest.year if newest is not None else 0)
    if topic is None or topic < known:
        return None
    return Anchor(f"{topic:04d}", "the year that the text is about")


def _evidence(items: list[DatedDraft]) -> tuple[list[date], list[date], list[int]]:
    """The days and the first days of months that are told with a year, and years of reports."""
    days: list[date] = []
    months: list[date] = []
    reports: list[int] = []
    for item in items:
        if item.of_document or item.planned or item.draft.role is not None:
            continue
        for point in _points(item):
            if point.year is None:
                continue
            first = point.first_day(point.year)
            if point.unit in ("months", "half", "quarter"):
                reports.append(point.year)
            elif item.draft.shape == "same-period":
                reports.append(point.year + 1)
            elif first is not None and point.unit in ("day", "month"):
                (days if point.unit == "day" else months).append(first)
    return days, sorted(months), reports


def _bare_days(item: DatedDraft) -> list[Point]:
    return [point for point in _points(item) if point.unit == "day" and point.year is None]


def _nearest(point: Point, day: date) -> date:
    """The day without a year in the year in which it is next to another day."""
    years = (day.year - 1, day.year, day.year + 1)
    ways = [first for year in years if (first := point.first_day(year)) is not None]
    return min(ways, key=lambda way: abs(way - day), default=day)


def _follows(points: list[Point], month: date) -> bool:
    """Whether the last of the days without a year is not before a month in its year."""
    days = [day for point in points if (day := point.first_day(month.year)) is not None]
    return not days or max(days) >= month


def _topic(items: list[DatedDraft]) -> int | None:
    """The newest of the years that are told alone, if it opens the text and comes again."""
    told = [
        (point.year, item.start)
        for item in items
        if not (item.of_document or item.planned) and item.draft.role is None
        for point in _points(item)
        if point.unit == "year" and point.year is not None
    ]
    newest = max((year for year, _ in told), default=None)
    places = [start for year, start in told if year == newest]
    return newest if len(places) > 1 and places[0] < _LEAD else None


def _narrowed(anchor: Anchor, items: list[DatedDraft]) -> Anchor:
    """The first day of the text's start that lies in the month or year of the anchor."""
    for item in items:
        if item.of_document or item.start >= _DATELINE:
            continue
        for point in _points(item):
            day = _iso(point, point.year or anchor.last.year) if point.unit == "day" else None
            if day and day.startswith(anchor.value):
                return Anchor(day, anchor.source + " and the dateline")
    return anchor


def _points(item: DatedDraft) -> list[Point]:
    return [point for point in (item.draft.low, item.draft.high) if point is not None]


def _iso(point: Point, year: int) -> str | None:
    day = point.first_day(year)
    return day.isoformat() if day is not None else None
