"""Units: what a mention leaves open, filled in from the rest of the article.

"Công an tỉnh" gets the name of its province, "Phòng Cảnh sát giao thông" the body above it, "Ban
CHPTKV 3" the full form named before. A word for a force at large is no unit and is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from extractor.kinds.locations import LocationDraft
from extractor.kinds.unit_draft import ANY_FORCE, UnitDraft
from extractor.matching import Tokens
from extractor.model import Branch, Location, Unit, UnitLevel
from extractor.resolve.areas import Area, Areas, area_of, named_area
from extractor.resolve.explain import explanation
from extractor.resolve.unit_index import POLICE, PlacedUnit, UnitIndex

_AREA_LEVELS = frozenset(("province", "district", "commune"))
_FORCES = frozenset(("police", "military", "border_guard"))
_COMMANDED = frozenset(("military", "border_guard"))
_OFFICES = frozenset(("district", "commune"))
_JUSTICE = {
    "court": ("court", "procuracy"),
    "procuracy": ("procuracy", "court", "police"),
}
"""Branches whose areas a court, or its procurators, share."""
_COUNTRY = "country"
_PARTY = "party"
_CIVIL = frozenset(("government", "legislature"))


def resolve_units(
    tokens: Tokens, locations: Iterable[Location], home: str, *, explain: bool
) -> list[tuple[UnitDraft, Unit]]:
    """Units of the text in order, each with its draft.

    Args:
        tokens: The parsed text.
        locations: The resolved places, for provinces and for places of one name.
        home: Province that the outlet serves, empty if unknown.
        explain: Whether each is to say how it was found.
    """
    placed = {location.start: location for location in locations}
    units = [
        PlacedUnit(draft, built, draft.name, draft.branch, draft.level, done=not draft.missing)
        for built in tokens.found.get("unit", ())
        for draft in built.value
    ]
    if not units:
        return []
    for unit in units:
        _name_own_area(unit, tokens, placed, home)
    _complete(units, _areas(tokens, units, placed, home))
    index = UnitIndex(units)
    return [
        (unit.draft, _entry(unit, tokens, explain=explain))
        for place, unit in enumerate(units)
        if _is_particular(unit, place, units, index)
    ]


def _areas(
    tokens: Tokens, units: Sequence[PlacedUnit], placed: Mapping[int, Location], home: str
) -> Areas:
    own = {unit.draft.place for unit in units}
    others = []
    for built in tokens.found.get("location", ()):
        if built.start not in own:
            area = area_of(built.value, built.start, placed.get(tokens.starts[built.start]), home)
            if area is not None:
                others.append(area)
    provinces = (location.province or "" for location in placed.values())
    return Areas((unit.area for unit in units if unit.area), others, provinces, home)


def _name_own_area(
    unit: PlacedUnit, tokens: Tokens, placed: Mapping[int, Location], home: str
) -> None:
    """Put in the area that the mention itself names."""
    draft = unit.draft
    if draft.place < 0:
        return
    found: LocationDraft | None = tokens.built(draft.place, "location")
    country = tokens.row(draft.place, "country").get("name", "")
    if found is None and country:
        area: Area | None = Area("", country, "national", "", draft.place)
    elif found is None or "/" in draft.area or (draft.area and found.level == _COUNTRY):
        is_area = found is not None and found.level != _COUNTRY
        name = found.name if found and is_area else _text_at(draft, tokens)
        area = named_area(name, draft.place, home, draft.area)
    else:
        area = area_of(found, draft.place, placed.get(tokens.starts[draft.place]), home, draft.area)
        if area is None:
            unit.name = f"{unit.name} {found.name}"
    if area is not None:
        unit.serve(area)


def _text_at(draft: UnitDraft, tokens: Tokens) -> str:
    """The words of the place that a unit is named after."""
    entry = tokens.entry(draft.place, "location")
    end = entry.end if entry is not None else max(draft.end, draft.place + 1)
    return tokens.slice(draft.place, end)


def _complete(units: Sequence[PlacedUnit], areas: Areas) -> None:
    """Complete names, each pass on what the passes before it completed."""
    for unit in units:
        _by_designator(unit, areas)
    index = UnitIndex(units)
    for unit in units:
        _by_official_head(unit, index)
        if unit.draft.missing == "place":
            _by_place(unit, index, areas)
        elif unit.draft.missing == "above":
            _by_fuller_head(unit, index)
    index = UnitIndex(units)
    for unit in units:
        if unit.draft.number or unit.draft.short or unit.draft.missing == "above":
            _by_whole(unit, index)
        if unit.draft.missing == "above" and not unit.done:
            if unit.branch == "government":
                _by_area_of_office(unit, index, areas)
            else:
                _by_body_above(unit, index)


def _by_designator(unit: PlacedUnit, areas: Areas) -> None:
    """Complete "Công an tỉnh": the name of the area."""
    draft = unit.draft
    if unit.done or draft.missing != "area":
        return
    area = areas.by_designator(draft.area, draft.start)
    if area is not None:
        unit.serve(area, step="area from the article")
    elif draft.role != "committee":
        unit.name = f"{unit.name} {draft.area}"
        unit.done = True
        unit.level = unit.level or areas.level_of(draft.area)


def _by_place(unit: PlacedUnit, index: UnitIndex, areas: Areas) -> None:
    """Complete "Bộ Chỉ huy Quân sự", "UBND": an area of its level, or of the body before."""
    at = unit.draft.start
    if unit.branch == ANY_FORCE:
        _by_command(unit, index)
        return
    if unit.draft.alone and not index.has_of_area(unit.draft.head):
        unit.level, unit.done = cast("UnitLevel", unit.draft.alone), True
        return
    if unit.level == "province" or unit.draft.role in ("number", "higher"):
        area = areas.by_level("province", at)
    elif unit.level in _AREA_LEVELS:
        area = areas.by_level(str(unit.level), at)
    elif unit.branch in _JUSTICE:
        near = (index.area_before(at, branch) for branch in _JUSTICE[unit.branch])
        area = next((found for found in near if found is not None), None)
    else:
        area = index.area_before(at, unit.branch)
        area = area or index.area_before(at) or areas.by_level("province", at)
    if area is not None and area.level != "national":
        unit.serve(area, step="area from the article")


def _by_command(unit: PlacedUnit, index: UnitIndex) -> None:
    """Complete "Bộ Chỉ huy" with the command named before, or the force that it leads."""
    whole = index.whole_of(unit)
    branch = index.force_before(unit.draft.start)
    above = index.body_above(branch, unit.draft.start, of_any_area=False) if not whole else None
    found = whole or above
    if found is None or found.branch not in _COMMANDED:
        return
    unit.name = found.name if whole else f"{unit.name} {found.name}"
    unit.branch, unit.area, unit.done = found.branch, found.area, True
    unit.steps += (f"body above from the article: {found.name}",)


def _by_official_head(unit: PlacedUnit, index: UnitIndex) -> None:
    """Complete "Phòng Cảnh sát kinh tế" with the department's name as told elsewhere."""
    if unit.branch != POLICE or unit.draft.number:
        return
    head = unit.draft.head
    whole = index.official_head(head)
    if whole and unit.name.startswith(head):
        unit.name = f"{whole}{unit.name.removeprefix(head)}"
        unit.steps += (f"name from the article: {whole}",)


