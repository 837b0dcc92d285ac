"""`claimlint rules`: list, show, try, test and create rules."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from claimlint.cli.explain import describe
from claimlint.cli.linters import LinterOptions, Linters, linter_options
from claimlint.cli.outcome import Exit
from claimlint.cli.told import speaks_chinese, tell, usage
from claimlint.lint import Linter, basis_notes
from claimlint.model.report import Problem
from claimlint.model.words import both, meant, nearest

if TYPE_CHECKING:
    from claimlint.model.rule import Localized, Rule
    from claimlint.model.rulebook import Rulebook


@click.group("rules")
def command() -> None:
    """List, show, try, test and create rules."""


def _linter(options: dict[str, Any]) -> Linter:
    return Linters(LinterOptions.take(options)).for_path(".")


def _tell(problems: tuple[Problem, ...], linter: Linter, lang: str) -> int:
    return tell(problems, speaks_chinese(lang, linter.settings.lang))


@command.command("list")
@click.argument("selectors", nargs=-1, metavar="[SELECTOR]...")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="On stdout.")
@linter_options
def list_rules(selectors: tuple[str, ...], style: str, **options: Any) -> int:
    """The rules that would run, or those of them that SELECTORs mean: severity, languages, title, measure."""
    from claimlint.rulebook.selectors import choose

    lang = options["lang"]
    linter = _linter(options)
    engine = linter.prepare(linter.settings)
    if engine is None:
        return _tell(linter.problems, linter, lang)
    chosen, unknown = choose(engine.rulebook, selectors, ())
    if unknown:
        return _tell((*linter.problems, *unknown), linter, lang)
    rules = sorted(chosen.rules, key=lambda rule: rule.id)
    if style == "json":
        data = [{**_always(rule), **msgspec.to_builtins(rule), "pack": chosen.packs.get(rule.id)} for rule in rules]
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n")
    else:
        for rule in rules:
            click.echo(_row(rule, lang))
        click.echo(f"{len(rules)} rules")
    return _tell(linter.problems, linter, lang)


def _always(rule: Rule) -> dict[str, Any]:
    """What is left out of a rule's file where it has its default, and looked for in a list of rules."""
    return {
        "status": rule.status.value,
        "confidence": rule.confidence.value,
        "since": rule.since,
        "replaces": list(rule.replaces),
        "measured": rule.measured,
    }


def _measured(rule: Rule) -> str:
    """How often a rule was right, on what and when; "" where it was not counted."""
    told = rule.measured
    if "precision" not in told:
        return ""
    where = "; ".join(str(told[name]) for name in ("corpus", "date") if name in told)
    return f"precision {told['precision']} of {told.get('hits', '?')} hits" + (f"; {where}" if where else "")


def _row(rule: Rule, lang: str) -> str:
    severity = rule.severity_for(None, None)
    measured = f"  ({told})" if (told := _measured(rule)) else ""
    status = "" if rule.status == "stable" else f" [{rule.status}]"
    title = words(rule.title, lang)
    return f"{rule.id:<44} {severity:<8} {','.join(rule.languages):<6} {title}{status}{measured}"


def words(text: Localized, lang: str = "auto") -> str:
    """The words in a language, or in the one there is."""
    preferred = ("zh", "en") if lang in {"auto", "zh"} else ("en", "zh")
    return next((text[one] for one in preferred if text.get(one)), "")


@command.command("show")
@click.argument("rule_id", metavar="ID")
@linter_options
def show_rule(rule_id: str, **options: Any) -> int:
    """A rule with its patterns, law, examples and origin."""
    lang = options["lang"]
    linter = _linter(options)
    book = linter.rulebook
    if book is None:
        return _tell(linter.problems, linter, lang)
    rule = next((one for one in book.rules if one.id == rule_id), None)
    if rule is None:
        raise _unknown_rule(rule_id, book)
    for line in _shown(rule, book, lang):
        click.echo(line)
    return Exit.CLEAN


def _unknown_rule(rule_id: str, book: Rulebook) -> click.UsageError:
    import difflib

    near = difflib.get_close_matches(rule_id, [rule.id for rule in book.rules], n=1, cutoff=0.4)
    if not near:
        return usage(f"没有规则 {rule_id}", f"no rule {rule_id!r}")
    return usage(f"没有规则 {rule_id}；{meant(near[0]).zh}", f"no rule {rule_id!r}; {meant(near[0])}")


