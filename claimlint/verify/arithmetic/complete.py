"""Lists of which the text says, in whatever words, that they are all there is; the total may stand before or behind.

That four provinces are named and four numbers listed, that nobody is counted twice, that a list goes by grade, or that its
last item is the rest: each says that the list is complete. If any run of its numbers makes any other number told, all is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, unit_in_last_place, value_of
from claimlint.verify.arithmetic.parts import LOST, fault
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of

MOST_PARTS = 9
AROUND = 2  # sentences before and behind in which the total may stand


def check(scene: Scene) -> Iterator[Observation]:
    """Lists in sentences, and columns under a caption that tells their total."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if len(told.figures) >= _FEWEST and not (told.heading or told.crowded):
                yield from _listed(frame, index, told)
    for table in tables_of(scene):
        yield from _captioned(table)


_FEWEST = 2
_COUNTED_BY = lazy(r"[\d零〇一二两三四五六七八九十百千万]\s?([^\d\s零〇一二两三四五六七八九十百千万,.])")
_ONCES = (
    r"(?:没有|无|不|互不|并无)(?:重叠|重复|交叉|相互重叠)|只(?:归入|计入|计|算|统计|记|按|选)[^,，。]{0,10}一[类种次项组]|每[一]?[例名人位个份件只][^,，。]{0,8}只|互相排斥|相互排斥|不重复计|"
    r"(?:put|placed|filed|recorded|counted|entered|sorted) (?:in|into|under|at) (?:just |only |exactly )?one (?:place|group|class|category|heading|column|list)(?: only| alone)?|"
    r"no overlap|not overlap|mutually exclusive|under a single|in only one|counted (?:only )?once|exactly one|one category|\bone (?:grade|class|category|answer|group|score|label) only|a single [a-z]+ (?:in|for|per) (?:each|every)|no one (?:was|is) counted twice|"
    r"(?:三|四|五|两|二)者(?:合|加|相加)"
)
_ONCE = lazy(_ONCES)
_WITH = lazy(r"\b(?:with|having) $")
_ONE_EACH = lazy(
    r"\bone (?:grade|class|category|answer|group|score|label) only|a single [a-z]+ (?:in|for|per) (?:each|every)|mutually exclusive|互斥"
)
_SORTED_BY = lazy(
    r"按(?:照)?(?!方案|计划|时|期|需|要求|规定|医嘱|标准|说明)[一-鿿]{2,8}(?:分为|分|来分|划分|统计|看|计|,|，|:)|[一-鿿]{2,6}分布(?:为|是|如下|:)|构成(?:为|是|如下|:)|(?:病理|组织学)类型[一-鿿]{0,4}[:为]|(?:分型|分期|分级|分层|术式|手术方式|去向|转归|结局|来源|病因|血型|学历|职业|民族|职称)[一-鿿]{0,4}(?::|为|是)|由[^。;]{4,60}(?:组成|构成)|"
    r"\bby (?:age|sex|gender|stage|grade|type|severity|site|cause|region|department|outcome|shift|category|blood group)\b|consist(?:s|ed|ing) of|made up of|broke down as|comprising"
)
_WORST = r"无效|未愈|无变化|恶化|死亡|差|不满意|重度|重症"
_BEST = r"痊愈|治愈|显效|临床控制|优|非常满意|轻度|轻症"
_DESIGNS = lazy(r"随机|队列|病例对照|横断面|病例系列|rct|cohort|case-control|cross-sectional|case series|randomi[sz]ed")
_KINDS = lazy(
    r"(?P<n>[两二三四五六七八九]|(?<![≥>~\d-])[2-9](?!级))(?:大|个)?(?:种|类|级|型|档|省|市|区|县|科|队|校|班|年级|病区|方面|类别|类型|部分|地区|民族|村|镇|街道|情况|结局|途径|渠道|批|轮)(?!者?\s?\d)"
    r"|\b(?P<e>two|three|four|five|six|seven|eight)(?: [a-z]+)? (?:categories|kinds|types|classes|provinces|countries|regions|villages|schools|wards|departments|"
    r"teams|strata|headings|outcomes|reasons|causes|grades|stages|sources|routes|districts|towns|cities|states)\b"
)
_NUMBERS = {word: number for number, words in enumerate(
    ("", "", "两 二 2 two", "三 3 three", "四 4 four", "五 5 five", "六 6 six", "七 7 seven", "八 8 eight", "九 9 nine")
) for word in words.split()}  # fmt: skip
_SHARED = lazy(
    r"[(（]双[侧髋膝足眼肩踝]|不良|症状|重叠(?!的?(?:孩子|患者)?[,，。])|同时|既|兼有|合并|一人多|多选|不止一|多于一|均有|both|overlapp|one or more|more than one|at least one|multiple|可多选|人次|例次|筛查|筛选|其中.{2,40}其中|"
    r"较|比上|增加|减少|上年|去年|compared|previous|screened|含|including|such as|主要|等|或以上"
)


