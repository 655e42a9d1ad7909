"""What the mention of a place tells by its own words."""

from __future__ import annotations

from typing import cast

import msgspec

from extractor.matching.lexicon import Row
from extractor.model import LocationLevel


class LocationDraft(msgspec.Struct, frozen=True, gc=False):
    """A place as its mention tells it.

    Attributes:
        name: Its name without designator; a number keeps it.
        level: Its level, as far as its own words tell.
        head: Its designator in full, empty for a bare name.
        tag: The table of its designator, or of its bare name.
        code: ISO 3166 code of a country.
        country: The country that its table tells, for a place abroad.
        weak: Whether the bare name may be a word or a person, and needs support.
        plural: Whether its designator opens a list.
    """

    name: str
    level: LocationLevel
    head: str = ""
    tag: str = ""
    code: str = ""
    country: str = ""
    weak: bool = False
    plural: bool = False


def level_of(row: Row) -> LocationLevel:
    """The level that a row of a table tells."""
    return cast("LocationLevel", row.get("level", "feature"))
