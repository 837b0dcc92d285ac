"""100 documents in all styles of list and mark: every citation bound to the entry that it names."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from claimlint import read
from claimlint.verify.references.citations import read_citations
from claimlint.verify.references.listed import read_references


class Work(NamedTuple):
    family: str
    initials: str
    second: str
    title: str
    journal: str
    short: str
    chinese: str
    year: int
    volume: int
    pages: str
    doi: str
    topic: str


WORKS = [
    Work("Alder", "JK", "Birch", "Evening walks and blood glucose in adults with diabetes", "Diabetes Care", "Diabetes Care", "糖尿病护理", 2018, 41, "100-108", "10.5555/dc.18.100", "糖尿病患者晚间步行与血糖"),
    Work("Cedar", "M", "Dogwood", "Mesenchymal stromal cells for knee osteoarthritis: a pilot trial", "Stem Cells Translational Medicine", "Stem Cells Transl Med", "干细胞转化医学", 2019, 8, "55-63", "10.5555/sctm.19.55", "间充质细胞治疗膝骨关节炎"),
    Work("Elm", "PR", "Fir", "Warm baths and sleep in older people", "The Lancet", "Lancet", "柳叶刀", 2020, 395, "12-20", "10.5555/lan.20.12", "温水浴与老年睡眠"),
    Work("Ginkgo", "T", "Hazel", "Acupuncture for migraine in primary care", "BMJ Open", "BMJ Open", "英国医学杂志公开版", 2021, 11, "e04711", "10.5555/bmjo.21.4711", "针灸治疗偏头痛"),
    Work("Juniper", "SL", "Larch", "Probiotics and eczema in children: a cohort", "Gut", "Gut", "肠道", 2022, 71, "900-909", "10.5555/gut.22.900", "儿童益生菌与湿疹"),
]  # fmt: skip
CHINESE = [
    Work("周明远", "", "何秀兰", "太极拳对老年高血压患者血压影响的随机对照研究", "中华心血管病杂志", "", "中华心血管病杂志", 2017, 45, "33-38", "10.3760/demo.2017.33", ""),
    Work("林若水", "", "高山", "间歇性断食与体重管理的队列研究", "中华糖尿病杂志", "", "中华糖尿病杂志", 2019, 11, "201-206", "10.3760/demo.2019.201", ""),
    Work("沈知行", "", "方圆", "脐带来源细胞外泌体的实验研究进展", "中国组织工程研究", "", "中国组织工程研究", 2023, 27, "700-706", "10.3969/demo.2023.700", ""),
]  # fmt: skip


def vancouver(w: Work) -> str:
    return f"{w.family} {w.initials}, {w.second} A. {w.title}. {w.short}. {w.year};{w.volume}(2):{w.pages}. doi:{w.doi}"


def apa(w: Work) -> str:
    return f"{w.family}, {'. '.join(w.initials)}., & {w.second}, A. ({w.year}). {w.title}. {w.journal}, {w.volume}(2), {w.pages}."


def nature(w: Work) -> str:
    return f"{w.family}, {'. '.join(w.initials)}. & {w.second}, A. {w.title}. {w.short} {w.volume}, {w.pages} ({w.year}). https://doi.org/{w.doi}"


def mla(w: Work) -> str:
    return f"{w.family}, {w.initials[0]}., and A. {w.second}. “{w.title}.” {w.journal}, vol. {w.volume}, no. 2, {w.year}, pp. {w.pages}."


def oxford(w: Work) -> str:
    return f"{w.initials[0]}. {w.family}, A. {w.second}, {w.title}, {w.journal}, Volume {w.volume}, Issue 2, May {w.year}, Pages {w.pages}"


def gbt(w: Work) -> str:
    if w.initials:
        return f"{w.family} {w.initials}, {w.second} A. {w.title}[J]. {w.journal}, {w.year}, {w.volume}(2): {w.pages}."
    return f"{w.family}, {w.second}. {w.title}[J]. {w.journal}, {w.year}, {w.volume}(2): {w.pages}."


LATIN_STYLES = [vancouver, apa, nature, mla, oxford, gbt]
HEADS = ["参考文献", "参考资料：", "References", "## References"]


def listed(works: list[Work], style: object, label: str) -> str:
    return "\n".join(f"{label.format(number)}{style(work)}" for number, work in enumerate(works, 1))  # type: ignore[operator]


class Case(NamedTuple):
    name: str
    format: str
    text: str
    expected: list[tuple[str, tuple[int, ...]]]  # words that a citation's span holds -> entries


def numbered() -> Iterator[Case]:
    marks = [
        ("[1]", "[2,4]", "[3-5]"),
        ("［1］", "［2，4］", "［3-5］"),
        ("【1】", "【2、4】", "【3-5】"),
        ("¹", "²,⁴", "³⁻⁵"),
    ]
    for style in LATIN_STYLES:
        for number, (one, two, three) in enumerate(marks):
            label = ["[{}] ", "{}. ", "［{}］", "{}) "][number]
            body = f"步行有助于控制血糖{one}。两项研究给出了不同的结果{two}。其余证据较弱{three}。"
            text = f"{body}\n\n参考文献\n{listed(WORKS, style, label)}\n"
            expected = [(one, (1,)), (two, (2, 4)), (three, (3, 4, 5))]
            yield Case(f"numbers-{style.__name__}-{number}", "text", text, expected)


def raised() -> Iterator[Case]:
    for style in LATIN_STYLES:
        html = "<p>Walking lowers glucose<sup>1</sup>. Baths help<sup>3,5</sup>. The area is 3 m<sup>2</sup>.</p><h2>References</h2><ol>"
        html += "".join(f"<li>{style(work)}</li>" for work in WORKS) + "</ol>"
        yield Case(f"sup-{style.__name__}", "html", html, [("1", (1,)), ("3,5", (3, 5))])


def authors() -> Iterator[Case]:
    for style in LATIN_STYLES:
        text = f"Walking helps (Alder et al., 2018). Elm and Fir (2020) saw better sleep. Both agree (Cedar 2019; Juniper 2022).\n\nReferences\n{listed(WORKS, style, '[{}] ')}\n"
        expected = [("Alder", (1,)), ("Elm", (3,)), ("Cedar", (2, 5))]
        yield Case(f"author-year-{style.__name__}", "text", text, expected)
    for label in ["[{}] ", "{}. ", ""]:
        text = f"太极拳可以平稳血压（周明远等，2017）。林若水等（2019）观察到体重下降。\n\n参考文献\n{listed(CHINESE, gbt, label)}\n"
        yield Case(f"author-year-zh-{label}", "text", text, [("周明远", (1,)), ("林若水", (2,))])


def prose() -> Iterator[Case]:
    for style in LATIN_STYLES:
        for head in HEADS[:2]:
            body = "\n".join(f"{w.year}年，某大学团队在《{w.chinese}》上发表了一项关于{w.topic}的研究。" for w in WORKS)
            text = f"{body}\n\n{head}\n{listed(WORKS, style, '')}\n"
            yield Case(
                f"prose-{style.__name__}-{head}",
                "text",
                text,
                [(f"《{w.chinese}》", (i,)) for i, w in enumerate(WORKS, 1)],
            )
        english = " ".join(f"A {w.year} study in {w.journal} looked at this." for w in WORKS)
        yield Case(f"prose-en-{style.__name__}", "text", f"{english}\n\nReferences\n{listed(WORKS, style, '{}. ')}\n",
                   [(str(w.year), (i,)) for i, w in enumerate(WORKS, 1)])  # fmt: skip
    for number, label in enumerate(["[{}] ", "", "{}. "]):
        body = "\n".join(f"{w.year}年发表在《{w.journal}》的《{w.title}》给出了数据。" for w in CHINESE)
        text = f"{body}\n\n参考文献\n{listed(CHINESE, gbt, label)}\n"
        yield Case(
            f"prose-zh-title-{number}",
            "text",
            text,
            [(f"《{w.title}》", (i,)) for i, w in enumerate(CHINESE, 1)],
        )


def identified() -> Iterator[Case]:
    for style in (vancouver, nature):
        for head in HEADS:
            body = f"数据见 {WORKS[1].doi}，另见 https://doi.org/{WORKS[4].doi}。"
            heading, format_ = (head, "markdown") if head.startswith("#") else (head, "text")
            text = f"{body}\n\n{heading}\n\n{listed(WORKS, style, '{}. ')}\n"
            yield Case(f"doi-{style.__name__}-{head}", format_, text, [(WORKS[1].doi, (2,)), (WORKS[4].doi, (5,))])
    for style in (vancouver, nature):
        text = f"步行[有效](https://doi.org/{WORKS[0].doi})。\n\n## 参考文献\n\n{listed(WORKS, style, '{}. ')}\n"
        yield Case(f"link-{style.__name__}", "markdown", text, [("有效", (1,))])
    for style in LATIN_STYLES:
        notes = "\n".join(f"[^{name}]: {style(work)}" for name, work in zip("abcde", WORKS, strict=True))
        yield Case(
            f"footnotes-{style.__name__}",
            "markdown",
            f"步行有效[^a]，水浴也有效[^c]。\n\n{notes}\n",
            [("[^a]", (1,)), ("[^c]", (3,))],
        )


def mixed() -> Iterator[Case]:
    """Entries of several styles in one list; one author twice; marks beside exponents."""
    for turn in range(15):
        entries = "\n".join(f"[{i}] {LATIN_STYLES[(i + turn) % 6](w)}" for i, w in enumerate(WORKS, 1))
        entries += f"\n[6] {gbt(CHINESE[turn % 3])}"
        zh = CHINESE[turn % 3]
        text = f"体表面积 1.73 m²，计数 10⁶ 个。步行有效[1,6]；{zh.year}年《{zh.journal}》的研究也这样认为。\n\n参考文献\n{entries}\n"
        yield Case(f"mixed-{turn}", "text", text, [("[1,6]", (1, 6)), (f"《{zh.journal}》", (6,))])
    for first, second in [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (1, 4), (2, 0), (3, 1), (4, 2)]:
        a, b = WORKS[first], WORKS[second]
        text = f"{a.year}年，一个团队在《{a.chinese}》发表研究[1]。{b.year}年《{b.chinese}》的论文[2]补充了它。\n\n参考文献\n[1] {gbt(a)}\n[2] {gbt(b)}\n"
        yield Case(f"mark-and-prose-{first}{second}", "text", text, [("[1]", (1,)), ("[2]", (2,))])


CASES = [*numbered(), *raised(), *authors(), *prose(), *identified(), *mixed()]


def bound(case: Case) -> list[bool]:
    """For each expected citation: is there one at its words, and is it bound to exactly its entries?"""
    document, _ = read.read_text(case.text, path="a", format=case.format)
    assert document is not None
    references = read_references(document)
    citations = read_citations(document, references)
    result = []
    for words, targets in case.expected:
        there = [one for one in citations if words in document.slice(one.span)]
        result.append([one.targets for one in there] == [targets])
    return result


def test_there_are_a_hundred_documents() -> None:
    assert len(CASES) >= 100
    assert len({case.name for case in CASES}) == len(CASES)


def test_at_least_95_percent_are_bound_to_the_right_entry() -> None:
    results = {case.name: bound(case) for case in CASES}
    total = sum(len(one) for one in results.values())
    right = sum(sum(one) for one in results.values())
    wrong = {name: one for name, one in results.items() if not all(one)}
    assert right / total >= 0.95, f"{right}/{total}: {wrong}"


@pytest.mark.parametrize("style", LATIN_STYLES, ids=lambda style: style.__name__)
def test_every_style_is_parsed(style: object) -> None:
    from claimlint.model.text import Span
    from claimlint.verify.references.listed import read_entry

    for work in WORKS:
        entry = read_entry(style(work), Span(0, 1), 1)  # type: ignore[operator]
        assert (entry.title, entry.year, entry.volume) == (work.title, work.year, str(work.volume))
        assert entry.journal in {work.journal, work.short}
        assert entry.authors[0] == work.family


def test_exponents_and_lists_of_numbers_are_no_citations() -> None:
    text = (
        "面积 3 m²，细胞 2×10⁶ 个，CD4⁺ 与 eGFR 1.73m²。\n\n参考文献\n[1] "
        + gbt(WORKS[0])
        + "\n[2] "
        + gbt(WORKS[1])
        + "\n"
    )
    document, _ = read.read_text(text, path="a", format="text")
    assert document is not None
    assert read_citations(document, read_references(document)) == ()
