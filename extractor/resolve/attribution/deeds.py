"""Deeds: whether somebody of a body acts where something is counted, or who offends, or nobody."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model import Figure
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import Story

_ALWAYS = frozenset(("seizures", "suspects", "awards", "tips", "activities"))
_NOBODY_ACTS = frozenset(("victim", "hurt", "occur", "steal", "possess", "smuggle", "teach"))
_DONE_BY_FORCES = frozenset(
    {"seize", "handin", "arrest", "detect", "break", "handle", "fine", "award", "exchange"}
    | {"deploy", "rescue", "receive", "inspect", "sentence", "punish", "give"}
)
_OF_OFFENDERS = frozenset(("", "do"))


class Deeds:
    """What the figures of an article come of.

    Args:
        story: The article.
        said: The actors of each figure that has been read so far.
    """

    def __init__(self, story: Story, said: Mapping[int, tuple[str, ...]]) -> None:
        self._story = story
        self._said = said

    def is_deed(self, figure: Figure) -> bool:
        """Whether a figure is of a kind that comes of what somebody did."""
        return figure.kind in _ALWAYS or self.counts_actors(figure)

    def acts(self, scene: Scene, index: int, low: int, said: str | None) -> bool:
        """Whether somebody of a body acts at all, for a figure of another kind."""
        figure = self._story.figures[index]
        role = self._story.role_of(figure)
        if figure.kind == "victims":
            return role in ("rescue", "receive")
        if self.attends(scene, figure, index, low):
            return True
        if role in _NOBODY_ACTS or scene.has_cue(("attend",), scene.start, figure.start):
            return False
        if figure.kind == "cases":
            return said != "alleged"
        if figure.kind == "personnel":
            return bool(figure.action)
        if figure.kind == "money":
            return role in ("award", "fine", "seize") or self._pays(scene, index, low, role)
        if figure.kind == "measures":
            aims = figure.unit == "%" and said == "planned"
            return aims or role in ("deploy", "handle", "give")
        return figure.kind not in ("people", "entities") or role in _DONE_BY_FORCES

    def follows(self, figure: Figure) -> bool:
        """Whether a figure only says more of the one before: a difference, a share, a part."""
        return (
            bool(figure.change)
            or figure.unit == "%"
            or (figure.kind == "cases" and not figure.action)
        )

    def counts_actors(self, figure: Figure) -> bool:
        """As in "3 lực lượng": the figure counts those who act."""
        role = self._story.tokens.listed(figure.unit, "counts_actors")
        return figure.kind == "entities" and role

    def offends(self, scene: Scene, figure: Figure) -> bool:
        """As in "2 đối tượng bỏ chạy", "cướp 45 lóng gỗ": the suspects act and nobody else."""
        role = self._story.role_of(figure)
        if figure.kind == "seizures":
            return role == "steal"
        if figure.kind != "suspects" or not figure.action or role not in _OF_OFFENDERS:
            return False
        text, verb = self._story.tokens.text, figure.action.casefold()
        before, behind = text[scene.start : figure.start], text[figure.end : scene.end]
        return verb in behind.casefold() and verb not in before.casefold()

    def is_offence(self, figure: Figure) -> bool:
        """As in "bán 20 bánh", "chở 4 chuyến": goods and journeys of those who offend."""
        if figure.kind not in ("seizures", "activities") or not figure.action:
            return False
        if self._story.tokens.listed(figure.action, "trade_verb"):
            return True
        return figure.kind == "activities" and self._story.role_of(figure) in _NOBODY_ACTS

    def has_civil_subject(self, scene: Scene, figure: Figure) -> bool:
        """As in "người dân cung cấp 53 tin": those who told it are of no body."""
        tokens = self._story.tokens
        verb = self._verb(scene, figure) if figure.kind == "tips" else None
        if verb is None:
            return False
        index = tokens.at(verb)
        while index and tokens.has(index - 1, "aux"):
            index -= 1
        return tokens.preceded_by(index, "civil_subject")

    def _verb(self, scene: Scene, figure: Figure) -> int | None:
        """Offset of the verb of a figure before it in its sentence."""
        if not figure.action:
            return None
        text = self._story.tokens.text[scene.start : figure.start].casefold()
        verb = text.rfind(figure.action.casefold())
        return None if verb < 0 else scene.start + verb

    def attends(self, scene: Scene, figure: Figure, index: int, low: int) -> bool:
        """As in "tổ chức 611 đợt … với hơn 62.000 người tham dự": part of what somebody held."""
        if figure.kind not in ("people", "personnel") or not scene.tells(index - 1):
            return False
        before = self._story.figures[index - 1]
        held = before.kind == "activities" and bool(self._said.get(index - 1))
        return held and before.start >= low

    def _pays(self, scene: Scene, index: int, low: int, role: str) -> bool:
        """Whether a sum tells the worth or the cost of what somebody seized, built or gave."""
        before = index - 1
        if not scene.tells(before) or not self._said.get(before):
            return False
        told = self._story.figures[before]
        return told.start >= low and role in ("worth", "give", "deploy")

    def verb_of_award(self, scene: Scene, figure: Figure) -> int:
        """Offset of the verb of an award, behind which the awarded stand; else of the figure."""
        verb = self._verb(scene, figure) if figure.kind == "awards" else None
        return verb or figure.start
