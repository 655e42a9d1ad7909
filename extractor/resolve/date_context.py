"""The context of dates: the day of publication, and what the text told so far."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.date_values import bounds, is_day
from extractor.kinds.date_draft import Point
from extractor.resolve.date_anchor import Anchor
from extractor.resolve.dated import DatedDraft

_MONTH = timedelta(days=27)


class DateContext:
    """What the dates of one article are resolved against, in order of the text.

    Attributes:
        anchor: The day of publication.
        day: The day that the story tells of, told last.
        day_with_year: The last day that was told with its year, and its offset in the text.
        period: Value of the period that the article reports on.
    """

    def __init__(self, anchor: Anchor | None) -> None:
        self.anchor = anchor
        self.day: date | None = None
        self.day_with_year: tuple[date, int] | None = None
        self.period: str | None = None

    def remember(self, item: DatedDraft, value: str) -> None:
        """Take in a date and its value (without a clock time): later ones may count from it."""
        if is_day(value):
            self.day = date.fromisoformat(value)
            if item.draft.low is not None and item.draft.low.year is not None:
                self.day_with_year = self.day, item.start
        elif item.draft.shape != "same-period" and not self._is_episode(value):
            self.period = value

    def _is_episode(self, value: str) -> bool:
        """Whether a period of days is told within a longer one: a storm, a campaign."""
        return self.period is not None and _span(value) < _MONTH <= _span(self.period)

    def reference(self, point: Point, *, compared: bool = False) -> tuple[date | None, str]:
        """The day from which a relative date counts; a year needs no more than a year.

        Returns:
            The day, `None` where nothing tells it; and who told it, for explanations.
        """
        if point.anchor == "story" and self.day is not None:
            return self.day, "the day told before"
        of_period = point.anchor == "period" or (point.anchor == "compared" and compared)
        if of_period and self.period is not None:
            return bounds(self.period)[1], "the period told before"
        if self.anchor is None:
            return None, ""
        if self.anchor.day is None:
            known = len(self.anchor.value) > len("2017") or point.of == "year"
            return (self.anchor.last if point.of != "day" and known else None), self.anchor.source
        return self.anchor.day, self.anchor.source


def _span(value: str) -> timedelta:
    first, last = bounds(value)
    return last - first
