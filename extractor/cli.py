"""The command line: options in, calls of the library out."""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, get_args

import click

from extractor.errors import ExtractError, InputError, OutputError, PatternError
from extractor.model import KINDS, Kind
from extractor.version import __version__
from extractor.writing.formats import FORMATS, Format, Language, Options, format_of

if TYPE_CHECKING:
    from extractor.batch import Summary

_EPILOG = """\b
Examples:
  extract article.txt                    a summary on the terminal
  extract news/ -o report.html           a folder, as a page for a browser
"""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_INTERRUPTED = 130
_STDIO = "-"


def _date(_context: click.Context, _option: click.Parameter, told: str | None) -> str | None:
    from extractor.reading.article import is_date

    if told is not None and not is_date(told):
        raise click.BadParameter(f"{told!r} is not YYYY-MM-DD, YYYY-MM or YYYY.")
    return told


def _encoding(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    from extractor.reading.encodings import check_encoding

    try:
        return None if name is None else check_encoding(name)
    except LookupError:
        raise click.BadParameter(f"{name!r} is no encoding known to Python.") from None


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    type=click.Choice(["auto", *FORMATS]),
    default="auto",
    help=", ".join(FORMATS),
)
@click.option(
    "-o", "--output", metavar="PATH", help="Write to a file, whole; its suffix tells the format."
)
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    metavar="KIND",
    help=f"Only {', '.join(KINDS[:3])} …; repeatable.",
)
@click.option(
    "-d",
    "--date",
    metavar="DATE",
    callback=_date,
    help="Publication date where the input tells none.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
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
    type=click.Choice(get_args(Language)),
    default="vi",
    help="Language of an HTML page.",
)
@click.option("--explain", is_flag=True, help="Show the rule that found each entry.")
@click.option(
    "--include",
    metavar="GLOB",
    multiple=True,
    help="Only these files of folders; repeatable.",
)
@click.option(
    "--encoding", metavar="NAME", callback=_encoding, help="Of the inputs; else UTF-8 or by BOM."
)
@click.option("--restart", is_flag=True, help="Forget what a stopped run has done.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the result.")
@click.option("--check", is_flag=True, help="Run the examples of all rules.")
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
    quiet: bool,
    verbose: bool,
) -> int:
    """Extract facts from Vietnamese security news.

    INPUT is a .txt, .jsonl or .html file (or .gz of one), a folder of them, or - for standard
    input. Exit code 0: all done, 1: some failed, 2: wrong usage.
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
    chatty = verbose or (summary.articles > 1 and sys.stderr.isatty())
    if chatty and not quiet:
        _say_summary(summary, time.perf_counter() - began)
    return 1 if summary.failures else 0


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
        click.echo(_plain(str(failure)))
    rules = extractor.grammar.rules
    examples = sum(len(rule.examples) + len(rule.never) for rule in rules)
    _say(f"{len(rules):,} rules, {examples:,} examples, {failed:,} failed")
    return 1 if failed else 0


def _say_summary(summary: Summary, seconds: float) -> None:
    _say(
        f"{summary.articles:,} articles, {summary.facts:,} facts, {summary.failures:,} failed, "
        f"{summary.characters:,} characters in {seconds:.1f} s"
    )


def _say(message: str) -> None:
    click.echo(f"extract: {_plain(message)}", err=True)


def _plain(message: str) -> str:
    """A message without what would move the cursor: names of files come from outside."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", message)


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
