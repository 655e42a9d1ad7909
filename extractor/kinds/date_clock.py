"""Times of the clock: "13 giờ 25 ngày 7/6", "17h30", "4 giờ rưỡi chiều"."""

from __future__ import annotations

from extractor.kinds.date_cues import is_duration
from extractor.kinds.date_draft import DateDraft, Point
from extractor.kinds.date_slots import Slots, part_of_day, point_of
from extractor.kinds.figure_words import mark_at
from extractor.matching import Match, Tokens

_FIRST_HOUR_OF_HALF = {"noon": 1, "afternoon": 1, "evening": 4, "night": 6}
"""From which hour on a clock of 12 a part of the day means the second half."""
_LAST_HOUR_OF_NOON = 3
"""Noon is from 10 or 11 to 1 or 2 o'clock: "11 giờ trưa" is 11, "1 giờ trưa" is 13."""
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
    hour, minute = _on_24(time[0], part), time[1]
    if "from" not in slots:
        return DateDraft("point", point, hour=hour, minute=minute, part=part)
    first = _first_time(slots, tokens)
    if first is None or first[0] >= hour:
        return None
    start, start_minute = first
    return DateDraft(
        "point", point, hour=start, minute=start_minute, until=(hour, minute), part=part
    )


def _first_time(slots: Slots, tokens: Tokens) -> tuple[int, int | None] | None:
    """The time at which a span of the clock begins: "từ 12-14h", "từ 7h30 đến 11h"."""
    word = tokens.word(slots["from"][0])
    if not word.isdecimal():
        return _valid(*_of_one_token(word))
    minute = tokens.word(slots["from_minute"][0]) if "from_minute" in slots else None
    return _valid(int(word), int(minute) if minute else None)


def _day(match: Match, slots: Slots, tokens: Tokens) -> Point | None:
    if mark_at(tokens, match.start - 1, "/"):
        return None  # "24/24h"
    same = point_of(slots, "same", tokens)
    if same is not None and same.of != "day":
        return None
    if "p" in slots:
        return point_of(slots, "p", tokens)
    if match.rule.set.get("bare") and is_duration(match, tokens):
        return None
    return Point("relative", number=0, of="day", anchor="story")


def _on_24(hour: int, part: str | None) -> int:
    """The hour on a clock of 24: "4 giờ 30 chiều" is 16:30."""
    first = _FIRST_HOUR_OF_HALF.get(part or "")
    last = _LAST_HOUR_OF_NOON if part == "noon" else 11
    return hour + 12 if first is not None and first <= hour <= last else hour


def _hour_and_minute(slots: Slots, tokens: Tokens) -> tuple[int, int | None] | None:
    if "clock" in slots:
        hour, minute = _of_one_token(tokens.word(slots["clock"][0]))
    else:
        hour = int(tokens.word(slots["hour"][0]))
        minute = int(tokens.word(slots["minute"][0])) if "minute" in slots else None
        if "half" in slots:
            minute = _HALF_PAST
    return _valid(hour, minute)


def _valid(hour: int, minute: int | None) -> tuple[int, int | None] | None:
    return None if hour > 24 or (minute or 0) > 59 else (hour % 24, minute)


def _of_one_token(word: str) -> tuple[int, int | None]:
    """Hour and minute as written in one: "17h30", "17g30", "16:40", "00h40’", "23h"."""
    clock = word.rstrip("'’").lower().replace("g", "h").replace(":", "h")
    hour, _, minute = clock.partition("h")
    return int(hour), int(minute) if minute else None
