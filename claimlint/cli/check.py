"""`claimlint check`: documents in, findings out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from claimlint.cli import output
from claimlint.cli.linters import LinterOptions, Linters, check_files, linter_options
from claimlint.cli.outcome import Measure, MeasureOf, Outcome, gating
from claimlint.cli.told import asks_for_a_language, speaks_chinese, tell, usage
from claimlint.config import Settings, parse_gate
from claimlint.faults import NO_TEXT
from claimlint.judge.boilerplate import Boilerplate
from claimlint.language.compiled import remember
from claimlint.model.report import Problem, ProblemKind, Report
from claimlint.model.rule import Confidence, Severity
from claimlint.model.words import Words, both, spoken
from claimlint.report.options import Options, narrow
from claimlint.targets import Targets, expand

MANY_FILES = 20  # from here on a terminal shows how far the run is


class Run(Struct, frozen=True, kw_only=True):
    """The options of one call that do not concern how a text is judged."""

    stdout_format: str = "text"
    outputs: tuple[str, ...]
    fail_on: str | None
    min_severity: str | None
    min_confidence: str | None
    show_evidence: bool
    stdin_filename: str | None
    jsonl: bool
    jobs: int
    quiet: bool
    color: str
    show_config: bool


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--format", "stdout_format", metavar="NAME", help="On stdout: text (default), concise, json, sarif, html, ..."
)
@click.option("--output", "outputs", multiple=True, metavar="FORMAT=PATH", help="Write a format to a file as well.")
@click.option(
    "--fail-on", metavar="LEVEL", help="Exit 1 from here on: error (default), warning, info, never; error:high."
)
@click.option(
    "--min-severity",
    type=click.Choice([one.value for one in Severity]),
    help="Show nothing below; hides, and pardons nothing.",
)
@click.option("--min-confidence", type=click.Choice([one.value for one in Confidence]), help="Show nothing below.")
@click.option("--fail-on-unchecked", is_flag=True, help="Exit 3 when a stated figure could not be checked.")
@click.option("--show-evidence", is_flag=True, help="Also show the figures that agree, with the source's words.")
@linter_options
@click.option("--stdin-filename", metavar="NAME", help="What stdin (-) is called: gives format and configuration.")
@click.option("--jsonl", is_flag=True, help="Read JSON Lines {id, format, title, body, meta}; a result a line out.")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0 (default) chooses.")
@click.option("--quiet", "-q", is_flag=True, help="Findings and problems only.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours on stdout.")
@click.option("--show-config", is_flag=True, help="Print the configuration in force and stop.")
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Check documents: files, folders, globs, or - for stdin. Without PATHS: the working directory.

    Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage, configuration or rule error;
    3 something named could not be checked; 130 interrupted.
    """
    linter = LinterOptions.take(options)
    if options["jsonl"]:
        _only_lines(options)
    run = Run(**{**options, "stdout_format": options["stdout_format"] or "text"})
    paths = paths or (("-",) if run.jsonl else (".",))
    linters = Linters(linter)
    if run.show_config:
        from claimlint.cli.showconfig import show_config

        return show_config(linters, paths, run.stdin_filename, linter, _given(run, linter))
    output.check_format(run.stdout_format)
    if run.jsonl:
        from claimlint.cli.jsonl import check_rows

        measure = _measure(run, linters.settings_for(paths[0]))
        return check_rows(linters, paths, Outcome(lambda _: measure))
    return _check(paths, run, linter, linters)


def _given(run: Run, options: LinterOptions) -> dict[str, Any]:
    """What the command line says of the keys of a configuration."""
    _measure(run, Settings())
    given = {
        "fail_on": run.fail_on,
        "min_severity": run.min_severity and Severity(run.min_severity),
        "min_confidence": run.min_confidence and Confidence(run.min_confidence),
        "lang": options.lang if options.lang != "auto" else None,
        "jurisdiction": options.jurisdiction or None,
        "select": options.select or None,
    }
    given |= {name: getattr(options, name) for name in ("content", "audience", "product", "as_of", "sources")}
    return {name: value for name, value in given.items() if value is not None}


def _only_lines(options: dict[str, Any]) -> None:
    """--jsonl writes a result a line: another format is refused rather than passed over."""
    other_format = options["stdout_format"] not in (None, "jsonl")
    if other_format or options["outputs"]:
        name = "--format" if other_format else "--output"
        raise usage(
            f"--jsonl 只输出 JSON Lines：请去掉 {name}",
            f"--jsonl writes JSON Lines and nothing else: leave out {name}",
        )


def _measure(run: Run, settings: Settings) -> Measure:
    gate = parse_gate(run.fail_on or settings.fail_on)
    if isinstance(gate, Words):
        raise usage(f"--fail-on：{gate.zh}", f"--fail-on: {gate}")
    return Measure(
        gate,
        settings.fail_on_unchecked,
        Severity(run.min_severity or settings.min_severity),
        Confidence(run.min_confidence or settings.min_confidence),
    )


def _measure_of(run: Run, linters: Linters) -> MeasureOf:
    """Each document's own measure: that of the configuration which governs it, under the command line."""
    _measure(run, Settings())  # a wrong --fail-on is told before anything is read

    def measure(report: Report) -> Measure:
        return _measure(run, linters.settings_for(_path(report)))

    return measure


