"""Facts from Vietnamese security news, each with its value and its place in the text.

>>> from extractor import extract
>>> article = extract("…", date="2024-01-19")
>>> article.figures[0].value
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.errors import ExtractError as ExtractError
    from extractor.errors import InputError as InputError
    from extractor.errors import PatternError as PatternError
    from extractor.many import extract_many as extract_many
    from extractor.model import Article as Article
    from extractor.pipeline import Extractor as Extractor
    from extractor.pipeline import extract as extract

__all__ = [
    "Article",
    "ExtractError",
    "Extractor",
    "InputError",
    "PatternError",
    "__version__",
    "extract",
    "extract_many",
]
_FROM = {
    "Article": "model",
    "ExtractError": "errors",
    "Extractor": "pipeline",
    "InputError": "errors",
    "PatternError": "errors",
    "extract": "pipeline",
    "extract_many": "many",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what a module's attribute may be
    """Load the pipeline when it is first asked for: `extract --help` needs none of it."""
    if name not in _FROM:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"extractor.{_FROM[name]}"), name)
