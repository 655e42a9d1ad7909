"""Write the expected outputs of the samples, and the outputs shown in the README, anew.

python tests/regenerate.py
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from describe_formats import formats_document

from extractor.batch import OneProcess, run
from extractor.errors import InputError
from extractor.pipeline import Extractor
from extractor.reading.inputs import read_inputs
from extractor.writing.formats import FORMATS, Options
from extractor.writing.output import writing

PROJECT = Path(__file__).resolve().parent.parent
GOLDEN = PROJECT / "tests" / "golden"
README = PROJECT / "README.md"
FORMATS_DOCUMENT = PROJECT / "extractor" / "writing" / "FORMATS.md"
_SHOWN = re.compile(
    r"<!-- begin output: (?P<command>extract (?P<path>\S+)"
    r"(?: \| jq '\.figures\[(?P<figure>\d+)\]')?) -->\n.*?<!-- end output -->",
    re.DOTALL,
)
_QUERY = re.compile(
    r"<!-- begin query -->\n```sql\n(?P<query>.*?)```\n.*?<!-- end query -->", re.DOTALL
)
_MANY_FIGURES = "samples/giao-ban-thua-thien-hue.txt"
_ONE_OPERATION = "samples/bien-phong-ma-tuy.txt"
_AS_JQ: dict[str, Any] = {"indent": 2, "ensure_ascii": False}


def samples() -> list[Path]:
    """The articles whose whole output is kept."""
    return sorted(path for path in (PROJECT / "samples").iterdir() if path.is_file())


def output(path: str, format_name: str, *, explain: bool = False, width: int = 80) -> str:
    """What `extract` prints of an input in the project's folder, to a pipe."""
    stream = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(PROJECT)
        patch.setenv("COLUMNS", str(width))
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
            patch.delenv(name, raising=False)
        make = FORMATS[format_name].make
        assert make is not None
        writer = make(stream, Options(explain=explain))
        run(read_inputs([path]), OneProcess(_extractor(explain)), writer, report=_fail)
        writer.close()
    return stream.getvalue().decode()


@cache
def _extractor(explain: bool) -> Extractor:
    return Extractor(explain=explain)


def _fail(failure: InputError) -> None:
    raise failure


def expected() -> dict[str, str]:
    """The golden files by name."""
    files = {f"{path.name}.json": output(f"samples/{path.name}", "json") for path in samples()}
    for width in (60, 80, 140):
        files[f"table-{width}.txt"] = output(_MANY_FIGURES, "table", width=width)
    for width in (60, 100):
        files[f"text-{width}.txt"] = output(_ONE_OPERATION, "text", width=width)
    files["explain.txt"] = output(_ONE_OPERATION, "table", explain=True)
    return files


def shown(readme: str) -> str:
    """The README with the output of each command that it shows."""

    def fresh(match: re.Match[str]) -> str:
        command = match["command"]
        if match["figure"]:
            article = json.loads(output(match["path"], "jsonl"))
            printed = json.dumps(article["figures"][int(match["figure"])], **_AS_JQ)
        else:
            printed = output(match["path"], "table").split("\nOfficials")[0] + "…"
        lines = "\n".join(line.rstrip() for line in printed.splitlines())
        return (
            f"<!-- begin output: {command} -->\n```console\n$ {command}\n{lines}\n```\n"
            "<!-- end output -->"
        )

    return _QUERY.sub(_answered, _SHOWN.sub(fresh, readme))


def _answered(match: re.Match[str]) -> str:
    """A query to the database of the samples, with its answer."""
    found = database().execute(match["query"])
    cells = [[column[0] for column in found.description], *map(list, found)]
    cells.insert(1, ["---"] * len(cells[0]))
    rows = [
        "| " + " | ".join("" if one is None else str(one) for one in row) + " |" for row in cells
    ]
    return "\n".join(
        ["<!-- begin query -->", f"```sql\n{match['query']}```", "", *rows, "<!-- end query -->"]
    )


@cache
def database() -> sqlite3.Connection:
    """What `extract samples/ -o facts.sqlite` writes."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(PROJECT)
        path = Path(folder) / "facts.sqlite"
        with writing(FORMATS["sqlite"], Options(), str(path)) as writer:
            run(read_inputs(["samples/"]), OneProcess(_extractor(False)), writer, report=_fail)
        opened = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(path)) as written:
            written.backup(opened)
    return opened


def main() -> None:
    """Write everything anew."""
    GOLDEN.mkdir(exist_ok=True)
    files = expected()
    for path in GOLDEN.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
    FORMATS_DOCUMENT.write_text(formats_document(), encoding="utf-8")
    README.write_text(shown(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
