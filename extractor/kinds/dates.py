"""Dates: slots → a point or a range of the calendar, still relative where the text is.

Nothing is looked up in a context here: a missing year, "cùng ngày" and the like stay open until
`resolve.dates` settles them against the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.kinds.date_clock import build_clock
from extractor.kinds.date_cues import has_date_cue, is_bracketed, recurs
from extractor.kinds.date_draft import DateDraft, Point
from extractor.kinds.date_points import DAYS, day_point
from extractor.kinds.date_ranges import (
    build_month_range,
    build_open_range,
    build_range,
    build_same_period,
    build_year_range,
)
from extractor.kinds.date_slots import Slots, part_of_day, point_of, year_of
from extractor.kinds.numbers import number_at
from extractor.matching import Match, Tokens

_Shape = Callable[[Match, Slots, Tokens], DateDraft | None]


def build(match: Match, tokens: Tokens) -> DateDraft | None:
    """A date from the slots of `date.toml`; refuses a bare "3/4" and a duration."""
    draft = _SHAPES[str(match.rule.set["shape"])](match, match.slots, tokens)
    if draft is None or (draft.is_open and recurs(match.end, tokens)):
        return None
    return draft


def _point(match: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    point = point_of(slots, "p", tokens)
    same = point_of(slots, "same", tokens)
    if point is None or (same is not None and (same.of != "day" or point.unit != "day")):
        return None
    bare = match.rule.set.get("bare") and point.weak
    if bare and not (has_date_cue(match, tokens) or is_bracketed(match, point, tokens)):
        return None
    return DateDraft(
        "point", point, part=part_of_day(slots, tokens), role=match.rule.set.get("role")
    )


def _today(_: Match, slots: Slots, tokens: Tokens) -> DateDraft:
    return _day_of_publication(0, slots, tokens)


def _yesterday(_: Match, slots: Slots, tokens: Tokens) -> DateDraft:
    return _day_of_publication(-1, slots, tokens)


def _day_of_publication(offset: int, slots: Slots, tokens: Tokens) -> DateDraft:
    """The day that is named beside it, else the one so many days from the day of publication."""
    point = point_of(slots, "p", tokens)
    if point is None:
        point = Point("relative", number=offset, of="day", anchor="publication")
    return DateDraft("point", point, part=part_of_day(slots, tokens))


def _day_month(_: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    day, month = slots["day"][0], slots["month"][0]
    if not (tokens.glued(day) and tokens.glued(day + 1)):
        return None
    point = day_point(None, int(tokens.word(month)), int(tokens.word(day)))
    return DateDraft("point", point, part=part_of_day(slots, tokens)) if point else None


def _edge(_: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """The beginning, middle or end of a period stands for the period: "cuối tháng 3/2017"."""
    point = point_of(slots, "p", tokens)
    if (
        point is None
        or point.unit in ("day", "months")
        or (point.unit == "relative" and point.of == "day")
    ):
        return None
    return DateDraft("point", point)


def _birth(_: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    point = point_of(slots, "p", tokens)
    year = point.year if point and point.unit == "year" else year_of(slots, tokens)
    return DateDraft("point", Point("year", year), role="birth") if year else None


def _later(_: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """So many days after or before the day told: "hai ngày sau"; refuses "vài ngày sau"."""
    number = number_at(tokens, slots["count"][0])
    if number is None or number.order or not isinstance(number.value, int):
        return None
    if not 0 < number.value <= DAYS[0]:
        return None
    count = -number.value if "back" in slots else number.value
    return DateDraft("point", Point("relative", number=count, of="day", anchor="story"))


_SHAPES: Mapping[str, _Shape] = {
    "point": _point,
    "today": _today,
    "yesterday": _yesterday,
    "day-month": _day_month,
    "clock": build_clock,
    "edge": _edge,
    "birth": _birth,
    "range": build_range,
    "months": build_month_range,
    "years": build_year_range,
    "year-to-date": build_open_range,
    "since": build_open_range,
    "to-end-of-year": build_open_range,
    "from-now": build_open_range,
    "same-period": build_same_period,
    "later": _later,
}
