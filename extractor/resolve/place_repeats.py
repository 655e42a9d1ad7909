"""Repetitions: a name introduced with its designator is that place when it stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.kinds.locations import LocationDraft
from extractor.kinds.place_names import follows
from extractor.matching import Tokens
from extractor.model import LocationLevel
from extractor.resolve.placed import Placed, Scene, by_start, is_capital

_SHORTEST_REPEATED = 2
_LONGEST_SYLLABLE = 7
_PERSON = frozenset(("address", "rank"))
_REPEATED: frozenset[LocationLevel] = frozenset(("commune", "village", "border_gate"))


def add_repetitions(places: Sequence[Placed], scene: Scene) -> list[Placed]:
    """Add the later mentions of communes, villages and gates without their designators."""
    tokens = scene.tokens
    introduced: dict[str, Placed] = {}
    for place in places:
        if not place.bare and place.level in _REPEATED and _is_name(place):
            introduced.setdefault(place.name, place)
    taken = {index for place in places for index in range(place.start, place.end)}
    found = list(places)
    for name, start, end in _occurrences(list(introduced), tokens):
        place = introduced[name]
        if start > place.start and taken.isdisjoint(range(start, end)):
            draft = LocationDraft(name, place.level, "", "repetition")
            found.append(Placed(start, end, draft, name, place.level, "place-repeated"))
            taken.update(range(start, end))
    return sorted(found, key=by_start)


def _is_name(place: Placed) -> bool:
    size = place.name.count(" ") + 1
    return (
        size >= _SHORTEST_REPEATED and place.name[:1].isupper() and place.end - place.start > size
    )


def _occurrences(names: list[str], tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """Token spans at which names stand for themselves, found in one pass over the text."""
    if not names:
        return
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for index, low, high in automaton.find_matches_as_indexes(tokens.text):
        start, end = tokens.at(low), tokens.before(high)
        whole = end > start and tokens.starts[start] == low and tokens.end(end - 1) == high
        if whole and not is_capital(tokens, end) and not _follows_name(start, tokens):
            yield names[index], start, end


def _follows_name(start: int, tokens: Tokens) -> bool:
    return is_capital(tokens, start - 1) or follows(tokens, start, _PERSON)
