"""The article itself, with its entries marked where they stand.

In colour, an entry stands on a ground of its kind. Without, it stands in brackets that name its
kind: `[date: 19/1]`. An entry inside another one is marked in the same way inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import msgspec
from rich.columns import Columns
from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from extractor.model import KINDS, Article, Kind
from extractor.writing.formats import Options, Writer
from extractor.writing.plain import plain_lines
from extractor.writing.screen import listings
from extractor.writing.screen.console import FAINT, Screen
from extractor.writing.screen.digest import heading

_LABELS: dict[Kind, str] = {
    "dates": "date",
    "locations": "loc",
    "units": "unit",
    "officials": "off",
    "figures": "fig",
    "documents": "doc",
}
_GROUNDS: dict[Kind, str] = {
    "dates": "color(227)",
    "locations": "color(36)",
    "units": "color(74)",
    "officials": "color(175)",
    "figures": "color(214)",
    "documents": "color(250)",
}
"""Near the colours of Okabe and Ito (Color Universal Design, 2008), which people with any kind of
colour vision tell apart; black writing on each has a contrast of 7:1 or more."""
_GROUNDS_OF_16: dict[Kind, str] = {
    "dates": "bright_yellow",
    "locations": "green",
    "units": "cyan",
    "officials": "bright_magenta",
    "figures": "yellow",
    "documents": "white",
}
_WIDEST_TEXT = 120
"""Longer lines are hard to read."""


class Mark(msgspec.Struct, frozen=True):
    """Where an entry stands, offsets in code points of the text."""

    start: int
    end: int
    kind: Kind


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the text, or what stands between two stretches."""

    text: str
    kind: Kind | None = None
    """The innermost entry that it belongs to."""


class TextWriter(Writer):
    """Prints the text of each article with its entries marked, below a legend."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._options = options
        self._screen = Screen(stream, options)
        self._width = min(self._screen.width, _WIDEST_TEXT)
        self._styles = _styles(self._screen)
        self._written = 0

    def write(self, article: Article, text: str) -> None:
        """Print one article."""
        if self._written:
            self._screen.print(Text())
        self._written += 1
        for part in self._parts(article, text):
            self._screen.print(part, width=self._width)
        self._screen.flush()

    def _parts(self, article: Article, text: str) -> Iterator[RenderableType]:
        found = marks(article, self._options.kinds)
        yield Rule(style=FAINT)
        yield heading(article)
        yield self._legend(found)
        yield Text()
        for line in _lines(pieces(text, found, labels=not self._screen.coloured)):
            yield self._painted(line)
        if self._options.explain:
            yield from listings.explanations(article, self._options.kinds)

    def _legend(self, found: Sequence[Mark]) -> RenderableType:
        counts = Counter(mark.kind for mark in found)
        samples = []
        for kind in self._options.kinds:
            if counts[kind]:
                told = f" {kind} " if self._screen.coloured else f"[{_LABELS[kind]}: …]"
                sample = Text(told, self._styles[kind], no_wrap=True)
                samples.append(Text.assemble(sample, f" {counts[kind]:,}"))
        if not samples:
            return Text("nothing found to mark", FAINT)
        return Columns(samples, padding=(0, 3))

    def _painted(self, line: Iterable[Piece]) -> Text:
        painted = Text()
        for piece in line:
            painted.append(piece.text, self._styles[piece.kind] if piece.kind else "")
        return painted


def _styles(screen: Screen) -> dict[Kind, str]:
    """A kind's writing; both colours are set, whatever the terminal's own are."""
    if not screen.coloured:
        return dict.fromkeys(KINDS, "")
    if screen.many_colours:
        return {kind: f"color(16) on {ground}" for kind, ground in _GROUNDS.items()}
    return {kind: f"black on {ground}" for kind, ground in _GROUNDS_OF_16.items()}


def marks(article: Article, kinds: Iterable[Kind]) -> list[Mark]:
    """Where the entries of some kinds stand, in the order of the text, the longer first."""
    found = []
    for kind in kinds:
        entries = (
            [mention for official in article.officials for mention in official.mentions]
            if kind == "officials"
            else getattr(article, kind)
        )
        found += [Mark(entry.start, entry.end, kind) for entry in entries]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def pieces(text: str, found: Sequence[Mark], *, labels: bool) -> Iterator[Piece]:
    """The text cut at the ends of its entries.

    Args:
        text: The article.
        found: Its entries, in the order of `marks`; they may overlap.
        labels: Whether brackets that name the kind surround every entry. Without, plain ones
            surround those that hold or cut another one, which colour alone would not show.

    Yields:
        The pieces: without the brackets they add up to the text.
    """
    holding = _holding(found)
    open_marks: list[int] = []
    here = 0
    waiting = 0
    ends = sorted({place for mark in found for place in (mark.start, mark.end)} | {len(text)})
    for place in ends:
        if here < place:
            yield Piece(text[here:place], found[open_marks[-1]].kind if open_marks else None)
            here = place
        for index in [one for one in reversed(open_marks) if found[one].end <= place]:
            if labels or index in holding:
                crossing = labels and index != open_marks[-1]
                yield Piece(_close(found[index], named=crossing), found[index].kind)
            open_marks.remove(index)
        while waiting < len(found) and found[waiting].start <= place:
            if labels or waiting in holding:
                yield Piece(_open(found[waiting], named=labels), found[waiting].kind)
            open_marks.append(waiting)
            waiting += 1


def _holding(found: Sequence[Mark]) -> set[int]:
    """The entries in which another one begins."""
    holding = set()
    reaching: list[int] = []
    for index, mark in enumerate(found):
        reaching = [one for one in reaching if found[one].end > mark.start]
        holding.update(reaching)
        reaching.append(index)
    return holding


def _open(mark: Mark, *, named: bool) -> str:
    return f"[{_LABELS[mark.kind]}: " if named else "["


def _close(mark: Mark, *, named: bool) -> str:
    return f" :{_LABELS[mark.kind]}]" if named else "]"


def _lines(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line; of the empty lines, one between two others."""
    begun = gap = False
    for line in _split(found):
        if not any(piece.text.strip() for piece in line):
            gap = begun
            continue
        if gap:
            yield []
        yield line
        begun, gap = True, False


def _split(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in found:
        first, *others = plain_lines(piece.text).split("\n")
        line.append(Piece(first, piece.kind))
        for other in others:
            yield line
            line = [Piece(other, piece.kind)]
    yield line
