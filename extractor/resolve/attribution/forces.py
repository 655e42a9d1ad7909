"""Forces told without a unit: "lực lượng công an", "Công an các xã, phường", "lực lượng chức năng".

They act as units do. Who is meant, the passage says: `Actors` puts the named unit of that branch in
their place, and keeps the words of the article where none was named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from extractor.kinds.figure_words import joins, mark_at
from extractor.matching import Tokens
from extractor.model import Location, Unit

ANY = "any"
"""Branch of a force that can be any."""
FOREIGN = "foreign"
"""Branch of those of another country, as in "phía Campuchia": they act in their clause alone."""
_COUNTRY = "country"
NATION = "Việt Nam"
"""The one country whose forces need no name of a country."""
COUNTED = "figure_part"
"""Kind of a force with its count: "(Công an 152, Quân sự 88)"."""
_TABLE = "generic_force"
_LEAD = "force_lead"
_CORPS = "unit_corps"
_FIELDS = ("unit_field", "unit_task")
_SEVERAL = "area_plural"
_AREA = "admin_head"
_PLURAL = "unit_plural"
_BODIES = "force_body"
_MEMBERS = ("person_noun", "rank")


class Force(msgspec.Struct, frozen=True, gc=False):
    """One mention of a force.

    Attributes:
        name: The force, as the pattern file spells it.
        branch: Branch of the units that it can stand for, or `ANY`.
        tail: What makes it several bodies ("các xã, phường") or that of a place; empty otherwise.
        has_area: Whether the tail tells the place, or leaves none to tell.
        field: The field that it works in ("kinh tế"), where it is told.
        is_office: Whether a body has one of it, as an office for investigation.
    """

    start: int
    end: int
    name: str
    branch: str
    tail: str = ""
    has_area: bool = True
    field: str = ""
    is_office: bool = False

    @property
    def full(self) -> str:
        """The force in the words of the article."""
        return f"{self.name} {self.tail}".rstrip()


def find_forces(
    tokens: Tokens, units: Sequence[Unit], locations: Sequence[Location]
) -> list[Force]:
    """All mentions of forces outside of units, in order.

    Args:
        tokens: The parsed text.
        units: The units, in order.
        locations: The places, in order.
    """
    starts = [unit.start for unit in units]
    places = {location.start: location for location in locations}
    found: list[Force] = []
    counted = (index for index in tokens.find(COUNTED) if tokens.row(index, _TABLE))
    for index in sorted([*tokens.find(_TABLE), *counted]):
        start, end = tokens.span(index, _after(tokens, index))
        at = bisect_left(starts, end) - 1
        if at >= 0 and units[at].end > start:
            continue
        before = index - 1 if _joins(tokens, index - 1) else index
        if not tokens.preceded_by(before, _TABLE) and any(
            tokens.preceded_by(before, table) for table in _MEMBERS
        ):
            continue
        force = _force(tokens, index, places)
        if force is not None:
            found.append(force)
    return found


def _force(tokens: Tokens, index: int, places: dict[int, Location]) -> Force | None:
    row = tokens.row(index, _TABLE)
    lead = tokens.row_before(index, _LEAD).get("phrase", "")
    start, _ = tokens.span(index - len(lead.split()), index + 1)
    after = head = _after(tokens, index)
    while tokens.has(index, _CORPS) and any(tokens.has(after, field) for field in _FIELDS):
        after = tokens.phrase_end(after)
    own = tokens.span(index, after)[1]
    field = tokens.text[tokens.span(index, head)[1] : own]
    name = row["name"] + field
    last, has_area = _tail(tokens, after)
    if last > after:
        end = tokens.span(index, last)[1]
        tail = tokens.text[own:end].strip()
        return Force(start, end, name, row["branch"], tail, has_area, field.strip())
    place = places.get(tokens.span(after, after + 1)[0]) if after < len(tokens) else None
    near = place if place is not None and place.start - own <= 1 else None
    if row.get("of") and (near is None or near.level != row["of"]):
        return None
    if near is not None:
        abroad = near.level == _COUNTRY and near.name != NATION
        branch = FOREIGN if abroad else row["branch"]
        return Force(start, near.end, name, branch, near.text, field=field.strip())
    office = bool(row.get("office"))
    return Force(start, own, name, row["branch"], field=field.strip(), is_office=office)


def _after(tokens: Tokens, index: int) -> int:
    """Index after the phrase of a force, whatever was built over it."""
    phrase = tokens.phrases.get(index)
    return phrase[1] if phrase else index + 1


def _tail(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Index after "các xã, phường", "các cấp", "các đơn vị, địa phương", and if it is no area."""
    if tokens.has(index, _SEVERAL):
        end = tokens.phrase_end(index)
        while _joins(tokens, end) and tokens.has(end + 1, _AREA):
            end = tokens.phrase_end(end + 1)
        return end, False
    if tokens.row(index, _BODIES).get("several"):
        end = index
    elif tokens.has(index, _PLURAL):
        end = tokens.phrase_end(index)
    else:
        return index, True
    while tokens.has(end, _BODIES):
        end = tokens.phrase_end(end)
        if _joins(tokens, end) and tokens.has(end + 1, _BODIES):
            end += 1
    return end, True


def _joins(tokens: Tokens, index: int) -> bool:
    return joins(tokens, index) or mark_at(tokens, index, "-")
