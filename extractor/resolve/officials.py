"""Officials: one person from many mentions.

A person is told by the full name; a short mention ("Bí thư Thử", "Đại tá Mẫu") joins the last person
of that name with a like rank or position. A post that is written in several ways is kept once, in its
fullest form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.kinds.officials import OfficialDraft, PositionDraft
from extractor.matching import Built, Tokens
from extractor.matching.folding import fold
from extractor.model import Official, Position, Span
from extractor.resolve.explain import explanation


@dataclass(slots=True)
class Person:
    """A person under way.

    Attributes:
        name: The fullest name so far.
        key: Folded syllables of it.
        first: What the rule made of the first mention.
        rank: The rank as first written.
        positions: Positions so far, each in its fullest form.
        mentions: Stretches that name the person, in order.
    """

    name: str
    key: tuple[str, ...]
    first: Built
    rank: str = ""
    positions: list[Position] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
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
    people: list[Person] = []
    stretches = list(ignored)
    mentions = [(built, built.value) for built in tokens.found.get("official", ())]
    mentions = [
        (built, draft) for built, draft in mentions if not _within(tokens.starts[draft.start], stretches)
    ]
    for built, draft in mentions:
        if len(draft.name.split()) > 1:
            _add(_person(draft, built, people), draft, tokens, units)
    for built, draft in mentions:
        if len(draft.name.split()) == 1:
            person = _short(draft, people, tokens)
            if person is not None:
                _add(person, draft, tokens, units)
    return [_entry(person, tokens, explain=explain) for person in people if person.sure]


def _within(offset: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in stretches)


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in name.split())


def _person(draft: OfficialDraft, built: Built, people: list[Person]) -> Person:
    """The person of a full name; a name without the family name is the same person's."""
    key = _key(draft.name)
    for person in people:
        if _is_one(key, person.key):
            if len(key) > len(person.key):
                person.name, person.key = draft.name, key
            return person
    people.append(Person(draft.name, key, built))
    return people[-1]


def _is_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one: the same, or one without the family name."""
    shorter, longer = sorted((one, other), key=len)
    return longer[-len(shorter) :] == shorter


def _short(draft: OfficialDraft, people: list[Person], tokens: Tokens) -> Person | None:
    """The last person before a short mention whose given name, and rank or title, are the same."""
    key = _key(draft.name)
    at = tokens.starts[draft.start]
    named = [person for person in people if person.key[-1:] == key]
    alike = [person for person in named if _is_alike(draft, person, tokens)]
    before = [person for person in alike if person.mentions[0].start < at]
    return before[-1] if before else alike[0] if alike else None


def _is_alike(draft: OfficialDraft, person: Person, tokens: Tokens) -> bool:
    if draft.rank and person.rank:
        return fold(draft.rank) == fold(person.rank) or not draft.positions
    titles = {_folded(position.title) for position in person.positions}
    return any(
        title.startswith(_folded(tokens.slice(position.start, position.title_end)))
        for position in draft.positions
        for title in titles
    )


def _add(person: Person, draft: OfficialDraft, tokens: Tokens, units: dict[int, str]) -> None:
    start, end = tokens.span(draft.start, draft.end)
    person.mentions.append(Span(tokens.text[start:end], start, end))
    person.mentions.sort(key=lambda span: span.start)
    person.rank = person.rank or draft.rank
    person.sure = person.sure or bool(draft.rank) or any(
        not position.weak or position.unit in units for position in draft.positions
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
