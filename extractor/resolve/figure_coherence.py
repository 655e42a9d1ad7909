"""Coherence: what an article counts several times is of one kind each time.

"8 container hàng cấm", "1 container", "6 container": only one mention stands beside the verb that
says that they were seized; of "4 người" told three times, one says that they were arrested.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.matching import Tokens
from extractor.model import Figure, FigureKind

_NOT_SEIZED = frozenset(("steal", "hurt", "victim", "give", "award", "deploy", "worth", "rescue"))


def agree_on_seizures(figures: Sequence[Figure], tokens: Tokens) -> list[Figure]:
    """Give figures of things the kind that other mentions of the same things have.

    Args:
        figures: The figures of an article, in order.
        tokens: Its tokens, for the roles of verbs.
    """
    seized = [figure for figure in figures if figure.kind == "seizures"]
    if not seized:
        return list(figures)
    return [
        msgspec.structs.replace(figure, kind="seizures")
        if figure.kind == "entities" and _is_among(figure, seized, tokens)
        else figure
        for figure in figures
    ]


def agree_on_persons(figures: Sequence[Figure]) -> list[Figure]:
    """Give counts of people the kind that another mention of the same people has.

    Args:
        figures: The figures of an article, in order.
    """
    known: dict[tuple[float, str], FigureKind] = {}
    for figure in figures:
        if figure.kind in ("suspects", "victims") and not figure.change:
            known.setdefault((figure.value, figure.unit.casefold()), figure.kind)
    return [
        msgspec.structs.replace(figure, kind=kind)
        if figure.kind == "people"
        and not figure.change
        and (kind := known.get((figure.value, figure.unit.casefold()))) is not None
        else figure
        for figure in figures
    ]


def _is_among(figure: Figure, seized: Sequence[Figure], tokens: Tokens) -> bool:
    if figure.action and tokens.look_up(figure.action, "act").get("role") in _NOT_SEIZED:
        return False
    return any(
        figure.unit.casefold() == other.unit.casefold() and _same_thing(figure.item, other.item)
        for other in seized
    )


def _same_thing(item: str | None, other: str | None) -> bool:
    """Whether two items may be one: equal, one within the other, or one not said."""
    if not item or not other:
        return True
    first, second = item.casefold(), other.casefold()
    return first in second or second in first