def _shown(rule: Rule, book: Rulebook, lang: str) -> Iterator[str]:
    yield f"{rule.id} ({rule.kind} rule, {rule.severity_for(None, None)}, confidence {rule.confidence})"
    yield f"  {words(rule.title, lang)}"
    yield f"  {words(rule.why, lang)}"
    yield f"  suggestion: {words(rule.suggest, lang)}"
    yield f"  file: {book.origins.get(rule.id, '?')}"
    yield f"  status: {rule.status}" + (f", since {rule.since}" if rule.since else "")
    if rule.replaces:
        yield f"  replaces: {', '.join(rule.replaces)}"
    yield f"  measured: {_measured(rule) or 'not yet'}"
    if not isinstance(rule.severity, str):
        yield "  severity: " + ", ".join(f"{key} {value}" for key, value in rule.severity.items())
    yield "\nlaw and norms"
    notes = basis_notes(book, rule.basis)
    for basis in rule.basis:
        note = notes.get(basis)
        yield f"  {basis}" + (f"  {words(note.title, lang)} ({note.force}, checked: {note.verified})" if note else "")
        if note:
            yield f"      {words(note.summary, lang)}"
    if rule.patterns:
        yield "\npatterns"
        yield from (f"  {one if isinstance(one, str) else one.text}" for one in rule.patterns)
    for name in ("bad", "good", "todo"):
        examples = getattr(rule.examples, name)
        if examples:
            yield f"\n{name}"
            yield from (f"  {_example(one)}" for one in examples)


def _example(one: Any) -> str:
    if isinstance(one, str):
        return one
    remark = one.because or one.severity
    return f"{one.text}" + (f"  ({remark})" if remark else "")


@command.command("try")
@click.argument("text")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "html"]), default="text", help="Of TEXT.")
@linter_options
def try_text(text: str, style: str, **options: Any) -> int:
    """Show every hit in TEXT (- for stdin) with its guards, and what nearly fired."""
    lang = options["lang"]
    linter = _linter(options)
    if not linter.usable:
        return _tell(linter.problems, linter, lang)
    report = linter.check_text(sys.stdin.read() if text == "-" else text, format=style)
    for line in describe(report, rulebook=linter.rulebook):
        click.echo(line)
    return _tell((*linter.problems, *report.problems), linter, lang)


@command.command("test")
@click.argument("selectors", nargs=-1, metavar="[SELECTOR]...")
@click.option("--mutate/--no-mutate", default=True, help="Also test the examples disguised and in other places.")
@linter_options
def test_rules(selectors: tuple[str, ...], mutate: bool, **options: Any) -> int:
    """Check that every rule finds its bad examples, exactly, and keeps its good ones."""
    from claimlint import selftest
    from claimlint.rulebook.selectors import choose

    lang = options["lang"]
    linter = _linter(options)
    engine = linter.prepare(linter.settings)
    if engine is None:
        return _tell(linter.problems, linter, lang)
    _, unknown = choose(engine.rulebook, selectors, ())
    if unknown:
        hinted = (_with_folder(problem, selectors) for problem in unknown)
        return _tell((*linter.problems, *hinted), linter, lang)
    result = selftest.run(linter, engine.rulebook, selectors, mutate=mutate)
    for failure in result.failures:
        click.echo(f"{failure.rule}: {failure.message}")
    click.echo(result.summary)
    untouched = [rule.id for rule in choose(engine.rulebook, selectors, ())[0].rules if _is_untouched(rule)]
    for rule_id in untouched:
        click.echo(f"{rule_id}: still has the words of the skeleton: write your own title, suggest and why")
    return _tell(linter.problems, linter, lang) or (Exit.FINDINGS if result.failures or untouched else Exit.CLEAN)


def _with_folder(problem: Problem, selectors: tuple[str, ...]) -> Problem:
    """The hint that a rule is there, but in a folder that was not named."""
    named = next((one for one in selectors if f"'{one}'" in problem.message), "")
    if not named or not any(Path("rules").glob(f"*/{named}.y*ml")):
        return problem
    hint = both("它在 rules 里：加上 --rules rules", "it stands in rules: add --rules rules")
    return msgspec.structs.replace(problem, hint=hint)


def _is_untouched(rule: Rule) -> bool:
    said = (*rule.title.values(), *rule.suggest.values(), *rule.why.values())
    return any(words in SKELETON_WORDS.values() for words in said)


PACKS = {"zh": "zh", "en": "en", "common": "zh, en"}  # -> the languages of its rules
SLUG = re.compile(r"[^\W_]+(-[^\W_]+)*")
SKELETON_WORDS = {
    "title_zh": "一句话说明这条规则",
    "title_en": "One line that names the fault",
    "suggest_zh": "可以直接粘贴的改写。",
    "suggest_en": "A sentence that can be pasted.",
    "why_zh": "为什么读者会因此受害。",
    "why_en": "How a reader is harmed.",
}
SKELETON = """\
id: {id}
category: {category}
title: {{zh: {title_zh}, en: {title_en}}}
severity: {{default: warning, academic: info}}
confidence: medium
languages: [{languages}]
basis: [{basis}]      # `claimlint rules show` of a like rule tells which law fits
patterns:
{pattern}message: {{zh: "“{{match}}”可能……", en: "“{{match}}” may ..."}}
suggest: {{zh: {suggest_zh}, en: {suggest_en}}}
why: {{zh: {why_zh}, en: {why_en}}}
examples:
{examples}"""
CHINESE = (
    '  - "换成要找的词{gap:0-4}第二个词"\n',
    """\
  bad:
    - 例句一里<<换成要找的词和第二个词>>。
    - 例句二里<<换成要找的词第二个词>>。
  good:
    - 一句没有这些词的正常话。
    - 一句有相近的词、但意思正当的话。
    - {text: 没有换成要找的词和第二个词。, because: negated}
""",
)
ENGLISH = (
    '  - "words to find{gap:0-12}second words"\n',
    """\
  bad:
    - One sentence with <<words to find and second words>> in it.
    - Another with <<words to find or second words>> at its end.
  good:
    - A plain sentence without any of it.
    - A sentence with similar words that are meant well.
    - {text: There are no words to find and second words here., because: negated}
""",
)


