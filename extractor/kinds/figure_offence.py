"""Offences behind suspects, cases and persons: "14 bị can mua bán, tàng trữ trái phép ma túy".

An offence is read with its verbs, commas and small words, up to the first word that tells what was
done about it, where, when or how many.
"""

from __future__ import annotations

from extractor.kinds.figure_words import (
    BUILT,
    NUMERIC,
    Span,
    cell,
    has_any,
    is_numeric,
    mark_at,
    marks_of,
)
from extractor.matching import Tokens

Offence = tuple[int, Span | None, frozenset[str]]
"""End of the mention, span of the item, marks."""

OFFENCE = frozenset(("offence",))
_LINK = 2
_LONGEST = 26
_QUOTES = "\"“”«»'‘’"
_LEADS = frozenset(("weighs", "holds"))
_NARROW = frozenset(("contraband", "offence"))
_KEPT = frozenset(("offence", "quality"))
_CAPITALS = frozenset(("offence", "upper"))
_TURNING = frozenset(
    (
        "arrest",
        "seize",
        "take",
        "handle",
        "award",
        "fine",
        "sentence",
        "victim",
        "detect",
        "weak",
        "occur",
    )
)


def read_offence(tokens: Tokens, index: int, *, person: bool = False) -> Offence | None:
    """The offence behind a unit that ends at a token, with the words that lead to it.

    Args:
        tokens: The text.
        index: Token after the unit.
        person: Whether persons are counted, who are at it: "3 người đang đánh bạc".
    """
    start = _skip_links(tokens, index, person=person)
    linked = start > index
    quoted = mark_at(tokens, start, _QUOTES)
    if quoted:
        start += 1
    if not tokens.has(start, "offence") and not (linked and tokens.has(start, "contraband")):
        return None
    end = _end(tokens, start)
    if _counts_on(tokens, end) or (linked and end == start):
        return None
    broad = cell(tokens, start, "offence", "broad")
    if broad and not _narrowed(tokens, start, end):
        if tokens.has(start, "crime_link"):
            return end, None, OFFENCE  # "2 đối tượng phạm tội"
        if broad == "verb":
            return None
    close = end + 1 if quoted and mark_at(tokens, end, _QUOTES) else end
    kept = not person and not quoted and cell(tokens, index, "crime_link", "kept")
    if kept and start > index + _LINK:
        start = index  # "3 vụ phạm tội về ma túy", but "3 vụ phạm tội mua bán ma túy"
    return close, (start, end), marks_of(tokens, (start, end)) | OFFENCE


def _skip_links(tokens: Tokens, index: int, *, person: bool) -> int:
    """Index after words such as "về tội", "đang có hành vi"."""
    if person and tokens.has(index, "aux") and cell(tokens, index, "np_end", "role") != "point":
        after = tokens.phrase_end(index)
        if tokens.has(after, "offence") or tokens.has(after, "crime_link"):
            index = after
    if not person and cell(tokens, index, "np_end", "role") == "use":
        after = tokens.phrase_end(index)  # "50 phương tiện để khai thác cát trái phép"
        if tokens.has(after, "offence") and not cell(tokens, after, "offence", "broad"):
            index = after
    while _links(tokens, index):
        after = tokens.phrase_end(index)
        goes_on = _links(tokens, after) or tokens.has(after, "offence")
        if tokens.has(index, "offence") and not goes_on:
            return index
        index = after
    return index


def _links(tokens: Tokens, index: int) -> bool:
    """Whether a word leads on to the offence, also one that makes it a suspicion."""
    if tokens.has(index, "crime_link"):
        return True
    return cell(tokens, index, "attribution_cue", "role") == "suspicion"


def _narrowed(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words behind a broad one make it an offence: "chở hàng lậu", no mere "chở khách"."""
    return any(has_any(tokens, i, _NARROW) for i in range(tokens.phrase_end(start), end))


def _counts_on(tokens: Tokens, index: int) -> bool:
    """Whether a number follows: then the words before it belong to that figure."""
    if tokens.has(index, "qualifier"):
        index = tokens.phrase_end(index)
    return has_any(tokens, index, NUMERIC)


def _end(tokens: Tokens, start: int) -> int:
    """Index after the offence that starts at a token."""
    index = start
    while index < min(start + _LONGEST, len(tokens)):
        tags = tokens.tags(index)
        if "np_end" in tags and tags.isdisjoint(_KEPT):
            after = tokens.phrase_end(index)
            if not _leads_on(tokens, index, after):
                break
            index = after
        elif mark_at(tokens, index, ","):
            if not tokens.has(index + 1, "offence"):
                break
            index += 1
        elif _stops(tokens, index, tags, first=index == start):
            break
        else:
            index = tokens.phrase_end(index)
    return index


def _leads_on(tokens: Tokens, index: int, after: int) -> bool:
    """Whether a small word goes on with the offence."""
    role = cell(tokens, index, "np_end", "role")
    if role == "join":
        return has_any(tokens, after, _NARROW)
    return role == "loose" and tokens.has(after, "lower") and not tokens.has(after, "np_end")


def _stops(tokens: Tokens, index: int, tags: frozenset[str], *, first: bool) -> bool:
    if "word" not in tags or not tags.isdisjoint(BUILT):
        return True
    if not tags.isdisjoint(_LEADS):  # "mua bán số lượng lớn ma túy" goes on, "nặng 2 kg" does not
        return first or _counts_on(tokens, tokens.phrase_end(index))
    if is_numeric(tokens, index) or ("cap" in tags and not first and tags.isdisjoint(_CAPITALS)):
        return True
    if "aux" in tags and not first and tags.isdisjoint(_KEPT):
        return True
    return "act" in tags and "offence" not in tags and _turns(tokens, index)


def _turns(tokens: Tokens, index: int) -> bool:
    """Whether a verb tells what was done about an offence, and is no part of it."""
    return tokens.has(index - 1, "punct") or cell(tokens, index, "act", "role") in _TURNING
