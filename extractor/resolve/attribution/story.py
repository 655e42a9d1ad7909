"""Story: an article as a sequence of scenes, one a sentence, with all that was found in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Protocol, TypeVar

from extractor.matching import Tokens
from extractor.model import Date, Document, Figure, Location, Official, Unit
from extractor.reading.segments import Segments
from extractor.resolve.attribution.forces import COUNTED, Force, find_forces

Span = tuple[int, int]
CUE = "attribution_cue"
"""Table of the cue words."""
_JOINING = frozenset(",-–—/()&+")
_LONGEST_JOINT = 8
_BODIES = ("team", "counts_actors")
_BREAK = "clause_break"
_ACTOR_CUE = "actor_cue"
_DOES = ("aux", "act", "number")
_AGENTS = frozenset(("agent", "passive"))
NOT_ACTING = frozenset(("recipient", "asked", "position", "between"))
"""Roles of units that do not act."""
JOINT = frozenset(("joint", "with"))
"""Roles of the words between units that act together."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word, with its role."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Run:
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
        if self.is_named:
            return True
        told = {member.name if isinstance(member, Unit) else member.full for member in self.members}
        return self.role not in _AGENTS and told.issuperset(self.names)


@dataclass(slots=True)
class Scene:
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
    figures: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    paper: int = 0
    aside: bool = False

    def clause(self, offset: int) -> Span:
        """The clause that an offset lies in."""
        at = bisect_left(self.breaks, offset)
        low = self.breaks[at - 1] if at else self.start
        return low, self.breaks[at] if at < len(self.breaks) else self.end

    def has_cue(self, roles: Iterable[str], low: int, high: int) -> bool:
        """Whether a cue of one of the roles stands between two offsets."""
        return any(cue.role in roles and low <= cue.start < high for cue in self.cues)


@dataclass(slots=True)
class Story:
    """An article for attribution.

    Attributes:
        day: Day of publication, where it is known to the day.
        home: Province that the article is about.
        bodies: The first mention of each unit, by its name.
    """

    tokens: Tokens
    scenes: list[Scene]
    figures: Sequence[Figure]
    day: str | None
    home: str | None
    bodies: dict[str, Unit] = field(default_factory=dict)

    def role_of(self, figure: Figure) -> str:
        """What sort of verb governs a figure: `seize`, `occur` …; empty if none or unknown."""
        if not figure.action:
            return ""
        return self.tokens.look_up(figure.action, "act").get("role", "")


def tell(
    tokens: Tokens,
    segments: Segments,
    figures: Sequence[Figure],
    units: Sequence[Unit],
    dates: Sequence[Date],
    locations: Sequence[Location],
    officials: Sequence[Official],
    documents: Sequence[Document],
    day: str | None,
    home: str | None,
) -> Story:
    """Lay out what was found over the sentences.

    Args:
        tokens: The parsed text.
        segments: Its sentences, paragraphs and captions.
        figures: The figures, in order; so too the other entries.
        units: Units.
        dates: Dates without those of documents.
        locations: Places.
        officials: Officials; a unit in a position does not act.
        documents: Documents; units that a document brings together do not act.
        day: Day of publication.
        home: Province that the article is about.
    """
    held = [(m.start, m.end) for official in officials for m in official.mentions]
    scenes = _scenes(segments.sentences, segments.paragraphs)
    for scene, _ in _Splitter(scenes).split(segments.labelled):
        scene.aside = True
    by_scene = _Splitter(scenes)
    for scene, of_it in by_scene.split(_cues(tokens)):
        scene.cues = of_it
    for scene, dated in by_scene.split(dates):
        scene.dates = dated
    for scene, located in by_scene.split(locations):
        scene.locations = located
    for scene, papers in by_scene.split(documents):
        scene.paper = papers[0].start
    for scene, stops in by_scene.split(_breaks(tokens)):
        scene.breaks = [stop.end for stop in stops]
    forces = find_forces(tokens, units, locations)
    told = sorted([*units, *forces], key=_start) if forces else units
    for scene, acting in by_scene.split(told):
        scene.runs = _runs(tokens, acting, held, scene)
    numbered = {id(figure): index for index, figure in enumerate(figures)}
    for scene, counted in by_scene.split(figures):
        scene.figures = [numbered[id(figure)] for figure in counted]
    _put_leftovers(scenes, figures)
    bodies = {unit.name: unit for unit in reversed(units)}
    return Story(tokens, scenes, figures, day, home, bodies)


def _start(entry: Unit | Force) -> int:
    return entry.start


def _scenes(sentences: Sequence[Span], paragraphs: Sequence[Span]) -> list[Scene]:
    scenes = []
    paragraph = -1
    for start, end in sentences:
        first = False
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph + 1][0] <= start:
            paragraph += 1
            first = True
        scenes.append(Scene(start, end, first, paragraph, paper=end))
    return scenes


