"""Whether a figure is told as fact: planned, alleged or denied otherwise."""

from __future__ import annotations

from extractor.model import Figure
from extractor.model import Modality as Said
from extractor.resolve.attribution.story import Scene, Story

_SAID: dict[str, Said] = {
    "plan": "planned",
    "claim": "alleged",
    "suspicion": "alleged",
    "deny": "denied",
}
_PLACED = 80


class Modality:
    """What the words before a figure make of it."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def of(self, scene: Scene, figure: Figure) -> Said | None:
        """The modality of a figure in its sentence; the last cue before it wins."""
        low, _ = scene.clause(figure.start)
        found: Said | None = None
        for cue in scene.cues:
            if cue.start >= figure.start:
                inside = cue.role == "suspicion" and cue.start < figure.end
                if inside:
                    return "alleged"
                break
            if cue.role in _SAID and (cue.role != "suspicion" or figure.start - cue.end < _PLACED):
                found = _SAID[cue.role]
        return found
