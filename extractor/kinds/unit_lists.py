"""Lists of units: several bodies of one area, or one body in several areas."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.kinds.unit_checks import is_plausible
from extractor.kinds.unit_draft import (
    ARMED,
    NO_AREA,
    UnitDraft,
    area_told,
    level_told,
    missing_from,
)
from extractor.kinds.unit_parts import OPENING, Role, after_bracket, read_part
from extractor.matching import Match, Tokens


def list_of_heads(match: Match, tokens: Tokens) -> tuple[UnitDraft, ...] | None:
    """Read "Công an, Quân sự, Biên phòng tỉnh": each with the area of the last."""
    slots = match.slots
    place = slots["place"][0] if "place" in slots else -1
    end = next(span[0] for name, span in slots.items() if name in ("area", "place"))
    heads = list(_heads(match.start, end, tokens))
    if len({tokens.row(at, "unit_local").get("name") for at in heads}) < len(heads):
        return None
    drafts = []
    last = tokens.row(heads[-1], "unit_local")
    force = last.get("force") or last.get("single") or last.get("name", "")
    for at in heads:
        part = read_part("local", at, tokens.phrase_end(at), tokens)
        area, level = area_told(slots, part, tokens)
        if level == NO_AREA or not is_plausible(part, tokens, chained=True):
            return None
        of_force = part.row.get("of_force") and at != heads[-1] and last.get("branch") in ARMED
        drafts.append(
            UnitDraft(
                start=at,
                end=match.end if at == heads[-1] else tokens.phrase_end(at),
                name=f"{part.name} {force}" if of_force else part.name,
                head=part.name,
                branch=part.row.get("branch", ""),
                level=level_told([part]),
                role="local",
                missing=missing_from(part, area, place),
                area=area,
                place=place,
            )
        )
    return tuple(drafts)


def _heads(at: int, end: int, tokens: Tokens) -> Iterator[int]:
    while at < end:
        if tokens.word(at) == OPENING:
            at = after_bracket(at, end, tokens)
            continue
        if tokens.row(at, "unit_local"):
            yield at
        at = tokens.phrase_end(at)


def list_of_places(match: Match, tokens: Tokens, *, named: bool) -> tuple[UnitDraft, ...] | None:
    """Read "Công an các huyện Mai Sơn, Yên Châu": a unit for each place."""
    role: Role = "post" if named else "local"
    head = match.slots[role][0]
    part = read_part(role, head, tokens.phrase_end(head), tokens)
    drafts: list[UnitDraft] = []
    area = "" if named else _designators(head, match.end, tokens)
    for start, end in _members(head, match.end, tokens):
        if tokens.has(start - 1, "digits") and tokens.glued(start - 1):
            return None
        if area and _is_larger(start, area, tokens):
            return None
        own = tokens.slice(start, end)
        drafts.append(
            UnitDraft(
                start=start if drafts else head,
                end=end,
                name=f"{part.name} {own}" if named else part.name,
                head=part.name,
                branch=part.row.get("branch", ""),
                level=level_told([part]),
                role=role,
                place=-1 if named else start,
                area=area,
            )
        )
    return tuple(drafts) or None


def _members(head: int, end: int, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Token spans of the names of a list; what stands in brackets is told beside them."""
    at = tokens.phrase_end(head)
    while at < end:
        if tokens.word(at) == OPENING:
            at = after_bracket(at, end, tokens)
            continue
        start = at
        while at < end and _names(at, tokens):
            at = tokens.phrase_end(at)
        if at > start:
            yield start, at
        else:
            at += 1


def _names(at: int, tokens: Tokens) -> bool:
    if tokens.entry(at, "location") is not None or tokens.row(at, "unit_gate"):
        return True
    return tokens.has(at, "cap") and not tokens.row(at, "admin_head")


def _is_larger(at: int, area: str, tokens: Tokens) -> bool:
    """Whether a province is named where districts or communes are told ("các huyện tỉnh X")."""
    row = tokens.row(at, "admin_head")
    return row.get("level") == "province" and row["name"] != area.split("/", maxsplit=1)[0]


def _designators(head: int, end: int, tokens: Tokens) -> str:
    """Designators that stand before a list of names ("các xã, phường")."""
    found = []
    for at in range(tokens.phrase_end(head), end):
        entry = tokens.entry(at, "location")
        if entry is not None or tokens.has(at, "cap"):
            found.append(entry.value.head if entry is not None else "")
            break
        row = tokens.row(at, "admin_head") or tokens.row(at, "area_plural")
        found.append(row.get("name", ""))
    return "/".join(filter(None, found))