_COMPARED = lazy(r"一人多|多选|人次|其中.{2,40}其中|较|比上|增加|减少|上年|去年|等|compared|previous|including|such as")
_SAID_ALL = lazy(f"{_ONCES}|(?:筛查|筛选)[^。;]{{0,10}}(?:最终|最后)")


def _listed(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    around = [one for one in frame.sentences[max(0, index - AROUND) : index + AROUND + 1] if one.block == told.block]
    words = "".join(one.words for one in around)
    for run in _runs(told):
        shared = _COMPARED if _ONCE.search(told.words) else _SHARED  # counted once, whatever they have
        if not _complete(told, words, run) or shared.search(_SAID_ALL.sub("", told.words)):
            continue
        everybody = [f for one in around for f in one.figures if _like(f, run[0]) and f.value is not None]
        others = [f for f in everybody if f not in run]
        stretch = _FEWEST if not _ONCE.search(words) else len(run) - 1
        for one in _judged(frame, run, others, _is_part(told, run[0]), stretch):
            sure = _ONE_EACH.search(told.words) is not None or _by_grade(told, run, one)
            yield replace(one, values={**one.values, "tied": "yes"}) if sure else one


_GRADE = lazy(r"(?P<n>[ⅠⅡⅢⅣⅤⅥ]|[ivx]{1,3}|[0-6一二三四五])\s?(?P<of>[级期型度类])(?:者|患者)?\s?$")
_GRADES = tuple(
    frozenset(each)
    for each in (
        ("0",), ("ⅰ", "Ⅰ", "i", "1", "一"), ("ⅱ", "Ⅱ", "ii", "2", "二"), ("ⅲ", "Ⅲ", "iii", "3", "三"), ("ⅳ", "Ⅳ", "iv", "4", "四"),
        ("ⅴ", "Ⅴ", "v", "5", "五"), ("ⅵ", "Ⅵ", "vi", "6"),
    )
)  # fmt: skip


def _by_grade(told: Told, run: list[Figure], one: Observation) -> bool:
    """``Ⅱ级38例、Ⅲ级57例、Ⅳ级29例、Ⅴ级12例``: grades that follow each other; of fewer than all, from the first to the fourth."""
    labels = [_GRADE.search(told.words[: f.span.start - told.span.start][-8:]) for f in run]
    told_of = [match for match in labels if match is not None]
    ranks = [next(rank for rank, each in enumerate(_GRADES) if match["n"] in each) for match in told_of if any(match["n"] in each for each in _GRADES)]  # fmt: skip
    if len(ranks) < _FEWEST + 1 or len({match["of"] for match in told_of}) != 1 or labels[1:].count(None):
        return False
    if ranks != list(range(ranks[0], ranks[0] + len(ranks))):
        return False
    more = Decimal(one.values["sum"]) > Decimal(one.values["stated"])
    return more or (ranks[0] <= 1 and len(ranks) >= _SURE_LABELS)


_OF_EACH = lazy(r"(?: [a-z]+){0,2} (?:each|apiece)\b")


def _runs(told: Told) -> Iterator[list[Figure]]:
    """Numbers of one kind that follow each other in a sentence, shares in brackets aside."""
    run: list[Figure] = []
    for figure in told.figures:
        if figure.unit in {"pct", "ratio", "country", "cilevel"} or (figure.unit in TIME_UNITS and not exact(figure)):
            continue
        if _OF_EACH.match(told.words, figure.span.end - told.span.start):
            continue  # 64 in four wards of 16 beds each
        if run and not _like(figure, run[0]):
            if len(run) >= _FEWEST:
                yield run
            run = []
        if _EACH.match(told.words, figure.span.end - told.span.start):
            continue  # four wards of 16 beds each
        if exact(figure) and figure.decimals <= 0 and figure.value is not None and kind_of(figure) in "CXN":
            run.append(figure)
    if len(run) >= _FEWEST:
        yield run


_EACH = lazy(r"(?: [a-z]+)? (?:each|apiece)\b")


def _like(one: Figure, two: Figure) -> bool:
    if kind_of(one) == "C" or kind_of(two) == "C":
        return {one.unit, two.unit} <= {"count", "animal", "eye", "none"}
    if one.unit == two.unit == "none":
        return True
    return one.unit == two.unit and (one.unit in {"study", "site"} or _classifier(one) == _classifier(two))


def _classifier(figure: Figure) -> str:
    found = _COUNTED_BY.search(figure.raw.strip())
    return found[1] if found else ""


def _complete(told: Told, words: str, run: list[Figure]) -> bool:
    """Do words say that these numbers, or all of them but the first, are all there is?"""
    if len(run) > MOST_PARTS or _FLOWS.search(told.words):
        return False
    sizes = {len(run), len(run) - 1}
    kinds = {_NUMBERS[match["n"] or match["e"]] for match in _KINDS.finditer(words)}
    kinds |= {
        int(f.low)
        for f in told.figures
        if f.unit in {"group", "country", "site"} and 2 <= f.low <= MOST_PARTS and f.low == int(f.low)
    }
    if _ONCE.search(words) and (len(run) > _FEWEST or kinds & sizes):
        return True
    if len(run) < _FEWEST + 1:
        return False
    listed = told.words[run[0].span.start - told.span.start : run[-1].span.end - told.span.start + 12]
    scale = expressions.search(_WORST, told.words) is not None and expressions.search(_BEST, told.words) is not None
    designs = run[0].unit == "study" and len(_DESIGNS.findall(told.words)) >= len(run) - 1
    labels = _labels(told, run) if _EVERYBODY.search(told.words) else 0
    by = (labels >= _SURE_LABELS or _SORTED_BY.search(told.words) is not None) and expressions.search(
        r"[,，、;]", listed
    ) is not None
    return bool(kinds & sizes & set(range(3, MOST_PARTS + 1))) or scale or designs or by


_FLOWS = lazy(r"[每各][组名例人]?\d|每组|新[增开建]|关停|退出|年初|不合格|其中[^。]{0,30}检出")
_EVERYBODY = lazy(r"全部|全都|均(?!值|数)|100%|悉数|逐一")
_LABEL = lazy(r"([色级类型档组])(?:标识|管理|人群|者)?\s?$")
_SURE_LABELS = 4


def _labels(told: Told, run: list[Figure]) -> int:
    """How many of the numbers stand behind labels of one kind: ``绿色735人、黄色319人``."""
    ends = [_LABEL.search(told.words[: f.span.start - told.span.start][-6:]) for f in run]
    kinds = [match[1] for match in ends if match]
    return max((kinds.count(kind) for kind in set(kinds)), default=0)


def _judged(frame: Frame, run: list[Figure], others: list[Figure], part: bool, least: int) -> Iterator[Observation]:
    values = [value_of(f) for f in run]
    if _adds_up(values, [value_of(f) for f in others], _lost(frame)) or _first_adds_up(values, least):
        return
    total, parts = (None, run) if part else _first_is_total(run, others)
    total = total or _told_around(run, others)
    if total is None or len(parts) < _FEWEST or max(map(value_of, parts)) >= value_of(total):
        return
    found, stated = sum(map(value_of, parts), Decimal(0)), value_of(total)
    if found != stated and abs(found - stated) * 3 <= stated:
        yield fault(parts, total)


def _is_part(told: Told, first: Figure) -> bool:
    """Does a word of a scale name it?"""
    before = told.words[: first.span.start - told.span.start]
    if _WITH.search(before) and any(f.unit in {"site", "country", "group"} for f in told.figures):
        return True  # three hospitals with 400, 320 and 150 beds
    return expressions.search(rf"(?:{_BEST}|{_WORST}|有效|好转|稳定|良|中度)(?:者|患者|率)?[\s:]?$", before) is not None


def _first_is_total(run: list[Figure], others: list[Figure]) -> tuple[Figure | None, list[Figure]]:
    """``127件，按级别：``: more than each number behind it, and none told around is more."""
    first, rest = run[0], run[1:]
    enough = len(rest) >= _FEWEST and value_of(first) * 4 > sum(map(value_of, rest), Decimal(0)) * 3
    if (
        enough
        and value_of(first) > max(map(value_of, rest))
        and not any(_holds_all(value_of(f), value_of(first), run) for f in others)
        and all(value_of(f) <= value_of(first) for f in others if f.span.start < first.span.start)
    ):
        return first, rest
    return None, run


def _holds_all(whole: Decimal, first: Decimal, run: list[Figure]) -> bool:
    """Is a number told outside a list more than any of it, and about what all of it makes?"""
    found = sum(map(value_of, run), Decimal(0))
    return whole > first and abs(whole - found) * 3 <= whole


def _told_around(run: list[Figure], others: list[Figure]) -> Figure | None:
    """The nearest larger number before the list, else the first behind it."""
    most = max(map(value_of, run))
    larger = [f for f in others if value_of(f) > most and exact(f)]
    before = [f for f in larger if f.span.start < run[0].span.start]
    return before[-1] if before else larger[0] if larger else None


def _adds_up(values: list[Decimal], others: list[Decimal], lost: list[Decimal]) -> bool:
    """Does the list, or all of it but its first or last, make another number told, but for those who were lost?"""
    everything = set(values) | set(others)
    gaps = {Decimal(0), *lost, sum(lost, Decimal(0))}
    for size in range(max(2, len(values) - 1), len(values) + 1):
        for start in range(len(values) - size + 1):
            stretch = values[start : start + size]
            found = sum(stretch, Decimal(0))
            apart = everything - set(stretch) if size < len(values) else set(others)
            if any(found + gap in apart or found - gap in apart for gap in gaps):
                return True
    return any(sum(some, Decimal(0)) in others for size in (2, 3) for some in combinations(values[:MOST_PARTS], size))


def _first_adds_up(values: list[Decimal], least: int) -> bool:
    """``399例（试验组200例，对照组199例；3例未给药）``: some of what follows makes the first."""
    return any(sum(values[1 : 1 + size], Decimal(0)) == values[0] for size in range(max(2, least), len(values)))


_CLAUSE = lazy(r"[,，;；。:：]|\. ")


def _lost(frame: Frame) -> list[Decimal]:
    if "lost from lists" in frame.known:
        kept: list[Decimal] = frame.known["lost from lists"]
        return kept
    found: list[Decimal] = []
    for told in frame.sentences:
        for f in told.figures if expressions.search(LOST, told.words) else ():
            at, end = f.span.start - told.span.start, f.span.end - told.span.start
            near = told.words[max(0, at - 8) : end + 8] + _CLAUSE.split(told.words[end : end + 30])[0]
            if kind_of(f) in "CXN" and f.value is not None and expressions.search(LOST, near):
                found.append(value_of(f))
    frame.known["lost from lists"] = found[:6]
    return found[:6]


# --- a caption and its table --------------------------------------------------------------------------

_COUNTING = lazy(
    r"^(?:[一-鿿]{0,6}?(?:例数|人数|起数|件数|次数|份数|只数|眼数|台数|户数|张数)|n|no\.?|number(?: of [a-z]+)?|cases?|patients|participants|count)"
    r"(?:\s?[(（][^()]{0,6}[)）])?$"
)
_OF_ALL = lazy(r"(?:共|合计|总计|总共|全[年部体院]|n\s?=|total of|[(（]\s?)[^,，。;；]{0,8}$")
_TOTAL_ROW = lazy(r"^(?:合计|总计|共计|总数|小计|total|all|overall|sum)|其中|of which|of whom")
_MANY = lazy(r"不良|副作用|症状|并发症|合并|既往|adverse|symptom|complication|comorbid|多选")


def _captioned(table: Table) -> Iterator[Observation]:
    """``疗效（52例）`` above rows of 18, 22, 14 and 4."""
    rows, labels = table.rows, [table.words(row, 0) for row in table.rows]
    if len(rows) < 3 or any(_TOTAL_ROW.search(label) for label in labels) or _MANY.search(" ".join(labels)):
        return
    counting = [c for c in table.columns[1:] if _COUNTING.match(table.words(0, c))]
    if len(counting) != 1 or not _parted(table, labels):
        return
    numbers = [
        f
        for row in rows
        if (f := table.number(row, counting[0])) is not None and f.decimals <= 0 and kind_of(f) in "CXN"
    ]
    captions = _captions(table)
    if len(numbers) != len(rows) or not captions:
        return
    found = sum(map(value_of, numbers), Decimal(0))
    totals = [f for told, f in captions if _OF_ALL.search(told.words[: f.span.start - told.span.start])]
    if totals and all(value_of(f) != found for _, f in captions) and abs(found - value_of(totals[-1])) * 4 <= found:
        yield fault(numbers, totals[-1])


def _captions(table: Table) -> list[tuple[Told, Figure]]:
    """The counts of the two paragraphs or headings before a table."""
    first = min(told.block for cell in table.cells.values() for told in cell.told)
    near = [told for told in table.frame.sentences if first - 2 <= told.block < first]
    return [(told, f) for told in near for f in told.figures if kind_of(f) in "CXN" and exact(f) and f.decimals <= 0]


def _parted(table: Table, labels: list[str]) -> bool:
    """Do the rows share out everybody: shares that make a hundred, a scale, a last row of the others?"""
    joined = " ".join(labels)
    if expressions.search(_WORST, joined) and expressions.search(_BEST, joined):
        return True
    if expressions.search(r"^(?:其他|其余|不详|未知|others?\b|unknown|missing)", labels[-1]):
        return True
    for column in table.columns[1:]:
        shares = [f for row in table.rows if (f := table.number(row, column)) is not None and f.unit == "pct"]
        if len(shares) == len(labels):
            room = sum((unit_in_last_place(f) for f in shares), Decimal(0))
            return abs(sum(map(value_of, shares), Decimal(0)) - 100) <= room
    return False
