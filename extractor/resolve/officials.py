"""Officials: one person from many mentions.

A person is told by the full name; a short mention ("Bí thư Thử", "Đại tá Mẫu") joins the last
person of that name with a like rank or position. A post that is written in several ways is kept
once, in its fullest form.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable

import msgspec

from extractor.kinds.officials import OfficialDraft, PositionDraft, is_whole_name
from extractor.matching import Built, Tokens
from extractor.matching.folding import fold
from extractor.model import Official, Position, Span
from extractor.resolve.explain import explanation

_FAR = 1 << 62
_MOST_NAMESAKES = 64


class Person(msgspec.Struct):
    """A person under way.

    Attributes:
        name: The fullest name so far.
        key: Folded syllables of it.
        first: What the rule made of the first mention.
        rank: The rank as first written.
        positions: Positions so far, each in its fullest form.
        mentions: Stretches that name the person, in order.
        sure: Whether a rank or a position of the state was named.
    """

    name: str
    key: tuple[str, ...]
    first: Built
    rank: str = ""
    positions: list[Position] = []
    mentions: list[Span] = []
    sure: bool = False


def resolve_officials(
    tokens: Tokens, units: dict[int, str], ignored: Iterable[tuple[int, int]], *, explain: bool
) -> list[Official]:
    """Officials of the text in order of their first mention.

    Args:
        tokens: The parsed text.
        units: Full name of each unit, by its first token.
        ignored: Stretches of credits and bylines: who stands there is a reporter.
        explain: Whether each is to say how it was found.
    """
    stretches = sorted(ignored)
    mentions = [
        built
        for built in tokens.found.get("official", ())
        if not _within(tokens.starts[built.start], stretches)
    ]
    branches = {draft.branch for built in tokens.found.get("unit", ()) for draft in built.value}
    people = _People()
    for built in mentions:
        if is_whole_name(built.value.name):
            named = people.of_full_name(built)
            _add(named, built.value, tokens, units)
            named.sure = named.sure or any(
                position.body in branches for position in built.value.positions if position.body
            )
    for built in mentions:
        if not is_whole_name(built.value.name):
            person = _short(built.value, people, tokens)
            if person is not None:
                _add(person, built.value, tokens, units)
    found = [person for person in people.all if person.sure]
    found.sort(key=lambda person: person.mentions[0].start)
    return [_entry(person, tokens, explain=explain) for person in found]


def _within(offset: int, stretches: list[tuple[int, int]]) -> bool:
    place = bisect_right(stretches, (offset, _FAR))
    return place > 0 and offset < stretches[place - 1][1]


class _People:
    """The persons so far, by their given name: the last syllable."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_given: dict[str, list[Person]] = {}

    def of_full_name(self, built: Built) -> Person:
        """The person of a full name; a name without the family name is the same person's."""
        draft: OfficialDraft = built.value
        key = _key(draft.name)
        named = self._by_given.setdefault(key[-1], [])
        for person in named[:_MOST_NAMESAKES]:
            if _is_one(key, person.key):
                if len(key) > len(person.key):
                    person.name, person.key = draft.name, key
                return person
        person = Person(draft.name, key, built)
        self.all.append(person)
        named.append(person)
        return person

    def of_given_name(self, name: str) -> list[Person]:
        """The persons with a given name."""
        return self._by_given.get(fold(name), [])[:_MOST_NAMESAKES]


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in name.split())


def _is_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one: the same, or one without the family name."""
    shorter, longer = sorted((one, other), key=len)
    return longer[-len(shorter) :] == shorter


def _short(draft: OfficialDraft, people: _People, tokens: Tokens) -> Person | None:
    """The last person before a short mention whose given name, and rank or title, are the same."""
    at = tokens.starts[draft.start]
    named = people.of_given_name(draft.name)
    alike = [person for person in named if _is_alike(draft, person, tokens)]
    before = [person for person in alike if person.mentions[0].start < at]
    return before[-1] if before else alike[0] if alike else None


def _is_alike(draft: OfficialDraft, person: Person, tokens: Tokens) -> bool:
    if draft.rank and person.rank:
        return _folded(draft.rank) == _folded(person.rank)
    titles = {_folded(position.title) for position in person.positions}
    return any(
        title.startswith(_folded(tokens.slice(position.start, position.title_end)))
        for position in draft.positions
        for title in titles
    )


def _add(person: Person, draft: OfficialDraft, tokens: Tokens, units: dict[int, str]) -> None:
    start, end = tokens.span(draft.start, draft.end)
    insort(person.mentions, Span(tokens.text[start:end], start, end), key=lambda span: span.start)
    person.rank = person.rank or draft.rank
    person.sure = (
        person.sure
        or bool(draft.rank)
        or any(not position.weak or position.unit in units for position in draft.positions)
    )
    for position in draft.positions:
        _add_position(person.positions, _position(position, tokens, units))


def _position(draft: PositionDraft, tokens: Tokens, units: dict[int, str]) -> Position:
    text = " ".join(tokens.slice(draft.start, draft.end).split())
    title = " ".join(tokens.slice(draft.start, draft.title_end).split())
    return Position(text=text, title=title, unit=units.get(draft.unit))


def _add_position(found: list[Position], new: Position) -> None:
    """Add a position, or keep the fuller of two ways to write one."""
    for index, old in enumerate(found):
        if _is_same(old, new):
            if len(_folded(new.text).split()) > len(_folded(old.text).split()):
                found[index] = new
            return
    found.append(new)


def _is_same(old: Position, new: Position) -> bool:
    if _folded(old.title) != _folded(new.title):
        return False
    if old.unit and new.unit:
        return _folded(old.unit) == _folded(new.unit)
    shorter, longer = sorted((_folded(old.text), _folded(new.text)), key=len)
    return longer.startswith(shorter)


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in text.replace(".", ". ").split())


def _entry(person: Person, tokens: Tokens, *, explain: bool) -> Official:
    return Official(
        name=person.name,
        rank=person.rank or None,
        positions=tuple(person.positions),
        mentions=tuple(person.mentions),
        explain=explanation(tokens, person.first) if explain else None,
    )
