"""Which of several places of a name is meant, and in which district and province it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.gazetteer import Division, gazetteer
from extractor.resolve.placed import Placed, Scene

_MARKS = frozenset(",(-–;)")
_WIDEST_GAP = 3


def link(places: Sequence[Placed], scene: Scene) -> None:
    """Chains: each place gets the larger ones that follow it."""
    joined = [is_joined(place, after, scene) for place, after in pairwise(places)]
    for i, place in enumerate(places):
        rank = place.rank
        for j in range(i + 1, min(i + _LONGEST_CHAIN, len(places))):
            above = places[j]
            if not joined[j - 1]:
                break
            if above.rank > rank:
                place.parents.append(above)
                rank = above.rank


def is_joined(place: Placed, after: Placed, scene: Scene) -> bool:
    """Whether nothing but a comma, a bracket or a word of belonging stands between two places."""
    tokens = scene.tokens
    if not 0 <= after.start - place.end <= _WIDEST_GAP:
        return False
    at = place.end
    while at < after.start:
        if tokens.has(at, "place_joint") or tokens.has(at, "place_list"):
            at = tokens.phrase_end(at)
        elif tokens.word(at) in _MARKS:
            at += 1
        else:
            return False
    return True


def settle(places: Sequence[Placed], scene: Scene) -> None:
    """Choose the division that each place is, by its chain first and by the article then."""
    for place in places:
        _by_itself(place, scene)
    for place in places:
        _by_chain(place, scene)
    home = _home(places, scene)
    for alone in (True, False):
        for i, place in enumerate(places):
            if place.division is None and place.level in ("commune", "district"):
                _by_article(i, places, home, scene, alone=alone)
    _by_parents(places)
    known = _by_name(places)
    lines = _lines(places, scene)
    for i, place in enumerate(places):
        if not place.province and not place.country and place.level not in ("country", "province"):
            province = _of_neighbour(i, places, lines, home)
            if province:
                place.province = province
                place.province = known.setdefault(_key(place), place).province


def _by_itself(place: Placed, scene: Scene) -> None:
    if place.level == "country":
        return
    place.country = place.draft.country
    if place.level == "province":
        found = gazetteer().province(place.name)
        place.province = found.name if found is not None and not place.country else place.name
    elif place.level == "border_gate":
        row = gazetteer().gates.get(gazetteer().key(place.name), {})
        place.province = scene.of_time(row.get("province", ""))
    elif place.level == "feature":
        row = gazetteer().features.get(gazetteer().key(place.name), {})
        place.province = scene.of_time(row.get("province", ""))


def _by_chain(place: Placed, scene: Scene) -> None:
    """What the larger places of the chain tell."""
    if place.level in ("country", "province"):
        place.country = place.country or next(
            (above.name for above in place.parents if above.level == "country"), ""
        )
        return
    if place.country:
        place.parents = [above for above in place.parents if _may_hold(above, place.country)]
    district = next((above.name for above in place.parents if above.level == "district"), "")
    province = next((above.name for above in place.parents if above.level == "province"), "")
    province = scene.of_time(province)
    abroad = next((above for above in place.parents if above.level == "country"), None)
    if abroad is not None and abroad.draft.code != _VIETNAM:
        place.country = abroad.name
        place.province, place.district = province, district
        return
    found = scene.candidates(place.name, place.level)
    fitting = [division for division in found if _fits(division, district, province, scene)]
    if not fitting and district and place.level == "commune":
        fitting = list(gazetteer().misspelt(place.name, district))
        place.misspelt = len(fitting) == 1
    if (district or province) and (fitting or not found or not _is_wide(place)):
        place.district = district
        place.province = province
        if _is_one(fitting):
            _take(place, fitting[0], scene, "chain")
        elif fitting and not province:
            _take_if_one_province(place, fitting, scene)


def _may_hold(above: Placed, country: str) -> bool:
    """Whether a place lies in a country, as far as the tables tell."""
    return country in (above.country or country, above.name)


def _is_wide(place: Placed) -> bool:
    """Whether the gazetteer lists all there are, so that a place it lists elsewhere is no part."""
    return place.level == "district"


def _fits(division: Division, district: str, province: str, scene: Scene) -> bool:
    key = gazetteer().key
    if district and division.district and key(division.district) != key(district):
        return False
    return not province or scene.same_province(division.province, province)


def _is_one(found: Sequence[Division]) -> bool:
    """Whether all are one division, under the types that it had in turn."""
    return len({(division.code, division.district) for division in found}) == 1


def _take(place: Placed, division: Division, scene: Scene, why: str) -> None:
    place.division = division
    place.district = place.district or division.district
    place.province = place.province or scene.of_time(division.province)
    place.steps.append(f"{why}: {division.code or division.name}, {place.province}")


def _take_if_one_province(place: Placed, found: Sequence[Division], scene: Scene) -> None:
    provinces = {scene.of_time(division.province) for division in found}
    if len(provinces) == 1:
        place.province = provinces.pop()


def _home(places: Sequence[Placed], scene: Scene) -> str:
    """The province that the article is about: the outlet's, or the one named most."""
    counts: Counter[str] = Counter()
    for place in places:
        if place.province and not place.country:
            counts[scene.of_time(place.province)] += 1
    for place in places:
        if place.level == "district" and not place.province:
            provinces = {scene.of_time(d.province) for d in gazetteer().districts(place.name)}
            if len(provinces) == 1:
                counts[provinces.pop()] += 1
    if scene.home and (not counts or scene.home in counts):
        return scene.of_time(scene.home)
    return counts.most_common(1)[0][0] if counts else ""


