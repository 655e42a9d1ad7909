"""The anchor date: the day of publication, from which what the text leaves open is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from extractor.date_values import bounds, is_day
from extractor.kinds.date_draft import Point
from extractor.resolve.dated import DatedDraft

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
    """The anchor date: what the input or the header tells, else the newest day that the text dates.

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
    """Newest day with a year; else the newest year."""
    days, years = [], []
    for item in items:
        if item.of_document or item.draft.role is not None:
            continue
        for point in _points(item):
            if point.year is not None:
                years.append(point.year)
                if point.unit == "day":
                    days.append(_iso(point, point.year))
    told = [day for day in days if day]
    if told and max(told)[:4] == f"{max(years):04d}":
        return Anchor(max(told), "the newest day of the text")
    return Anchor(f"{max(years):04d}", "the newest year of the text") if years else None


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
