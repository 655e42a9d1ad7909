"""Where the pattern files lie, and how their tables are read."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import PatternError


def builtin_patterns() -> Path:
    """The folder of the built-in patterns: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_patterns"
    return installed if installed.is_dir() else package.parent / "patterns"


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header line; ``#`` lines and empty ones are skipped.

    Raises:
        PatternError: The file cannot be read, or a row has more cells than the header.
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
        elif len(cells) > len(columns):
            cause = f"{len(cells)} cells under {len(columns)} column names"
            raise PatternError(str(path), cause, place=f"line {number}")
        else:
            rows.append(dict(zip(columns, cells, strict=False)))
    return rows
