"""What a result is: one frozen struct per kind of entry, and the article that holds them.

Offsets (`start`, `end`) count Unicode code points of the text as it was read, end exclusive, and
``text[start:end] == entry.text`` holds for every entry. A field without a value is left out of the
output. The JSON Schema that ``extract --schema`` prints is generated from these classes, so the
docstrings here are its descriptions.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec
from msgspec import field

SCHEMA_VERSION: Literal[1] = 1
"""Raised whenever a field is renamed, removed or changes its meaning."""

Kind = Literal["dates", "locations", "units", "officials", "figures", "documents"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The six kinds of entries, in the order in which they are printed."""

PartOfDay = Literal["dawn", "morning", "noon", "afternoon", "evening", "night"]
LocationLevel = Literal[
    "country",
    "province",
    "district",
    "commune",
    "village",
    "road",
    "border_gate",
    "feature",
    "facility",
]
Branch = Literal[
    "police",
    "military",
    "border_guard",
    "coast_guard",
    "customs",
    "forestry",
    "market",
    "government",
    "party",
    "legislature",
    "procuracy",
    "court",
    "mass_org",
    "other",
]
UnitLevel = Literal["national", "province", "district", "commune", "post"]
Qualifier = Literal["about", "over", "under", "at_least", "at_most", "order"]
FigureKind = Literal[
    "seizures",
    "cases",
    "suspects",
    "victims",
    "penalties",
    "fines",
    "tips",
    "awards",
    "personnel",
    "people",
    "activities",
    "money",
    "entities",
    "measures",
]
Change = Literal["increase", "decrease"]
Modality = Literal["planned", "alleged", "denied"]


class Explanation(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Why an entry is what it is: the rule that found it, its parts, and what context added."""

    rule: str
    """Id of the rule in `patterns/rules/`."""
    parts: dict[str, str] = {}
    """The rule's slots and the text that filled each."""
    steps: tuple[str, ...] = ()
    """Resolution steps in their order, each naming the value it gave and where that came from."""


class Date(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A calendar day, a time of a day, a calendar period, or a range of them."""

    text: str
    start: int
    end: int
    value: str
    """ISO-like: `2017-05-19`, `2017-05-19T05:30`, `2017-05`, `2017-Q2`, `2017-H1`, `2017`,
    `2017-W20`; a range is two of these joined by `/`."""
    from_: str = field(name="from")
    """First day covered, `YYYY-MM-DD`, inclusive."""
    to: str
    """Last day covered, `YYYY-MM-DD`, inclusive."""
    part: PartOfDay | None = None
    """Part of the day, when the text says it."""
    role: Literal["birth"] | None = None
    """`birth` for a year or day of birth."""
    explain: Explanation | None = None


class Location(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A named place."""

    text: str
    start: int
    end: int
    name: str
    """The name without its designator, abbreviations expanded; a number name keeps it."""
    level: LocationLevel
    district: str | None = None
    """The district that it lies in, as of the article's time."""
    province: str | None = None
    """The province or centrally run city that it lies in, as of the article's time."""
    code: str | None = None
    """Official code of the General Statistics Office, when the place is settled."""
    province_now: str | None = None
    """The province since the merger of 1 July 2025, for an older name."""
    explain: Explanation | None = None


class Unit(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A particular state, party, armed-force or mass-organisation body."""

    text: str
    start: int
    end: int
    name: str
    """Full name: abbreviations expanded, the place filled in when the context settles it."""
    branch: Branch
    level: UnitLevel | None = None
    province: str | None = None
    """The province that it serves, when the text or the context tells."""
    explain: Explanation | None = None


class Position(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One position of an official, as written, and taken apart."""

    text: str
    title: str
    """The title without its unit: `Phó Giám đốc`."""
    unit: str | None = None
    """Full name of the unit, as in `units`."""


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the article."""

    text: str
    start: int
    end: int


class Official(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A person named with a rank or a position, once per article."""

    name: str
    """The fullest form of the name."""
    rank: str | None = None
    positions: tuple[Position, ...] = ()
    mentions: tuple[Span, ...] = ()
    """Each stretch that names the person with rank or position."""
    explain: Explanation | None = None


class Figure(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A number that counts or measures something."""

    text: str
    start: int
    end: int
    value: int | float
    """The number said; the lower end of a range."""
    max: int | float | None = None
    """The upper end of a range."""
    qualifier: Qualifier | None = None
    """Left out for an exact figure."""
    unit: str
    """The counter or measure as written, lower case; an ISO 4217 code for money; `%`."""
    kind: FigureKind
    item: str | None = None
    """What is counted, measured or alleged, when said."""
    action: str | None = None
    """The verb that governs the figure, lower case."""
    change: Change | None = None
    """Set when the number is a difference and not a total."""
    base_value: int | float | None = None
    """`value` in `base_unit`."""
    base_unit: Literal["g", "l", "m", "m2"] | None = None
    by: tuple[str, ...] = ()
    """Names of the units that acted."""
    period: str | None = None
    """The day or period that the figure belongs to, in the grammar of `Date.value`."""
    place: str | None = None
    """Name of the most specific place that the figure belongs to."""
    part_of: int | None = None
    """Index in `figures` of the whole that this figure is a part of."""
    modality: Modality | None = None
    """Left out for a reported fact."""
    sentence: str | None = None
    """Text of the sentence that the figure stands in."""
    explain: Explanation | None = None


class Document(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A named legal or steering document."""

    text: str
    start: int
    end: int
    type: str
    number: str | None = None
    date: str | None = None
    """Day of the document, when it stands beside it."""
    explain: Explanation | None = None


class Article(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One article and all that was found in it."""

    schema: Literal[1]
    id: str
    source: str | None = None
    """Where the text was read from."""
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    """Publication date: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    dates: tuple[Date, ...]
    locations: tuple[Location, ...]
    units: tuple[Unit, ...]
    officials: tuple[Official, ...]
    figures: tuple[Figure, ...]
    documents: tuple[Document, ...]
    extra: dict[str, Any] = {}
    """Keys of a JSON Lines input that `extract` does not know, carried through."""
