"""Times of the clock: "13 giờ 25 ngày 7/6", "17h30", "4 giờ rưỡi chiều"."""

from __future__ import annotations

from extractor.kinds.date_cues import is_duration
from extractor.kinds.date_draft import DateDraft, Point
from extractor.kinds.date_slots import Slots, part_of_day, point_of
from extractor.matching import Match, Tokens

_FIRST_HOUR_OF_HALF = {"noon": 1, "afternoon": 1, "evening": 4, "night": 6}
"""From which hour on a clock of 12 a part of the day means the second half."""
_HALF_PAST = 30


def build_clock(match: Match, slots: Slots, tokens: Tokens) -> DateDraft | None:
    """A time of a day, of the day told before where none is said; refuses durations."""
    time = _hour_and_minute(slots, tokens)
    if time is None:
        return None
    point = _day(match, slots, tokens)
    if point is None or point.unit not in ("day", "relative"):
        return None
    part = part_of_day(slots, tokens)
    return DateDraft("point", point, hour=_on_24(time[0], part), minute=time[1], part=part)


def _day(match: Match, slots: Slots, tokens: Tokens) -> Point | None:
    if "p" in slots:
        return point_of(slots, "p", tokens)
    if match.rule.set.get("bare") and is_duration(match, tokens):
        return None
    return Point("relative", number=0, of="day", anchor="story")


def _on_24(hour: int, part: str | None) -> int:
    """The hour on a clock of 24: "4 giờ 30 chiều" is 16:30."""
    first = _FIRST_HOUR_OF_HALF.get(part or "")
    return hour + 12 if first is not None and first <= hour < 12 else hour


def _hour_and_minute(slots: Slots, tokens: Tokens) -> tuple[int, int | None] | None:
    if "clock" in slots:
        hour, minute = _of_one_token(tokens.word(slots["clock"][0]))
    else:
        hour = int(tokens.word(slots["hour"][0]))
        minute = int(tokens.word(slots["minute"][0])) if "minute" in slots else None
        if "half" in slots:
            minute = _HALF_PAST
    if hour > 24 or (minute or 0) > 59:
        return None
    return hour % 24, minute


def _of_one_token(word: str) -> tuple[int, int | None]:
    """Hour and minute as written in one: "17h30", "17g30", "16:40", "00h40’", "23h"."""
    clock = word.rstrip("'’").lower().replace("g", "h").replace(":", "h")
    hour, _, minute = clock.partition("h")
    return int(hour), int(minute) if minute else None
