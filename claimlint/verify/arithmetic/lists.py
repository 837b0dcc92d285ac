"""Lists, opposites and products of counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import (
    exact,
    plain,
    unit_in_last_place,
    value_of,
)
from claimlint.verify.arithmetic.parts import (
    OVERLAP,
    SCREENED,
    counts_of,
    fault,
    reconciled,
)
from claimlint.verify.doubts.other_readings import chosen
from claimlint.verify.scenes.scene import Frame, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

# --- lists of n= ----------------------------------------------------------------------------------


def _bracketed(frame: Frame) -> Iterator[Observation]:
    """``15 patients with A (n = 8), B (n = 3) or C (n = 4)``: the list right behind its total."""
    pattern = shaped(r"(?P<t><C>)(?P<list>(?:~{2,60}?[(]\s?n\s?=\s?<CN>\s?[)]){2,6})")
    for told in frame.sentences:
        for match in pattern.finditer(told.shape):
            total = told.group(match, "t")
            marks = [
                m.start() + match.start("list")
                for m in expressions.finditer(f"[{chr(0xE000)}-{chr(0xE00C)}]", match["list"])
            ]
            parts = [told.at(place) for place in marks]
            if not exact(total) or counts_of(parts) != parts or any(value_of(p) >= value_of(total) for p in parts):
                continue
            found = sum(map(value_of, parts), Decimal(0))
            if found == value_of(total) or reconciled(frame, found, value_of(total)):
                continue
            if (told.has(OVERLAP) and not told.has(r"randomi|allocat|assign|随机|分配")) or (
                expressions.search(r"including|包括|如|such as|among|其中", match[0]) and found < value_of(total)
            ):
                continue
            yield fault(parts, total)


# --- opposites ----------------------------------------------------------------------------------

OPPOSITES: tuple[tuple[str, str], ...] = (
    ("缺血", "出血"), ("择期", "急诊"), ("elective", "emergency"), ("(?<!不)(?<!非常)(?<!很)满意", "不满意"), ("阳性", "阴性"), ("positive", "negative"),
    ("存活|生存", "死亡"), ("survived", "died"), ("城市|城镇", "农村"), ("urban", "rural"), (r"\bin (?:the )?(?:city|cities|towns?)\b", r"\bin (?:the )?(?:countryside|villages?|country)\b"), ("城区|市区", "乡镇|农村|郊区"), ("实验室(?:确诊|诊断)", "临床诊断"), ("早期", "晚期"), ("急性", "慢性"), ("acute", "chronic"), ("early", "advanced|late"), ("门诊", "住院"), ("初治|初诊", "复治|复发"),
    ("(?<!不)(?<!非)吸烟", "不吸烟|非吸烟"), ("(?<!non-)smokers", "non-?smokers"), ("1型", "2型"), ("单侧", "双侧"), ("unilateral", "bilateral"),
    ("左", "右"), ("left", "right"), ("alive|living", "died|dead"),
    ("agreed|consented|accepted", "declined|refused"),
    ("(?<!不)愿意|继续", "不再|不愿"),
    ("单胎", "双胎|多胎"), ("地上", "地下"), ("室内", "室外"), ("1[-~]2级|i[-~]ii级|ⅰ[-~]ⅱ级|低级别", "3级|iii级|ⅲ级|3[-~]4级|高级别"),
    ("初产", "经产"), ("国内", "国外|境外|国际"), ("中文", "英文|外文"), ("本地", "外地"), ("国产", "进口"), ("有症状", "无症状"), ("开腹", "腹腔镜"), ("已婚", "未婚"), ("良性", "恶性"), ("benign", "malignant"),
    ("(?<!不)(?<!未)合并", "未合并|无合并"), ("口服", "注射|静脉"), ("oral", "intravenous"), ("减轻|缓解|改善|好转", "无(?:明显)?变化|未(?:见)?(?:改善|好转|缓解|减轻)|加重"),
    ("complete[sd]", "dropped|withdrew|discontinued"), ("完成", "脱落|退出|失访"), ("随机对照|随机试验|rct", "队列|观察性|非随机"), ("randomi[sz]ed trials", "cohort|observational"),
    ("placebo|control", "drug|vaccine|active|treatment|intervention"), ("(?<!不)(?<!未)愿意", "不愿意"), ("接种", "未接种"), ("成人", "儿童"), ("adults", "children"),
    ("(?<!non)responders", "non-?responders"), ("(?<!无)应答", "无应答"), ("手术", "保守|药物"), ("surgery|surgical", "conservative|medical"),
)  # fmt: skip


_FURTHER = lazy(r"\W{0,2}(?:另?有|其中|\b(?:one|two|three) of\b)")


_OF_THEM = lazy(r" (?:out )?of (?:the |all |these |those )?(?:other |remaining )?")


def _opposites(frame: Frame) -> Iterator[Observation]:
    """Two counts labelled by opposites share out the total before them, here or a sentence before."""
    sentences = frame.sentences
    for index, told in enumerate(sentences):
        if told.crowded:
            continue
        counts = _whole_counts(told)
        before = _whole_counts(sentences[index - 1]) if index else []
        after = sentences[index + 1] if index + 1 < len(sentences) and told.words.rstrip().endswith(";") else None
        labelled = [(told, f) for f in counts]
        if after is not None:
            labelled += [(after, f) for f in _whole_counts(after)]
        for number, ((here, one), (there, two)) in enumerate(pairwise(labelled)):
            like = [f for _, f in labelled[:number] if f.unit == one.unit]
            total = like[-1] if like else (before[-1] if before else None)
            if total is None or not one.unit == two.unit == total.unit or told.has(OVERLAP + "|" + SCREENED):
                continue
            between = here.words[one.span.end - here.span.start : two.span.start - here.span.start]
            if there is here and _OF_THEM.fullmatch(between):
                continue  # 7 of the 480 negative ones
            if there is not here and _FURTHER.match(there.words):
                continue  # 总应答率77.4%；有1例完全应答者在第7个月复发
            if _opposed(here, one, there, two) and not _of_one_side(frame, total, here, one):
                yield from _opposite_fault(frame, total, one, two)


def _of_one_side(frame: Frame, total: Figure, here: Told, one: Figure) -> bool:
    """``接种的7300人里确诊44例……未接种组30例、接种组3例``: the total is itself told of one of the two."""
    where = next((told for told in frame.sentences if total in told.figures), here)
    named, own = _label(where, total), _label(here, one)
    for pair in OPPOSITES:
        sides = [expressions.search(side, named) is not None for side in pair]
        if any(expressions.search(side, own) for side in pair) and sides[0] != sides[1]:
            return True
    return False


def _whole_counts(told: Told) -> list[Figure]:
    return [f for f in told.figures if exact(f) and (kind_of(f) == "U" or (kind_of(f) in "CX" and f.decimals == 0))]


def _opposed(here: Told, one: Figure, there: Told, two: Figure) -> bool:
    first, second = _label(here, one), _label(there, two)
    return any(
        (expressions.search(a, first) and expressions.search(b, second))
        or (expressions.search(b, first) and expressions.search(a, second))
        for a, b in OPPOSITES
    )


def _label(told: Told, figure: Figure) -> str:
    """The words of the figure's own clause."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    before = expressions.split(r"[，。；、,;]|\band\b|和", told.words[max(0, start - 14) : start])[-1]
    behind = expressions.split(r"[，。；、,;]|\band\b|和", told.words[end : end + 34])[0]
    return f"{before} {behind}"


