"""`claimlint eval`: precision and recall of the rules on labelled text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click
import msgspec

from claimlint.cli.linters import LinterOptions, Linters, linter_options
from claimlint.cli.told import speaks_chinese, tell, usage
from claimlint.evaluate import Flagging, Judged, Rate, Row, Score, judge_row, read_rows, score
from claimlint.grids import grid_rows
from claimlint.lint import Linter
from claimlint.model.report import Problem
from claimlint.model.rule import Confidence, Severity
from claimlint.model.words import nearest

SHOWN = ("misses", "false-alarms", "rules")


@click.command("eval")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--half", type=click.Choice(["A", "B"]), help="Only this half, split by a hash of doc or text.")
@click.option("--show", default="", metavar="LIST", help=f"Comma-separated: {', '.join(SHOWN)}, all.")
@click.option("--families", default="overclaim,promotion", show_default=True, help="Families that flag a row.")
@click.option(
    "--min-severity",
    type=click.Choice([one.value for one in Severity]),
    default="warning",
    show_default=True,
    help="Milder findings flag no row.",
)
@click.option(
    "--min-confidence",
    type=click.Choice([one.value for one in Confidence]),
    default="low",
    show_default=True,
    help="Less sure findings flag no row.",
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="On stdout.")
@linter_options
def command(
    files: tuple[str, ...],
    half: str | None,
    show: str,
    families: str,
    min_severity: str,
    min_confidence: str,
    style: str,
    **options: Any,
) -> int:
    """Score the rules on JSON Lines {text, label, categories, spans, kind, doc} or on grids of frames (.yaml).

    A row is flagged when it has an open finding of --families at --min-severity or above. Any label
    other than ok, none or negative says that it should be.
    """
    shown = _shown(show)
    flagging = Flagging(_names(families), Severity(min_severity), Confidence(min_confidence))
    lang = options["lang"]
    linter = Linters(LinterOptions.take(options)).for_path(files[0])
    _check_families(flagging.families, linter)
    problems = list(linter.problems)
    rows = list(_rows(files, half, problems)) if linter.usable else []
    result = score(judge_row(linter, row, flagging) for row in rows)
    chinese = speaks_chinese(lang, linter.settings.lang, machine=style == "json")
    tell((*problems, *(fault for one in result.broken for fault in one.problems)), chinese)
    if style == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(as_data(result, shown)), indent=2).decode() + "\n")
    else:
        click.echo(as_text(result, shown))
    return _code(problems, result, linter.usable)


def _names(words: str) -> frozenset[str]:
    return frozenset(part.strip() for part in words.split(",") if part.strip())


def _check_families(asked: frozenset[str], linter: Linter) -> None:
    """A family that no rule has flags nothing, and a score of it says nothing."""
    book = linter.rulebook
    known = sorted({rule.family for rule in book.rules}) if book is not None else []
    strange = sorted(asked - set(known)) if known else []
    if strange:
        hint = nearest(strange[0], known)
        raise usage(f"--families：没有 {strange[0]} 这一类；{hint.zh}", f"--families: no family {strange[0]!r}; {hint}")


def _code(problems: list[Problem], result: Score, usable: bool) -> int:
    kinds = {str(problem.kind) for problem in problems}
    if not usable or "usage" in kinds:
        return 2
    return 3 if "incomplete" in kinds or result.broken or not result.rows else 0


def _shown(words: str) -> frozenset[str]:
    asked = _names(words)
    if "all" in asked:
        return frozenset(SHOWN)
    if asked - set(SHOWN):
        raise usage(
            f"--show {words}：可以是 {'、'.join(SHOWN)}、all", f"--show {words!r}: choose from {', '.join(SHOWN)}, all"
        )
    return asked


def _rows(files: tuple[str, ...], half: str | None, problems: list[Problem]) -> Iterator[Row]:
    for path in files:
        try:
            stream = click.open_file(path, "rb")
        except OSError as error:
            why = error.strerror or str(error)
            raise usage(f"无法读取 {path}：{why}", f"cannot read {path}: {why}") from error
        with stream:
            rows = grid_rows(stream.read(), path) if path.endswith((".yaml", ".yml")) else read_rows(stream, path)
            for row in rows:
                if isinstance(row, Problem):
                    problems.append(row)
                elif half is None or row.half == half:
                    yield row


def as_data(result: Score, shown: frozenset[str]) -> dict[str, Any]:
    """The score as JSON."""

    def rates(table: dict[str, Rate]) -> dict[str, Any]:
        return {name: {"flagged": one.count, "rows": one.total} for name, one in table.items()}

    data: dict[str, Any] = {
        "rows": result.rows,
        "positives": result.positives,
        **{name: None if share is None else round(share, 4) for name, share in result.shares.items()},
        "false_alarms": result.false_alarms,
        "placed": {"at_the_words": result.placed.count, "rows": result.placed.total},
        "claims": {"marked": result.claims.count, "labelled": result.claims.total},
        "marks": {"at_the_words": result.marks.count, "findings": result.marks.total},
        "recall_by_category": rates(result.by_category),
        "false_alarms_by_kind": rates(result.by_kind),
        "rules": {name: {"right": right, "wrong": wrong} for name, (right, wrong) in result.by_rule.items()},
        "broken": len(result.broken),
    }
    if "misses" in shown:
        data["misses"] = [one.row for one in result.missed]
    if "false-alarms" in shown:
        data["false_alarm_rows"] = [
            {"row": one.row, "found": [[found.rule, found.text] for found in one.findings]} for one in result.alarms
        ]
    return data


def as_text(result: Score, shown: frozenset[str]) -> str:
    """The score for a reader."""
    return "\n".join([*_tables(result), *_lists(result, shown)])


def _tables(result: Score) -> Iterator[str]:
    yield f"rows       {result.rows} ({result.positives} that should be flagged)"
    shares = {name: _share(share) for name, share in result.shares.items()}
    yield f"precision  {shares['precision']}  ({result.hits} right, {result.false_alarms} false alarms)"
    yield f"recall     {shares['recall']}  ({result.hits} of {result.positives})"
    yield f"f1         {shares['f1']}".rstrip()
    if result.placed.total:
        yield f"placed     {result.placed.value:.3f}  (at the labelled words, {result.placed.total} rows)"
    if result.claims.total > result.placed.total:
        claims, marks = result.claims, result.marks
        yield f"claims     {claims.value:.3f}  ({claims.count} of {claims.total} labelled stretches marked)"
        yield f"marks      {marks.value:.3f}  ({marks.count} of {marks.total} findings at labelled words)"
    if any(name != "-" for name in result.by_category):
        yield "\nrecall by category"
        yield from (_rate_line(name, one) for name, one in result.by_category.items())
    if result.by_kind and any(name != "-" for name in result.by_kind):
        yield "\nfalse alarms by kind of innocent"
        yield from (_rate_line(name, one) for name, one in result.by_kind.items())


def _share(share: float | None) -> str:
    return f"{'–':<5}" if share is None else f"{share:.3f}"


def _rate_line(name: str, rate: Rate) -> str:
    return f"  {rate.value:.3f}  {rate.count:>4} of {rate.total:<4}  {name}"


def _lists(result: Score, shown: frozenset[str]) -> Iterator[str]:
    if "rules" in shown:
        yield "\nrows rightly and wrongly flagged by each rule"
        yield from (f"  {right:>4}  {wrong:>4}  {name}" for name, (right, wrong) in result.by_rule.items())
    if "misses" in shown:
        yield f"\nmissed ({len(result.missed)})"
        yield from (f"  [{', '.join(one.row.categories)}] {_one_line(one.row.text)}" for one in result.missed)
    if "false-alarms" in shown:
        yield f"\nfalse alarms ({len(result.alarms)})"
        yield from map(_flagged_line, result.alarms)


def _flagged_line(one: Judged) -> str:
    found = "; ".join(f"{finding.rule} “{finding.text}”" for finding in one.findings)
    return f"  [{one.row.kind or '-'}] {_one_line(one.row.text)}\n      {found}"


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else words[:159] + "…"
