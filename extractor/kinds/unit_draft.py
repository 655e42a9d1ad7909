"""What a mention of a unit tells by itself: the draft that `resolve.units` completes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

import msgspec

from extractor.kinds.locations import LocationDraft
from extractor.kinds.unit_parts import Part, Role
from extractor.matching import Tokens
from extractor.model import UnitLevel

Missing = Literal["", "area", "place", "above"]
Slots = Mapping[str, tuple[int, int]]

ANY_FORCE = "force"
"""Branch of a department that any armed force has; the context tells whose it is."""
ARMED = frozenset(
    ("police", "military", "border_guard", "coast_guard", "customs", "forestry", "market")
)
"""Branches whose departments are known by their words, however they are spelt."""
AREA_LEVELS = frozenset(("province", "district", "commune", "country"))
"""Levels of places that a body can serve."""
_LEGISLATURE = "legislature"
_THREE_DIGITS = 3
NO_AREA = "?"
"""Level of what stands for an area and can be none."""


class UnitDraft(msgspec.Struct, frozen=True, gc=False):
    """A unit as one mention tells it.

    Attributes:
        start: First token.
        end: Token after the last.
        name: Its name, abbreviations expanded, without the area.
        head: Name of its first part, by which a shorter mention finds its full form.
        branch: Its branch, empty if only the context tells.
        level: Its level, if the words tell; that of its area otherwise.
        role: What the last part is.
        missing: What only the context can complete: the name of an `area`, the whole `place`, the
            body `above`, or the `whole` of a short form.
        area: Designator of the area ("tỉnh"), of several in a list.
        place: First token of the place that it is named after.
        bare: Whether the place stands without its designator in the name ("Huyện ủy Mộc Châu").
        number: Number of its first part.
        alone: Its level where no body of its name is of an area.
        code: Code that it is given, or that stands for it ("PC04").
        short: Whether it is a body only together with the full form elsewhere ("Vùng 3").
    """

    start: int
    end: int
    name: str
    head: str
    branch: str
    level: UnitLevel | None
    role: Role
    missing: Missing = ""
    area: str = ""
    place: int = -1
    bare: bool = False
    number: str = ""
    short: bool = False
    code: str = ""
    alone: str = ""


def area_told(slots: Slots, last: Part, tokens: Tokens) -> tuple[str, str]:
    """Designator of the area and its level, as far as told; `NO_AREA` if it can be none."""
    if "place" in slots:
        at = slots["place"][0]
        found: LocationDraft | None = tokens.built(at, "location")
        unbuilt = "country" if tokens.row(at, "country") else "district"
        level = found.level if found is not None else unbuilt
        return last.row.get("area", ""), level if level in AREA_LEVELS else NO_AREA
    if "area" in slots:
        row = tokens.row(slots["area"][0], "admin_head")
        return row.get("name", ""), NO_AREA if row.get("short") else row.get("level", "")
    return (last.row.get("area", "") if last.role in ("committee", "fused") else ""), ""


def branch_told(parts: list[Part]) -> str:
    """Branch of a chain: what its first bodies settle goes before what the later ones are."""
    if parts[0].role == "dept" and parts[-1].own_branch == _LEGISLATURE:
        return _LEGISLATURE
    for part in parts:
        own = "" if part.role in ("dept", "ministry", "bureau", "section") else part.head_branch
        if own or part.branch not in ("", ANY_FORCE):
            return own or part.branch
    if any(part.branch == ANY_FORCE for part in parts):
        return ANY_FORCE
    return next((part.row["branch"] for part in parts if "branch" in part.row), "")


def level_told(parts: list[Part]) -> UnitLevel | None:
    """Level of a chain: its first body's own, or that of the body above."""
    own = parts[0].row.get("level", "")
    is_troop = bool(parts[0].number) and branch_told(parts) == "military"
    if len(parts) > 1 and own not in ("national", "post") and not is_troop:
        own = parts[-1].row.get("level", "")
    return cast("UnitLevel | None", own or None)


def missing_from(last: Part, area: str, place: int) -> Missing:
    """What the article has to tell about a chain that ends with a part."""
    if place >= 0 or last.role in ("body", "post", "station"):
        return ""
    if last.role in ("number", "higher"):
        of_area = last.row.get("area") and len(last.number) < _THREE_DIGITS
        return "place" if of_area else ""
    if last.role == "team" and last.number:
        return ""
    if area:
        return "area"
    if last.role == "corps" or (last.role == "bureau" and last.row.get("level") == "national"):
        return ""
    if last.role == "ministry":
        return "" if last.row.get("level") == "national" else "place"
    return "place" if last.role == "local" else "above"
