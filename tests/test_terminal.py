"""The real program on a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from test_table import CODE

from extractor.batch import Summary
from extractor.usage import summary_of

TEXT = "Sáng 12/3/2024, Công an tỉnh Hải Dương bắt 2 đối tượng, thu giữ 6,4 kg ma túy đá.\n"
PROGRAM = [sys.executable, "-m", "extractor"]


def on_terminal(folder: Path, *arguments: str, columns: int = 60, **wishes: str) -> str:
    """All that the program writes to a terminal, results and messages."""
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    unset = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"TERM": "xterm-256color", "PYTHONWARNINGS": "ignore"} | wishes
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdin=far, stdout=far, stderr=far, cwd=folder, env=environment
    ) as process:
        os.close(far)
        written = b""
        while True:
            try:
                read = os.read(near, 65536)
            except OSError:  # How Linux says that nobody has the other end open.
                break
            if not read:
                break
            written += read
        os.close(near)
        assert process.wait() == 0
    return written.decode().replace("\r\n", "\n")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_an_article_is_a_table_as_wide_as_the_terminal(news: Path) -> None:
    output = on_terminal(news, "a.txt")
    lines = CODE.sub("", output).splitlines()
    assert lines[0] == "─" * 60
    assert "\x1b[1;35mFigures (2)\x1b[0m\n" in output
    assert max(map(len, lines)) <= 60
    assert "articles in" not in output


def test_marks_are_colours_or_brackets(news: Path) -> None:
    assert "\x1b[38;5;16;48;5;214m2 đối tượng\x1b[0m" in on_terminal(news, "-f", "text", "a.txt")
    plain = on_terminal(news, "-f", "text", "a.txt", NO_COLOR="1")
    assert "[fig: 2 đối tượng]" in plain
    assert "48;5" not in plain


def test_nothing_to_do_shows_the_help(news: Path) -> None:
    output = on_terminal(news, columns=80)
    assert CODE.sub("", output).startswith("Usage: extract [OPTIONS] [INPUT]...\n")
    assert "\x1b[1mOutput\x1b[0m  -f, --format" in output


def test_a_batch_ends_with_what_was_done(news: Path) -> None:
    (news / "b.txt").write_text(TEXT, encoding="utf-8")
    output = on_terminal(news, "a.txt", "b.txt", "-o", "facts.jsonl", columns=80)
    assert re.search(
        r"extract: 2 articles in \d+\.\d s\n"
        r"extract: 4 figures, 2 dates, 2 units\n"
        r"extract: written to facts.jsonl\n$",
        CODE.sub("", output),
    )
    assert "articles in" not in on_terminal(news, "a.txt", "b.txt", "-q", "-o", "facts.jsonl")


@pytest.mark.parametrize("name", ["table", "text"])
def test_a_pager_is_given_colours_and_may_be_left(news: Path, name: str) -> None:
    (news / "many.jsonl").write_text(f'{{"text": "{TEXT.strip()}"}}\n' * 2000, encoding="utf-8")
    command = f"{' '.join(PROGRAM)} -f {name} many.jsonl | head -2"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=news,
        env={**os.environ, "CLICOLOR_FORCE": "1", "NO_COLOR": ""},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"\x1b[2m")


@pytest.mark.parametrize(
    ("summary", "seconds", "output", "lines"),
    [
        (Summary(), 0.04, None, ["0 articles in 0.0 s", "no facts"]),
        (
            Summary(articles=1, counts={"dates": 0, "figures": 1}, failures=2),
            125.4,
            None,
            ["1 article in 2 min 5 s, 2 failed", "1 figure"],
        ),
        (
            Summary(articles=120_000, counts={"dates": 1200, "figures": 3_000_000}),
            11_040,
            "f.sqlite",
            [
                "120,000 articles in 3 h 4 min",
                "3,000,000 figures, 1,200 dates",
                "written to f.sqlite",
            ],
        ),
    ],
)
def test_a_summary_is_short(
    summary: Summary, seconds: float, output: str | None, lines: list[str]
) -> None:
    assert summary_of(summary, seconds, output) == lines
