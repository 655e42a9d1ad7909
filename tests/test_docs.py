"""The documentation says what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from describe_formats import formats_document
from regenerate import FORMATS_DOCUMENT

from extractor.cli import extract

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
TESTS = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"
TRY = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/extract samples/"


def test_the_two_commands() -> None:
    assert f"\n{TRY}\n" in README
    assert f"\n{TESTS}\n" in README
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\n" + TESTS.replace("install -e", "install --quiet -e") in script


def test_every_option_that_is_shown_exists() -> None:
    known = {option for parameter in extract.params for option in parameter.opts}
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if "extract " in line]
    assert lines
    for line in lines:
        command = re.split(r"\bextract\b", line.split("#")[0], maxsplit=1)[1].split("|")[0]
        for option in re.findall(r"(?<=\s)--?[a-z]+", command):
            assert option in known, line


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", text):
            assert (PROJECT / target).exists(), target


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What needs an engine is run by the tests of engines."""
    code, *engines = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("2 đối tượng suspects")
    assert printed[-2:] == ["1 [3]", "b [4]"]
    assert [re.findall(r"^(?:from|import) (\w+)", one)[0] for one in engines] == ["pyspark", "dask"]


def test_the_description_of_the_formats_is_current() -> None:
    assert FORMATS_DOCUMENT.read_text(encoding="utf-8") == formats_document()


def test_dependencies_have_both_ends() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        assert ">=" in dependency
        if not dependency.startswith("regex"):  # Its version is a date.
            assert "<" in dependency
