"""When: the day of the event, or the period that was summed over.

The day of a press conference is not the day of what it reports, and a time that a figure is
compared with is not its own. A report's period governs until another is named.
"""

from __future__ import annotations

from datetime import timedelta

from extractor.date_values import bounds, day_of, in_year, is_day
from extractor.model import Date, Figure
from extractor.resolve.attribution.dates_told import LEAD, DatesTold
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import Story

_JUST_THERE = frozenset(("entities", "people"))
"""Kinds that stand for good where no verb says what became of them."""
_LASTING = frozenset(("", "measure", "possess", "size"))
"""Roles of verbs of what holds at all times."""
_MASS = "g"
"""Base unit of what is weighed when it is seized."""
_PAST = timedelta(days=400)
_COMPARED = 5
"""The difference and this year's number stand among so many figures before that of last year."""


class Periods:
    """The period and the day that govern, as the story goes on."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._dates = DatesTold(story)
        self._report = self._dates.report_period()
        self._event = self._dates.event_day()
        self._day_told = self._dates.first_day()
        self._now: str | None = None
        self._is_vague = False
        self.is_dated = False

    @property
    def is_report(self) -> bool:
        """Whether the article sums up a period."""
        return self._report is not None

    def enter(self, scene: Scene) -> None:
        """Begin a sentence: in a report, a day governs no further than its paragraph."""
        anew = _has_own_actor(scene) and (self._now is None or is_day(self._now))
        if self._report and (scene.first or anew):
            self._now = self._report
        self._is_vague = scene.has_cue(("vague",), scene.start, scene.end) or (
            self._is_vague and not scene.dates and (not scene.first or scene.start < LEAD)
        )

    def leave(self, scene: Scene) -> None:
        """End a sentence: its last time governs what follows; in a report, if it had a figure."""
        usable = [
            date
            for date in scene.dates
            if self._dates.counts(date) and not self._is_of_a_part(date, scene, scene.end)
        ]
        if not usable or self._dates.is_reporting(usable[-1], scene, scene.end):
            return
        last = next(
            (date for date in reversed(usable) if not self._by_the_way(date, scene.end)), usable[-1]
        )
        counted = [i for i in scene.figures if self._story.figures[i].start > last.start]
        if not counted and not self._report and self._is_long_ago(last):
            return
        if not self._report or counted or not is_day(last.value):
            self._now = day_of(last.value)

    def _is_long_ago(self, date: Date) -> bool:
        """Whether a date is the past of the story: nothing that is counted behind it is of it."""
        day = self._story.day
        return day is not None and bounds(day)[0] - bounds(date.value)[1] > _PAST

    def of(self, scene: Scene, index: int, modality: str | None) -> str | None:
        """The period of a figure; `is_dated` tells then if its own sentence gave it."""
        self.is_dated = False
        period = self._told(scene, index, modality)
        if period is not None and _is_year_before(self._story, scene, index):
            return in_year(period, -1)
        return period

    def _told(self, scene: Scene, index: int, modality: str | None) -> str | None:
        figure = self._story.figures[index]
        low, high = scene.clause(figure.start)
        if modality == "planned":
            told = [d for d in scene.dates if d.end <= figure.start and d.role is None]
            return day_of(told[-1].value) if told else None
        if self._is_standing(scene, figure):
            return None
        if self._is_of_the_meeting(scene, figure):
            at_meeting = scene.has_cue(("meeting", "attend"), scene.start, figure.start)
            if figure.kind == "awards" and self._report and not at_meeting:
                return self._report
            return self._day_told or self._story.day
        around = ((low, figure.start), (figure.end, high), (scene.start, low))
        for start, end in around if scene.dates else ():
            found = [
                date
                for date in scene.dates
                if start <= date.start < end
                and self._dates.counts(date)
                and not self._dates.is_reporting(date, scene, figure.start)
                and not self._is_of_a_part(date, scene, figure.start)
            ]
            found = [date for date in found if not self._by_the_way(date, figure.start)] or found
            if found:
                self.is_dated = True
                return day_of((found[0] if start == figure.end else found[-1]).value)
        if self._is_vague and not self._report and (self._now is None or is_day(self._now)):
            return None
        if figure.kind in _JUST_THERE and not figure.action and not figure.change:
            return None
        return self._now or self._report or self._event

    def _by_the_way(self, date: Date, offset: int) -> bool:
        """As in "từ khi lập đơn vị (1/7/2025), đã bắt 8 vụ": in a bracket that is closed since.

        A range of days in brackets is that of the campaign that it is told of.
        """
        if "/" in date.value:
            return False
        between = self._story.tokens.text[date.end : offset]
        closed, opened = between.find(")"), between.find("(")
        return closed >= 0 and not 0 <= opened < closed

    def _is_of_a_part(self, date: Date, scene: Scene, offset: int) -> bool:
        """As in "21 vụ (quý I/2025: 24 vụ), thu 3 bánh", "8.914 người, trong đó năm 2021 3.380".

        A date with counts of its own in a bracket, or behind a cue of parts, says nothing of what
        stands before, nor of what follows the bracket or the clause.
        """
        text = self._story.tokens.text
        opened = text.rfind("(", scene.start, date.start)
        if opened > text.rfind(")", scene.start, date.start):
            closed = text.find(")", date.end, scene.end)
            counts = any(date.end <= self._story.figures[i].start < closed for i in scene.figures)
            return counts and not opened < offset < closed
        low, high = scene.clause(date.start)
        if not scene.has_cue(("part", "last"), low, date.start):
            return False
        return high <= offset < scene.end or offset < date.start

    def _is_standing(self, scene: Scene, figure: Figure) -> bool:
        """Whether a figure holds at all times: a length of border, the strength of a force.

        A distance told with the day of an event is that of the event.
        """
        if figure.kind == "personnel":
            lasting = not figure.action
        else:
            role = self._story.role_of(figure)
            lasting = role in _LASTING and not figure.change
            lasting = lasting and figure.kind == "measures" and figure.unit != "%"
            lasting = lasting and (role != "size" or figure.base_unit != _MASS)
        if not lasting:
            return False
        low, _ = scene.clause(figure.start)
        return not any(
            low <= date.start < figure.start for date in scene.dates if is_day(date.value)
        )

    def _is_of_the_meeting(self, scene: Scene, figure: Figure) -> bool:
        """Awards, sentences and attendance belong to the day of the meeting or the trial."""
        if any(date.end <= figure.start for date in scene.dates if is_day(date.value)):
            return False
        if self._has_own_time(scene, figure):
            return False
        if scene.has_cue(("attend",), scene.start, figure.start):
            return True
        return figure.kind == "awards" or self._story.role_of(figure) == "sentence"

    def _has_own_time(self, scene: Scene, figure: Figure) -> bool:
        """As in "năm 2012, y bị tuyên phạt 7 năm tù": a time of its own."""
        if self._story.role_of(figure) != "sentence" and figure.kind != "awards":
            return False
        return any(d.end <= figure.start and self._dates.counts(d) for d in scene.dates)


def _is_year_before(story: Story, scene: Scene, index: int) -> bool:
    """As in "giảm 42 vụ (158/200 vụ)", "96 vụ, giảm 41 vụ so với cùng kỳ (137 vụ)".

    The number in the bracket is that of this year with the difference put back.
    """
    figure = story.figures[index]
    if story.tokens.text[max(0, figure.start - 1) : figure.start] not in ("/", "("):
        return False
    told = [i for i in scene.figures if index - _COMPARED <= i < index]
    totals = {story.figures[i].value for i in told if not story.figures[i].change}
    changes = [story.figures[i] for i in told if story.figures[i].change]
    return any(
        figure.value + (change.value if change.change == "increase" else -change.value) in totals
        for change in changes
        if change.kind == figure.kind
    )


def _has_own_actor(scene: Scene) -> bool:
    return any(run.role == "" for run in scene.runs)
