"""Who is meant by a force told without a unit: the named unit of its branch that governs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from extractor.model import Unit
from extractor.resolve.attribution.forces import ANY, Force
from extractor.resolve.attribution.scene import NOT_ACTING, Run, Scene
from extractor.resolve.attribution.story import Story
from extractor.resolve.attribution.territories import area_of

_NATIONAL = "national"
_LED_BY_MINISTRY = frozenset(("police", "military"))
_ENFORCE = frozenset(
    ("police", "military", "border_guard", "coast_guard", "customs", "forestry", "market")
)


class Meant:
    """Puts units in the place of forces, as the story goes on."""

    def __init__(self, story: Story) -> None:
        self._bodies = story.bodies
        self._home = story.home
        self._last: dict[str, tuple[str, ...]] = {}

    def runs(self, scene: Scene, governing: Sequence[str], group: Sequence[str]) -> list[Run]:
        """The runs of a sentence with the names of those who are meant.

        Args:
            scene: The sentence.
            governing: Who governs the passage.
            group: The forces that the article names together.
        """
        found: list[Run] = []
        said: tuple[str, ...] = ()
        for told in scene.runs:
            run = told
            if not run.is_named:
                names = self._names(run, (said, governing, group))
                run = msgspec.structs.replace(run, names=tuple(dict.fromkeys(names)))
            found.append(run)
            if run.role not in NOT_ACTING:
                said = run.names
                self._remember(run.names)
        return found

    def _remember(self, names: Iterable[str]) -> None:
        of_branch: dict[str, list[str]] = {}
        for name in names:
            if name in self._bodies:
                of_branch.setdefault(self._bodies[name].branch, []).append(name)
        for branch, known in of_branch.items():
            self._last[branch] = tuple(known)

    def _names(self, run: Run, pools: Sequence[Sequence[str]]) -> list[str]:
        told = {member.branch for member in run.members if isinstance(member, Unit)}
        names: list[str] = []
        for member in run.members:
            if isinstance(member, Unit):
                names.append(member.name)
            elif member.branch not in told or member.tail:
                names += self._of(member, pools)
        return names

    def _of(self, force: Force, pools: Sequence[Sequence[str]]) -> list[str]:
        """The units that a force stands for, or its own name."""
        if force.tail:
            return [self._in_full(force, pools)]
        office = [name for name in self._bodies if name.startswith(f"{force.name} ")]
        if force.is_office and len(office) == 1:
            return office
        for pool in (*pools, self._last.get(force.branch, ())):
            fitting = [name for name in pool if self._fits(name, force)]
            if fitting:
                return fitting
        return [force.full]

    def _fits(self, name: str, force: Force) -> bool:
        unit = self._bodies.get(name)
        if unit is None:
            return False
        if force.branch == ANY:
            return unit.branch in _ENFORCE
        if force.field and force.name.casefold() not in name.casefold():
            return False
        return unit.branch == force.branch and not _is_of_ministry(unit)

    def _in_full(self, force: Force, pools: Sequence[Sequence[str]]) -> str:
        """As in "Công an các xã, phường": those of the area that the passage is about."""
        name = force.full
        if force.has_area:
            return name
        areas = (area_of(one) for pool in pools for one in pool)
        area = next((area for area in areas if area), "")
        return f"{name} {area}".rstrip()


def _is_of_ministry(unit: Unit) -> bool:
    """As "Bộ Công an" and its departments: they lead the forces of the country and are none."""
    return unit.branch in _LED_BY_MINISTRY and unit.level == _NATIONAL
