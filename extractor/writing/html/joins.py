"""What a page needs of an entry beside its own fields, joined from the rest of its article.

Pure functions from the model to plain values; where the article does not tell, the answer is None.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from extractor.date_values import bounds
from extractor.model import Article, Figure
from extractor.patterns_dir import builtin_patterns, read_table

PAGE = Path(__file__).with_name("page")
"""The parts of the page that are no code of Python."""

_WORD = re.compile(r"[^\W_]+")
_MOST_ALIKE = 20
_PROVINCES = ("gazetteer", "tables", "provinces.tsv")


def months(period: str | None) -> tuple[str, str] | None:
    """The first and the last month of a date value, `YYYY-MM` each; None where it is no such value.

    Args:
        period: In the grammar of `Date.value`, also a range.
    """
    if period is None:
        return None
    try:
        first, last = bounds(period)
    except ValueError:
        return None
    return first.isoformat()[:7], last.isoformat()[:7]


class Provinces:
    """The province of each figure of one article, by its place, else by the units that acted.

    Provinces of Vietnam alone: a place abroad is in none.
    """

    def __init__(self, article: Article) -> None:
        self._of_place: dict[str, str] = {}
        for place in article.locations:
            province = place.name if place.level == "province" else place.province
            if province in known():
                self._of_place.setdefault(place.name, province)
        self._of_unit = {
            unit.name: unit.province for unit in article.units if unit.province in known()
        }

    def of(self, figure: Figure) -> str | None:
        """The province as of the article's time."""
        served = [self._of_unit[name] for name in figure.by if name in self._of_unit]
        if figure.place is None:
            return served[0] if len(set(served)) == 1 else None
        if figure.place in served:
            return figure.place
        return self._of_place.get(figure.place)


@cache
def merged() -> Mapping[str, str]:
    """Each province to June 2025, and the one that it has been part of since."""
    table = read_table(builtin_patterns().joinpath(*_PROVINCES), "name", "now")
    return {row["name"]: row["now"] for row in table}


@cache
def known() -> frozenset[str]:
    """All provinces, of then and of now."""
    return frozenset(merged()) | frozenset(merged().values())


def repeats(article: Article, text: str) -> dict[int, int]:
    """Figures that say again what one before them says, by index: the later and the earlier.

    A title, a lead and a body tell the same count; two equal counts on one line are two counts.
    """
    lines = [place for place, character in enumerate(text) if character == "\n"]
    found: dict[int, int] = {}
    seen: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for index, figure in enumerate(article.figures):
        line = bisect(lines, figure.start)
        same = seen.setdefault(_facts(figure), [])
        for earlier, its_line in same:
            if its_line < line and _agree(article.figures[earlier], figure):
                found[index] = earlier
                break
        else:
            # Beyond a few that disagree nobody repeats anything: it is a list.
            if len(same) < _MOST_ALIKE:
                same.append((index, line))
    return found


def _facts(figure: Figure) -> tuple[object, ...]:
    of_what = (figure.kind, figure.value, figure.max, figure.unit, figure.change, figure.modality)
    return (*of_what, figure.period, figure.place)


def _agree(one: Figure, other: Figure) -> bool:
    """Whether neither says of what, or by whom, what the other contradicts."""
    ours, theirs = one.item or "", other.item or ""
    by = set(one.by), set(other.by)
    return (ours in theirs or theirs in ours) and (by[0] <= by[1] or by[1] <= by[0])


def drug(figure: Figure) -> str | None:
    """The drug that a seized mass is of, by its common name; None for anything else."""
    if figure.kind != "seizures" or figure.base_unit != "g" or not figure.item:
        return None
    item = _spaced(figure.item)
    return next((name for phrase, name in _drugs() if phrase in item), None)


@cache
def _drugs() -> tuple[tuple[str, str], ...]:
    """The words for drugs, padded with blanks, and their common names, in the order of the file."""
    return tuple(
        (_spaced(phrase), row["name"])
        for row in read_table(PAGE / "drugs.tsv", "name", "phrases")
        for phrase in row["phrases"].split(";")
    )


def _spaced(words: str) -> str:
    """Lower-case words with one blank before and behind each."""
    composed = unicodedata.normalize("NFC", words).lower()
    return " " + " ".join(_WORD.findall(composed)) + " "
