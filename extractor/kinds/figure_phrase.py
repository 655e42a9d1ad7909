"""The noun phrase behind a unit: where it ends, and what of it is the item.

Behind counters and measures it is a plain noun phrase, up to the first word that cannot belong to
one; behind suspects, cases and persons it may be an offence.
"""

from __future__ import annotations

import msgspec

from extractor.kinds.figure_offence import read_offence
from extractor.kinds.figure_words import (
    BUILT,
    Span,
    cell,
    has_any,
    is_numeric,
    mark_at,
    marks_of,
)
from extractor.matching import Tokens
from extractor.matching.lexicon import Row, keys_of

_LONGEST = 16
_DESCRIBED = 3
_GOODS_GROUPS = frozenset(("classifier", "goods", "measure", "turn"))
_LISTS = frozenset(("classifier", "turn", "measure"))
_HEADED = frozenset(("goods", "noun"))
_LONGEST_LIST = 6
_NOUNS = frozenset(("goods_noun", "contraband", "person_noun", "entity_noun"))
_BUSY = frozenset(
    ("deploy", "teach", "inspect", "handle", "rescue", "give", "exchange", "do", "arrest")
)
_NUMBERED = frozenset(("number", "digits", "qualifier"))
_CUES = ("place_joint", "relative_date", "day_part", "calendar")
_ENDS = frozenset(("act", "aux", "change", "crime_link", "qualifier", "weighs", "holds", *_CUES))
_CLOSING = frozenset(("np_end", "act", "aux"))


class Phrase(msgspec.Struct):
    """What `read_phrase` read."""

    unit: str
    end: int
    item: Span | None = None
    marks: frozenset[str] = frozenset()
    holds: bool = False
    counted: str | None = None


def read_phrase(tokens: Tokens, span: Span, table: str, row: Row) -> Phrase:
    """The unit as it is printed, the end of the mention, the item and marks of its words.

    Args:
        tokens: The text.
        span: Tokens of the unit.
        table: The table that lists it.
        row: Its row there.
    """
    start, unit_end = _unit_span(tokens, span, table, row)
    unit = tokens.slice(start, unit_end).lower()
    end = max(unit_end, span[1])
    group = row.get("class", table)
    if group not in ("classifier", "measure"):
        offence = read_offence(tokens, end, person=table == "person_noun")
        if offence is not None:
            return Phrase(unit, *offence)
        if row.get("kind") == "suspects":
            rest = (unit_end, end)
            return Phrase(unit, end, rest if end > unit_end else None, marks_of(tokens, rest))
    if row.get("dimension") == "share" and tokens.has(end, "number_of"):
        return _share(tokens, unit, end)
    busy = row.get("kind") == "activities" and _is_activity(tokens, end)
    stop, item_end = _noun_phrase(tokens, tokens.phrase_end(end) if busy else end, group)
    listed = mark_at(tokens, unit_end, ",")
    head = start if group in _HEADED else end if listed else unit_end
    if "unit" in row and row.get("kind") == "people":
        head = span[0]
    item = (head, item_end) if item_end > max(unit_end, head if listed else 0) else None
    phrase = Phrase(unit, stop, item, marks_of(tokens, (start, item_end)))
    if group == "turn":
        phrase.counted = _counted(tokens, end)
    if group == "classifier" and tokens.has(stop, "holds") and not _described(tokens, item):
        _read_content(tokens, phrase, stop)
    return phrase


def _unit_span(tokens: Tokens, span: Span, table: str, row: Row) -> Span:
    """The unit proper: a shorter printed form, or a list of kindred nouns ("xã, phường")."""
    start, end = span
    printed = row.get("unit")
    if printed:
        words = printed.count(" ") + 1
        ahead = tokens.key(start) == keys_of(printed)[0]
        return (start, start + words) if ahead else (end - words, end)
    if table == "entity_noun" or row.get("kind") == "personnel":
        while mark_at(tokens, end, ",") and cell(tokens, end + 1, table, "kind") == row["kind"]:
            end = tokens.phrase_end(end + 1)
    return start, end


def _share(tokens: Tokens, unit: str, end: int) -> Phrase:
    """What a percentage is a share of: "10% số vụ phạm pháp hình sự"."""
    start = tokens.phrase_end(end)
    if tokens.has(start, "counter"):
        offence = read_offence(tokens, tokens.phrase_end(start))
        if offence is not None:
            return Phrase(unit, *offence)
    stop = start
    while tokens.has(stop, "lower") and not (tokens.has(stop, "np_end") or tokens.has(stop, "aux")):
        stop = tokens.phrase_end(stop)
    return Phrase(unit, stop, (start, stop) if stop > start else None)


