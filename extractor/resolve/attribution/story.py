"""Story: an article as a sequence of scenes, one a sentence, with all that was found in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from extractor.matching import Tokens
from extractor.model import Date, Document, Figure, Location, Official, Unit

Span = tuple[int, int]
CUE = "attribution_cue"
"""Table of the cue words."""
_JOINING = frozenset(",-–—/()&+")
_LONGEST_JOINT = 8
_REACH = 3


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
        role: `recipient`, `agent`, `passive`, `joint`, `between`, `part` or `position` where the
            words before it say so.
    """

    start: int
    end: int
    names: tuple[str, ...]
    branches: frozenset[str]
    role: str


@dataclass(slots=True)
class Scene:
    """One sentence.

    Attributes:
        figures: Indices of its figures in the story.
        breaks: Offsets at which a clause ends for good (";").
        first: Whether it opens its paragraph.
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


def tell(  # noqa: PLR0913 - all that an article holds
    tokens: Tokens,
    sentences: Sequence[Span],
    paragraphs: Sequence[Span],
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
        sentences: Their spans, in order.
        paragraphs: Their spans, in order.
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
    cues = _cues(tokens)
    breaks = [tokens.end(i) for i in tokens.find("=;")] if tokens.knows("=;") else []
    starts = [start for start, _ in paragraphs]
    scenes = []
    last = -1
    for start, end in sentences:
        paragraph = bisect_left(starts, start + 1) - 1
        scene = Scene(start, end, paragraph != last, paragraph)
        last = paragraph
        scene.figures = [i for i in _range(figures, start, end)]
        scene.cues = [cues[i] for i in _range(cues, start, end)]
        scene.dates = [dates[i] for i in _range(dates, start, end)]
        scene.locations = [locations[i] for i in _range(locations, start, end)]
        scene.breaks = [offset for offset in breaks if start < offset < end]
        papers = _range(documents, start, end)
        scene.paper = documents[papers[0]].start if papers else end
        scene.runs = _runs(tokens, [units[i] for i in _range(units, start, end)], held, scene)
        scenes.append(scene)
    _put_leftovers(scenes, figures)
    return Story(tokens, scenes, figures, day, home)


def _put_leftovers(scenes: list[Scene], figures: Sequence[Figure]) -> None:
    """Figures outside of every sentence go to the one before them."""
    placed = {index for scene in scenes for index in scene.figures}
    if len(placed) == len(figures):
        return
    if not scenes:
        scenes.append(Scene(0, 0, True, 0))  # noqa: FBT003
    for index, figure in enumerate(figures):
        if index not in placed:
            scene = max(
                (scene for scene in scenes if scene.start <= figure.start),
                key=lambda scene: scene.start,
                default=scenes[0],
            )
            scene.figures = sorted([*scene.figures, index])


def _range(entries: Sequence[_P], start: int, end: int) -> range:
    low = bisect_left(entries, start, key=lambda entry: entry.start)
    return range(low, bisect_left(entries, end, lo=low, key=lambda entry: entry.start))


def _cues(tokens: Tokens) -> list[Cue]:
    found = []
    for index in tokens.find(CUE):
        span = tokens.span(index, tokens.phrase_end(index))
        found += [Cue(*span, row["role"]) for row in tokens.rows(index, CUE)]
    return found


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
        elif any(row["role"] == "joint" for row in tokens.rows(index, CUE)):
            index = tokens.phrase_end(index)
        else:
            return False
    return index == last


def _run(tokens: Tokens, units: list[Unit], held: list[Span], scene: Scene) -> Run:
    start, end = units[0].start, units[-1].end
    role = ""
    if any(low <= start and end <= high for low, high in held):
        role = "position"
    else:
        before = [cue for cue in scene.cues if cue.end <= start <= cue.end + _REACH]
        role = next((cue.role for cue in before if cue.role in _BEFORE_RUN), "")
        if role == "between" and scene.paper > start:
            role = ""
        if not role and _is_aside(tokens.text, scene, start):
            role = "part"
    names = tuple(dict.fromkeys(unit.name for unit in units))
    return Run(start, end, names, frozenset(unit.branch for unit in units), role)


_BEFORE_RUN = ("recipient", "agent", "passive", "joint", "between")


def _is_aside(text: str, scene: Scene, start: int) -> bool:
    """Whether a run stands in a breakdown: after "trong đó", or in brackets with numbers."""
    low, _ = scene.clause(start)
    return scene.has_cue(("part",), low, start)
