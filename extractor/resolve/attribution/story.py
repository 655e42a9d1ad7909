"""Story: an article as a sequence of scenes, one a sentence, with all that was found in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import msgspec

from extractor.matching import Tokens
from extractor.model import Date, Document, Figure, Location, Official, Unit
from extractor.reading.segments import Segments

Span = tuple[int, int]
CUE = "attribution_cue"
"""Table of the cue words."""
_JOINING = frozenset(",-–—/()&+")
_LONGEST_JOINT = 8
_BODIES = ("team", "counts_actors")
_BREAK = "clause_break"
_ACTOR_CUE = "actor_cue"
JOINT = frozenset(("joint", "with"))
"""Roles of the words between units that act together."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


class Cue(msgspec.Struct, frozen=True):
    """A cue word, with its role."""

    start: int
    end: int
    role: str


class Run(msgspec.Struct, frozen=True):
    """Units that act together: a list of them, or "A phối hợp với B".

    Attributes:
        role: `recipient`, `agent`, `passive`, `joint`, `between`, `part`, `highlight` or
            `position` where the words before it say so.
    """

    start: int
    end: int
    names: tuple[str, ...]
    branches: frozenset[str]
    role: str


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

    def has_cue(self, roles: Iterable[str], low: int, high: int) -> bool:
        """Whether a cue of one of the roles stands between two offsets."""
        return any(cue.role in roles and low <= cue.start < high for cue in self.cues)


class Story(msgspec.Struct):
    """An article for attribution.

    Attributes:
        day: Day of publication, where it is known to the day.
        home: Province that the article is about.
    """

    tokens: Tokens
    scenes: list[Scene]
    figures: Sequence[Figure]
    day: str | None
    home: str | None

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
    for scene, acting in by_scene.split(units):
        scene.runs = _runs(tokens, acting, held, scene)
    numbered = {id(figure): index for index, figure in enumerate(figures)}
    for scene, counted in by_scene.split(figures):
        scene.figures = [numbered[id(figure)] for figure in counted]
    _put_leftovers(scenes, figures)
    return Story(tokens, scenes, figures, day, home)


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


def _runs(tokens: Tokens, units: list[Unit], held: list[Span], scene: Scene) -> list[Run]:
    runs: list[Run] = []
    group: list[Unit] = []
    for unit in units:
        if group and not _joined(tokens, group[-1].end, unit.start):
            runs.append(_run(tokens, group, held, scene))
            group = []
        group.append(unit)
    if group:
        runs.append(_run(tokens, group, held, scene))
    return runs


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


def _run(tokens: Tokens, units: list[Unit], held: list[Span], scene: Scene) -> Run:
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
    return Run(start, end, names, frozenset(unit.branch for unit in units), role)
