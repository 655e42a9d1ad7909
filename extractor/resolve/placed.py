"""A place on its way through the passes: what its mention tells, and what the article adds."""

from __future__ import annotations

import msgspec

from extractor.gazetteer import MERGER, Division, gazetteer
from extractor.kinds.locations import LocationDraft
from extractor.matching import Tokens
from extractor.model import LocationLevel

RANK: dict[LocationLevel, int] = {
    "facility": 0,
    "feature": 0,
    "road": 0,
    "border_gate": 0,
    "village": 1,
    "commune": 2,
    "district": 3,
    "province": 4,
    "country": 5,
}
"""How large a place of each level is: a chain goes from small to large."""


class Placed(msgspec.Struct, eq=False):
    """One mention of a place.

    Attributes:
        start: First token.
        end: Token after the last.
        draft: What the mention tells.
        name: Name so far.
        level: Level so far.
        rule: Id of the rule that found it, or of the pass.
        parents: Larger places of its chain, the next one first.
        division: The division that it is, once settled.
        district: District that it lies in.
        province: Province that it lies in.
        country: Country, for a place abroad.
        kept: Whether it is a place at all.
        misspelt: Whether its division has the same letters with other marks ("Pa Cò", "Pà Cò").
        steps: What context added.
    """

    start: int
    end: int
    draft: LocationDraft
    name: str
    level: LocationLevel
    rule: str
    parents: list[Placed] = []
    division: Division | None = None
    district: str = ""
    province: str = ""
    country: str = ""
    kept: bool = True
    misspelt: bool = False
    steps: list[str] = []

    @property
    def rank(self) -> int:
        """How large it is."""
        return RANK[self.level]

    @property
    def bare(self) -> bool:
        """Whether it stands without a designator."""
        return not self.draft.tag.endswith("_head") and self.draft.tag != "place_code"


class Scene(msgspec.Struct, frozen=True):
    """What the passes over one article share.

    Attributes:
        tokens: The parsed text.
        date: Day of publication as well as it is known, or empty.
        home: Province that the outlet serves, or empty.
    """

    tokens: Tokens
    date: str
    home: str

    @property
    def is_new(self) -> bool:
        """Whether the article is of the time since the districts ended."""
        return self.date[:7] >= MERGER[:7]

    def communes(self, name: str) -> tuple[Division, ...]:
        """Communes of that name in the article's time, else in the time before."""
        places = gazetteer()
        new = places.communes(name, new=True) if self.is_new else ()
        return new or places.communes(name, new=False)

    def candidates(self, name: str, level: LocationLevel, kind: str = "") -> tuple[Division, ...]:
        """Divisions that a name may be at a level; those of a type, if there are any of it."""
        found: tuple[Division, ...] = ()
        if level == "commune":
            found = self.communes(name)
        elif level == "district":
            found = gazetteer().districts(name)
        if kind and len(found) > 1:
            return tuple([division for division in found if division.type == kind]) or found
        return found

    def of_time(self, province: str) -> str:
        """A province's name in the article's time."""
        return gazetteer().province_at(province, self.date) if province else ""

    def same_province(self, one: str, other: str) -> bool:
        """Whether two names of provinces mean one province in the article's time."""
        return bool(one) and self.of_time(one) == self.of_time(other)


def by_start(place: Placed) -> int:
    """Key to sort places by."""
    return place.start


def is_capital(tokens: Tokens, index: int) -> bool:
    """Whether a token is a capitalised word, also inside what was built."""
    return 0 <= index < len(tokens) and tokens.word(index)[:1].isupper()


def is_short_number(tokens: Tokens, index: int) -> bool:
    """Whether a token is a number of one or two digits, also inside what was built."""
    return (
        index < len(tokens) and len(tokens.word(index)) <= _SHORT and tokens.word(index).isdecimal()
    )


_SHORT = 2
