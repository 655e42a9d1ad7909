"""The work on one article, and what comes of it in a form that travels and can be kept."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from extractor.attempt import failure_of
from extractor.errors import InputError
from extractor.model import KINDS, Article
from extractor.pipeline import Extractor
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import Item
from extractor.writing.json_text import encode

PIECE = 16
"""Articles that are worked on together, at most."""
_PIECE_CHARACTERS = 64 * 1024
"""Characters of a piece after which it is given no further article."""
OBJECTS_BEFORE_COLLECTION = 20_000


class Extracted(msgspec.Struct, frozen=True, array_like=True, tag=0):
    """What was found in an article."""

    line: bytes
    """The article as JSON, without its `extra`, which stays with the item."""
    counts: tuple[int, ...]
    """How many entries of each of `KINDS` there are."""

    def article(self, item: SourceArticle) -> Article:
        """The article itself, with the `extra` of the item that it was made of."""
        article = _ARTICLES.decode(self.line)
        return msgspec.structs.replace(article, extra=item.extra) if item.extra else article


class Failed(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """What went wrong with an article: the arguments of an `InputError`."""

    source: str
    cause: str
    place: str
    cure: str


class Task(msgspec.Struct):
    """One item of the input, and what came of it."""

    item: Item
    key: bytes = b""
    """What a kept result of it is found by."""
    packed: bytes | None = None
    """An `Extracted` or `Failed`, packed; None until it is known."""
    is_kept: bool = False
    """Whether the result is from an earlier run."""
    position: int = 0
    """Bytes of all inputs that were read when it was."""

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to work out."""
        return self.packed is not None or isinstance(self.item, InputError)

    def outcome(self) -> Extracted | InputError:
        """What came of it, once it is done."""
        if isinstance(self.item, InputError):
            return self.item
        assert self.packed is not None
        outcome = _OUTCOMES.decode(self.packed)
        if isinstance(outcome, Failed):
            told = outcome
            return InputError(told.source, told.cause, place=told.place, cure=told.cure)
        return outcome


_ARTICLES = msgspec.json.Decoder(Article)
_OUTCOMES: msgspec.msgpack.Decoder[Extracted | Failed] = msgspec.msgpack.Decoder(Extracted | Failed)
_PACKER = msgspec.msgpack.Encoder()


class OneProcess:
    """Works here, on one piece after the other."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def __call__(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The tasks, done."""
        for piece in pieces(tasks):
            todo = [task for task in piece if not task.is_done]
            packed = self.packed([light(task) for task in todo])
            for task, result in zip(todo, packed, strict=True):
                task.packed = result
            yield from piece

    def packed(self, items: Sequence[SourceArticle]) -> list[bytes]:
        """What comes of some articles without `extra`, packed."""
        try:
            return [_packed(article) for article in self._extractor.extract_all(items)]
        except Exception as error:  # noqa: BLE001 - whatever it is, the other articles go on
            if len(items) > 1:
                return [packed for item in items for packed in self.packed([item])]
            told = failure_of(items[0], error)
            return [failed(items[0], told.cause, told.cure)]


def pieces(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks in lists of about the same work."""
    piece: list[Task] = []
    characters = 0
    for task in tasks:
        piece.append(task)
        characters += length(task)
        if len(piece) == PIECE or characters >= _PIECE_CHARACTERS:
            yield piece
            piece, characters = [], 0
    if piece:
        yield piece


def length(task: Task) -> int:
    """Characters of a task's article."""
    return 0 if isinstance(task.item, InputError) else len(task.item.text)


def light(task: Task) -> SourceArticle:
    """The article without what stays with the item."""
    item = task.item
    assert isinstance(item, SourceArticle)
    return msgspec.structs.replace(item, extra={}) if item.extra else item


def _packed(article: Article) -> bytes:
    counts = tuple([len(getattr(article, kind)) for kind in KINDS])
    return _PACKER.encode(Extracted(encode(article), counts))


def failed(item: SourceArticle, cause: str, cure: str) -> bytes:
    """A failure of an article, packed."""
    parts = (item.source or item.id, cause, "", cure)
    # An error's text may hold half a surrogate pair, which does not pack.
    clean = (part.encode("utf-8", "replace").decode() for part in parts)
    return _PACKER.encode(Failed(*clean))


def one_process(patterns: Path | None, explain: bool) -> OneProcess:
    """An extractor for a process that does nothing else.

    What was loaded stays for good, and what an article leaves behind is freed by reference counts:
    the garbage collector need not look at either so often.

    Raises:
        PatternError: A pattern file is wrong.
    """
    gc.disable()
    try:
        worker = OneProcess(Extractor(patterns, explain=explain))
        gc.freeze()
        gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    finally:
        gc.enable()
    return worker
