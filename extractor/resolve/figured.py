"""A figure on its way through the passes."""

from __future__ import annotations

import msgspec

from extractor.kinds.figure_draft import FigureDraft
from extractor.resolve.figure_verbs import Verb


class Figured(msgspec.Struct):
    """A figure with what the sentence told of it so far; spans are token spans.

    Attributes:
        draft: What stands at the number.
        rule: Id of the rule that found it.
        sentence: Index of its sentence.
        first: First token of the sentence.
        verb: The governing verb, also one that is not printed.
        carried: Whether the verb governs an earlier figure of the list too.
        worth: Whether a sum is the worth of something.
        benefits: Whether something is done for those counted.
        victims: Whether the predicate says that they suffered.
        team: Whether those counted make up a body of the forces.
        passive: Whether the verb tells what befell its subject.
        agents: Whether they did what a passive tells: "bị 4 người đánh".
        raid: Whether its own words tell of an arrest or a seizure.
        evidence: Whether it is told as evidence: "tang vật gồm …".
        wronged: Whether its verb is an offence, with it as its object.
        located: Whether something is or happens there: "tại 2 phòng".
        gap: Token at which the words that belong to this figure alone start.
    """

    draft: FigureDraft
    rule: str
    start: int
    end: int
    sentence: int
    first: int
    last: int
    kind: str
    unit: str
    item: str | None = None
    marks: frozenset[str] = frozenset()
    action: str | None = None
    change: str | None = None
    verb: Verb | None = None
    carried: bool = False
    worth: bool = False
    benefits: bool = False
    victims: bool = False
    team: bool = False
    passive: bool = False
    agents: bool = False
    raid: bool = False
    evidence: bool = False
    wronged: bool = False
    located: bool = False
    gap: int = 0
    parts: dict[str, str] = {}
    steps: list[str] = []

    def give(self, item: str | None, marks: frozenset[str], step: str) -> None:
        """Take an item from elsewhere, and say from where."""
        self.item = item
        self.marks |= marks
        if item:
            self.steps.append(f"item: {step}")

    @property
    def role(self) -> str:
        """Role of the governing verb, or nothing."""
        return self.verb.role if self.verb else ""

    @property
    def led(self) -> bool:
        """Whether it is the subject of its verb, which stands behind it."""
        return self.verb is not None and self.verb.start >= self.end

    @property
    def acts(self) -> bool:
        """Whether those counted do what the verb says: "5 thanh niên đánh một người"."""
        return self.led and not self.passive

    @property
    def item_goods(self) -> bool:
        """Whether unlawful goods are counted."""
        return bool(self.marks - {"offence", "offence_word"})
