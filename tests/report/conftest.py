"""Reports made by hand: a Chinese article with every kind of finding, an English page, an unread file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from claimlint.model.figure import Agreement, Verdict
from claimlint.model.finding import Finding, RelatedPlace, Status
from claimlint.model.hit import Dismissal, Evidence
from claimlint.model.report import (
    BasisNote,
    DocumentNote,
    Problem,
    ProblemKind,
    Profile,
    Report,
    RuleNote,
)
from claimlint.model.rule import Confidence, Severity
from claimlint.model.text import Block, BlockKind, Document, Mark, RawSpan, Role, Segment, Span
from claimlint.report import load
from claimlint.report.options import Options

GOLDENS = Path(__file__).parent / "goldens"
KINDS = {
    "#": (BlockKind.HEADING, Role.TITLE, 1),
    "##": (BlockKind.HEADING, Role.BODY, 2),
    "-": (BlockKind.LIST_ITEM, Role.BODY, 1),
    ">": (BlockKind.QUOTE, Role.BODY, 1),
    "1.": (BlockKind.LIST_ITEM, Role.REFERENCES, 1),
}


def markdown(raw: str, path: str, language: str) -> Document:
    """A Document of the few kinds of Markdown line that these tests use, one block a line or cell."""
    text: list[str] = []
    segments: list[Segment] = []
    blocks: list[Block] = []
    section: list[str] = []
    at, row, table = 0, 0, -1
    for line in raw.splitlines(keepends=True):
        bare = line.rstrip("\n")
        cells: list[tuple[int, str, dict[str, Any]]] = []
        if bare.startswith("|---"):
            pass
        elif bare.startswith("|"):
            table, row = (table + 1, 0) if row == 0 else (table, row)
            offset = 1
            for column, cell in enumerate(bare.strip("|").split("|")):
                words = cell.strip()
                start = at + offset + cell.index(words)
                cells.append((start, words, {"kind": BlockKind.TABLE_CELL, "row": row, "column": column}))
                offset += len(cell) + 1
            row += 1
        elif bare:
            row = 0
            mark = bare.split(" ", 1)[0]
            kind, role, level = KINDS.get(mark, (BlockKind.PARAGRAPH, Role.BODY, 0))
            lead = len(mark) + 1 if mark in KINDS else 0
            if bare.startswith(("免责声明", "Disclaimer")):
                role = Role.DISCLAIMER
            if kind is BlockKind.HEADING:
                section = [*section[: level - 1], bare[lead:]]
            cells.append((at + lead, bare[lead:], {"kind": kind, "role": role, "level": level}))
        for start, words, values in cells:
            begin = sum(map(len, text))
            _segments(segments, words, start, begin)
            plain = words.replace("**", "")
            text += [plain, "\n"]
            values.setdefault("role", Role.BODY)
            values["table"] = table if values["kind"] is BlockKind.TABLE_CELL else None
            blocks.append(Block(span=Span(begin, begin + len(plain)), section=tuple(section), **values))
        at += len(line)
    return Document(
        path,
        "markdown",
        raw,
        "".join(text),
        tuple(segments),
        tuple(blocks),
        language=language,
        sha256="0" * 64,
    )


def _segments(segments: list[Segment], words: str, start: int, begin: int) -> None:
    emphasis = False
    for piece in words.split("**"):
        if piece:
            span = Span(begin, begin + len(piece))
            mark = Mark.EMPHASIS if emphasis else Mark.NONE
            segments.append(Segment(span, RawSpan(start, start + len(piece)), mark))
        begin += len(piece)
        start += len(piece) + 2
        emphasis = not emphasis


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def found(document: Document, words: str, rule: str, severity: str, message: str, **values: Any) -> Finding:
    """A finding at the first occurrence of ``words``; "" for the document."""
    span = span_of(document, words) if words else Span(document.end_of_body, document.end_of_body)
    raw = document.locate(span)
    line, column = document.line_column(raw[0].start)
    end_line, end_column = document.line_column(raw[-1].end)
    defaults: dict[str, Any] = {
        "category": rule.partition("/")[2],
        "confidence": Confidence.HIGH,
        "fingerprint": f"{hash_of(rule + words):016x}",
    }
    return Finding(
        **{**defaults, **values},
        rule=rule,
        family=rule.partition("/")[0],
        severity=Severity(severity),
        scope="span" if words else "document",
        message=message,
        path=document.path,
        span=span,
        raw=raw,
        text=words,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
    )


def hash_of(words: str) -> int:
    number = 7
    for char in words:
        number = (number * 1000003 + ord(char)) % (1 << 63)
    return number


def related(document: Document, words: str, message: str) -> RelatedPlace:
    span = span_of(document, words)
    line, column = document.line_column(document.locate(span)[0].start)
    return RelatedPlace(document.path, span, words, message, line, column)


ARTICLE = """\
# 关节外泌体：**告别换膝手术**的新选择