def _by_article(
    index: int, places: Sequence[Placed], home: str, scene: Scene, *, alone: bool
) -> None:
    """Choose among places of one name by what else the article names, the nearest first."""
    place = places[index]
    found = scene.candidates(place.name, place.level, place.draft.head)
    if place.district or place.province or place.country or not found:
        return
    if alone and len({division.province for division in found}) > 1:
        return
    named = _named_near(index, places, home)
    for district, province in named:
        fitting = [d for d in found if _fits(d, district, province, scene)]
        if fitting:
            place.province = scene.of_time(fitting[0].province)
            if _is_one(fitting):
                _take(place, fitting[0], scene, "article")
            return
    provinces = {scene.of_time(division.province) for division in found}
    if len(provinces) == 1 and (place.level == "district" or not home):
        _take(place, found[0], scene, "only one of the name")


def _named_near(index: int, places: Sequence[Placed], home: str) -> list[tuple[str, str]]:
    """Districts, then provinces, that the article names, from near to far.

    The province that the article is about comes right after the nearest one.
    """
    window = range(max(0, index - _WINDOW), min(len(places), index + _WINDOW))
    order = sorted(window, key=lambda i: abs(i - index) + (_AFTER if i > index else 0))
    districts, provinces = [], []
    for i in order:
        other = places[i]
        if other.country:
            continue
        if other.level == "district" and i != index:
            districts.append((other.name, other.province))
        if other.province and i != index:
            provinces.append(("", other.province))
    if home:
        provinces.insert(1, ("", home))
    return [*dict.fromkeys(districts), *dict.fromkeys(provinces)]


def _key(place: Placed) -> tuple[str, str]:
    return place.level, gazetteer().key(place.name)


def _by_name(places: Sequence[Placed]) -> dict[tuple[str, str], Placed]:
    """One name at one level is one place throughout the article, unless a chain says otherwise."""
    known: dict[tuple[str, str], Placed] = {}
    for place in places:
        if place.province:
            known.setdefault(_key(place), place)
    for place in places:
        same = known.get(_key(place))
        if same is not None and not place.province and not place.country and not place.parents:
            place.province, place.district = same.province, same.district
            place.division, place.country = same.division, same.country
            place.steps.append(f"same name: {same.province}")
    return known


def _by_parents(places: Sequence[Placed]) -> None:
    """A place lies in the province of the larger places of its chain."""
    for place in places:
        if not place.province and not place.country:
            above = next((above for above in place.parents if above.province), None)
            if above is not None:
                place.province, place.country = above.province, above.country


def _of_neighbour(index: int, places: Sequence[Placed], lines: Sequence[int], home: str) -> str:
    """A place that no table knows lies where the one before it in the paragraph was, or at home."""
    place = places[index]
    if place.draft.tag in _REGIONS or place.level == "facility":
        return ""
    if place.level == "feature" and _is_great(place):
        return ""
    for before in range(index - 1, max(-1, index - _WINDOW), -1):
        other = places[before]
        if lines[before] != lines[index]:
            break
        if other.province and not other.country and other.rank >= _COMMUNE:
            place.steps.append(f"place before: {other.province}")
            return other.province
    if home and place.level != "feature":
        place.steps.append(f"province of the article: {home}")
        return home
    return ""


def _is_great(place: Placed) -> bool:
    """Whether the table of features says that it lies in no single province."""
    row = gazetteer().features.get(gazetteer().key(place.name))
    return row is not None and not row.get("province")


def _lines(places: Sequence[Placed], scene: Scene) -> list[int]:
    """Number of the line that each place stands in."""
    found, line, at = [], 0, 0
    for place in places:
        start = scene.tokens.starts[place.start]
        line += scene.tokens.text.count("\n", at, start)
        at = start
        found.append(line)
    return found


_VIETNAM = "VN"
_AFTER = 3
_WINDOW = 60
_LONGEST_CHAIN = 30
_COMMUNE = 2
_REGIONS = frozenset(("region", "region_lower"))
