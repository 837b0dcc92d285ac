"""Configuration: claimlint.toml or [tool.claimlint], found upward from a document, as frozen values."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct, field

from claimlint.configlines import line_at, line_of, two_ignores
from claimlint.model.report import Problem
from claimlint.model.rule import Confidence, Severity
from claimlint.model.words import Words, both, meant, misfit, one_of

CONFIG_NAMES = ("claimlint.toml", "pyproject.toml")

Content = Literal["advertisement", "popular-science", "product-page", "press-release", "academic"]
Audience = Literal["public", "professional"]
Language = Literal["auto", "zh", "en"]
CONTENTS: tuple[str, ...] = get_args(Content)
PRODUCTS = (
    "cell-therapy",
    "cosmetic",
    "device",
    "drug",
    "drug-otc",
    "drug-rx",
    "health-food",
    "medical-aesthetics",
    "medical-service",
    "special-food",
    "supplement",
)
JURISDICTIONS = ("cn", "eu", "uk", "us")
AUDIENCES: tuple[str, ...] = get_args(Audience)
FRONT_MATTER_KEYS = ("content", "audience", "product")
EVASIONS = ("width", "circled", "traditional", "invisible", "inserted", "emoji", "look-alike", "pinyin")


class Limits(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What claimlint refuses to read, so that one file cannot stop a run."""

    max_bytes: int = 100_000_000


class FetchSettings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """``[fetch]``: who asks the services for cited works, where they live, how fast they are asked."""

    mailto: str = ""
    pause: float = 0.0  # least seconds between two requests; a service's own pause holds where it is longer
    timeout: float = 20.0
    retries: int = 3
    crossref: str = "https://api.crossref.org"
    europe_pmc: str = "https://www.ebi.ac.uk"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov"
    datacite: str = "https://api.datacite.org"


