"""Story: an article as a sequence of scenes, one a sentence, with all that was found in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import msgspec

from extractor.matching import Tokens
from extractor.model import Date, Document, Figure, Location, Official, Unit
from extractor.reading.segments import Segments
from extractor.resolve.attribution.forces import Force, find_forces
from extractor.resolve.attribution.runs import find_runs
from extractor.resolve.attribution.scene import Cue, Scene
from extractor.resolve.spans import Span, Spans

CUE = "attribution_cue"
"""Table of the cue words."""
_BREAK = "clause_break"
_TOP = 300
_LONGEST_DATE_LINE = 45


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


class Story(msgspec.Struct):
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
    bodies: dict[str, Unit] = {}

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
    held = Spans((m.start, m.end) for official in officials for m in official.mentions)
    scenes = _scenes(segments.sentences, segments.paragraphs)
    for scene, _ in _Splitter(scenes).split(segments.labelled):
        scene.aside = True
    by_scene = _Splitter(scenes)
    for scene, of_it in by_scene.split(_cues(tokens)):
        scene.cues = of_it
    for scene, dated in by_scene.split(dates):
        scene.dates = [] if _is_date_line(scene, dated, day) else dated
    for scene, located in by_scene.split(locations):
        scene.locations = located
    for scene, papers in by_scene.split(documents):
        scene.paper = papers[0].start
    for scene, stops in by_scene.split(_breaks(tokens)):
        scene.breaks = [stop.end for stop in stops]
    forces = find_forces(tokens, units, locations)
    told: Sequence[Unit | Force] = sorted([*units, *forces], key=_start)
    for scene, acting in by_scene.split(told):
        scene.runs = find_runs(tokens, acting, held, scene)
    numbered = {id(figure): index for index, figure in enumerate(figures)}
    for scene, counted in by_scene.split(figures):
        scene.figures = [numbered[id(figure)] for figure in counted]
    _put_leftovers(scenes, figures)
    bodies = {unit.name: unit for unit in reversed(units)}
    return Story(tokens, scenes, figures, day, home, bodies)


def _is_date_line(scene: Scene, dates: Sequence[Date], day: str | None) -> bool:
    """Whether a line at the top says when the article appeared, and nothing else."""
    is_short = scene.start < _TOP and scene.end - scene.start <= _LONGEST_DATE_LINE
    return is_short and day is not None and all(date.value.startswith(day) for date in dates)


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
