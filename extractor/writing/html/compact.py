"""One article as the page takes it: facts for the lists, and its text with the reasons apart.

The facts of all articles are read when the page opens, the text of one when it is shown.
"""

from __future__ import annotations

import math
import re
from typing import Any

import msgspec

from extractor.model import Article, Figure, Kind
from extractor.writing.html.joins import Provinces, drug, merged, months, repeats

_SURROGATES = re.compile("[\ud800-\udfff]")
_IN_THE_TEXT = ("text", "sentence", "explain")
_LONGEST_HEAD = 160


def facts(article: Article, text: str, kinds: tuple[Kind, ...]) -> dict[str, Any]:
    """What lists and sums need: the model's fields without what the text tells, and the joins."""
    heading = {"id": article.id, "head": None if article.title else _head(text)}
    known = {name: getattr(article, name) for name in ("source", "title", "outlet", "date")}
    lists: dict[str, Any] = {
        kind: [_light(msgspec.to_builtins(entry)) for entry in getattr(article, kind)]
        for kind in kinds
        if kind != "figures"
    }
    if "figures" in kinds:
        lists["figures"] = _figures(article, text)
    every = {**heading, **known, **lists, "length": len(text)}
    return {name: value for name, value in every.items() if value not in (None, [])}


def body(article: Article, text: str, kinds: tuple[Kind, ...]) -> dict[str, Any]:
    """What is needed to show the article: its text, and why each entry is what it is.

    Half a surrogate pair, which no page can hold, becomes U+FFFD: the offsets stay.
    """
    return {
        "text": _SURROGATES.sub("\ufffd", text),
        "why": {kind: [entry.explain for entry in getattr(article, kind)] for kind in kinds},
    }


def _figures(article: Article, text: str) -> list[dict[str, Any]]:
    provinces, again = Provinces(article), repeats(article, text)
    rows = []
    for index, figure in enumerate(article.figures):
        province = provinces.of(figure)
        joined = {
            "province": province,
            "province_now": merged().get(province, province) if province else None,
            "months": months(figure.period),
            "drug": drug(figure),
            "repeats": again.get(index),
            "sentence": _place(figure, text),
        }
        row = _light(msgspec.to_builtins(figure))
        rows.append(row | {name: value for name, value in joined.items() if value is not None})
    return rows


def _place(figure: Figure, text: str) -> tuple[int, int] | None:
    """Where the figure's sentence stands."""
    if not figure.sentence:
        return None
    least = max(0, figure.end - len(figure.sentence))
    start = text.find(figure.sentence, least, figure.start + len(figure.sentence))
    return None if start < 0 else (start, start + len(figure.sentence))


def _light(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without what the text holds; a number that JSON cannot say is left out."""
    row = {
        name: value
        for name, value in entry.items()
        if name not in _IN_THE_TEXT and not (isinstance(value, float) and not math.isfinite(value))
    }
    if "mentions" in row:
        row["mentions"] = [(span["start"], span["end"]) for span in row["mentions"]]
    return row


def _head(text: str) -> str:
    """The first line that says something, cut short."""
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    return line if len(line) <= _LONGEST_HEAD else line[:_LONGEST_HEAD].rstrip() + "…"
