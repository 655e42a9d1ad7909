"""Where the pattern files lie, and how their tables are read."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from extractor.errors import PatternError

_SUFFIXES = (".toml", ".tsv")


def builtin_patterns() -> Path:
    """The folder of the built-in patterns: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_patterns"
    return installed if installed.is_dir() else package.parent / "patterns"


def digest_of_patterns(patterns: Path | None) -> str:
    """A digest of the names and contents of all pattern files: two that differ tell two results.

    Args:
        patterns: A folder that is laid on top of the built-in ones.
    """
    digest = blake2b(digest_size=16)
    for folder in (builtin_patterns(), *([patterns] if patterns else [])):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                name = os.fsencode(path.relative_to(folder))
                for part in (name, path.read_bytes()):
                    digest.update(len(part).to_bytes(8, "little") + part)
        digest.update(b"end of a folder")
    return digest.hexdigest()


def read_table(path: Path, *needed: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header line; ``#`` lines and empty ones are skipped.

    Args:
        path: The file.
        needed: Names of columns that every row must have.

    Raises:
        PatternError: The file cannot be read, lacks a column, or a row does not fit the header.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(str(path), f"cannot be read: {error}") from error
    columns: list[str] = []
    rows: list[dict[str, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not columns:
            columns = cells
            missing = [name for name in needed if name not in columns]
            if missing:
                raise PatternError(str(path), f"no column {missing[0]!r}", place=f"line {number}")
        elif len(cells) > len(columns):
            cause = f"{len(cells)} cells under {len(columns)} column names"
            raise PatternError(str(path), cause, place=f"line {number}")
        else:
            row = dict(zip(columns, cells, strict=False))
            if not all(row.get(name) for name in needed):
                cause = f"an empty cell where {' and '.join(needed)} are needed"
                raise PatternError(str(path), cause, place=f"line {number}")
            rows.append(row)
    return rows