膝盖一疼就要换关节吗？本中心引进的外泌体关节注射，已帮助 1,200 位中老年朋友重新下楼买菜，\
业内称它为“软骨再生的终极答案”。很多家属问：做完是不是就一劳永逸？\
我们的回答是，**一针见效，终身不复发**，请放心预约。

## 一、效果如何

2023 年的一项研究纳入 48 例患者，其中 39 例疼痛评分下降，有效率达 91%。对照组只有 20 例。

- 疼痛缓解：注射后两周起效
- 安全性：全程零风险，无任何副作用
- 适用人群：不限年龄，人人可用

| 指标 | 注射组 | 对照组 |
|---|---|---|
| 例数 | 24 | 20 |
| 疼痛评分下降 | 62% | 30% |
| 不良反应 | 完全没有 | 2 例 |

> “走进来的时候拄拐，出去的时候跑步。”——患者王阿姨

## 二、结语

与止痛药相比，外泌体治标又治本。扫码添加助理，名额仅剩 8 个。

免责声明：本文仅供参考，不作为诊断依据。

1. Example A, Sample B. Intra-articular vesicles in knee osteoarthritis. J Invented Joint Res. 2023;12:34-41.
"""


def chinese_report() -> Report:
    document = markdown(ARTICLE, "drafts/关节外泌体.md", "zh")
    ad_law, ad_measures = "cn/advertising-law#16", "cn/medical-advertisement-measures#7"
    source_quote = "Pain scores fell in 15 of 24 treated patients (62%)."
    group = {
        "group": "cell-therapy-disclosure",
        "confidence": Confidence.MEDIUM,
        "basis": ("editorial/balance#1",),
    }
    findings = (
        found(
            document, "告别换膝手术", "overclaim/replaces-standard-care", "error",
            "“告别换膝手术”涉嫌暗示患者可以不做标准治疗",
            basis=(ad_law, ad_measures),
            suggestion="该疗法目前不能代替规范治疗；是否需要手术，请由骨科医生评估后决定。",
            section=(),
        ),
        found(
            document, "软骨再生的终极答案", "overclaim/breakthrough-hype", "warning",
            "“软骨再生的终极答案”可能夸大了研究的进展", confidence=Confidence.MEDIUM,
            basis=(ad_law,), suggestion="正在研究中的软骨修复方法",
        ),
        found(
            document, "一针见效，终身不复发", "overclaim/efficacy-guaranteed", "error",
            "“一针见效，终身不复发”涉嫌断言或保证功效", basis=(ad_law, ad_measures),
            suggestion="研究中观察到部分患者疼痛减轻，疗效因人而异。", fingerprint="00c0ffee00c0ffee",
            related=(related(document, "做完是不是就一劳永逸", "同一许诺以问句引出"),),
        ),
        found(
            document, "终身不复发，请放心预约", "promotion/lead-generation", "warning",
            "以疗效许诺引导预约，可能构成变相广告", basis=("cn/internet-advertising#9",),
            suggestion="如有需要，请到正规医院骨科就诊。",
        ),
        found(
            document, "有效率达 91%", "figure/percent-of-count", "error",
            "有效率 91% 与 39/48 不符：39 ÷ 48 = 81.3%",
            evidence=(Evidence("arithmetic", "39 ÷ 48 = 81.25%，与 91% 相差 9.75 个百分点"),),
            related=(
                related(document, "48 例患者", "样本量"), related(document, "39 例疼痛评分下降", "有效人数"),
            ),
            suggestion="有效率为 81.3%（39/48）", fix="有效率达 81.3%",
        ),
        found(
            document, "全程零风险", "overclaim/safety-absolute", "error", "“全程零风险”涉嫌断言安全性",
            basis=(ad_law,), suggestion="常见不良反应包括注射部位疼痛、肿胀，请遵医嘱。",
        ),
        found(
            document, "人人可用", "overclaim/universal-population", "info", "“人人可用”没有说明禁忌人群",
            confidence=Confidence.LOW, suggestion="是否适合，请由医生评估。",
        ),
        found(
            document, "完全没有", "overclaim/safety-absolute", "error", "“不良反应：完全没有”涉嫌断言安全性",
            basis=(ad_law,), status=Status.SUPPRESSED, justification="表中数据，编辑已核对",
        ),
        found(
            document, "62%", "figure/source-contradicts", "error", "62% 与来源中的分母可能不符",
            evidence=(Evidence("source", "来源按 24 例计算", "joint2023", source_quote, "contradicted"),),
        ),
        found(
            document, "不作为诊断依据", "disclaimer/covers-treatment", "warning",
            "声明只说到诊断，没有说到治疗",
            evidence=(Evidence("near-miss", "只覆盖诊断", quote="不作为诊断依据"),),
            suggestion="本文不能代替医生的诊断和治疗建议，请勿自行停药或更改治疗。", **group,
        ),
        found(
            document, "", "disclaimer/not-approved-therapy", "error",
            "没有说明该疗法在我国尚未获批用于关节疾病",
            suggestion="截至发稿，该类产品在我国尚未获批用于治疗骨关节炎。", **group,
        ),
        found(
            document, "", "disclaimer/individual-results", "info", "没有说明疗效因人而异",
            suggestion="疗效因人而异，本文所述结果不代表每位患者都能获得。", **group,
        ),
    )  # fmt: skip
    agreements = (
        Agreement(
            span_of(document, "30%"), Verdict.SUPPORTED, "joint2023", "30% in the control arm",
            place="abstract",
        ),
        Agreement(
            span_of(document, "62%"), Verdict.CONTRADICTED, "joint2023", source_quote,
            arithmetic="15 / 24 = 62.5%", reason="同一终点的数值不同", place="abstract",
        ),
        Agreement(span_of(document, "1,200 位"), Verdict.SOURCE_UNAVAILABLE, reason="没有引用来源"),
    )  # fmt: skip
    dismissals = (
        Dismissal("overclaim/cure", span_of(document, "一劳永逸"), "asked", "问句，由下文回答"),
        Dismissal("disclaimer/for-reference", span_of(document, "本文仅供参考"), "satisfied"),
    )
    return Report(
        all_findings=tuple(sorted(findings, key=lambda finding: (finding.span, finding.rule))),
        agreements=agreements,
        dismissals=dismissals,
        problems=(
            Problem(
                "source-unavailable", "第 2 条参考文献没有来源原文，没有核对", document.path, 33, 1,
                "运行 claimlint sources fetch，或把摘要放进 sources 文件夹", ProblemKind.NOTE,
            ),
        ),
        documents=(
            DocumentNote(
                document.path, "markdown", document.sha256, "zh",
                Profile("advertisement", "public", "cell-therapy", ("cn",), frozenset({"content"})),
                "5eed5eed5eed5eed", "2026-01-01", "checked", len(document.text),
            ),
        ),
        rules={
            **{finding.rule: rule_note(finding) for finding in findings},
            "disclaimer/for-reference": RuleNote(
                {"zh": "说明仅供参考", "en": "Says it is for reference"}, {"zh": "", "en": ""}, (),
                "disclaimer",
                "cell-therapy-disclosure",
            ),
        },
        bases=BASES,
        document=document,
        version="0.1.0",
    )  # fmt: skip


def rule_note(finding: Finding) -> RuleNote:
    slug = finding.rule.partition("/")[2]
    why = {"zh": "读者可能因此推迟规范治疗。", "en": "Readers may put off standard care."}
    return RuleNote({"zh": f"规则 {slug}", "en": f"Rule {slug}"}, why, finding.basis, finding.category, finding.group)


BASES = {
    "cn/advertising-law#16": BasisNote(
        {"zh": "《中华人民共和国广告法》第十六条", "en": "Advertising Law of the PRC, art. 16"},
        {"zh": "医疗广告不得断言或保证功效、安全性", "en": "No assertion or guarantee of efficacy or safety"},
        "law",
        "text",
    ),
    "cn/medical-advertisement-measures#7": BasisNote(
        {"zh": "《医疗广告管理办法》第七条", "en": "Measures on Medical Advertisements, art. 7"},
        {"zh": "医疗广告中不得出现的内容", "en": "What a medical advertisement must not hold"},
        "ministry-rule",
        "secondary",
    ),
}


ENGLISH = """\
# One spray and the **knee pain is gone**

