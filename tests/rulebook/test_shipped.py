"""The shipped rulebook: complete, without dead parts, with suggestions that pass it themselves."""

from __future__ import annotations

import pytest

from claimlint import Linter
from claimlint.rulebook import lint_rulebook, load

RULEBOOK, PROBLEMS = load()
RULES = RULEBOOK.rules if RULEBOOK else ()


def test_it_loads_without_a_problem() -> None:
    assert PROBLEMS == ()


def test_rules_about_rules() -> None:
    assert RULEBOOK is not None
    assert [f"{one.path}: {one.message}" for one in lint_rulebook(RULEBOOK)] == []


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_suggestion_passes_the_rulebook(rule, language: str, linter: Linter) -> None:
    """What an editor pastes must not be marked in turn (fields are filled with the report's own values)."""
    words = rule.suggest.get(language)
    if words is None:
        assert language not in rule.languages
        return
    if rule.family in {"overclaim", "promotion"}:
        assert words.strip().endswith(("。", ".", "！", "!"))
    report = linter.check_text(words)
    serious = [one for one in report.findings if one.severity != "info" and one.family != "suppression"]
    assert [f"{one.rule} “{one.text}”" for one in serious] == []
