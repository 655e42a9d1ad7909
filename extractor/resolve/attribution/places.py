"""Where: the most specific place that the article gives, else the territory of who acted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from extractor.model import Location
from extractor.patterns_dir import builtin_patterns, read_table
from extractor.resolve.attribution.story import Scene, Story

_DEPTH = {"country": 0, "province": 1, "district": 2, "commune": 3}
_CHAIN = 6


class Places:
    """The place that governs, as the story goes on."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._now: str | None = None
        self._paragraph = -1

    def enter(self, scene: Scene) -> None:
        """Begin a sentence: a scene of its own takes its own place."""
        if scene.first:
            self._now = None
        found = self._scene_place(scene, scene.start, scene.end)
        if found:
            self._now = found

    def of(self, scene: Scene, index: int, by: Sequence[str]) -> str | None:
        """The place of a figure."""
        figure = self._story.figures[index]
        low, high = scene.clause(figure.start)
        return (
            self._scene_place(scene, low, figure.start)
            or self._scene_place(scene, scene.start, figure.start)
            or self._now
            or _common(by)
            or self._story.home
        )

    def _scene_place(self, scene: Scene, low: int, high: int) -> str | None:
        """The most specific link of the last chain of places that is no home and no route."""
        chains: list[list[Location]] = []
        for location in scene.locations:
            if location.level not in _DEPTH:
                if location.level in ("village", "road", "border_gate", "facility", "feature"):
                    continue
            if chains and location.start - chains[-1][-1].end <= _CHAIN:
                chains[-1].append(location)
            else:
                chains.append([location])
        for chain in reversed(chains):
            first = chain[0]
            if low <= first.start < high and not self._elsewhere(scene, first):
                best = max(chain, key=lambda place: _DEPTH.get(place.level, -1))
                return best.name if best.level in _DEPTH else None
        return None

    def _elsewhere(self, scene: Scene, place: Location) -> bool:
        """"Trú tại xã A", "từ xã B": where a person lives, where goods come from."""
        tokens = self._story.tokens
        return bool(tokens.row_before(tokens.at(place.start), "origin_cue"))


def home_of(places: Sequence[Location]) -> str | None:
    """The province that most places of an article lie in; the first of them where two tie."""
    counts = Counter(place.province for place in places if place.province)
    return counts.most_common(1)[0][0] if counts else None


def _common(by: Sequence[str]) -> str | None:
    """The territory of the units, where they share one."""
    found = list(dict.fromkeys(place for place in map(territory, by) if place))
    return found[0] if found else None


@cache
def _territory_pattern() -> re.Pattern[str]:
    rows = read_table(builtin_patterns() / "lexicon" / "admin_head.tsv")
    heads = sorted({row["name"] for row in rows if row.get("name")}, key=len, reverse=True)
    return re.compile(rf".*\b({'|'.join(map(re.escape, heads))}) ([^\W\d_].*|\d+)$")


@cache
def _number_heads() -> frozenset[str]:
    return frozenset(("quận", "phường"))


def territory(name: str) -> str | None:
    """The place whose name ends the full name of a unit; a number keeps its designator."""
    found = _territory_pattern().match(name)
    if found is None:
        return None
    return f"{found[1]} {found[2]}" if found[2].isdecimal() else found[2]
