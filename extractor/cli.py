"""The command line: options in, calls of the library out."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import NoReturn, get_args

import click

from extractor import usage
from extractor.errors import ExtractError, InputError, OutputError, PatternError
from extractor.model import KINDS, Kind
from extractor.usage import Choice, Command, Section, WholeNumber
from extractor.version import __version__
from extractor.writing.formats import FORMATS, Format, Language, Options, format_of
from extractor.writing.plain import plain

_SECTIONS: tuple[Section, ...] = (
    ("Output", ("--format", "--output", "--kind", "--explain", "--lang")),
    ("Input", ("--date", "--include", "--encoding")),
    ("Rules", ("--patterns", "--check")),
    (
        "Run",
        (
            "--jobs",
            "--restart",
            "--no-progress",
            (("--quiet", "--verbose"), "No messages; or a summary at the end."),
        ),
    ),
    ("About", ((("--schema", "--version", "--help"), "The result's schema; version; help."),)),
)
_EXAMPLES = (
    ("extract article.txt", "what is in it, on the terminal"),
    ("extract news/ -o report.html", "a folder, as a page for a browser"),
    ("cat a.txt | extract - | jq .figures", "JSON Lines when piped"),
)
_MOST_JOBS = 256
"""More processes than any machine has cores for would only use up its memory."""
_INTERRUPTED = 130
_STDIO = "-"
_STRANGE = "\N{REPLACEMENT CHARACTER}"
"""Stands for what would move the cursor: names of files come from outside."""


@click.command(
    cls=Command,
    sections=_SECTIONS,
    examples=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...", shell_complete=usage.files)
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="NAME",
    type=Choice("formats", ["auto", *FORMATS]),
    default="auto",
    help=" ".join(FORMATS),
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    shell_complete=usage.files,
    help="Write there; the suffix names the format.",
)
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    type=Choice("kinds", KINDS),
    metavar="KIND",
    help="Only figures, units …; may be repeated.",
)
@click.option(
    "-d",
    "--date",
    metavar="DATE",
    callback=usage.date,
    help="Publication date, where an article tells none.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=WholeNumber(1, _MOST_JOBS),
    help="Processes; else one for each core.",
)
@click.option(
    "--patterns",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your own rules and words, on top of ours.",
)
@click.option(
    "--lang",
    metavar="LANG",
    type=Choice("languages", get_args(Language)),
    default="vi",
    help="Language of an HTML page: vi or en.",
)
@click.option("--explain", is_flag=True, help="Show the rule that found each entry.")
@click.option(
    "--include",
    metavar="GLOB",
    multiple=True,
    help="Only these files of folders; may be repeated.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=usage.encoding,
    help="How the inputs are written, if not in Unicode.",
)
@click.option("--restart", is_flag=True, help="Forget what a stopped run has done.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the result.")
@click.option("--check", is_flag=True, help="Run the examples of all rules.")
@click.option("--progress", is_flag=True, hidden=True)  # Written out, it widens the whole page.
@click.option("--no-progress", is_flag=True, help="Else --progress, for files on a terminal.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the results.")
@click.option("-v", "--verbose", is_flag=True, help="End with a summary on standard error.")
@click.version_option(__version__, prog_name="extract")
@click.pass_context
def extract(
    context: click.Context,
    inputs: tuple[str, ...],
    format_name: str,
    output: str | None,
    kinds: tuple[Kind, ...],
    date: str | None,
    jobs: int | None,
    patterns: Path | None,
    lang: Language,
    explain: bool,
    include: tuple[str, ...],
    encoding: str | None,
    restart: bool,
    schema: bool,
    check: bool,
    progress: bool,
    no_progress: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Facts from Vietnamese security news.

    INPUT: .txt, .jsonl, .html (or .gz), a folder, or - for standard input. Exit code 1: some
    failed, 2: wrong usage.
    """
    if schema:
        return _print_schema()
    if check:
        return _check(patterns)
    if not inputs:
        if sys.stdin.isatty():
            click.echo(context.get_help())
            return 0
        inputs = (_STDIO,)
    made = _format(format_name, output)
    _refuse_own_input(inputs, output)
    from extractor.batch import Request, extract_files

    asked = Request(
        inputs=inputs,
        output=output,
        made=made,
        options=Options(
            kinds=tuple(kind for kind in KINDS if kind in kinds) or KINDS,
            explain=explain or made.explains,
            terminal=output in {None, _STDIO} and sys.stdout.isatty(),
            file=output not in {None, _STDIO},
            lang=lang,
        ),
        date=date,
        encoding=encoding,
        include=include,
        patterns=patterns,
        jobs=jobs,
        restart=restart,
        progress=_on_terminal()
        and not (quiet or no_progress)
        and (progress or output not in {None, _STDIO}),
    )

    def say(message: str | InputError) -> None:
        if not quiet:
            _say(str(message))

    began = time.perf_counter()
    try:
        summary = extract_files(asked, report=say, say=say)
    except BrokenPipeError:
        # Who reads the output has had enough; the interpreter must not flush it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    chatty = verbose or (summary.articles > 1 and _on_terminal())
    if chatty and not quiet:
        where = None if output == _STDIO else output
        for line in usage.summary_of(summary, time.perf_counter() - began, where):
            _say(line)
    return 1 if summary.failures else 0


def _on_terminal() -> bool:
    """Whether standard error is a terminal; it may have been closed by who started us."""
    return bool(sys.stderr and sys.stderr.isatty())


def _format(name: str, output: str | None) -> Format:
    if name != "auto":
        return FORMATS[name]
    if output is None or output == _STDIO:
        return FORMATS["table" if sys.stdout.isatty() else "jsonl"]
    if Path(output).is_dir() and not Path(output).suffix:
        folders = [f"--format {made.name}" for made in FORMATS.values() if made.folder]
        cure = " or ".join(["give the name of a file", *folders])
        raise OutputError(output, "it is a folder", cure=cure)
    return format_of(output)


def _refuse_own_input(inputs: tuple[str, ...], output: str | None) -> None:
    """An output in the place of an input would destroy it."""
    if output is None or not Path(output).exists():
        return
    for name in inputs:
        if name != _STDIO and Path(name).is_file() and Path(name).samefile(output):
            raise click.UsageError(f"{output} is an input: give another name for the output.")


def _print_schema() -> int:
    from extractor.writing.schema import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


def _check(patterns: Path | None) -> int:
    """Run every example and counter-example of the rules."""
    from extractor.checking import check_rules
    from extractor.pipeline import Extractor

    extractor = Extractor(patterns=patterns, explain=True)
    failed = 0
    for failure in check_rules(extractor):
        failed += 1
        click.echo(plain(str(failure), instead=_STRANGE))
    rules = extractor.grammar.rules
    examples = sum(len(rule.examples) + len(rule.never) for rule in rules)
    _say(f"{len(rules):,} rules, {examples:,} examples, {failed:,} failed")
    return 1 if failed else 0


def _say(message: str) -> None:
    click.echo(f"extract: {plain(message, instead=_STRANGE)}", err=True)


def main() -> NoReturn:
    """The program `extract`."""
    gc.disable()  # What is imported stays for good; the collector starts with the extractor's work.
    if sys.stdin is None:  # Closed by who started it, as in `extract <&-`.
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - stays open
    if sys.stdout is None:
        _say("<stdout>: cannot be written: it is closed")
        sys.exit(1)
    try:
        code = extract(prog_name="extract", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        _say("stopped")
        code = _INTERRUPTED
    except ExtractError as error:
        _say(str(error))
        code = 2 if isinstance(error, PatternError) else 1
    sys.exit(code)
