"""The units of one article, indexed, so that each finds its like without a look at all others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from extractor.kinds.unit_draft import UnitDraft
from extractor.matching import Built
from extractor.model import UnitLevel
from extractor.resolve.areas import Area

POLICE = "police"
_TROOPS = "military"
_FORCES = frozenset((POLICE, "military", "border_guard"))
_TEAM_LEVELS = frozenset(("province", "district"))
_SMALL = frozenset(("team", "post"))
_LONGEST_NAME = 24
_MOST_DEPARTMENTS = 64
_BEGINNING = 3


class PlacedUnit(msgspec.Struct):
    """A unit of the article, as far as it is known.

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

    def serve(self, area: Area, *, step: str = "") -> None:
        """Complete the name with an area."""
        named = area.name if self.draft.bare and not area.always_full else area.full
        self.name = f"{self.name} {named}"
        self.area = area
        self.done = True
        is_troop = bool(self.draft.number) and self.branch == _TROOPS
        is_abroad = self.draft.role == "local" and area.level == "national"
        if is_abroad or (self.level is None and not is_troop):
            self.level = area.level
        if step:
            self.steps += (f"{step}: {area.full}",)


_Ordered = list[PlacedUnit]


class UnitIndex:
    """Units by what others look for; each view is made when it is first asked for.

    Args:
        units: The units in the order of the text, as they stand now.
    """

    def __init__(self, units: Sequence[PlacedUnit]) -> None:
        self._units = units

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for unit in self._units:
            if unit.draft.code:
                codes.setdefault(unit.draft.code, unit.draft.head)
        return codes

    @cached_property
    def _heads(self) -> dict[str, str]:
        heads: dict[str, str] = {}
        for unit in self._units:
            if unit.draft.role not in _SMALL:
                for short in _beginnings(unit.draft.head):
                    heads.setdefault(short, unit.draft.head)
        return heads

    @cached_property
    def _departments(self) -> list[tuple[str, list[str]]]:
        heads = dict.fromkeys(
            unit.draft.head
            for unit in self._units
            if unit.branch == POLICE and not unit.draft.number
        )
        return [(head, _words(head)) for head in heads][:_MOST_DEPARTMENTS]

    @cached_property
    def _wholes(self) -> dict[tuple[str, str], _Ordered]:
        wholes: dict[tuple[str, str], _Ordered] = {}
        for unit in self._units:
            if unit.done:
                for short in _beginnings(unit.name):
                    wholes.setdefault((unit.draft.number, short), []).append(unit)
        return wholes

    @cached_property
    def _wholes_of_short(self) -> dict[str, _Ordered]:
        wholes: dict[str, _Ordered] = {}
        for (_, short), units in self._wholes.items():
            wholes.setdefault(short, []).extend(units)
        for units in wholes.values():
            units.sort(key=_start)
        return wholes

    @cached_property
    def _bodies(self) -> dict[tuple[str, bool], _Ordered]:
        bodies: dict[tuple[str, bool], _Ordered] = {}
        for unit in self._units:
            draft = unit.draft
            if not unit.done or draft.role != "local" or draft.head != draft.name:
                continue
            if unit.level in _TEAM_LEVELS:
                bodies.setdefault((unit.branch, True), []).append(unit)
            if unit.level == "province":
                bodies.setdefault((unit.branch, False), []).append(unit)
        return bodies

    @cached_property
    def _serving(self) -> dict[str, _Ordered]:
        serving: dict[str, _Ordered] = {}
        for unit in self._units:
            if unit.area is not None:
                for branch in (unit.branch, ""):
                    serving.setdefault(branch, []).append(unit)
        return serving

    @cached_property
    def _forces(self) -> _Ordered:
        return [
            unit for unit in self._units if unit.draft.role == "local" and unit.branch in _FORCES
        ]

    @cached_property
    def _heads_of_areas(self) -> set[str]:
        return {unit.draft.head for unit in self._units if unit.area is not None}

    @cached_property
    def _by_branch(self) -> dict[str, set[str]]:
        codes: dict[str, set[str]] = {}
        for unit in self._units:
            of_code = unit.draft.role == "code" and unit.draft.missing
            codes.setdefault(unit.branch, set()).add(unit.draft.code if of_code else "")
        return codes

    def has_of_area(self, head: str) -> bool:
        """Whether a body of a name is told with its area."""
        return head in self._heads_of_areas

    def head_of_code(self, code: str) -> str:
        """Name of the department that the article gives a code."""
        return self._codes.get(code, "") if code else ""

    def fuller_head(self, head: str) -> str:
        """The first longer name that begins like a head."""
        return self._heads.get(head, "")

    def official_head(self, head: str) -> str:
        """The name of a police department whose words go around those of its everyday name.

        "Phòng Cảnh sát kinh tế" is what the article calls "Phòng Cảnh sát điều tra tội phạm về tham
        nhũng, kinh tế, buôn lậu".
        """
        short = _words(head)
        if len(short) <= _BEGINNING:
            return ""
        found = [
            whole
            for whole, words in self._departments
            if words[:_BEGINNING] == short[:_BEGINNING]
            and words[: len(short)] != short
            and len(words) > len(short)
            and _is_within(short, words)
        ]
        return found[0] if len(found) == 1 else ""

    def whole_of(self, unit: PlacedUnit) -> PlacedUnit | None:
        """The nearest complete unit whose name begins like this one's and goes on.

        A short form has the number of the full one, or none ("Bộ Tư lệnh Vùng").
        """
        found = self._wholes.get((unit.draft.number, unit.name))
        if unit.draft.short and not unit.draft.number:
            found = self._wholes_of_short.get(unit.name)
        return _nearest(found, unit.draft.start) if found else None

    def body_above(self, branch: str, at: int, *, of_any_area: bool) -> PlacedUnit | None:
        """The nearest body of a force that serves a province, or for a team also a district."""
        found = self._bodies.get((branch, of_any_area))
        return _nearest(found, at) if found else None

    def force_before(self, at: int) -> str:
        """Branch of the nearest body of an armed force."""
        return _nearest(self._forces, at).branch if self._forces else ""

    def area_before(self, at: int, branch: str = "") -> Area | None:
        """Area of the last body before a token, of a branch or of any."""
        found = self._serving.get(branch, ())
        place = bisect_left(found, at, key=_start)
        return found[place - 1].area if place else None

    def has_other(self, branch: str, code: str) -> bool:
        """Whether a unit of a branch is more than this code."""
        return bool(self._by_branch.get(branch, set()) - {code})


def _words(name: str) -> list[str]:
    return name.casefold().replace(",", "").split()


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words of one name stand in the other, in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _beginnings(name: str) -> Iterator[str]:
    """The shorter names that a name begins with, at the ends of words."""
    words = name.split()[:_LONGEST_NAME]
    for end in range(1, len(words)):
        yield " ".join(words[:end])


def _start(unit: PlacedUnit) -> int:
    return unit.draft.start


def _nearest(units: _Ordered, at: int) -> PlacedUnit:
    """The last unit before a token, else the first one after it."""
    place = bisect_left(units, at, key=_start)
    return units[place - 1] if place else units[0]
