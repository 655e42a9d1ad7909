"""Where: the most specific place that the article gives, else the territory of who acted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extractor.date_values import is_day
from extractor.model import Figure, Location
from extractor.resolve.attribution.cast import first_named
from extractor.resolve.attribution.forces import NATION
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import Story
from extractor.resolve.attribution.territories import common_territory, territory

_DEPTH = {"country": 0, "province": 1, "district": 2, "commune": 3}
_CHAIN = 6
_LEAD = 300
"""The title and the lead speak of the event before its place is told."""
_NATIONAL = "national"
_COUNTRY = "country"
_PROVINCE = "province"
_OF_NO_PROVINCE = frozenset(("coast_guard", "customs"))
_SEVERAL = 3
_ORIGIN = "origin_cue"
_GOAL = "goal_cue"
_LONGEST_ADDRESS = 44
_LEAVES_ADDRESS = frozenset(");")


class Places:
    """The place that governs, as the story goes on.

    A single story has one scene: its commune or district also holds for the title and the lead,
    which name no more than the province. A report is about the territory of those who act.
    """

    def __init__(self, story: Story, *, is_report: bool) -> None:
        self._story = story
        self._is_report = is_report
        self._now: str | None = None
        self._nation: str | None = None
        self._homes = _homes(story)
        wide = any(scene.has_cue(("nation",), scene.start, scene.end) for scene in story.scenes)
        self._whole = NATION if is_report and wide else None
        self._countries = {
            place.text: place.name
            for scene in story.scenes
            for place in scene.locations
            if place.level == _COUNTRY
        }
        self._events = [] if is_report else self._event_places()
        self._district = _only_district(story)
        self._has_local_bodies = any(unit.province for unit in story.bodies.values())

    def enter(self, scene: Scene) -> None:
        """Begin a sentence: in a report, a place governs no further than its paragraph."""
        if self._is_report and (scene.first or any(run.role == "" for run in scene.runs)):
            self._now = None
        found = self._scene_place(scene, scene.start, scene.end)
        if found is not None and not scene.aside:
            self._now = found.name
            self._nation = None
        elif scene.has_cue(("nation",), scene.start, scene.end):
            self._nation = NATION
        elif scene.first:
            self._nation = None

    def of(
        self,
        scene: Scene,
        index: int,
        by: Sequence[str],
        said: str | None,
        period: str | None = None,
    ) -> str | None:
        """The place of a figure."""
        figure = self._story.figures[index]
        if said == "planned" and figure.kind in ("fines", "penalties"):
            return None
        court = self._territory(by) if self._story.role_of(figure) == "sentence" else None
        if court is not None:
            return court
        abroad = self._country_of(by)
        if abroad is not None:
            return abroad
        low, high = scene.clause(figure.start)
        near = self._scene_place(scene, low, figure.start) or self._scene_place(
            scene, scene.start, figure.start
        )
        if near is None:
            near = self._right_behind(scene, index, high)
        if near is not None and (not self._events or _DEPTH[near.level] > _DEPTH["province"]):
            return near.name
        if figure.kind == "awards":
            return self._territory(by) or self._story.home
        if period is None or not is_day(period):
            return (
                (near.name if near else None)
                or self._nation
                or self._territory(by)
                or self._home(by)
            )
        return (
            self._event_of(figure)
            or (near.name if near else None)
            or self._now
            or self._territory(by)
            or self._home(by)
        )

    def _right_behind(self, scene: Scene, index: int, high: int) -> Location | None:
        """As in "bắt 12 vụ ở xã A": one place behind a figure, before the next one of the clause.

        Several places hold a sum together, and where goods were to go is not where they were found.
        """
        figures, end = self._story.figures, self._story.figures[index].end
        if scene.tells(index + 1):
            high = min(high, figures[index + 1].start)
        told = [place for place in scene.locations if end <= place.start < high]
        depths = [_DEPTH[place.level] for place in told if place.level in _DEPTH]
        if len(depths) != len(set(depths)) or any(self._is_goal(place) for place in told):
            return None
        return self._scene_place(scene, end, high)

    def _is_goal(self, place: Location) -> bool:
        """As in "đưa về Hà Nội": a place that something is on its way to."""
        tokens = self._story.tokens
        return tokens.preceded_by(tokens.at(place.start), _GOAL)

    def _country_of(self, by: Sequence[str]) -> str | None:
        """The country of those who acted there, as in "phía Indonesia"."""
        if len(by) != 1 or by[0] in self._story.bodies:
            return None
        told = (name for text, name in self._countries.items() if by[0].endswith(f" {text}"))
        return next(told, None)

    def _territory(self, by: Sequence[str]) -> str | None:
        return common_territory(by, self._story.bodies, self._story.home)

    def _home(self, by: Sequence[str]) -> str | None:
        """The province of the article, which is no place for what bodies of the nation did."""
        units = [self._story.bodies.get(name) for name in by]
        if len(units) > 1 and all(unit is None or unit.level == _NATIONAL for unit in units):
            return None
        at_sea = bool(units) and all(unit and unit.branch in _OF_NO_PROVINCE for unit in units)
        if at_sea and not self._has_local_bodies:
            return None  # A region of the sea is of no province.
        return self._district or self._story.home or self._whole

    def _event_places(self) -> list[Location]:
        """Where and from which offset on: the places named behind a day.

        As in "22 giờ ngày 18/5, tại xã A"; the district of the commune told before is not another.
        """
        found: list[Location] = []
        for scene in self._story.scenes:
            days = [date.start for date in scene.dates if is_day(date.value) and date.role is None]
            place = self._scene_place(scene, days[0], scene.end) if days else None
            if place is None or place.level in (_COUNTRY, _PROVINCE):
                continue
            before = found[-1] if found else place
            if _DEPTH[before.level] <= _DEPTH[place.level] or before.district not in (
                None,
                place.name,
            ):
                found.append(place)
        return found

    def _event_of(self, figure: Figure) -> str | None:
        """The place of the event that a figure belongs to: the last one told, else the first."""
        told = [place for place in self._events if place.start <= figure.start]
        if told:
            return told[-1].name
        is_lead = bool(self._events) and figure.start < _LEAD
        return self._events[0].name if is_lead else None

    def _scene_place(self, scene: Scene, low: int, high: int) -> Location | None:
        """The most specific link of the last chain of places that is no home and no route.

        A country alone is where goods come from or where a border leads to.
        """
        if not scene.locations:
            return None
        chains: list[list[Location]] = []
        for location in scene.locations:
            if chains and location.start - chains[-1][-1].end <= _CHAIN:
                chains[-1].append(location)
            else:
                chains.append([location])
        for chain in reversed(chains):
            if low <= chain[0].start < high and not self._elsewhere(scene, chain[0]):
                links = [place for place in chain if place.level in _DEPTH]
                if any(_DEPTH[place.level] for place in links):
                    return max(links, key=lambda place: _DEPTH[place.level])
        return None

    def _elsewhere(self, scene: Scene, place: Location) -> bool:
        """As in "trú tại xã A", "từ xã B": where a person lives, where goods come from."""
        tokens = self._story.tokens
        if tokens.preceded_by(tokens.at(place.start), _ORIGIN):
            return True
        first = bisect_left(self._homes, (scene.start, 0))
        last = bisect_left(self._homes, (place.start, 0))
        return any(
            0 <= place.start - end <= _LONGEST_ADDRESS
            and not _LEAVES_ADDRESS & set(tokens.text[end : place.start])
            for _, end in self._homes[first:last]
        )


def _homes(story: Story) -> list[tuple[int, int]]:
    """Where the words stand behind which an address of a person or a company follows."""
    tokens = story.tokens
    return [
        tokens.span(index, tokens.phrase_end(index))
        for index in tokens.find(_ORIGIN)
        if tokens.row(index, _ORIGIN).get("role") == "home"
    ]


def _only_district(story: Story) -> str | None:
    """The district that an article is about: it names no other, and its first units are of it."""
    told = [
        place.name if place.level == "district" else place.district
        for scene in story.scenes
        for place in scene.locations
        if place.level in ("district", "commune")
    ]
    told += [territory(unit.name) for unit in story.bodies.values() if unit.level == "district"]
    first = [story.bodies[name] for name in first_named(story) if name in story.bodies]
    is_theirs = bool(first) and all(unit.level == "district" for unit in first)
    return told[0] if is_theirs and len(set(told)) == 1 and len(told) > 1 else None


def home_of(places: Sequence[Location]) -> str | None:
    """The province that most places of an article lie in; the first of them where two tie.

    An article that names several provinces, none more often than the others, is about none.
    """
    counts = Counter(place.province for place in places if place.province)
    if not counts or (len(counts) >= _SEVERAL and len(set(counts.values())) == 1):
        return None
    return counts.most_common(1)[0][0]
