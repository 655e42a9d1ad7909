"""The report: a page for a browser, with an overview, lists and the articles with their entries."""

from extractor.writing.html.writer import HtmlWriter

__all__ = ["HtmlWriter"]
