"""Which names are places at all: not persons, words or the tails of organisations' names."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.gazetteer import gazetteer
from extractor.kinds.place_names import follows, opens_sentence, tags_at
from extractor.matching import Tokens
from extractor.matching.alphabet import FILLER
from extractor.resolve.place_links import is_joined
from extractor.resolve.placed import Placed, Scene, is_capital

_LONGEST_ORGANISATION = 15
_IN_NAMES = frozenset("-–&")
_NOT_IN_TITLES = frozenset(("np_end", "aux", "act", "attribution_cue"))
_OF_ORGANISATIONS = frozenset(("country", "province", "district", "commune"))
_BODIES = frozenset(("unit_local", "unit_committee", "unit_body"))
_PLACE_CUE = frozenset(("place_cue",))
_COUNTRY_CUE = frozenset(("country_cue",))
_ADDRESS = frozenset(("address",))


def drop_unsupported(places: Sequence[Placed], scene: Scene) -> None:
    """Bare names that may be words or persons count only where something speaks for them."""
    headed = {gazetteer().key(place.name) for place in places if not place.bare}
    linked = {id(above) for place in places for above in place.parents}
    named = {
        scene.of_time(place.name)
        for place in places
        if place.level == "province" and (not place.draft.weak or not place.bare)
    }
    before: Placed | None = None
    persons: dict[str, bool] = {}
    for place in places:
        if place.level == "country":
            place.kept = not place.draft.weak or not _names_person(place, persons, scene)
        elif place.draft.weak and not (
            place.parents
            or id(place) in linked
            or place.level in ("commune", "border_gate")
            or gazetteer().key(place.name) in headed
            or _is_located(place, scene)
            or (
                before is not None
                and before.level == place.level
                and is_joined(before, place, scene)
            )
        ):
            place.kept = any(
                scene.of_time(division.province) in named
                for division in scene.candidates(place.name, place.level)
            )
        before = place if place.kept else None


def drop_in_organisations(places: Sequence[Placed], scene: Scene) -> None:
    """A place that closes the name of an organisation is none ("Báo Quảng Nam").

    What lies in the name of a unit stays: that is for the unit to tell.
    """
    for place in places:
        if place.level in _OF_ORGANISATIONS and scene.tokens.has(place.start, "location"):
            place.kept = place.kept and not _names_organisation(place.start, scene.tokens)


def _names_organisation(start: int, tokens: Tokens) -> bool:
    named = False
    for index in range(start - 1, max(-1, start - _LONGEST_ORGANISATION), -1):
        tags = tokens.tags(index)
        if "document" in tags:  # A law is of a country; who carries out a decree is told behind it.
            said = tokens.slice(index, tokens.phrase_end(index))
            return not any(char.isdigit() for char in said)
        if FILLER in tags and "word" not in tags:
            continue
        if "word" not in tags or tokens.look_up(tokens.word(index), "place_cue"):
            if tokens.word(index) in _IN_NAMES:
                continue
            return False
        if "org_head" in tags and _heads_name(index, start, tokens, named=named):
            return start - index > 1 or "upper" in tags or not opens_sentence(index, tokens)
        is_field = "org_field" in tags or "cap" in tags
        if not is_field and "place_list" not in tags and not _NOT_IN_TITLES.isdisjoint(tags):
            return False
        named = named or is_field
    return False


def _heads_name(index: int, start: int, tokens: Tokens, *, named: bool) -> bool:
    """Whether the head of an organisation opens its name: in capitals, or with more words."""
    if tokens.has(index, "cap"):
        return True
    lower = tokens.row(index, "org_head").get("lower", "")
    return lower == "alone" or (lower == "yes" and named and tokens.phrase_end(index) < start)


def _is_located(place: Placed, scene: Scene) -> bool:
    """Whether a word of place, a comma after a place or a bracket stands before it."""
    tokens = scene.tokens
    before = place.start - 1
    return (
        follows(tokens, place.start, _PLACE_CUE)
        or (before >= 0 and tokens.word(before) == "(")
        or (before > 0 and tokens.word(before) == "," and tokens.has(before - 1, "date"))
        or not _BODIES.isdisjoint(tags_at(tokens, before))
        or _opens_text(place, scene)
    )


def _opens_text(place: Placed, scene: Scene) -> bool:
    """Whether it heads the article ("Hải Dương: …") or its first line."""
    return not scene.tokens.text[: scene.tokens.starts[place.start]].strip()


def _names_person(place: Placed, persons: dict[str, bool], scene: Scene) -> bool:
    """Whether a short name is that of a person somewhere in the article ("Nguyễn Văn Đức")."""
    tokens = scene.tokens
    if follows(tokens, place.start, _COUNTRY_CUE):
        return False
    before = place.start - 1
    if before < 0 or tokens.has(before, "newline") or tokens.word(before) in ".:":
        return True
    name = tokens.slice(place.start, place.end)
    if name not in persons:
        persons[name] = _is_of_person(name, tokens)
    return persons[name]


def _is_of_person(name: str, tokens: Tokens) -> bool:
    at = tokens.text.find(name)
    while at >= 0:
        index = tokens.at(at)
        if tokens.starts[index] == at and _ends_name(index, tokens):
            return True
        at = tokens.text.find(name, at + 1)
    return False


def _ends_name(index: int, tokens: Tokens) -> bool:
    """Whether the word at a token is the last of a capitalised name, or is addressed."""
    named = is_capital(tokens, index - 1) and not tokens.word(index - 1).isupper()
    return (named and not is_capital(tokens, index + 1)) or follows(tokens, index, _ADDRESS)
