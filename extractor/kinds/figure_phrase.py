"""The noun phrase behind a unit: where it ends, and what of it is the item.

"14 bị can mua bán, tàng trữ trái phép chất ma túy về đêm": behind suspects and cases an offence is
read with its verbs and commas; behind counters and measures a plain noun phrase, up to the first
word that cannot belong to one.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.matching import Tokens
from extractor.matching.lexicon import Row, keys_of

Span = tuple[int, int]

_LONGEST = 16
_DESCRIBED = 3
_LONGEST_OFFENCE = 26
_BUILT = frozenset(("location", "unit", "official", "date", "document", "figure", "person_name"))
_NUMERIC = frozenset(("number", "digits", "numeral"))
_GOODS = frozenset(("goods_noun", "contraband"))
_CUES = ("place_joint", "relative_date", "day_part", "calendar")
_ENDS = frozenset(("act", "change", "crime_link", "qualifier", "weighs", "holds", *_CUES))
_TURNING = frozenset(("arrest", "seize", "take", "handle", "award", "fine", "sentence", "victim", "detect", "weak"))
_QUOTES = "\"“”«»'‘’"


def cell(tokens: Tokens, index: int, table: str, column: str) -> str | None:
    """A cell of the row of `table` for the phrase that starts at a token, or `None`."""
    return tokens.row(index, table).get(column) if tokens.has(index, table) else None


def mark_at(tokens: Tokens, index: int, marks: str) -> bool:
    """Whether a token is one of some punctuation marks."""
    return 0 <= index < len(tokens) and tokens.text[tokens.starts[index]] in marks


@dataclass(slots=True)
class Phrase:
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
    if group != "classifier" and table != "measure":
        found = _crime(tokens, end, person=table == "person_noun")
        if found is not None:
            return Phrase(unit, *found)
        if row.get("kind") == "suspects":
            return Phrase(unit, end, *_about(tokens, (unit_end, end)))
    if row.get("dimension") == "share" and tokens.has(end, "number_of"):
        return _share(tokens, unit, end)
    stop, item_end = _noun_phrase(tokens, end, lists=group in _LISTS or table == "measure", group=group)
    item_start = start if group in ("goods", "noun") else unit_end
    item = (item_start, item_end) if item_end > unit_end else None
    phrase = Phrase(unit, stop, item, _marks(tokens, (start, item_end)))
    if group == "turn":
        phrase.counted = _counted(tokens, end)
    described = item is not None and _words(tokens, item) >= _DESCRIBED
    if group == "classifier" and tokens.has(stop, "holds") and not described:
        _read_content(tokens, phrase, stop)
    return phrase


def _share(tokens: Tokens, unit: str, end: int) -> Phrase:
    """What a percentage is a share of: "10% số vụ phạm pháp hình sự"."""
    start = tokens.phrase_end(end)
    crime = _crime(tokens, tokens.phrase_end(start)) if tokens.has(start, "counter") else None
    if crime is not None:
        return Phrase(unit, *crime)
    stop = start
    while tokens.has(stop, "lower") and not (tokens.has(stop, "np_end") or tokens.has(stop, "aux")):
        stop = tokens.phrase_end(stop)
    return Phrase(unit, stop, (start, stop) if stop > start else None)


_LISTS = frozenset(("classifier", "turn"))


def _about(tokens: Tokens, span: Span) -> tuple[Span | None, frozenset[str]]:
    return (span, _marks(tokens, span)) if span[1] > span[0] else (None, frozenset())


def _unit_span(tokens: Tokens, span: Span, table: str, row: Row) -> Span:
    """The unit proper: a shorter printed form, or a list of kindred nouns ("xã, phường")."""
    start, end = span
    printed = row.get("unit")
    if printed:
        words = printed.count(" ") + 1
        ahead = tokens.key(start) == keys_of(printed)[0]
        return (start, start + words) if ahead else (end - words, end)
    if table == "entity_noun" or row.get("kind") == "personnel":
        while (
            mark_at(tokens, end, ",")
            and tokens.has(end + 1, table)
            and tokens.row(end + 1, table).get("kind") == row.get("kind")
        ):
            end = tokens.phrase_end(end + 1)
    return start, end


def _crime(
    tokens: Tokens, index: int, *, person: bool = False
) -> tuple[int, Span | None, frozenset[str]] | None:
    """The offence behind a case, a suspect or a person, with the words that lead to it."""
    start = _skip_links(tokens, index, person=person)
    linked = start > index
    quoted = mark_at(tokens, start, _QUOTES)
    if quoted:
        start += 1
    if not tokens.has(start, "offence") and not (linked and tokens.has(start, "contraband")):
        return None
    end = _offence_end(tokens, start)
    if _counts_on(tokens, end):
        return None
    if linked and end == start:
        return None
    if cell(tokens, start, "offence", "broad") == "yes" and not _narrowed(tokens, start, end):
        linked = tokens.has(start, "crime_link")
        return (end, None, frozenset(("offence",))) if linked else None
    close = end + 1 if quoted and mark_at(tokens, end, _QUOTES) else end
    return close, (start, end), _marks(tokens, (start, end)) | {"offence"}


def _narrowed(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words behind a broad one make it an offence: "chở hàng lậu", no mere "chở khách"."""
    return cell(tokens, start, "offence", "broad") == "yes" and any(
        tokens.has(i, "contraband") or tokens.has(i, "offence")
        for i in range(tokens.phrase_end(start), end)
    )