def _noun_phrase(tokens: Tokens, start: int, group: str) -> Span:
    """End of the mention and end of the item of a plain noun phrase at a token."""
    index = start
    while index < min(start + _LONGEST, len(tokens)):
        tags = tokens.tags(index)
        if cell(tokens, index, "np_end", "role") == "kinds" and index > start:
            return tokens.phrase_end(index), index
        if _qualifies(tokens, index, start, tags, group):
            index = tokens.phrase_end(index)
        elif "np_end" in tags or mark_at(tokens, index, ","):
            after = tokens.phrase_end(index)
            if not _joins(tokens, index, start, after, group):
                break
            index = after
        elif _stops(tokens, index, start, tags, group):
            break
        else:
            index = tokens.phrase_end(index)
    if index > start and mark_at(tokens, index - 1, ","):
        index -= 1
    return index, index


def _qualifies(tokens: Tokens, index: int, start: int, tags: frozenset[str], group: str) -> bool:
    """Whether a word that looks like an end belongs to the noun: "không rõ nguồn gốc", "dầu DO"."""
    if "quality" in tags:
        return not (group == "turn" and "act" in tags and _behind_people(tokens, index))
    if index == start or group not in _GOODS_GROUPS:
        return False
    return "location" in tags or ("upper" in tags and not tokens.has(index - 1, "upper"))


def _behind_people(tokens: Tokens, index: int) -> bool:
    return tokens.has(index - 1, "person_noun") or tokens.has(index - 1, "+")


def _joins(tokens: Tokens, index: int, start: int, after: int, group: str) -> bool:
    """Whether a comma or an "and" goes on with a noun of the same list."""
    comma = mark_at(tokens, index, ",")
    if comma and tokens.has(after, "quality") and not tokens.has(after, "act"):
        return index > start  # "mô hình tự phòng, tự quản"
    if index == start or group not in (_LISTS if comma else _GOODS_GROUPS):
        return False
    if not comma and cell(tokens, index, "np_end", "role") != "join":
        return False
    if group == "classifier" and tokens.has(after, "person_noun"):
        return False
    return _ends_list(tokens, after) or all(
        cell(tokens, i, "person_noun", "kind") == "personnel" for i in (start, after)
    )


def _ends_list(tokens: Tokens, index: int) -> bool:
    """Whether nouns that begin at a token are the rest of a list, and nothing goes on behind."""
    for _ in range(_LONGEST_LIST):
        if not has_any(tokens, index, _NOUNS):
            return False
        after = tokens.phrase_end(index)
        while tokens.has(after, "lower") and not has_any(tokens, after, _CLOSING):
            after = tokens.phrase_end(after)
        if not mark_at(tokens, after, ","):
            return cell(tokens, after, "np_end", "role") != "join"
        index = tokens.phrase_end(after)
    return False


def _stops(tokens: Tokens, index: int, start: int, tags: frozenset[str], group: str) -> bool:
    if "word" not in tags or not tags.isdisjoint(BUILT) or is_numeric(tokens, index):
        return True
    goods = group in _GOODS_GROUPS
    if not tags.isdisjoint(_ENDS):
        return not (goods and index > start and "offence" in tags and "contraband" in tags)
    if goods or "cap" not in tags or tokens.has(index - 1, "nation_head"):
        return False
    return index - start <= 1 or not tokens.has(index - 1, "cap")


def _is_activity(tokens: Tokens, index: int) -> bool:
    """Whether a verb behind a counter says what was done: "3 đợt ra quân", "40 buổi nói chuyện"."""
    if cell(tokens, index, "act", "role") not in _BUSY:
        return False
    after = tokens.phrase_end(index)
    return not is_numeric(tokens, after) and not tokens.has(after, "qualifier")


def _counted(tokens: Tokens, index: int) -> str | None:
    """Default kind of what takes turns: persons who offend are suspects."""
    kind = cell(tokens, index, "person_noun", "kind")
    if kind == "people" and read_offence(tokens, tokens.phrase_end(index), person=True):
        return "suspects"
    return kind or cell(tokens, index, "counter", "kind")


def _described(tokens: Tokens, item: Span | None) -> bool:
    """Whether a container has a description of its own: "túi giả da màu nâu"."""
    words = 0 if item is None else sum(not tokens.has(i, "+") for i in range(*item))
    return words >= _DESCRIBED


def _read_content(tokens: Tokens, phrase: Phrase, index: int) -> None:
    """What a container holds: the item, or the next figure is."""
    content = tokens.phrase_end(index)
    if has_any(tokens, content, _NUMBERED):
        phrase.holds = True
        return
    stop, end = _noun_phrase(tokens, content, "classifier")
    if end > content:
        phrase.end, phrase.item = stop, (content, end)
        phrase.marks = phrase.marks | marks_of(tokens, (content, end))
