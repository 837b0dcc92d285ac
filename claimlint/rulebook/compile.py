"""The files of all rules folders to one Rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec.structs import replace

from claimlint.model.report import Problem
from claimlint.model.rule import Condition, Lexicon, Pattern, Rule, Statute
from claimlint.model.rulebook import (
    CompiledPattern,
    Defaults,
    Element,
    LanguageTerms,
    Rulebook,
    VoiceLayer,
    VoiceWeights,
)
from claimlint.model.text import BlockKind, Role
from claimlint.model.words import both, meant, one_of
from claimlint.rulebook.decode import decode
from claimlint.rulebook.expressions import check_expression
from claimlint.rulebook.files import RuleFile
from claimlint.rulebook.lexicons import LANGUAGES, resolve
from claimlint.rulebook.patterns import PatternError, parse

T = TypeVar("T")
_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z]\w*", re.ASCII)
_FILLING = ("slot", "quantity")
Wanted = tuple[str, int, int, str | Pattern]  # purpose, part, number, the pattern as written


class _Parts:
    """What has been decoded so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.rules: dict[str, tuple[Rule, RuleFile]] = {}
        self.lexicons: dict[str, dict[str, tuple[str, Lexicon]]] = {}
        self.statutes: list[Statute] = []
        self.defaults = Defaults()
        self.categories: dict[str, dict[str, str]] = {}
        self.voices: dict[str, VoiceWeights] = {}
        self.layers: dict[str, VoiceLayer] = {}

    def take(self, file: RuleFile) -> None:
        """Decode one file by where it stands."""
        path = PurePosixPath(file.path)
        first = path.parts[0]
        if first == "_lexicon" and len(path.parts) == 3:
            lexicon = self._decoded(file, Lexicon)
            if lexicon is not None:
                self._add_lexicon(path.parts[1], path.stem, file, lexicon)
        elif first == "_examples":
            return  # sources that examples are checked against, no rules
        elif first == "_basis":
            statute = self._decoded(file, Statute)
            if statute is not None:
                self.statutes.append(statute)
        elif path.stem == "_defaults":
            self.defaults = self._decoded(file, Defaults) or self.defaults
        elif path.stem == "_voice":
            self.voices = {**self.voices, **(self._decoded(file, dict[str, VoiceWeights]) or {})}
        elif path.stem == "_voice_layer":
            self.layers = {**self.layers, **(self._decoded(file, dict[str, VoiceLayer]) or {})}
        elif path.stem == "_categories":
            self.categories = {**self.categories, **(self._decoded(file, dict[str, dict[str, str]]) or {})}
        else:
            rule = self._decoded(file, Rule)
            if rule is not None:
                self._add_rule(path, file, rule)

    def _decoded(self, file: RuleFile, kind: type[T]) -> T | None:
        value = decode(file.data, file.shown, kind)
        if isinstance(value, Problem):
            self.problems.append(value)
            return None
        return value

    def _add_lexicon(self, language: str, name: str, file: RuleFile, lexicon: Lexicon) -> None:
        """A user's lexicon of a known name adds its terms to the one that is there."""
        known = self.lexicons.setdefault(language, {})
        if name in known:
            old = known[name][1]
            lexicon = Lexicon(
                terms=(*old.terms, *lexicon.terms),
                include=(*old.include, *lexicon.include),
                suffixes=(*old.suffixes, *lexicon.suffixes),
                innocents=(*old.innocents, *lexicon.innocents),
            )
        known[name] = (file.shown, lexicon)

    def _add_rule(self, path: PurePosixPath, file: RuleFile, rule: Rule) -> None:
        wanted = "/".join((*path.parts[-2:-1], path.stem))
        if rule.id != wanted:
            hint = both(f"请改名为 {wanted}，或移动文件", f"call it {wanted} or move the file")
            message = both(f"id {rule.id} 与文件的位置不符", f"the id {rule.id!r} does not fit the file's place")
            self.problems.append(Problem(code="bad-id", message=message, path=file.shown, hint=hint))
        if rule.id in self.rules:
            first = self.rules[rule.id][1].shown
            message = both(f"id {rule.id} 已用于 {first}", f"the id {rule.id!r} is taken by {first}")
            hint = both("请换一个", "choose another")
            self.problems.append(Problem(code="duplicate-id", message=message, path=file.shown, hint=hint))
        else:
            self.rules[rule.id] = (rule, file)


