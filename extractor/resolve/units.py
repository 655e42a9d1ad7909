"""Units: what a mention leaves open, filled in from the rest of the article.

"Công an tỉnh" gets the name of its province, "Phòng Cảnh sát giao thông" the body above it, "Ban
CHPTKV 3" the full form named before. A word for a force at large is no unit and is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from extractor.kinds.locations import LocationDraft
from extractor.kinds.unit_draft import ANY_FORCE, UnitDraft
from extractor.matching import Built, Tokens
from extractor.model import Branch, Location, Unit, UnitLevel
from extractor.resolve.areas import Area, Areas, area_of, named_area
from extractor.resolve.explain import explanation

_AREA_LEVELS = frozenset(("province", "district", "commune"))
_ARMED = ("police", "military", "border_guard")
_POLICE = "police"
_CIVIL = ("government", "legislature")


@dataclass(slots=True)
class PlacedUnit:
    """A unit of the article, with its tokens and the area that it serves.

    Attributes:
        draft: What its mention tells.
        built: What the rule made.
        name: Its name so far.
        branch: Its branch so far.
        level: Its level so far.
        area: The area that it serves, once known.
        steps: How the context completed it.
        done: Whether its name is complete.
    """

    draft: UnitDraft
    built: Built
    name: str
    branch: str
    level: UnitLevel | None
    area: Area | None = None
    steps: tuple[str, ...] = ()
    done: bool = False


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
        PlacedUnit(draft, built, draft.name, draft.branch, draft.level)
        for built in tokens.found.get("unit", ())
        for draft in built.value
    ]
    if not units:
        return []
    for unit in units:
        _name_own_area(unit, tokens, placed, home)
    areas = _areas(tokens, units, placed, home)
    for complete in (_by_designator, _by_place, _by_fuller_head, _by_whole, _by_body_above):
        _run(complete, units, areas)
    return [(unit.draft, _entry(unit, tokens, explain=explain)) for unit in units if _is_particular(unit, units)]


def _run(
    complete: Callable[[PlacedUnit, Sequence[PlacedUnit], Areas], None],
    units: Sequence[PlacedUnit],
    areas: Areas,
) -> None:
    for unit in units:
        if not unit.done or unit.draft.number:
            complete(unit, units, areas)


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
    unit.done = not draft.missing
    if draft.place < 0:
        return
    found: LocationDraft | None = tokens.built(draft.place, "location")
    if found is None or "/" in draft.area:
        name = found.name if found else tokens.slice(draft.place, max(draft.end, draft.place + 1))
        area: Area | None = named_area(name, draft.place, home, draft.area)
    else:
        area = area_of(found, draft.place, placed.get(tokens.starts[draft.place]), home, draft.area)
        if area is None:
            unit.name = f"{unit.name} {found.name}"
    if area is not None:
        _set_area(unit, area)


def _set_area(unit: PlacedUnit, area: Area, *, step: str = "") -> None:
    named = area.name if unit.draft.bare and not area.always_full else area.full
    unit.name = f"{unit.name} {named}"
    unit.area = area
    unit.done = True
    if unit.level is None or (unit.draft.role == "local" and area.level == "national"):
        unit.level = area.level
    if step:
        unit.steps += (f"{step}: {area.full}",)


def _by_designator(unit: PlacedUnit, units: Sequence[PlacedUnit], areas: Areas) -> None:
    """"Công an tỉnh": the name of the area."""
    if unit.draft.missing != "area":
        return
    area = areas.by_designator(unit.draft.area, unit.draft.start)
    if area is not None:
        _set_area(unit, area, step="area from the article")
        return
    if unit.draft.role == "committee":
        return
    unit.name = f"{unit.name} {unit.draft.area}"
    unit.done = True
    if unit.level is None:
        unit.level = areas.level_of(unit.draft.area)


def _by_place(unit: PlacedUnit, units: Sequence[PlacedUnit], areas: Areas) -> None:
    """"Tỉnh ủy", "Bộ Chỉ huy Quân sự": area and name, after its level or the body before it."""
    if unit.draft.missing != "place":
        return
    at = unit.draft.start
    if unit.level == "province" or unit.draft.role == "number":
        area = areas.province(at)
    elif unit.level in _AREA_LEVELS:
        area = areas.by_level(str(unit.level), at)
    else:
        served = [other for other in units if other.area and other.draft.start < at]
        same = [other for other in served if other.branch == unit.branch]
        area = (same or served)[-1].area if served else areas.province(at)
    if area is not None and area.level != "national":
        _set_area(unit, area, step="area from the article")


def _by_fuller_head(unit: PlacedUnit, units: Sequence[PlacedUnit], areas: Areas) -> None:
    """"Phòng CSGT" after "Phòng Cảnh sát giao thông đường bộ", a code after its department."""
    draft = unit.draft
    if draft.missing != "above":
        return
    by_code = [other for other in units if draft.code and other.draft.code == draft.code]
    fuller = by_code or [
        other for other in units
        if other.draft.head.startswith(f"{draft.head} ") and other.draft.role not in ("team", "post")
    ]
    if fuller and fuller[0].draft.head != draft.head:
        head = fuller[0].draft.head
        unit.name = f"{head}{unit.name.removeprefix(draft.head)}"
        unit.steps += (f"name from the article: {head}",)


def _by_whole(unit: PlacedUnit, units: Sequence[PlacedUnit], areas: Areas) -> None:
    """"Ban CHPTKV 3", "Phòng CSGT": the full form that stands elsewhere in the article."""
    draft = unit.draft
    if not (draft.number or draft.missing == "above"):
        return
    wholes = [
        other
        for other in units
        if other.done
        and other.draft.number == draft.number
        and other.name.startswith(f"{unit.name} ")
    ]
    if wholes:
        before = [other for other in wholes if other.draft.start < draft.start]
        whole = before[-1] if before else wholes[0]
        unit.name, unit.area, unit.done = whole.name, whole.area, True
        unit.branch, unit.level = whole.branch, unit.level or whole.level
        unit.steps += (f"full form from the article: {whole.name}",)


def _by_body_above(unit: PlacedUnit, units: Sequence[PlacedUnit], areas: Areas) -> None:
    """"Phòng Tham mưu": the force of the area whose department it is."""
    draft = unit.draft
    if draft.missing != "above" or draft.level == "national":
        return
    branch = _branch_before(unit, units) if unit.branch == ANY_FORCE else unit.branch
    bodies = [
        other
        for other in units
        if other.done and other.draft.role == "local" and other.branch == branch
        and (other.level == "province" or (draft.role == "team" and other.level in _AREA_LEVELS))
        and other.draft.head == other.draft.name
    ]
    if not bodies or branch not in _ARMED:
        return
    before = [other for other in bodies if other.draft.start < draft.start]
    above = before[-1] if before else bodies[0]
    unit.name, unit.area, unit.done = f"{unit.name} {above.name}", above.area, True
    unit.branch = branch
    unit.level = unit.level or above.level
    unit.steps += (f"body above from the article: {above.name}",)


def _branch_before(unit: PlacedUnit, units: Sequence[PlacedUnit]) -> str:
    armed = [other for other in units if other.branch in _ARMED and other.draft.role == "local"]
    before = [other for other in armed if other.draft.start < unit.draft.start]
    return before[-1].branch if before else armed[0].branch if armed else ""


def _is_particular(unit: PlacedUnit, units: Sequence[PlacedUnit]) -> bool:
    """Whether it is one body: named, numbered, or completed."""
    draft = unit.draft
    if unit.branch in ("", ANY_FORCE) or (draft.missing == "place" and not unit.done):
        return False
    if draft.role == "committee" and not unit.done:
        return False
    if draft.missing == "place" and draft.branch in _CIVIL and not _in_company(unit, units):
        return False
    if draft.role == "code" and not unit.done:
        return any(other.branch == _POLICE and other.draft.code != draft.code for other in units)
    return not unit.draft.short or unit.name != unit.draft.name


def _in_company(unit: PlacedUnit, units: Sequence[PlacedUnit]) -> bool:
    """Whether another body stands beside it ("Tỉnh ủy, UBND"): alone, it is any of its kind."""
    if unit.draft.level or unit.draft.role != "local":
        return True
    return any(
        0 <= unit.draft.start - other.draft.end <= 1 or 0 <= other.draft.start - unit.draft.end <= 1
        for other in units
        if other is not unit
    )


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
