"""How the command line speaks: its help on one screen, and what it says of a wrong value."""

from __future__ import annotations

import difflib
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from extractor.batch import Summary

_WIDEST = 80
_GAP = 2
_LONGEST_FORMS = 18
_EXAMPLES = "Try"
_MINUTE = 60
_DAY_FIRST = re.compile(r"(?:(?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.](?P<year>\d{4})")

Row = str | tuple[tuple[str, ...], str]
"""An option by its long form; or several on one line, and what is told of them."""
Section = tuple[str, tuple[Row, ...]]
"""A heading, and the options beside it."""


class Command(click.Command):
    """A command whose help groups its options: headings in the margin, an option a line.

    Args:
        sections: The groups in their order. Options in none of them come last: none is missing.
        examples: Commands, and what each does.
    """

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 - as click's own
        sections: Sequence[Section] = (),
        examples: Sequence[tuple[str, str]] = (),
        **settings: Any,  # noqa: ANN401 - as click's own
    ) -> None:
        super().__init__(*arguments, **settings)
        self._sections = sections
        self._examples = examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all of the help."""
        columns = min(shutil.get_terminal_size().columns, _WIDEST) - 1
        groups = list(self._groups(ctx))
        margin = max(len(heading) for heading, _ in groups) + _GAP
        column = _width((row for _, rows in groups for row in rows), _LONGEST_FORMS)
        lines = textwrap.wrap(" ".join((self.help or "").split()), columns)
        lines.append("")
        for heading, rows in groups:
            lines += _block(heading, rows, margin, column, columns)
        if self._examples:
            width = _width(self._examples)
            lines += ["", *_block(_EXAMPLES, self._examples, margin, width, columns)]
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        formatter.write(f"{click.style('Usage:', bold=True)} {usage}\n")
        formatter.write("".join(f"{line}\n" for line in lines))

    def _groups(self, context: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        known = [one for one in self.get_params(context) if isinstance(one, click.Option)]
        left = {max(one.opts, key=len): one for one in known if not one.hidden}
        for heading, entries in self._sections:
            rows = []
            for entry in entries:
                names, told = ((entry,), None) if isinstance(entry, str) else entry
                options = [left.pop(name) for name in names if name in left]
                if options:
                    forms = ", ".join(map(_forms, options))
                    rows.append((forms, options[0].help or "" if told is None else told))
            if rows:
                yield heading, rows
        if left:
            yield "Other", [(_forms(option), option.help or "") for option in left.values()]


class Choice(click.Choice):  # type: ignore[type-arg] # it takes an argument since click 8.2
    """One of some words; of a wrong one it says which is near, and which there are.

    Args:
        what: What they are, in the plural.
        words: The words.
    """

    def __init__(self, what: str, words: Sequence[str]) -> None:
        super().__init__(words)
        self._what = what
        self._words = words

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - as click's own
        """The word, in lower case.

        Raises:
            click.BadParameter: It is none of the words.
        """
        word = str(value).lower()
        if word in self._words:
            return word
        all_of_them = f"The {self._what} are {', '.join(self._words)}."
        several = word.replace(",", " ").split()
        if len(several) > 1 and set(several) <= set(self._words):
            said = f"give the option once for each of {value!r}."
        else:
            near = difflib.get_close_matches(word, self._words, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            said = f"there is no {value!r}.{hint}"
        raise click.BadParameter(f"{said} {all_of_them}", ctx, param)


class WholeNumber(click.IntRange):
    """A whole number between two others."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - as click's own
        """The number.

        Raises:
            click.BadParameter: It is none, or too small or big.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a whole number from {self.min} to {self.max}.", param, ctx)


def date(_context: click.Context, _option: click.Parameter, told: str | None) -> str | None:
    """A publication date, as it was told.

    Raises:
        click.BadParameter: It is none; the message has it the other way round, if that is one.
    """
    from extractor.reading.article import is_date

    if told is None or is_date(told):
        return told
    turned = _DAY_FIRST.fullmatch(told)
    parts = turned.group("year", "month", "day") if turned else ()
    near = "-".join(part.zfill(2) for part in parts if part)
    hint = f" Did you mean {near}?" if is_date(near) else ""
    raise click.BadParameter(f"{told!r} is not YYYY-MM-DD, YYYY-MM or YYYY.{hint}")


def encoding(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    """The name of an encoding, as the readers know it.

    Raises:
        click.BadParameter: It is none.
    """
    from extractor.reading.encodings import check_encoding

    try:
        return None if name is None else check_encoding(name)
    except LookupError:
        said = f"{name!r} is no encoding; utf-8, utf-16, cp1258, tcvn3 and vni are some."
        raise click.BadParameter(said) from None


def files(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Has a shell complete a name by its files and folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def summary_of(summary: Summary, seconds: float, output: str | None) -> list[str]:
    """What a run did, on two or three lines.

    Args:
        summary: The run's counts.
        seconds: How long it took.
        output: Where the results are; None for standard output.
    """
    done = f"{_counted(summary.articles, 'article')} in {_time(seconds)}"
    failed = f", {summary.failures:,} failed" if summary.failures else ""
    by_kind = sorted(summary.counts.items(), key=lambda counted: -counted[1])
    facts = ", ".join(_counted(count, kind[:-1]) for kind, count in by_kind if count)
    lines = [done + failed, facts or "no facts"]
    return [*lines, f"written to {output}"] if output else lines


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _time(seconds: float) -> str:
    """`12.3 s`, `2 min 5 s`, `3 h 4 min`."""
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _forms(option: click.Option) -> str:
    """`-o, --output PATH`, `--[no-]progress`."""
    forms = [*option.opts]
    if option.secondary_opts:
        forms[-1] = f"--[no-]{forms[-1].removeprefix('--')}"
    metavar = "" if option.is_flag or option.count else f" {option.metavar or 'TEXT'}"
    return ", ".join(forms) + metavar


def _block(
    heading: str, rows: Sequence[tuple[str, str]], margin: int, column: int, columns: int
) -> Iterator[str]:
    """The lines of a group; what is told of its options stands in a column of its own."""
    for place, (forms, told) in enumerate(rows):
        head = heading if place == 0 else ""
        lines = textwrap.wrap(
            told,
            columns,
            initial_indent=head.ljust(margin) + forms.ljust(column) + " " * _GAP,
            subsequent_indent=" " * (margin + column + _GAP),
        )
        yield click.style(head, bold=True) + lines[0][len(head) :]
        yield from lines[1:]


def _width(rows: Iterable[tuple[str, str]], most: int = _WIDEST) -> int:
    """Of the left column; what is longer than `most` reaches into the right one."""
    return max((len(left) for left, _ in rows if len(left) <= most), default=0)
