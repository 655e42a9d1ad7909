"""From files to a file: all that `extract` does with its arguments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from extractor.batch.progress import ProgressLine
from extractor.batch.run import Summary, run
from extractor.batch.spool import spooled
from extractor.batch.workers import Workers
from extractor.errors import InputError
from extractor.patterns_dir import digest_of_patterns
from extractor.reading.inputs import Tally, read_inputs, total_bytes
from extractor.writing.formats import Format, Options
from extractor.writing.output import writing


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to do."""

    inputs: tuple[str, ...]
    """Files, folders, and `-` for standard input."""
    output: str | None = None
    """Where the results go; None or `-` for standard output."""
    made: Format
    options: Options = Options()
    date: str | None = None
    """Publication date of articles that don't tell theirs."""
    encoding: str | None = None
    include: tuple[str, ...] = ()
    """Globs that the files of folders must match one of."""
    patterns: Path | None = None
    """A folder of pattern files to lay on top of the built-in ones."""
    jobs: int | None = None
    """Processes at most; None for as many as there are processors and work."""
    restart: bool = False
    """Whether to forget what a run that was stopped has done."""
    progress: bool = False
    """Whether to show on standard error, a terminal, how far it is."""


def extract_files(
    asked: Request,
    *,
    report: Callable[[InputError], None],
    say: Callable[[str], None],
) -> Summary:
    """Extract from all inputs and write the output, which appears whole or not at all.

    What is done is kept beside an output that is a file, until it is whole: however the run ends,
    the next one with the same output goes on from there.

    Args:
        asked: What to do.
        report: Called with each failure.
        say: Called with a line on what is kept.

    Raises:
        ExtractError: A pattern file is wrong, the output cannot be written, another run writes it,
            or what is kept was made with something else.
    """
    options = asked.options
    if asked.made.at:
        # What is a file of its own tells what it was made with.
        options = msgspec.structs.replace(options, patterns=digest_of_patterns(asked.patterns))
    work = Workers(asked.jobs, asked.patterns, explain=asked.options.explain)
    tally = Tally()
    line = _line(asked)

    def tell(failure: InputError) -> None:
        line.clear()
        report(failure)

    with spooled(
        asked.output, asked.patterns, explain=asked.options.explain, restart=asked.restart
    ) as spool:
        if spool and spool.count:
            say(f"{asked.output}: going on, {spool.count:,} articles are done")
        try:
            with writing(asked.made, options, asked.output) as writer:
                return run(
                    read_inputs(
                        asked.inputs,
                        asked.encoding,
                        leave_out=asked.output,
                        include=asked.include,
                        tally=tally,
                    ),
                    work,
                    writer,
                    report=tell,
                    date=asked.date,
                    kinds=asked.options.kinds,
                    spool=spool,
                    position=lambda: tally.bytes,
                    watch=line if asked.progress else _ignore,
                )
        except BaseException:
            line.clear()
            if spool and spool.count:
                say(f"{asked.output}: {spool.count:,} articles are done, the same command goes on")
            raise
        finally:
            line.clear()


def _line(asked: Request) -> ProgressLine:
    def total() -> int | None:
        return total_bytes(asked.inputs, asked.output, asked.include)

    return ProgressLine(total)


def _ignore(_: Summary) -> None:
    """Show nothing."""
