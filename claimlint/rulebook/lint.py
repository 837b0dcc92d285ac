"""Rules about rules: what makes a rulebook unfit to ship although it loads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from claimlint.model.report import Problem
from claimlint.model.rule import Condition, Rule, Severity
from claimlint.model.rulebook import CompiledPattern, Rulebook

LEAST_BAD, LEAST_GOOD = 2, 3
_READ_BY_JUDGING = ("cue_", "register_", "presence_")
_NEEDS_LAW = ("overclaim", "promotion", "disclaimer")
_LAW = ("law", "regulation", "ministry-rule")


def lint_rulebook(rulebook: Rulebook) -> tuple[Problem, ...]:
    """Everything that is wrong with the rules of a rulebook, rule by rule, then the lexicons."""
    found = [problem for rule in rulebook.rules for problem in _rule_problems(rule, rulebook)]
    found += _repeated(rulebook)
    found += _unused(rulebook)
    return tuple(found)


def _problem(code: str, message: str, path: str | None = None, hint: str | None = None) -> Problem:
    return Problem(code=code, message=message, path=path, hint=hint)


def _rule_problems(rule: Rule, rulebook: Rulebook) -> Iterator[Problem]:
    path = rulebook.origins.get(rule.id)
    few = len(rule.examples.bad) < LEAST_BAD or len(rule.examples.good) < LEAST_GOOD
    if few:
        hint = f"give at least {LEAST_BAD} bad and {LEAST_GOOD} good examples"
        yield _problem("few-examples", f"{rule.id} has too few examples", path, hint)
    for name in ("title", "message", "suggest", "why"):
        lacking = [one for one in rule.languages if not getattr(rule, name).get(one, "").strip()]
        if lacking:
            yield _problem("missing-words", f"{rule.id}: no {name} in {', '.join(lacking)}", path)
    if rule.family in _NEEDS_LAW and not rule.basis:
        yield _problem("missing-basis", f"{rule.id} rests on no law and no norm", path)
    if _may_be_error(rule) and rule.family in _NEEDS_LAW and not _rests_on_law(rule, rulebook):
        hint = "cite a ministry rule or better, or make it a warning"
        yield _problem("error-without-law", f"{rule.id} is an error without a law", path, hint)


def _may_be_error(rule: Rule) -> bool:
    severities = [rule.severity] if isinstance(rule.severity, str) else list(rule.severity.values())
    return Severity.ERROR in severities


def _rests_on_law(rule: Rule, rulebook: Rulebook) -> bool:
    force = {statute.id: statute.force for statute in rulebook.statutes}
    return any(force.get(basis.partition("#")[0]) in _LAW for basis in rule.basis)


def _repeated(rulebook: Rulebook) -> Iterator[Problem]:
    """Wordings that another pattern of the same rule, or of another rule, has word for word."""
    seen: dict[object, CompiledPattern] = {}
    told: set[tuple[int, int, int, int]] = set()
    for one in rulebook.patterns:
        if one.purpose != "report":
            continue
        languages = rulebook.rules[one.rule].languages
        key = (languages, one.elements, one.expression, str(one.needs), str(one.absent), one.blocks)
        first = seen.setdefault(key, one)
        pair = (first.rule, first.pattern, one.rule, one.pattern)
        if first is not one and pair not in told:
            told.add(pair)
            here, there = rulebook.rules[one.rule], rulebook.rules[first.rule]
            message = f"{here.id}: patterns[{one.pattern}] repeats patterns[{first.pattern}] of {there.id}"
            yield _problem("repeated-pattern", message, rulebook.origins.get(here.id), "delete one of them")


def _unused(rulebook: Rulebook) -> Iterator[Problem]:
    """Lexicons that no pattern, condition, guard or voice reads; one that is included counts too."""
    used: dict[str, set[str]] = defaultdict(set)
    for language, weights in rulebook.voices.items():
        used[language] |= set(weights.words)
    for pattern in rulebook.patterns:
        rule = rulebook.rules[pattern.rule]
        for language in rule.languages:
            used[language] |= {name for element in pattern.elements for name in element.names}
            used[language] |= set(_conditions((pattern.needs, pattern.absent)))
    for language, terms in rulebook.languages.items():
        own = {term for name in used[language] for term in _terms(rulebook, language, name)}
        for name, lexicon in terms.lexicons.items():
            if name in used[language] or name.startswith(_READ_BY_JUDGING):
                continue
            part = bool(lexicon.terms) and set(lexicon.terms) <= own  # included by one that is used
            only_innocents = not lexicon.terms and not lexicon.suffixes
            if not part and not only_innocents:
                yield _problem("unused-lexicon", f"nothing uses the lexicon {language}/{name}")


def _conditions(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        for names in condition.values():
            yield from names


def _terms(rulebook: Rulebook, language: str, name: str) -> tuple[str, ...]:
    lexicon = rulebook.languages[language].lexicons.get(name)
    return lexicon.terms if lexicon is not None else ()