def _counts_on(tokens: Tokens, index: int) -> bool:
    """Whether a number follows: then the words before it belong to that figure."""
    if tokens.has(index, "qualifier"):
        index = tokens.phrase_end(index)
    return index < len(tokens) and not tokens.tags(index).isdisjoint(_NUMERIC)


def _skip_links(tokens: Tokens, index: int, *, person: bool) -> int:
    """Index after words such as "về tội", "đang có hành vi"."""
    if person and tokens.has(index, "aux") and cell(tokens, index, "np_end", "role") != "point":
        after = tokens.phrase_end(index)
        if tokens.has(after, "offence") or tokens.has(after, "crime_link"):
            index = after
    while tokens.has(index, "crime_link"):
        after = tokens.phrase_end(index)
        if tokens.has(index, "offence") and not (
            tokens.has(after, "crime_link") or tokens.has(after, "offence")
        ):
            return index
        index = after
    return index


def _offence_end(tokens: Tokens, start: int) -> int:
    """Index after the offence that starts at a token."""
    index = start
    while index - start < _LONGEST_OFFENCE:
        tags = tokens.tags(index) if index < len(tokens) else frozenset()
        if "np_end" in tags and not tags & {"offence", "quality"}:
            role = cell(tokens, index, "np_end", "role")
            after = tokens.phrase_end(index)
            if role == "join" and (tokens.has(after, "offence") or tokens.has(after, "contraband")):
                index = after
            elif role == "loose" and tokens.has(after, "lower") and not tokens.has(after, "np_end"):
                index = after
            else:
                break
        elif mark_at(tokens, index, ","):
            if not tokens.has(index + 1, "offence"):
                break
            index += 1
        elif "word" not in tags or not tags.isdisjoint(_BUILT) or _numeric(tokens, index, tags):
            break
        elif not tags.isdisjoint(("weighs", "holds")) or (
            "act" in tags and "offence" not in tags and _turns(tokens, index)
        ):
            break
        elif "cap" in tags and index > start and not tags & {"offence", "upper"}:
            break
        else:
            index = tokens.phrase_end(index)
    return index


def _numeric(tokens: Tokens, index: int, tags: frozenset[str]) -> bool:
    return not tags.isdisjoint(_NUMERIC) and cell(tokens, index, "numeral", "role") != "zero"


def _turns(tokens: Tokens, index: int) -> bool:
    """Whether a verb tells what was done about an offence, and is no part of it."""
    return tokens.has(index - 1, "punct") or cell(tokens, index, "act", "role") in _TURNING


