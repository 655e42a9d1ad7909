"""The dates of an article: which can be the time of something, and what they tell of it all.

No birth counts, no time that something is compared with, and not the day of a report.
"""

from __future__ import annotations

from datetime import timedelta

from extractor.date_values import bounds, day_of, is_day
from extractor.model import Date
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import Story

LEAD = 900
"""Length of the title and the lead."""
_SOON = timedelta(days=45)
_LONG_AGO = timedelta(days=200)
"""What ended earlier is the past of a story and no period that is reported on."""
_COMPARE = "compare_cue"
_LONGEST_COMPARE = 3
_MONTH = 27
_YEAR = 366
_LONGEST_RANGE = 20 * _YEAR


class DatesTold:
    """The dates of one article."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._compared: dict[int, bool] = {}
        self._dated = [scene for scene in story.scenes if scene.dates]

    def counts(self, date: Date) -> bool:
        """Whether a date can be the time of a figure at all: no birth, nothing compared with."""
        if date.role is not None:
            return False
        if date.start not in self._compared:
            self._compared[date.start] = self._is_compared(date)
        return not self._compared[date.start]

    def _is_compared(self, date: Date) -> bool:
        """As in "So với quý trước", "so với cùng kỳ năm trước": the words may reach into it.

        So too the end of counting, "tính đến ngày 6/5", which is no day of an event.
        """
        tokens = self._story.tokens
        index = tokens.at(date.start)
        for i in range(max(0, index - _LONGEST_COMPARE), index + 1):
            if tokens.rows(i, _COMPARE) and tokens.phrase_end(i) > index:
                return True
        return tokens.preceded_by(index, _COMPARE)

    def is_reporting(self, date: Date, scene: Scene, before: int) -> bool:
        """As in "Ngày 22-2, Công an tỉnh … cho biết": the day of a report."""
        if not is_day(date.value):
            return False
        report = [c for c in scene.cues if c.role == "report" and date.end <= c.start < before]
        return bool(report) and not any(date.end < d.start < report[0].start for d in scene.dates)

    def report_period(self) -> str | None:
        """The period that a report sums over, told in its lead; spelled out by days if it is."""
        found: list[str] = []
        for scene in self._dated:
            if scene.start > LEAD:
                break
            found += [
                date.value
                for date in scene.dates
                if date.start <= LEAD and self._is_summed(date, scene)
            ]
        by_days = [value for value in found if "/" in value and is_day(value.partition("/")[0])]
        exact = (value for value in found if _spells_out(value, found[0]))
        return next(iter(by_days), None) or next(exact, None) or next(iter(found), None)

    def _is_summed(self, date: Date, scene: Scene) -> bool:
        """Whether a date is a past period that the article sums up."""
        if is_day(date.value) or not self.counts(date):
            return False
        first, last = bounds(date.value)
        longest = _LONGEST_RANGE if "/" in date.value else 2 * _YEAR
        if not _MONTH <= (last - first).days <= longest:
            return False
        day = self._story.day
        if day is not None and first - bounds(day)[0] > -_SOON:
            return False
        if day is not None and bounds(day)[0] - last > _LONG_AGO:
            return False
        is_month = len(date.value) == len("2017-05") and date.value[5].isdigit()
        if is_month or scene.has_cue(("plan",), scene.start, date.start):
            return False
        return (
            len(date.value) != len("2017")
            or scene.first
            or scene.has_cue(("summary",), scene.start, scene.end)
        )

    def first_day(self) -> str | None:
        """The day in the lead: that of the meeting, the trial or the report."""
        for scene in self._dated:
            if scene.start > LEAD:
                break
            for date in scene.dates:
                if is_day(date.value) and self.counts(date):
                    return day_of(date.value)
        return None

    def event_day(self) -> str | None:
        """The last day on which something happened, by the clock if the article tells it so.

        The day of a report is none.
        """
        told = [
            date.value
            for scene in self._dated
            for date in scene.dates
            if is_day(date.value)
            and self.counts(date)
            and not self.is_reporting(date, scene, scene.end)
        ]
        today = self._story.day
        past = [value for value in told if today is None or day_of(value) <= today]
        by_clock = [value for value in past if "T" in value]
        return max(map(day_of, by_clock or past), default=None)


def _spells_out(value: str, told: str) -> bool:
    """Whether a range of months is that of the years told before: "2019/2024" in a title."""
    if "/" not in value or "/" not in told or len(value) <= len(told):
        return False
    (first, last), (start, end) = bounds(value), bounds(told)
    return start <= first and last <= end and last - first > (end - start) / 2
