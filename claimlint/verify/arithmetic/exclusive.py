"""Parts that exclude each other by their names (门诊 and 急诊, titles, schooling): together they are no more than their total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, unit_in_last_place, value_of
from claimlint.verify.arithmetic.parts import fault
from claimlint.verify.scenes.scene import Frame, Scene, Told
from claimlint.verify.scenes.shapes import shaped

_GROUPS_ZH = (
    "(?<!专科)(?<!普通)门诊|急诊",
    "副主任医师|主任医师|主治医师|住院医师|医士|副主任护师|主任护师|主管护师|(?<!主任)(?<!主管)护师|护士",
    "小学(?:及以下)?|初中(?:及以下)?|高中|中专|高中(?:或|及|/)中专|大专|本科(?:及以上)?|硕士|博士|研究生",
    "未婚|已婚|离异|丧偶|离异(?:或|及|/)丧偶",
    "顺产|阴道分娩|自然分娩|剖宫产",
    "男性?|女性?",
    "单胎|双胎",
    "城镇|城市|农村|乡村",
    "公办(?!民营)|民办|公立|民营|私立",
)
_GROUPS_EN = (
    "men|women|males|females|boys|girls",
    "outpatients?|inpatients?",
    "vaginal (?:births|deliveries)|caesareans?|cesareans?|caesarean (?:births|sections|deliveries)",
    "single|married|divorced|widowed",
    "smokers|ex-smokers|former smokers|never[- ]smokers|non-?smokers",
)
_NUMBER = "<CNXU>"
_GAP = lazy(
    r"(?: were)?(?:\s?[(（][^()（）]{0,24}[)）])?\s?(?:[例名人位个张次家]\s?)?(?:[,，、;；和及与]|,? and)?\s?(?:有|为)?"
)
_TOTAL_ZH = shaped(rf"(?P<t>{_NUMBER})`{{0,8}}?(?:中|[,，:：;；(（]\s?其中|[,，:：(（])`{{0,16}}?$")
_TOTAL_EN = lazy(r"(?:\bof|\bthe|\bincluded|\bour|^)\s?$")
_UNTOLD = lazy(r"unknown|missing|not (?:recorded|stated|given)|children|infants|other|non-?binary|undisclosed|declined")
_OTHERWISE = lazy(
    r"比|较|去年|上年|分别|增长|下降|对照|组(?!织|成|合)|每|versus|compared|respectively|\bgroups?\b|\barms?\b|per "
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a total and two or more such parts."""
    for frame, told in ((each, told) for each in scene.frames for told in each.sentences):
        if (
            len(told.figures) < len("ab")
            or told.crowded
            or told.heading
            or scene.document.blocks[told.block].table is not None
        ):
            continue
        if _OTHERWISE.search(told.words):
            continue
        for names in _GROUPS_EN if told.words.isascii() else _GROUPS_ZH:
            yield from _check(frame, told, names)


def _check(frame: Frame, told: Told, names: str) -> Iterator[Observation]:
    parts = _parts_en(told, names) if told.words.isascii() else _parts_zh(told, names)
    if len(parts) < 2 or not all(map(exact, parts)):
        return
    whole = _whole(told, parts[0])
    if whole is None and names.startswith("men|"):
        whole = _told_before(frame, told, parts)
    if whole is None or not exact(whole) or len({f.unit for f in (*parts, whole)} - {"none"}) > 1:
        return
    if "pct" not in {f.unit for f in parts}:
        yield from _more(parts, whole, all_told=names.startswith("men|") and not _UNTOLD.search(frame.words))


_OTHERS = lazy(
    r"control|healthy|volunteer|matched|partner|staff|nurses|doctors|relatives|carers|second|another|other|later|since then|in addition|also|registry"
)
_OF_THEM = lazy(r"\b(?:of (?:the|these|those|them|whom|our)|there were|they were|comprising|included?)\b")


def _told_before(frame: Frame, told: Told, parts: list[Figure]) -> Figure | None:
    """``291 admissions … Of the patients admitted, 177 were men and 144 women``: the only larger number before, where it is too small."""
    ahead = [one for one in frame.sentences if one.block == told.block and one.span.end <= told.span.start]
    words = " ".join(one.words for one in (*ahead, told))
    if not ahead or _OTHERS.search(words) or _OTHERWISE.search(words) or not _OF_THEM.search(told.words):
        return None
    most = max(map(value_of, parts))
    counts = [f for one in ahead for f in one.figures if f.unit in _PEOPLE and exact(f) and f.decimals <= 0]
    larger = [f for f in counts if value_of(f) > most and not 1900 <= value_of(f) < 2100]
    own = [f for f in told.figures if f.unit in _PEOPLE and f.value is not None and value_of(f) > most]
    if len(larger) != 1 or own or sum(map(value_of, parts), Decimal(0)) <= value_of(larger[0]):
        return None
    return replace(larger[0], unit=parts[0].unit)


_PEOPLE = frozenset({"count", "none", "times", "item"})


def _parts_zh(told: Told, names: str) -> list[Figure]:
    """``门诊71.9万、急诊14.5万``, side by side and each name once."""
    pattern = shaped(rf"(?P<name>{names})(?:及以[上下]|以[上下])?(?:者|患者)?(?:约?为|有|共|:|\s)?(?P<k>{_NUMBER})")
    run = _side_by_side(list(pattern.finditer(told.shape)), told.shape)
    return [told.group(match, "k") for match in run]


def _parts_en(told: Told, names: str) -> list[Figure]:
    """``187 women and 153 men``: the noun may be part of the figure."""
    by_start = {figure.span.start - told.span.start: figure for figure in told.figures}
    pattern = (
        rf"(?<![\w,.])(?P<k>\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,6}}|[a-z-]{{3,16}}) (?:were )?(?P<name>{names})(?![a-z])"
    )
    found = [match for match in expressions.finditer(pattern, told.words) if match.start() in by_start]
    return [by_start[match.start()] for match in _side_by_side(found, told.words)]


def _side_by_side(found: list[re.Match[str]], words: str) -> list[re.Match[str]]:
    run = found[:1]
    for match in found[1:]:
        if not _GAP.fullmatch(words[run[-1].end() : match.start()]):
            break
        run.append(match)
    return run if len({match["name"] for match in run}) == len(run) else []


def _whole(told: Told, first: Figure) -> Figure | None:
    """The figure before the parts, if words say that they are of it."""
    index = told.figures.index(first)
    if told.words.isascii():
        total = told.figures[index - 1] if index else None
        return total if total and _TOTAL_EN.search(told.words[: total.span.start - told.span.start]) else None
    before = told.shape[: told.places[index]]
    match = _TOTAL_ZH.search(before)
    return told.group(match, "t") if match else None


def _more(parts: list[Figure], whole: Figure, *, all_told: bool) -> Iterator[Observation]:
    found = sum(map(value_of, parts), Decimal(0))
    rounded = any(f.decimals != 0 for f in (*parts, whole))
    room = sum((unit_in_last_place(f) for f in (*parts, whole)), Decimal(0)) / 2 if rounded else Decimal(0)
    fewer = all_told and found < value_of(whole) <= found * 2 and not rounded
    if (fewer or found > value_of(whole) + room) and max(map(value_of, parts)) < value_of(whole):
        one = fault(parts, whole, span=parts[-1].span)
        titles = len(parts) > 2 and not all_told and found > value_of(whole)
        yield replace(one, values={**one.values, "tied": "yes"}) if titles else one
