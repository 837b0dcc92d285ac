"""YAML bytes to frozen values; whatever does not fit is a Problem with file, line and key."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
import yaml

from claimlint.model.report import Problem

T = TypeVar("T")
_PATH = re.compile(r" - at `(?:key in )?\$?([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
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
        return Problem(code="bad-rule-file", message=f"not UTF-8: {error.reason}", path=path, hint="save it as UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Problem(
            code="bad-yaml",
            message=f"not valid YAML: {error.problem}",
            path=path,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            hint="put words with : # { [ or quotes into quotation marks",
        )
    except yaml.YAMLError as error:
        return Problem(code="bad-yaml", message=f"not valid YAML: {error}", path=path)
    try:
        return msgspec.convert(tree, type=kind)
    except msgspec.ValidationError as error:
        return _problem(str(error), text, path, kind)


def _problem(message: str, text: str, path: str, kind: Any) -> Problem:
    found = _PATH.search(message)
    steps = [name or index for name, index in _STEP.findall(found.group(1))] if found else []
    words = message[: found.start()] if found else message
    unknown = _UNKNOWN.search(message)
    hint = None
    if unknown:
        steps.append(unknown.group(1))
        near = get_close_matches(unknown.group(1), _field_names(kind), 1)
        hint = f"did you mean {near[0]!r}?" if near else "see docs/rule-format.md for the keys"
    where = ".".join(steps)
    return Problem(
        code="unknown-key" if unknown else "bad-value",
        message=f"{words}" + (f" (at {where})" if where else ""),
        path=path,
        line=_line_of(text, steps),
        hint=hint,
    )


def _field_names(kind: Any) -> list[str]:
    """The keys of a struct as they are written, with those of the structs inside it."""
    import claimlint.model.rule as nouns

    names: list[str] = []
    for noun in (kind, *vars(nouns).values()):
        if isinstance(noun, type) and issubclass(noun, msgspec.Struct):
            names.extend(getattr(noun, "__struct_encode_fields__", ()))
    return names


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
