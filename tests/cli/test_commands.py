"""Every command once, in the process: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimlint.cli import run

DRAFT = "# 新疗法\n\n每月打一针，从此不用透析。共22例，有效率为82%。\n\n谨防以“从此不用透析”为噱头的骗局。\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


COMMANDS = {
    "version": (("--version",), 0, ["claimlint 0."]),
    "help": (("--help",), 0, ["check", "explain", "rules"]),
    "check": (("check", "draft.md"), 1, ["overclaim/replaces-standard-care", "从此不用透析"]),
    "check quietly": (("check", "draft.md", "--quiet"), 1, ["overclaim/replaces-standard-care"]),
    "explain a line": (("explain", "draft.md:3"), 0, ["第 3 行：段落", "发现（", "从此不用透析"]),
    "explain a place as reports print it": (("explain", "draft.md:3:8"), 0, ["第 3 行：段落", "从此不用透析"]),
    "explain the last line": (("explain", "draft.md:5"), 0, ["第 5 行"]),
    "explain a dismissal": (("explain", "draft.md:5"), 0, ["未报（", "噱头"]),
    "explain all": (("explain", "draft.md"), 0, ["发现（", "未报（"]),
    "rules list": (("rules", "list"), 0, ["overclaim/replaces-standard-care", " rules"]),
    "rules list, selected": (("rules", "list", "--select", "overclaim/cure"), 0, ["1 rules"]),
    "rules show": (
        ("rules", "show", "overclaim/replaces-standard-care"),
        0,
        ["law and norms", "广告法", "patterns", "bad", "good"],
    ),
    "rules show in English": (("rules", "show", "overclaim/cure", "--lang", "en"), 0, ["Advertising Law"]),
    "rules try": (("rules", "try", "告别透析，轻松生活"), 0, ["overclaim/replaces-standard-care"]),
    "read": (("read", "draft.md", "--sentences"), 0, ["heading 1", "paragraph", "每月打一针， / "]),
    "figures": (("figures", "draft.md"), 0, ["22例", "82%", "figures"]),
    "show-config": (("check", "draft.md", "--show-config"), 0, ['fail-on = "error"', "max-bytes"]),
    "nothing named": (("check", "--fail-on", "never"), 0, ["draft.md"]),
}


@pytest.mark.parametrize(("arguments", "code", "words"), COMMANDS.values(), ids=COMMANDS.keys())
def test_commands(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: list[str]) -> None:
    assert run(arguments) == code
    told = capsys.readouterr()
    for word in words:
        assert word in told.out, told.out + told.err
    assert "Traceback" not in told.err


def test_json_commands(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ("read", "draft.md"),
        ("figures", "draft.md"),
        ("rules", "list"),
        ("check", "draft.md"),
    ):
        run((*arguments, "--format", "json"))
        assert json.loads(capsys.readouterr().out)


def test_rules_new_gives_a_rule_that_loads(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(("rules", "new", "overclaim/排毒", "--folder", "ours")) == 0
    assert (place / "ours/zh/overclaim/排毒.yaml").is_file()
    assert run(("rules", "new", "overclaim/detox-new", "--folder", "ours")) == 0
    assert run(("rules", "new", "overclaim/detox-new", "--folder", "ours")) == 2
    (place / "ours/zh/overclaim/排毒.yaml").unlink()
    capsys.readouterr()
    test = ("rules", "test", "overclaim/detox-new", "--rules", "ours", "--no-mutate", "--no-cache")
    rule = place / "ours/zh/overclaim/detox-new.yaml"
    lines = rule.read_text("utf-8").splitlines(keepends=True)
    own = {"title": "{zh: 宣称排毒, en: Detox}", "suggest": "{zh: 请写明测量了什么。}", "why": "{zh: 读者会去买。}"}
    for key, words in {"": "", **own}.items():  # untouched at first, then one key after the other is written
        lines = [f"{key}: {words}\n" if key and line.startswith(f"{key}:") else line for line in lines]
        rule.write_text("".join(lines), encoding="utf-8")
        assert run(test) == (0 if key == "why" else 1)
        told = capsys.readouterr().out
        assert "1 rules, 5 examples: 0 failures" in told
        assert ("words of the skeleton" in told) is (key != "why")


@pytest.mark.parametrize(
    ("lang", "hint"), [("zh", "它在 rules 里：加上 --rules rules"), ("en", "it stands in rules: add --rules rules")]
)
def test_rules_test_knows_where_a_rule_stands(
    capsys: pytest.CaptureFixture[str], place: Path, lang: str, hint: str
) -> None:
    assert run(("rules", "new", "overclaim/排毒")) == 0
    for name, told in (("overclaim/排毒", True), ("overclaim/排毒茶", False)):
        assert run(("rules", "test", name, "--lang", lang)) == 2
        assert (hint in capsys.readouterr().err) is told


def test_rules_new_keeps_out_of_a_copy_of_the_shipped_rules(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "rules").mkdir()
    (place / "rules/_categories.yaml").write_text("", encoding="utf-8")
    assert run(("rules", "new", "overclaim/排毒")) == 2
    assert "pip install -e ." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", ". 里有 1 个文件没有读取：本版不读 .docx（请另存为文本、Markdown 或 HTML）"),
        ("en", "1 file was not read in .: this version does not read .docx (save as text, Markdown or HTML)"),
    ],
)
def test_what_was_not_read_stands_beside_what_was(
    capsys: pytest.CaptureFixture[str], place: Path, lang: str, line: str
) -> None:
    (place / "稿件.docx").write_bytes(b"PK")
    assert run(("check", ".", "--lang", lang)) == 1
    told = capsys.readouterr().out.splitlines()
    assert line in told[-5:]
    run(("check", ".", "--format", "json"))
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["problems"]] == ["no-reader"]


def test_rules_new_says_which_folder_the_test_needs(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(("rules", "new", "overclaim/排毒", "--folder", "ours")) == 0
    assert "rules test overclaim/排毒 --rules ours" in capsys.readouterr().out


REFUSED = {
    "no category": (("overclaim/排毒", "--category", "efficacy-garantee"), "did you mean 'efficacy-guarantee'?"),
    "a category like no other": (("overclaim/排毒", "--category", "排毒"), "one of efficacy-guarantee"),
    "no pack": (("overclaim/排毒", "--pack", "fr"), "fr"),
    "a shipped rule": (("overclaim/cure",), "overclaim/cure is there already: rules/"),
    "blanks": (("overclaim/排 毒",), "small letters, digits and hyphens"),
    "underscores": (("overclaim/排_毒",), "small letters, digits and hyphens"),
    "capitals": (("overclaim/Detox",), "small letters, digits and hyphens"),
}


@pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_rules_new_refuses_what_would_not_load(
    capsys: pytest.CaptureFixture[str], place: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert run(("rules", "new", *arguments, "--folder", "ours")) == 2
    assert words in capsys.readouterr().err
    assert not (place / "ours").exists()


@pytest.mark.parametrize(("pack", "script"), [("en", "words to find"), ("zh", "要找的词"), ("common", "要找的词")])
def test_rules_new_writes_in_the_language_of_the_pack(
    capsys: pytest.CaptureFixture[str], place: Path, pack: str, script: str
) -> None:
    assert run(("rules", "new", "overclaim/排毒", "--folder", "ours", "--pack", pack)) == 0
    assert script in (place / "ours" / pack / "overclaim/排毒.yaml").read_text(encoding="utf-8")
    assert run(("rules", "new", "overclaim/排毒", "--folder", "ours", "--pack", "zh")) == 2  # in whichever pack it is
    capsys.readouterr()
    assert run(("rules", "test", "overclaim/排毒", "--rules", "ours", "--no-mutate")) == 1  # it is the skeleton still
    assert "5 examples: 0 failures" in capsys.readouterr().out


def test_rules_test_of_no_rule_is_no_pass(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(("rules", "test", "overclaim/治愈")) == 2
    assert "no rule is meant by 'overclaim/治愈'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule", "words"),
    [("overclam/detox", "did you mean 'overclaim'?"), ("排毒/detox", "one of citation"), ("foo/bar", "overclaim")],
)
def test_rules_new_of_no_family(capsys: pytest.CaptureFixture[str], place: Path, rule: str, words: str) -> None:
    assert run(("rules", "new", rule, "--folder", "ours")) == 2
    assert words in capsys.readouterr().err
    assert not (place / "ours").exists()


def test_rules_list_of_what_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("rules", "list", "overclaim/cure", "overclaim/hope-lang*")) == 0
    told = capsys.readouterr().out
    assert [line.partition(" ")[0] for line in told.splitlines()] == ["overclaim/cure", "overclaim/hope-language", "2"]
    assert run(("rules", "list", "治愈")) == 2
    assert "no rule is meant by '治愈'" in capsys.readouterr().err


MEASURED = """
id: overclaim/样例
category: cure-claim
title: {zh: 样例}
message: {zh: "“{match}”"}
suggest: {zh: 改}
why: {zh: 因}
basis: []
languages: [zh]
severity: warning
status: preview
since: "0.2"
replaces: [overclaim/旧名]
measured: {hits: 41, precision: 0.98, corpus: 真实文章, date: "2026-11-01"}
patterns: [样例词句]
"""


def test_what_a_rule_was_measured_on_is_told(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "ours/zh/overclaim").mkdir(parents=True)
    (place / "ours/zh/overclaim/样例.yaml").write_text(MEASURED, encoding="utf-8")
    named = ("overclaim/样例", "--rules", "ours", "--no-cache")
    assert run(("rules", "list", *named)) == 0
    assert "[preview]  (precision 0.98 of 41 hits; 真实文章; 2026-11-01)" in capsys.readouterr().out
    assert run(("rules", "show", *named)) == 0
    told = capsys.readouterr().out
    for words in ("status: preview, since 0.2", "replaces: overclaim/旧名", "precision 0.98 of 41 hits; 真实文章"):
        assert words in told
    assert run(("rules", "list", "overclaim/样例", "overclaim/cure-*", "--rules", "ours", "--format", "json")) == 0
    rules = json.loads(capsys.readouterr().out)
    assert len(rules) > 1
    for key in ("status", "since", "replaces", "measured", "confidence"):
        assert all(key in rule for rule in rules)


def test_init_writes_a_configuration_that_holds(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(("init",)) == 0
    assert run(("init",)) == 2
    assert run(("check", "draft.md", "--show-config")) == 0
    assert "claimlint.toml" in capsys.readouterr().out


def test_show_config_can_be_read_back(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    import tomllib

    from claimlint.config import decode, load

    text = """
    audience = "public"
    ignore = ["promotion"]
    thresholds = { study-small-n = 30 }
    [[overrides]]
    paths = ["广告/**"]
    content = "advertisement"
    """
    (place / "claimlint.toml").write_text(text, encoding="utf-8")
    assert run(("check", "draft.md", "--show-config")) == 0
    shown, problems = decode(tomllib.loads(capsys.readouterr().out))
    assert problems == ()
    assert shown is not None
    settings, _ = load(place / "claimlint.toml")
    assert settings is not None
    assert (shown.audience, shown.ignore_rules, shown.thresholds, shown.overrides) == (
        settings.audience,
        settings.ignore_rules,
        settings.thresholds,
        settings.overrides,
    )


OVERLAID = {
    "gate": (("--fail-on", "warning:high"), 'fail-on = "warning:high"'),
    "kind": (("--content", "academic"), 'content = "academic"'),
    "ignored as well": (("--ignore", "overclaim/cure,study"), 'ignore = ["promotion", "overclaim/cure", "study"]'),
    "selected": (("--select", "overclaim"), 'select = ["overclaim"]'),
    "rules": (("--rules", "我们的规则"), 'rules = ["我们的规则"]'),
    "law": (("--as-of", "2026-01-15", "--jurisdiction", "cn,us"), 'jurisdiction = ["cn", "us"]'),
    "evasion": (("--no-evasion", "pinyin"), "pinyin = false"),
    "unchecked": (("--fail-on-unchecked",), "fail-on-unchecked = true"),
    "shown": (("--min-severity", "error"), 'min-severity = "error"'),
    "nothing": ((), 'audience = "public"'),
}


@pytest.mark.parametrize(("options", "line"), OVERLAID.values(), ids=OVERLAID.keys())
def test_show_config_shows_what_is_in_force(
    capsys: pytest.CaptureFixture[str], place: Path, options: tuple[str, ...], line: str
) -> None:
    (place / "我们的规则").mkdir()
    (place / "claimlint.toml").write_text('audience = "public"\nignore = ["promotion"]\n', encoding="utf-8")
    run(("check", "draft.md", "--show-config", *options))
    assert line in capsys.readouterr().out.splitlines()


PLACES = {
    "beyond the end": ("draft.md:6", "draft.md has 5 lines, and no line 6"),
    "no line": ("draft.md:abc", "draft.md:abc: 'abc' is no line; write it as draft.md:12"),
    "line nought": ("draft.md:0", "no line 0"),
    "no file": ("稿件.md:3", "稿件.md"),
}


@pytest.mark.parametrize(("where", "words"), PLACES.values(), ids=PLACES.keys())
def test_explain_of_no_place(capsys: pytest.CaptureFixture[str], where: str, words: str) -> None:
    assert run(("explain", where)) in (2, 3)
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("where", ["-", "<stdin>:1", "<stdin>:1:8"])
def test_explain_reads_stdin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("每月打一针，从此不用透析。\n".encode())))
    assert run(("explain", where)) == 0
    assert "overclaim/replaces-standard-care" in capsys.readouterr().out


def test_several_processes_keep_the_order(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    names = [f"稿{number:02}.md" for number in range(12)]
    for number, name in enumerate(names):
        (place / name).write_text(DRAFT if number % 3 else "复查即可。", encoding="utf-8")
    told = []
    for jobs in ("1", "3"):
        assert run(("check", *names, "--jobs", jobs, "--format", "json")) == 1
        told.append(json.loads(capsys.readouterr().out))
    assert [one["path"] for one in told[0]["documents"]] == names
    assert told[0] == told[1]


ORDERS = {
    "its own file first": ("plain.md", "松/稿.md"),
    "the other file first": ("松/稿.md", "plain.md"),
}


@pytest.mark.parametrize("names", ORDERS.values(), ids=ORDERS.keys())
def test_each_document_is_judged_by_its_own_configuration(place: Path, names: tuple[str, str]) -> None:
    (place / "松").mkdir()
    (place / "松/claimlint.toml").write_text('fail-on = "never"', encoding="utf-8")
    (place / "松/稿.md").write_text(DRAFT, encoding="utf-8")
    (place / "plain.md").write_text(DRAFT, encoding="utf-8")
    assert run(("check", *names, "--select", "overclaim")) == 1


@pytest.mark.parametrize("names", ORDERS.values(), ids=ORDERS.keys())
def test_a_strict_configuration_does_not_reach_other_documents(place: Path, names: tuple[str, str]) -> None:
    (place / "松").mkdir()
    (place / "松/claimlint.toml").write_text('fail-on = "never"\nmin-severity = "error"', encoding="utf-8")
    (place / "松/稿.md").write_text(DRAFT, encoding="utf-8")
    (place / "plain.md").write_text("复查即可。", encoding="utf-8")
    assert run(("check", *names, "--select", "overclaim")) == 0
    assert run(("check", *names, "--select", "overclaim", "--fail-on", "error")) == 1  # the command line wins


@pytest.mark.parametrize("names", ORDERS.values(), ids=ORDERS.keys())
def test_each_document_shows_what_its_own_configuration_asks_for(
    capsys: pytest.CaptureFixture[str], place: Path, names: tuple[str, str]
) -> None:
    (place / "松").mkdir()
    (place / "松/claimlint.toml").write_text('min-severity = "error"', encoding="utf-8")
    for name in names:
        (place / name).write_text("脐带血给患者点亮新的希望。\n", encoding="utf-8")
    run(("check", *names, "--select", "overclaim/hope-language", "--format", "json"))
    assert [one["path"] for one in json.loads(capsys.readouterr().out)["findings"]] == ["plain.md"]


def test_an_expired_entry_is_told_once_a_run_at_its_line(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    entry = '[[ignore]]\nrules = ["overclaim"]\nreason = "获批"\nuntil = "2020-01-31"\n'
    (place / "claimlint.toml").write_text(entry, encoding="utf-8")
    (place / "乙.md").write_text(DRAFT, encoding="utf-8")
    assert run(("check", "draft.md", "乙.md", "--select", "overclaim", "--format", "json")) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["path"], problem["start"]["line"]) == ("ignore-expired", "claimlint.toml", 4)


NAMED = {
    "sources": ("--sources", "{}/没有", "{}/没有"),
    "configuration": ("--config", "{}/没有.toml", "{}/没有.toml"),
    "relative": ("--sources", "./没有", "没有"),
}


@pytest.mark.parametrize(("option", "given", "told"), NAMED.values(), ids=NAMED.keys())
def test_a_path_is_told_as_it_was_named(
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
    option: str,
    given: str,
    told: str,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert run(("check", "draft.md", option, given.format(elsewhere), "--format", "concise")) in {2, 3}
    assert f"{told.format(elsewhere)}:1:1: problem " in capsys.readouterr().out


def test_a_configuration_is_told_apart_by_its_folder(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "广告").mkdir()
    (place / "广告/claimlint.toml").write_text("selct = []", encoding="utf-8")
    (place / "广告/稿.md").write_text(DRAFT, encoding="utf-8")
    assert run(("check", "draft.md", "广告/稿.md", "--format", "concise")) == 2
    assert "广告/claimlint.toml:1:1: problem unknown-key" in capsys.readouterr().out


def test_a_hidden_finding_still_fails_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("check", "draft.md", "--select", "overclaim/hope-language", "--fail-on", "warning")
    Path("draft.md").write_text("脐带血给患者点亮新的希望。\n", encoding="utf-8")
    assert run(arguments) == 1
    capsys.readouterr()
    assert run((*arguments, "--min-severity", "error")) == 1
    told = capsys.readouterr()
    assert "新的希望" not in told.out
    assert "hides 1 finding" in told.err


ROWS = [
    {"id": 1, "body": "每月打一针，从此不用透析。"},
    {
        "id": "二",
        "format": "html",
        "title": "<新>",
        "body": "<p>复查即可。</p>",
        "meta": {"content": "academic"},
    },
    "not a row",
    {"id": 4, "format": "docx", "body": "x"},
    {"id": 5, "body": 5},
    {"id": "六", "title": "新", "bdoy": "从此不用透析"},
    {"id": 7},
    {"id": 8, "body": "", "titel": "题"},
]


def test_jsonl(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (place / "rows.jsonl").write_text("\n".join([*lines, "", "{broken"]), encoding="utf-8")
    assert run(("check", "--jsonl", "rows.jsonl")) == 3
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in results] == [1, "二", None, 4, 5, "六", 7, 8, None]
    assert [one["rule"] for one in results[0]["findings"]] == ["overclaim/replaces-standard-care"]
    assert results[1]["findings"] == []
    assert [one["problems"][0]["code"] for one in results[2:]] == ["bad-row"] * 7
    assert "did you mean 'body'?" in results[5]["problems"][0]["message"]
    assert results[3]["problems"][0]["start"]["line"] == 4


@pytest.mark.parametrize("content", ["", "\n \n"], ids=["empty", "blank lines"])
def test_jsonl_without_rows_is_not_clean(capsys: pytest.CaptureFixture[str], place: Path, content: str) -> None:
    (place / "空.jsonl").write_text(content, encoding="utf-8")
    assert run(("check", "--jsonl", "空.jsonl")) == 3
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["message"]) == ("nothing-to-check", "空.jsonl: no rows")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--format", "text"), 2),
        (("--format", "json"), 2),
        (("--output", "html=报告.html"), 2),
        (("--format", "jsonl"), 0),
        ((), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_jsonl_writes_json_lines_and_nothing_else(place: Path, arguments: tuple[str, ...], code: int) -> None:
    (place / "rows.jsonl").write_text('{"body": "复查即可。"}', encoding="utf-8")
    assert run(("check", "--jsonl", "rows.jsonl", *arguments)) == code
    assert not (place / "报告.html").exists()


def test_eval(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    rows = [
        {"text": "从此不用透析", "label": "overclaim", "categories": ["replaces"], "spans": ["不用透析"]},
        {"text": "血压偏高时请复查", "label": "ok", "kind": "advice"},
    ]
    (place / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert run(("eval", "rows.jsonl", "--show", "all")) == 0
    told = capsys.readouterr().out
    assert "precision  1.000" in told
    assert "recall     1.000" in told
    assert run(("eval", "rows.jsonl", "--format", "json")) == 0
    assert json.loads(capsys.readouterr().out)["recall"] == 1.0
    assert run(("eval", "没有.jsonl")) == 2


@pytest.mark.parametrize(
    ("rows", "code", "lines"),
    [
        ("", 3, {"precision": "–", "recall": "–", "f1": "–"}),
        ('{"text": "血压偏高时请复查", "label": "ok"}', 0, {"precision": "–", "recall": "–", "f1": "–"}),
        ('{"text": "血压偏高时请复查", "label": "cure"}', 0, {"precision": "–", "recall": "0.000", "f1": "–"}),
    ],
    ids=["empty", "nothing to find", "nothing found"],
)
def test_eval_of_nothing_is_no_zero(
    capsys: pytest.CaptureFixture[str], place: Path, rows: str, code: int, lines: dict[str, str]
) -> None:
    (place / "行.jsonl").write_text(rows, encoding="utf-8")
    assert run(("eval", "行.jsonl", "--select", "overclaim/cure")) == code
    told = dict(line.split()[:2] for line in capsys.readouterr().out.splitlines())
    assert {name: told[name] for name in lines} == lines
    assert run(("eval", "行.jsonl", "--select", "overclaim/cure", "--format", "json")) == code
    data = json.loads(capsys.readouterr().out)
    assert [data[name] is None for name in lines] == [value == "–" for value in lines.values()]


@pytest.mark.parametrize(
    ("families", "words"), [("overclam", "did you mean 'overclaim'?"), ("促销", "one of citation")]
)
def test_eval_of_no_family(capsys: pytest.CaptureFixture[str], place: Path, families: str, words: str) -> None:
    (place / "行.jsonl").write_text('{"text": "从此不用透析", "label": "x"}', encoding="utf-8")
    assert run(("eval", "行.jsonl", "--families", families)) == 2
    assert words in capsys.readouterr().err


CITING = "# 新疗法\n\n研究显示，22例患者中18例有效，有效率为82%[1]。\n\n## 参考文献\n\n[1] doi:10.1000/xyz\n"


@pytest.mark.parametrize(
    ("options", "code", "line"),
    [
        ((), 0, "没有核对：没有给出来源文件夹（--sources）"),
        (("--lang", "en"), 0, "Not checked: no sources folder (--sources)"),
        (("--fail-on-unchecked",), 3, "与来源核对：无；没有核对 1（没有来源原文 1）"),
        (("--sources", "文献"), 0, "与来源核对：无；没有核对 1（没有来源原文 1）"),
    ],
    ids=["Chinese", "English", "unchecked fails", "an empty folder"],
)
def test_what_was_not_compared_is_no_pass(
    capsys: pytest.CaptureFixture[str], place: Path, options: tuple[str, ...], code: int, line: str
) -> None:
    (place / "文献").mkdir()
    (place / "draft.md").write_text(CITING, encoding="utf-8")
    assert run(("check", "draft.md", "--format", "substantiation", "--fail-on", "never", *options)) == code
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_what_is_unchecked_can_fail_by_configuration(place: Path) -> None:
    (place / "draft.md").write_text(CITING, encoding="utf-8")
    (place / "claimlint.toml").write_text('fail-on-unchecked = true\nfail-on = "never"\n', encoding="utf-8")
    assert run(("check", "draft.md")) == 3


OUTPUTS = {
    "the document that is checked": (("稿件.md", "--output", "html=稿件.md"), "稿件.md"),
    "by another spelling": (("稿件.md", "--output", "html=./稿件.md"), "overwrite"),
    "one in a folder": ((".", "--output", "json=稿件.md"), "overwrite"),
    "a page that is no report": ((".", "--output", "html=页面.html"), "overwrite"),
    "two formats": (("稿件.md", "--output", "html=报告", "--output", "json=./报告"), "two formats"),
    "stdout": (("稿件.md", "--output", "json=-"), "--format json"),
}


@pytest.mark.parametrize(("arguments", "words"), OUTPUTS.values(), ids=OUTPUTS.keys())
def test_no_report_is_written_over_a_draft(
    capsys: pytest.CaptureFixture[str], place: Path, arguments: tuple[str, ...], words: str
) -> None:
    for name in ("稿件.md", "页面.html"):
        (place / name).write_text(DRAFT, encoding="utf-8")
    assert run(("check", *arguments)) == 2
    assert words in capsys.readouterr().err
    assert {path.name for path in place.iterdir()} == {"draft.md", "稿件.md", "页面.html"}
    assert (place / "稿件.md").read_text(encoding="utf-8") == DRAFT


def test_a_report_of_an_earlier_run_is_no_draft(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    for _ in range(2):
        assert run(("check", ".", "--output", "html=报告.html", "--format", "json")) == 1
        assert [one["path"] for one in json.loads(capsys.readouterr().out)["documents"]] == ["draft.md"]


NAMED = {
    "JSON": ("数据.json", "数据.json is read as plain text: unknown suffix .json", "misread"),
    "JSON Lines": ("数据.jsonl", "数据.jsonl is read as plain text: unknown suffix .jsonl", "--jsonl"),
    "Markdown": ("稿件.MD", None, None),
    "no suffix": ("README", None, None),
}


@pytest.mark.parametrize(("name", "message", "hint"), NAMED.values(), ids=NAMED.keys())
def test_an_unknown_suffix_is_told(
    capsys: pytest.CaptureFixture[str], place: Path, name: str, message: str | None, hint: str | None
) -> None:
    (place / name).write_text("轻度升高者复查即可。", encoding="utf-8")
    assert run(("check", name, "--format", "json")) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [one["message"] for one in problems] == ([message] if message else [])
    assert all((hint or "") in one["hint"] for one in problems)


@pytest.mark.parametrize("arguments", [(), ("rules",), ("sources",)], ids=["claimlint", "rules", "sources"])
def test_a_group_alone_shows_its_help(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert run(arguments) in (0, 2)  # as the parser's release has it
    told = "".join(capsys.readouterr())
    assert told.splitlines()[0].startswith("Usage: ")
    assert "\nCommands:\n" in told


NEAR_RULE = """\
id: overclaim/{slug}
category: efficacy-guarantee
title: {{zh: 试, en: A trial}}
severity: warning
languages: [{languages}]
basis: []
patterns: ["{pattern}"]
message: {{zh: 试, en: A trial}}
suggest: {{zh: 试, en: A trial}}
why: {{zh: 试, en: A trial}}
"""
NEAR = {
    "English": (
        "Our quokka cells help.",
        ["overclaim/near-common", "overclaim/near-en"],
        ": no word like “soothe / thaw”",
    ),
    "Chinese": (
        "我们的 quokka 细胞真好。",
        ["overclaim/near-common", "overclaim/near-zh"],
        "：缺少“冬眠 / 夏眠”一类的词",
    ),
}


@pytest.mark.parametrize(("text", "rules", "words"), NEAR.values(), ids=NEAR.keys())
def test_what_nearly_fired_is_of_the_language_of_the_text(
    capsys: pytest.CaptureFixture[str], place: Path, text: str, rules: list[str], words: str
) -> None:
    patterns = {
        "zh": "quokka{gap:0-9}(冬眠|夏眠)",
        "en": "quokka{gap:0-9}(thaw|soothe)",
        "common": "quokka{gap:0-9}(冬眠|夏眠|thaw|soothe)",
    }
    for pack, pattern in patterns.items():
        path = place / "ours" / pack / "overclaim" / f"near-{pack}.yaml"
        path.parent.mkdir(parents=True)
        languages = "zh, en" if pack == "common" else pack
        path.write_text(NEAR_RULE.format(slug=path.stem, languages=languages, pattern=pattern), encoding="utf-8")
    assert run(("rules", "try", text, "--rules", "ours", "--select", "overclaim/near-*")) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "  overclaim/near-" in line]
    assert sorted(line.split()[0] for line in told) == rules
    assert all(line.endswith(words) for line in told if "common" not in line), told


def test_no_more_than_five_rules_nearly_fired(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("rules", "try", "干细胞可以帮助肝脏恢复，患者不用等待肝源。")) == 0
    near = capsys.readouterr().out.partition("差一点命中（5）")[2].splitlines()[1:]
    assert len(near) == 5
    assert not any("_" in line for line in near)
