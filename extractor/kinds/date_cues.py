"""Cues: what stands around numbers and makes them a date, or a count and a duration."""

from __future__ import annotations

from extractor.kinds.date_draft import Point
from extractor.kinds.figure_words import mark_at, opens_line
from extractor.matching import Match, Tokens

_COUNTED = frozenset(
    ("counter", "person_noun", "goods_noun", "entity_noun", "measure", "currency", "duration")
)
"""What stands behind "5-7" where it is a range of a count: "từ 5-7 năm tù", "3-5 đối tượng"."""
_LISTED_WITHIN = 4
MONTHS = 12


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

    At the head of a sentence, or behind a colon, a comma follows: "Sáu tháng, phát hiện 5 vụ".

    Args:
        start: First token of the months.
        end: Token after their last.
        tokens: The parsed text.
    """
    told = start == 0 or tokens.has(start - 1, "newline")
    told = told or (mark_at(tokens, start - 1, ".:") and mark_at(tokens, end, ","))
    told = told or (tokens.has(start, "digits") and tokens.preceded_by(start, "months_cue"))
    goes_on = tokens.has(end - 1, "relative_date") or tokens.has(end, "not_months")
    return told and not goes_on


def is_spell(start: int, tokens: Tokens) -> bool:
    """Whether a count before "năm trước", "tháng tới" makes it a length of time: "hơn 10 năm nay".

    Args:
        start: First token of the relative date.
        tokens: The parsed text.
    """
    if tokens.preceded_by(start, "spell_cue"):
        return True
    if tokens.preceded_by(start, "weekday"):
        return False
    before = start - 1
    while tokens.has(before, "+"):
        before -= 1
    if before != start - 1:
        return tokens.has(before, "number")
    if tokens.has(before, "digits"):
        named = tokens.has(before, "int4") or tokens.preceded_by(before, "not_counted")
        return not (named or _names(before, tokens))
    return tokens.has(before, "numeral")


def _names(index: int, tokens: Tokens) -> bool:
    """Whether a number belongs to the name before it: "SEA Games 29 năm nay"."""
    before = index - 1
    name = tokens.has(before, "cap") and not tokens.has(before, "qualifier")
    return name and not opens_line(tokens, before)


def is_duration(match: Match, tokens: Tokens) -> bool:
    """Whether a bare time of the clock is how long something took: "kéo dài 3 giờ 30 phút"."""
    if tokens.preceded_by(match.start, "duration_cue") or _ends_range(match.start, tokens):
        return True
    return tokens.has(match.end, "duration_after") or tokens.has(match.end, "digits")


def _ends_range(start: int, tokens: Tokens) -> bool:
    """Whether a time ends a span of hours whose day is not said: "từ 9-15h"."""
    dash = start - 1
    return tokens.has(dash, "dash") and tokens.glued(dash) and tokens.has(dash - 1, "int2")


def recurs(end: int, tokens: Tokens) -> bool:
    """Whether what ends at a token comes back each year: "tháng 5 và tháng 11 hàng năm"."""
    for _ in range(_LISTED_WITHIN):
        if tokens.has(end, "recurrence"):
            return True
        if not tokens.has(end, "date_joint"):
            return False
        after = tokens.phrase_end(end)
        if tokens.has(after, "date_cue"):
            after = tokens.phrase_end(after)
        if tokens.entry(after, "calendar") is None:
            return False
        end = tokens.phrase_end(after)
    return False


def is_bracketed(match: Match, point: Point, tokens: Tokens) -> bool:
    """Whether a bare day and month stand alone in brackets, and can be no share: "(29/6)"."""
    alone = mark_at(tokens, match.start - 1, "(") and mark_at(tokens, match.end, ")")
    if not alone or point.day is None or point.month is None:
        return False
    slash = match.end - match.start > 1 and mark_at(tokens, match.start + 1, "/")
    return point.day > (point.month if slash else MONTHS)
