"""Many articles: a stream in, a stream out; one that fails is reported and costs nothing else."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

import msgspec

from extractor.errors import ExtractError, InputError
from extractor.model import KINDS, Article, Kind
from extractor.pipeline import Extractor
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import Item
from extractor.writing.formats import Writer

Result = tuple[Article, str] | InputError
"""An article's facts with its text, or what went wrong."""

_OBJECTS_BEFORE_COLLECTION = 100_000
_CHUNK = 16
"""Articles that a worker is given at once."""
_CHUNKS_AHEAD = 3
"""Chunks for each worker that are read before their turn to be written."""


class Summary(msgspec.Struct):
    """What a run did."""

    articles: int = 0
    characters: int = 0
    facts: int = 0
    failures: int = 0


def run(
    items: Iterable[Item],
    extract: Callable[[Iterable[Item]], Iterator[Result]],
    writer: Writer,
    *,
    kinds: tuple[Kind, ...] = KINDS,
    report: Callable[[InputError], None],
) -> Summary:
    """Extract from each article and write the result, in the order of the input.

    Args:
        items: What the readers yield.
        extract: An instance of `OneProcess` or `Workers`.
        writer: Takes each result.
        kinds: The kinds to count in the summary.
        report: Called with each failure.
    """
    summary = Summary()
    for result in extract(items):
        if isinstance(result, InputError):
            summary.failures += 1
            writer.fail(result)
            report(result)
            continue
        article, text = result
        writer.write(article, text)
        summary.articles += 1
        summary.characters += len(text)
        summary.facts += sum(len(getattr(article, kind)) for kind in kinds)
    return summary


class OneProcess:
    """Extracts here, one article after the other."""

    def __init__(self, extractor: Extractor, date: str | None = None) -> None:
        self._extractor = extractor
        self._date = date

    def __call__(self, items: Iterable[Item]) -> Iterator[Result]:
        """The results of the articles, and the failures among the items."""
        return (self.result(item) for item in items)

    def result(self, item: Item) -> Result:
        """The facts of one article, or what went wrong with it."""
        if isinstance(item, InputError):
            return item
        try:
            article = self._extractor.extract(
                item.text,
                id=item.id,
                date=item.date or self._date,
                title=item.title,
                source=item.source,
                outlet=item.outlet,
                extra=item.extra,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the other articles go on
            where = traceback.extract_tb(error.__traceback__)[-1]
            return InputError(
                item.source or item.id,
                f"internal error, {type(error).__name__} in {where.name}: {error}",
                cure="please report it with the article",
            )
        return article, item.text


class Workers:
    """Extracts in processes of its own, and gives the results in the order of the articles.

    Raises:
        PatternError: A pattern file is wrong.
    """

    def __init__(
        self,
        jobs: int,
        patterns: Path | None = None,
        *,
        explain: bool = False,
        date: str | None = None,
    ) -> None:
        self._jobs = jobs
        self._made_of = (patterns, explain, date)
        # Made here in any case: a wrong pattern file is found before there are processes, and
        # where they are copies of this one they need not make their own.
        self._worker = one_process(*self._made_of)

    def __call__(self, items: Iterable[Item]) -> Iterator[Result]:
        """The results of the articles, and the failures among the items.

        Raises:
            ExtractError: A worker died.
        """
        waiting: deque[tuple[list[Item], Future[list[_Packed]]]] = deque()
        pool = self._pool()
        items = iter(items)
        try:
            while True:
                while len(waiting) < self._jobs * _CHUNKS_AHEAD:
                    chunk = list(islice(items, _CHUNK))
                    if not chunk:
                        break
                    waiting.append((chunk, pool.submit(_work, [_light(item) for item in chunk])))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                for item, packed in zip(chunk, future.result(), strict=True):
                    yield _unpacked(item, packed)
        except BrokenProcessPool:
            raise ExtractError(
                "worker", "a process died", cure="give fewer --jobs: the memory may be used up"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)

    def _pool(self) -> ProcessPoolExecutor:
        global _worker  # noqa: PLW0603 - what a copied process begins with
        if sys.platform != "linux":
            return ProcessPoolExecutor(self._jobs, initializer=_begin, initargs=self._made_of)
        self._worker.result(SourceArticle(id="", text=_WARM_UP))
        _worker = self._worker
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(self._jobs, context, initializer=_ignore_interrupts)


_WARM_UP = "A. B."
"""Has underthesea loaded before the process is copied."""
_Packed = bytes | InputError
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Article)
_worker: OneProcess | None = None


def one_process(patterns: Path | None, explain: bool, date: str | None) -> OneProcess:
    """An extractor for a process that does nothing else.

    What was loaded stays for good, and what an article leaves behind is freed by reference counts:
    the garbage collector need not look at either so often.

    Raises:
        PatternError: A pattern file is wrong.
    """
    gc.disable()
    try:
        worker = OneProcess(Extractor(patterns, explain=explain), date)
        gc.freeze()
        gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    finally:
        gc.enable()
    return worker


def _begin(patterns: Path | None, explain: bool, date: str | None) -> None:
    """Make a new process a worker."""
    global _worker  # noqa: PLW0603 - a process is one worker
    _ignore_interrupts()
    _worker = one_process(patterns, explain, date)


def _ignore_interrupts() -> None:
    """An interrupt is for the process that gives the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(items: list[Item]) -> list[_Packed]:
    assert _worker is not None
    results = map(_worker.result, items)
    return [one if isinstance(one, InputError) else _ENCODER.encode(one[0]) for one in results]


def _light(item: Item) -> Item:
    """The item without what need not travel."""
    if isinstance(item, InputError) or not item.extra:
        return item
    return msgspec.structs.replace(item, extra={})


def _unpacked(item: Item, packed: _Packed) -> Result:
    if isinstance(packed, InputError):
        return packed
    assert isinstance(item, SourceArticle)
    article = _DECODER.decode(packed)
    if item.extra:
        article = msgspec.structs.replace(article, extra=item.extra)
    return article, item.text
