"""Attribution: who, when, where, as part of what, and whether as fact.

A figure takes each answer from its clause, else the sentence, else what governs the passage, else
the article; where the article does not say, the field stays empty.
"""

from __future__ import annotations

import msgspec

from extractor.model import Figure
from extractor.resolve.attribution.actors import Actors
from extractor.resolve.attribution.modality import Modality
from extractor.resolve.attribution.periods import Periods
from extractor.resolve.attribution.places import Places
from extractor.resolve.attribution.repeats import agree_on_repeats
from extractor.resolve.attribution.story import Story
from extractor.resolve.attribution.wholes import part_of

_LONGEST_LINK = 150
_COUNTED = frozenset(("cases", "suspects", "tips"))


def attribute(story: Story, *, explain: bool = False) -> list[Figure]:
    """Give each figure of an article its attribution.

    Args:
        story: The article's sentences with all that was found in them.
        explain: Whether to add a step to each explanation.

    Returns:
        The figures in the same order.
    """
    periods = Periods(story)
    actors = Actors(story, is_report=periods.is_report)
    places = Places(story, is_report=periods.is_report)
    modality = Modality(story)
    found: list[Figure] = []
    nearness: list[int] = []
    dated: list[bool] = []
    for scene in story.scenes:
        actors.enter(scene)
        periods.enter(scene)
        places.enter(scene)
        for index in scene.figures:
            figure = story.figures[index]
            said = modality.of(scene, figure)
            by, near = actors.of(scene, index, said)
            period = periods.of(scene, index, said)
            place = places.of(scene, index, by or actors.governing, said, period)
            nearness.append(near)
            dated.append(periods.is_dated)
            found.append(
                msgspec.structs.replace(figure, by=by, period=period, place=place, modality=said)
            )
        actors.leave(scene)
        periods.leave(scene)
    found = agree_on_repeats(story, found, nearness, dated)
    found = [_without_link(story, figure) for figure in found]
    wholes = part_of(story, found)
    found = [_as_whole(figure, found, wholes.get(i)) for i, figure in enumerate(found)]
    return [_with_whole(figure, wholes.get(i), explain=explain) for i, figure in enumerate(found)]


def _without_link(story: Story, figure: Figure) -> Figure:
    """A figure of another article's headline, linked in square brackets, is of that article."""
    text = story.tokens.text
    opened = text.rfind("[", max(0, figure.start - _LONGEST_LINK), figure.start)
    if opened < 0 or text.find("]", opened, figure.start) >= 0:
        return figure
    closed = text.find("]", figure.end, figure.end + _LONGEST_LINK)
    if closed < 0 or "\n" in text[opened:closed]:
        return figure
    return msgspec.structs.replace(figure, by=(), period=None, place=None)


def _as_whole(figure: Figure, figures: list[Figure], whole: int | None) -> Figure:
    """A part of cases or people that nobody is named for is by those who counted the whole."""
    if whole is None or figure.modality:
        return figure
    told = figures[whole]
    by = told.by if figure.kind in _COUNTED else figure.by
    return msgspec.structs.replace(
        figure,
        by=figure.by or by,
        period=figure.period or told.period,
        place=figure.place or told.place,
    )


def _with_whole(figure: Figure, whole: int | None, *, explain: bool) -> Figure:
    explanation = figure.explain
    if explain and explanation is not None:
        told = {"by": ", ".join(figure.by), "period": figure.period, "place": figure.place}
        steps = tuple(f"{name}: {value}" for name, value in told.items() if value)
        explanation = msgspec.structs.replace(explanation, steps=explanation.steps + steps)
    return msgspec.structs.replace(figure, part_of=whole, explain=explanation)


__all__ = ["Story", "attribute"]