class _Splitter:
    """Deals entries out to the sentences that they stand in."""

    def __init__(self, scenes: list[Scene]) -> None:
        self._scenes = scenes
        self._starts = [scene.start for scene in scenes]

    def split(self, entries: Sequence[_P]) -> Iterator[tuple[Scene, list[_P]]]:
        """Each sentence that has any of an ordered list of entries, with these."""
        at = 0
        while at < len(entries):
            first = at
            index = bisect_right(self._starts, entries[at].start) - 1
            end = self._starts[index + 1] if index + 1 < len(self._starts) else _NO_END
            while at < len(entries) and entries[at].start < end:
                at += 1
            if index >= 0:
                yield self._scenes[index], list(entries[first:at])


_NO_END = 1 << 62


def _put_leftovers(scenes: list[Scene], figures: Sequence[Figure]) -> None:
    """Figures outside of every sentence go to the one before them."""
    placed = {index for scene in scenes for index in scene.figures}
    if len(placed) == len(figures):
        return
    if not scenes:
        scenes.append(Scene(0, 0, first=True, paragraph=0))
    for index, figure in enumerate(figures):
        if index not in placed:
            scene = max(
                (scene for scene in scenes if scene.start <= figure.start),
                key=lambda scene: scene.start,
                default=scenes[0],
            )
            scene.figures = sorted([*scene.figures, index])


def _cues(tokens: Tokens) -> list[Cue]:
    found = []
    for index in tokens.find(CUE):
        start, end = tokens.span(index, tokens.phrase_end(index))
        found += [Cue(start, end, row["role"]) for row in tokens.rows(index, CUE)]
    return found


def _breaks(tokens: Tokens) -> list[Cue]:
    return [Cue(*tokens.span(i, i + 1), "break") for i in tokens.find(_BREAK)]


def _runs(
    tokens: Tokens, units: Sequence[Unit | Force], held: list[Span], scene: Scene
) -> list[Run]:
    groups: list[list[Unit | Force]] = []
    for unit, after in zip_longest(units, units[1:]):
        if isinstance(unit, Force) and after is not None and _owned(unit, after):
            continue
        if groups and _joined(tokens, groups[-1][-1].end, unit.start):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return [_run(tokens, group, held, scene) for group in groups if _acts(tokens, group)]


def _owned(force: Force, after: Unit | Force) -> bool:
    """As in "lực lượng chức năng Công an tỉnh A": the words behind a force say whose it is."""
    return isinstance(after, Unit) and after.start - force.end <= 1


def _acts(tokens: Tokens, group: Sequence[Unit | Force]) -> bool:
    """Whether forces without any unit are told as those who do something, or did."""
    if any(isinstance(one, Unit) for one in group):
        return True
    if tokens.has(tokens.at(group[-1].start), COUNTED):
        return True
    after = tokens.before(group[-1].end)
    done = any(tokens.has(after, tag) for tag in _DOES)
    helped = tokens.row(after, _ACTOR_CUE).get("role") in JOINT if after < len(tokens) else False
    return done or helped or _role_before(tokens, tokens.at(group[0].start)) in _AGENTS


def _joined(tokens: Tokens, low: int, high: int) -> bool:
    """Whether nothing but joints stands between two offsets."""
    index, last = tokens.at(low), tokens.before(high)
    if last - index > _LONGEST_JOINT:
        return False
    while index < last:
        if tokens.word(index) in _JOINING:
            index += 1
        elif tokens.row(index, _ACTOR_CUE).get("role") in JOINT:
            index = tokens.phrase_end(index)
        else:
            return False
    return index == last


def _role_before(tokens: Tokens, index: int) -> str:
    """What the words before a unit say of it; "tổ công tác của" it is itself."""
    role = tokens.row_before(index, _ACTOR_CUE).get("role", "")
    if role != "owner":
        return role
    owned = any(tokens.preceded_by(index - 1, table) for table in _BODIES)
    return "" if owned else "recipient"


def _run(
    tokens: Tokens, units: Sequence[Unit | Force], held: list[Span], scene: Scene
) -> Run:
    start, end = units[0].start, units[-1].end
    role = ""
    if any(low <= start and end <= high for low, high in held):
        role = "position"
    else:
        role = _role_before(tokens, tokens.at(start))
        if role == "between" and scene.paper > start:
            role = ""
        if not role and scene.has_cue(("part",), scene.clause(start)[0], start):
            role = "part"
        if not role and scene.has_cue(("highlight",), scene.start, start):
            role = "highlight"
    names = tuple(dict.fromkeys(unit.name for unit in units))
    branches = frozenset(unit.branch for unit in units)
    closed = _end_of_bracket(tokens.text, scene, start, end)
    return Run(start, end, names, branches, role, tuple(units), closed)


def _end_of_bracket(text: str, scene: Scene, start: int, end: int) -> int:
    """Offset of the bracket that closes around a stretch of a sentence; 0 if none does."""
    if text.rfind("(", scene.start, start) <= text.rfind(")", scene.start, start):
        return 0
    return max(0, text.find(")", end, scene.end))
