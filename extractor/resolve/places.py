"""Places: drafts of the whole article → locations, each settled by its chain or by the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractor.gazetteer import gazetteer
from extractor.matching import Tokens
from extractor.model import Explanation, Location, LocationLevel
from extractor.reading.segments import Labelled
from extractor.resolve.place_links import link, settle
from extractor.resolve.place_lists import add_links, add_members, add_plurals
from extractor.resolve.place_repeats import add_repetitions
from extractor.resolve.place_support import drop_in_organisations, drop_unsupported
from extractor.resolve.placed import Placed, Scene
from extractor.resolve.spans import Span, Spans


def resolve_places(
    tokens: Tokens,
    labelled: Iterable[Labelled],
    *,
    date: str | None,
    outlet: str | None,
    explain: bool,
) -> list[Location]:
    """All places of the text in order, also those inside the names of units.

    Args:
        tokens: The parsed text.
        labelled: Credits and bylines, in which there are no places.
        date: Day of publication, as well as it is known.
        outlet: Name of the paper, which may tell the province that it is about.
        explain: Whether each is to say how it was found.
    """
    scene = Scene(tokens, date or "", home_province(outlet))
    silent = Spans((part.start, part.end) for part in labelled if part.label != "caption")
    places = _audible(_gather(tokens), silent, tokens)
    places = add_plurals(places, scene)
    if not places:
        return []
    places = add_members(places, scene)
    _lower_levels(places, scene)
    places = add_links(places, scene)
    places = add_repetitions(places, scene)
    link(places, scene)
    drop_unsupported(places, scene)
    drop_in_organisations(places, scene)
    places = [place for place in places if place.kept]
    settle(places, scene)
    return [_entry(place, scene, explain=explain) for place in places]


def home_province(outlet: str | None) -> str:
    """The province that an outlet is named after, or nothing."""
    words = (outlet or "").split()
    for start in range(len(words)):
        found = gazetteer().province(" ".join(words[start:]))
        if found is not None:
            return found.name
    return ""


def outside(locations: Iterable[Location], covered: Iterable[Span]) -> list[Location]:
    """Locations that lie in none of some spans, such as those of units.

    Args:
        locations: Locations.
        covered: Spans, in any order.
    """
    spans = Spans(covered)
    return [one for one in locations if not spans.hold(one.start, one.end)]


def _gather(tokens: Tokens) -> list[Placed]:
    return [
        Placed(
            built.start,
            built.end,
            built.value,
            built.value.name,
            built.value.level,
            built.match.rule.id,
        )
        for built in tokens.found.get("location", ())
    ]


def _audible(places: list[Placed], silent: Spans, tokens: Tokens) -> list[Placed]:
    """Places outside of the stretches that are no news."""
    starts = tokens.starts
    return [p for p in places if not silent.hold(starts[p.start], starts[p.start] + 1)]


def _lower_levels(places: Sequence[Placed], scene: Scene) -> None:
    """A bare name of a district is rather the commune of that name beside a district it is not."""
    for place in places:
        _level_of_city(place, scene)
    _lower_cities(places, scene)
    for place, after in pairwise(places):
        if place.level != "district" or not place.bare or after.start - place.end != 1:
            continue
        if scene.tokens.word(place.end) != "," or after.level not in ("district", "province"):
            continue
        _lower(place, after, scene)
    if scene.is_new:
        for place in places:
            communes = gazetteer().communes(place.name, new=True)
            if place.level == "district" and place.bare and communes:
                place.level = "commune"
                place.steps.append("level: there are no districts since July 2025")


def _lower_cities(places: Sequence[Placed], scene: Scene) -> None:
    """In "phường Tô Hiệu, Sơn La, Sơn La" the first of two provinces is the city of that name."""
    for place, after in pairwise(places):
        joined = after.start - place.end == 1 and scene.tokens.word(place.end) == ","
        if not (joined and place.bare and place.level == after.level == "province"):
            continue
        districts = gazetteer().districts(place.name)
        if any(scene.same_province(division.province, after.name) for division in districts):
            place.level = "district"
            place.steps.append(f"level: a district of {after.name}")


def _level_of_city(place: Placed, scene: Scene) -> None:
    """A city that became a province in its own name was a district before."""
    found = gazetteer().province(place.name) if place.level in ("province", "district") else None
    if found is None or not found.since:
        return
    if place.level == "province" and scene.date < found.since:
        place.level = "district"
    elif place.draft.tag == "admin_head" and scene.date >= found.since:
        place.level = "province"


def _lower(place: Placed, above: Placed, scene: Scene) -> None:
    same = gazetteer().key
    if above.level == "district":
        fits = any(same(d.district) == same(above.name) for d in scene.communes(place.name))
    else:
        districts = gazetteer().districts(place.name)
        if any(scene.same_province(d.province, above.name) for d in districts):
            return
        fits = any(scene.same_province(d.province, above.name) for d in scene.communes(place.name))
    if fits:
        place.level = "commune"
        place.steps.append(f"level: a commune of {above.name}")


def _entry(place: Placed, scene: Scene, *, explain: bool) -> Location:
    tokens = scene.tokens
    start, end = tokens.starts[place.start], tokens.end(place.end - 1)
    code, now = _code_and_province_now(place, scene)
    return Location(
        text=tokens.text[start:end],
        start=start,
        end=end,
        name=_printed_name(place),
        level=place.level,
        district=_printed_district(place) if place.level in _IN_DISTRICTS else None,
        province=place.province or None,
        code=code,
        province_now=now,
        explain=Explanation(place.rule, {}, tuple(place.steps)) if explain else None,
    )


def _printed_district(place: Placed) -> str | None:
    """The district as written, or as it is listed in place of capitals throughout."""
    if place.district.isupper():
        listed = gazetteer().districts(place.district)
        return listed[0].name if listed else place.district
    return place.district or None


def _printed_name(place: Placed) -> str:
    """The name as written; the official one of a province, and in place of capitals throughout."""
    if place.level == "province":
        found = gazetteer().province(place.name)
        return found.name if found is not None and not place.country else place.name
    if place.division is not None and (place.name.isupper() or place.misspelt):
        return place.division.name
    return place.name


def _code_and_province_now(place: Placed, scene: Scene) -> tuple[str | None, str | None]:
    if place.level == "country":
        return place.draft.code or None, None
    if place.country or not place.province:
        return None, None
    found = gazetteer().province(place.province)
    if found is None:
        return None, None
    now = found.now if found.now and found.now != place.province else None
    if place.level == "province":
        is_today = scene.is_new and found.name == found.now
        return (found.code_now if is_today else found.code) or None, now
    return (place.division.code or None if place.division else None), now


_IN_DISTRICTS: frozenset[LocationLevel] = frozenset(
    ("commune", "village", "road", "feature", "facility", "border_gate")
)
