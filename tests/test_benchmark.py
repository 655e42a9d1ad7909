"""The benchmark that anyone can run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "benchmark.py"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, "--rounds", "1", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_it_prints_ratios_and_what_a_start_costs(tmp_path: Path) -> None:
    text = "Sáng 12/3/2024, Công an huyện Ea Kar bắt 2 đối tượng về tội trộm cắp."
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(tmp_path, "--articles", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"2 articles, {2 * len(text)} characters, ")
    rows = dict(re.findall(r"^\| ([^|]+) \| [\d,]+ \| ([\d.]+) \|$", done.stdout, re.MULTILINE))
    assert list(rows)[:4] == ["word_tokenize", "extract", "extract --explain", "ner"]
    assert rows["word_tokenize"] == "1.00"
    starts = re.findall(r"^\| ([^|]+) \| ([\d.]+) \| (\d+) \|$", done.stdout, re.MULTILINE)
    assert {"extract, one short article", "import underthesea"} <= {name for name, *_ in starts}
    assert all(float(seconds) > 0 and int(megabytes) > 0 for _, seconds, megabytes in starts)


def test_it_says_when_there_is_nothing_to_read(tmp_path: Path) -> None:
    done = run(tmp_path / "none.txt")
    assert done.returncode == 1
    assert "none.txt" in done.stderr
    assert "no article could be read" in done.stderr
