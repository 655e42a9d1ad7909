"""Dates against their context: missing years and months, "cùng ngày", "đến nay", "cùng kỳ".

Nothing reads the clock: without a day of publication and without any year in the text, a date stays
unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from extractor.date_values import bounds
from extractor.model import Date, Explanation, PartOfDay
from extractor.resolve.date_anchor import Anchor
from extractor.resolve.date_context import DateContext
from extractor.resolve.date_points import point_value
from extractor.resolve.date_ranges import open_range_value, range_value, same_period_value
from extractor.resolve.dated import DatedDraft


def resolve_dates(
    drafts: Iterable[DatedDraft], text: str, anchor: Anchor | None, *, explain: bool = False
) -> list[Date]:
    """Give each date its value; leaves out what the text and the anchor do not settle.

    Args:
        drafts: The dates in order of the text.
        text: The working text.
        anchor: The day of publication.
        explain: Whether each date is to say how it came to its value.

    Returns:
        The dates in the same order; their offsets count characters of `text`.
    """
    context = DateContext(anchor)
    found = []
    for item in drafts:
        steps: list[str] = []
        value = _resolve(item, context, steps)
        days = _days(value) if value is not None else None
        if value is None or days is None:
            continue
        first, last = days
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


def _resolve(item: DatedDraft, context: DateContext, steps: list[str]) -> str | None:
    """The value of a date, which the context takes in; `None` for what is no day."""
    try:
        value = _value(item, context, steps)
    except (ValueError, OverflowError):
        return None
    if value is None:
        return None
    if item.is_context:
        context.remember(item, value)
    draft = item.draft
    if draft.until is None:
        return value + _clock(draft.hour, draft.minute)
    return f"{value}{_clock(draft.hour, draft.minute)}/{value}{_clock(*draft.until)}"


def _value(item: DatedDraft, context: DateContext, steps: list[str]) -> str | None:
    draft = item.draft
    if draft.shape == "point":
        return point_value(draft.low, item, context, steps) if draft.low else None
    if draft.shape == "range":
        return range_value(item, context, steps)
    if draft.shape == "same-period":
        return same_period_value(item, context, steps)
    return open_range_value(item, context, steps)


def _clock(hour: int | None, minute: int | None) -> str:
    """The time as it ends a value, empty where none is said."""
    if hour is None:
        return ""
    return f"T{hour:02d}" + ("" if minute is None else f":{minute:02d}")


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a value, or `None` where it is none or ends before it starts."""
    try:
        first, last = bounds(value)
    except (ValueError, OverflowError):
        return None
    return None if last < first else (first, last)
