"""The pipeline: read → segment → lex → match → build → resolve, in this order and nowhere else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from extractor.kinds import BUILDERS
from extractor.matching import Grammar, load_patterns
from extractor.model import SCHEMA_VERSION, Article
from extractor.patterns_dir import builtin_patterns
from extractor.reading.alignment import align
from extractor.reading.article import check_date
from extractor.reading.header import HeaderReader
from extractor.reading.raw import to_raw, with_sentences
from extractor.reading.segments import Segmenter
from extractor.resolve import resolve
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
        check_date(date or None, source or id or "article")
        alignment = align(text)
        header = self._header.read(alignment.text)
        segments = self._segmenter.segment(alignment.text)
        tokens = self.grammar.parse(alignment.text)
        context = Context(
            tokens=tokens,
            segments=segments,
            header=header,
            told=date or header.date,
            title=title,
            outlet=outlet,
            explain=self._explain,
        )
        found = resolve(context)
        article = Article(
            schema=SCHEMA_VERSION,
            id=id,
            source=source,
            title=title or header.title,
            outlet=outlet or header.outlet,
            date=date or found.date,
            extra=extra or {},
            dates=tuple(found.dates),
            locations=tuple(found.locations),
            units=tuple(found.units),
            officials=tuple(found.officials),
            figures=tuple(found.figures),
            documents=tuple(found.documents),
        )
        sentences = segments.sentences
        if not alignment.is_identity:
            article = to_raw(article, text, alignment)
            sentences = [alignment.to_raw(start, end) for start, end in sentences]
        return with_sentences(article, text, sentences)


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
