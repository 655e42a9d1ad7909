"""Many articles from Python: an iterator in, an iterator out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from extractor.attempt import attempt
from extractor.errors import InputError
from extractor.model import Article
from extractor.pipeline import Extractor, shared_extractor
from extractor.reading.article import article_of_fields, check_date

_SOURCE = "extract_many"


def extract_many(
    articles: Iterable[str | Mapping[str, Any]],
    *,
    date: str | None = None,
    patterns: str | Path | None = None,
    explain: bool = False,
    report: Callable[[InputError], None] | None = None,
) -> Iterator[Article]:
    """The facts of many articles, in their order; none is held but the one at hand.

    To spread them over processes, give `Extractor(...).extract` to a pool: it can be pickled.

    Args:
        articles: Each a text, or the fields of one line of a JSON Lines input: `text`, and
            optionally `id`, `title`, `date`, `source`, `outlet`; any other is kept as `extra`. An
            article without an `id` has its number, from 1.
        date: Publication date of articles that don't tell theirs.
        patterns: A folder of pattern files to lay on top of the built-in ones.
        explain: Whether each entry says which rule found it and what context added.
        report: Called with what went wrong with an article, which is then left out.

    Raises:
        InputError: An article is wrong, and there is no `report`; or `date` is.
        PatternError: A pattern file is wrong.
    """
    check_date(date, _SOURCE)
    extractor = shared_extractor(Path(patterns).absolute() if patterns else None, explain)

    def found() -> Iterator[Article]:
        for number, told in enumerate(articles, start=1):
            result = _result(extractor, told, number, date)
            if not isinstance(result, InputError):
                yield result
            elif report:
                report(result)
            else:
                raise result

    return found()


def _result(
    extractor: Extractor, told: object, number: int, date: str | None
) -> Article | InputError:
    place = f"article {number}"
    fields: object = {"text": told} if isinstance(told, str) else told
    if not isinstance(fields, Mapping):
        return InputError(_SOURCE, "neither a text nor fields", place=place)
    try:
        item = article_of_fields(fields, id=str(number), origin=None, source=_SOURCE, place=place)
    except InputError as error:
        return error
    if date and not item.date:
        item = msgspec.structs.replace(item, date=date)
    return attempt(extractor, item)
