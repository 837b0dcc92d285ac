"""`claimlint check --show-config`: the configuration in force, as TOML."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from claimlint.cli.linters import LinterOptions, Linters
from claimlint.config import EVASIONS, Settings
from claimlint.inputs import display_path


def show_config(
    linters: Linters, paths: tuple[str, ...], stdin_filename: str | None, options: LinterOptions, given: dict[str, Any]
) -> int:
    """Print what governs each path, ``given`` on the command line or configured; 2 where it could not be read."""
    code = 0
    for path in paths:
        name = (stdin_filename or ".") if path == "-" else path
        linter = linters.for_path(name)
        origin = linter.settings.origin
        click.echo(f"# {display_path(name)}: {display_path(origin) if origin else 'no configuration file; defaults'}")
        for problem in linter.problems:
            click.echo(f"# problem: {problem.message}")
            code = 2
        click.echo(as_toml(_in_force(linter.settings.for_path(name), options, given)))
    return code


def _in_force(settings: Settings, options: LinterOptions, given: dict[str, Any]) -> Settings:
    """The settings under the command line: what it names replaces, and its rules and ignored rules are added."""
    off = EVASIONS if "all" in options.no_evasion else options.no_evasion
    return replace(
        settings,
        **given,
        rules=(*settings.rules, *options.rules),
        ignore_rules=(*settings.ignore_rules, *options.ignore),
        evasion={**settings.evasion, **dict.fromkeys(off, False)},
    )


def as_toml(settings: Settings) -> str:
    """Settings as a claimlint.toml; what is not set is left out, what is a default is shown."""
    values: dict[str, Any] = msgspec.to_builtins(settings)
    values.pop("origin")
    if "ignore-rules" in values and not values.get("ignore"):
        values["ignore"] = values.pop("ignore-rules")
    plain = [f"{key} = {_value(one)}" for key, one in values.items() if one is not None and not _is_table(one)]
    tables = [line for key, one in values.items() if _is_table(one) for line in _table(key, one)]
    return "\n".join([*plain, *tables]) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list | tuple) and any(isinstance(x, dict) for x in value))


def _table(key: str, value: Any) -> list[str]:
    rows = [value] if isinstance(value, dict) else value
    head = f"[{key}]" if isinstance(value, dict) else f"[[{key}]]"
    lines = []
    for row in rows:
        filled = [f"{name} = {_value(one)}" for name, one in row.items() if one is not None]
        lines += ["", head, *filled] if filled else []
    return lines


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
