"""Dates against their context: missing years and months, "cùng ngày", "đến nay", "cùng kỳ".

News looks back: a day without a year is the nearest one not after the day of publication, with a
few weeks' grace for what is announced. Nothing reads the clock: without a day of publication and
without any year in the text, a date stays unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import cast

import msgspec

from extractor.date_values import bounds, in_year, is_day
from extractor.kinds.date_draft import DateDraft, Point
from extractor.model import Date, Explanation, PartOfDay

_GRACE = timedelta(days=45)
_MONTH = timedelta(days=27)
_JUST_PAST = (0, 1)
_ANNOUNCED = timedelta(days=21)
_NEAR = 400
_STORY_SPAN = timedelta(days=200)
_MONTHS = 12
_HALF = 6


class DatedDraft(msgspec.Struct, frozen=True):
    """A draft with its place in the text.

    Attributes:
        of_document: Whether it is the day of a legal document, which is no context for a story.
        compared: Whether it is only what something is compared with ("so với quý II").
        deadline: Whether it is the end of something to come ("trước ngày 31-12").
    """

    draft: DateDraft
    start: int
    end: int
    rule: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    of_document: bool = False
    compared: bool = False
    deadline: bool = False


class Anchor(msgspec.Struct, frozen=True):
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
    """
    points = [(item, point) for item in drafts for point in _points(item.draft)]
    if told is None:
        anchor = _newest(
            point for item, point in points if not item.of_document and item.draft.role is None
        )
        if anchor is None:
            return None
    else:
        anchor = Anchor(told, "the day of publication")
    if anchor.day is not None:
        return anchor
    for item, point in points:
        if point.unit == "day" and not item.of_document and item.start < _NEAR * 2:
            day = _complete(point, point.year or anchor.last.year)
            if day and day.startswith(anchor.value):
                return Anchor(day, anchor.source + " and the dateline")
    return anchor


def _points(draft: DateDraft) -> Iterator[Point]:
    yield from (point for point in (draft.low, draft.high) if point is not None)


def _newest(points: Iterable[Point]) -> Anchor | None:
    """Newest day with a year; else the newest year."""
    days, years = [], []
    for point in points:
        if point.year is not None:
            years.append(point.year)
            if point.unit == "day":
                days.append(_complete(point, point.year))
    told = [day for day in days if day]
    if told and max(told)[:4] == f"{max(years):04d}":
        return Anchor(max(told), "the newest day of the text")
    return Anchor(f"{max(years):04d}", "the newest year of the text") if years else None


def _complete(point: Point, year: int) -> str | None:
    try:
        return date(year, point.month or 1, point.day or 1).isoformat()
    except ValueError:
        return None


def resolve_dates(
    drafts: Iterable[DatedDraft], text: str, anchor: Anchor | None, *, explain: bool = False
) -> list[Date]:
    """Give each date its value; leaves out what the text and the anchor do not settle.

    Args:
        drafts: The dates in order of the text.
        text: The working text.
        anchor: The day of publication.
        explain: Whether each date is to say how it came to its value.
    """
    story = _Story(anchor)
    found = []
    for item in drafts:
        steps: list[str] = []
        value = story.value(item, steps)
        if value is None:
            continue
        try:
            first, last = bounds(value)
        except (ValueError, OverflowError):
            continue
        if last < first:
            continue
        found.append(
            Date(
                text=text[item.start : item.end],
                start=item.start,
                end=item.end,
                value=value,
                from_=first.isoformat(),
                to=last.isoformat(),
                part=cast("PartOfDay | None", item.draft.part),
                role=item.draft.role,
                explain=Explanation(item.rule, dict(item.parts), tuple(steps)) if explain else None,
            )
        )
    return found