def compile_rulebook(files: Iterable[RuleFile], fingerprint: str) -> tuple[Rulebook, tuple[Problem, ...]]:
    """Decode, resolve and compile; a rule with a fault is left out and told of."""
    parts = _Parts()
    for file in files:
        parts.take(file)
    languages, faults = resolve(parts.lexicons)
    parts.problems.extend(faults)
    known_bases = {f"{statute.id}#{article}" for statute in parts.statutes for article in statute.articles}
    rules: list[Rule] = []
    compiled: list[CompiledPattern] = []
    origins: dict[str, str] = {}
    packs: dict[str, str] = {}
    for rule, file in parts.rules.values():
        faults = list(_rule_faults(rule, file, parts, known_bases))
        own = _compile_rule(rule, len(rules), file, languages, faults)
        faults += _field_faults(rule, file, own)
        parts.problems.extend(faults)
        if faults:
            continue
        rules.append(rule)
        compiled.extend(own)
        origins[rule.id] = file.shown
        packs[rule.id] = _pack(file)
    rulebook = Rulebook(
        rules=tuple(rules),
        patterns=tuple(compiled),
        languages=languages,
        statutes=tuple(parts.statutes),
        defaults=parts.defaults,
        categories=parts.categories,
        voices={name: replace(voice, layer=parts.layers.get(name)) for name, voice in parts.voices.items()},
        origins=origins,
        packs=packs,
        replaced={rule.id: rule.replaces for rule in rules if rule.replaces},
        fingerprint=fingerprint,
    )
    return rulebook, tuple(parts.problems)


def _pack(file: RuleFile) -> str:
    """The folder above the family, or the root's name where rules lie directly under it."""
    folders = PurePosixPath(file.path).parts[:-2]
    return folders[0] if folders else file.root.name


def _rule_faults(rule: Rule, file: RuleFile, parts: _Parts, bases: set[str]) -> Iterator[Problem]:
    if rule.category not in parts.categories:
        near = get_close_matches(rule.category, parts.categories, 1)
        hint = meant(near[0]) if near else both("见 rules/_categories.yaml", "see rules/_categories.yaml")
        message = both(f"没有 {rule.category} 这个类别", f"unknown category {rule.category!r}")
        yield Problem(code="unknown-category", message=message, path=file.shown, hint=hint)
    for name in rule.basis:
        if name not in bases:
            near = get_close_matches(name, bases, 1)
            hint = meant(near[0]) if near else both("请加到 rules/_basis", "add it to rules/_basis")
            message = both(f"没有 {name} 这条依据", f"unknown legal basis {name!r}")
            yield Problem(code="unknown-basis", message=message, path=file.shown, hint=hint)
    for language in rule.languages:
        if language not in LANGUAGES:
            message = both(f"没有 {language} 这种语言", f"unknown language {language!r}")
            hint = one_of(LANGUAGES)
            line = _line(file, "languages:")
            yield Problem(code="bad-value", message=message, path=file.shown, line=line, hint=hint)
    kinds = [bool(rule.patterns), rule.require is not None, rule.check is not None]
    if sum(kinds) != 1:
        message = both(
            "一条规则只能有 patterns、require、check 之一", "a rule has exactly one of patterns, require, check"
        )
        hint = both("见 docs/rule-format.md", "see docs/rule-format.md")
        yield Problem(code="bad-rule", message=message, path=file.shown, hint=hint)


def _field_faults(rule: Rule, file: RuleFile, patterns: Iterable[CompiledPattern]) -> Iterator[Problem]:
    """Fields in a rule's words that nothing fills; which ones a check fills its observations alone know."""
    slots = {name for one in patterns for element in one.elements if element.kind in _FILLING for name in element.names}
    fills = {"match"} | (slots if rule.patterns else {"found"} if rule.require is not None else set())
    for key, texts in (("title", rule.title), ("message", rule.message), ("suggest", rule.suggest), ("why", rule.why)):
        filled = fills if key in ("message", "suggest") else set()
        for name in (name for text in texts.values() for name in _FIELD.findall(text)):
            if name in filled or (filled and rule.check is not None and _NAME.fullmatch(name)):
                continue
            near = get_close_matches(name, filled, 1)
            hint = both("title 和 why 里不能有", "title and why take none")
            if filled:
                hint = meant(f"{{{near[0]}}}") if near else both("可以写 {match}", "there is {match}")
            yield Problem(
                code="unknown-field",
                message=both(f"{key}：没有什么可以填入 {{{name}}}", f"{key}: nothing fills {{{name}}}"),
                path=file.shown,
                line=_line(file, f"{{{name}}}"),
                hint=hint,
            )