@command.command("new")
@click.argument("rule_id", metavar="FAMILY/SLUG")
@click.option("--folder", default="rules", show_default=True, help="The folder of your packs.")
@click.option("--pack", default="zh", show_default=True, type=click.Choice(list(PACKS)), help="The pack in it.")
@click.option("--category", default="efficacy-guarantee", show_default=True, help="One of rules/_categories.yaml.")
def new_rule(rule_id: str, folder: str, pack: str, category: str) -> int:
    """Write the skeleton of a rule: one file, nothing else needs to change."""
    family, slash, slug = rule_id.partition("/")
    if not slash or not family or not slug or "/" in slug:
        raise usage(
            f"{rule_id}：请写成 family/slug，例如 overclaim/detox",
            f"{rule_id!r}: write it as family/slug, e.g. overclaim/detox",
        )
    if family not in (known := _families()):
        hint = nearest(family, known)
        raise usage(f"没有 {family} 这一类；{hint.zh}", f"no family {family!r}; {hint}")
    if not SLUG.fullmatch(slug) or slug != slug.lower():
        raise usage(
            f"{rule_id}：斜线后面请用小写字母、数字和连字符，例如 overclaim/detox-tea",
            f"{rule_id!r}: behind the slash write small letters, digits and hyphens, e.g. overclaim/detox-tea",
        )
    _refuse_copy(folder)
    _refuse_known(rule_id, category, folder)
    path = Path(folder) / pack / family / f"{slug}.yaml"
    if path.exists():
        raise usage(f"{path.as_posix()} 已经存在", f"{path.as_posix()} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_skeleton(rule_id, category, pack), encoding="utf-8")
    click.echo(f"wrote {path.as_posix()}; next: claimlint rules test {rule_id}{_beside(folder)}")
    return Exit.CLEAN


def _refuse_copy(folder: str) -> None:
    """The rules of a checkout cannot stand beside the same rules as they were installed."""
    if _beside(folder) and (Path(folder) / "_categories.yaml").exists():
        raise usage(
            f"{folder} 是 claimlint 自己的规则，而已安装的 claimlint 读的是另一份：请用 `pip install -e .` 安装，"
            "或用 --folder 写到别的文件夹",
            f"{folder} holds claimlint's own rules, and the installed claimlint reads a copy of them: "
            "install with `pip install -e .`, or write into another --folder",
        )


def _refuse_known(rule_id: str, category: str, folder: str) -> None:
    """A rule that another one's id is, or of a category that does not exist, would not load."""
    from claimlint.rulebook import load, locate_builtin
    from claimlint.rulebook.files import rule_paths

    own = Path(folder)
    beside = own.is_dir() and own.resolve() != locate_builtin().resolve() and rule_paths(own)
    book, _ = load([own] if beside else ())
    if book is None:
        return
    if category not in book.categories:
        hint = nearest(category, book.categories)
        raise usage(f"没有 {category} 这个类别；{hint.zh}", f"no category {category!r}; {hint}")
    if rule_id in book.origins:
        there = book.origins[rule_id]
        raise usage(f"{rule_id} 已经存在：{there}", f"{rule_id} is there already: {there}")


def _skeleton(rule_id: str, category: str, pack: str) -> str:
    pattern, examples = ENGLISH if pack == "en" else CHINESE
    return SKELETON.format(
        id=rule_id,
        category=category,
        languages=PACKS[pack],
        basis="us/ftc-act#5" if pack == "en" else "cn/advertising-law#28",
        pattern=pattern,
        examples=examples,
        **SKELETON_WORDS,
    )


def _families() -> list[str]:
    """The families of the shipped rules: guards, basis and gates are theirs, another would have none."""
    from claimlint.rulebook import locate_builtin

    files = locate_builtin().glob("[!_]*/*/*.yaml")
    return sorted({path.parent.name for path in files})


def _beside(folder: str) -> str:
    """The option that a folder needs which is not the shipped one."""
    from claimlint.rulebook import locate_builtin

    own = Path(folder).resolve() != locate_builtin().resolve()
    return f" --rules {Path(folder).as_posix()}" if own else ""
