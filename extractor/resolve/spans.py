"""Spans of a text, and what lies in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

Span = tuple[int, int]


class Spans:
    """Spans of a text that can be asked often.

    Args:
        spans: Pairs of offsets, in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate([end for _, end in ordered], max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds the whole of a stretch."""
        at = bisect_right(self._starts, start)
        return at > 0 and end <= self._reach[at - 1]
