"""A count told again, in the title, the lead and the body, has the same attribution each time."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.model import Figure
from extractor.resolve.attribution.story import Story

_COUNTS_AS_ONE = 3
"""Smaller numbers repeat by chance, unless what they count is the same."""


def agree_on_repeats(
    story: Story, figures: Sequence[Figure], nearness: Sequence[int]
) -> list[Figure]:
    """Give each repeated figure the attribution of the mention that spells it out best.

    Args:
        story: The article.
        figures: The figures, attributed one by one.
        nearness: How near the actors of each stand.
    """
    best: dict[tuple[object, ...], int] = {}
    for index, figure in enumerate(figures):
        key = _key(figure)
        at = best.get(key)
        if at is None or nearness[index] > nearness[at]:
            best[key] = index
    return [_as(figure, figures[best[_key(figure)]]) for figure in figures]


def _key(figure: Figure) -> tuple[object, ...]:
    item = figure.item if figure.value < _COUNTS_AS_ONE else None
    return figure.kind, figure.value, figure.unit.casefold(), item, figure.change, figure.modality


def _as(figure: Figure, told: Figure) -> Figure:
    if told is figure or not told.by:
        return figure
    return msgspec.structs.replace(figure, by=told.by, period=told.period, place=told.place)
