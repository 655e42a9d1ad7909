"""Officials: a rank, a name and positions → a person, as one mention tells them."""

from __future__ import annotations

import msgspec

from extractor.kinds.locations import LocationDraft
from extractor.kinds.unit_draft import UnitDraft
from extractor.matching import Match, Tokens

_UNIT_TABLES = "unit_"
_MOST_SYLLABLES = 6
_BETWEEN_PERSONS = ";"
_JOINTS = (" ", "'", "’")
_TITLES = ("title", "title_before")
_CLOSING_TAGS = ("rank", "address", *_TITLES)
_ABROAD = ("country", "foreign_place")
_PUNCTUATION = frozenset(",;:()-–—")


class PositionDraft(msgspec.Struct, frozen=True, gc=False):
    """A position as written.

    Attributes:
        start: First token.
        end: Token after the last.
        title_end: Token after the title, where the words for its unit begin.
        unit: First token of the unit that it is held in, -1 if none was found.
        weak: Whether, without a unit of the state, it may as well be a position in a company, a
            school or a club.
        body: Branch of a body that makes it one of the state, where the article names one.
    """

    start: int
    end: int
    title_end: int
    unit: int
    weak: bool
    body: str = ""


class OfficialDraft(msgspec.Struct, frozen=True, gc=False):
    """A person as one mention names them.

    Attributes:
        name: The name, one syllable where the mention is short.
        rank: The rank as written.
        positions: The positions, in order.
        start: First token of the mention.
        end: Token after its last.
    """

    name: str
    rank: str
    positions: tuple[PositionDraft, ...]
    start: int
    end: int


def build(match: Match, tokens: Tokens) -> OfficialDraft | None:
    """The person that a match names; refuses foreigners, companies' staff and what is no name."""
    slots = match.slots
    first = slots["name"][0]
    last = _name_end(first, match.end, tokens)
    rank = tokens.slice(*slots["rank"]) if "rank" in slots else ""
    before = _positions(match.start, first, tokens)
    after = _positions(last, match.end, tokens)
    if before is None or after is None:
        return None
    if before and _belongs_apart(before, slots, tokens, held_after=bool(after)):
        return None
    if match.rule.set.get("joint") and not is_whole_name(tokens.word(first)):
        return None
    if not _is_name(first, last, tokens, called=bool(rank or before)):
        return None
    if not after and last != match.end:
        return None
    end = match.end
    if len(after) > 1 and after[-1].weak and after[-1].end == after[-1].title_end:
        after = after[:-1]
        end = after[-1].end
    name = " ".join(tokens.slice(first, last).split())
    start = first if match.rule.set.get("joint") else match.start
    return OfficialDraft(name, rank, (*before, *after), start, end)


def _name_end(start: int, end: int, tokens: Tokens) -> int:
    at = start
    while at < end and (_is_part(at, tokens)):
        at = max(at + 1, _place_end(at, tokens))
    return at


def _is_part(at: int, tokens: Tokens) -> bool:
    if tokens.entry(at, "location") is not None:
        return True
    return tokens.word(at)[:1].isupper() and tokens.entry(at, "unit") is None


def _place_end(at: int, tokens: Tokens) -> int:
    entry = tokens.entry(at, "location")
    return entry.end if entry is not None else at + 1


def _is_name(start: int, end: int, tokens: Tokens, *, called: bool) -> bool:
    """Whether a run of capitalised words is a Vietnamese person's name."""
    if not 0 < end - start <= _MOST_SYLLABLES:
        return False
    place: LocationDraft | None = tokens.built(start, "location")
    if place is not None and (place.head or place.level == "country"):
        return False
    if any(tokens.row(start, tag) for tag in _ABROAD):
        return False
    if tokens.row(start, "place") and tokens.phrase_end(start) == end:
        return False
    if is_whole_name(tokens.word(start)):
        return True
    if end - start == 1:
        return called and place is None and not _names_force(start, tokens)
    return tokens.row(start, "family_name") != {} or bool(
        tokens.look_up(tokens.word(start), "family_name")
    )


def _names_force(start: int, tokens: Tokens) -> bool:
    """Whether a word begins the name of a force: "chiến sĩ Công an", "cán bộ BĐBP"."""
    return any(tag.startswith(_UNIT_TABLES) for tag in tokens.tags(start))


def is_whole_name(name: str) -> bool:
    """Whether a name is no given name alone: of several syllables, or like "K'Thử"."""
    return any(mark in name for mark in _JOINTS)


