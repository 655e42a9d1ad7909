"""Cues: what stands around numbers and makes them a date, or a count and a duration."""

from __future__ import annotations

from extractor.matching import Match, Tokens

_COUNTED = frozenset(
    ("counter", "person_noun", "goods_noun", "entity_noun", "measure", "currency", "duration")
)
"""What stands behind "5-7" where it is a range of a count: "từ 5-7 năm tù", "3-5 đối tượng"."""
_LISTED_WITHIN = 4


def has_date_cue(match: Match, tokens: Tokens) -> bool:
    """Whether a bare day and month stand where only a date can: after "từ", in a list of dates."""
    before = match.start - 1
    if before < 0 or (match.end < len(tokens) and not _COUNTED.isdisjoint(tokens.tags(match.end))):
        return False
    if tokens.preceded_by(match.start, "date_cue"):
        return True
    separated = tokens.has(before, "punct") and not tokens.has(before, "dash")
    first = max(0, before - _LISTED_WITHIN)
    return separated and any(tokens.entry(i, "calendar") for i in range(first, before))


def is_one_piece(match: Match, tokens: Tokens) -> bool:
    """Whether a day and month are written as one, and not as bounds of a term: "5-7 năm tù"."""
    term = tokens.has(match.end, "duration") and tokens.has(match.end + 1, "penalty")
    return not term and tokens.glued(match.start) and tokens.glued(match.start + 1)


def opens_report(start: int, end: int, tokens: Tokens) -> bool:
    """Whether months open a line or are summed up: "9 tháng xử lý 500 vụ", "sơ kết 7 tháng".

    Args:
        start: First token of the months.
        end: Token after their last.
        tokens: The parsed text.
    """
    told = start == 0 or tokens.has(start - 1, "newline") or tokens.preceded_by(start, "months_cue")
    goes_on = tokens.has(end - 1, "relative_date") or tokens.has(end, "not_months")
    return told and not goes_on


def is_duration(match: Match, tokens: Tokens) -> bool:
    """Whether a bare time of the clock is how long something took: "kéo dài 3 giờ 30 phút"."""
    if tokens.preceded_by(match.start, "duration_cue"):
        return True
    return tokens.has(match.end, "duration_after") or tokens.has(match.end, "digits")
