"""As part of what: the whole that a figure is a part of, so that sums do not count twice.

A part stands beside its whole or in brackets behind it, after a word such as "trong đó", or tells a
later stage of the cases that were counted before ("xảy ra 214 vụ …; khởi tố 12 vụ").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractor.model import Figure
from extractor.resolve.attribution import whole_ratios
from extractor.resolve.attribution.repeats import count_key
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import Story
from extractor.resolve.attribution.sums import add_up, pair_up
from extractor.resolve.attribution.whole_bullets import by_bullets
from extractor.resolve.attribution.whole_cues import after_cue
from extractor.resolve.attribution.whole_search import WholeSearch

_BEHIND_BRACKET = 60
_RATE = "/"
_STAGED = frozenset(("cases", "suspects", "tips"))
_PRICES = "money"
"""Sums of money are round, and so the same by chance."""


def part_of(story: Story, figures: Sequence[Figure]) -> dict[int, int]:
    """For each figure that is a part: the index of its whole.

    Args:
        story: The article.
        figures: The figures, attributed.
    """
    search = WholeSearch(story, figures)
    for scene in story.scenes:
        for index in scene.figures:
            whole = _whole_of(search, scene, index)
            if whole is not None:
                search.found[index] = whole
    by_bullets(search)
    add_up(story, figures, search.found)
    pair_up(figures, search.found)
    return _without_circles(_repeated(figures, search.found))


def _whole_of(search: WholeSearch, scene: Scene, index: int) -> int | None:
    figure = search.figures[index]
    if figure.change or figure.modality == "planned" or _RATE in figure.text:
        return None
    for way in _WAYS:
        whole = way(search, scene, index)
        if whole is not None:
            return whole
    return None


def _in_brackets(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """As in "63 đối tượng (có 12 đối tượng người Lào)"."""
    figure = search.figures[index]
    opened = search.open_bracket(scene, figure.start)
    if opened < 0:
        return None
    for other in search.before(scene, index):
        whole = search.figures[other]
        if whole.start < scene.start:
            return None
        if whole.end <= opened:
            between = search.story.tokens.text[whole.end : opened]
            near = len(between) <= _BEHIND_BRACKET and "," not in between
            return other if near and search.fits_in_brackets(figure, whole) else None
    return None


def _later_stage(search: WholeSearch, scene: Scene, index: int) -> int | None:
    """Cases prosecuted are of those found, cases found are of those that happened."""
    figure = search.figures[index]
    stage = _stage(search.story, figure)
    if figure.kind not in _STAGED or not stage:
        return None
    for other in search.before(scene, index):
        whole = search.figures[other]
        if (
            whole.kind == figure.kind
            and not whole.change
            and search.paragraph(other) == scene.paragraph
            and 0 < _stage(search.story, whole) < stage
            and whole.value > figure.value
            and (not whole.by or set(figure.by) <= set(whole.by))
            and (not figure.item or figure.item == whole.item)
        ):
            return other
    return None


def _stage(story: Story, figure: Figure) -> int:
    if not figure.action:
        return 0
    return int(story.tokens.look_up(figure.action, "case_stage").get("stage", 0))


_WAYS = (
    whole_ratios.share,
    whole_ratios.over,
    whole_ratios.out_of,
    whole_ratios.of_those,
    whole_ratios.rest,
    whole_ratios.advance,
    _in_brackets,
    after_cue,
    _later_stage,
)
"""The ways to find a whole, the surest first."""


def _repeated(figures: Sequence[Figure], found: dict[int, int]) -> dict[int, int]:
    """The parts with those that repeat them, as of the nearest mention of the same whole."""
    if not found:
        return {}
    keys = [count_key(figure) for figure in figures]
    told: dict[object, int] = {}
    for part, whole in found.items():
        if keys[part] != keys[whole]:  # As it is in "74/74 người".
            told.setdefault(keys[part], whole)
    mentions: dict[object, list[int]] = {}
    for index, key in enumerate(keys):
        mentions.setdefault(key, []).append(index)
    whole_of = dict(found)
    for index, key in enumerate(keys):
        above = told.get(key)
        if above is not None and index not in found and figures[index].kind != _PRICES:
            same = mentions[keys[above]]
            at = bisect_left(same, index)
            others = same[at - 1 : at] or [i for i in same[:2] if i != index]
            if others:
                whole_of[index] = others[0]
    return whole_of


def _without_circles(whole_of: dict[int, int]) -> dict[int, int]:
    """The wholes without the link that would close a circle of parts."""
    sound: set[int] = set()
    for part in list(whole_of):
        path: set[int] = set()
        at = part
        while at in whole_of and at not in sound:
            if at in path:
                del whole_of[at]
                break
            path.add(at)
            at = whole_of[at]
        sound |= path
    return whole_of
