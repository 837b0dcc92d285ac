"""Writes docs/rules/: a page per rule, an index by category, an index by article of law.

python docs/generate.py            write the pages
python docs/generate.py --check    exit 1 and name the pages that are stale
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from claimlint.model.rule import Basis, ExampleSpec, Rule, Severity, Statute
from claimlint.model.rulebook import Rulebook
from claimlint.rulebook import load

ROOT = Path(__file__).parent / "rules"
HEADER = "<!-- Written by docs/generate.py from the rule's YAML file; edit that instead. -->\n\n"


def main() -> int:
    rulebook, problems = load(cache=False)
    if rulebook is None or problems:
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    pages = dict(build_pages(rulebook))
    if "--check" in sys.argv[1:]:
        return report_stale(pages)
    for old in ROOT.rglob("*.md"):
        if old not in pages:
            old.unlink()
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(pages)} pages written to {ROOT.name}/")
    return 0


def report_stale(pages: dict[Path, str]) -> int:
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    stale += [path for path in ROOT.rglob("*.md") if path not in pages]
    for path in sorted(stale):
        print(f"stale: {path.relative_to(ROOT.parent)} (run: python docs/generate.py)", file=sys.stderr)
    return 1 if stale else 0


def build_pages(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    statutes = {statute.id: statute for statute in rulebook.statutes}
    for rule in rulebook.rules:
        yield page_path(rule), HEADER + rule_page(rule, rulebook, statutes)
    yield ROOT / "index.md", HEADER + category_index(rulebook)
    yield ROOT / "by-law.md", HEADER + law_index(rulebook, statutes)


def page_path(rule: Rule) -> Path:
    return ROOT / f"{rule.id}.md"


def link(rule: Rule) -> str:
    return f"[{rule.id}]({rule.id}.md)"


def rule_page(rule: Rule, rulebook: Rulebook, statutes: dict[str, Statute]) -> str:
    parts = [f"# {rule.id}", "", *localized(rule.title, "**{}**"), "", "| | |", "|---|---|"]
    parts += [f"| {key} | {value} |" for key, value in facts(rule, rulebook)]
    parts += section("Why", localized(rule.why, "{}"))
    parts += section("Message", localized(rule.message, "> {}"))
    parts += section("Better wording", localized(rule.suggest, "> {}"))
    parts += section("Law and norms", [basis_line(name, statutes) for name in rule.basis])
    parts += section("Marked", [example_line(case) for case in rule.examples.bad])
    parts += section("Let through", [example_line(case) for case in rule.examples.good])
    parts += section("Known gaps", [example_line(case) for case in rule.examples.todo])
    if rule.notes:
        parts += section("Notes", [rule.notes])
    return "\n".join(parts).rstrip() + "\n"


def section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else []


def localized(words: dict[str, str], form: str) -> list[str]:
    lines = [form.format(text) for _, text in sorted(words.items(), reverse=True)]
    return [line for pair in zip(lines, [""] * len(lines), strict=True) for line in pair][:-1]


def facts(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    yield "category", f"{rule.category} ({rulebook.categories.get(rule.category, {}).get('en', '')})"
    yield "kind", rule.kind
    yield "severity", severity_words(rule.severity)
    yield "confidence", rule.confidence.value
    yield "status", rule.status.value
    yield "languages", ", ".join(rule.languages)
    applies = [
        f"{name}: {', '.join(getattr(rule.applies, name))}"
        for name in ("jurisdiction", "content", "audience", "product", "declared")
        if getattr(rule.applies, name)
    ]
    yield "applies to", "; ".join(applies) or "every profile"
    if rule.measured:
        yield "measured", ", ".join(f"{key} {value}" for key, value in rule.measured.items())


def severity_words(severity: Severity | dict[str, Severity]) -> str:
    if isinstance(severity, Severity):
        return severity.value
    return ", ".join(f"{word.value} ({profile})" for profile, word in severity.items())


def basis_line(name: str, statutes: dict[str, Statute]) -> str:
    statute, article = find_basis(name, statutes)
    if statute is None or article is None:
        return f"- `{name}`"
    title = statute.title.get("zh") or statute.title.get("en", name)
    summary = article.summary.get("zh") or article.summary.get("en", "")
    return f"- `{name}` {title} {article.article_in('en')}: {summary} ({statute.force}; checked: {article.verified})"


def find_basis(name: str, statutes: dict[str, Statute]) -> tuple[Statute | None, Basis | None]:
    statute_id, _, article = name.partition("#")
    statute = statutes.get(statute_id)
    return statute, statute.articles.get(article) if statute else None


def example_line(case: str | ExampleSpec) -> str:
    if isinstance(case, str):
        return f"- {code(case)}"
    notes = [
        f"{key}: {value}"
        for key in ("because", "severity", "content", "product", "audience", "as_of", "format")
        if (value := getattr(case, key)) not in (None, "text")
    ]
    return f"- {code(case.text)}" + (f" ({', '.join(notes)})" if notes else "")


def code(text: str) -> str:
    """Words shown as they are; several lines become one."""
    flat = " ⏎ ".join(line for line in text.splitlines() if line.strip())
    return f"`` {flat} ``" if "`" in flat else f"`{flat}`"


def category_index(rulebook: Rulebook) -> str:
    groups: dict[str, list[Rule]] = defaultdict(list)
    for rule in rulebook.rules:
        groups[rule.category].append(rule)
    parts = ["# All rules", "", f"{len(rulebook.rules)} rules. See also the [index by law](by-law.md)."]
    for category, titles in rulebook.categories.items():
        if category in groups:
            parts += ["", f"## {titles.get('zh', '')} · {titles.get('en', category)}", ""]
            parts += ["| rule | severity | title |", "|---|---|---|"]
            parts += [
                f"| {link(rule)} | {severity_words(rule.severity)} | {rule.title.get('zh') or rule.title['en']} |"
                for rule in sorted(groups[category], key=lambda rule: rule.id)
            ]
    return "\n".join(parts) + "\n"


def law_index(rulebook: Rulebook, statutes: dict[str, Statute]) -> str:
    cited: dict[str, list[Rule]] = defaultdict(list)
    for rule in rulebook.rules:
        for name in rule.basis:
            cited[name].append(rule)
    parts = ["# Rules by article of law"]
    for statute in sorted(statutes.values(), key=lambda statute: statute.id):
        names = sorted(name for name in cited if name.partition("#")[0] == statute.id)
        if not names:
            continue
        parts += ["", f"## {statute.title.get('zh') or statute.title['en']}", ""]
        since = statute.in_force_from or "not stated"
        parts += [f"`{statute.id}`, {statute.force}, in force from {since}", ""]
        for name in names:
            rules = ", ".join(link(rule) for rule in sorted(cited[name], key=lambda rule: rule.id))
            article = statute.articles.get(name.partition("#")[2])
            parts.append(f"- {article.article_in('en') if article else name}: {rules}")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