Our doctors guarantee that nine out of ten people walk without pain after a single visit.

Disclaimer: this page is not medical advice.
"""


def english_report() -> Report:
    document = markdown(ENGLISH, "drafts/spray.md", "en")
    findings = (
        found(
            document, "knee pain is gone", "overclaim/cure", "error",
            "“knee pain is gone” may conflict with the rule against promised cures",
            suggestion="may ease knee pain in some people", basis=("us/ftc-act#5",),
        ),
        found(
            document, "guarantee that nine out of ten people walk without pain", "overclaim/cure-rate",
            "warning",
            "A share of people without a source may conflict with the substantiation requirement",
            confidence=Confidence.MEDIUM, suggestion="Name the study and its numbers.",
        ),
    )  # fmt: skip
    return Report(
        all_findings=findings,
        documents=(
            DocumentNote(
                document.path, "markdown", document.sha256, "en", Profile(jurisdiction=("us",)),
                "5eed5eed5eed5eed", "2026-01-01", "checked", len(document.text),
            ),
        ),
        rules={finding.rule: rule_note(finding) for finding in findings},
        document=document,
        version="0.1.0",
    )  # fmt: skip


def unread_report() -> Report:
    note = DocumentNote("drafts/broken.md", "", "", "", Profile(), "", "2026-01-01", "unread")
    problem = Problem(
        "undecodable", "byte 12 is not UTF-8, UTF-16 or GB18030", "drafts/broken.md", 1, 13,
        "save the file as UTF-8", ProblemKind.INCOMPLETE,
    )  # fmt: skip
    return Report(problems=(problem,), documents=(note,), version="0.1.0")


HOSTILE = """\
# 根治<script>window.pwned=1</script>“"'</title>

