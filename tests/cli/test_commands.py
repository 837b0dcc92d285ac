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
    assert run(("rules", "test", "overclaim/detox-new", "--rules", "ours", "--no-mutate", "--no-cache")) == 0
    assert "1 rules, 5 examples: 0 failures" in capsys.readouterr().out


def test_rules_new_says_which_folder_the_test_needs(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(("rules", "new", "overclaim/排毒", "--folder", "ours")) == 0
    assert "rules test overclaim/排毒 --rules ours" in capsys.readouterr().out


def test_rules_test_of_no_rule_is_no_pass(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(("rules", "test", "overclaim/治愈")) == 2
    assert "no rule is meant by 'overclaim/治愈'" in capsys.readouterr().err


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
    thresholds = { small-n = 30 }
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
]


def test_jsonl(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (place / "rows.jsonl").write_text("\n".join([*lines, "", "{broken"]), encoding="utf-8")
    assert run(("check", "--jsonl", "rows.jsonl")) == 3
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in results] == [1, "二", None, 4, 5, None]
    assert [one["rule"] for one in results[0]["findings"]] == ["overclaim/replaces-standard-care"]
    assert results[1]["findings"] == []
    assert [one["problems"][0]["code"] for one in results[2:]] == ["bad-row"] * 4
    assert results[3]["problems"][0]["start"]["line"] == 4


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
