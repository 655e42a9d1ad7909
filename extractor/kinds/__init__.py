"""Kinds: what the slots of each kind's rules mean, one small module a kind."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.kinds import dates, documents, figures, locations, numbers, officials, units
from extractor.kinds.date_points import build_point
from extractor.matching import Builder

BUILDERS: Mapping[str, Builder] = {
    "number": numbers.build,
    "calendar": build_point,
    "date": dates.build,
    "document": documents.build,
    "location": locations.build,
    "figure": figures.build,
    "figure_part": figures.build,
    "unit": units.build,
    "official": officials.build,
}
"""The builder of each tag that a rule file may give as its `kind`."""
