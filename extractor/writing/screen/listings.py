"""People, units, places, dates, documents: one table each; and why an entry was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.model import Article, Explanation, Kind, Location, Position
from extractor.writing.plain import plain
from extractor.writing.screen.console import FAINT, HEAD, STRONG, words
from extractor.writing.screen.figures import period

_MENTIONS, _RULE, _NUMBER = "Mentions", "Rule", "Number"
_UNBROKEN = (_MENTIONS, _RULE, _NUMBER)
"""What is one word, and copied as one, is broken last."""


def officials(article: Article) -> Table:
    """The officials, each with all that is said of the person."""
    rows = (
        (one.name, one.rank or "", "; ".join(_position(position) for position in one.positions))
        for one in article.officials
    )
    return _listing(("Name", "Rank", "Positions"), rows)


def units(article: Article) -> Table:
    """The units, each once."""
    rows = ((unit.name, words(unit.branch), words(unit.level or "")) for unit in article.units)
    return _listing(("Unit", "Branch", "Level", _MENTIONS), _counted(rows))


def locations(article: Article) -> Table:
    """The places, each once, with the province of then and of now."""
    rows = ((place.name, words(place.level), _province(place)) for place in article.locations)
    return _listing(("Place", "Level", "Province", _MENTIONS), _counted(rows))


def dates(article: Article) -> Table:
    """The dates, each once, with the words of its first mention."""
    rows = ((period(date.value), date.role or date.part or "") for date in article.dates)
    written = [date.text for date in article.dates]
    return _listing(("Date", "Note", "As written", _MENTIONS), _counted(rows, written))


def documents(article: Article) -> Table:
    """The documents, each once; one without a number with the words of its first mention."""
    rows = ((one.type, one.number or "", one.date or "") for one in article.documents)
    written = ["" if document.number else document.text for document in article.documents]
    columns = ("Type", _NUMBER, "Date", "As written", _MENTIONS)
    return _listing(columns, _counted(rows, written))


def explanations(article: Article, kinds: Sequence[Kind]) -> Iterable[RenderableType]:
    """One line an entry: its words, the rule, the rule's parts, what context added."""
    for kind in kinds:
        rows = [_why(entry) for entry in getattr(article, kind) if entry.explain]
        if rows:
            yield Text(f"\nWhy: {kind}", style=HEAD)
            yield Padding(_listing(("As written", _RULE, "Parts", "Then"), rows), (0, 0, 0, 1))


def _why(entry: Any) -> tuple[str, ...]:  # noqa: ANN401 - an entry of any kind
    explain: Explanation = entry.explain
    parts = _points(f"{slot}: {text}" for slot, text in explain.parts.items())
    return getattr(entry, "text", None) or entry.name, explain.rule, parts, _points(explain.steps)


def _position(position: Position) -> str:
    """The title with the unit's full name, where the words of the article are shorter."""
    return f"{position.title} {position.unit}" if position.unit else position.text


def _province(place: Location) -> str:
    told, now = place.province or "", place.province_now
    if not now or now == told:
        return told
    return f"{told} (now {now})" if told else now


def _points(lines: Iterable[str]) -> str:
    """One line each, marked where there are several: any may be broken."""
    found = list(lines)
    return "\n".join(f"· {line}" for line in found) if len(found) > 1 else "".join(found)


def _counted(
    rows: Iterable[tuple[str, ...]], written: Sequence[str] = ()
) -> Iterator[tuple[str, ...]]:
    """Each row once, with the words that it was first written in and how often it was named."""
    counted: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], str] = {}
    for place, row in enumerate(rows):
        counted[row] += 1
        if written:
            first.setdefault(row, written[place])
    for row, times in counted.items():
        yield (*row, *([first[row]] if written else []), str(times))


def _listing(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """A table of the columns that any row fills."""
    lines = list(rows)
    used = [place for place in range(len(columns)) if any(line[place] for line in lines)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place in used:
        name = columns[place]
        longest = max(len(line[place]) for line in lines)
        table.add_column(
            Text(name, style=FAINT),
            min_width=max(len(name), longest) if name in _UNBROKEN else None,
            overflow="fold",
            justify="right" if name == _MENTIONS else "left",
        )
    for line in lines:
        cells = [Text(plain(line[place], keep="\n")) for place in used]
        cells[0].stylize(STRONG)
        table.add_row(*cells)
    return table
