"""The terminal: how wide it is, whether it shows colours, and the styles that all parts share."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from typing import IO, Literal

from rich.console import Console, RenderableType
from rich.text import Text

from extractor.writing.formats import Options
from extractor.writing.plain import plain

# Bold, faint and magenta can be read on a dark and on a light ground; yellow, blue and cyan cannot.
HEAD, STRONG, FAINT, DOUBT = "bold magenta", "bold", "dim", "magenta"
NARROWEST, WIDEST = 40, 200
_WIDTH_OF_A_FILE = 100
_BLANKS_AT_LINE_END = re.compile(" +$", re.MULTILINE)


class Screen:
    """Prints parts to a stream, as wide and as coloured as what shows them.

    Args:
        stream: Takes UTF-8.
        options: Whether the stream is a terminal or a file.
    """

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._stream = stream
        self._styled = _styled(options, os.environ)
        self.coloured = self._styled and not os.environ.get("NO_COLOR")
        system: Literal["standard", "auto"] = "standard" if _is_dumb(os.environ) else "auto"
        self._console = Console(
            file=io.StringIO(),
            force_terminal=self._styled,
            color_system=system if self._styled else None,
            no_color=not self.coloured,
            width=_width(options),
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )

    @property
    def width(self) -> int:
        """Columns."""
        return self._console.width

    @property
    def many_colours(self) -> bool:
        """Whether it shows 256 colours and not 16."""
        return self._console.color_system in {"256", "truecolor"}

    def print(self, part: RenderableType, *, width: int | None = None) -> None:
        """Print one part, which ends its line."""
        with self._console.capture() as capture:
            self._console.print(part, width=width, overflow="fold")
        printed = capture.get()
        if not self._styled:
            printed = _BLANKS_AT_LINE_END.sub("", printed)
        self._stream.write(printed.encode("utf-8", "replace"))

    def flush(self) -> None:
        """Have everything shown."""
        self._stream.flush()


def cell(text: str, style: str = "") -> Text:
    """Text from an article, as text: no markup, no control characters."""
    return Text(plain(text), style)


def words(name: str) -> str:
    """`border_guard` as a person writes it."""
    return name.replace("_", " ")


def _styled(options: Options, environ: Mapping[str, str]) -> bool:
    """Whether to write control sequences: on a terminal, and to a pipe if that is asked for."""
    forced = (environ.get(name, "") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    if any(value not in {"", "0"} for value in forced):
        return not options.file
    return options.terminal and not _is_dumb(environ)


def _is_dumb(environ: Mapping[str, str]) -> bool:
    return environ.get("TERM") == "dumb"


def _width(options: Options) -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        wide = int(told)
    else:
        wide = (0 if options.file else _width_of_terminal()) or _WIDTH_OF_A_FILE
    return min(max(wide, NARROWEST), WIDEST)


def _width_of_terminal() -> int:
    """Of the terminal that the program was started in, also when its output goes to a pager."""
    for stream in (1, 2):
        try:
            return os.get_terminal_size(stream).columns
        except OSError:
            continue
    return 0
