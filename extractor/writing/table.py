"""A summary of an article for a person at a terminal.

First what happened, when, where and who; then the figures; then people, units, places, documents.
What comes from the article is printed as text: no markup, no control characters.
"""

from __future__ import annotations

import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.model import KINDS, Article, Explanation, Figure, Kind
from extractor.writing.formats import Options, Writer

_NARROWEST, _WIDEST = 40, 200
_WIDTH_OF_A_FILE = 100
_MANY = 6
_HEADLINE_KINDS = ("cases", "suspects", "victims", "seizures", "penalties", "fines", "tips")
_MARKS = {"about": "≈", "over": ">", "under": "<", "at_least": "≥", "at_most": "≤", "order": "~"}
_SIGNS = {"increase": "+", "decrease": "−"}
_HEAD, _STRONG, _FAINT, _DOUBT = "bold magenta", "bold", "dim", "italic magenta"
_LABEL_WIDTH = 6
_TIMES = ("×", 2)
_CERTAINTY = ("Certainty", 9)


class TableWriter(Writer):
    """Prints each article as a summary with tables."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._stream = stream
        self._options = options
        self._console = _console(options)
        self._written = 0

    def write(self, article: Article, text: str) -> None:  # noqa: ARG002 - the text stays out
        """Print one article."""
        if self._written:
            self._print(Text())
        self._written += 1
        self._print(Group(*self._parts(article)))
        self._stream.flush()

    def _print(self, part: RenderableType) -> None:
        with self._console.capture() as capture:
            self._console.print(part)
        self._stream.write(capture.get().encode("utf-8", "replace"))

    def _parts(self, article: Article) -> Iterable[RenderableType]:
        kinds = set(self._options.kinds)
        yield Rule(style=_FAINT)
        yield _heading(article)
        if kinds == set(KINDS):
            yield _digest(article)
        sections = {
            "figures": _figures,
            "officials": _officials,
            "units": _units,
            "locations": _locations,
            "dates": _dates,
            "documents": _documents,
        }
        for kind, section in sections.items():
            entries = getattr(article, kind)
            if kind in kinds and entries:
                yield Text(f"\n{kind.capitalize()} ({len(entries)})", style=_HEAD)
                yield Padding(section(article), (0, 0, 0, 1))
        if self._options.explain:
            yield from _explanations(article, self._options.kinds)


def _console(options: Options) -> Console:
    width = None
    if not options.terminal:
        width = int(os.environ.get("COLUMNS") or 0) or _WIDTH_OF_A_FILE
    console = Console(
        file=None if options.terminal else io.StringIO(),
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )
    console.width = min(max(console.width, _NARROWEST), _WIDEST)
    return console


def _heading(article: Article) -> Text:
    heading = Text()
    heading.append(_clean(article.title or article.id), style=_STRONG)
    known = [article.date or "date unknown", article.outlet, article.source]
    heading.append("\n" + _clean(" · ".join(part for part in known if part)), style=_FAINT)
    return heading


def _digest(article: Article) -> Table:
    """What happened, when, where, who: the answers on four lines."""
    rows = {
        "What": [_short(figure) for figure in article.figures if _makes_news(figure)],
        "When": [_spaced(date.value) for date in article.dates if not date.role],
        "Where": [place.name for place in article.locations],
        "Who": [name for figure in article.figures for name in figure.by]
        + [unit.name for unit in article.units],
    }
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_LABEL_WIDTH, style=_HEAD)
    table.add_column(overflow="fold")
    for label, answers in rows.items():
        if answers:
            counted = Counter(_clean(answer) for answer in answers)
            shown = list(counted)[:_MANY] if label == "What" else _frequent(counted)
            more = len(counted) - len(shown)
            table.add_row(label, "; ".join(shown) + (f"; … {more} more" if more else ""))
    return table


def _frequent(counted: Counter[str]) -> list[str]:
    return [answer for answer, _ in counted.most_common(_MANY)]


def _makes_news(figure: Figure) -> bool:
    """Whether it is a total of what was done, and no part, difference or plan."""
    return (
        figure.kind in _HEADLINE_KINDS
        and figure.part_of is None
        and figure.change is None
        and figure.modality is None
    )


def _short(figure: Figure) -> str:
    item = figure.item or ""
    if item.lower().startswith(figure.unit.lower() + " "):
        item = item[len(figure.unit) + 1 :]
    return f"{_amount(figure)} {item}".rstrip()


def _amount(figure: Figure) -> str:
    """`> 6.4 kg`, `+278 vụ`, `3–5 người`."""
    number = _number(figure.value)
    if figure.max is not None:
        number += f"–{_number(figure.max)}"
    mark = _MARKS.get(figure.qualifier or "", "")
    sign = _SIGNS.get(figure.change or "", "")
    unit = figure.unit if figure.unit == "%" else f" {figure.unit}"
    return f"{mark}{' ' if mark else ''}{sign}{number}{unit}"


def _number(value: float) -> str:
    """Groups of three with a blank between, which no country reads as a decimal point."""
    return f"{value:,}".replace(",", "\u00a0")


def _figures(article: Article) -> Table:
    rows = []
    by = where = ""
    for figure in article.figures:
        part = figure.part_of is not None
        what = Text(_clean(" ".join(filter(None, (figure.action, figure.item)))))
        above, by = by, _clean(", ".join(figure.by))
        before, where = where, _clean(", ".join(filter(None, (figure.period, figure.place))))
        rows.append(
            (
                Text(("└ " if part else "") + _clean(_amount(figure)), "" if part else _STRONG),
                what or Text(figure.kind, style=_FAINT),
                _ditto(by, above),
                _ditto(_spaced(where), _spaced(before)),
                Text(figure.modality or "reported", style=_DOUBT if figure.modality else _FAINT),
            )
        )
    columns = ("Figure", "What", "By", ("When, where", 10), _CERTAINTY)
    used = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    table = _listing(*(columns[place] for place in used))
    for row in rows:
        table.add_row(*(row[place] for place in used))
    return table


def _ditto(text: str, above: str) -> Text:
    """The text, or a mark where it is that of the row above."""
    return Text("\N{DOUBLE PRIME}", style=_FAINT) if text and text == above else Text(text)


def _spaced(value: str) -> str:
    """A date value that can be broken between its two ends."""
    return value.replace("/", " – ")


def _officials(article: Article) -> Table:
    table = _listing("Name", "Rank", "Positions")
    for official in article.officials:
        positions = "; ".join(position.text for position in official.positions)
        _add(table, official.name, official.rank or "", positions)
    return table


def _units(article: Article) -> Table:
    table = _listing("Unit", "Branch", "Level", _TIMES)
    counted = Counter((unit.name, unit.branch, unit.level or "") for unit in article.units)
    for row, times in counted.items():
        _add(table, *row, str(times))
    return table


def _locations(article: Article) -> Table:
    table = _listing("Place", "Level", "Province", _TIMES)
    counted: Counter[tuple[str, str, str]] = Counter()
    for place in article.locations:
        now = place.province_now
        province = place.province or ""
        if now and now != province:
            province = f"{province} (now {now})" if province else now
        counted[place.name, place.level, province] += 1
    for row, times in counted.items():
        _add(table, *row, str(times))
    return table


def _dates(article: Article) -> Table:
    table = _listing("Date", "Part", "As written", _TIMES)
    counted: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], str] = {}
    for date in article.dates:
        key: tuple[str, str] = (_spaced(date.value), date.role or date.part or "")
        counted[key] += 1
        written.setdefault(key, date.text)
    for key, times in counted.items():
        _add(table, *key, written[key], str(times))
    return table


def _documents(article: Article) -> Table:
    table = _listing("Type", "Number", "Date", _TIMES)
    counted = Counter((doc.type, doc.number or "", doc.date or "") for doc in article.documents)
    for row, times in counted.items():
        _add(table, *row, str(times))
    return table


def _add(table: Table, first: str, *others: str) -> None:
    table.add_row(Text(_clean(first), style=_STRONG), *(Text(_clean(cell)) for cell in others))


def _explanations(article: Article, kinds: Sequence[Kind]) -> Iterable[RenderableType]:
    """One line an entry: its words, the rule, the rule's parts, what context added."""
    for kind in kinds:
        table = _listing("As written", "Rule", "Parts", "Then")
        for entry in getattr(article, kind):
            explain: Explanation | None = entry.explain
            if explain:
                parts = _points(f"{slot}: {text}" for slot, text in explain.parts.items())
                words = getattr(entry, "text", None) or entry.name
                cells = (words, explain.rule, parts, _points(explain.steps))
                table.add_row(*(Text(_clean(cell, keep="\n")) for cell in cells))
        if table.row_count:
            yield Text(f"\nWhy: {kind}", style=_HEAD)
            yield Padding(table, (0, 0, 0, 1))


def _points(lines: Iterable[str]) -> str:
    """One line each, marked where there are several: any may be broken."""
    found = list(lines)
    return "\n".join(f"· {line}" for line in found) if len(found) > 1 else "".join(found)


def _listing(*columns: str | tuple[str, int]) -> Table:
    """An empty table; a column with a number is never narrower than that."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        name, least = (column, None) if isinstance(column, str) else column
        table.add_column(
            Text(name, style=_FAINT),
            min_width=least,
            overflow="fold",
            no_wrap=column == _CERTAINTY,
            justify="right" if column == _TIMES else "left",
            vertical="top",
        )
    return table


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def _clean(text: str, keep: str = "") -> str:
    """Text without what would move a terminal's cursor or turn its writing round."""
    composed = unicodedata.normalize("NFC", text)
    return _CONTROLS.sub(lambda found: found.group() if found.group() in keep else " ", composed)
