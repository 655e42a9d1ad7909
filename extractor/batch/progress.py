"""How far a run is, on standard error of a terminal: one line that comes after half a second."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.batch.run import Summary

if TYPE_CHECKING:
    from rich.progress import Progress

_SECONDS_BEFORE = 0.5
_SECONDS_BETWEEN = 0.2
_SECONDS_OF_SPEED = 15.0
"""The speed shown is that of so long."""
_BAR = 20
"""Leaves room for what the terminal shows of ^C: in a full line, it would begin another one."""


class ProgressLine:
    """A line with articles, characters, speed, failures and, where the end is known, time left.

    It is redrawn between two articles and by no thread of its own: workers are copies of this
    process, and a copy of a process with threads may stand still.

    Args:
        total: Gives the bytes of the inputs, or None where they cannot be known.
    """

    def __init__(self, total: Callable[[], int | None]) -> None:
        self._total = total
        self._due: float | None = None
        self._samples: deque[tuple[float, int]] = deque()
        self._line: Progress | None = None

    def __call__(self, summary: Summary) -> None:
        """Redraw the line if it is time."""
        now = time.monotonic()
        if self._due is None:
            self._due = now + _SECONDS_BEFORE
            self._sample(now, summary.characters)
        if now < self._due:
            return
        self._due = now + _SECONDS_BETWEEN
        self._sample(now, summary.characters)
        if self._line is None:
            self._line = _line()
            self._line.add_task("", total=self._total())
        (task,) = self._line.tasks
        self._line.update(task.id, completed=summary.bytes, description=self._said(summary))
        self._line.start()
        self._line.refresh()

    def _sample(self, now: float, characters: int) -> None:
        self._samples.append((now, characters))
        while len(self._samples) > 2 and self._samples[0][0] < now - _SECONDS_OF_SPEED:
            self._samples.popleft()

    def _said(self, summary: Summary) -> str:
        (began, before), (now, characters) = self._samples[0], self._samples[-1]
        speed = (characters - before) / max(now - began, 1e-9)
        failed = f" · {summary.failures:,} failed" if summary.failures else ""
        return (
            f"{summary.articles:,} articles · {summary.characters / 1e6:,.1f} M characters"
            f" · {speed / 1e6:.2f} M/s{failed}"
        )

    def clear(self) -> None:
        """Take the line away, until it is drawn again."""
        if self._line is not None:
            self._line.stop()


def _line() -> Progress:
    # Rich takes a tenth of a second to load, and most runs are over before there is a line.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=_BAR),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True, highlight=False),
        auto_refresh=False,
        transient=True,
    )
