"""`claimlint explain`: what fired on a line, what was dismissed and why, what nearly fired."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from claimlint.cli.linters import LinterOptions, Linters, linter_options
from claimlint.cli.told import speaks_chinese, tell, usage
from claimlint.lint import Linter
from claimlint.model.finding import Finding
from claimlint.model.hit import Dismissal, NearMiss
from claimlint.model.report import Profile, Report
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Block, Document, Span
from claimlint.report.reasons import reason_words
from claimlint.report.tally import profile_words
from claimlint.report.words import words

MOST_NEAR_SENTENCES = 5  # near misses are for a line, not for a whole article
STDIN = ("-", "<stdin>")  # as it is named, and as reports name it
MOST_NEAR = 5
LEAST_NEAR = 2  # characters: a single one nearly fires everywhere


@click.command("explain")
@click.argument("place", metavar="FILE[:LINE[:COLUMN]]")
@linter_options
def command(place: str, **options: Any) -> int:
    """Explain a line of a document (- for stdin), or all of it: findings, dismissals, near misses, assumptions."""
    path, line = parse_place(place)
    lang = options["lang"]
    linter = Linters(LinterOptions.take(options)).for_path("." if path in STDIN else path)
    asked = (lang, linter.settings.lang)
    if not linter.usable:
        return _problems(Report(problems=linter.problems), asked)
    report = _checked(linter, path)
    if report.document is None:
        return _problems(report, asked)
    document = report.document
    end = len(document.raw) - document.raw.endswith(("\n", "\r"))  # nothing stands behind the last line end
    total = document.line_column(max(end, 0))[0]
    if line is not None and not 1 <= line <= total:
        lines = "1 line" if total == 1 else f"{total} lines"
        raise usage(
            f"{document.path} 有 {total} 行，没有第 {line} 行", f"{document.path} has {lines}, and no line {line}"
        )
    for told in describe(report, line, linter.rulebook):
        click.echo(told)
    return _problems(report, asked)


def _problems(report: Report, asked: tuple[str, str]) -> int:
    return tell(report.problems, speaks_chinese(*asked))


def _checked(linter: Linter, path: str) -> Report:
    """The report of a file, or of stdin as `check -` reads it."""
    if path not in STDIN:
        return linter.check_file(path)
    return linter.check_bytes(sys.stdin.buffer.read(), path="<stdin>", format="text")


def parse_place(place: str) -> tuple[str, int | None]:
    """``draft.md:12`` or ``draft.md:12:7``, as reports print it -> the file and the line; a file called so wins."""
    if Path(place).exists():
        return place, None
    if found := re.fullmatch(r"(.+?):([0-9]+)(?::[0-9]+)?", place, re.DOTALL):
        return found[1], int(found[2])
    path, colon, line = place.partition(":")
    if colon and Path(path).is_file():
        raise usage(
            f"{place}：“{line}”不是行号，请写成 {path}:12", f"{place}: {line!r} is no line; write it as {path}:12"
        )
    return place, None


def describe(report: Report, line: int | None = None, rulebook: Rulebook | None = None) -> Iterator[str]:
    """Everything that was seen on a line, in words; with a rulebook also what nearly fired."""
    document = report.document
    if document is None:
        return
    if report.documents:
        yield _profile(report.documents[0].profile, document)
    if line is not None:
        yield from _place(document, line)
    findings = [one for one in report.all_findings if _on_line(document, one.span, line)]
    dismissed = [one for one in report.dismissals if _on_line(document, one.span, line)]
    seen = {*(one.rule for one in findings), *(one.rule for one in dismissed)}
    near = list(islice(_near(document, line, rulebook, seen), MOST_NEAR))
    yield "\n" + _said(document, "findings", len(findings))
    for finding in findings:
        yield from _finding(finding, document)
    unasked = report.unasked if line is None else ()
    yield "\n" + _said(document, "dismissed", len(dismissed))
    for one in dismissed:
        yield _dismissal(document, one)
    if unasked:
        yield "\n" + _said(document, "not-asked", len(unasked), unasked[0].detail)
    if near:
        yield "\n" + _said(document, "near", len(near))
        for miss in near:
            yield f"  {miss.rule}  “{document.slice(miss.span)}”" + _said(document, "missing", miss.missing)


def _near(document: Document, line: int | None, rulebook: Rulebook | None, seen: set[str]) -> Iterator[NearMiss]:
    """The near misses of the first sentences asked for, of rules that saw nothing else there."""
    if rulebook is None:
        return
    from claimlint.match import near_misses

    asked = [number for number, one in enumerate(document.sentences) if _on_line(document, one.span, line)]
    for number in asked[:MOST_NEAR_SENTENCES]:
        for miss in near_misses(rulebook, document, number):
            if miss.rule not in seen and miss.span.end - miss.span.start >= LEAST_NEAR:
                yield miss


def _profile(profile: Profile, document: Document) -> str:
    chinese = is_chinese(document)
    told = profile_words(profile, chinese) or _said(document, "undeclared")
    reasons = "".join(("；" if chinese else "; ") + reason for reason in profile.reasons)
    return _said(document, "judged-as", told) + reasons


def _place(document: Document, line: int) -> Iterator[str]:
    blocks = [one for one in document.blocks if _on_line(document, one.span, line)]
    said = []
    for block in blocks:
        under = _said(document, "under", " › ".join(block.section)) if block.section else ""
        said.append(_said(document, "line", line, *_block(block, document)) + under)
    yield from list(dict.fromkeys(said))[:3]
    if not blocks:
        yield _said(document, "no-text", line)


def _block(block: Block, document: Document) -> tuple[str, str]:
    kind, role = block.kind.value, block.role.value
    return (_CHINESE.get(kind, kind), _CHINESE.get(role, role)) if is_chinese(document) else (kind, role)


def _on_line(document: Document, span: Span, line: int | None) -> bool:
    if line is None:
        return True
    raws = document.locate(span)
    first = document.line_column(raws[0].start)[0]
    last = document.line_column(max(raws[-1].end - 1, raws[0].start))[0]
    return first <= line <= last


def _finding(finding: Finding, document: Document) -> Iterator[str]:
    labels = words(is_chinese(document))
    state = [labels[finding.severity], labels[finding.confidence]]
    state += [labels[finding.status]] if finding.status != "open" else []
    comma = "，" if is_chinese(document) else ", "
    yield f"  {finding.line}:{finding.column} {finding.rule}  “{finding.text}”  ({comma.join(state)})"
    yield f"      {finding.message}"
    colon = "：" if is_chinese(document) else ": "
    for evidence in finding.evidence:
        yield f"      {labels.get(evidence.kind, evidence.kind)}{colon}{evidence.text}"


def _dismissal(document: Document, one: Dismissal) -> str:
    chinese = is_chinese(document)
    why = one.detail or reason_words(one.reason, chinese)
    if one.reason == "yields-to":
        why = reason_words(one.reason, chinese) + ("：" if chinese else ": ") + why
    return f"  {one.rule}  “{document.slice(one.span)}”  {one.reason}  {why}"


def is_chinese(document: Document) -> bool:
    return document.language.startswith("zh")


_CHINESE = {
    "heading": "标题",
    "paragraph": "段落",
    "list-item": "列表项",
    "table-cell": "表格单元",
    "caption": "图注",
    "footnote": "脚注",
    "quote": "引文",
    "code": "代码",
    "alt-text": "替代文字",
    "title": "题目",
    "body": "正文",
    "conclusion": "结论",
    "references": "参考文献",
    "disclaimer": "声明",
    "contact": "联系方式",
}
_SAID = {
    "findings": ("发现（{0}）", "findings ({0})"),
    "dismissed": ("未报（{0}）", "dismissed ({0})"),
    "not-asked": (
        "没有对本文提出的规则（{0} 条）：{1}，或不用于这类文件",
        "not asked of this document ({0} rules): {1}, or another profile",
    ),
    "near": ("差一点命中（{0}）：一种写法里只缺一处", "nearly fired ({0}): all words but one of a pattern stand here"),
    "missing": ("：缺少“{0}”一类的词", ": no word like “{0}”"),
    "judged-as": ("按此判断：{0}", "judged as: {0}"),
    "undeclared": ("没有声明", "no declared profile"),
    "line": ("第 {0} 行：{1}，{2}", "line {0}: {1}, role {2}"),
    "under": ("，在“{0}”一节", ", under “{0}”"),
    "no-text": ("第 {0} 行：没有规则要读的文字", "line {0}: no text that rules read"),
}


def _said(document: Document, key: str, *values: object) -> str:
    chinese, english = _SAID[key]
    return (chinese if is_chinese(document) else english).format(*values)
