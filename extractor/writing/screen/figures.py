"""The figures: value, what, by whom, when and where, how certain.

A wide screen shows them in one table. On a narrow one, who, when and where stand on a line above
the figures that share them: names of units are too long for a narrow column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.model import Article, Figure
from extractor.writing.plain import plain
from extractor.writing.screen.console import DOUBT, FAINT, STRONG, cell, words

_MARKS = {"about": "≈", "over": ">", "under": "<", "at_least": "≥", "at_most": "≤", "order": "~"}
_SIGNS = {"increase": "+", "decrease": "−"}
_DIGITS = 12
"""Significant digits shown: more is noise of binary fractions."""
_WIDE = 110
"""Columns from which names of units fit a column of their own."""
_PART = "└ "
_DITTO = "\N{DOUBLE PRIME}"
_NARROW_AMOUNT = 3
"""On a narrow screen an amount takes one column in so many."""
_CERTAINTY = len("Certainty")
_MARGIN, _INDENT, _GAP = 1, 2, 2


class _Row(msgspec.Struct, frozen=True):
    """One line: what is told of a figure, as text."""

    by: str
    when: str
    amount: str
    what: str
    kind: str
    certainty: str
    is_part: bool


def figures(article: Article, width: int) -> Iterator[RenderableType]:
    """The figures of an article, in the order of the text, for a screen of `width` columns."""
    rows = [(row, len(list(same))) for row, same in groupby(_rows(article.figures))]
    if width >= _WIDE:
        yield Padding(_wide(rows), (0, 0, 0, 1))
    else:
        yield from _narrow(rows, width)


def amount(figure: Figure) -> str:
    """`> 6.4 kg`, `+278 vụ`, `3–5 người`."""
    told = number(figure.value)
    if figure.max is not None:
        told += f"–{number(figure.max)}"
    mark = _MARKS.get(figure.qualifier or "", "")
    sign = _SIGNS.get(figure.change or "", "")
    unit = figure.unit if figure.unit == "%" else f" {figure.unit}"
    return plain(f"{mark}{' ' if mark else ''}{sign}{told}{unit}")


def number(value: float) -> str:
    """Groups of three with a blank between, which no country reads as a decimal point."""
    if isinstance(value, float):
        value = float(f"{value:.{_DIGITS}g}")
        value = int(value) if value.is_integer() and abs(value) < 10**_DIGITS else value
    return f"{value:,}".removesuffix(".0").replace(",", "\u00a0")


def period(value: str) -> str:
    """A date value that can be broken between its two ends, and before a time of the day."""
    return value.replace("/", " – ").replace("T", " ")


def _rows(found: tuple[Figure, ...]) -> Iterator[_Row]:
    above: Figure | None = None
    for figure in found:
        whole = None if figure.part_of is None else found[figure.part_of]
        what = _what(figure)
        if whole is None:
            above = figure
        elif whole != above:  # The line does not stand below its whole.
            what += f" (of {amount(whole)})"
        yield _Row(
            by=plain(", ".join(figure.by)),
            when=plain(", ".join(filter(None, (period(figure.period or ""), figure.place)))),
            amount=(_PART if whole else "") + amount(figure),
            what=plain(what.strip()),
            kind=figure.kind,
            certainty=figure.modality or "reported",
            is_part=whole is not None,
        )


def _what(figure: Figure) -> str:
    """What was done with what, each word once."""
    action, item = figure.action or "", figure.item or ""
    return item if f"{item} ".startswith(f"{action} ") else f"{action} {item}"


def _wide(rows: list[tuple[_Row, int]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("Figure", "What", "Kind"):
        table.add_column(Text(name, FAINT), overflow="fold")
    used = {name for row, _ in rows for name in ("by", "when") if getattr(row, name)}
    if "by" in used:
        table.add_column(Text("By", FAINT), overflow="fold")
    if "when" in used:
        table.add_column(Text("When, where", FAINT), overflow="fold", min_width=10)
    table.add_column(Text("Certainty", FAINT), no_wrap=True)
    by = when = ""
    for row, times in rows:
        cells = _cells(row, times)
        shared = []
        if "by" in used:
            shared.append(_ditto(row.by, by))
        if "when" in used:
            shared.append(_ditto(row.when, when))
        table.add_row(*cells[:3], *shared, cells[3])
        by, when = row.by, row.when
    return table


def _narrow(rows: list[tuple[_Row, int]], width: int) -> Iterator[RenderableType]:
    widths = _widths([row for row, _ in rows], width)
    heads = (Text(name, FAINT) for name in ("Figure", "What", "Kind", "Certainty"))
    yield Padding(_grid(widths, [tuple(heads)]), (0, 0, 0, _MARGIN + _INDENT))
    yield Padding(Text("─" * (width - _MARGIN), FAINT), (0, 0, 0, _MARGIN))
    for (by, when), same in groupby(rows, key=lambda one: (one[0].by, one[0].when)):
        shared = " · ".join(filter(None, (when, by)))
        head = cell(shared) if shared else Text("who, when and where not told", FAINT)
        yield Padding(head, (0, 0, 0, _MARGIN))
        lines = [_cells(row, times) for row, times in same]
        yield Padding(_grid(widths, lines), (0, 0, 0, _MARGIN + _INDENT))


def _widths(rows: list[_Row], width: int) -> tuple[int, int, int, int]:
    """Of the four columns, the same in all groups; a kind that has no room gets none."""
    amounts = max(cell_len(row.amount) for row in rows)
    amounts = max(min(amounts, width // _NARROW_AMOUNT), len("Figure"))
    kinds = max(len(words(row.kind)) for row in rows)
    left = width - _MARGIN - _INDENT - amounts - _CERTAINTY - 2 * _GAP
    what = left - kinds - _GAP
    return (amounts, what, kinds, _CERTAINTY) if what >= kinds else (amounts, left, 0, _CERTAINTY)


def _grid(widths: tuple[int, ...], lines: Sequence[tuple[Text, ...]]) -> Table:
    shown = [place for place, width in enumerate(widths) if width]
    table = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    for place in shown:
        table.add_column(width=widths[place], overflow="fold")
    for line in lines:
        table.add_row(*(line[place] for place in shown))
    return table


def _cells(row: _Row, times: int) -> tuple[Text, Text, Text, Text]:
    what = cell(row.what)
    if times > 1:
        what.append(f"{' ' if row.what else ''}×{times}", FAINT)
    sure = row.certainty == "reported"
    return (
        cell(row.amount, "" if row.is_part else STRONG),
        what,
        cell(words(row.kind), FAINT),
        Text(row.certainty, FAINT if sure else DOUBT),
    )


def _ditto(text: str, above: str) -> Text:
    """The text, or a mark where it is that of the row above."""
    return Text(_DITTO, FAINT) if text and text == above else cell(text)