def _noun_phrase(tokens: Tokens, start: int, *, lists: bool, group: str) -> tuple[int, int]:
    """End of the mention and end of the item of a plain noun phrase at a token."""
    index = start
    goods = group in ("classifier", "goods", "measure", "turn")
    while index - start < _LONGEST and index < len(tokens):
        tags = tokens.tags(index)
        if "quality" in tags and not (group == "turn" and "act" in tags and _people(tokens, index)):
            index = tokens.phrase_end(index)
        elif goods and "upper" in tags and index > start and not tokens.has(index - 1, "upper"):
            index = tokens.phrase_end(index)  # "dầu DO"
        elif "np_end" in tags:
            role = cell(tokens, index, "np_end", "role")
            after = tokens.phrase_end(index)
            if role == "kinds" and index > start:
                return after, index
            joining = role == "join" and index > start and (
                _joins(tokens, after) or _same_people(tokens, start, after)
            )
            if not (joining and goods):
                break
            index = after
        elif mark_at(tokens, index, ","):
            if not (lists and index > start and (
                _joins(tokens, index + 1) or _same_people(tokens, start, index + 1)
            )):
                break
            index += 1
        elif "location" in tags and goods and index > start:
            index = tokens.phrase_end(index)
        elif "word" not in tags or not tags.isdisjoint(_BUILT) or _numeric(tokens, index, tags):
            break
        elif not tags.isdisjoint(_ENDS) and not (
            goods and index > start and "offence" in tags and "contraband" in tags
        ):
            break
        elif "cap" in tags and not (goods or tokens.has(index - 1, "nation_head") or (
            index - start > 1 and tokens.has(index - 1, "cap")
        )):
            break
        else:
            index = tokens.phrase_end(index)
    return index, index


def _words(tokens: Tokens, span: Span) -> int:
    """Number of phrases and single words in a span."""
    return sum(not tokens.has(index, "+") for index in range(*span))


def _people(tokens: Tokens, index: int) -> bool:
    return tokens.has(index - 1, "person_noun") or tokens.has(index - 1, "+")


def _same_people(tokens: Tokens, start: int, index: int) -> bool:
    """Whether a list of members of forces goes on: "cán bộ, chiến sĩ, dân quân"."""
    return all(cell(tokens, i, "person_noun", "kind") == "personnel" for i in (start, index))


def _joins(tokens: Tokens, index: int) -> bool:
    """Whether a noun at a token ends the list that a comma or an "and" goes on with."""
    if not (tokens.has(index, "goods_noun") or tokens.has(index, "contraband")
            or tokens.has(index, "person_noun")):
        return False
    after = tokens.phrase_end(index)
    while tokens.has(after, "lower") and not tokens.has(after, "np_end") and not tokens.has(after, "act"):
        after = tokens.phrase_end(after)
    return not mark_at(tokens, after, ",") and cell(tokens, after, "np_end", "role") != "join"


def _counted(tokens: Tokens, index: int) -> str | None:
    """Default kind of what takes turns."""
    row = tokens.row(index, "person_noun") or tokens.row(index, "counter")
    return row.get("kind")


def _read_content(tokens: Tokens, phrase: Phrase, index: int) -> None:
    """What a container holds: the item, or the next figure is."""
    content = tokens.phrase_end(index)
    tags = tokens.tags(content) if content < len(tokens) else frozenset()
    if not tags.isdisjoint(("number", "digits", "qualifier")):
        phrase.holds = True
        return
    stop, end = _noun_phrase(tokens, content, lists=False, group="classifier")
    if end > content:
        phrase.end, phrase.item = stop, (content, end)
        phrase.marks = phrase.marks | _marks(tokens, (content, end))


def _marks(tokens: Tokens, span: Span) -> frozenset[str]:
    """Classes of unlawful goods among the words of a span."""
    found = set()
    for index in range(*span):
        tags = tokens.tags(index)
        if "contraband" in tags:
            found.add(tokens.row(index, "contraband").get("class", ""))
        if "offence" in tags:
            found.add("offence_word")
    return frozenset(found)
