"""A summary of an article for a person at a terminal.

First what happened, when, where and who; then the figures; then people, units, places, documents.
What comes from the article is printed as text: no markup, no control characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.model import KINDS, Article, Kind
from extractor.writing.formats import Options, Writer
from extractor.writing.screen import listings
from extractor.writing.screen.console import FAINT, HEAD, Screen
from extractor.writing.screen.digest import digest, found, heading
from extractor.writing.screen.figures import figures

_LISTINGS: dict[Kind, Callable[[Article], Table]] = {
    "officials": listings.officials,
    "units": listings.units,
    "locations": listings.locations,
    "dates": listings.dates,
    "documents": listings.documents,
}
_ORDER: tuple[Kind, ...] = ("figures", *_LISTINGS)


class TableWriter(Writer):
    """Prints each article as a summary with tables."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._options = options
        self._screen = Screen(stream, options)
        self._written = 0

    def write(self, article: Article, text: str) -> None:
        """Print one article; of its text only the beginning, where it has no title."""
        if self._written:
            self._screen.print(Text())
        self._written += 1
        for part in self._parts(article, text):
            self._screen.print(part)
        self._screen.flush()

    def _parts(self, article: Article, text: str) -> Iterator[RenderableType]:
        asked = [kind for kind in _ORDER if kind in self._options.kinds]
        yield Rule(style=FAINT)
        yield heading(article, text)
        yield Text(found(article, asked) or f"no {_either(asked)} found", FAINT)
        if len(asked) == len(KINDS):
            yield digest(article)
        for kind in asked:
            entries = getattr(article, kind)
            if entries:
                yield Text(f"\n{kind.capitalize()} ({len(entries)})", style=HEAD)
                yield from self._section(kind, article)
        if self._options.explain:
            yield from listings.explanations(article, self._options.kinds)

    def _section(self, kind: Kind, article: Article) -> Iterator[RenderableType]:
        if kind == "figures":
            yield from figures(article, self._screen.width)
        else:
            yield Padding(_LISTINGS[kind](article), (0, 0, 0, 1))


def _either(kinds: list[Kind]) -> str:
    """`figures, units or dates`."""
    *others, last = kinds
    return f"{', '.join(others)} or {last}" if others else last
