"""What a document says of itself in its front matter, as far as configuration lets it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.config import AUDIENCES, CONTENTS, JURISDICTIONS, PRODUCTS, Settings
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.text import Document
from claimlint.model.words import Words, both

ALLOWED = {"content": CONTENTS, "audience": AUDIENCES, "product": PRODUCTS}
Declared = tuple[dict[str, str], tuple[Problem, ...]]


def declared(document: Document, settings: Settings) -> Declared:
    """The values that hold, and a problem for each that is unknown or may not be said here."""
    values: dict[str, str] = {key: str(document.meta[key]) for key in ALLOWED if document.meta.get(key)}
    may: set[str] = set(settings.front_matter)
    holding = {key: value for key, value in values.items() if key in may and value in ALLOWED[key]}
    faults = (_fault(document, key, value, settings, values) for key, value in values.items() if key not in holding)
    return holding, (*(fault for fault in faults if fault is not None), *_never(document))


def _fault(document: Document, key: str, value: str, settings: Settings, values: dict[str, str]) -> Problem | None:
    if key in settings.front_matter:
        return _unknown(document, key, value)
    if value not in ALLOWED[key]:
        return None  # the publishing system's own key, which only looks like ours
    named = {*settings.front_matter, *(name for name, words in values.items() if words in ALLOWED[name])}
    setting = "front-matter = [" + ", ".join(f'"{name}"' for name in ALLOWED if name in named) + "]"
    hint = both(f"在配置里写 {setting}，文件就可以自己声明", f"{setting} in the configuration lets documents say it")
    return _passed_over(document, key, value, hint)


def _unknown(document: Document, key: str, value: str) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(value, ALLOWED[key], 1)
    lead = both(f"是否想写 {near[0]}？", f"did you mean {near[0]!r}? ") if near else both("", "")
    allowed = ALLOWED[key]
    return Problem(
        code="invalid-value",
        message=both(
            f"文首的设置 {key}：没有 {value} 这个值，检查时没有用它",
            f"front matter {key}: {value!r} is unknown; the document was judged without it",
        ),
        path=document.path,
        line=_line(document, key),
        hint=both(f"{lead.zh}可以是 {'、'.join(allowed)}", f"{lead}one of {', '.join(allowed)}"),
        kind=ProblemKind.INCOMPLETE,
    )


def _passed_over(document: Document, key: str, value: str, hint: Words) -> Problem:
    return Problem(
        code="front-matter-not-allowed",
        message=both(f"文首的设置 {key}：{value} 没有使用", f"front matter {key}: {value!r} was not used"),
        path=document.path,
        line=_line(document, key),
        hint=hint,
        kind=ProblemKind.NOTE,
    )


def _never(document: Document) -> Iterator[Problem]:
    """A document cannot choose whose law it is judged by."""
    said = document.meta.get("jurisdiction")
    codes = [str(one) for one in said] if isinstance(said, list | tuple) else [str(said)]
    if said and set(codes) <= set(JURISDICTIONS):
        hint = both(
            "请在配置里设置 jurisdiction，个别文件用 [[overrides]]",
            "set jurisdiction in the configuration, with [[overrides]] for some documents",
        )
        yield _passed_over(document, "jurisdiction", ", ".join(codes), hint)


def _line(document: Document, key: str) -> int | None:
    if not document.raw.startswith(("---", "+++")):  # a content system's meta stands beside the text
        return None
    match = re.search(rf"^[\"']?{key}[\"']?[ \t]*[:=]", document.raw, re.MULTILINE)
    return document.line_column(match.start())[0] if match else None