class _Story:
    """What was told so far: the day of the story and the period of the report."""

    def __init__(self, anchor: Anchor | None) -> None:
        self._anchor = anchor
        self._day: date | None = None
        self._explicit: tuple[date, int] | None = None
        self._period: str | None = None
        self._ahead = False

    def value(self, item: DatedDraft, steps: list[str]) -> str | None:
        draft = item.draft
        self._ahead = item.deadline
        try:
            value = self._shape(draft, item.start, steps)
        except (ValueError, OverflowError):
            return None
        if value is None:
            return None
        if not item.of_document and not item.compared and draft.role is None:
            self._remember(draft, value, item.start)
        if draft.hour is not None:
            clock = f"T{draft.hour:02d}" + ("" if draft.minute is None else f":{draft.minute:02d}")
            return value + clock
        return value

    def _remember(self, draft: DateDraft, value: str, start: int) -> None:
        if is_day(value):
            self._day = date.fromisoformat(value)
            if draft.low is not None and draft.low.year is not None:
                self._explicit = self._day, start
        elif draft.shape != "same-period" and not self._is_episode(value):
            self._period = value

    def _is_episode(self, value: str) -> bool:
        """Whether a period of days is told within a longer one: a storm, a campaign."""
        return self._period is not None and _span(value) < _MONTH <= _span(self._period)

    def _shape(self, draft: DateDraft, start: int, steps: list[str]) -> str | None:
        if draft.shape == "point":
            return self._point(draft.low, start, steps) if draft.low else None
        if draft.shape == "range":
            return self._range(draft, start, steps)
        if draft.shape == "same-period":
            return self._same_period(draft.low, start, steps)
        return self._open(draft, start, steps)

    def _range(self, draft: DateDraft, start: int, steps: list[str]) -> str | None:
        low, high = draft.low, draft.high
        if low is None or high is None:
            return None
        last = self._point(high, start, steps)
        if last is None:
            return None
        if low.unit == "day" and high.unit == "month":
            last = bounds(last)[1].isoformat()
        if low.year is None and low.year_offset is None and low.unit != "relative":
            year = bounds(last)[0].year
            first = self._point(msgspec.structs.replace(low, year=year), start, steps)
            if first is not None and bounds(first)[0] > bounds(last)[1]:
                first = self._point(msgspec.structs.replace(low, year=year - 1), start, steps)
            steps.append("year of the first end from the second")
        else:
            first = self._point(low, start, steps)
        return None if first is None else f"{first}/{last}"

    def _open(self, draft: DateDraft, start: int, steps: list[str]) -> str | None:
        today = self._anchor.value if self._anchor else None
        low = self._point(draft.low, start, steps) if draft.low else today
        high = self._point(draft.high, start, steps) if draft.high else today
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

    def _same_period(self, point: Point | None, start: int, steps: list[str]) -> str | None:
        year = self._point(point, start, steps) if point else None
        if self._period is None:
            return year
        shift = int(year) - bounds(self._period)[1].year if year and len(year) == 4 else -1
        if shift >= 0:
            return None if year is None else year
        steps.append(f"the span of {self._period}, {-shift} year(s) before")
        return in_year(self._period, shift)

    def _point(self, point: Point, start: int, steps: list[str]) -> str | None:
        if point.unit == "relative":
            return self._relative(point, steps)
        year = point.year if point.year is not None else self._year(point, start, steps)
        if year is None:
            return None
        if point.unit == "day":
            return date(year, point.month or 1, point.day or 1).isoformat()
        if point.unit == "month":
            return f"{year:04d}-{point.month:02d}"
        if point.unit == "quarter":
            return f"{year:04d}-Q{point.number}"
        if point.unit == "months":
            return _months_value(year, point.number or 0, last=point.last)
        return f"{year:04d}"

    def _year(self, point: Point, start: int, steps: list[str]) -> int | None:
        """The year that is not said."""
        if self._anchor is None:
            return None
        last = self._anchor.last
        if point.year_offset is not None:
            steps.append(f"year from {self._anchor.source}, {self._anchor.value}")
            return last.year + point.year_offset
        if point.past and last.month - (point.number or 0) not in _JUST_PAST:
            return None  # The last months, and not the first of the year.
        if point.unit == "months":
            early = last.month < (4 if point.last else (point.number or 0) - 1)
            return last.year - early
        near = self._year_of_story(point, start)
        if near is not None:
            steps.append(f"year {near} from the day told before")
            return near
        year = last.year
        first = _first_day(point, year)
        if first is None or (first > last + _GRACE and not self._ahead):
            year -= 1
        elif self._anchor.day is not None and (ahead := _first_day(point, year + 1)) is not None:
            year += ahead - last <= _ANNOUNCED
        steps.append(f"year {year} from {self._anchor.source}, {self._anchor.value}")
        return year

    def _year_of_story(self, point: Point, start: int) -> int | None:
        """The year of a day told shortly before, in a story of an earlier year."""
        if self._explicit is None or point.unit != "day" or self._anchor is None:
            return None
        day, place = self._explicit
        if day.year >= self._anchor.last.year or start - place > _NEAR:
            return None
        this = _first_day(point, day.year)
        return day.year if this is not None and timedelta(0) <= this - day <= _STORY_SPAN else None

    def _relative(self, point: Point, steps: list[str]) -> str | None:
        base, source = self._base(point)
        if base is None:
            return None
        offset = point.number or 0
        steps.append(f"counted from {source} {base.isoformat()}")
        if point.of == "day":
            return (base + timedelta(days=offset)).isoformat()
        if point.of == "week":
            year, week, _ = (base + timedelta(weeks=offset)).isocalendar()
            return f"{year:04d}-W{week:02d}"
        if point.of == "month":
            months = base.year * _MONTHS + base.month - 1 + offset
            return f"{months // _MONTHS:04d}-{months % _MONTHS + 1:02d}"
        if point.of == "quarter":
            quarters = base.year * 4 + (base.month - 1) // 3 + offset
            return f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
        return f"{base.year + offset:04d}"

    def _base(self, point: Point) -> tuple[date | None, str]:
        """The day from which a relative date counts; a year needs no more than a year."""
        if point.anchor == "story" and self._day is not None:
            return self._day, "the day told before"
        if point.anchor == "period" and self._period is not None:
            return bounds(self._period)[1], "the period told before"
        if self._anchor is None:
            return None, ""
        if self._anchor.day is None:
            known = len(self._anchor.value) > len("2017") or point.of == "year"
            return (self._anchor.last if point.of != "day" and known else None), self._anchor.source
        return self._anchor.day, self._anchor.source


def _span(value: str) -> timedelta:
    first, last = bounds(value)
    return last - first


def _first_day(point: Point, year: int) -> date | None:
    month = point.month or ((point.number or 1) * 3 - 2 if point.unit == "quarter" else 1)
    try:
        return date(year, month, point.day or 1)
    except ValueError:
        return None


def _months_value(year: int, count: int, *, last: bool) -> str:
    if count == _HALF:
        return f"{year:04d}-H{2 if last else 1}"
    if last:
        return f"{year:04d}-{_MONTHS - count + 1:02d}/{year:04d}-12"
    return f"{year:04d}-01/{year:04d}-{count:02d}"
