"""Every command that the README shows works, with inputs of the names that it shows."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SAMPLES = PROJECT / "samples"
BLOCKS = re.findall(r"^ *```sh\n(.*?)```", README, re.DOTALL | re.MULTILINE)
LINES = {line.split(" #")[0].strip() for block in BLOCKS for line in block.splitlines()}
INSTALLING = {line for line in LINES if "pip install" in line}
"""What the checks of the project run themselves, and test_benchmark.py."""
COMPLETION = {line for line in LINES if "_EXTRACT_COMPLETE=" in line}
"""Their tests are in test_completion.py."""
COMMANDS = sorted(LINES - INSTALLING - COMPLETION - {""})
COUNTER = "phrase\tkind\tclass\ntép lẻ\tentities\tclassifier\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which all of the inputs lie that the README names, and `extract` to call."""
    for name in ("article.txt", "bai-bao.txt"):
        shutil.copy(SAMPLES / "bien-phong-ma-tuy.txt", tmp_path / name)
    for name in ("news", "thu-muc"):
        shutil.copytree(SAMPLES, tmp_path / name)
    shutil.copytree(SAMPLES, tmp_path / "samples")
    shutil.copy(SAMPLES / "tin-ngan.jsonl", tmp_path / "articles.jsonl")
    packed = gzip.compress((SAMPLES / "tin-ngan.jsonl").read_bytes())
    (tmp_path / "archive.jsonl.gz").write_bytes(packed)
    (tmp_path / "my-rules" / "lexicon").mkdir(parents=True)
    table = tmp_path / "my-rules" / "lexicon" / "counter.tsv"
    table.write_text(COUNTER, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "extract"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m extractor "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def test_there_are_commands_of_both_languages() -> None:
    assert any("article.txt" in command for command in COMMANDS)
    assert any("bai-bao.txt" in command for command in COMMANDS)
    assert len(INSTALLING) == 3
    assert len(COMPLETION) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works(command: str, folder: Path) -> None:
    for program in re.findall(r"\| *(\w+)", re.sub("'.*?'", "", command)):
        if program != "extract" and not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    before = {path.name for path in folder.iterdir()}
    path = os.pathsep.join((str(folder / "bin"), os.environ["PATH"]))
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = ", 0 failed" in done.stderr if "--check" in command else not done.stderr
    assert told, done.stderr
    asked = re.findall(r"-o (\S+)", command)
    assert sorted({path.name for path in folder.iterdir()} - before) == asked
    assert asked or done.stdout or "--check" in command
