"""Facts from Vietnamese security news, each with its value and its place in the text.

>>> from extractor import extract
>>> article = extract("…", date="2024-01-19")
>>> article.figures[0].value
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.model import Article as Article
    from extractor.pipeline import Extractor as Extractor
    from extractor.pipeline import extract as extract

__all__ = ["Article", "Extractor", "__version__", "extract"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what a module's attribute may be
    """Load the pipeline when it is first asked for: `extract --help` needs none of it."""
    if name == "Article":
        from extractor.model import Article

        return Article
    if name in {"Extractor", "extract"}:
        from extractor import pipeline

        return getattr(pipeline, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
