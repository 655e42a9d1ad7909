#!/usr/bin/env python3
"""Measure speed, start-up and memory beside other libraries that do a part of the same.

    .ci/benchmark.py                        on the samples
    .ci/benchmark.py news/ --articles 500   on the first articles of files or folders
    .ci/benchmark.py --rounds 5             the median of five rounds instead of three

Every round gives the same articles to each in turn, on one core and in processor time, so that
ratios hold on a busy machine too. A library that is not installed is left out: dateparser comes
with `pip install 'extract-vn[benchmark]'`. The output is a table in Markdown.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
EXTRACT = (sys.executable, "-P", "-m", "extractor")
"""What is installed where this runs: a compiled wheel, or the sources."""
WARM_UP = 20
"""Articles of which no time is taken: a process that just started looks up everything anew."""
Task = Callable[[str], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("inputs", nargs="*", default=[str(PROJECT / "samples")])
    parser.add_argument("--articles", type=int, default=50, help="at most so many (50)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds to take the median of (3)")
    arguments = parser.parse_args()
    started = starts(arguments.rounds)
    texts = articles(arguments.inputs, arguments.articles)
    if not texts:
        print("no article could be read", file=sys.stderr)
        return 1
    taken = rounds(dict(tasks()), texts, arguments.rounds)
    characters = sum(map(len, texts))
    print(
        f"{len(texts)} articles, {characters:,} characters, median of {arguments.rounds} rounds\n"
    )
    print("| | characters a second | times word_tokenize |\n| --- | --- | --- |")
    for name, each in taken.items():
        ratio = median(a / b for a, b in zip(taken["word_tokenize"], each, strict=True))
        print(f"| {name} | {characters / median(each):,.0f} | {ratio:.2f} |")
    print("\n| a new process | seconds | MB at the peak |\n| --- | --- | --- |")
    for name, (seconds, megabytes) in started.items():
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")
    return 0


def starts(number: int) -> dict[str, tuple[float, float]]:
    """Seconds and peak megabytes of new processes, medians.

    To be called while this process is small: a new one's peak counts what it is forked from.
    """
    article = PROJECT / "samples" / "giao-ban-thua-thien-hue.txt"
    commands = {
        "extract, one short article": (*EXTRACT, article),
        "import underthesea": (sys.executable, "-c", "import underthesea"),
    }
    found = {}
    for name, command in commands.items():
        seconds, megabytes = zip(*(timed(*command) for _ in range(number)), strict=True)
        found[name] = median(seconds), median(megabytes)
    return found


def articles(inputs: list[str], most: int) -> list[str]:
    """The texts of the first articles; what cannot be read is told and left out."""
    from extractor.errors import InputError
    from extractor.reading.inputs import read_inputs

    def readable() -> Iterator[str]:
        for item in read_inputs(inputs):
            if isinstance(item, InputError):
                print(item, file=sys.stderr)
            else:
                yield item.text

    return list(itertools.islice(readable(), most))


def tasks() -> Iterator[tuple[str, Task]]:
    """Each task by its name; `word_tokenize` comes first."""
    from underthesea import ner, word_tokenize

    from extractor import Extractor

    yield "word_tokenize", word_tokenize
    yield "extract", Extractor().extract
    yield "extract --explain", Extractor(explain=True).extract
    yield "ner", ner
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser is not installed: left out", file=sys.stderr)
    else:
        yield "dateparser", lambda text: search_dates(text, languages=["vi"])


def rounds(chosen: dict[str, Task], texts: list[str], number: int) -> dict[str, list[float]]:
    """Seconds of the processor that each task took for all texts, round by round."""
    for task, text in itertools.product(chosen.values(), texts[:WARM_UP]):
        task(text)
    taken: dict[str, list[float]] = {name: [] for name in chosen}
    for _ in range(number):
        for name, task in chosen.items():
            began = time.process_time()
            for text in texts:
                task(text)
            taken[name].append(time.process_time() - began)
    return taken


def timed(*command: str | Path) -> tuple[float, float]:
    """Seconds of the processor and peak megabytes of a command."""
    with Path(os.devnull).open("wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, cwd=PROJECT)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
