"""Wholes of parts that a cue announces: "trong đó", "gồm", "riêng" and the like."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model import Figure
from extractor.resolve.attribution.scene import Cue, Scene
from extractor.resolve.attribution.sums import counted_alike, fits
from extractor.resolve.attribution.whole_search import WholeSearch

_ROLES = frozenset(("part", "list", "last", "highlight", "detail"))
_DETAILED = frozenset(("cases", "suspects", "victims", "tips"))
"""Kinds of what is spelled out in detail; other figures there are new ones."""
_RIGHT_BEFORE = 3


def after_cue(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """The whole of a figure behind a cue: what the cue follows at once, else what fits best."""
    figure = search.figures[index]
    cue = _cue_before(search, scene, figure)
    if cue is None:
        return None
    listed = scene.has_cue(("list",), cue.start, cue.end)
    named = _right_before(search, scene, index, cue)
    if named is not None and fits(figure, search.figures[named], any_goods=listed):
        return named
    whole = _of_the_one_beside(search, index, cue, any_goods=listed)
    if whole is None:
        whole = _told_before(search, scene, index, cue)
    if whole is None and named == index - 1:
        return named if search.fits_in_brackets(figure, search.figures[named]) else None
    return whole


def _cue_before(search: WholeSearch, scene: Scene, figure: Figure) -> Cue | None:
    """The last cue before a figure, in the same bracket or outside of any."""
    opened = search.open_bracket(scene, figure.start)
    for cue in scene.cues_before(figure.start):
        if cue.role == "detail" and figure.kind not in _DETAILED:
            continue
        if cue.role in _ROLES and search.open_bracket(scene, cue.start) in (-1, opened):
            return cue
    return None


def _right_before(search: WholeSearch, scene: Scene, index: int, cue: Cue) -> int | None:
    """The figure of the sentence that a cue stands right behind."""
    for other in reversed(scene.figures):
        whole = search.figures[other]
        if other < index and whole.end <= cue.start:
            return other if cue.start - whole.end <= _RIGHT_BEFORE else None
    return None


def _of_the_one_beside(search: WholeSearch, index: int, cue: Cue, *, any_goods: bool) -> int | None:
    """The whole of the part right before, if this one stands beside it: "gồm 1 a và 1 b"."""
    beside = index - 1
    above = search.found.get(beside)
    if above is None or search.figures[beside].start < cue.end or above > beside:
        return None
    figure, whole = search.figures[index], search.figures[above]
    if fits(figure, whole, any_goods=any_goods):
        return above
    alike = counted_alike(figure, search.figures[beside])
    return above if alike and search.fits_in_brackets(figure, whole) else None


def _told_before(search: WholeSearch, scene: Scene, index: int, cue: Cue) -> int | None:
    """The nearest count before a cue that can be the whole, or its own; of the same unit first."""
    figure = search.figures[index]
    for other in _candidates(search, scene, index, cue):
        whole = search.figures[other]
        is_before = whole.end <= cue.start
        if cue.role == "last" and is_before and fits(figure, whole):
            return other
        above = search.found.get(other)
        if above is not None and above < other and fits(figure, search.figures[above]):
            return above
        if is_before and fits(figure, whole):
            return other
    return None


def _candidates(search: WholeSearch, scene: Scene, index: int, cue: Cue) -> Iterator[int]:
    figure = search.figures[index]
    listed = scene.has_cue(("list",), cue.start, cue.end)
    low, _ = scene.clause(figure.start)
    anew = figure.action and low >= cue.end and search.story.tokens.text[low : figure.start].strip()
    for other in sorted(
        search.before(scene, index), key=lambda i: search.figures[i].unit != figure.unit
    ):
        whole = search.figures[other]
        barred = (
            whole.change
            or whole.unit == "%" != figure.unit
            or (listed and not scene.tells(other) and other not in search.found)
            or (anew and whole.action != figure.action)
            # A single story with a day of its own is told for its own sake.
            or (cue.role == "highlight" and whole.period != figure.period)
            or _is_year_before(search, other)
        )
        if not barred:
            yield other


def _is_year_before(search: WholeSearch, index: int) -> bool:
    """As in "(158/200 vụ)": the second number is that of the year before."""
    if not index:
        return False
    before, figure = search.figures[index - 1], search.figures[index]
    between = search.story.tokens.text[before.end : figure.start].strip()
    return between == "/" and before.unit == figure.unit and search.found.get(index - 1) != index
