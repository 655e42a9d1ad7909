"""Context: what the passes of one article share."""

from __future__ import annotations

import msgspec

from extractor.matching import Tokens
from extractor.reading.header import Header
from extractor.reading.segments import Segments


class Context(msgspec.Struct, frozen=True):
    """One article on its way through the passes.

    Attributes:
        tokens: The parsed text; `tokens.found` holds what was built, by kind.
        segments: Its paragraphs, sentences, captions, credits and bylines (offsets).
        header: What its first lines tell.
        told: Publication date of the input or the header.
        title: Title that the input gives.
        outlet: Paper that the input gives.
        explain: Whether entries are to say how they came about.
    """

    tokens: Tokens
    segments: Segments
    header: Header
    told: str | None
    title: str | None
    outlet: str | None
    explain: bool
