"""The pipeline: read → segment → lex → match → build → resolve, in this order and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.kinds import BUILDERS
from extractor.matching import Grammar, load_patterns
from extractor.model import SCHEMA_VERSION, Article
from extractor.patterns_dir import builtin_patterns
from extractor.reading.alignment import Alignment, align
from extractor.reading.article import SourceArticle, check_date
from extractor.reading.header import HeaderReader
from extractor.reading.raw import to_raw, with_sentences
from extractor.reading.segments import Segmenter
from extractor.resolve import Found, resolve
from extractor.resolve.context import Context


class Extractor:
    """Extracts facts from articles; made once, used for many.

    It can be pickled: what travels is what it was made of, and a process makes it anew once.

    Args:
        patterns: A folder of pattern files to lay on top of the built-in ones.
        explain: Whether each entry says which rule found it and what context added.

    Raises:
        PatternError: A pattern file is wrong.
    """

    def __init__(self, patterns: str | Path | None = None, *, explain: bool = False) -> None:
        patterns = Path(patterns).absolute() if patterns else None
        folders = [builtin_patterns(), *([patterns] if patterns else [])]
        self.grammar = Grammar(load_patterns(folders), BUILDERS)
        self._header = HeaderReader(folders)
        self._segmenter = Segmenter(folders)
        self._patterns = patterns
        self._explain = explain

    def __reduce__(self) -> tuple[object, ...]:
        return shared_extractor, (self._patterns, self._explain)

    def extract(
        self,
        text: str,
        *,
        id: str = "",  # noqa: A002 - the field's name
        date: str | None = None,
        title: str | None = None,
        source: str | None = None,
        outlet: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Article:
        """Extract all facts of one article.

        Args:
            text: The article, in any normalisation form.
            id: Its identifier.
            date: Publication date, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; else its header tells it.
            title: Its title, where the text does not hold it.
            source: Where it was read from.
            outlet: The paper.
            extra: Carried through.

        Returns:
            The article; offsets count code points of `text`.

        Raises:
            InputError: `date` is no publication date.
        """
        item = SourceArticle(
            id=id,
            text=text,
            source=source,
            title=title,
            outlet=outlet,
            date=date,
            extra=extra or {},
        )
        return self.extract_all([item])[0]

    def extract_all(self, items: Sequence[SourceArticle]) -> list[Article]:
        """Extract all facts of some articles, each step for all of them before the next step.

        So what a step needs stays in the processor's cache: sixteen articles take two thirds of
        the time that they take one by one.

        Raises:
            InputError: The date of one of them is no publication date; none is extracted then.
        """
        for item in items:
            check_date(item.date or None, item.source or item.id or "article")
        aligned = [align(item.text) for item in items]
        headers = [self._header.read(each.text) for each in aligned]
        segments = [self._segmenter.segment(each.text) for each in aligned]
        parsed = self.grammar.parse_all([each.text for each in aligned])
        contexts = [
            Context(
                tokens=tokens,
                segments=parts,
                header=header,
                told=item.date or header.date,
                title=item.title,
                outlet=item.outlet,
                explain=self._explain,
            )
            for item, header, parts, tokens in zip(items, headers, segments, parsed, strict=True)
        ]
        found = resolve(contexts)
        return list(map(_article, items, aligned, contexts, found))


def _article(item: SourceArticle, alignment: Alignment, context: Context, found: Found) -> Article:
    """The article with what was found, as it was read."""
    article = Article(
        schema=SCHEMA_VERSION,
        id=item.id,
        source=item.source,
        title=item.title or context.header.title,
        outlet=item.outlet or context.header.outlet,
        date=item.date or found.date,
        extra=item.extra,
        dates=tuple(found.dates),
        locations=tuple(found.locations),
        units=tuple(found.units),
        officials=tuple(found.officials),
        figures=tuple(found.figures),
        documents=tuple(found.documents),
    )
    sentences = context.segments.sentences
    if not alignment.is_identity:
        article = to_raw(article, item.text, alignment)
        sentences = [alignment.to_raw(start, end) for start, end in sentences]
    return with_sentences(article, item.text, sentences)


@cache
def shared_extractor(patterns: Path | None = None, explain: bool = False) -> Extractor:
    """The extractor that a process makes once of these; the arguments are those of `Extractor`."""
    return Extractor(patterns, explain=explain)


def extract(text: str, date: str | None = None) -> Article:
    """Extract all facts of one article with the built-in patterns.

    Args:
        text: The article.
        date: Publication date, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.

    Raises:
        InputError: `date` is no publication date.
    """
    return shared_extractor().extract(text, date=date)
