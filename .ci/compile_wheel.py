"""Build step of the wheel: compiles the inner modules to C with mypyc, where that is possible.

The sources are in the wheel in any case and do the same; compiled, the extractor is faster. The
environment variable `EXTRACT_COMPILE` says what to do: `1` compiles or fails, `0` does not compile,
and without it a wheel is compiled if a C compiler and Python's headers are found, and if not, or if
the compiler fails, it is made without.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VARIABLE = "EXTRACT_COMPILE"
NEEDED = ["mypy[mypyc]>=1.18,<3", "msgspec>=0.19,<1", "ahocorasick-rs>=0.22,<2"]
"""The compiler, and the libraries whose types it asks for."""
SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup

modules = mypycify(
    ["--config-file=mypy.ini", *sys.argv.pop().split()],
    opt_level="1", debug_level="0", multi_file=True, group_name="extract_vn",
)
setup(name="extract-vn", packages=[], ext_modules=modules)
"""
MYPY = "[mypy]\nignore_missing_imports = True\n"


class Compile(BuildHookInterface[Any]):
    """Puts the compiled modules beside their sources."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What must be installed to build, beside hatchling."""
        return NEEDED if _reason_against() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say where the modules go.

        Raises:
            RuntimeError: The compiler failed, and `EXTRACT_COMPILE` is 1.
        """
        if version == "editable":
            return
        why_not = _reason_against()
        if why_not is None:
            self._folder = tempfile.TemporaryDirectory()
            why_not = self._compile(Path(self._folder.name), build_data)
        if why_not is not None:
            if os.environ.get(VARIABLE) == "1":
                raise RuntimeError(f"{VARIABLE} is 1: {why_not}")
            self.app.display_warning(f"not compiled: {why_not}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact: str) -> None:  # noqa: ARG002
        """Leave nothing behind."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    def _compile(self, folder: Path, build_data: dict[str, Any]) -> str | None:
        """Compile in a folder and name the results in the build data; else return why not."""
        shutil.copytree(Path(self.root, "extractor"), folder / "extractor")
        (folder / "setup.py").write_text(SETUP, encoding="utf-8")
        (folder / "mypy.ini").write_text(MYPY, encoding="utf-8")
        modules = self._modules(folder)
        command = ("setup.py", "build_ext", "--inplace", f"-j{os.cpu_count() or 1}")
        done = subprocess.run(
            (sys.executable, *command, " ".join(modules)),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            return "the compiler failed\n" + "\n".join(done.stdout.splitlines()[-20:])
        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        for built in (*folder.glob(f"*{suffix}"), *folder.glob(f"extractor/**/*{suffix}")):
            build_data["force_include"][str(built)] = str(built.relative_to(folder))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        return None

    def _modules(self, folder: Path) -> list[str]:
        """The files that are compiled, as `pyproject.toml` tells."""
        left_out = {folder / name for name in self.config["pure"]}
        chosen = (path for name in self.config["compiled"] for path in _sources(folder / name))
        return [str(path.relative_to(folder)) for path in chosen if path not in left_out]


def _sources(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _reason_against() -> str | None:
    """Why not to try to compile; `None` if nothing is in the way."""
    wish = os.environ.get(VARIABLE, "")
    if wish == "1":
        return None
    if wish == "0":
        return f"{VARIABLE} is 0"
    if platform.python_implementation() != "CPython":
        return "mypyc compiles for CPython alone"
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "").split()
    if not compiler or shutil.which(compiler[0]) is None:
        return "no C compiler is found"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "Python's headers are not installed"
    return None
