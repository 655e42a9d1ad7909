"""Processes that work on articles, and give the results in the order of the articles.

A worker is given some articles at a time and asked for nothing else until it has answered, so
that neither ever waits for the other to read. One that dies takes only these articles with it:
they are given out again one by one, and one that kills a second worker is the one that fails.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from extractor.batch.work import (
    PIECE,
    OneProcess,
    Task,
    failed,
    length,
    light,
    one_process,
    pieces,
)
from extractor.errors import ExtractError
from extractor.reading.article import SourceArticle

_PIECES_AHEAD = 3
"""Pieces for each worker that are read before their turn to be written."""
_CHARACTERS_AHEAD = 16 * 1024 * 1024
"""Characters that are read ahead, at most and one piece."""
_WARM_UP = SourceArticle(id="", text="A. B.")
"""Has all loaded that waits for a first text, before the process is copied."""
_FORKS = sys.platform == "linux"
_PACKER = msgspec.msgpack.Encoder()
_ANSWERS = msgspec.msgpack.Decoder(list[bytes])

_Made = tuple[Path | None, bool]


class Workers:
    """Works in processes of its own, as many as there is work for.

    Args:
        jobs: How many processes at most; None for one a core, and none where there are so few
            articles that the start would take longer than the work.
        patterns: A folder of pattern files to lay on top of the built-in ones.
        explain: Whether each entry says which rule found it and what context added.

    Raises:
        PatternError: A pattern file is wrong.
    """

    def __init__(
        self, jobs: int | None = None, patterns: Path | None = None, *, explain: bool = False
    ) -> None:
        self._jobs = jobs
        self._made_of = (patterns, explain)
        # Made here in any case: a wrong pattern file is found before there are processes, and
        # where they are copies of this one they need not make their own.
        self._worker = one_process(patterns, explain)

    def __call__(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The tasks, done, in their order.

        Raises:
            ExtractError: No process can be started.
        """
        if self._jobs == 1:
            return self._worker(tasks)
        parted = pieces(tasks)
        if self._jobs is None:
            begun = list(islice(parted, 2))
            if cores() == 1 or len(begun) < 2:
                return self._worker(chain.from_iterable(chain(begun, parted)))
            parted = chain(begun, parted)
        return self._spread(parted, self._jobs or cores())

    def _spread(self, parted: Iterator[list[Task]], jobs: int) -> Iterator[Task]:
        pool = _Pool(jobs, self._worker if _FORKS else self._made_of)
        waiting: deque[Task] = deque()
        ahead = 0
        try:
            for piece in parted:
                waiting.extend(piece)
                ahead += sum(map(length, piece))
                pool.give([task for task in piece if not task.is_done])
                pool.collect(0)
                while waiting:
                    if waiting[0].is_done:
                        ahead -= length(waiting[0])
                        yield waiting.popleft()
                    elif len(waiting) > jobs * _PIECES_AHEAD * PIECE or ahead > _CHARACTERS_AHEAD:
                        pool.collect(None)
                    else:
                        break
            while waiting:
                while not waiting[0].is_done:
                    pool.collect(None)
                yield waiting.popleft()
        finally:
            pool.end()


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker(msgspec.Struct):
    process: BaseProcess
    connection: Connection
    tasks: list[Task] = []
    """What it works on."""


class _Pool:
    """Workers, and what waits for one; started when there is work for one more.

    Args:
        jobs: How many there are at most.
        made: What a worker begins with: itself, or what it is made of.
    """

    def __init__(self, jobs: int, made: OneProcess | _Made) -> None:
        self._jobs = jobs
        self._made = made
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Worker] = {}
        self._todo: deque[list[Task]] = deque()

    def give(self, tasks: list[Task]) -> None:
        """Have some tasks done; the list may be empty."""
        if tasks:
            self._todo.append(tasks)
        self._hand_out()

    def collect(self, seconds: float | None) -> None:
        """Take the answers that are there; wait for one so long, without end for None."""
        for connection in wait(list(self._busy), seconds):
            assert isinstance(connection, Connection)
            worker = self._busy.pop(connection)
            try:
                answers = _ANSWERS.decode(connection.recv_bytes())
            except (EOFError, OSError):
                self._bury(worker)
            else:
                for task, packed in zip(worker.tasks, answers, strict=True):
                    task.packed = packed
                self._idle.append(worker)
            self._hand_out()

    def end(self) -> None:
        """End all processes at once: what they know that is worth keeping was collected."""
        workers = [*self._idle, *self._busy.values()]
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.connection.close()

    def _hand_out(self) -> None:
        while self._todo and (self._idle or len(self._busy) < self._jobs):
            worker = self._idle.pop() if self._idle else self._start()
            worker.tasks = self._todo.popleft()
            self._busy[worker.connection] = worker
            try:
                worker.connection.send([light(task) for task in worker.tasks])
            except OSError:
                del self._busy[worker.connection]
                self._bury(worker)

    def _start(self) -> _Worker:
        if isinstance(self._made, OneProcess) and not self._idle and not self._busy:
            self._made.packed([_WARM_UP])
        fork_or_spawn = (
            multiprocessing.get_context("fork") if _FORKS else multiprocessing.get_context("spawn")
        )
        ours, theirs = fork_or_spawn.Pipe()
        # A copy of this process has our ends of all pipes: as long as one of them is open
        # somewhere, no worker learns that this process has gone.
        others = [worker.connection for worker in (*self._idle, *self._busy.values())]
        inherited = [ours, *others] if _FORKS else []
        process = fork_or_spawn.Process(
            target=_serve, args=(theirs, inherited, self._made), daemon=True
        )
        try:
            with _interrupts_wait(), warnings.catch_warnings():
                # The other thread is one of OpenBLAS, which stops it while the process is copied.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
        except OSError as error:
            cause = f"no process can be started: {error.strerror}"
            raise ExtractError("worker", cause, cure="give fewer --jobs") from None
        theirs.close()
        return _Worker(process, ours)

    def _bury(self, worker: _Worker) -> None:
        """Part a dead worker's tasks, or find that it is the one task that kills."""
        worker.connection.close()
        worker.process.join()
        if len(worker.tasks) > 1:
            self._todo.extendleft([task] for task in reversed(worker.tasks))
            return
        (task,) = worker.tasks
        assert isinstance(task.item, SourceArticle)
        how = _end_of(worker.process)
        task.packed = failed(
            task.item,
            f"the process that worked on it died ({how})",
            cure="if the memory was used up, give fewer --jobs",
        )


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Hold Ctrl-C back: what Python runs around a copy of the process would swallow it."""
    if not _FORKS:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_of(process: BaseProcess) -> str:
    code = process.exitcode or 0
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def _serve(connection: Connection, inherited: list[Connection], made: OneProcess | _Made) -> None:
    """Answer until the other end is closed."""
    # An interrupt is for the process that gives the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    worker = made if isinstance(made, OneProcess) else one_process(*made)
    try:
        while True:
            items: list[SourceArticle] = connection.recv()
            connection.send_bytes(_PACKER.encode(worker.packed(items)))
    except (EOFError, OSError):
        return
