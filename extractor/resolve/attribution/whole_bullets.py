"""Wholes of counts that a list of lines deals out to those who acted, a line for each."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.sums import fits
from extractor.resolve.attribution.whole_search import WholeSearch

_BULLETS = frozenset("-–—+•*·")
_DEALT_OUT = frozenset(("cases", "suspects", "tips", "fines"))
_LOOKED_BACK = 24
_OPENING = 4
"""An actor stands so near to the bullet."""


def by_bullets(search: WholeSearch) -> None:
    """Find the wholes of the first count of each kind in the lines "- Công an tỉnh: bắt 67 vụ".

    The whole is told in the paragraphs before the list; a number that is a part there and is not
    divided itself is none.

    Args:
        search: The figures, with the parts found so far; more are put in.
    """
    head: Scene | None = None
    for scene in search.story.scenes:
        if not scene.first or not scene.figures:
            continue
        if not _is_bullet(search, scene):
            head = None
            continue
        head = head or scene
        first = head.figures[0]
        _deal_out(search, scene, range(first - 1, max(-1, first - 1 - _LOOKED_BACK), -1))


def _is_bullet(search: WholeSearch, scene: Scene) -> bool:
    """Whether a line opens with a bullet and with those who acted."""
    text = search.story.tokens.text
    opens = scene.start < len(text) and text[scene.start] in _BULLETS
    return opens and any(run.start - scene.start <= _OPENING for run in scene.runs)


def _deal_out(search: WholeSearch, scene: Scene, before: Sequence[int]) -> None:
    told: set[str] = set()
    for index in scene.figures:
        figure = search.figures[index]
        is_first = figure.kind not in told
        told.add(figure.kind)
        if not is_first or figure.kind not in _DEALT_OUT or figure.change or index in search.found:
            continue
        divided = set(search.found.values())
        for other in before:
            whole = search.figures[other]
            is_whole = other in divided or other not in search.found
            if is_whole and not whole.change and fits(figure, whole):
                search.found[index] = other
                break