def _opposite_fault(frame: Frame, total: Figure, one: Figure, two: Figure) -> Iterator[Observation]:
    found, whole = value_of(one) + value_of(two), value_of(total)
    if found == whole or max(value_of(one), value_of(two)) >= whole or abs(found - whole) * 4 > whole:
        return
    others = [f for f in frame.figures if f.unit == total.unit and f not in (total, one, two) and f.value is not None]
    if any(found + value_of(f) == whole or value_of(f) == found for f in others) or reconciled(frame, found, whole):
        return
    yield fault([one, two], total)


_ASSIGNED = shaped(
    r"(?P<a><CN>)(?: patients| participants)? (?:were |was )?(?:randomly )?(?:assigned|allocated|"
    r"randomi[sz]ed) (?:to |to receive )`{2,40}? and (?P<b><CN>)(?: were assigned| patients)? to"
)


def _assigned(frame: Frame) -> Iterator[Observation]:
    """``252 enrolled ... 126 were assigned to A and 126 to B``."""
    for index, told in enumerate(frame.sentences):
        for match in _ASSIGNED.finditer(told.shape):
            one, two = told.group(match, "a"), told.group(match, "b")
            before = [
                f
                for other in frame.sentences[max(0, index - 1) : index + 1]
                for f in other.of_kind("CN")
                if f.span.end < one.span.start and f.decimals == 0
            ]
            found = value_of(one) + value_of(two)
            if (
                (
                    before
                    and exact(before[-1])
                    and value_of(before[-1]) != found
                    and abs(found - value_of(before[-1])) * 4 <= found
                )
                and not any(value_of(f) == found for f in frame.figures)
                and not reconciled(frame, found, value_of(before[-1]))
            ):
                yield fault([one, two], before[-1])


_ADDED = shaped(
    r"(?P<list>(?:(?:`|<T>){0,12}?<CNXU>`{0,4}?(?:[、,，;和及]|and)\s?){1,5}(?:`|<T>){0,12}?<CNXU>)`{0,4}[,，;]\s?"
    r"(?:共计?|合计|总计|总共|一共|总(?:费用|价|数|额|量)|in all,?|(?:for |making |giving |which is )?a total of|totall?ing|in total,?|altogether,?)(?:为|约|是)?\s?(?P<t><CNXU>)"
)


_EACH = lazy(r"各|每|\beach\b|\bper\b")  # 另两组各4例
_RECURRING = frozenset({"times", "course"})  # 每周2次，每次3片，共8次 is a product


