"""Scene: one sentence, with all that was found in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from extractor.model import Date, Location, Unit
from extractor.resolve.attribution.forces import FOREIGN, Force

Span = tuple[int, int]
VENUE = "venue"
"""Role of a unit where something took place."""
NOT_ACTING = frozenset(("recipient", "asked", "position", "between", VENUE))
"""Roles of units that do not act."""
AGENTS = frozenset(("agent", "passive"))
"""Roles of units that act although they are no subject."""


class Cue(msgspec.Struct, frozen=True):
    """A cue word, with its role."""

    start: int
    end: int
    role: str


class Run(msgspec.Struct, frozen=True):
    """Units that act together: a list of them, or "A phối hợp với B".

    Attributes:
        names: Of the units; a force told without one has the words of the article.
        members: The units and forces themselves.
        closed: Where the bracket ends that they stand in; 0 outside of any.
        role: `recipient`, `agent`, `passive`, `joint`, `between`, `part`, `highlight` or
            `position` where the words before it say so.
    """

    start: int
    end: int
    names: tuple[str, ...]
    branches: frozenset[str]
    role: str
    members: tuple[Unit | Force, ...] = ()
    closed: int = 0

    @property
    def is_named(self) -> bool:
        """Whether all that act are told by their names."""
        return all(isinstance(member, Unit) for member in self.members)

    @property
    def governs(self) -> bool:
        """Whether what follows is about them: units, or a force that has only its own words."""
        if FOREIGN in self.branches:
            return False
        if self.is_named:
            return True
        told = {member.name if isinstance(member, Unit) else member.full for member in self.members}
        return self.role not in AGENTS and told.issuperset(self.names)


class Scene(msgspec.Struct):
    """One sentence.

    Attributes:
        figures: Indices of its figures in the story.
        breaks: Offsets at which a clause ends for good (";").
        first: Whether it opens its paragraph.
        aside: Whether it is a caption, which governs nothing behind it.
        paper: Offset of the first document in it, else its end.
    """

    start: int
    end: int
    first: bool
    paragraph: int
    figures: list[int] = []
    runs: list[Run] = []
    dates: list[Date] = []
    locations: list[Location] = []
    cues: list[Cue] = []
    breaks: list[int] = []
    paper: int = 0
    aside: bool = False

    def clause(self, offset: int) -> Span:
        """The clause that an offset lies in."""
        at = bisect_left(self.breaks, offset)
        low = self.breaks[at - 1] if at else self.start
        return low, self.breaks[at] if at < len(self.breaks) else self.end

    def tells(self, figure: int) -> bool:
        """Whether a figure, told by its index in the story, stands in it."""
        at = bisect_left(self.figures, figure)
        return at < len(self.figures) and self.figures[at] == figure

    def has_cue(self, roles: Iterable[str], low: int, high: int) -> bool:
        """Whether a cue of one of the roles stands between two offsets."""
        first = bisect_left(self.cues, low, key=_start)
        for cue in islice(self.cues, first, None):
            if cue.start >= high:
                return False
            if cue.role in roles:
                return True
        return False

    def cues_before(self, offset: int) -> Iterator[Cue]:
        """The cues that end before an offset, the last first."""
        for at in range(bisect_left(self.cues, offset, key=_start) - 1, -1, -1):
            if self.cues[at].end <= offset:
                yield self.cues[at]


def _start(cue: Cue) -> int:
    return cue.start
