"""Names that only their neighbours make places: members of lists, links of chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

import msgspec

from extractor.gazetteer import gazetteer
from extractor.kinds.locations import LocationDraft
from extractor.kinds.place_names import tags_at
from extractor.matching import Tokens
from extractor.model import LocationLevel
from extractor.patterns_dir import builtin_patterns, read_table
from extractor.resolve.placed import Placed, Scene, by_start, is_capital, is_short_number

_LONGEST_LIST = 20
_LONGEST_NAME = 4
_MARKS = frozenset((",", ";", "/", "-", "–"))


def add_members(places: Sequence[Placed], scene: Scene) -> list[Placed]:
    """Lists: "các xã Sơn Vĩ, Lũng Cú và Xín Mần" are three communes."""
    taken = _by_start(places)
    found = list(places)
    for place in places:
        if place.draft.tag not in _LISTED or (place.level == "road" and not place.draft.plural):
            continue
        at = place.end
        for _ in range(_LONGEST_LIST):
            at = _after_joint(_past_brackets(at, scene.tokens), scene.tokens)
            if at < 0:
                break
            known = taken.get(at)
            if known is not None:
                if not known.bare or not _is_member(known, place, scene):
                    break
                _make_member(known, place)
                at = known.end
                continue
            end = _name_at(at, place, scene)
            if end == at:
                break
            member = _member(at, end, place, scene.tokens)
            taken[at] = member
            found.append(member)
            at = end
    return sorted(found, key=by_start)


def add_plurals(places: Sequence[Placed], scene: Scene) -> list[Placed]:
    """The first of several: "các xã Sơn Vĩ, Lũng Cú", "các xã có nhiều vụ gồm Sơn Vĩ"."""
    tokens = scene.tokens
    taken = _by_start(places)
    found = list(places)
    for start in tokens.find(_PLURAL):
        end = tokens.phrase_end(start)
        row = tokens.row(start, _PLURAL)
        at = _opening(end, tokens)
        level = _level_of(row["name"])
        if at < 0 or level is None:
            continue
        head = LocationDraft("", level, row["name"], "admin_head", plural=True)
        first = taken.get(at)
        if first is None:
            place = Placed(start + 1 if at == end else at, at, head, "", level, "place-list-head")
            name_end = _name_at(at, place, scene)
            if name_end > at:
                place.name = _name(at, name_end, row["name"], tokens)
                place.end = name_end
                found.append(place)
        elif first.bare and first.level in ("district", "province") and level != "country":
            first.level = first.level if level == "district" == first.level else level
            first.draft = msgspec.structs.replace(head, name=first.name)
            is_free = at == end and tokens.has(start + 1, "word")
            first.start = start + 1 if is_free else at
    return sorted(found, key=by_start)


def _level_of(kind: str) -> LocationLevel | None:
    return next((cast("LocationLevel", level) for level, name in _types() if name == kind), None)


@cache
def _types() -> tuple[tuple[str, str], ...]:
    rows = read_table(builtin_patterns() / "lexicon" / "admin_head.tsv")
    return tuple(
        ("district" if row["level"] == "city" else row["level"], row["name"]) for row in rows
    )


def _opening(at: int, tokens: Tokens) -> int:
    """Token at which the list begins that a plural opens; -1 if none does."""
    if is_capital(tokens, at) or is_short_number(tokens, at):
        return at
    for index in range(at, min(at + _LONGEST_OPENING, len(tokens))):
        if tokens.has(index, "list_opening") or tokens.word(index) == ":":
            after = tokens.phrase_end(index)
            after += after < len(tokens) and tokens.word(after) == ":"
            return after if is_capital(tokens, after) else -1
        if tokens.has(index, "punct") or tokens.has(index, "newline"):
            return -1
    return -1


def _by_start(places: Iterable[Placed]) -> dict[int, Placed]:
    return {place.start: place for place in places}


def _past_brackets(at: int, tokens: Tokens) -> int:
    """Token after a short remark in brackets ("xã Tân Lập (11 vụ), Quảng Sơn")."""
    if at < len(tokens) and tokens.word(at) == "(":
        for end in range(at + 1, min(at + _LONGEST_REMARK, len(tokens))):
            if tokens.word(end) == ")":
                return end + 1
    return at


def _after_joint(at: int, tokens: Tokens) -> int:
    """Token after a comma or an "and" that stands at a token; -1 if there is none."""
    if at < len(tokens) and tokens.word(at) in _MARKS:
        at += 1
        return tokens.phrase_end(at) if tokens.has(at, "place_list") else at
    return tokens.phrase_end(at) if tokens.has(at, "place_list") else -1


def _name_at(at: int, head: Placed, scene: Scene) -> int:
    """Token after the member that begins at a token; the same token if none does."""
    tokens = scene.tokens
    if is_short_number(tokens, at):
        numbered = head.draft.plural and (not head.name or head.name[-1].isdigit())
        counts = not _COUNTED.isdisjoint(tags_at(tokens, at + 1))
        return at + 1 if numbered and not counts and head.draft.tag in _NUMBERED else at
    end = at
    while end < len(tokens) and end - at < _LONGEST_NAME + 1 and is_capital(tokens, end):
        if tokens.found.get("unit") and tokens.entry(end, "unit") is not None:
            return at
        end += 1
    if end == at or end - at > _LONGEST_NAME:
        return at
    name = " ".join(tokens.slice(at, end).split())
    if is_short_number(tokens, end) and scene.communes(f"{name} {tokens.word(end)}"):
        return end + 1
    listed = _is_listed(name, head, scene)
    return end if listed or (head.draft.plural and not _is_other(at, tokens)) else at


def _is_other(at: int, tokens: Tokens) -> bool:
    return not _OTHER.isdisjoint(tokens.tags(at))


def _is_listed(name: str, head: Placed, scene: Scene) -> bool:
    """Whether the gazetteer has a place of that name and level beside the head of the list."""
    if head.level == "border_gate":
        return gazetteer().key(name) in gazetteer().gates
    heads = {division.province for division in scene.candidates(head.name, head.level)}
    return any(division.province in heads for division in scene.candidates(name, head.level))


def _is_member(place: Placed, head: Placed, scene: Scene) -> bool:
    """Whether a name that is a place by itself is rather a member of the list."""
    if head.level == "road":
        return True
    if head.level not in ("commune", "border_gate") or not _is_listed(place.name, head, scene):
        return False
    if head.draft.plural:
        return True
    return place.level == "district" and not _is_above(place.name, head, scene)


def _is_above(name: str, head: Placed, scene: Scene) -> bool:
    """Whether the head of the list lies in a district of that name."""
    key = gazetteer().key
    return any(
        key(division.district) == key(name) for division in scene.candidates(head.name, head.level)
    )


def _make_member(place: Placed, head: Placed) -> None:
    place.level = head.level
    place.steps.append(f"level from the list: {head.level}")


def _member(start: int, end: int, head: Placed, tokens: Tokens) -> Placed:
    name = _name(start, end, head.draft.head, tokens)
    draft = LocationDraft(name, head.level, "", "list")
    return Placed(start, end, draft, name, head.level, "place-list-member")


def _name(start: int, end: int, head: str, tokens: Tokens) -> str:
    """Name of a member; a number takes the designator."""
    name = " ".join(tokens.slice(start, end).split())
    return f"{head} {name.lstrip('0')}" if name.isdecimal() else name


def add_links(places: Sequence[Placed], scene: Scene) -> list[Placed]:
    """Chains: in "Quang Trung, Kiến Xương, Thái Bình" the first is a commune of the second."""
    taken = {index for place in places for index in range(place.start, place.end)}
    found = list(places)
    for place in places:
        if place.level not in ("district", "province"):
            continue
        end = place.start - 1
        if end <= 0 or scene.tokens.word(end) not in ",(-–" or end - 1 in taken:
            continue
        start = _link_start(end, place, scene, taken)
        if start < end:
            name = " ".join(scene.tokens.slice(start, end).split())
            draft = LocationDraft(name, "commune", "", "chain")
            found.append(Placed(start, end, draft, name, "commune", "place-chain-link"))
            taken.update(range(start, end))
    return sorted(found, key=by_start)


def _link_start(end: int, above: Placed, scene: Scene, taken: set[int]) -> int:
    """First token of the commune that ends before a token and lies in the place `above`."""
    tokens = scene.tokens
    start = end
    while (
        end - start <= _LONGEST_NAME and start - 1 not in taken and _in_name(start - 1, end, tokens)
    ):
        start -= 1
    if start == end or end - start > _LONGEST_NAME or not is_capital(tokens, start):
        return end
    name = " ".join(tokens.slice(start, end).split())
    return (
        start
        if any(_lies_in(d.district, d.province, above, scene) for d in scene.communes(name))
        else end
    )


def _in_name(index: int, end: int, tokens: Tokens) -> bool:
    return is_capital(tokens, index) or (index == end - 1 and is_short_number(tokens, index))


def _lies_in(district: str, province: str, above: Placed, scene: Scene) -> bool:
    if above.level == "province":
        return scene.same_province(province, above.name)
    return gazetteer().key(district) == gazetteer().key(above.name)


_LISTED = frozenset(("admin_head", "village_head", "gate_head", "road_head"))
_NUMBERED = frozenset(("admin_head", "village_head"))
_OTHER = frozenset(
    (
        *("rank", "title", "unit_local", "unit_body", "unit_post", "unit_dept"),
        *("admin_head", "village_head"),
    )
)
_COUNTED = frozenset(("counter", "measure", "person_noun", "currency"))
_LONGEST_REMARK = 8
_LONGEST_OPENING = 10
_PLURAL = "area_plural"
