"""A count told again, in the title, the lead and the body, has the same attribution each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from extractor.model import Figure
from extractor.resolve.attribution.story import Story

_COUNTS_AS_ONE = 5
"""Smaller numbers repeat by chance, unless what they count is the same."""


def agree_on_repeats(
    story: Story, figures: Sequence[Figure], nearness: Sequence[int], dated: Sequence[bool]
) -> list[Figure]:
    """Give each repeated figure the attribution of the mention that spells it out best.

    Args:
        story: The article.
        figures: The figures, attributed one by one.
        nearness: How near the actors of each stand.
        dated: Whether the sentence of each tells its time.
    """
    depths = _depths(story)
    keys = [count_key(figure) for figure in figures]
    lists = _told_twice_at_once(story, keys)
    best: dict[_Key, int] = {}
    where: dict[_Key, str] = {}
    when: dict[_Key, str | None] = {}
    for index, (figure, key) in enumerate(zip(figures, keys, strict=True)):
        if story.tokens.listed(figure.unit, "counts_actors") or key in lists:
            continue
        at = best.get(key)
        if at is None or _is_better(figures, nearness, index, at):
            best[key] = index
        if figure.place and depths.get(figure.place, 0) > depths.get(where.get(key, ""), 0):
            where[key] = figure.place
        if dated[index]:
            when.setdefault(key, figure.period)
    found: list[Figure] = []
    for index, (figure, key) in enumerate(zip(figures, keys, strict=True)):
        told = _as(figure, figures[best.get(key, index)], where.get(key))
        period = figure.period if dated[index] else when.get(key, told.period)
        found.append(msgspec.structs.replace(told, period=period))
    return found


_Key = tuple[object, ...]
_DEPTH = {"country": 1, "province": 2, "district": 3, "commune": 4}


def _told_twice_at_once(story: Story, keys: Sequence[_Key]) -> set[_Key]:
    """Counts that stand twice in a sentence: two members of a list, and no repetition."""
    found: set[_Key] = set()
    for scene in story.scenes:
        told = Counter([keys[index] for index in scene.figures])
        found.update([key for key, times in told.items() if times > 1])
    return found


def _is_better(figures: Sequence[Figure], nearness: Sequence[int], index: int, at: int) -> bool:
    """Whether one mention tells the actors better than another: nearer, or as near and more."""
    if nearness[index] != nearness[at]:
        return nearness[index] > nearness[at]
    return set(figures[index].by) > set(figures[at].by) != set()


def _depths(story: Story) -> dict[str, int]:
    """How specific each place of the article is."""
    places = (place for scene in story.scenes for place in scene.locations)
    return {place.name: _DEPTH.get(place.level, 0) for place in places}


def count_key(figure: Figure) -> _Key:
    """What the mentions of one count have in common."""
    item = figure.item if figure.value < _COUNTS_AS_ONE else None
    return figure.kind, figure.value, figure.unit.casefold(), item, figure.change, figure.modality


def _as(figure: Figure, told: Figure, place: str | None) -> Figure:
    if told is figure and place in (None, figure.place):
        return figure
    if not told.by:
        return msgspec.structs.replace(figure, place=place or figure.place)
    period = told.period or figure.period
    return msgspec.structs.replace(figure, by=told.by, period=period, place=place or told.place)
