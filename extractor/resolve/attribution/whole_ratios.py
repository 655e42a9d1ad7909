"""Wholes that stand right beside a part: shares, fractions, what is left, an advance of a sum."""

from __future__ import annotations

from extractor.model import Figure
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import CUE
from extractor.resolve.attribution.sums import fits
from extractor.resolve.attribution.whole_search import WholeSearch

_RIGHT_BEHIND = 2
_DIVIDED = 120
_ADVANCE = 16


def share(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "Chiếm 94,1%": a share of the whole of the figure before it, but of no share."""
    figure = search.figures[index]
    if figure.unit != "%" or not figure.action or figure.item:
        return None
    if not search.story.tokens.listed(figure.action, "share"):
        return None
    before = next(search.before(scene, index), None)
    if before is None:
        return None
    alone = None if search.figures[before].unit == "%" else before
    return search.found.get(before, alone)


def over(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "88/92 tin": the nearest mention of the whole, else the second."""
    figure, after = search.figures[index], index + 1
    if after >= len(search.figures) or not (figure.action or figure.kind == "entities"):
        return None
    whole = search.figures[after]
    between = search.story.tokens.text[figure.end : whole.start].strip()
    if between != "/" or figure.unit != whole.unit or figure.value > whole.value:
        return None
    if _compares(search, scene, index):
        return None
    for other in search.before(scene, index):
        if search.figures[other].value == whole.value and search.figures[other].kind == whole.kind:
            return other
    return after if fits(figure, whole) else None


def _compares(search: WholeSearch, scene: Scene, index: int) -> bool:
    """As in "giảm 42 vụ (158/200 vụ)": this year's number over that of the year before."""
    opened = search.open_bracket(scene, search.figures[index].start)
    before = (search.figures[i] for i in scene.figures if i < index)
    return opened >= 0 and any(one.change and one.end <= opened for one in before)


def out_of(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "2 trong 8 xe": the number behind the word is the whole."""
    figure, after = search.figures[index], index + 1
    if not scene.tells(after):
        return None
    whole = search.figures[after]
    if figure.kind != whole.kind or figure.value >= whole.value:
        return None
    tokens = search.story.tokens
    between = tokens.text[figure.end : whole.start].strip()
    return after if tokens.look_up(between, CUE).get("role") == "of" else None


def of_those(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "trong 141 tin … có 62 tin": the number that the sentence divides."""
    figure = search.figures[index]
    if not scene.has_cue(("of",), scene.start, figure.start):
        return None
    for other in search.before(scene, index):
        whole = search.figures[other]
        if not scene.tells(other) or whole.start < figure.start - _DIVIDED:
            return None
        if fits(figure, whole) and _is_divided(scene, whole):
            return other
    return None


def _is_divided(scene: Scene, whole: Figure) -> bool:
    """Whether a word such as "trong" stands right before a number."""
    for cue in scene.cues_before(whole.start):
        if whole.start - cue.end > 1:
            return False
        if cue.role == "of":
            return True
    return False


def rest(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "2 đối tượng còn lại": the rest of what was counted before."""
    figure = search.figures[index]
    if not scene.has_cue(("rest",), figure.start, figure.end + _RIGHT_BEHIND):
        return None
    for other in search.before(scene, index):
        whole = search.figures[other]
        if whole.change or whole.kind != figure.kind:
            continue
        above = search.found.get(other)
        if above is not None and fits(figure, search.figures[above]):
            return above
        if fits(figure, whole) and whole.value > figure.value:
            return other
    return None


def advance(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "công 20 triệu đồng, mới nhận 5 triệu": the sum right before is the whole."""
    figure = search.figures[index]
    if (
        figure.kind != "money"
        or not scene.tells(index - 1)
        or not scene.has_cue(("advance",), figure.start - _ADVANCE, figure.start)
    ):
        return None
    return index - 1 if fits(figure, search.figures[index - 1]) else None
