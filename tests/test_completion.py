"""Completion in shells: the words that a real shell is given after a TAB."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = {
    "bash": 'eval "$(_EXTRACT_COMPLETE=bash_source extract)"',
    "zsh": (
        "autoload -U compinit; compinit -u -D;"
        ' eval "$(_EXTRACT_COMPLETE=zsh_source extract)";'
        " [[ $_comps[extract] == _extract* ]] || exit"
    ),
    "fish": "_EXTRACT_COMPLETE=fish_source extract | source",
}
ASK = {
    # Outside of a line editor, what it offers is printed.
    "bash": (
        "COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));"
        ' compopt() {{ echo "<$2>"; }};'
        ' _extract_completion extract; printf "%s\\n" "${{COMPREPLY[@]}}"'
    ),
    "zsh": (
        'compadd() {{ print -l -- $completions }}; _path_files() {{ print "<files>" }};'
        " _describe() {{ print -l -- ${{completions_with_descriptions%%:*}} }};"
        " words=({words}); CURRENT=$#words; _extract_completion"
    ),
    "fish": "complete -C 'extract {last}' | string replace -r '\\t.*' ''",
}


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    return name


def offered(shell: str, folder: Path, *words: str) -> list[str]:
    """What the shell offers for the last word of a command."""
    program = folder / "bin" / "extract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    quoted = " ".join(f"'{word}'" for word in ("extract", *words))
    ask = ASK[shell].format(words=quoted, last=" ".join(words))
    flags = ["-f"] if shell == "zsh" else ["--no-config"] if shell == "fish" else ["--norc"]
    done = subprocess.run(
        [shell, *flags, "-c", f"{SETUP[shell]}\n{ask}"],
        cwd=folder,
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_options(shell: str, tmp_path: Path) -> None:
    assert offered(shell, tmp_path, "--fo") == ["--format"]


def test_words_of_an_option(shell: str, tmp_path: Path) -> None:
    assert set(offered(shell, tmp_path, "-k", "d")) == {"dates", "documents"}


@pytest.mark.parametrize("words", [("news",), ("-o", "news")])
def test_files(shell: str, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "news.jsonl").touch()
    by_the_shell = {"bash": ["<default>"], "zsh": ["<files>"], "fish": ["news.jsonl"]}
    assert offered(shell, tmp_path, *words) == by_the_shell[shell]
