"""The cast: the units that an article as a whole is about."""

from __future__ import annotations

from extractor.model import Unit
from extractor.resolve.attribution.runs import JOINT
from extractor.resolve.attribution.scene import NOT_ACTING, Run, Scene
from extractor.resolve.attribution.story import Story

NOT_GOVERNING = NOT_ACTING | {"part"}
"""Roles of units that what follows is not about."""
NOT_GROUP = NOT_GOVERNING | {"highlight", "passive"}
"""Roles of units that are not the forces that the article is about."""
COURT = "court"
_FORCES = frozenset(
    ("police", "military", "border_guard", "coast_guard", "customs", "forestry", "market")
)
_OPENING = 1500
"""Forces that first come together further on are those of a single story."""
BOTH = 2
"""Branches that make a group."""


def first_named(story: Story) -> tuple[str, ...]:
    """The first units that the article names: a title speaks of those of its text."""
    posts: tuple[str, ...] = ()
    for scene in story.scenes:
        for run in scene.runs:
            if run.role not in NOT_ACTING and run.is_named:
                return run.names
            if run.role == "position":
                posts = posts or run.names
    return posts


def first_court(story: Story) -> tuple[str, ...]:
    """The court that the article names first."""
    runs = (run for scene in story.scenes for run in scene.runs)
    return next((run.names for run in runs if run.branches == {COURT}), ())


def first_group(story: Story) -> tuple[tuple[str, ...], frozenset[str]]:
    """The forces that the article names together first, with their branches."""
    for scene in story.scenes:
        if scene.start > _OPENING:
            break
        for at, run in enumerate(scene.runs):
            names, branches = units_of(run)
            if len(branches) >= BOTH and run.role not in NOT_GROUP:
                host = scene.runs[at - 1] if at and run.role in JOINT else None
                counted = (story.figures[i].start for i in scene.figures)
                if (
                    host is None
                    or host.role in NOT_ACTING
                    or not host.branches <= _FORCES
                    or any(host.end <= start < run.start for start in counted)
                ):
                    return names, branches
                return (*host.names, *names), host.branches | branches
    return (), frozenset()


def units_of(run: Run) -> tuple[tuple[str, ...], frozenset[str]]:
    """The units of a run, with their branches; forces without a name are left out."""
    units = [member for member in run.members if isinstance(member, Unit)]
    names = dict.fromkeys(unit.name for unit in units)
    return tuple(names), frozenset(unit.branch for unit in units)


def broken_down(scene: Scene) -> tuple[str, ...]:
    """Who acted, as a bracket breaks it down: "214 vụ (Công an 181 vụ, Biên phòng 33 vụ)"."""
    runs = [run for run in scene.runs if run.closed]
    same = [run for run in runs if run.closed == runs[0].closed]
    if len(same) < BOTH or len({branch for run in same for branch in run.branches}) < BOTH:
        return ()
    return tuple(dict.fromkeys(name for run in same for name in run.names))
