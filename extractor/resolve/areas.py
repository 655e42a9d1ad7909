"""Areas: which tỉnh, huyện or xã a body serves that the text names only by its designator.

The areas that an article names are collected once, those of bodies apart from other places: who
reports "Công an tỉnh" means the province whose police was named, not the one where a suspect lives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import cast

import msgspec

from extractor.gazetteer import Division, gazetteer
from extractor.kinds.locations import LocationDraft
from extractor.model import Location, UnitLevel
from extractor.patterns_dir import builtin_patterns, read_table

_LEVELS = frozenset(("province", "district", "commune"))


class Area(msgspec.Struct, frozen=True, gc=False):
    """A named area.

    Attributes:
        designator: Its designator in full.
        name: Its name; a number keeps its designator.
        level: Its level; `national` for a country; None where the designator tells none.
        province: The province that it lies in, or is.
        at: Token at which it was named.
    """

    designator: str
    name: str
    level: UnitLevel | None
    province: str
    at: int

    @property
    def always_full(self) -> bool:
        """Whether the name never stands without its designator."""
        return gazetteer().key(self.name) in _in_full()

    @property
    def full(self) -> str:
        """Name with the designator, as in the full name of a body."""
        if not self.designator or self.name.casefold().startswith(self.designator.casefold()):
            return self.name
        return f"{self.designator} {self.name}"


@cache
def _designators() -> Mapping[str, str]:
    """The first designator of each level, `city` apart."""
    found: dict[str, str] = {}
    for row in read_table(builtin_patterns() / "lexicon" / "admin_head.tsv"):
        found.setdefault(row["level"], row["name"])
    return found


@cache
def _levels_of() -> Mapping[str, str]:
    """Level of each designator in full."""
    rows = read_table(builtin_patterns() / "lexicon" / "admin_head.tsv")
    return {row["name"]: row["level"] for row in rows}


@cache
def _in_full() -> frozenset[str]:
    rows = read_table(builtin_patterns() / "lexicon" / "area_in_full.tsv")
    return frozenset(gazetteer().key(row["phrase"]) for row in rows)


def area_level(designator: str) -> str:
    """Level that a designator tells; `city` where only the name settles it."""
    return _levels_of().get(designator, "")


def area_of(
    draft: LocationDraft, at: int, placed: Location | None, home: str, kind: str = ""
) -> Area | None:
    """The area that a place is, or `None` for a road, a sea or a village.

    Args:
        draft: The place as its mention tells it.
        at: Its token.
        placed: The resolved place, where it is known.
        home: Province of the article, to choose between places of one name.
        kind: Designators that stand before the list it is a member of.
    """
    level = placed.level if placed else draft.level
    name = placed.name if placed else draft.name
    if level == "country":
        return Area("", name, "national", "", at)
    if level not in _LEVELS:
        return None
    province = (placed.province if placed else "") or (name if level == "province" else "")
    if draft.country and not draft.head:
        return Area("", name, cast("UnitLevel", level), "", at)
    designator = draft.head or _type_of(name, level, province or home, kind)
    return Area(designator, name, cast("UnitLevel", level), province or "", at)


def named_area(name: str, at: int, home: str, kind: str) -> Area:
    """The area of a bare name: a member of a list ("Công an các xã Tân Lập, Tà Đảnh"), or alone.

    Args:
        name: The name as written.
        at: Its token.
        home: Province of the article.
        kind: Designators before the list, joined by a slash; empty for a name alone.
    """
    kinds = kind.split("/") if kind else []
    level = area_level(kinds[0]) if kinds else _level_of_name(name)
    if level == "city":
        level = "province" if is_central_city(name) else "district"
    designator = kinds[0] if len(kinds) == 1 else _type_of(name, level, home, kind)
    return Area(
        designator,
        name,
        cast("UnitLevel | None", level or None),
        name if level == "province" else home,
        at,
    )


def is_central_city(name: str) -> bool:
    """Whether a city is on a level with the provinces."""
    division = gazetteer().province(name)
    return division is not None and division.city


def _level_of_name(name: str) -> str:
    if gazetteer().province(name) is not None:
        return "province"
    return "district" if gazetteer().districts(name) else "commune"


def _type_of(name: str, level: str, province: str, kind: str) -> str:
    """Designator of a bare name, from the gazetteer; among several, of the right province."""
    if level == "province":
        return _designators()["city" if is_central_city(name) else "province"]
    found: Sequence[Division] = (
        gazetteer().districts(name)
        if level == "district"
        else (*gazetteer().communes(name, new=False), *gazetteer().communes(name, new=True))
    )
    kinds = kind.split("/") if kind else []
    fitting = [division for division in found if not kinds or division.type in kinds] or list(found)
    near = [division for division in fitting if division.province == province] or fitting
    if near:
        return near[0].type
    return kinds[0] if kinds else _designators()[level]


def _is_abroad(area: Area) -> bool:
    """Whether an area is a province of another country: "Công an tỉnh" alone is never there."""
    return area.level == "province" and gazetteer().province(area.name) is None


class Areas:
    """The areas of one article, for bodies that name none.

    Args:
        of_units: Areas that bodies were named with, in order.
        of_places: Areas of the article's other places, in order.
        provinces: Provinces of all its places, resolved.
        home: Province that the outlet serves, if it serves one.
    """

    def __init__(
        self,
        of_units: Iterable[Area],
        of_places: Iterable[Area],
        provinces: Iterable[str],
        home: str,
    ) -> None:
        counts: Counter[str] = Counter(province for province in provinces if province)
        self._found: tuple[dict[str, list[Area]], ...] = ({}, {})
        for index, areas in zip(self._found, (of_units, of_places), strict=True):
            for area in areas:
                if _is_abroad(area):
                    continue
                index.setdefault(area.designator, []).append(area)
                if area.level is not None:
                    index.setdefault(area.level, []).append(area)
                if area.province and index is self._found[0]:
                    counts[area.province] += 1
        self._outlet = home
        self._home = home or (counts.most_common(1)[0][0] if counts else "")

    def by_designator(self, designator: str, at: int) -> Area | None:
        """The area meant by "tỉnh", "huyện" and the like at a token.

        To a province's own paper, "tỉnh" is that province, whatever others it names.
        """
        level = area_level(designator)
        home = self._at_home(at, designator) if level in ("province", "city") else None
        if home is not None and self._outlet and level == "province":
            return home
        return self._nearest(designator, at) or home

    def by_level(self, level: str, at: int) -> Area | None:
        """The nearest area of a level; a province is first that of the outlet."""
        home = self._at_home(at) if level == "province" else None
        if home is not None and self._outlet and area_level(home.designator) == "province":
            return home
        return self._nearest(level, at) or home

    def level_of(self, designator: str) -> UnitLevel | None:
        """Level of an area that is only designated; none for a city."""
        level = area_level(designator)
        return cast("UnitLevel", level) if level in _LEVELS else None

    def _nearest(self, key: str, at: int) -> Area | None:
        """The last area named before a token, else the first after it; bodies' areas first."""
        for index in self._found:
            areas = index.get(key)
            if areas:
                place = bisect_left(areas, at, key=_token)
                return areas[place - 1] if place else areas[0]
        return None

    def _at_home(self, at: int, designator: str = "") -> Area | None:
        if not self._home:
            return None
        own = _type_of(self._home, "province", "", "")
        if designator and own != designator:
            return None
        return Area(own, self._home, "province", self._home, at)


def _token(area: Area) -> int:
    return area.at
