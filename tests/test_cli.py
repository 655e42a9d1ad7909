"""The real program: what it prints, where it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click import Option

from extractor.cli import extract
from extractor.version import __version__

TEXT = "Sáng 12/3/2024, Công an tỉnh Hải Dương bắt 2 đối tượng, thu giữ 6,4 kg ma túy đá.\n"
EXTRACT = [sys.executable, "-m", "extractor"]
LONGEST_HELP_LINE, LONGEST_HELP = 79, 24


def run(
    *arguments: str | Path, stdin: str | None = "", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*EXTRACT, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "ignore", **env},
        timeout=120,
        check=False,
    )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.jsonl").write_text(
        json.dumps({"text": TEXT, "id": "b1"}) + "\nbroken\n" + json.dumps({"text": ""}) + "\n",
        encoding="utf-8",
    )
    return folder


def test_a_file_gives_a_line_of_json(news: Path) -> None:
    done = run(news / "a.txt")
    article = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (article["schema"], article["id"], article["source"]) == (1, "a", str(news / "a.txt"))
    assert article["dates"][0]["value"] == "2024-03-12"
    for entry in article["dates"] + article["figures"]:
        assert TEXT[entry["start"] : entry["end"]] == entry["text"]


def test_a_failure_is_one_line_and_costs_nothing_else(news: Path) -> None:
    done = run(news, "none.txt")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b1", "b:3"]
    broken, missing = done.stderr.splitlines()
    assert broken.startswith(f"extract: {news}/b.jsonl, line 2: broken JSON")
    assert missing == "extract: none.txt: no such file or folder"
    quiet = run("-q", news, "none.txt")
    assert (quiet.returncode, quiet.stderr, quiet.stdout) == (1, "", done.stdout)


def test_a_name_that_no_file_has_is_answered_with_one_that_is_near(news: Path) -> None:
    (news / "article.txt").touch()
    for wrong, right in (("artcle.txt", "article.txt"), ("./article.tx", "article.txt")):
        said = run(wrong, cwd=news).stderr
        assert said == f"extract: {wrong}: no such file or folder (did you mean {right}?)\n"
    assert run("zzz", cwd=news).stderr == "extract: zzz: no such file or folder\n"


def test_standard_input(news: Path) -> None:
    assert json.loads(run("-", stdin=TEXT).stdout)["dates"]
    assert json.loads(run(stdin=TEXT).stdout)["source"] == "<stdin>"
    lines = run("-", stdin=(news / "b.jsonl").read_text(encoding="utf-8"))
    assert len(lines.stdout.splitlines()) == 2


def test_formats(news: Path) -> None:
    assert [one["id"] for one in json.loads(run("-f", "json", news / "a.txt").stdout)] == ["a"]
    assert "Figures (" in run("-f", "table", news / "a.txt").stdout
    assert "Why: dates" in run("-f", "table", "--explain", news / "a.txt").stdout
    explained = json.loads(run("--explain", news / "a.txt").stdout)
    assert explained["dates"][0]["explain"]["rule"]
    assert list(json.loads(run("-k", "dates", news / "a.txt").stdout))[-1] == "dates"


def test_a_date_for_articles_that_tell_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sáng 5/6, trời mưa.", encoding="utf-8")
    article = json.loads(run("-d", "2019-06-08", tmp_path).stdout)
    assert article["dates"][0]["value"] == "2019-06-05"


def test_output_to_a_file(news: Path, tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    done = run(news / "a.txt", "-o", output)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert output.read_text(encoding="utf-8") == run(news / "a.txt").stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.jsonl", "news"]


def test_an_output_among_the_inputs_is_not_read(news: Path) -> None:
    output = news / "facts.jsonl"
    first = run(news, "-o", output)
    written = output.read_text(encoding="utf-8")
    again = run(news, "-o", output)
    assert (first.returncode, again.returncode) == (1, 1)
    assert output.read_text(encoding="utf-8") == written
    assert run(output, "-o", output).returncode == 2
    assert output.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--formt", "json"], 2, "Did you mean"),
        (["-f", "xml", "a"], 2, "The formats are auto, table, text,"),
        (["-f", "jsn", "a"], 2, "there is no 'jsn'. Did you mean 'json'?"),
        (["-j", "0", "a"], 2, "'0' is not a whole number from 1 to 256"),
        (["-j", "99999", "a"], 2, "is not a whole number from 1 to 256"),
        (["-k", "numbers", "a"], 2, "The kinds are dates, locations,"),
        (["-k", "figure", "a"], 2, "there is no 'figure'. Did you mean 'figures'?"),
        (["-k", "units,dates", "a"], 2, "give the option once for each of 'units,dates'"),
        (["-d", "19/1/2024", "a"], 2, "YYYY-MM or YYYY. Did you mean 2024-01-19?"),
        (["-d", "31/2/2024", "a"], 2, "is not YYYY-MM-DD, YYYY-MM or YYYY.\n"),
        (["--encoding", "klingon", "a"], 2, "is no encoding"),
        (["--encoding", "base64", "a"], 2, "is no encoding"),
        (["--patterns", "none", "a"], 2, "does not exist"),
        (["-f", "csv", "a"], 1, "csv cannot be piped"),
        (["-o", "facts.xyz", "a"], 1, "names no format"),
        (["-o", "none/facts.jsonl", "a"], 1, "its folder does not exist"),
        (["-o", "/dev/full", "-f", "json", "a"], 1, "the disk is full"),
    ],
)
def test_wrong_usage_and_bad_outputs(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (code, "")


def test_a_full_disk_behind_standard_output(news: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*EXTRACT, str(news / "a.txt")], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"<stdout>: cannot be written: the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_ends_it_quietly(tmp_path: Path, jobs: str) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": TEXT}) + "\n") * 2000, encoding="utf-8")
    command = f"{' '.join(EXTRACT)} {many} -j {jobs} | head -1 | wc -l"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, b"1", b"")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_no_half_file(tmp_path: Path, jobs: str) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": TEXT * 20}) + "\n") * 20_000, encoding="utf-8")
    output = tmp_path / "facts.jsonl"
    process = subprocess.Popen([*EXTRACT, many, "-j", jobs, "-o", output], stderr=subprocess.PIPE)
    while not list(tmp_path.glob(".*.part")) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert said.splitlines()[-1] == b"extract: stopped"
    assert b"Traceback" not in said
    left = {path.name for path in tmp_path.iterdir()} - {".facts.jsonl.unfinished"}
    assert left == {"many.jsonl"}


def test_help_fits_a_screen_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, extractor.cli\n"
        "try: extractor.cli.main()\n"
        "finally: print([name for name in ('underthesea', 'rich', 'ahocorasick_rs')"
        " if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
        check=True,
    )
    assert done.stderr.strip() == "[]"
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= LONGEST_HELP_LINE
    assert len(lines) <= LONGEST_HELP
    for parameter in extract.params:
        if isinstance(parameter, Option):
            shown = max(parameter.opts, key=len).removeprefix("--")
            assert re.search(rf"--(\[no-\])?{shown}\b", done.stdout), shown
    assert "\nOther" not in done.stdout
    assert "\nTry     extract article.txt " in done.stdout


def test_version_and_schema() -> None:
    assert run("--version").stdout.strip() == f"extract, version {__version__}"
    assert json.loads(run("--schema").stdout)["$ref"] == "#/$defs/Article"


def test_every_example_of_the_rules_holds() -> None:
    done = run("--check")
    assert done.stdout == ""
    assert re.search(r"[1-9]\d* rules \d+ examples 0 failed", done.stderr.replace(",", ""))
    assert done.returncode == 0


def test_a_broken_pattern_file_is_named(tmp_path: Path, news: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.toml").write_text("kind = [", encoding="utf-8")
    done = run("--patterns", tmp_path, news / "a.txt")
    assert done.returncode == 2
    assert "mine.toml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">&-", 1, "<stdout>: cannot be written: it is closed"),
        ("<&-", 0, ""),
        ("2>&-", 0, ""),
    ],
)
def test_closed_streams(news: Path, redirection: str, code: int, said: str) -> None:
    command = f"{' '.join(EXTRACT)} -k dates - {redirection}"
    done = subprocess.run(
        ["bash", "-c", command], input=b"", cwd=news, capture_output=True, check=False
    )
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["", "a" * 5000, "a/" * 3000])
def test_names_that_no_file_can_have(name: str) -> None:
    done = run(name)
    assert done.returncode == 1
    assert done.stderr.startswith("extract: ")
    assert "<stdout>" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_names_of_files_do_not_move_the_cursor(tmp_path: Path) -> None:
    done = run(tmp_path / "a\x1b[31m\rb.txt")
    assert "\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