def _belongs_apart(
    before: tuple[PositionDraft, ...],
    slots: dict[str, tuple[int, int]],
    tokens: Tokens,
    *,
    held_after: bool,
) -> bool:
    """Whether the positions before a mark are another's.

    They are those of a name before them, or of one who acts through this person ("thừa ủy quyền
    của Giám đốc, Đại tá X - Phó Giám đốc").
    """
    opens = slots["rank" if "rank" in slots else "name"][0]
    if not tokens.has(opens - 1, "punct"):
        is_listed = len(before) == 1 and not before[0].weak and tokens.has(opens, "cap")
        return not is_listed and _follows_person(before[0].start, tokens)
    if _follows_person(before[0].start, tokens):
        return True
    if all(position.weak and position.unit < 0 for position in before):
        return True
    return held_after and "rank" in slots


def _follows_person(start: int, tokens: Tokens) -> bool:
    """Whether a name and a mark stand right before: what follows is of that person."""
    if not tokens.has(start - 1, "punct") or tokens.word(start - 1) == _BETWEEN_PERSONS:
        return False
    first = start - 1
    while first > start - _MOST_SYLLABLES and tokens.has(first - 1, "cap"):
        first -= 1
    is_name = start - 1 - first > 1 and any(
        tokens.row(at, "family_name") for at in range(first, start - 2)
    )
    return is_name and not _ends_position(first, tokens)


def _ends_position(end: int, tokens: Tokens) -> bool:
    """Whether a unit, a place or a title ends before a token, and so belongs to what follows."""
    if end == 0 or tokens.preceded_by(end, "title"):
        return end > 0
    tags = tokens.tags(end - 1)
    return "word" not in tags and "punct" not in tags and "newline" not in tags


def _positions(start: int, end: int, tokens: Tokens) -> tuple[PositionDraft, ...] | None:
    """The positions between two tokens; `None` if one of them is abroad or private."""
    found = []
    at = start
    while at < end:
        if not any(tokens.row(at, tag) for tag in _TITLES):
            at += 1
            continue
        draft, at = _position(at, end, tokens)
        if draft is None:
            return None
        found.append(draft)
    return tuple(found)


def _position(start: int, end: int, tokens: Tokens) -> tuple[PositionDraft | None, int]:
    at = start
    while at < end and not tokens.row(at, "title"):
        at = tokens.phrase_end(at)
    if at >= end:
        return None, end
    row = tokens.row(at, "title")
    title_end = at = tokens.phrase_end(at)
    while at < end and tokens.row(at, "title_after"):
        title_end = at = tokens.phrase_end(at)
    unit = -1
    served = False
    while at < end and not _closes(at, tokens):
        if tokens.entry(at, "unit") is not None:
            unit = at
        elif tokens.entry(at, "location") is not None or tokens.row(at, "admin_head"):
            served = bool(row.get("takes"))
        if _is_abroad(at, tokens):
            return None, end
        at = _piece_end(at, tokens)
    if row.get("strength") == "private" or (unit >= 0 and _serves_abroad(unit, tokens)):
        return None, end
    stop = min(at, end)
    weak = row.get("strength") == "weak" and not served
    body = row.get("body", "")
    return PositionDraft(start, stop, title_end, unit, weak, body), max(at, start + 1)


def _closes(at: int, tokens: Tokens) -> bool:
    """Whether a token ends a position: a mark, a rank, a form of address or the next position."""
    if tokens.word(at) in _PUNCTUATION:
        return True
    link = tokens.row(at, "title_link")
    if link:
        after = tokens.phrase_end(at)
        return not link.get("inner") or any(tokens.row(after, tag) for tag in _TITLES)
    return any(tokens.row(at, tag) for tag in _CLOSING_TAGS)


def _piece_end(at: int, tokens: Tokens) -> int:
    for kind in ("unit", "location"):
        entry = tokens.entry(at, kind)
        if entry is not None:
            return entry.end
    return max(tokens.phrase_end(at), at + 1)


def _is_abroad(at: int, tokens: Tokens) -> bool:
    place: LocationDraft | None = tokens.built(at, "location")
    return place is not None and place.level == "country"


def _serves_abroad(at: int, tokens: Tokens) -> bool:
    units: tuple[UnitDraft, ...] = tokens.built(at, "unit")
    return any(unit.place >= 0 and _is_abroad(unit.place, tokens) for unit in units)
