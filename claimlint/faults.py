"""What is wrong with a run as a whole, or with claimlint itself, as Problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimlint.config import AUDIENCES, CONTENTS, EVASIONS, JURISDICTIONS, PRODUCTS, is_date
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.rule import Rule
from claimlint.model.words import both, one_of

NO_TEXT = "no-text"  # the code of the note about a document without words


def no_sources(folder: str) -> Problem:
    return Problem(
        code="missing-sources",
        message=both("来源文件夹不存在", "the sources folder does not exist"),
        path=folder,
        hint=both("请写明存放文献内容的文件夹", "name the folder that holds what the cited works say"),
        kind=ProblemKind.INCOMPLETE,
    )


def option_problems(
    given: Mapping[str, str | None], jurisdiction: Iterable[str], lang: str, as_of: str
) -> Iterator[Problem]:
    options: list[tuple[str, Any, tuple[str, ...]]] = [
        ("content", given["content"], CONTENTS),
        ("audience", given["audience"], AUDIENCES),
        ("product", given["product"], PRODUCTS),
        ("lang", lang, ("auto", "zh", "en")),
        *(("jurisdiction", place, JURISDICTIONS) for place in jurisdiction),
    ]
    for name, value, allowed in options:
        if value is not None and value not in allowed:
            yield Problem(
                code="invalid-value",
                message=both(f"{name}：没有 {value} 这个值", f"{name}: {value!r} is unknown"),
                hint=one_of(allowed),
            )
    if not is_date(as_of):
        yield Problem(
            code="invalid-value",
            message=both(f"as-of：“{as_of}”不是日期", f"as-of: {as_of!r} is not a date"),
            hint=both("请写成 YYYY-MM-DD", "write it as YYYY-MM-DD"),
        )


def evasion_problems(layers: Iterable[str]) -> Iterator[Problem]:
    for layer in layers:
        if layer not in (*EVASIONS, "all"):
            yield Problem(
                code="invalid-value",
                message=both(f"no-evasion：没有 {layer} 这个值", f"no-evasion: {layer!r} is unknown"),
                hint=one_of((*EVASIONS, "all")),
            )


def no_wording_rules(path: str, language: str) -> Problem:
    """A note that no rule judges the wording of claims in a document's language."""
    return Problem(
        code="no-wording-rules",
        message=both(
            f"没有判断 {language} 宣称用语的规则：只核对了数字、引文、研究描述与声明",
            f"no rule judges the wording of claims in '{language}': figures, citations, studies and statements only",
        ),
        path=path,
        hint=both("可用 --rules 加入自己的规则", "add rules of your own with --rules"),
        kind=ProblemKind.NOTE,
    )


def no_text(path: str) -> Problem:
    """A note that there is nothing in a document to check."""
    return Problem(
        code=NO_TEXT,
        message=both("没有可以检查的文字", "there is no text to check"),
        path=path,
        hint=both("请看它是否应当是空的", "see whether it should be empty"),
        kind=ProblemKind.NOTE,
    )


def crash(error: Exception, stage: str, path: str) -> Problem:
    """A fault of claimlint itself inside one document: that document is incomplete, the run goes on."""
    rule = _rule_of(error)
    where = f" (rule {rule})" if rule else ""
    words = str(error).splitlines()[0] if str(error) else ""
    what = f"{type(error).__name__}: {words}".rstrip(": ")
    return Problem(
        code="internal-error",
        message=both(f"内部错误{where}：{what}", f"internal error while {stage}{where}: {what}"),
        path=path,
        hint=both(
            "其他文件已经检查；请把出错的文字一并告诉我们",
            "the other files were checked; please report this with the text that caused it",
        ),
        kind=ProblemKind.INCOMPLETE,
    )


def _rule_of(error: Exception) -> str | None:
    """The rule that was being worked on, told by the innermost frame that holds one."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        rule = trace.tb_frame.f_locals.get("rule")
        found = rule.id if isinstance(rule, Rule) else found
        trace = trace.tb_next
    return found