def _by_fuller_head(unit: PlacedUnit, index: UnitIndex) -> None:
    """Complete "Phòng CSGT" after "Phòng Cảnh sát giao thông đường bộ", and a code."""
    head = unit.draft.head
    fuller = index.head_of_code(unit.draft.code) or index.fuller_head(head)
    if fuller and fuller != head:
        unit.name = f"{fuller}{unit.name.removeprefix(head)}"
        unit.steps += (f"name from the article: {fuller}",)


def _by_whole(unit: PlacedUnit, index: UnitIndex) -> None:
    """Complete "Ban CHPTKV 3" with the full form that stands elsewhere in the article."""
    whole = index.whole_of(unit)
    if whole is not None:
        unit.name, unit.area, unit.done = whole.name, whole.area, True
        unit.branch, unit.level = whole.branch, unit.level or whole.level
        unit.steps += (f"full form from the article: {whole.name}",)


def _by_area_of_office(unit: PlacedUnit, index: UnitIndex, areas: Areas) -> None:
    """Complete "Chi cục Thủy sản", "Phòng Nội vụ": a province, or a district named before."""
    if unit.level == "province":
        area = areas.by_level("province", unit.draft.start)
    else:
        area = index.area_before(unit.draft.start)
    if (
        area is not None
        and unit.level != "national"
        and (area.level == unit.level or area.level in _OFFICES)
    ):
        unit.serve(area, step="area from the article")


def _by_body_above(unit: PlacedUnit, index: UnitIndex) -> None:
    """Complete "Phòng Tham mưu" with the force of the area whose department it is."""
    draft = unit.draft
    if draft.level == "national":
        return
    branch = index.force_before(draft.start) if unit.branch == ANY_FORCE else unit.branch
    if branch not in _FORCES:
        return
    above = index.body_above(branch, draft.start, of_any_area=draft.role == "team")
    if above is not None:
        unit.name, unit.area, unit.done = f"{unit.name} {above.name}", above.area, True
        unit.branch, unit.level = branch, unit.level or above.level
        unit.steps += (f"body above from the article: {above.name}",)


def _is_particular(
    unit: PlacedUnit, place: int, units: Sequence[PlacedUnit], index: UnitIndex
) -> bool:
    """Whether it is one body: named, numbered, or completed."""
    draft = unit.draft
    if unit.branch in ("", ANY_FORCE):
        return False
    if draft.missing == "place" or draft.role == "committee":
        if not unit.done:
            return draft.role == "committee" and unit.branch == _PARTY and unit.level is not None
        if draft.branch in _CIVIL and not _in_company(place, units):
            return False
    if draft.role == "code" and not unit.done and not draft.number:
        return index.has_other(POLICE, draft.code)
    return not draft.short or unit.name != draft.name


def _in_company(place: int, units: Sequence[PlacedUnit]) -> bool:
    """Whether another body stands beside it ("Tỉnh ủy, UBND"): alone, it is any of its kind."""
    draft = units[place].draft
    if draft.level or draft.role != "local":
        return True
    before = units[place - 1].draft.end if place else -1
    after = units[place + 1].draft.start if place + 1 < len(units) else -1
    return 0 <= draft.start - before <= 1 or 0 <= after - draft.end <= 1


def _entry(unit: PlacedUnit, tokens: Tokens, *, explain: bool) -> Unit:
    start, end = tokens.span(unit.draft.start, unit.draft.end)
    area = unit.area
    return Unit(
        text=tokens.text[start:end],
        start=start,
        end=end,
        name=unit.name,
        branch=cast("Branch", unit.branch),
        level=unit.level,
        province=(area.province or None) if area else None,
        explain=explanation(tokens, unit.built, unit.steps) if explain else None,
    )
