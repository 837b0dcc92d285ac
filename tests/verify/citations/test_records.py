"""An identifier that leads to another work: accused on several fields, never on one."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from claimlint import read
from claimlint.model.source import Identifiers, Source
from claimlint.sources.store import SourceStore
from claimlint.verify.run import verify

HELD = SourceStore(
    (
        Source("w", Identifiers(doi="10.5555/warm.1", pmid="31000001"), "Warm baths and sleep quality in older adults: a randomised trial", (), ("Müller", "Okafor"), "Stem Cells Translational Medicine", ("Stem Cells Transl Med",), 2020, (2019, 2020), volume="9", pages="33-41"),
        Source("x", Identifiers(doi="10.5555/taiji.2"), "太极拳对老年人平衡能力的影响", (), ("周明远", "何秀兰"), "中华心血管病杂志", (), 2018),
        Source("y", Identifiers(doi="10.5555/tea.3"), "Green tea and blood pressure", ("绿茶与血压的关系",), ("Lin",), "Lancet", (), 2015),
    )
)  # fmt: skip

OTHER = [
    ("everything differs", "[1] Garcia P, Chen L. Exosomes restore hair growth in mice. Lancet. 2012;12(4):101-9. doi:10.5555/warm.1", "10.5555/warm.1"),
    ("same journal and year, other title and author", "[1] Garcia P. Exosomes restore hair growth in mice. Stem Cells Transl Med. 2020;8(4):101-9. doi:10.5555/warm.1", "10.5555/warm.1"),
    ("under a PMID", "[1] Garcia P. Exosomes restore hair growth in mice. Gut. 2012;12(4):101-9. PMID: 31000001", "31000001"),
    ("Chinese entry, Chinese record", "[1] 王小川, 李大山. 外泌体治疗脱发的临床观察[J]. 中华皮肤科杂志, 2021, 54(3): 21-25. doi:10.5555/taiji.2", "10.5555/taiji.2"),
]  # fmt: skip
SILENT = [
    ("the work itself", "[1] Müller K, Okafor B. Warm baths and sleep quality in older adults: a randomised trial. Stem Cells Transl Med. 2020;9(1):33-41. doi:10.5555/warm.1"),
    ("accents, journal spelt out, online year", "[1] Muller K. Warm baths & sleep quality in older adults. Stem Cells Translational Medicine. 2019. doi:10.5555/warm.1"),
    ("one field: the title", "[1] Müller K. Exosomes restore hair growth in mice. Stem Cells Transl Med. 2020;8(4):101-9. doi:10.5555/warm.1"),
    ("one field: the journal", "[1] Müller K. Warm baths and sleep quality in older adults: a randomised trial. Gut. 2020;9(1):3-4. doi:10.5555/warm.1"),
    ("one field: the year", "[1] Müller K. Warm baths and sleep quality in older adults: a randomised trial. Stem Cells Transl Med. 2003;9(1):3-4. doi:10.5555/warm.1"),
    ("second author put first", "[1] Okafor B. Warm bathing and sleep of the elderly. Stem Cells Transl Med. 2020. doi:10.5555/warm.1"),
    ("title translated", "[1] 米勒. 温水浴与老年人睡眠质量的随机试验[J]. 干细胞转化医学, 2020. doi:10.5555/warm.1"),
    ("Chinese work cited in English", "[1] Zhou MY, He XL. Effects of Tai Chi on balance in the elderly. Chin J Cardiol. 2018;46(2):1-5. doi:10.5555/taiji.2"),
    ("translated title that the record holds", "[1] 林一. 绿茶与血压的关系[J]. 柳叶刀, 2015. doi:10.5555/tea.3"),
    ("no record of the identifier", "[1] Garcia P. Exosomes restore hair growth in mice. Gut. 2012. doi:10.5555/none.9"),
    ("no identifier at all", "[1] Garcia P. Exosomes restore hair growth in mice. Gut. 2012;12(4):101-9."),
]  # fmt: skip


def accused(entry: str) -> list[str]:
    document, _ = read.read_text(f"睡眠改善了[1]。\n\n参考文献\n{entry}\n", path="a", format="text")
    assert document is not None
    seen = verify(document, HELD, {}, "2026-06-30").observations
    return [document.slice(one.span) for one in seen if one.check == "reference-other-work"]


@pytest.mark.parametrize(("name", "entry", "place"), OTHER, ids=[row[0] for row in OTHER])
def test_another_work(name: str, entry: str, place: str) -> None:
    assert accused(entry) == [place]


@pytest.mark.parametrize(("name", "entry"), SILENT, ids=[row[0] for row in SILENT])
def test_not_accused(name: str, entry: str) -> None:
    assert accused(entry) == []


def test_figures_are_not_compared_with_another_work() -> None:
    text = f"治疗后38%的人睡得更好[1]。\n\n参考文献\n{OTHER[0][1]}\n"
    document, _ = read.read_text(text, path="a", format="text")
    assert document is not None
    verdicts = {str(one.verdict) for one in verify(document, HELD).agreements}
    assert verdicts == {"source_unavailable"}
