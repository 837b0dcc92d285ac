"""Where rules come from: YAML folders in, one compiled Rulebook out."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimlint.model.report import Problem
    from claimlint.model.rulebook import Rulebook


def locate_builtin() -> Path:
    """The folder of the rules that are shipped: in the wheel, else in the checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def load(
    folders: Iterable[str | PathLike[str]] = (), *, cache: bool = True, builtin: bool = True
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The shipped rules with those of ``folders``, and what is wrong with any of them.

    A broken file is a Problem that names file, line and key; the other files are loaded all the same.
    None only when a folder is missing or holds no rules.
    """
    from claimlint.model.report import Problem
    from claimlint.rulebook import cache as store
    from claimlint.rulebook.files import Known, collect, rule_paths

    folders = list(folders)
    roots = [*([locate_builtin()] if builtin else []), *map(Path, folders)]
    missing = [root for root in roots if not root.is_dir()]
    if missing:
        from claimlint.model.words import both

        message = both("规则文件夹不存在", "the rules folder does not exist")
        hint = both("请写明存放 YAML 规则的文件夹", "name a folder that holds rules as YAML files")
        return None, tuple(
            Problem(code="missing-rules", message=message, path=str(root), hint=hint) for root in missing
        )
    bare = [root for root in map(Path, folders) if not rule_paths(root)]
    if bare:
        from claimlint.model.words import both

        message = both("规则文件夹里没有规则文件", "the rules folder holds no rule files")
        hint = both(
            "规则是 .yaml 或 .yml 文件，见 docs/rule-format.md", "rules are .yaml or .yml files: docs/rule-format.md"
        )
        return None, tuple(Problem(code="missing-rules", message=message, path=str(root), hint=hint) for root in bare)
    seen = Known(roots) if cache else None
    if seen is not None and (before := seen.fingerprint()) and (known := store.read(before)) is not None:
        return known, ()
    files, fingerprint = collect(roots)
    if seen is not None:
        seen.note(fingerprint)
        if (known := store.read(fingerprint)) is not None:
            return known, ()
    from claimlint.rulebook.compile import compile_rulebook

    rulebook, problems = compile_rulebook(files, fingerprint)
    if cache and not problems:
        store.write(fingerprint, rulebook)
    return rulebook, problems


def lint_rulebook(rulebook: Rulebook) -> tuple[Problem, ...]:
    """What makes a rulebook unfit to ship although it loads."""
    from claimlint.rulebook.lint import lint_rulebook as run

    return run(rulebook)