def _path(report: Report) -> str:
    return report.documents[0].path if report.documents else "."


def _check(paths: tuple[str, ...], run: Run, options: LinterOptions, linters: Linters) -> int:
    first = linters.settings_for(run.stdin_filename or "." if paths[0] == "-" else paths[0])
    outcome = Outcome(_measure_of(run, linters))
    outputs = output.parse_outputs(run.outputs)
    held = linters.for_path(run.stdin_filename or "." if paths[0] == "-" else paths[0]).source_folder is not None
    shown = replace(_shown(run, options, first), sources=held)
    targets = expand(tuple(path for path in paths if path != "-"), linters.settings_for)
    targets = targets._replace(files=output.spared(outputs, targets.files))
    reports = chain(
        _first_report(targets, linters, run, shown),
        _once(_stdin(linters, run), linters) if "-" in paths and linters.usable else (),
        _once(_files(targets, run, options, linters), linters),
    )
    hidden = _Hidden(outcome.measure, shown.prefers == "zh")
    output.emit(hidden.narrowed(outcome.watch(reports)), outcome, shown, run.stdout_format, outputs)
    hidden.say()
    if options.cache:
        remember()
    return int(outcome.code)


def _shown(run: Run, options: LinterOptions, settings: Settings) -> Options:
    machine = run.stdout_format in output.MACHINE_FORMATS
    return Options(
        prefers="zh" if speaks_chinese(options.lang, settings.lang, machine=machine) else "en",
        asked=asks_for_a_language(options.lang, settings.lang, machine=machine),
        color=output.use_color(run.color),
        width=output.terminal_width(),
        show_evidence=run.show_evidence,
        quiet=run.quiet,
        summary=not run.quiet,
    )


def _first_report(targets: Targets, linters: Linters, run: Run, shown: Options) -> Iterator[Report]:
    """What concerns the run as a whole, before any document."""
    problems = [*linters.problems, *targets.problems]
    if not problems:
        return
    yield Report(problems=tuple(problems))
    if run.stdout_format in output.MACHINE_FORMATS:
        tell((one for one in problems if one.kind is not ProblemKind.NOTE), shown.prefers == "zh")


def _stdin(linters: Linters, run: Run) -> Iterator[Report]:
    name = run.stdin_filename
    linter = linters.for_path(name or ".")
    data = sys.stdin.buffer.read()
    report = linter.check_bytes(data, path=name or "<stdin>", format=None if name else "text")
    yield _unfilled(name or "<stdin>") if any(one.code == NO_TEXT for one in report.problems) else report


def _unfilled(name: str) -> Report:
    """An empty stdin is most often a command before the pipe that failed, and no clean document."""
    problem = Problem(
        code="nothing-to-check",
        message=both(f"{name} 没有可以检查的文字", f"{name} holds no text to check"),
        path=name,
        hint=both("管道前面的命令是否出错？", "did the command before the pipe fail?"),
        kind=ProblemKind.INCOMPLETE,
    )
    return Report(problems=(problem,))


def _once(reports: Iterator[Report], linters: Linters) -> Iterator[Report]:
    """The reports without what is wrong with the run as a whole, which the first one has told."""
    told = {one.spoken(chinese) for one in linters.problems for chinese in (True, False)}
    for report in reports:
        own = tuple(problem for problem in report.problems if problem.spoken(False) not in told)
        yield report if len(own) == len(report.problems) else replace(report, problems=own)


def _files(targets: Targets, run: Run, options: LinterOptions, linters: Linters) -> Iterator[Report]:
    if not linters.usable:
        return
    reports = _without_repeats(check_files(targets.files, linters, options, run.jobs), linters)
    if len(targets.files) >= MANY_FILES and sys.stderr.isatty() and not run.quiet:
        from rich.console import Console
        from rich.progress import track

        screen = Console(stderr=True)
        reports = iter(track(reports, "checking", total=len(targets.files), console=screen, transient=True))
    yield from reports


def _without_repeats(reports: Iterator[Report], linters: Linters) -> Iterator[Report]:
    """The reports, with what the configuration calls boilerplate told once a run."""
    boilerplate = Boilerplate()
    for report in reports:
        yield boilerplate.once(report, linters.settings_for(_path(report)).boilerplate)


class _Hidden:
    """Narrows what is shown, and says so when something hidden fails the run."""

    def __init__(self, measure: MeasureOf, chinese: bool) -> None:
        self._measure = measure
        self._chinese = chinese
        self._count = 0

    def narrowed(self, reports: Iterator[Report]) -> Iterator[Report]:
        for report in reports:
            measure = self._measure(report)
            shown = narrow(report, measure.severity, measure.confidence)
            self._count += gating(report, measure.gate) - gating(shown, measure.gate)
            yield shown

    def say(self) -> None:
        if self._count:
            fails = "finding that fails" if self._count == 1 else "findings that fail"
            words = both(
                f"--min-severity 或 --min-confidence 隐去了 {self._count} 条使检查失败的发现",
                f"--min-severity or --min-confidence hides {self._count} {fails} this run",
            )
            print(f"claimlint: {spoken(words, self._chinese)}", file=sys.stderr)
