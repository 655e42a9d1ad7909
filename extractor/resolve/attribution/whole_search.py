"""What each way to find a whole looks at: the figures, the parts found so far, open brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.model import Figure
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import Story
from extractor.resolve.attribution.sums import fits

_LOOKED_BACK = 24
_PARAGRAPHS = 1
_NOT_ALIKE = frozenset(("entities", "measures", "money"))
"""Kinds of figures that have nothing in common but that they are counted."""


class WholeSearch:
    """The figures of an article, and those of them that are known to be parts.

    Attributes:
        found: For each figure that is a part, the index of its whole.
    """

    def __init__(self, story: Story, figures: Sequence[Figure]) -> None:
        self.story = story
        self.figures = figures
        self.found: dict[int, int] = {}
        self._paragraph = {i: scene.paragraph for scene in story.scenes for i in scene.figures}

    def paragraph(self, index: int) -> int:
        """The paragraph of a figure; one far away for those outside of every sentence."""
        return self._paragraph.get(index, -_LOOKED_BACK)

    def before(self, scene: Scene, index: int) -> Iterator[int]:
        """Earlier figures, nearest first, of this paragraph and the one before."""
        for other in range(index - 1, max(-1, index - 1 - _LOOKED_BACK), -1):
            if scene.paragraph - self.paragraph(other) > _PARAGRAPHS:
                return
            yield other

    def open_bracket(self, scene: Scene, offset: int) -> int:
        """Offset of a bracket that is open at an offset of the sentence; -1 if none is."""
        text = self.story.tokens.text
        opened = text.rfind("(", scene.start, offset)
        return opened if opened > text.rfind(")", scene.start, offset) else -1

    def fits_in_brackets(self, part: Figure, whole: Figure) -> bool:
        """As in "63 khẩu súng (41 súng hơi, …)", but not "20 gói (khoảng 20kg)"."""
        if fits(part, whole):
            return True
        if part.kind != whole.kind or part.kind in _NOT_ALIKE:
            return False
        measured = any(self.story.tokens.listed(f.unit, "measure") for f in (part, whole))
        return part.value < whole.value and not measured
