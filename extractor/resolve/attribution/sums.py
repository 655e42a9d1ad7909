"""Counts that add up to another are its parts, whether the article says so or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.model import Figure
from extractor.resolve.attribution.story import Story

_KINDS_OF_ANY_UNIT = frozenset(("cases", "suspects", "victims", "tips", "people", "personnel"))
_NEVER_SUMMED = frozenset(("penalties", "awards", "measures", "money"))
_LEAST_SUM = 3
"""Smaller numbers add up by chance."""
_LEAST_SUM_APART = 20
"""The same of a whole that does not stand right before its parts."""
_LOOKED_BACK = 16
_LONGEST_SUM = 8
_ROUNDING = 1e-6
_PAIRED = 8
_LEAD = 900
_MOST = 0.9
"""A lot of more than this share of the whole is the whole itself, rounded."""


def add_up(story: Story, figures: Sequence[Figure], found: dict[int, int]) -> None:
    """Find the wholes of counts that add up to one told before them.

    Args:
        story: The article.
        figures: The figures, attributed.
        found: For each figure that is a part, the index of its whole; more are put in.
    """
    for index, whole in enumerate(figures):
        if _can_be_sum(whole, _LEAST_SUM):
            for part in _parts_behind(figures, index, found):
                found.setdefault(part, index)
    _lots(figures, found)
    for scene in story.scenes:
        for parts, total in _sums_in(figures, scene.figures, found):
            for part in parts:
                found.setdefault(part, total)


def _lots(figures: Sequence[Figure], found: dict[int, int]) -> None:
    """Lots of the goods of which the title or the lead tells a larger amount."""
    largest: dict[tuple[str, str], int] = {}
    for index, figure in enumerate(figures):
        if figure.kind != "seizures" or not figure.item or figure.change or figure.modality:
            continue
        goods = (figure.unit.casefold(), figure.item.casefold())
        whole = largest.get(goods)
        if figure.start < _LEAD and (whole is None or figure.value > figures[whole].value):
            largest[goods] = index
        elif whole is not None and figure.value < _MOST * figures[whole].value:
            found.setdefault(index, whole)


def _can_be_sum(whole: Figure, least: int) -> bool:
    summed = whole.kind not in _NEVER_SUMMED and not whole.change and not whole.max
    return summed and whole.value >= least


def _parts_behind(figures: Sequence[Figure], index: int, found: dict[int, int]) -> list[int]:
    """The counts behind a figure that add up to it; none where they do not."""
    whole = figures[index]
    parts: list[int] = []
    total = 0.0
    for other in range(index + 1, min(len(figures), index + 1 + _LOOKED_BACK)):
        figure = figures[other]
        if figure.change or figure.kind != whole.kind or not counted_alike(figure, whole):
            continue
        if found.get(other) in parts:
            continue
        parts.append(other)
        total += figure.value
        if total >= whole.value - _ROUNDING:
            break
    return parts if len(parts) > 1 and abs(total - whole.value) < _ROUNDING else []


def _sums_in(
    figures: Sequence[Figure], sentence: Sequence[int], found: dict[int, int]
) -> Iterator[tuple[list[int], int]]:
    """Counts that follow each other in a sentence, with the earlier count that they add up to."""
    for kind in {figures[index].kind for index in sentence} - _NEVER_SUMMED:
        counts = [i for i in sentence if figures[i].kind == kind and not figures[i].change]
        for first in range(len(counts) - 1):
            total = figures[counts[first]].value
            for last in range(first + 1, min(len(counts), first + _LONGEST_SUM)):
                total += figures[counts[last]].value
                parts = counts[first : last + 1]
                if any(part in found for part in parts):
                    break
                if len({figures[part].unit for part in parts}) > 1:
                    break
                whole = _told_before(figures, parts[0], total)
                if whole is not None:
                    yield parts, whole


def _told_before(figures: Sequence[Figure], index: int, total: float) -> int | None:
    """The nearest earlier count of a value, of the kind of the one at an index."""
    part = figures[index]
    for other in range(index - 1, -1, -1):
        whole = figures[other]
        same = part.kind == whole.kind and part.unit == whole.unit
        if same and abs(whole.value - total) < _ROUNDING:
            return other if _can_be_sum(whole, _LEAST_SUM_APART) else None
    return None


def pair_up(figures: Sequence[Figure], found: dict[int, int]) -> None:
    """As in "8 vụ với 9 người": where the cases are a part, so are the people of them.

    Args:
        figures: The figures, attributed.
        found: For each figure that is a part, the index of its whole; more are put in.
    """
    for case in sorted(found):
        whole = found[case] + 1
        person = case + 1
        if whole >= len(figures) or person >= len(figures) or whole >= case:
            continue
        pair, pair_whole = figures[person], figures[whole]
        is_pair = (
            figures[case].kind == "cases"
            and pair.kind in ("suspects", "people")
            and pair.start - figures[case].end <= _PAIRED
            and pair_whole.start - figures[whole - 1].end <= _PAIRED
            and not pair.change
        )
        if is_pair and fits(pair, pair_whole):
            found.setdefault(person, whole)


def counted_alike(part: Figure, whole: Figure) -> bool:
    """Whether two counts can be added: the same unit, or persons and cases of any."""
    if part.kind in _KINDS_OF_ANY_UNIT:
        return True
    one, other = f"{part.unit} ".casefold(), f"{whole.unit} ".casefold()
    return one.startswith(other) or other.startswith(one)


def fits(part: Figure, whole: Figure) -> bool:
    """Whether one can be a part of the other: counted alike, and smaller."""
    if part.kind != whole.kind or part.value >= whole.value or whole.qualifier == "order":
        return False
    return counted_alike(part, whole) and _same_goods(part, whole)


def _same_goods(part: Figure, whole: Figure) -> bool:
    """Whether goods can be of the same lot: their names have a word in common."""
    if part.kind != "seizures" or not part.item or not whole.item:
        return True
    names = part.item.casefold().split(), whole.item.casefold().split()
    return not set(names[0]).isdisjoint(names[1])
