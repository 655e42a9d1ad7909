"""What must hold of every article, whatever its text."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import msgspec

from extractor.model import KINDS, Article
from extractor.writing.json_text import encode

_PLACES = frozenset(("text", "start", "end", "explain"))


def check(article: Article, text: str) -> None:
    """Offsets, links and dates are sound, and the article survives its way through JSON."""
    for entry in places(article):
        assert 0 <= entry.start < entry.end <= len(text), entry
        assert text[entry.start : entry.end] == entry.text, entry
    for date in article.dates:
        assert len(date.from_) == len(date.to) == len("2024-01-01"), date
        assert date.from_ <= date.to, date
    for figure in article.figures:
        assert figure.max is None or figure.value <= figure.max, figure
    check_parts(article)
    written = encode(article)
    json.loads(written)
    if not any("\ud800" <= char < "\ue000" for char in text):
        assert msgspec.json.decode(written, type=Article) == article


def places(article: Article) -> list[Any]:
    """Every entry or mention that has a place in the text."""
    found: list[Any] = []
    for kind in KINDS:
        for entry in getattr(article, kind):
            found += entry.mentions if kind == "officials" else [entry]
    return found


def check_parts(article: Article) -> None:
    """Following `part_of` comes to an end, at a figure of the article."""
    for index in range(len(article.figures)):
        seen = {index}
        whole = article.figures[index].part_of
        while whole is not None:
            assert 0 <= whole < len(article.figures), index
            assert whole not in seen, f"figure {index} is a part of itself"
            seen.add(whole)
            whole = article.figures[whole].part_of


def check_same(composed: Article, decomposed: Article) -> None:
    """Two articles that differ in their composition alone say the same."""
    assert values(composed) == values(decomposed)


def values(article: Article) -> Any:  # noqa: ANN401 - plain JSON
    """An article's content without its places, every string composed."""
    return _composed(msgspec.to_builtins(article))


def _composed(value: Any) -> Any:  # noqa: ANN401 - plain JSON
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _composed(item) for key, item in value.items() if key not in _PLACES}
    if isinstance(value, (list, tuple)):
        return [_composed(item) for item in value]
    return value
