"""Real engines run the examples of the README, on articles of which one fails."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from extractor import extract_many

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SAMPLE = PROJECT / "samples" / "tin-ngan.jsonl"
_TELL_SPARK = """
import json
from pyspark.sql.pandas.types import from_arrow_schema
from extractor.arrow import OUTPUT_SCHEMA
assert facts.schema == from_arrow_schema(OUTPUT_SCHEMA)
for row in facts.collect():
    print("ROW", json.dumps(row.asDict(recursive=True), default=str))
"""
_TELL_DASK = """
import json
assert facts.npartitions > 1
for row in pa.Table.from_pandas(facts.compute(), preserve_index=False).to_pylist():
    print("ROW", json.dumps(row, default=str))
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """The sample, and an article without a text."""
    path = tmp_path / "articles.jsonl"
    bad = json.dumps({"id": "bad", "title": "…", "date": None, "source": "s", "text": None})
    path.write_text(SAMPLE.read_text(encoding="utf-8") + bad + "\n", encoding="utf-8")
    return path


def example(engine: str) -> str:
    blocks: list[str] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (code,) = [
        code for code in blocks if re.search(rf"^(?:from|import) {engine}", code, re.MULTILINE)
    ]
    assert SAMPLE.relative_to(PROJECT).as_posix() in code
    return code


def run(code: str, articles: Path) -> tuple[str, list[dict[str, Any]]]:
    """What the code prints, and the rows that it tells."""
    told = code.replace(SAMPLE.relative_to(PROJECT).as_posix(), articles.as_posix())
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell",
        "PYTHONPATH": str(PROJECT),
        "PYTHONWARNINGS": "ignore",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    done = subprocess.run(
        [sys.executable, "-c", told],
        cwd=articles.parent,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = done.stdout.splitlines()
    rows = [json.loads(line.removeprefix("ROW ")) for line in lines if line.startswith("ROW ")]
    return done.stdout, rows


def assert_right(rows: list[dict[str, Any]]) -> None:
    """The rows are what is found without an engine, in the same order, and one error."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    expected = list(extract_many(json.loads(line) for line in lines))
    assert len(expected) > 1
    assert [row["id"] for row in rows] == [*(article.id for article in expected), "bad"]
    for article, row in zip(expected, rows, strict=False):
        assert row["error"] is None
        assert [(one["text"], one["value"], one["by"]) for one in row["figures"]] == [
            (one.text, one.value, list(one.by)) for one in article.figures
        ]
        assert [(one["value"], one["from"]) for one in row["dates"]] == [
            (one.value, one.from_) for one in article.dates
        ]
        assert [
            [position["title"] for position in one["positions"]] for one in row["officials"]
        ] == [[position.title for position in one.positions] for one in article.officials]
    assert rows[-1]["error"].startswith("no `text`")
    assert rows[-1]["figures"] is None


def test_spark(articles: Path) -> None:
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("no PySpark (pip install 'extract-vn[spark]') or no Java")
    printed, rows = run(example("pyspark") + _TELL_SPARK, articles)
    assert re.search(r"\| *id\| *value\| *unit\|", printed)
    assert_right(rows)


def test_dask(articles: Path) -> None:
    if find_spec("dask") is None or find_spec("pandas") is None or find_spec("pyarrow") is None:
        pytest.skip("no Dask: pip install 'extract-vn[parquet]' 'dask[dataframe]'")
    printed, rows = run(example("dask") + _TELL_DASK, articles)
    assert "no `text`" in printed
    assert_right(rows)
