"""Hostile articles in every format, bad places for outputs, two runs at once, and no network."""

from __future__ import annotations

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from extractor.writing.formats import FORMATS

CONTROLS = "".join(map(chr, (*range(1, 9), *range(14, 32), 127, 0x85, 0x9B))) + "\u202e\u2066\ufeff"
MARKUP = "<script>alert(1)</script>[red]x[/red]{{7*7}}'\";DROP TABLE articles;--&amp;"
LONG = "Công an tỉnh Quảng Nam bắt " + "x" * 20_000
NASTY = f"=1+1\t{CONTROLS}{MARKUP}"
ARTICLE = {
    "id": NASTY,
    "title": f"@SUM(1){NASTY}",
    "source": f"-2+3{NASTY}",
    "outlet": f"+1{NASTY}",
    "text": f"Công an tỉnh {NASTY} Quảng Nam bắt 5 đối tượng. {LONG} 5 vụ {MARKUP}\n{NASTY}",
    NASTY: NASTY,
}
TEXTUAL = ("table", "text", "json", "jsonl", "html", "csv")


def run(*arguments: object, code: Sequence[int] = (0,), **more: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        capture_output=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )
    said = done.stderr.decode()
    assert done.returncode in code, said
    assert "Traceback" not in said
    return str(said)


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_article_in_every_format(tmp_path: Path, name: str) -> None:
    """No control character and no markup leaves as such; nothing fails."""
    if name == "parquet" and importlib.util.find_spec("pyarrow") is None:
        pytest.skip("the extra `parquet` is not installed")
    inputs = tmp_path / "in.jsonl"
    inputs.write_text(json.dumps(ARTICLE) + "\n" + json.dumps({"text": "Bắt 3 vụ."}), "utf-8")
    output = tmp_path / "out"
    run(inputs, "-f", name, "-o", output)
    files = [path for path in sorted(output.rglob("*")) if path.is_file()] or [output]
    for path in files if name in TEXTUAL else []:
        written = path.read_bytes().decode("utf-8-sig")
        shown = json.dumps(json.loads(written)) if name == "json" else written
        for char in CONTROLS:
            # JSON escapes the controls of ASCII, and has text as it is else.
            if char < " " or name in ("table", "text"):
                assert char not in shown, (path.name, hex(ord(char)))
        if name == "html":
            assert "<script>alert(1)" not in written
    if name == "sqlite":
        with closing(sqlite3.connect(output)) as database:
            ((count,),) = database.execute("SELECT count(*) FROM articles")
        assert count == 2


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    lines = [
        json.dumps({"id": str(place), "text": f"Ngày 5/3/2024, bắt {place} đối tượng."})
        for place in range(300)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def output_name(name: str) -> str:
    return f"out{FORMATS[name].suffixes[0]}" if FORMATS[name].suffixes else "out"


def test_a_link_as_output(tmp_path: Path, news: Path) -> None:
    """A link is written through, also one that leads nowhere yet; never into an input."""
    link, target = tmp_path / "link.jsonl", tmp_path / "target.jsonl"
    link.symlink_to(target)
    run(news, "-o", link)
    assert link.is_symlink()
    assert len(target.read_bytes().splitlines()) == 300
    (tmp_path / "own.jsonl").symlink_to(news)
    before = news.read_bytes()
    assert "is an input" in run(news, "-o", tmp_path / "own.jsonl", code=(2,))
    assert news.read_bytes() == before
    (tmp_path / "loop.jsonl").symlink_to(tmp_path / "loop.jsonl")
    run(news, "-o", tmp_path / "loop.jsonl")  # It leads nowhere: the file takes its place.
    assert (tmp_path / "loop.jsonl").read_bytes() == target.read_bytes()


@pytest.mark.parametrize("name", ["jsonl", "json", "sqlite"])
def test_a_folder_as_output(tmp_path: Path, news: Path, name: str) -> None:
    folder = tmp_path / output_name(name)
    folder.mkdir()
    (folder / "mine").write_text("x", encoding="utf-8")
    assert "it is a folder" in run(news, "-f", name, "-o", folder, code=(1,))
    assert [path.name for path in folder.iterdir()] == ["mine"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", ["jsonl", "sqlite", "csv"])
def test_a_read_only_place(tmp_path: Path, news: Path, name: str) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    output = tmp_path / "closed" / output_name(name)
    assert "no permission" in run(news, "-f", name, "-o", output, code=(1,))


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc")
def test_a_place_where_nothing_can_be_written(news: Path) -> None:
    said = run(news, "-o", "/proc/out.jsonl", code=(1,))
    assert said.startswith("extract: /proc/out.jsonl: cannot be written")
    assert said.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("name", ["jsonl", "json", "table"])
def test_a_full_disk(news: Path, name: str) -> None:
    said = run(news, "-f", name, "-o", "/dev/full", code=(1,))
    assert said == "extract: /dev/full: cannot be written: the disk is full\n"


@pytest.mark.parametrize("name", ["jsonl", "csv", "sqlite"])
def test_a_disk_that_fills_up(tmp_path: Path, news: Path, name: str) -> None:
    """As `ulimit -f`: a file can grow no more. Nothing half is left, and what was there stays."""
    output = tmp_path / output_name(name)
    limited = "import resource, signal, sys; from extractor.cli import main\n"
    limited += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); main()"
    done = subprocess.run(
        [sys.executable, "-c", limited, str(news), "-f", name, "-o", str(output), "-j", "1"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"too big" in done.stderr or b"full" in done.stderr, done.stderr
    assert b"Traceback" not in done.stderr
    assert not output.exists()
    run(news, "-f", name, "-o", output)
    assert output.exists()


@pytest.mark.parametrize("name", ["jsonl", "csv", "sqlite"])
def test_two_runs_at_once(tmp_path: Path, news: Path, name: str) -> None:
    """Each ends well or says why not; what is there at the end is whole, and one run's."""
    alone, both = tmp_path / "alone", tmp_path / "both"
    for folder in (alone, both):
        folder.mkdir()
    run(news, "-f", name, "-o", alone / output_name(name))
    command = [sys.executable, "-m", "extractor", str(news), "-f", name]
    command += ["-o", str(both / output_name(name))]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate(timeout=300)[1].decode() for process in started]
    codes = [process.returncode for process in started]
    assert 0 in codes, said
    assert all(code in (0, 1) for code in codes)
    assert not any("Traceback" in text for text in said), said
    assert content(alone) == content(both)


def content(folder: Path) -> dict[str, object]:
    """What lies in a folder, hidden files too; of a database its rows."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as database:
                found[name] = list(database.iterdump())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def test_no_network(tmp_path: Path, news: Path) -> None:
    """No address is looked up and no connection is made, whatever is read or written."""
    page = tmp_path / "a.html"
    page.write_text("<html><body><p>Bắt 5 đối tượng. http://a.vn</p></body></html>", "utf-8")
    program = (
        "import sys\n"
        "def hook(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname',\n"
        "                 'socket.gethostbyaddr', 'socket.sendto', 'socket.sendmsg'):\n"
        "        if not (arguments and getattr(arguments[0], 'family', 0) == 1):\n"
        "            print('NETWORK', event, arguments, file=sys.stderr)\n"
        "sys.addaudithook(hook)\n"
        "from extractor.cli import main\n"
        "main()\n"
    )
    for name in ("jsonl", "html", "sqlite"):
        for jobs in ("1", "2") if name == "jsonl" else ("1",):
            arguments = [news, page, "-f", name, "-o", tmp_path / f"o-{name}-{jobs}", "-j", jobs]
            done = subprocess.run(
                [sys.executable, "-c", program, *map(str, arguments)],
                capture_output=True,
                check=False,
            )
            assert b"NETWORK" not in done.stderr
            assert done.returncode in (0, 1), done.stderr
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program.replace("main()", "import socket; socket.gethostbyname('127.0.0.1')"),
        ],
        capture_output=True,
        check=True,
    )
    assert b"NETWORK socket.gethostbyname" in done.stderr
