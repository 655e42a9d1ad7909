"""How far a run is: said on a terminal alone, and of no harm to what else is said."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from quick import QuickExtractor

from extractor.batch import OneProcess
from extractor.batch.progress import ProgressLine
from extractor.batch.run import Summary, run
from extractor.batch.work import Task
from extractor.errors import InputError
from extractor.model import Article
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import Item, Tally, read_inputs, total_bytes
from extractor.writing.formats import Writer

QUICK = (sys.executable, str(Path(__file__).with_name("quick.py")))
BROKEN = InputError("x.jsonl", "broken JSON", place="line 2")


class Nothing(Writer):
    """A writer that writes nothing."""

    def write(self, article: Article, text: str) -> None:
        pass


@pytest.fixture
def place(tmp_path: Path) -> Path:
    texts = ["fault" if number == 600 else "bài" * 500 for number in range(800)]
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def on_a_terminal(*arguments: str, cwd: Path) -> str:
    """What a run writes on standard error where it is a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*QUICK, *arguments],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "100", "TERM": "xterm", "QUICK_SECONDS": "0.002"},
    )
    os.close(theirs)
    said = b""
    try:
        while data := os.read(ours, 65536):
            said += data
    except OSError:
        pass  # The other end is closed.
    os.close(ours)
    process.wait()
    return said.decode()


def test_a_line_on_a_terminal(place: Path) -> None:
    said = on_a_terminal("news.jsonl", "-j", "1", "-o", "facts.jsonl", cwd=place)
    assert re.search(r"\d+ articles · \d\.\d M characters · \d\.\d\d M/s .*\d+%", said)
    (failure,) = [line for line in said.split("\r\n") if "internal error" in line]
    assert re.search(r"\x1b\[2Kextract: news\.jsonl:601: internal error[^\x1b]*$", failure)
    assert "\x1b[2Kextract: 799 articles" in said
    on_the_way = [int(one) for one in re.findall(r"(\d+)%", said)]
    assert on_the_way == sorted(on_the_way)
    assert 0 < on_the_way[0] <= on_the_way[-1] <= 100


def test_what_is_only_read_is_not_done() -> None:
    read = 0

    def items() -> Iterator[Item]:
        nonlocal read
        for number in range(40):
            read += 100
            yield BROKEN if number % 4 == 3 else SourceArticle(id=str(number), text="bài")

    def ahead(tasks: Iterable[Task]) -> Iterator[Task]:
        yield from OneProcess(QuickExtractor())(list(tasks))

    seen = []
    run(
        items(),
        ahead,
        Nothing(),
        report=lambda _: None,
        position=lambda: read,
        watch=lambda summary: seen.append((summary.articles + summary.failures, summary.bytes)),
    )
    assert seen == [(count, 100 * count) for count in range(1, 41)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("news.jsonl", "-o", "facts.jsonl", "--no-progress"),
        ("news.jsonl", "-o", "facts.jsonl", "-q"),
        ("news.jsonl", "-f", "jsonl"),
    ],
)
def test_no_line_where_it_is_not_wanted(place: Path, arguments: tuple[str, ...]) -> None:
    assert "%" not in on_a_terminal(*arguments, cwd=place)


def test_nothing_where_standard_error_is_no_terminal(place: Path) -> None:
    done = subprocess.run(
        [*QUICK, "news.jsonl", "-o", "facts.jsonl", "--progress"],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert len(done.stderr.splitlines()) == 1
    assert "601: internal error" in done.stderr


def test_no_line_before_half_a_second() -> None:
    asked = []
    line = ProgressLine(lambda: asked.append(1))
    line(Summary(articles=1))
    line.clear()
    assert asked == []


def test_the_speed_is_that_of_the_last_seconds() -> None:
    line = ProgressLine(lambda: None)
    characters = 0
    for second in range(60):
        characters += 1_000_000 if second < 30 else 2_000_000
        line._sample(float(second), characters)
    assert "1 articles · 0.0 M characters · 2.00 M/s" in line._said(Summary(articles=1))


def test_bytes_read_reach_the_bytes_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("một", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "hai"}\n' * 1000, encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"x" * 100)
    tally = Tally()
    reached = [tally.bytes for _ in read_inputs([str(tmp_path)], tally=tally)]
    assert reached == sorted(reached)
    assert tally.bytes == total_bytes([str(tmp_path)]) == 5 + 16_000
    assert total_bytes([str(tmp_path), "-"]) is None
    assert total_bytes(["/dev/null"]) is None
    assert total_bytes([str(tmp_path)], include=["*.txt"]) == 5
