"""Runs that are killed, at every step and at any moment: the next one ends as if none had been."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from quick import KILLED, STEPS

QUICK = (sys.executable, str(Path(__file__).with_name("quick.py")))
OUTPUTS = ("facts.jsonl", "facts.csv", "facts.sqlite")
PATIENCE = 120.0


def run(*arguments: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*QUICK, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with many articles, of which some fail."""
    write_news(tmp_path, 300)
    return tmp_path


def write_news(place: Path, count: int) -> None:
    texts = ["fault" if number % 50 == 2 else f"bài {number}" for number in range(count)]
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    lines.insert(3, "broken")
    (place / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")


def content(output: Path) -> object:
    """All that an output says; None where there is none."""
    if output.is_dir():
        return {path.name: path.read_bytes() for path in output.iterdir()}
    if output.suffix == ".sqlite" and output.exists():
        with closing(sqlite3.connect(output)) as database:
            return list(database.iterdump())
    return output.read_bytes() if output.exists() else None


def files_of(place: Path) -> dict[str, str]:
    """The files in a folder and below, and what is in them, as `quick.py` tells them."""
    return {
        str(path.relative_to(place)): path.read_bytes().hex()
        for path in place.rglob("*")
        if path.is_file()
    }


def hidden(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.name.startswith("."))


def expected(place: Path, name: str) -> tuple[object, list[str]]:
    """What an uninterrupted run writes and says."""
    done = run("news.jsonl", "-j", "1", "-o", name, cwd=place)
    assert done.returncode == 1
    whole = content(place / name)
    assert whole
    return whole, done.stderr.splitlines()


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_at_every_step(tmp_path: Path, name: str) -> None:
    write_news(tmp_path, 4)
    command = ("news.jsonl", "-j", "1", "-k", "dates", "-k", "units", "-o", name)
    run(*command, "-d", "2001", cwd=tmp_path)
    old = files_of(tmp_path)
    killed = run(STEPS, *command, cwd=tmp_path)
    assert (killed.returncode, killed.stderr) == (0, "")
    assert files_of(tmp_path) == old
    steps = [json.loads(line) for line in killed.stdout.splitlines()]
    whole = steps[-1]["left"]
    assert len(steps) > 10
    assert whole.keys() == old.keys()
    assert whole != old
    for step in steps:
        assert step["code"] == (KILLED if step is not steps[-1] else 1)
        left = {path: data for path, data in step["left"].items() if not path.startswith(".")}
        # A folder takes its name in two steps; between them there is none.
        inputs_alone = {"news.jsonl": old["news.jsonl"]} if name.endswith(".csv") else old
        assert left in (old, whole, inputs_alone)
        assert (step["again"], step["ended"]) == (1, whole)


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_at_any_moment(place: Path, name: str) -> None:
    moments = random.Random(name)
    whole, said = expected(place, name)
    output = place / f"again-{name}"
    spool = place / f".{output.name}.unfinished"
    sizes = [0]
    kills = 0
    longest = 0.1
    while True:
        code, errors = killed_after(moments.uniform(longest / 2, longest), output)
        if code != -signal.SIGKILL:
            break
        longest *= 1.15  # However slow the machine is, one run comes to its end.
        assert content(output) in (None, whole)
        kills += 1
        if spool.exists():
            sizes.append(spool.stat().st_size)
        elif content(output):  # Killed when all was done: the next one begins anew.
            sizes = [0]
        assert sizes == sorted(sizes)
    assert kills >= 2
    assert code == 1
    assert [line for line in errors if "are done" not in line] == said
    assert content(output) == whole
    assert hidden(place) == []


def killed_after(seconds: float, output: Path) -> tuple[int, list[str]]:
    """Start a run and kill it so long after it began; its exit code and what it says."""
    command = [*QUICK, "news.jsonl", "-j", "2", "-o", output.name]
    with subprocess.Popen(
        command, cwd=output.parent, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        workers = children(process.pid)
        process.kill()
        _, errors = process.communicate(timeout=PATIENCE)
    wait_for(lambda: not any(map(lives, workers)))
    return process.returncode, errors.splitlines()


def wait_for(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.002)


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    return []


def lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    return False


@pytest.mark.parametrize("name", OUTPUTS)
def test_out_of_disk(place: Path, name: str) -> None:
    """A limit on the size of files stands in for the end of the disk."""
    whole, _ = expected(place, name)
    output = place / f"again-{name}"
    for size in (0, 5_000, 100_000):

        def limited(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        done = subprocess.run(
            [*QUICK, "news.jsonl", "-j", "1", "-o", output.name],
            cwd=place,
            preexec_fn=limited,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert done.stderr.splitlines()[-1].startswith(f"extract: {output.name}: cannot be written")
        assert content(output) is None
        assert hidden(place) in ([], [f".{output.name}.unfinished"])
    assert hidden(place) == [f".{output.name}.unfinished"]
    done = run("news.jsonl", "-o", output.name, cwd=place)
    assert f"{output.name}: going on, " in done.stderr
    assert content(output) == whole


def interrupted(place: Path, *arguments: str) -> str:
    """A run that is interrupted, as from a keyboard, when some articles are done; what it says."""
    process = subprocess.Popen(
        [*QUICK, *arguments],
        cwd=place,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "QUICK_SECONDS": "0.02"},
    )
    spool = place / f".{arguments[-1]}.unfinished"
    wait_for(lambda: (spool.exists() and spool.stat().st_size > 10_000) or process.poll())
    workers = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    _, errors = process.communicate(timeout=PATIENCE)
    assert time.monotonic() - began < 5
    assert not any(map(lives, workers))
    assert process.returncode == 130
    return errors


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_keeps_what_is_done(place: Path, jobs: str) -> None:
    whole, said = expected(place, "facts.jsonl")
    errors = interrupted(place, "news.jsonl", "-j", jobs, "-o", "again.jsonl").split("\n")
    errors = [line for line in errors if line]  # One is empty, below what a terminal shows of ^C.
    assert errors[-2].startswith("extract: again.jsonl: ")
    assert errors[-2].endswith(" articles are done, the same command goes on")
    assert errors[-1] == "extract: stopped"
    assert hidden(place) == [".again.jsonl.unfinished"]
    done = run("news.jsonl", "-o", "again.jsonl", cwd=place)
    assert "again.jsonl: going on, " in done.stderr
    assert done.stderr.splitlines()[1:] == said
    assert content(place / "again.jsonl") == whole


def test_inputs_that_changed_since_are_done_again(place: Path) -> None:
    interrupted(place, "news.jsonl", "-j", "2", "-o", "again.jsonl")
    lines = (place / "news.jsonl").read_text(encoding="utf-8").splitlines()
    del lines[2]
    lines[5] = json.dumps({"id": "5", "text": "khác"})
    lines.insert(0, json.dumps({"id": "new", "text": "mới"}))
    lines[9], lines[10] = lines[10], lines[9]
    (place / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    whole, _ = expected(place, "facts.jsonl")
    done = run("news.jsonl", "-o", "again.jsonl", cwd=place)
    assert "again.jsonl: going on, " in done.stderr
    assert content(place / "again.jsonl") == whole


def test_another_format_or_kind_goes_on_too(place: Path) -> None:
    interrupted(place, "news.jsonl", "-j", "2", "-o", "again.json")
    done = run("news.jsonl", "-o", "again.json", "-f", "jsonl", "-k", "dates", cwd=place)
    assert "again.json: going on, " in done.stderr
    assert done.returncode == 1
    expected = run("news.jsonl", "-k", "dates", cwd=place).stdout
    assert (place / "again.json").read_text(encoding="utf-8") == expected


def test_other_patterns_are_refused_and_restart_starts_over(place: Path) -> None:
    interrupted(place, "news.jsonl", "-j", "1", "-o", "again.jsonl")
    done = run("news.jsonl", "--explain", "-o", "again.jsonl", cwd=place)
    assert done.returncode == 1
    assert done.stderr == (
        "extract: again.jsonl: a run that was stopped used another --explain"
        " (go on with the same as it, or start over with --restart)\n"
    )
    assert not (place / "again.jsonl").exists()
    done = run("news.jsonl", "--explain", "--restart", "-o", "again.jsonl", cwd=place)
    assert "going on" not in done.stderr
    assert (place / "again.jsonl").exists()
    assert hidden(place) == []


def test_a_spool_in_a_folder_of_inputs_is_not_read(place: Path) -> None:
    whole, _ = expected(place, "facts.jsonl")
    (place / "facts.jsonl").unlink()
    interrupted(place, ".", "-j", "2", "-o", "again.jsonl")
    run(".", "-o", "again.jsonl", cwd=place)
    again = (place / "again.jsonl").read_bytes()
    assert again == run("./news.jsonl", cwd=place).stdout.encode()
    assert len(again.splitlines()) == len(bytes(whole).splitlines())  # type: ignore[call-overload]


def test_a_dead_worker_costs_one_article_of_a_run(tmp_path: Path) -> None:
    texts = [{"id": str(number), "text": "die" if number == 70 else "a"} for number in range(100)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    done = run("news.jsonl", "-j", "2", "-o", "facts.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "extract: news.jsonl:71: the process that worked on it died (SIGKILL)"
    )
    assert len(done.stderr.splitlines()) == 1
    lines = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [str(n) for n in range(100) if n != 70]
