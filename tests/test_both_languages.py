"""Whatever a Problem or a usage error says, it says in Chinese and in English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import claimlint
from claimlint.cli import run
from claimlint.config import decode
from claimlint.model.report import Problem
from claimlint.model.words import Words, misfit
from claimlint.rulebook.patterns import PatternError, parse

PACKAGE = Path(claimlint.__file__).parent
MAKERS = {"Problem", "UsageError", "PatternError", "Refused"}
SPOKEN = {"message": 1, "hint": 5}  # the fields of a Problem that a person reads, and where they stand
FIRST = {"UsageError": 0, "PatternError": 0, "Refused": 1}  # where the words of an exception stand

EXCEPTIONS = {
    # rules about rules speak to the authors of the shipped rules, in our own tests, never in a report
    "rulebook/lint.py",
}


def _plain(node: ast.expr | None) -> bool:
    """Whether an expression is, or may be, a string of one language."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return _plain(left) or _plain(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _plain(body) or _plain(orelse)
        case ast.BoolOp(values=values):
            return any(map(_plain, values))
    return False


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name of a function is set to."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _words(call: ast.Call, name: str) -> Iterator[ast.expr]:
    places = SPOKEN if name == "Problem" else {"message": FIRST[name]}
    for key, place in places.items():
        yield from (one.value for one in call.keywords if one.arg == key)
        yield from call.args[place : place + 1]


def faults(source: str) -> list[int]:
    """The lines on which words of one language reach a Problem or a usage error."""
    lines = []
    tree = ast.parse(source)
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in [tree, *scopes]:
        assigned = _assigned(scope)
        for node in ast.walk(scope):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or name not in MAKERS:
                continue
            for said in _words(node, name):
                values = assigned.get(said.id, []) if isinstance(said, ast.Name) and scope is not tree else [said]
                lines += [node.lineno for value in values if _plain(value)]
    return sorted(set(lines))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Problem('code', 'English only')", [1]),
        ("Problem(code='code', message=f'{x} only')", [1]),
        ("Problem(code='code', message=both('中', 'en'), hint='English' if x else both('中', 'en'))", [1]),
        ("def f():\n    words = 'English'\n    return Problem(code='c', message=words)", [3]),
        ("raise click.UsageError('English only')", [1]),
        ("Problem(code='code', message=both('中', 'en'), path='a path')", []),
        ("raise click.UsageError(both('中', 'en'))", []),
    ],
)
def test_words_of_one_language_are_seen(source: str, expected: list[int]) -> None:
    assert faults(source) == expected


def test_every_problem_is_worded_in_both_languages() -> None:
    found = {
        name: lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := faults(path.read_text(encoding="utf-8")))
        and (name := path.relative_to(PACKAGE).as_posix()) not in EXCEPTIONS
    }
    assert found == {}


@pytest.mark.parametrize(
    ("said", "chinese", "english"),
    [
        ("Expected `int`, got `array`", "应为整数，而不是列表", "should be a whole number, not a list"),
        ("Expected `bool | null`", "应为真或假（true、false）", "should be true or false"),
        ("Object missing required field `body`", "缺少 body", "body is missing"),
        ("Invalid enum value '高'", "没有 '高' 这个值", "'高' is unknown"),
        ("something new", "something new", "something new"),
    ],
)
def test_what_the_decoder_says_is_said_in_both_languages(said: str, chinese: str, english: str) -> None:
    assert (misfit(said).zh, str(misfit(said))) == (chinese, english)


def test_a_configuration_and_a_pattern_are_faulted_in_chinese() -> None:
    _, problems = decode({"jurisdction": ["cn"], "lang": 3})
    assert [(one.spoken(True).message, one.spoken(True).hint) for one in problems] == [
        ("配置里没有 jurisdction 这个键", "是否想写 jurisdiction？")
    ]
    with pytest.raises(PatternError) as caught:
        parse("(根治|治愈")
    assert isinstance(caught.value.words, Words)
    assert caught.value.words.zh == "“(”没有闭合"


LINES = {
    "the terminal": (["check", "没有.md"], "zh_CN.UTF-8", "没有这个文件"),
    "an English terminal": (["check", "没有.md"], "en_GB.UTF-8", "no such file"),
    "asked for": (["check", "没有.md", "--lang", "en"], "zh_CN.UTF-8", "no such file"),
    "a program reads it": (["check", "没有.md", "--format", "concise", "--lang=zh"], "C", "没有这个文件"),
}


@pytest.mark.parametrize(("argv", "locale", "told"), LINES.values(), ids=LINES.keys())
def test_a_run_speaks_the_language_that_is_asked_for(
    argv: list[str], locale: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert run(argv) == 3
    assert told in "".join(capsys.readouterr())


ERRORS = {
    "a command": (["chek"], "zh_CN.UTF-8", "没有 chek 这个命令；是否想写 check？"),
    "a value": (["check", "--fail-on", "坏"], "zh_CN.UTF-8", "--fail-on：没有 坏 这个值"),
    "an English call": (["check", "--fail-on", "坏", "--lang=en"], "zh_CN.UTF-8", "is none of error"),
    "a machine format": (["check", "--format", "jsn"], "zh_CN.UTF-8", "no format 'jsn'"),
    "a rule": (["rules", "show", "overclaim/cur"], "zh_CN.UTF-8", "没有规则 overclaim/cur"),
}


@pytest.mark.parametrize(("argv", "locale", "told"), ERRORS.values(), ids=ERRORS.keys())
def test_a_usage_error_speaks_the_language_that_is_asked_for(
    argv: list[str], locale: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert run(argv) == 2
    assert told in capsys.readouterr().err


def test_a_problem_of_the_run_is_told_once_with_a_chinese_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = '[[ignore]]\nrules = ["overclaim"]\nreason = "x"\nuntil = "2020-01-01"\n'
    (tmp_path / "claimlint.toml").write_text(entry, encoding="utf-8")
    (tmp_path / "稿.md").write_text("肾病可以治。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run(["check", "稿.md", "--lang", "zh"])
    assert capsys.readouterr().out.count("到期") == 1
    assert Problem("code", "words").spoken(True).message == "words"
