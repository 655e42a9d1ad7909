"""Units: slots → bodies, each with as much of its full name as the mention itself tells.

A mention is a chain of parts, the smaller body first ("Đội 3, Phòng Cảnh sát kinh tế, Công an
tỉnh"). The area that a body serves is left to `resolve.units`, which knows the whole article.
"""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

from extractor.kinds.unit_checks import (
    agrees,
    fits,
    has_own_area,
    is_any,
    is_host,
    is_plausible,
    stands_alone,
)
from extractor.kinds.unit_draft import (
    NO_AREA,
    Slots,
    UnitDraft,
    area_told,
    branch_told,
    level_told,
    missing_from,
)
from extractor.kinds.unit_lists import list_of_heads, list_of_places
from extractor.kinds.unit_parts import Part, Role, read_part
from extractor.matching import Match, Tokens

_HEADS: tuple[Role, ...] = get_args(Role)


def build(match: Match, tokens: Tokens) -> tuple[UnitDraft, ...] | None:
    """The units that a match names: one, or one for each member of a list."""
    kind = match.rule.set.get("list")
    if kind == "heads":
        return list_of_heads(match, tokens)
    if kind is not None:
        return list_of_places(match, tokens, named=kind == "names")
    draft = _chain(match, tokens)
    return (draft,) if draft is not None else None


def _chain(match: Match, tokens: Tokens) -> UnitDraft | None:
    constants = match.rule.set
    slots = _at_gate(match.slots, tokens) if constants.get("chain") else match.slots
    if constants.get("glued") and not tokens.glued(match.end - 2):
        return None
    parts = _parts(match, slots, tokens)
    first, last = parts[0], parts[-1]
    if len(parts) > 1 and is_host(match, last.start, tokens):
        return None
    above = last.own_branch if len(parts) > 1 else ""
    chained, placed = len(parts) > 1, bool(constants.get("area")) and _is_placed(slots, tokens)
    if not all(
        is_plausible(part, tokens, chained=chained, above=above, placed=placed) for part in parts
    ):
        return None
    if len(parts) == 1 and not stands_alone(first, constants, tokens):
        return None
    area, level = area_told(slots, last, tokens)
    if level == NO_AREA or not all(fits(low, high, level, tokens) for low, high in pairwise(parts)):
        return None
    if not agrees(match, parts, level, tokens):
        return None
    place = slots["place"][0] if "place" in slots else -1
    if place < 0 and is_any(match, last, slots, tokens):
        return None
    return UnitDraft(
        start=match.start,
        end=match.end,
        name=_name(match, parts, slots, tokens),
        head=first.name,
        branch=branch_told(parts),
        level=level_told(parts),
        role=last.role,
        missing="" if has_own_area(slots, tokens) else missing_from(last, area, place),
        area=area,
        place=place,
        bare=last.role == "committee" or level == "country" or bool(constants.get("seat")),
        number=first.number,
        code=_code(slots, tokens) if first.role in ("dept", "code") else "",
        alone=first.row.get("alone", ""),
        short=bool(first.row.get("whole")) and first.words == 0,
    )


def _is_placed(slots: Slots, tokens: Tokens) -> bool:
    """Whether a division with its designator ends the name."""
    place = tokens.built(slots["place"][0], "location") if "place" in slots else None
    return place is not None and place.tag == "admin_head"


def _at_gate(slots: Slots, tokens: Tokens) -> Slots:
    """The slots of a chain whose last body is at a border gate: it is a post and serves no area."""
    place = tokens.built(slots["place"][0], "location") if "place" in slots else None
    if "local" not in slots or place is None or place.level != "border_gate":
        return slots
    if not tokens.row(slots["local"][0], "unit_post"):
        return slots
    kept = {name: span for name, span in slots.items() if name not in ("local", "place")}
    return {**kept, "station": slots["local"]}


def _parts(match: Match, slots: Slots, tokens: Tokens) -> list[Part]:
    """The bodies of a chain, in order; "phòng PC04" is one."""
    heads = sorted((slots[role][0], role) for role in _HEADS if role in slots)
    area = min((slots[name][0] for name in ("area", "place") if name in slots), default=match.end)
    parts: list[Part] = []
    for index, (start, role) in enumerate(heads):
        end = heads[index + 1][0] if index + 1 < len(heads) else match.end
        part = read_part(role, start, min(end, max(area, start + 1)), tokens)
        if role == "code" and parts and parts[-1].role == "dept" and not parts[-1].words:
            parts[-1] = part
        else:
            parts.append(part)
    return parts


def _name(match: Match, parts: list[Part], slots: Slots, tokens: Tokens) -> str:
    single = len(parts) == 1 and parts[0].row.get("single", "")
    within = parts[-1].row.get("within", "")
    name = single or " ".join(filter(None, (*(part.name for part in parts), within)))
    if match.rule.set.get("seat"):
        name = f"{name} {tokens.word(slots['place'][0] - 1)}"
    # A letter that is written onto a number stays there ("819L").
    return "".join(name.rsplit(" ", 1)) if match.rule.set.get("glued") else name


def _code(slots: Slots, tokens: Tokens) -> str:
    return next(
        (tokens.word(slots[name][0]).upper() for name in ("code", "with") if name in slots), ""
    )
