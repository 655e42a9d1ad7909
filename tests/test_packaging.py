"""What is shipped: a wheel and an sdist that work outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from extractor.version import __version__

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    quick = os.environ | {"EXTRACT_COMPILE": "0"}
    subprocess.run(command, cwd=PROJECT, env=quick, check=True, capture_output=True)
    return folder


def test_the_wheel_holds_every_pattern_file(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name.startswith(f"extract_vn-{__version__}-py3")
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (PROJECT / "patterns").rglob("*.t[so][vm]*"):
        assert f"extractor/_patterns/{path.relative_to(PROJECT / 'patterns').as_posix()}" in names
    for path in (PROJECT / "extractor" / "writing" / "html" / "page").rglob("*.*"):
        assert path.relative_to(PROJECT).as_posix() in names
    assert "extractor/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "patterns/", "samples/"))]


def test_pipx_finds_the_program_by_the_name_of_the_package(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        told = archive.read(name).decode()
    for group, program in (("console_scripts", "extract"), ("pipx.run", "extract-vn")):
        assert f"[{group}]\n{program} = extractor.cli:main" in told


def test_the_sdist_holds_what_a_developer_needs(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", maxsplit=1)[1] for name in archive.getnames()}
    for name in (
        "extractor/cli.py",
        ".ci/compile_wheel.py",
        "patterns/outlets.tsv",
        "tests/test_cli.py",
        "README.md",
    ):
        assert name in names
    assert "LICENSE" in names
    assert any(name.startswith("samples/") for name in names)


def test_an_installed_copy_works_outside_the_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    here = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = environment / "lib" / here / "site-packages"
    # The dependencies are those of this environment: nothing is fetched.
    outer = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(outer), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    options = ["--no-deps", "--no-index", "--force-reinstall", str(wheel)]
    subprocess.run([*pip, *options], check=True, cwd=tmp_path)
    (tmp_path / "a.txt").write_text("Sáng 12/3/2024, bắt 2 đối tượng.", encoding="utf-8")
    program = environment / "bin" / "extract"
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [program, "a.txt"],
        cwd=tmp_path,
        env=outside,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout)["dates"][0]["value"] == "2024-03-12"
    page = [str(program), "a.txt", "-o", "report.html"]
    subprocess.run(page, cwd=tmp_path, env=outside, check=True, capture_output=True)
    assert "Content-Security-Policy" in (tmp_path / "report.html").read_text(encoding="utf-8")
    found = subprocess.run(
        [python, "-c", "import extractor.patterns_dir as p; print(p.builtin_patterns())"],
        cwd=tmp_path,
        env=outside,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert found.stdout.strip() == str(site / "extractor" / "_patterns")
