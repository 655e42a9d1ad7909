"""HTML: one page that holds everything and asks for nothing."""

from __future__ import annotations

from typing import IO, Any

from extractor.errors import InputError, OutputError
from extractor.model import Article
from extractor.version import __version__
from extractor.writing.formats import Options, Writer
from extractor.writing.html.compact import body, facts
from extractor.writing.html.joins import merged
from extractor.writing.html.page_parts import Page, packed

MOST_ARTICLES = 10_000
"""Above it a browser takes seconds to open the page."""
MOST_BYTES = 32_000_000
"""Above it, too: the data of the page, packed."""
_BLOCK = 200_000
"""Characters of text that are packed together."""
_MOST_FAILURES = 1_000


class HtmlWriter(Writer):
    """Writes the page as the articles come; holds one block of them and nothing of those before.

    Raises:
        OutputError: There is more than a page can show.
    """

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._stream = stream
        self._options = options
        self._page = Page(options)
        self._facts: list[dict[str, Any]] = []
        self._bodies: list[dict[str, Any]] = []
        self._characters = 0
        self._articles = 0
        self._bytes = 0
        self._failures: list[dict[str, str]] = []
        self._failed = 0
        self._begun = False

    def write(self, article: Article, text: str) -> None:
        """Take one article into the page."""
        self._begin()
        self._articles += 1
        if self._articles > MOST_ARTICLES:
            raise _too_much(f"more than {MOST_ARTICLES:,} articles")
        self._facts.append(facts(article, text, self._options.kinds))
        self._bodies.append(body(article, text, self._options.kinds))
        self._characters += len(text)
        if self._characters >= _BLOCK:
            self._flush()

    def fail(self, failure: InputError) -> None:
        """List the input in the page, with the reason."""
        self._failed += 1
        if len(self._failures) < _MOST_FAILURES:
            self._failures.append({"source": failure.source, "reason": str(failure)})

    def close(self) -> None:
        """Write what is left of the data, and the program."""
        self._begin()
        self._flush()
        settings = {
            "version": __version__,
            "kinds": self._options.kinds,
            "merged": merged(),
            "failed": self._failed,
            "failures": self._failures,
        }
        for part in self._page.tail(settings, charts=self._articles > 1):
            self._stream.write(part)

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._stream.write(self._page.head())

    def _flush(self) -> None:
        if not self._facts:
            return
        for kind, rows in (("facts", self._facts), ("bodies", self._bodies)):
            block = packed(kind, rows)
            self._bytes += len(block)
            self._stream.write(block)
        if self._bytes > MOST_BYTES:
            raise _too_much(f"more than {MOST_BYTES // 1_000_000} MB of data")
        self._facts, self._bodies, self._characters = [], [], 0


def _too_much(what: str) -> OutputError:
    return OutputError(
        "page", f"{what}: too much for a browser", cure="write a database: -o facts.sqlite"
    )
