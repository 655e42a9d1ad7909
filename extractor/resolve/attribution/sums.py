"""Counts that add up to another are its parts, whether the article says so or not."""

from __future__ import annotations

from bisect import bisect_left
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
_DECIMALS = 6
_PAIRED = 8
_DAY = 2
_LIST = 150
"""Equal counts that stand nearer to each other are two members of a list."""
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
    told = _Told(figures)
    for scene in story.scenes:
        for parts, total in _sums_in(figures, scene.figures, found, told):
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
        if _of_two_sorts(figure, whole) or _of_another_day(figure, whole):
            continue
        if figure.value <= 0:
            continue  # Nothing is no part: the other one would be as large as the whole.
        if found.get(other) in parts or any(_repeats(figure, figures[part]) for part in parts):
            continue
        parts.append(other)
        total += figure.value
        if total >= whole.value - _ROUNDING:
            break
    return parts if len(parts) > 1 and abs(total - whole.value) < _ROUNDING else []


def _sums_in(
    figures: Sequence[Figure], sentence: Sequence[int], found: dict[int, int], told: _Told
) -> Iterator[tuple[list[int], int]]:
    """Counts that follow each other in a sentence, with the earlier count that they add up to."""
    for kind in {figures[index].kind for index in sentence} - _NEVER_SUMMED:
        counts = [i for i in sentence if figures[i].kind == kind and not figures[i].change]
        for first, begin in enumerate(counts):
            if begin in found:
                continue
            total = figures[begin].value
            for last in range(first + 1, min(len(counts), first + _LONGEST_SUM)):
                part = figures[counts[last]]
                if counts[last] in found or part.unit != figures[begin].unit:
                    break
                total += part.value
                if total < _LEAST_SUM_APART - _ROUNDING or not told.has(total):
                    continue
                whole = told.before(begin, total)
                if whole is not None:
                    yield counts[first : last + 1], whole
                    break


class _Told:
    """The counts told, by kind, unit and value."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._figures = figures
        self._places: dict[tuple[str, str, float], list[int]] = {}
        self._values = {round(figure.value, _DECIMALS) for figure in figures}
        for index, figure in enumerate(figures):
            self._places.setdefault(_of_value(figure, figure.value), []).append(index)

    def has(self, total: float) -> bool:
        """Whether there is a count of a value, of any kind and unit."""
        return round(total, _DECIMALS) in self._values

    def before(self, index: int, total: float) -> int | None:
        """The nearest earlier count of a value, of the kind of the one at an index."""
        places = self._places.get(_of_value(self._figures[index], total), ())
        at = bisect_left(places, index) - 1
        if at < 0 or not _can_be_sum(self._figures[places[at]], _LEAST_SUM_APART):
            return None
        return places[at]


def _of_value(figure: Figure, value: float) -> tuple[str, str, float]:
    return figure.kind, figure.unit, round(value, _DECIMALS)


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


def fits(part: Figure, whole: Figure, *, any_goods: bool = False) -> bool:
    """Whether one can be a part of the other: counted alike, and smaller.

    Args:
        part: The smaller count.
        whole: The larger one.
        any_goods: Whether the article spells out the whole, so that sorts of goods may have any
            name: "30 kg ma túy, gồm 11 kg ketamine, …".
    """
    if part.kind != whole.kind or part.value >= whole.value or whole.qualifier == "order":
        return False
    if whole.max:
        return False
    return counted_alike(part, whole) and (any_goods or _same_goods(part, whole))


def _same_goods(part: Figure, whole: Figure) -> bool:
    """Whether goods can be of the same lot: their names have a word in common."""
    if part.kind != "seizures" or not part.item or not whole.item:
        return True
    names = part.item.casefold().split(), whole.item.casefold().split()
    return not set(names[0]).isdisjoint(names[1])


def _repeats(figure: Figure, part: Figure) -> bool:
    """Whether a count is one that was added already, told again further on."""
    alike = figure.value == part.value and figure.unit == part.unit
    return alike and figure.start - part.end > _LIST


def _of_another_day(part: Figure, whole: Figure) -> bool:
    """Whether one is of a single day and the other is of no time that holds it."""
    if not part.period or not whole.period or part.by == whole.by:
        return False
    return part.period.count("-") == _DAY and not part.period.startswith(whole.period)


def _of_two_sorts(part: Figure, whole: Figure) -> bool:
    """Whether each names a sort of what its counter tells: "4 máy xúc", "3 máy đầm"."""
    one, other = (part.item or "").casefold(), (whole.item or "").casefold()
    counter = f"{whole.unit.casefold()} "
    return one != other and one.startswith(counter) and other.startswith(counter)
