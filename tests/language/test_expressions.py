"""Needles: what is said of an expression beside it must be true of every match."""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import claimlint
from claimlint.language.expressions import _Needing, lazy

MOST_STRINGS = 4000
PACKAGE = Path(claimlint.__file__).parent


def strings(node: tuple[Any, Any]) -> list[str] | None:
    """All that one step of an expression can match, where that is a short list of words; else None."""
    name, value = str(node[0]), node[1]
    if name == "LITERAL":
        return [chr(value)]
    if name in ("ASSERT", "ASSERT_NOT", "AT"):
        return [""]
    if name == "IN":
        if all(str(kind) == "LITERAL" for kind, _ in value):
            return [chr(code) for _, code in value]
        return None
    if name == "SUBPATTERN":
        return joined(value[-1])
    if name == "BRANCH":
        parts = [joined(branch) for branch in value[1]]
        return None if None in parts else [word for part in parts if part for word in part]
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[1] <= 2:
        inner = joined(value[2])
        if inner is not None:
            times = range(value[0], value[1] + 1)
            return ["".join(words) for n in times for words in itertools.product(inner, repeat=n)]
    return None


def joined(sequence: Iterable[tuple[Any, Any]]) -> list[str] | None:
    """All that a sequence can match, where that is a short list of words."""
    found = [""]
    for node in sequence:
        each = strings(node)
        if each is None or len(found) * len(each) > MOST_STRINGS:
            return None
        found = [head + tail for head in found for tail in each]
    return found


def runs(sequence: Iterable[tuple[Any, Any]]) -> Iterator[list[str]]:
    """What the stretches of a sequence that are lists of words can match."""
    run = [""]
    for node in sequence:
        each = strings(node)
        if each is None or len(run) * len(each) > MOST_STRINGS:
            yield run
            run = each or [""]
        else:
            run = [head + tail for head in run for tail in each]
    yield run


def proven(sequence: Any, needs: tuple[str, ...]) -> bool:
    """Whether every match of the sequence holds one of ``needs``."""
    for run in runs(sequence):
        if all(any(needle in word for needle in needs) for word in run):
            return True
    return any(_proven(str(name), value, needs) for name, value in sequence) or _spread(list(sequence), needs)


def _proven(name: str, value: Any, needs: tuple[str, ...]) -> bool:
    if name == "SUBPATTERN":
        return proven(value[-1], needs)
    if name == "BRANCH":
        return all(proven(branch, needs) for branch in value[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return value[0] >= 1 and proven(value[2], needs)
    return name == "ATOMIC_GROUP" and proven(value, needs)


def _spread(sequence: list[tuple[Any, Any]], needs: tuple[str, ...]) -> bool:
    """The parser takes out what branches begin with alike: put it before each branch again."""
    for place, (name, value) in enumerate(sequence):
        inner = value[-1] if str(name) == "SUBPATTERN" else None
        whole = [(name, value)] if str(name) == "BRANCH" else list(inner) if inner is not None else []
        if place and len(whole) and any(str(kind) == "BRANCH" for kind, _ in whole):
            before, after = sequence[:place], sequence[place + 1 :]
            at = next(index for index, (kind, _) in enumerate(whole) if str(kind) == "BRANCH")
            head, tail = whole[:at], whole[at + 1 :]
            branches = whole[at][1][1]
            return all(proven([*before, *head, *branch, *tail, *after], needs) for branch in branches)
    return False


def test_a_text_without_needles_is_answered_without_compiling() -> None:
    expression = lazy("中位数|median (", needs=("中位", "median"))  # no expression at all: it would not compile
    assert expression.search("平均12个月") is None
    assert list(expression.finditer("平均12个月")) == []
    assert expression.findall("平均12个月") == []
    assert expression.match("x") is expression.fullmatch("x") is None
    assert expression.sub("-", "平均") == "平均"
    assert expression.subn("-", "平均") == ("平均", 0)
    assert expression.split("平均") == ["平均"]
    with pytest.raises(re.error):
        expression.search("中位")


def test_a_text_with_a_needle_is_searched() -> None:
    expression = lazy("(?P<kind>中位|平均)数", needs=("中位", "平均"))
    assert expression.search("中位值") is None
    found = expression.search("这是平均数")
    assert found is not None
    assert found["kind"] == "平均"
    assert expression.sub("-", "中位数和平均数") == "-和-"
    assert expression.groupindex == {"kind": 1}
    assert expression.pattern == "(?P<kind>中位|平均)数"


def test_a_needle_outside_the_bounds_does_not_count() -> None:
    expression = lazy("中位数|median (", needs=("中位", "median"))  # no expression at all: it would not compile
    assert expression.search("中位数和平均数", 3) is None
    assert list(expression.finditer("平均数和中位数", 0, 4)) == []


@pytest.mark.parametrize(
    ("source", "needs", "true"),
    [
        ("中位数|平均数", ("位数", "平均"), True),
        ("中位数|平均", ("位数",), False),
        ("研究[院所]", ("院", "所"), True),
        ("研究[院所]?", ("院", "所"), False),
        ("(?:a|b)?cd", ("cd",), True),
        ("(?:ab|ac)\\d", ("ab", "ac"), True),
        ("(?:ab\\d|ac\\d)x", ("ab", "ac"), True),
        ("\\d{1,3}%", ("%",), True),
        ("(?:\\d%){0,3}", ("%",), False),
    ],
)
def test_the_proof_of_needles(source: str, needs: tuple[str, ...], true: bool) -> None:
    assert proven(parser.parse(source), needs) is true


def needing() -> Iterator[tuple[str, _Needing]]:
    """The expressions with needles of all modules."""
    for module in pkgutil.walk_packages(claimlint.__path__, "claimlint."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, _Needing):
                yield f"{module.name}.{name}", value


def test_the_needles_of_every_expression_are_true() -> None:
    """A needle that a match can do without would lose findings in silence."""
    wrong = [
        name
        for name, one in needing()
        if not proven(parser.parse(one._source, one._flags), one.needs)
        or (one._flags & re.IGNORECASE and any(needle.lower() != needle.upper() for needle in one.needs))
    ]
    assert wrong == []


def test_no_quantifier_is_lost_in_an_f_string() -> None:
    """In an f-string ``{0,8}`` is a tuple and matches its own print."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FormattedValue):
                assert not isinstance(node.value, ast.Tuple), f"{path.name}:{node.lineno}"
