"""`extract` with an extractor that finds the same in every text: for tests of runs, not of facts.

As a program it takes the arguments of `extract`. The article "die" ends the process that works on
it, "fault" is one that the extractor stumbles over. With `--steps` as the first argument the
program is run again and again, killed at its first step towards the disk, at its second, and so
on, each time from the beginning and then continued; a line of JSON for each tells what was left.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from entries import article

from extractor.batch import OneProcess, spool, workers
from extractor.model import Article
from extractor.pipeline import Extractor
from extractor.reading.article import SourceArticle

STEPS = "--steps"
KILLED = 137
_TOWARDS_THE_DISK = ("write", "fsync", "ftruncate", "replace", "rename", "unlink", "rmdir", "mkdir")


class QuickExtractor(Extractor):
    """Finds the same in every text."""

    def __init__(self, seconds: float = 0) -> None:
        """Load nothing."""
        self._seconds = seconds

    def extract_all(self, items: Sequence[SourceArticle]) -> list[Article]:
        return [self._extracted(item) for item in items]

    def _extracted(self, item: SourceArticle) -> Article:
        time.sleep(self._seconds)
        if item.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item.text == "fault":
            raise KeyError(item.text)
        return msgspec.structs.replace(article(item.id, item.text), date=item.date)


def quick(patterns: Path | None = None, explain: bool = False) -> OneProcess:  # noqa: ARG001
    """Stands in for `one_process`, a thousand articles a second."""
    return OneProcess(QuickExtractor(float(os.environ.get("QUICK_SECONDS", "0.001"))))


def main() -> None:
    from extractor import cli

    setattr(workers, "one_process", quick)  # noqa: B010 - a stand-in
    setattr(spool, "digest_of_patterns", str)  # noqa: B010 - it reads more than a hundred files
    cli.main()


def killed_at_every_step(arguments: list[str]) -> None:
    """Kill a run at each of its steps, in a folder of its own each time, and run it again."""
    for step in range(1, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "place")
            shutil.copytree(".", place)
            code = _in_a_copy(place, arguments, step)
            left = _listing(place)
            again = _in_a_copy(place, arguments, None)
            found = {"code": code, "left": left, "again": again, "ended": _listing(place)}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        if code != KILLED:
            return


def _listing(place: Path) -> dict[str, str]:
    """The names of all files and what is in them."""
    files = [path for path in place.rglob("*") if path.is_file()]
    return {str(path.relative_to(place)): path.read_bytes().hex() for path in sorted(files)}


def _in_a_copy(place: Path, arguments: list[str], step: int | None) -> int:
    """The exit code of a run in a copy of this process."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.chdir(place)
    sys.argv = ["extract", "-q", *arguments]
    if step is not None:
        _die_at(step)
    try:
        main()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    os._exit(99)


def _die_at(step: int) -> None:
    """End this process before its step with that number; of a write, half is done."""
    taken = 0

    def counted(function: Callable[..., object], name: str) -> Callable[..., object]:
        def call(*arguments: Any, **named: Any) -> object:  # noqa: ANN401
            nonlocal taken
            taken += 1
            if taken == step:
                if name == "write":
                    function(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os._exit(KILLED)
            return function(*arguments, **named)

        return call

    for name in _TOWARDS_THE_DISK:
        setattr(os, name, counted(getattr(os, name), name))


if __name__ == "__main__":
    if sys.argv[1:2] == [STEPS]:
        killed_at_every_step(sys.argv[2:])
    else:
        main()
