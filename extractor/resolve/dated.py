"""A date on its way through the passes: its draft, and how it stands in the text."""

from __future__ import annotations

import msgspec

from extractor.kinds.date_draft import DateDraft


class DatedDraft(msgspec.Struct, frozen=True, gc=False):
    """A draft with its place in the text.

    Attributes:
        start: Offset of its first character in the working text.
        end: Offset after its last.
        rule: Id of the rule that found it.
        parts: What the rule's slots held, for explanations.
        of_document: Whether it is the day of a legal document, which is no context for a story.
        compared: Whether it is only what something is compared with ("so với quý II").
        planned: Whether it is a term or a plan ("nhiệm kỳ 2021-2026"), which tells no publication.
        deadline: Whether it is the end of something to come ("trước ngày 31-12").
    """

    draft: DateDraft
    start: int
    end: int
    rule: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    of_document: bool = False
    compared: bool = False
    deadline: bool = False
    planned: bool = False

    @property
    def is_comparison(self) -> bool:
        """Whether it is compared with: "so với năm trước", "cùng kỳ năm trước"."""
        return self.compared or self.draft.shape == "same-period"

    @property
    def is_context(self) -> bool:
        """Whether what is told after it may be counted from it."""
        return not self.of_document and not self.compared and self.draft.role is None
