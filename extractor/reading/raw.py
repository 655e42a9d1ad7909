"""Entries of the working text → entries of the text as it was read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from extractor.model import Article, Date, Document, Figure, Location, Official, Span, Unit
from extractor.reading.alignment import Alignment

_Entry = TypeVar("_Entry", Date, Location, Unit, Figure, Document, Span)


def to_raw(article: Article, text: str, alignment: Alignment) -> Article:
    """Give every entry its offsets and its text in the raw text.

    Args:
        article: An article whose offsets count code points of `alignment.text`.
        text: The raw text.
        alignment: The way back.
    """

    def moved(entry: _Entry) -> _Entry:
        start, end = alignment.to_raw(entry.start, entry.end)
        return msgspec.structs.replace(entry, text=text[start:end], start=start, end=end)

    def moved_official(official: Official) -> Official:
        mentions = tuple(moved(mention) for mention in official.mentions)
        return msgspec.structs.replace(official, mentions=mentions)

    return msgspec.structs.replace(
        article,
        dates=tuple(moved(entry) for entry in article.dates),
        locations=tuple(moved(entry) for entry in article.locations),
        units=tuple(moved(entry) for entry in article.units),
        officials=tuple(moved_official(entry) for entry in article.officials),
        figures=tuple(moved(entry) for entry in article.figures),
        documents=tuple(moved(entry) for entry in article.documents),
    )


def with_sentences(article: Article, text: str, sentences: Sequence[tuple[int, int]]) -> Article:
    """Give every figure the text of the sentence that it stands in.

    Args:
        article: An article whose offsets count code points of `text`.
        text: The raw text.
        sentences: Where its sentences start and end, in order.
    """
    starts = [start for start, _ in sentences]

    def quoted(figure: Figure) -> Figure:
        number = bisect_right(starts, figure.start) - 1
        if number < 0:
            return figure
        start, end = sentences[number]
        sentence = text[start : max(end, figure.end)]
        return msgspec.structs.replace(figure, sentence=sentence)

    figures = tuple(quoted(figure) for figure in article.figures)
    return msgspec.structs.replace(article, figures=figures)