def _added(frame: Frame) -> Iterator[Observation]:
    """``40例、42例和38例，共120例``."""
    for told in frame.sentences:
        for match in _ADDED.finditer(told.shape):
            total = told.group(match, "t")
            marks = expressions.finditer("[\ue000-\ue00c]", match["list"])
            parts = [told.at(match.start("list") + mark.start()) for mark in marks]
            parts = [part for part in parts if kind_of(part) != "T"]
            while len(parts) > 2 and parts[0].unit not in {total.unit, "none"}:
                parts = parts[1:]
            if not all(exact(part) and (part.unit == total.unit or part.decimals == 0) for part in [*parts, total]):
                continue
            if (
                _EACH.search(match["list"])
                or total.unit in _RECURRING
                or {part.unit for part in parts} - {total.unit, "none"}
            ):
                continue
            found, stated = sum(map(value_of, parts), Decimal(0)), value_of(total)
            room = max(map(unit_in_last_place, [*parts, total])) / 2 if kind_of(total) == "U" else Decimal(0)
            near_miss = abs(found - stated) > room and abs(found - stated) * 2 <= stated
            if near_miss and found - value_of(parts[0]) != stated:
                yield fault(parts, total)


# --- products -------------------------------------------------------------------------------------

_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6,
            "two": 2, "three": 3, "four": 4, "five": 5}  # fmt: skip


_PLACES_FIRST = shaped(  # 五个区的居民1 500人，每区各300人
    r"(?:(?P<g>[两二三四五六2-6])个?(?:区|县|校|村|乡镇|社区|学校|中心|班|组)|(?P<x><X>)|(?P<e>two|three|four|five) (?:schools|centres|centers|districts|villages|groups))`{0,16}?(?P<t><C>)`{0,4}?[,，]\s?"
    r"(?:每[组班区县校村]|每个[一-鿿]{1,3}|each|per)`{0,4}?(?P<c><C>)"
)


def _equal_arms(frame: Frame) -> Iterator[Observation]:
    """``120例随机分为3组，每组40例``."""
    pattern = shaped(
        r"(?P<t><C>)~{0,50}?(?:(?P<g>[两二三四五六2-6])(?:个)?(?:组|班|小组|队|批|间|区|县|校|村|乡镇|社区|学校|中心)|(?P<x><X>)|(?:into|to) (?P<e>two|three|"
        r"four|five) (?:groups|arms))"
        r"~{0,30}?(?:每[组班队批间区县校村]|每个[一-鿿]{1,3}|每小组|各组?|各|per group|each group of|of|with)`{0,6}?(?P<c><CN>)(?!`{0,3}?\s?(?:和|and|,\s?<CN>))"
    )
    for told in frame.sentences:
        for match in (*pattern.finditer(told.shape), *_PLACES_FIRST.finditer(told.shape)):
            total, each = told.group(match, "t"), told.group(match, "c")
            groups = _NUMBERS.get(match["g"] or match["e"] or "", 0)
            if match["x"]:
                figure = told.group(match, "x")
                groups = int(value_of(figure)) if figure.unit == "group" else 0
            if (
                not groups
                or not exact(total)
                or not exact(each)
                or not expressions.search(r"每[组班队批间小区县校村个]|各|per group|each|(?:group|arm)s of", match[0])
            ):
                continue
            product = value_of(each) * groups
            if value_of(total) <= value_of(each):
                continue  # 3例未阳转，两组各30例
            fewer = product < value_of(total) and chosen(told, total, each)
            if product != value_of(total) and not fewer and not reconciled(frame, product, value_of(total)):
                yield product_fault(total, each, product, groups)


_NAMED_ARMS = shaped(r"(?P<t><C>)~{0,24}?分(?:为|成)(?P<names>~{4,60}?)[,，(（]\s?(?:每组|各)`{0,4}?(?P<c><C>)")


def _named_equal_arms(frame: Frame) -> Iterator[Observation]:
    """``36只大鼠分为模型组、低剂量组和高剂量组，每组12只``."""
    for told in frame.sentences:
        for match in _NAMED_ARMS.finditer(told.shape):
            total, each = told.group(match, "t"), told.group(match, "c")
            groups = match["names"].count("组")
            if (
                groups < 2
                or not exact(total)
                or not exact(each)
                or expressions.search("[0-9两二三四五]组", match["names"])
            ):
                continue
            product = value_of(each) * groups
            fewer = product < value_of(total) and chosen(told, total, each)
            if product != value_of(total) and not fewer and not reconciled(frame, product, value_of(total)):
                yield product_fault(total, each, product, groups)


def product_fault(total: Figure, each: Figure, product: Decimal, times: int | Decimal) -> Observation:
    line = f"{plain(value_of(each))} × {times} = {plain(product)} ≠ {plain(value_of(total))}"
    return observe("parts-total", each, line, related=[(total, plain(value_of(total)))],
                   sum=plain(product), parts=f"{plain(value_of(each))} × {times}", stated=plain(value_of(total)))  # fmt: skip


FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (
    _bracketed,
    _opposites,
    _added,
    _assigned,
    _equal_arms,
    _named_equal_arms,
)