<img src=x onerror=window.pwned=2> javascript:alert(1) {{ 7*7 }} </style><iframe src="https://example.org">

| a<b> | \"onmouseover=\"window.pwned=3 |
|---|---|
| \x1b[31m红 | \u202e倒 |
"""


def hostile_report() -> Report:
    """A draft that tries to be markup, a template, a terminal sequence."""
    document = markdown(HOSTILE, 'drafts/<b>"x".md', "zh")
    finding = found(
        document, "<img src=x onerror=window.pwned=2>", "overclaim/cure", "error",
        "</article><script>window.pwned=4</script>{{ 7*7 }}",
        suggestion='"><img src=y onerror=window.pwned=5>\x1b[2J', fingerprint='"><script>',
        evidence=(Evidence("source", "<b>", "s<1>", "</blockquote><img src=z>"),), basis=("<i>#1",),
    )  # fmt: skip
    return Report(all_findings=(finding,), document=document, version="0.1.0")


REPORTS: dict[str, Callable[[], Report]] = {
    "chinese": chinese_report,
    "english": english_report,
    "unread": unread_report,
}


@pytest.fixture
def chinese() -> Report:
    return chinese_report()


@pytest.fixture
def english() -> Report:
    return english_report()


@pytest.fixture
def unread() -> Report:
    return unread_report()


@pytest.fixture
def hostile() -> Report:
    return hostile_report()


@pytest.fixture
def everything() -> list[Report]:
    return [make() for make in REPORTS.values()]


@pytest.fixture
def make_document() -> Callable[[str, str, str], Document]:
    return markdown


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    return found


def rendered(name: str, reports: Iterable[Report], **options: Any) -> str:
    stream = io.StringIO()
    load(name)(reports, stream, Options(**options))
    return stream.getvalue()


@pytest.fixture
def render() -> Callable[..., str]:
    return rendered


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with ``goldens/NAME``; ``UPDATE_GOLDENS=1 pytest tests/report`` writes it."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if os.environ.get("UPDATE_GOLDENS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden {name}: run UPDATE_GOLDENS=1 pytest tests/report"
        assert text == path.read_text(encoding="utf-8")

    return compare
