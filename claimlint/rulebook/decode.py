"""YAML bytes to frozen values; whatever does not fit is a Problem with file, line and key."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import inspect

from claimlint.model.report import Problem
from claimlint.model.words import Words, both, meant, misfit

T = TypeVar("T")
_PATH = re.compile(r" - at (?:`key` in )?`(?:key in )?\$?([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_VALUE = re.compile(r"Invalid enum value '([^']*)'")
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")


class _Loader(yaml.CSafeLoader):
    """Refuses a key that is given twice, which YAML libraries let pass in silence."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key, _ in node.value:
        name = loader.construct_object(key)
        if name in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {name!r} is given twice", key.start_mark)
        seen.add(name)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def decode(data: bytes, path: str, kind: type[T]) -> T | Problem:
    """The value that a YAML file holds, or what is wrong with it."""
    try:
        text = data.decode("utf-8")
        tree = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except UnicodeDecodeError as error:
        message = both(f"不是 UTF-8：{error.reason}", f"not UTF-8: {error.reason}")
        return Problem(code="bad-rule-file", message=message, path=path, hint=both("请存为 UTF-8", "save it as UTF-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Problem(
            code="bad-yaml",
            message=both(f"不是合法的 YAML：{error.problem}", f"not valid YAML: {error.problem}"),
            path=path,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            hint=both("含有 : # { [ 或引号的文字请加引号", "put words with : # { [ or quotes into quotation marks"),
        )
    except yaml.YAMLError as error:
        message = both(f"不是合法的 YAML：{error}", f"not valid YAML: {error}")
        return Problem(code="bad-yaml", message=message, path=path)
    try:
        return msgspec.convert(tree, type=kind)
    except msgspec.ValidationError as error:
        return _problem(str(error), text, path, kind)


def _problem(message: str, text: str, path: str, kind: Any) -> Problem:
    found = _PATH.search(message)
    steps = [name or index for name, index in _STEP.findall(found.group(1))] if found else []
    words = misfit(message[: found.start()] if found else message)
    unknown = _UNKNOWN.search(message)
    value = _VALUE.search(message)
    hint = _nearest(value.group(1), _choices(kind, steps), both("可以是", "one of")) if value else None
    if unknown:
        hint = _nearest(unknown.group(1), _keys(kind, steps), both("可用的键：", "the keys are"))
        steps.append(unknown.group(1))
    where = ".".join(steps)
    return Problem(
        code="unknown-key" if unknown else "bad-value",
        message=both(f"{words.zh}（{where}）", f"{words} (at {where})") if where else words,
        path=path,
        line=_line_of(text, steps),
        hint=hint,
    )


def _nearest(words: str, known: list[str], lead: Words) -> Words | None:
    """What a mistyped word stands for, or all that may stand there."""
    near = get_close_matches(words, known, 1)
    if near:
        return meant(near[0])
    return both(f"{lead.zh} {'、'.join(known)}", f"{lead} {', '.join(known)}") if known else None


def _keys(kind: Any, steps: list[str]) -> list[str]:
    """The keys of the table at a place of a file."""
    found = [one for one in _types_at(kind, steps) if isinstance(one, inspect.StructType)]
    return [field.encode_name for one in found for field in one.fields]


def _choices(kind: Any, steps: list[str]) -> list[str]:
    """The words that may stand at a place, or as a key there, where the list of them is closed."""
    types = _types_at(kind, steps)
    types += [key for one in types if isinstance(one, inspect.DictType) for key in _apart(one.key_type)]
    return [str(value) for one in types if isinstance(one, inspect.EnumType) for value in one.cls]


def _types_at(kind: Any, steps: list[str]) -> list[inspect.Type]:
    """What may be written at a place of a file, as its path names it."""
    types = _apart(inspect.type_info(kind))
    for step in steps:
        types = [inner for one in types for part in _inside(one, step) for inner in _apart(part)]
    return types


def _inside(one: inspect.Type, step: str) -> list[inspect.Type]:
    if isinstance(one, inspect.StructType):
        return [field.type for field in one.fields if field.encode_name == step]
    if isinstance(one, inspect.DictType):
        return [one.value_type]
    return [one.item_type] if isinstance(one, inspect.VarTupleType | inspect.ListType) else []


def _apart(one: inspect.Type) -> list[inspect.Type]:
    return list(one.types) if isinstance(one, inspect.UnionType) else [one]


def _line_of(text: str, steps: list[str]) -> int | None:
    """The line of the key that an error's path names, as far as the path can be followed."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = node.start_mark.line + 1 if node is not None else None
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
        else:
            return line
    return line
