"""Patterns that are regular expressions: that they are bounded, and by which words they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from claimlint.model.words import both
from claimlint.rulebook.patterns import PatternError

_MOST_REPEATS = 200
_MOST_ANCHORS = 64


def check_expression(source: str) -> tuple[str, ...]:
    """The words of which a match holds at least one; raises PatternError where that cannot be told."""
    import re._parser as parser  # type: ignore[import-not-found]

    try:
        re.compile(source, re.IGNORECASE)
        parsed = parser.parse(source, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(both(f"不是正则表达式：{error}", f"is no regular expression: {error}")) from error
    _refuse_unbounded(parsed)
    anchors = _anchors(parsed)
    if not anchors or len(anchors) > _MOST_ANCHORS:
        raise PatternError(
            both(
                "必须总含有至少两个字的固定文字，以便查找",
                "must always hold a literal of at least two characters, by which it is found",
            )
        )
    return tuple(sorted(anchors))


def _refuse_unbounded(parsed: Iterable[Any]) -> None:
    for name, value in parsed:
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[1] > _MOST_REPEATS:
            raise PatternError(
                both(
                    f"有没有上限的重复（最多 {_MOST_REPEATS}）；请写 {{0,20}}",
                    f"has a quantifier without a bound (at most {_MOST_REPEATS}); write {{0,20}}",
                )
            )
        for inner in _inner(value):
            _refuse_unbounded(inner)


def _inner(value: Any) -> list[Any]:
    """The sub-expressions of a node."""
    if hasattr(value, "data") and not isinstance(value, str):
        return [value]
    if isinstance(value, (tuple, list)):
        return [inner for part in value for inner in _inner(part)]
    return []


def _anchors(parsed: Iterable[Any]) -> set[str] | None:
    """The best set of words of which one stands in every match: the one whose shortest word is longest."""
    options: list[set[str]] = []
    run = ""
    for name, value in parsed:
        if str(name) == "LITERAL":
            run += chr(value)
            continue
        options.append({run})
        run = ""
        nested = _nested(str(name), value)
        if nested:
            options.append(nested)
    options.append({run})
    good = [words for words in options if words and min(map(len, words)) >= 2]
    best = max(good, key=lambda words: (min(map(len, words)), -len(words)), default=None)
    return {word.lower() for word in best} if best else None


def _nested(name: str, value: Any) -> set[str] | None:
    if name == "SUBPATTERN":
        return _anchors(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
        return _anchors(value[2])
    if name == "BRANCH":
        branches = [_anchors(branch) for branch in value[1]]
        return set().union(*(one for one in branches if one)) if all(branches) else None
    return None
