"""Territory of a unit: the area that ends its full name, or the place that names a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from extractor.gazetteer import gazetteer
from extractor.model import Unit
from extractor.patterns_dir import builtin_patterns, read_table

_POST = "post"
_LONGEST_NAME = 4
_DEPTHS = {"province": 1, "city": 1, "district": 2, "commune": 3}
_DEEPEST = 3


@cache
def _heads() -> dict[str, str]:
    """Level of each designator of an area."""
    rows = read_table(builtin_patterns() / "lexicon" / "admin_head.tsv")
    return {row["name"]: row.get("level", "") for row in rows if row.get("name")}


@cache
def _pattern() -> re.Pattern[str]:
    heads = [_not_within(head, _heads()) for head in sorted(_heads(), key=len, reverse=True)]
    return re.compile(rf".*\b({'|'.join(heads)}) ([^\W\d_].*|\d+)$")


def _not_within(head: str, heads: Iterable[str]) -> str:
    """Pattern of a designator that is not the end of a longer one: "xã", but not in "thị xã"."""
    longer = (other[: -len(head)] for other in heads if other.endswith(f" {head}"))
    return "".join(f"(?<!{re.escape(start)})" for start in longer) + re.escape(head)


def area_of(name: str) -> str:
    """The area at the end of the full name of a unit, with its designator; empty if none is."""
    found = _pattern().match(name)
    return f"{found[1]} {found[2]}" if found else ""


def territory(name: str) -> str | None:
    """The place whose name ends the full name of a unit; a number keeps its designator."""
    found = _pattern().match(name)
    if found is None:
        return None
    return f"{found[1]} {found[2]}" if found[2].isdecimal() else found[2]


def common_territory(
    names: Iterable[str], bodies: Mapping[str, Unit], home: str | None
) -> str | None:
    """The territory of units that act together: that of the most local ones, if they share it.

    Args:
        names: Full names of the units.
        bodies: The article's units by their names.
        home: Province that the article is about.
    """
    by_depth: dict[int, set[str]] = {}
    seats: set[str | None] = set()
    for name in names:
        found = _pattern().match(name)
        if found is not None:
            depth = _DEPTHS.get(_heads()[found[1]], _DEEPEST)
            by_depth.setdefault(depth, set()).add(territory(name) or "")
        else:
            seats.add(_seat(bodies.get(name), home))
    for depth in sorted(by_depth, reverse=True):
        if len(by_depth[depth]) == 1:
            return by_depth[depth].pop()
    return seats.pop() if len(seats) == 1 and not by_depth else None


def _seat(unit: Unit | None, home: str | None) -> str | None:
    """The commune or district of its province that a post bears the name of."""
    province = (unit.province if unit else None) or home
    if unit is None or unit.level != _POST or not province:
        return None
    words = unit.name.split()
    for count in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        name = " ".join(words[-count:])
        places = gazetteer()
        known = (
            *places.communes(name, new=False),
            *places.communes(name, new=True),
            *places.districts(name),
        )
        if any(
            province in (place.province, places.province_now(place.province)) for place in known
        ):
            return name
    return None
