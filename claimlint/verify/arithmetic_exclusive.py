"""Parts that exclude each other by their names (门诊 and 急诊, titles, schooling): together they are no more than their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import exact, unit_in_last_place, value_of
from claimlint.verify.arithmetic_parts import fault
from claimlint.verify.scene import Scene, Told
from claimlint.verify.shapes import Shaped, shaped

_GROUPS_ZH = (
    "(?<!专科)(?<!普通)门诊|急诊",
    "副主任医师|主任医师|主治医师|住院医师|医士",
    "副主任护师|主任护师|主管护师|(?<!主任)(?<!主管)护师|护士",
    "小学(?:及以下)?|初中(?:及以下)?|高中|中专|高中(?:或|及|/)中专|大专|本科(?:及以上)?|硕士|博士|研究生",
    "未婚|已婚|离异|丧偶|离异(?:或|及|/)丧偶",
    "顺产|阴道分娩|自然分娩|剖宫产",
    "男性?|女性?",
    "单胎|双胎",
    "城镇|城市|农村|乡村",
)
_GROUPS_EN = (
    "men|women|males|females|boys|girls",
    "outpatients?|inpatients?",
    "vaginal (?:births|deliveries)|caesareans?|cesareans?|caesarean (?:births|sections|deliveries)",
    "single|married|divorced|widowed",
    "smokers|ex-smokers|former smokers|never[- ]smokers|non-?smokers",
)
_NUMBER = "<CNXU>"
_GAP = lazy(r"(?:\s?[(（][^()（）]{0,24}[)）])?\s?(?:[例名人位个张次家]\s?)?(?:[,，、;；和及与]|,? and)?\s?(?:有|为)?")
_TOTAL_ZH = shaped(
    rf"(?P<t>{_NUMBER})`{{0,8}}?(?:中|[,，:：;；(（]\s?其中|[,，:：(（])`{{0,6}}?$"
)
_TOTAL_EN = shaped(
    rf"(?:\bof|\btotal of|\bcohort of|\bthe|\bsample of|\bincluded|\bseries of|^)\s(?P<t>{_NUMBER})[^.;{chr(0xE000)}-{chr(0xE00C)}]{{0,40}}$"
)
_OTHERWISE = lazy(r"比|较|去年|上年|分别|增长|下降|对照|组(?!织|成|合)|每|versus|compared|respectively|\bgroups?\b|\barms?\b|per ")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a total and two or more such parts."""
    for told in scene.sentences:
        if len(told.figures) < 3 or told.crowded or told.heading or scene.document.blocks[told.block].table is not None:
            continue
        if _OTHERWISE.search(told.words):
            continue
        for names in _GROUPS_EN if told.words.isascii() else _GROUPS_ZH:
            yield from _check(told, names)


def _pattern(told: Told, names: str) -> Shaped:
    if told.words.isascii():
        return shaped(rf"(?P<k>{_NUMBER}) (?:were )?(?P<name>{names})(?![a-z])")
    return shaped(rf"(?P<name>{names})(?:者|患者)?(?:约?为|有|共|:|\s)?(?P<k>{_NUMBER})")


def _check(told: Told, names: str) -> Iterator[Observation]:
    found = list(_pattern(told, names).finditer(told.shape))
    run = found[:1]
    for match in found[1:]:
        if not _GAP.fullmatch(told.shape[run[-1].end() : match.start()]):
            break
        run.append(match)
    if len(run) < 2 or len({match["name"] for match in run}) < len(run):
        return
    parts = [told.group(match, "k") for match in run]
    before = told.shape[: run[0].start()]
    total = (_TOTAL_EN if told.words.isascii() else _TOTAL_ZH).search(before)
    if total is None or not all(map(exact, parts)):
        return
    whole = told.group(total, "t")
    if not exact(whole) or len({f.unit for f in (*parts, whole)} - {"none"}) > 1 or "pct" in {f.unit for f in parts}:
        return
    yield from _more(parts, whole)


def _more(parts: list[Figure], whole: Figure) -> Iterator[Observation]:
    found = sum(map(value_of, parts), Decimal(0))
    rounded = any(f.decimals != 0 for f in (*parts, whole))
    room = sum((unit_in_last_place(f) for f in (*parts, whole)), Decimal(0)) / 2 if rounded else Decimal(0)
    if found > value_of(whole) + room and max(map(value_of, parts)) < value_of(whole):
        yield fault(parts, whole, span=parts[-1].span)
