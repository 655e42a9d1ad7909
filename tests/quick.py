"""`extract` with an extractor that takes a thousandth of a second: for tests of runs, not of facts.

As a program it takes the arguments of `extract`. An article "die" ends the process that works on
it, "fault" is one that the extractor stumbles over.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import msgspec
from entries import article

from extractor.batch import OneProcess, workers
from extractor.model import Article
from extractor.pipeline import Extractor

SECONDS = 0.001


class QuickExtractor(Extractor):
    """Finds the same in every text."""

    def __init__(self, seconds: float = 0) -> None:
        """Load nothing."""
        self._seconds = seconds

    def extract(self, text: str, **told: Any) -> Article:  # noqa: ANN401
        time.sleep(self._seconds)
        if text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if text == "fault":
            raise KeyError(text)
        return msgspec.structs.replace(article(told["id"], text), date=told.get("date"))


def quick(patterns: Path | None = None, explain: bool = False) -> OneProcess:  # noqa: ARG001
    """Stands in for `one_process`."""
    return OneProcess(QuickExtractor(SECONDS))


if __name__ == "__main__":
    from extractor.cli import main

    setattr(workers, "one_process", quick)  # noqa: B010 - a stand-in
    main()
