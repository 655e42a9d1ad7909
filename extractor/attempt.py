"""One article of many: its facts, or in one line what went wrong with it."""

from __future__ import annotations

import traceback

from extractor.errors import InputError, PatternError
from extractor.model import Article
from extractor.pipeline import Extractor
from extractor.reading.article import SourceArticle


def attempt(extractor: Extractor, item: SourceArticle) -> Article | InputError:
    """The facts of one article; what goes wrong with it is no reason for others to stop."""
    try:
        return extractor.extract(
            item.text,
            id=item.id,
            date=item.date,
            title=item.title,
            source=item.source,
            outlet=item.outlet,
            extra=item.extra,
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles go on
        return failure_of(item, error)


def failure_of(item: SourceArticle, error: Exception) -> InputError:
    """What is told of an article that could not be worked on."""
    if isinstance(error, InputError):
        return error
    source = item.source or item.id
    if isinstance(error, PatternError):
        # A rule of the user's that takes too long for this text.
        return InputError(source, str(error))
    where = traceback.extract_tb(error.__traceback__)[-1]
    cause = f"internal error, {type(error).__name__} in {where.name}: {error}"
    return InputError(source, cause, cure="please report it with the article")
