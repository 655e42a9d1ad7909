"""Web pages: the article in a page, with what its metadata tell, as trafilatura finds it.

trafilatura is an extra (`extract-vn[html]`) and slow to load: only when a page is read.
"""

from __future__ import annotations

import codecs
import html
import logging
import re
from typing import Any

from extractor.errors import InputError
from extractor.reading.article import SourceArticle, is_date

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_PRESCAN = 4096
# The HTML standard reads pages that say Latin-1 or ASCII as Windows-1252.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ENTITY = re.compile(r"&#?\w{1,12};")
_TOLD = (
    ".//body//script[@type='application/ld+json']",
    ".//body//meta[@itemprop='datePublished']",
    ".//body//time[@itemprop='datePublished']",
)
# No guesses: the day that the page gives as that of its publication, or none. And nothing that
# depends on the day on which it is read.
_DATES: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1990-01-01",
    "max_date": "2100-01-01",
}
_CURE = "pip install 'extract-vn[html]'"


def encoding_of_page(head: bytes) -> str | None:
    """The encoding that a page itself names, if Python knows it.

    Args:
        head: Its first bytes.
    """
    found = _META.search(head[:_PRESCAN])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None
    return _READ_AS.get(name, name) if name else None


def article_of_page(page: str, *, stem: str, source: str) -> SourceArticle:
    """The article of a page: its main text, and title and date where its metadata tell them.

    Args:
        page: The page's HTML.
        stem: Becomes the article's id.
        source: Name of the file, for messages.

    Raises:
        InputError: There is no article in it, or trafilatura is not installed.
    """
    try:
        # Slow to load, and an extra.
        from htmldate import find_date  # noqa: PLC0415
        from trafilatura import bare_extraction, load_html  # noqa: PLC0415
    except ImportError as error:
        cause = f"HTML cannot be read: {error.name or error} is not installed"
        raise InputError(source, cause, cure=_CURE) from error
    for library in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        tree: Any = load_html(_CONTROLS.sub(" ", page))
        metadata = None if tree is None else _metadata_of(tree)
        found: Any = metadata and bare_extraction(tree, include_comments=False, with_metadata=True)
        date = found and find_date(metadata, **_DATES)
    except Exception as error:
        cause = f"HTML cannot be read: {type(error).__name__}: {' '.join(str(error).split())}"
        raise InputError(source, cause, cure="save its text as .txt") from error
    if not found or not (found.text or "").strip():
        raise InputError(source, "no article found in the page", cure="save its text as .txt")
    return SourceArticle(
        id=stem,
        text=found.text,
        source=source,
        title=" ".join((found.title or "").split()) or None,
        date=date if date and is_date(date) else None,
    )


def unescaped(page: str) -> str:
    """A page with its letters written out (`&eacute;`, `&#233;`), its markup as it is."""
    return _ENTITY.sub(_letter, page)


def _letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity.group())
    return entity.group() if letter.isascii() else letter


def _metadata_of(tree: Any) -> str:  # noqa: ANN401 - lxml has no hints
    """The page without its body, but for what that says of the article for programs.

    A day anywhere else is that of another article, of an event, or of the page's last change.
    """
    from lxml import etree  # noqa: PLC0415 - comes with trafilatura

    parts = [*tree.iterfind(".//head"), *(part for path in _TOLD for part in tree.iterfind(path))]
    texts = [etree.tostring(part, encoding="unicode", with_tail=False) for part in parts]
    return f"<html>{''.join(dict.fromkeys(texts))}<body></body></html>"
