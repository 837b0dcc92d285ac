"""What a list alone can show: loose marks, invented entries, works told as something else."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimlint import read
from claimlint.language.identifiers import dois, faults, isbn_fits, issn_fits, orcid_fits
from claimlint.language.journals import same, table
from claimlint.verify.run import verify

A = "[1] 甲乙丙. 太极与睡眠[J]. 中华内科杂志, 2019, 58(2): 11-15. doi:10.5555/z.1"
B = "[2] Birch A, Cedar M. Warm feet and sleep. Lancet. 2020;395(3):20-9. doi:10.5555/z.2"

Steps = Callable[[Callable[[], object], str], int]


def checks(body: str, *entries: str, as_of: str = "2026-06-30") -> list[tuple[str, str]]:
    text = body + ("\n\n参考文献\n" + "\n".join(entries) + "\n" if entries else "")
    document, _ = read.read_text(text, path="a", format="text")
    assert document is not None
    seen = verify(document, None, {}, as_of).observations
    return [
        (one.check, document.slice(one.span))
        for one in seen
        if one.check.startswith(("citation-", "reference-", "identifier-"))
    ]


FOUND = [
    ("mark without entry", "睡眠改善[1]。另见[7]。体温升高[2]。", [A, B], ("citation-dangling", "[7]")),
    ("entry that nothing cites", "睡眠改善[1]。确实[1]。", [A, B], ("reference-unused", B[4:44])),
    ("study that is not listed", "2011年某大学团队的研究显示睡眠改善[1]。", [A, B], ("citation-unlisted", "2011年某大学")),
    ("no marks at all", "睡眠会改善。", [A, B], ("citation-no-marks", "参考文献")),
    ("another journal", "2020年，《肠道》杂志发表了Birch的研究：Warm feet and sleep。", [A, B], ("citation-journal-differs", "《肠道》")),
    ("two works, one DOI", "睡眠[1][2]。", [A, B.replace("z.2", "z.1")], ("reference-shared-id", "10.5555/z.1")),
    ("listed twice", "睡眠[1][2]。", [A, A.replace("[1]", "[2]")], ("reference-twice", "10.5555/z.1")),
    ("from the future", "睡眠[1][2]。", [A, B.replace("2020", "2031")], ("reference-future", "2031")),
    ("DOI without registrant", "睡眠[1][2]。", [A, B.replace("10.5555/z.2", "10.55/z.2")], ("identifier-impossible", "10.55/z.2")),
    ("PMID out of range", "睡眠[1][2]。", [A, B + " PMID: 912345678"], ("identifier-impossible", "PMID: 912345678")),
    ("trial number too short", "注册号NCT0123456的试验[1][2]。", [A, B], ("identifier-impossible", "NCT0123456")),
    ("thesis as clinical study", "2018年，某大学完成了热水浴与心率关系的临床研究[1]。", ["[1] 丁一. 热水浴与心率关系的研究[D]. 某大学, 2018.", B], ("citation-thesis-as-study", "临床研究")),
    ("preprint as paper", "该结果已发表于期刊[1]。", ["[1] Fir B. Heat and mood. medRxiv 2022. doi:10.1101/2022.01.01.22260001", B], ("citation-preprint-as-paper", "发表于")),
    ("incomplete entry", "睡眠[1][2]。", [A, "[2] 戊己. 热水浴的好处."], ("reference-incomplete", "戊己. 热水浴的好处.")),
    ("machine translated", "睡眠[1][2]。", [A, "[2] Birch, A. & Cedar, M. 温暖的双脚与老年人睡眠。 Lancet 395, 20 (2020)."], ("reference-translated", "Birch, A. & Cedar, M. 温暖的双脚与老年人睡眠")),
    ("anonymous study", "王某某等发现睡眠会改善。", [], ("citation-anonymous", "王某某等发现")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "entries", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_found(name: str, body: str, entries: list[str], expected: tuple[str, str]) -> None:
    assert expected in checks(body, *entries)


SILENT = [
    ("a sound list", "睡眠改善[1]，体温升高[2]。", [A, B]),
    ("journal and year agree", "2020年，《柳叶刀》发表了关于睡眠的研究[2]。另有一项[1]。", [A, B]),
    (
        "thesis named as such",
        "一篇学位论文开展了临床研究[1]。另见[2]。",
        ["[1] 丁一. 热水浴与心率关系的研究[D]. 某大学, 2018.", B],
    ),
    ("next year's issue in autumn", "睡眠[1][2]。", [A, B.replace("2020", "2027")]),
    ("no list, no marks", "睡眠会改善。", []),
]


@pytest.mark.parametrize(("name", "body", "entries"), SILENT, ids=[row[0] for row in SILENT])
def test_silent(name: str, body: str, entries: list[str]) -> None:
    assert checks(body, *entries, as_of="2026-11-23") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（doi:10.5555/a(b)c）。", "10.5555/a(b)c"),
        ("见 https://doi.org/10.5555/ABC.", "10.5555/abc"),
        ("(10.5555/x)", "10.5555/x"),
        (
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-X>3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-x>3.0.co;2-2",
        ),
        ("DOI：10.3969/j.issn.2020.01.001，", "10.3969/j.issn.2020.01.001"),
    ],
)
def test_dois(text: str, expected: str) -> None:
    assert [one[2] for one in dois(text)] == [expected]


def test_check_digits() -> None:
    assert isbn_fits("978-0-306-40615-7")
    assert not isbn_fits("978-0-306-40615-8")
    assert issn_fits("0140-6736")
    assert not issn_fits("0140-6737")
    assert orcid_fits("0000-0002-1825-0097")
    assert not orcid_fits("0000-0002-1825-0098")
    assert faults("国药准字H20200001，NCT01234567，ChiCTR2000012345，PMID: 12345") == []


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("柳叶刀", "Lancet", True),
        ("《新英格兰医学杂志》", "N Engl J Med", True),
        ("Stem Cells Transl Med", "Stem Cells Translational Medicine", True),
        ("Gut", "Lancet", False),
        ("Nature", "Nature Medicine", None),  # prose shortens
        ("某地方杂志", "Some Unknown Journal", None),
    ],
)
def test_journals(one: str, other: str, verdict: bool | None) -> None:
    assert same(one, other) is verdict


def test_no_two_journals_of_the_table_are_taken_for_one() -> None:
    wrong = [(a.full, b.full) for i, a in enumerate(table()) for b in table()[i + 1 :] if same(a.full, b.short) is True]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "[1]" * 3000,
        "(Li 2020" * 3000,
        "2020年大学研究《" * 2000,
        "A. B. " * 6000,
        "10.5555/" * 4000,
        "一二三" * 8000,
    ],
)
def test_work_is_linear(text: str, steps: Steps) -> None:
    short = steps(lambda: checks(text[:6_000], "[1] " + text[:6_000], B), "claimlint")
    long = steps(lambda: checks(text[:24_000], "[1] " + text[:24_000], B), "claimlint")
    assert long < 5 * short + 2_000
