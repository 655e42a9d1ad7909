"""What can go wrong: each error names the input, the place in it, the cause and the cure."""

from __future__ import annotations


class ExtractError(Exception):
    """One line for a person: ``input, place: cause. Cure``.

    Args:
        source: The input, output or file that it is about.
        cause: What is wrong, without a full stop.
        place: Where in the source: ``line 12``, ``byte 5021``.
        cure: What to do about it, without a full stop.
    """

    def __init__(self, source: str, cause: str, *, place: str = "", cure: str = "") -> None:
        super().__init__(source, cause, place, cure)
        self.source = source
        self.cause = cause
        self.place = place
        self.cure = cure

    def __str__(self) -> str:
        where = f"{self.source}, {self.place}" if self.place else self.source
        cure = f" ({self.cure})" if self.cure else ""
        return f"{where}: {self.cause}{cure}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.source, self.cause, self.place, self.cure)


def _rebuild(
    kind: type[ExtractError], source: str, cause: str, place: str, cure: str
) -> ExtractError:
    return kind(source, cause, place=place, cure=cure)


class InputError(ExtractError):
    """One input, or one article of it, cannot be read or worked on; the others are not touched."""


class OutputError(ExtractError):
    """The output cannot be written; the run ends."""


class PatternError(ExtractError):
    """A pattern file is wrong; nothing is extracted with it."""