def _wanted(rule: Rule) -> Iterator[Wanted]:
    """Every pattern of a rule with what it is for."""
    for number, pattern in enumerate(rule.patterns):
        yield "report", 0, number, pattern
    for number, text in enumerate(rule.when.patterns if rule.when else ()):
        yield "when", 0, number, text
    for number, text in enumerate(rule.when.also if rule.when else ()):
        yield "also", 0, number, text
    if rule.require is not None:
        for number, text in enumerate(rule.require.any):
            yield "require", 0, number, text
        for part, forms in enumerate(rule.require.all):
            for number, text in enumerate(forms):
                yield "require", part, number, text
        for number, text in enumerate(rule.require.hollow):
            yield "hollow", 0, number, text


def _compile_rule(
    rule: Rule, index: int, file: RuleFile, languages: dict[str, LanguageTerms], faults: list[Problem]
) -> list[CompiledPattern]:
    own: list[CompiledPattern] = []
    for purpose, part, number, written in _wanted(rule):
        pattern = Pattern(text=written) if isinstance(written, str) else written
        whole = Pattern(
            text=pattern.text,
            needs={**rule.needs, **pattern.needs} if purpose == "report" else pattern.needs,
            absent=_both(rule.absent, pattern.absent) if purpose == "report" else pattern.absent,
            blocks=pattern.blocks or (rule.blocks if purpose == "report" else ()),
        )
        try:
            _check_names(whole, rule, languages)
            own.extend(_compiled(whole, index, purpose, part, number, rule, languages))
        except PatternError as error:
            key = "patterns" if purpose == "report" else purpose
            head = f"{key}[{number}] {pattern.text!r}"
            message = both(f"{head}：{error.words.zh}", f"{head}: {error.words}")
            faults.append(Problem(code="bad-pattern", message=message, path=file.shown, line=_line(file, pattern.text)))
    return own


def _both(first: Condition, second: Condition) -> Condition:
    """What must be absent for the rule and for the pattern: the words of both, reach by reach."""
    reaches = dict.fromkeys((*first, *second))
    return {reach: tuple(dict.fromkeys((*first.get(reach, ()), *second.get(reach, ())))) for reach in reaches}


def _line(file: RuleFile, text: str) -> int | None:
    """The line on which a pattern is written, where it is written as it is read."""
    for number, line in enumerate(file.data.decode("utf-8", "replace").splitlines(), 1):
        if text in line:
            return number
    return None


def _check_names(pattern: Pattern, rule: Rule, languages: dict[str, LanguageTerms]) -> None:
    named = [name for condition in (pattern.needs, pattern.absent) for names in condition.values() for name in names]
    for name in named:
        _check_lexicon(name, rule, languages)
    known = {*BlockKind, *Role}
    for block in pattern.blocks:
        if block not in known:
            raise PatternError(
                both(
                    f"没有 {block} 这种块，可以是 {'、'.join(sorted(known))}",
                    f"unknown block {block!r}; one of {', '.join(sorted(known))}",
                )
            )


def _check_lexicon(name: str, rule: Rule, languages: dict[str, LanguageTerms]) -> None:
    known = [languages[language] for language in rule.languages if language in languages]
    if not known or any(name in terms.lexicons for terms in known):  # an unknown language is told as such
        return
    everything = {lexicon for terms in known for lexicon in terms.lexicons}
    near = get_close_matches(name, everything, 1)
    chinese, english = f"没有词表 {name}", f"no lexicon {name!r}"
    if near:
        chinese, english = f"{chinese}；{meant(near[0]).zh}", f"{english}; {meant(near[0])}"
    raise PatternError(both(chinese, english))


def _compiled(
    pattern: Pattern,
    index: int,
    purpose: str,
    part: int,
    number: int,
    rule: Rule,
    languages: dict[str, LanguageTerms],
) -> Sequence[CompiledPattern]:
    def made(elements: tuple[Element, ...] = (), expression: str | None = None) -> CompiledPattern:
        return CompiledPattern(
            rule=index,
            pattern=number,
            purpose=purpose,
            part=part,
            elements=elements,
            expression=expression,
            anchors=check_expression(expression) if expression is not None else (),
            needs=pattern.needs,
            absent=pattern.absent,
            blocks=pattern.blocks,
        )

    if pattern.text.startswith("re:"):
        return [made(expression=pattern.text.removeprefix("re:").strip())]
    sequences = parse(pattern.text)
    for name in {name for seq in sequences for element in seq if element.kind == "slot" for name in element.names}:
        _check_lexicon(name, rule, languages)
    return [made(sequence) for sequence in sequences]
