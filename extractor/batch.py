"""Many articles: a stream in, a stream out; one that fails is reported and costs nothing else."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from extractor.errors import InputError
from extractor.model import KINDS, Article, Kind
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import Item


class ArticleExtractor(Protocol):
    """What `extractor.Extractor` is."""

    def extract(
        self,
        text: str,
        *,
        id: str,  # noqa: A002 - the field's name in the result
        date: str | None,
        title: str | None,
        source: str | None,
        outlet: str | None,
        extra: dict[str, object] | None,
    ) -> Article:
        """Everything found in one text."""


class ArticleWriter(Protocol):
    """What a writer of `extractor.writing` is."""

    def write(self, article: Article) -> None:
        """Write one article."""


@dataclass(slots=True)
class Summary:
    """What a run did."""

    articles: int = 0
    characters: int = 0
    facts: int = 0
    failures: int = 0


def run(
    items: Iterable[Item],
    extractor: ArticleExtractor,
    writer: ArticleWriter,
    *,
    kinds: tuple[Kind, ...] = KINDS,
    date: str | None = None,
    report: Callable[[InputError], None],
) -> Summary:
    """Extract from each article and write the result, in the order of the input.

    Args:
        items: What the readers yield.
        extractor: Finds the facts.
        writer: Takes each result.
        kinds: The kinds to count in the summary.
        date: Publication date of articles that do not tell theirs.
        report: Called with each failure.
    """
    summary = Summary()
    for item in items:
        result = item if isinstance(item, InputError) else extract_one(item, extractor, date)
        if isinstance(result, InputError):
            summary.failures += 1
            report(result)
            continue
        writer.write(result)
        summary.articles += 1
        summary.characters += len(item.text) if isinstance(item, SourceArticle) else 0
        summary.facts += sum(len(getattr(result, kind)) for kind in kinds)
    return summary


def extract_one(
    article: SourceArticle, extractor: ArticleExtractor, date: str | None
) -> Article | InputError:
    """The facts of one article, or what went wrong with it."""
    try:
        return extractor.extract(
            article.text,
            id=article.id,
            date=article.date or date,
            title=article.title,
            source=article.source,
            outlet=article.outlet,
            extra=article.extra,
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles go on
        where = traceback.extract_tb(error.__traceback__)[-1]
        return InputError(
            article.source or article.id,
            f"internal error, {type(error).__name__} in {where.name}: {error}",
            cure="please report it with the article",
        )
