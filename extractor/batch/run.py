"""A run: articles in, results out in their order; one that fails costs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

import msgspec

from extractor.batch.spool import KEY_BYTES, Spool
from extractor.batch.work import Extracted, Task
from extractor.errors import InputError
from extractor.model import KINDS, Kind
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import Item
from extractor.writing.formats import Writer


class Summary(msgspec.Struct):
    """What a run did."""

    articles: int = 0
    characters: int = 0
    counts: dict[Kind, int] = {}
    """Facts of each kind that was counted and found."""
    failures: int = 0
    bytes: int = 0
    """Of the inputs that are done, where they are counted; what is read ahead is not among them."""

    @property
    def facts(self) -> int:
        """Facts of all kinds that were counted."""
        return sum(self.counts.values())


def run(
    items: Iterable[Item],
    work: Callable[[Iterable[Task]], Iterator[Task]],
    writer: Writer,
    *,
    report: Callable[[InputError], None],
    date: str | None = None,
    kinds: tuple[Kind, ...] = KINDS,
    spool: Spool | None = None,
    position: Callable[[], int] = lambda: 0,
    watch: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Extract from each article and write the result, in the order of the input.

    Args:
        items: What the readers yield.
        work: An instance of `OneProcess` or `Workers`.
        writer: Takes each result.
        report: Called with each failure.
        date: Publication date of articles that don't tell theirs.
        kinds: The kinds to count in the summary.
        spool: Keeps each result, and has those of a run that was stopped.
        position: Gives the bytes of all inputs that are read.
        watch: Called after each article and each failure.
    """
    summary = Summary()
    counted = [(place, kind) for place, kind in enumerate(KINDS) if kind in kinds]
    for task in work(_tasks(items, date, spool, position)):
        if spool and task.packed and not task.is_kept:
            spool.add(task.key, task.packed)
        outcome = task.outcome()
        if isinstance(outcome, InputError):
            summary.failures += 1
            writer.fail(outcome)
            report(outcome)
        else:
            assert isinstance(task.item, SourceArticle)
            _write(writer, task.item, outcome)
            summary.articles += 1
            summary.characters += len(task.item.text)
            for place, kind in counted:
                summary.counts[kind] = summary.counts.get(kind, 0) + outcome.counts[place]
        summary.bytes = task.position
        watch(summary)
    return summary


def _tasks(
    items: Iterable[Item], date: str | None, spool: Spool | None, position: Callable[[], int]
) -> Iterator[Task]:
    for item in items:
        read = position()
        if isinstance(item, InputError):
            yield Task(item, position=read)
            continue
        dated = msgspec.structs.replace(item, date=date) if date and not item.date else item
        if spool is None:
            yield Task(dated, position=read)
            continue
        key = _key(dated)
        packed = spool.find(key)
        yield Task(dated, key, packed, is_kept=packed is not None, position=read)


def _key(item: SourceArticle) -> bytes:
    """A digest of all that the result of an article depends on and the spool does not tell."""
    told = (item.id, item.text, item.source, item.title, item.outlet, item.date)
    coded = [part and part.encode("utf-8", "surrogatepass") for part in told]
    return blake2b(_ENCODER.encode(coded), digest_size=KEY_BYTES).digest()


def _write(writer: Writer, item: SourceArticle, found: Extracted) -> None:
    if writer.takes_json and not item.extra:
        writer.write_json(found.line)
    else:
        writer.write(found.article(item), item.text)


_ENCODER = msgspec.msgpack.Encoder()
