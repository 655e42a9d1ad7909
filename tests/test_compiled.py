"""The compiled extractor: the same program, only faster; and a wheel without it where it fails.

`.ci/run` installs a compiled wheel beside the checkout and runs all tests on that; it says so by
`EXTRACT_COMPILED`.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import sysconfig
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from extractor.pipeline import Extractor

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "samples"
SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))

compiled = pytest.mark.skipif(
    os.environ.get("EXTRACT_COMPILED") != "1",
    reason="the extractor that is tested here is not compiled; .ci/run tests both",
)


def modules() -> list[str]:
    """The modules that are to be compiled."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    chosen = [PROJECT / name for name in hook["compiled"]]
    files = [file for path in chosen for file in (path.rglob("*.py") if path.is_dir() else [path])]
    names = {file.relative_to(PROJECT).as_posix() for file in files} - set(hook["pure"])
    return sorted(name.removesuffix(".py").replace("/", ".") for name in names)


def test_each_path_of_the_build_step_exists() -> None:
    assert len(modules()) > 50
    for name in modules():
        assert import_module(name.removesuffix(".__init__")).__file__


@compiled
def test_a_compiled_module_has_its_source_beside_it() -> None:
    for name in modules():
        file = str(import_module(name.removesuffix(".__init__")).__file__)
        assert file.endswith(SUFFIX)
        assert Path(file.removesuffix(SUFFIX) + ".py").exists()


@compiled
@pytest.mark.parametrize("options", [[], ["--explain"]])
def test_compiled_or_not_the_results_are_the_same(options: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", str(SAMPLES), "-f", "jsonl", *options]
    told = "import extractor.matching.tokens as t; print(t.__file__.endswith('.py'))"
    outputs = {}
    for folder, pure in ((PROJECT, "True"), (tmp_path, "False")):
        said = subprocess.run(
            [sys.executable, "-c", told], cwd=folder, check=True, capture_output=True, text=True
        )
        assert said.stdout.strip() == pure
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
        outputs[pure] = done.stdout
    assert outputs["True"]
    assert outputs["True"] == outputs["False"]


@compiled
def test_what_was_found_can_be_pickled() -> None:
    article = Extractor(explain=True).extract("Sáng 12/3/2024, Công an Hà Nội bắt 2 đối tượng.")
    assert article.figures
    assert pickle.loads(pickle.dumps(article)) == article


@compiled
def test_an_error_names_the_line_of_the_source() -> None:
    from extractor.matching.language import PatternParser, PatternSyntaxError

    with pytest.raises(PatternSyntaxError) as raised:
        PatternParser({}).parse("(ngày")
    last = raised.traceback[-1]
    assert Path(last.path).name == "language.py"
    assert last.lineno > 0


def build(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build the wheel into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    outside = {name: value for name, value in os.environ.items() if name != "EXTRACT_COMPILE"}
    return subprocess.run(
        command,
        cwd=PROJECT,
        env=outside | variables,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"CC": "no-such-compiler"}, "no C compiler is found"),
        ({"CC": "false"}, "the compiler failed"),
        ({"EXTRACT_COMPILE": "0"}, "EXTRACT_COMPILE is 0"),
    ],
)
def test_without_a_compiler_the_wheel_holds_the_sources_alone(
    variables: dict[str, str], reason: str, tmp_path: Path
) -> None:
    done = build(tmp_path, **variables)
    assert done.returncode == 0, done.stderr
    assert reason in done.stdout + done.stderr
    assert next(tmp_path.iterdir()).name.endswith("-py3-none-any.whl")


def test_a_build_that_must_compile_and_cannot_fails(tmp_path: Path) -> None:
    done = build(tmp_path, EXTRACT_COMPILE="1", CC="false")
    assert done.returncode != 0
    assert "EXTRACT_COMPILE is 1: the compiler failed" in done.stdout + done.stderr
    assert not list(tmp_path.iterdir())