class IgnoreEntry(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """``[[ignore]]``: findings that a person has looked at and accepts, with the reason."""

    rules: tuple[str, ...]
    reason: str
    paths: tuple[str, ...] = ()  # globs; empty: every document
    text: str | None = None  # only findings on exactly these words
    until: str | None = None  # a date after which the entry no longer holds
    by: str | None = None


class Override(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """``[[overrides]]``: other values for the documents that ``paths`` match."""

    paths: tuple[str, ...]
    content: Content | None = None
    audience: Audience | None = None
    product: str | None = None
    jurisdiction: tuple[str, ...] | None = None
    lang: Language | None = None
    fragment: bool | None = None
    select: tuple[str, ...] | None = None
    ignore_rules: tuple[str, ...] | None = None
    accept: tuple[str, ...] | None = None
    thresholds: dict[str, float] | None = None
    evasion: dict[str, bool] | None = None


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """Everything that configuration can say; docs/configuration.md explains each key.

    ``origin`` is the file that the settings come from; paths in it are relative to its folder.
    """

    content: Content | None = None
    audience: Audience | None = None
    product: str | None = None
    jurisdiction: tuple[str, ...] | None = None
    lang: Language = "auto"
    fragment: bool = False
    front_matter: tuple[Literal["content", "audience", "product"], ...] = ()
    select: tuple[str, ...] = ()
    ignore_rules: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    sources: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    unsuppressible: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    fail_on: str = "error"
    min_severity: Severity = Severity.INFO
    min_confidence: Confidence = Confidence.LOW
    fail_on_unchecked: bool = False
    as_of: str | None = None
    thresholds: dict[str, float] = {}
    evasion: dict[str, bool] = {}  # which evasive spellings are undone; all that are not named
    limits: Limits = field(default_factory=Limits)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    overrides: tuple[Override, ...] = ()
    ignore: tuple[IgnoreEntry, ...] = ()
    origin: str | None = None

    @property
    def evasions(self) -> tuple[str, ...]:
        """The kinds of evasive spelling that are read as they are meant."""
        return tuple(name for name in EVASIONS if self.evasion.get(name, True))

    @property
    def root(self) -> Path | None:
        """The folder that relative paths of the configuration start from."""
        return Path(self.origin).parent if self.origin else None

    def resolve(self, path: str) -> Path:
        """A path of the configuration as one that can be opened."""
        return (self.root or Path()) / path

    def for_path(self, path: str | Path) -> Settings:
        """These settings with the overrides that match a document, later ones winning."""
        settings = self
        for override in self.overrides:
            if matches(path, override.paths, self.root):
                settings = _merge(settings, override)
        return settings


Loaded = tuple[Settings | None, tuple[Problem, ...]]


def _merge(settings: Settings, override: Override) -> Settings:
    changes: dict[str, Any] = {}
    for name in override.__struct_fields__:
        value = getattr(override, name)
        if name == "paths" or value is None:
            continue
        changes[name] = {**getattr(settings, name), **value} if isinstance(value, dict) else value
    return msgspec.structs.replace(settings, **changes)


def matches(path: str | Path, globs: tuple[str, ...], root: Path | None = None) -> bool:
    """Whether a path fits one of the globs: ``ads/**``, ``*.md`` (at any depth) or a folder's name."""
    name = _relative(path, root)
    return any(_glob(pattern).fullmatch(name) for pattern in globs)


def _relative(path: str | Path, root: Path | None) -> str:
    full = Path(path)
    if root is not None:
        with suppress(ValueError, OSError):
            full = full.resolve().relative_to(root.resolve())
    return full.as_posix()


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """A glob as an expression: ``*`` stays in a folder, ``**`` crosses folders, a bare name fits anywhere."""
    pattern = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in pattern else "(?:.*/)?"
    body = ""
    for part in re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", pattern):
        match part:
            case "**/":
                body += "(?:.*/)?"
            case "**":
                body += ".*"
            case "*":
                body += "[^/]*"
            case "?":
                body += "[^/]"
            case _ if part.startswith("["):
                body += fnmatch.translate(part).removeprefix("(?s:").removesuffix(")\\Z").removesuffix(")\\z")
            case _:
                body += re.escape(part)
    return re.compile(f"{anywhere}{body}(?:/.*)?")


def discover(start: str | Path) -> Path | None:
    """The nearest configuration file in the folder of ``start`` (or ``start`` itself) or above it."""
    folder = Path(start).absolute()
    return _discover(folder if os.path.isdir(folder) else folder.parent)  # what may not be looked at is told later


@lru_cache(maxsize=1024)
def _discover(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        for name in CONFIG_NAMES:
            candidate = place / name
            if os.path.exists(candidate) and (name != "pyproject.toml" or _has_table(candidate)):
                return candidate
    return None


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml speaks of claimlint at all (a broken one of another tool is not ours)."""
    try:
        return "[tool.claimlint" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def load(path: str | Path, shown: str | None = None) -> Loaded:
    """Read one configuration file; every fault of it is a Problem, which calls the file ``shown``."""
    import tomllib

    place, text = Path(path), ""
    shown = shown or place.name
    try:
        text = place.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        reason = error.strerror or str(error)
        message = both(f"无法读取配置 {shown}：{reason}", f"cannot read configuration {shown}: {reason}")
        return None, (Problem(code="unreadable-config", message=message, path=shown),)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        return None, (
            Problem(
                code="invalid-config",
                message=both(f"{shown} 不是合法的 TOML：{error}", f"{shown} is not valid TOML: {error}"),
                path=shown,
                line=int(line[1]) if line else None,
                hint=two_ignores(text),
            ),
        )
    if place.name == "pyproject.toml":
        data = data.get("tool", {}).get("claimlint", {})
    return decode(data, text=text, path=shown, origin=str(place))


def decode(data: dict[str, Any], *, text: str = "", path: str = "claimlint.toml", origin: str | None = None) -> Loaded:
    """Check a parsed configuration key by key and turn it into Settings."""
    data = _with_ignore_split(data)
    problems = [*_unknown(data, Settings, "", text, path)]
    if not problems:
        try:
            settings = msgspec.convert(data, Settings, strict=True)
        except msgspec.ValidationError as error:
            problems.append(_invalid(error, text, path))
        else:
            problems.extend(_implausible(settings, text, path))
            if not problems:
                return msgspec.structs.replace(settings, origin=origin), ()
    return None, tuple(problems)


def _with_ignore_split(data: dict[str, Any]) -> dict[str, Any]:
    """``ignore = [...]`` turns rules off, ``[[ignore]]`` accepts findings: told apart by their shape.

    A day may be quoted or not.
    """
    data = _split(data)
    for key in ("overrides", "ignore"):
        if isinstance(data.get(key), list):
            data[key] = [_split(one) if isinstance(one, dict) else one for one in data[key]]
    return data


def _split(table: dict[str, Any]) -> dict[str, Any]:
    from datetime import date

    table = {key: value.isoformat() if type(value) is date else value for key, value in table.items()}
    value = table.get("ignore")
    if isinstance(value, list) and all(isinstance(item, str) for item in value) and "ignore-rules" not in table:
        table["ignore-rules"] = table.pop("ignore")
    return table


def _keys(kind: type[Struct]) -> dict[str, str]:
    """The keys of a table as written in TOML -> the field's name."""
    info = msgspec.structs.fields(kind)
    return {one.encode_name: one.name for one in info if one.name not in {"origin", "ignore_rules"}}


_TABLES: dict[str, type[Struct]] = {
    "limits": Limits,
    "fetch": FetchSettings,
    "overrides": Override,
    "ignore": IgnoreEntry,
}


def _unknown(data: dict[str, Any], kind: type[Struct], where: str, text: str, path: str) -> list[Problem]:
    known = _keys(kind)
    if kind is Override:
        known = {**known, "ignore": "ignore_rules"}
    problems = []
    for key, value in data.items():
        if key == "ignore-rules":
            continue
        if key not in known:
            problems.append(_unknown_key(key, where, sorted(known), text, path))
        elif kind is Settings and key in _TABLES:
            tables = value if isinstance(value, list) else [value]
            for table in tables:
                if isinstance(table, dict):
                    problems.extend(_unknown(table, _TABLES[key], f"{key}.", text, path))
    return problems


def _unknown_key(key: str, where: str, known: list[str], text: str, path: str) -> Problem:
    import difflib

    near = difflib.get_close_matches(key.replace("_", "-"), known, n=1, cutoff=0.5)
    hint = meant(near[0]) if near else both(f"可用的键：{'、'.join(known)}", f"known keys: {', '.join(known)}")
    return Problem(
        code="unknown-key",
        message=both(f"配置里没有 {where + key} 这个键", f"unknown configuration key {where + key!r}"),
        path=path,
        line=line_of(key, text),
        hint=hint,
    )


def _invalid(error: msgspec.ValidationError, text: str, path: str) -> Problem:
    words, _, place = str(error).partition(" - at `$")
    key = place.rstrip("`").lstrip(".")
    fault = misfit(words)
    message = _of_key(key, fault) if key else fault
    line = line_at(key, text) if key else None
    allowed = _ALLOWED.get(re.sub(r"\[[^\]]*\]", "", key).rpartition(".")[2], ())
    hint = one_of(allowed) if words.startswith("Invalid enum value") and allowed else None
    return Problem(code="invalid-value", message=message, path=path, line=line, hint=hint)


_ALLOWED: dict[str, tuple[str, ...]] = {
    "content": CONTENTS,
    "audience": AUDIENCES,
    "product": PRODUCTS,
    "jurisdiction": JURISDICTIONS,
    "lang": get_args(Language),
    "front-matter": FRONT_MATTER_KEYS,
    "min-severity": tuple(Severity),
    "min-confidence": tuple(Confidence),
}


def _of_key(key: str, fault: Words) -> Words:
    return both(f"{key}：{fault.zh}", f"{key}: {fault}")


def _implausible(settings: Settings, text: str, path: str) -> list[Problem]:
    problems = []
    for key, value in (("fail-on", settings.fail_on), ("as-of", settings.as_of)):
        fault = parse_gate(value) if key == "fail-on" and value else _date_fault(value)
        if isinstance(fault, Words):
            line = line_of(key, text)
            problems.append(Problem(code="invalid-value", message=_of_key(key, fault), path=path, line=line))
    if settings.limits.max_bytes < 1:
        fault = _of_key("limits.max-bytes", both("应为大于 0 的整数", "should be a whole number above 0"))
        problems.append(Problem(code="invalid-value", message=fault, path=path, line=line_of("max-bytes", text)))
    problems += _unknown_profile(settings, text, path)
    for table in (settings.evasion, *(override.evasion or {} for override in settings.overrides)):
        problems += [
            _unknown_key(key, "evasion.", sorted(EVASIONS), text, path) for key in table if key not in EVASIONS
        ]
    for number, entry in enumerate(settings.ignore):
        if fault := _date_fault(entry.until):
            line = line_at(f"ignore[{number}].until", text)
            message = _of_key("ignore.until", fault)
            problems.append(Problem(code="invalid-value", message=message, path=path, line=line))
        problems += _says_nothing(entry, number, text, path)
    return problems


def _unknown_profile(settings: Settings, text: str, path: str) -> Iterator[Problem]:
    """Products and jurisdictions that no rule knows, and words that are none."""
    places: list[tuple[str, Settings | Override]] = [("", settings)]
    places += ((f"overrides[{number}].", one) for number, one in enumerate(settings.overrides))
    for where, table in places:
        said = [("product", table.product), *(("jurisdiction", one) for one in table.jurisdiction or ())]
        for key, value in said:
            if value is not None and value not in _ALLOWED[key]:
                message = _of_key(where + key, both(f"没有“{value}”这个值", f"{value!r} is unknown"))
                line = line_at(where + key, text)
                hint = one_of(_ALLOWED[key])
                yield Problem(code="invalid-value", message=message, path=path, line=line, hint=hint)
        for key in ("accept", "boilerplate"):
            if not all(one.strip() for one in getattr(table, key, None) or ()):
                message = _of_key(where + key, both("有一项是空的", "one of its entries is empty"))
                line, hint = (
                    line_at(where + key, text),
                    both("请写明文字，或删去这一项", "write words, or take the entry out"),
                )
                yield Problem(code="invalid-value", message=message, path=path, line=line, hint=hint)


def _says_nothing(entry: IgnoreEntry, number: int, text: str, path: str) -> Iterator[Problem]:
    """An entry without rules or a reason would be passed over without a word."""
    empty = {"rules": not entry.rules, "reason": not entry.reason.strip()}
    hints = {
        "rules": both('请写明规则，例如 ["overclaim/cure"]', 'name rules, e.g. ["overclaim/cure"]'),
        "reason": both("请写明为什么可以接受", "say why these findings are accepted"),
    }
    for key in (key for key, is_empty in empty.items() if is_empty):
        fault = _of_key(f"ignore.{key}", both("不能为空", "must not be empty"))
        line = line_at(f"ignore[{number}].{key}", text)
        yield Problem(code="invalid-value", message=fault, path=path, line=line, hint=hints[key])


def _date_fault(value: str | None) -> Words | None:
    if value is None or is_date(value):
        return None
    return both(f"“{value}”不是日期，请写成 YYYY-MM-DD", f"{value!r} is not a date; write it as YYYY-MM-DD")


def is_date(words: str) -> bool:
    """Whether words are a day as YYYY-MM-DD: days are compared as words, so no other form of ISO 8601 will do."""
    from datetime import date

    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


class Gate(Struct, frozen=True):
    """Which open findings fail a run: ``error``, ``warning:high``; ``severity`` None for never."""

    severity: Severity | None
    confidence: Confidence = Confidence.LOW


def parse_gate(words: str) -> Gate | Words:
    """``--fail-on`` as a Gate, or what is wrong with it."""
    if words == "never":
        return Gate(None)
    severity, _, confidence = words.partition(":")
    try:
        return Gate(Severity(severity), Confidence(confidence) if confidence else Confidence.LOW)
    except ValueError:
        return both(
            f"没有 {words} 这个值，可以是 error、warning、info、never（可加 :high、:medium 或 :low）",
            f"{words!r} is none of error, warning, info, never (with :high, :medium or :low)",
        )
