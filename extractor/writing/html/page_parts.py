"""The fixed parts of the page: its markup, style and program, and the rules that bind them.

The page may run its own program and style, known by their hashes, and nothing else; it may ask for
nothing, from anywhere. What comes from articles never stands in the markup: it is packed, and put
into the page as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from extractor.writing.formats import Options
from extractor.writing.html.joins import PAGE
from extractor.writing.json_text import encode

_PROGRAM = (
    "base.js",
    "data.js",
    "query.js",
    "totals.js",
    "formats.js",
    "columns.js",
    "lists.js",
    "filters.js",
    "charts.js",
    "overview.js",
    "marks.js",
    "details.js",
    "article.js",
    "main.js",
)
_CHARTS = "vendor/chart.umd.min.js"
_STYLE = "style.css"
_MARKUP = "page.html"
_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_COMPRESSION = 9


class Page:
    """The parts of a page in the language asked for, in the order in which they are written."""

    def __init__(self, options: Options) -> None:
        self._lang = options.lang
        self._labels = json.loads(_read(f"labels.{options.lang}.json"))
        code = "\n".join(_read(name) for name in _PROGRAM)
        self._program = f'(() => {{\n"use strict";\n{code}\n}})();\n'
        self._charts = _without_map(_read(_CHARTS))
        self._style = _read(_STYLE)

    def head(self) -> bytes:
        """All that stands before the data."""
        parts = {
            "lang": self._lang,
            "policy": self._policy(),
            "style": self._style,
            "title": html.escape(self._labels["title"]),
            "loading": html.escape(self._labels["loading"]),
            "no_script": html.escape(self._labels["no_script"]),
        }
        page = _read(_MARKUP)
        for name, part in parts.items():
            page = page.replace("{{" + name + "}}", part)
        return page.encode()

    def tail(self, settings: dict[str, Any], *, charts: bool) -> Iterator[bytes]:
        """All that stands after the data.

        Args:
            settings: What the program is told beside the labels.
            charts: Whether the page draws any.
        """
        told = {"lang": self._lang, "labels": self._labels, **settings}
        yield b'<script type="application/json" id="settings">' + safe_json(told) + b"</script>\n"
        if charts:
            yield f"<script>{self._charts}</script>\n".encode()
        yield f"<script>{self._program}</script>\n</body>\n</html>\n".encode()

    def _policy(self) -> str:
        scripts = " ".join(_hash(script) for script in (self._charts, self._program))
        return (
            f"default-src 'none'; script-src {scripts}; style-src {_hash(self._style)}; "
            "connect-src 'none'; img-src 'none'; base-uri 'none'; form-action 'none'"
        )


def safe_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """JSON that no HTML parser can take for markup."""
    text = encode(value).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text.encode()


def packed(kind: str, value: list[dict[str, Any]]) -> bytes:
    """A block of data: JSON, deflated, in base64, whose characters mean nothing to HTML."""
    data = base64.b64encode(zlib.compress(encode(msgspec.to_builtins(value)), _COMPRESSION))
    return f'<script type="text/plain" class="{kind}">'.encode() + data + b"</script>\n"


def _read(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _without_map(script: str) -> str:
    """A script without the address of its source map, which a browser's tools would ask for."""
    return "\n".join(line for line in script.splitlines() if "sourceMappingURL" not in line)


def _hash(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"
