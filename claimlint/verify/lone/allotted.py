"""In which ratio people were allotted, matched or counted by sex, against the two numbers that a passage tells: ``按2:1随机……240例……试验组160例``.

Of two numbers one is the whole and the other a part, or both are parts; nothing else may be counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_english, parse_number
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain, show, value_of
from claimlint.verify.lone.passage import of_sort, passages, plain_point
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_RATIO = lazy(
    r"(?<![\d.:：∶/])(?P<a>\d{1,2}|(?<![a-z-])(?:one|two|three|four|five|six)(?=[ -]to[ -](?:one|two|three|four|five)\b))\s?(?:[:：∶比]|(?:-| )to(?:-| ))\s?(?P<b>\d{1,2}|(?:one|two|three|four|five)\b)(?:(?<=[a-z])|(?!\s?[:：∶]|[\d%]|\.\d|-to-| to \d))"
)
_ALLOTTED = lazy(r"随机|入组|分配|分组|randomi[sz]|randomly|allocat|assigned|allotted")
_MATCHED = lazy(r"匹配|配[对比]|\bmatch")
_MATCHED_TO = lazy(
    r"\b(?:each|every)\b[^.;]{0,60}?\bmatched (?:to|with) (?P<k>one|two|three|four|five|six|\d{1,2}) [a-z -]{0,30}"
    r"|每[例名位个][^,，。;；]{0,8}?匹配(?:了)?(?P<z>[一二两三四五六\d]{1,2})[例名位个]"
)
_SEXES = lazy(
    r"(?P<who>(?:wo)?men outnumber(?:ed)? (?:wo)?men by|男女|女男|male[- ]to[- ]female|female[- ]to[- ]male|men to women|women to men)[^\d,，。;；]{0,14}$"
)
_SEXED = lazy(r"(?P<men>男性?|(?<!wo)men\b|(?<!fe)males?\b|boys\b)|(?P<women>女性?|women\b|females?\b|girls\b)")
_WHOLE = lazy(
    r"\bof (?:the |these |our |all )?$|(?:共[一-鿿]{0,2}|纳入|入选|招募|收治|合计|\btotal of |\benrolled |\brecruited )$"
)
_AMONG = lazy(r"其中|of (?:whom|these|which)|including|so that")
_OTHERWISE = lazy(
    r"完成|脱落|退出|失访|剔除|可评|分析|安全性|撤回|最多|至多|部分|约|近|左右|实际|比例失衡|眼|动态|自适应|\babout\b|approximately|roughly|complet|withdr|evaluab|analy[sz]ed|dropped|lost to|"
    r"up to|at most|where possible|actually|adaptive|clusters?\b|\bsites? (?:were|was)\b|practices|eyes\b|some of|per (?:group|arm)|in each|两组各|各组|倾向|propensity|screened|excluded|minimi[sz]ation|discontinu|died"
)
_PER_CASE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_BESIDE = 40  # characters behind the last number
_FAR = Decimal("0.08")  # of an arm, and more than so many people:
_FEW = 3
_ARMS_FAR = Decimal("1.3")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one ratio and two numbers."""
    for one in passages(scene):
        counts = [f for f in of_sort(one, "number") if not _within_ratio(one, f)]
        matched = _MATCHED_TO.search(one.words)
        if not counts or _OTHERWISE.search(one.words, 0, counts[-1].span.end - one.start + _BESIDE):
            continue
        if matched is not None:
            yield from _of_cases(one, matched, _times(matched), counts)
            continue
        ratios = list(_RATIO.finditer(one.words))
        if len(ratios) == 1 and len(counts) == len("abc"):
            yield from _arms_of(one, ratios[0], counts)
        parts = _parts_of(counts)
        if parts is not counts and {_sex(one, f) for f in parts} != {"men", "women"}:
            continue
        counts = parts
        if (
            len(ratios) != 1
            or _FINER.search(one.words)
            or len(counts) != len("ab")
            or not all(map(_whole_number, counts))
        ):
            continue
        yield from _held(one, ratios[0], counts[0], counts[1])


def _parts_of(counts: list[Figure]) -> list[Figure]:
    """``Of the 90 children, 60 were boys and 30 girls``: without a whole that is told ahead of its parts."""
    values = [f.value or Decimal(0) for f in counts]
    return counts[1:] if len(values) > len("ab") and values[0] == sum(values[1:]) else counts


def _within_ratio(one: Paragraph, figure: Figure) -> bool:
    return any(
        match.start(name) <= figure.span.start - one.start < match.end(name)
        for pattern, names in ((_RATIO, "ab"), (_MATCHED_TO, "kz"))
        for name in names
        for match in pattern.finditer(one.words)
    )


def _times(match: re.Match[str]) -> int:
    word = match["k"] or match["z"]
    if word.isdigit():
        return int(word)
    read = parse_english(word) if match["k"] else None
    return int(read.value) if read is not None else _PER_CASE.get(word, 0)


def _ratio_number(told: str) -> int:
    read = parse_number(told)
    return int(read.value) if read is not None else 0


def _whole_number(figure: Figure) -> bool:
    return plain_point(figure) and figure.decimals <= 0 and figure.denominator is None


def _held(one: Paragraph, ratio: re.Match[str], first: Figure, second: Figure) -> Iterator[Observation]:
    a, b = (_ratio_number(ratio[each]) for each in "ab")
    if not a or not b:
        return
    sexes = _SEXES.search(one.words[max(0, ratio.start() - 40) : ratio.start()])
    around = one.words[max(0, ratio.start() - 40) : ratio.end() + 24]
    named = _NAMED.search(one.words[max(0, ratio.start() - 24) : ratio.start()])
    pair = _PAIR.search(one.words[: ratio.start()])
    if pair is not None:
        yield from _of_two(one, ratio, _PAIRED[pair["pair"]], (first, second))
    elif named is not None and sexes is None:
        yield from _of_two(one, ratio, (named["x"], named["y"]), (first, second))
    elif sexes is not None:
        if not _OF_SOME.search(one.words[: ratio.start()]):
            yield from _by_sex(one, ratio, sexes["who"], (first, second))
    elif _A_RATIO_OF.search(one.words[: ratio.start()]) and {_sex(one, first), _sex(one, second)} == {"men", "women"}:
        yield from _by_sex(one, ratio, "men" if _sex(one, first) == "men" else "women", (first, second))
    elif _MATCHED.search(around):
        if min(a, b) == 1:
            yield from _of_cases(one, ratio, max(a, b), [first, second])
    elif _ALLOTTED.search(around):
        yield from _in_arms(one, ratio, (first, second))


_FINER = lazy(r"\d\.\d{1,2}\s?(?:[:：∶]|to)\s?\d")  # another ratio
_A_RATIO_OF = lazy(r", (?:giving )?(?:a|at a|in a|the) (?:sex |gender )?ratio (?:of|being) $")
_OF_SOME = lazy(
    r"(?:(?<![本全该此各两])组|其中|老年|儿童|[该本此]病|文献|报[道告]|一般|重[症型]|\bamong [^,.;]*)[^，。；,.;\d]{0,6}(?:男女|女男)[^，。；\d]{0,8}$"
)
_PAIRED = {"医护": ("医", "护"), "医患": ("医", "患"), "床护": ("床", "护"), "师生": ("师", "生")}
_PAIR = lazy(r"(?P<pair>医护|医患|床护|师生)(?:人员)?(?:人数)?(?:之|的)?比(?:例|值)?(?:约?为|是|达到?)?\s?$")
_NAMED = lazy(
    r"(?<![一-鿿])(?P<x>[一-鿿]{2,3}?)(?:与|和|、|/)(?P<y>[一-鿿]{2,3}?)(?:人数|数量)?(?:之|的)?比(?:例|值)?(?:为|是|达到?)?\s?$"
)


def _of_two(one: Paragraph, ratio: re.Match[str], names: tuple[str, str], counts: tuple[Figure, Figure]) -> Iterator[Observation]:  # fmt: skip
    """``护士与医生之比为2:1，全院现有护士640名，医生320名``: the ratio of two that are named with it."""
    told = [next((f for f in counts if name in one.before(f, 8)), None) for name in names]
    if told[0] is None or told[1] is None or told[0] is told[1]:
        return
    a, b = (Decimal(_ratio_number(ratio[each])) for each in "ab")
    actual = value_of(told[0]) / value_of(told[1])
    if abs(actual / (a / b) - 1) > _ROUNDED:
        right = f"{plain(value_of(told[0]))}:{plain(value_of(told[1]))} = {show(actual, 2)}:1"
        yield _fault(one, ratio, (told[0], told[1]), right, None)


_ROUNDED = Decimal("0.25")


def _in_arms(one: Paragraph, ratio: re.Match[str], counts: tuple[Figure, Figure]) -> Iterator[Observation]:
    """A whole and one arm, or two arms."""
    a, b = (_ratio_number(ratio[each]) for each in "ab")
    first, second = map(value_of, counts)
    before = one.before(counts[0], 24)
    if first > second and (
        _AMONG.search(one.between(*counts)) or _WHOLE.search(before) or counts[0].span.end - one.start <= ratio.start()
    ):  # 240 ... 试验组160
        if counts[1].span.start - one.start < ratio.start():
            return
        if not _OF_ARM.search(one.before(counts[1], 24)) and not _OF_ARM_BEHIND.match(one.behind(counts[1], 30)):
            return
        parts = [first * each / (a + b) for each in (a, b)]
        if all(abs(part - second) > max(part * _FAR, Decimal(_FEW)) for part in parts):
            right = f"{plain(first)} × {max(a, b)}/{a + b} = {show(max(parts), 0)}"
            yield _fault(one, ratio, counts, right, counts[1])
        return
    if _WHOLE.search(before) or not all(f.span.start - one.start > ratio.end() for f in counts):
        return
    high, low = max(first, second), min(first, second)
    off = (high / low) / (Decimal(max(a, b)) / min(a, b))
    far = _SO_FAR if _SO.match(one.words, ratio.end()) and high + low > _MANY else _ARMS_FAR
    if max(off, 1 / off) > far and _parts_told(one, counts):
        yield _fault(one, ratio, counts, f"{plain(first)}:{plain(second)} = {show(high / low, 2)}:1", None)


_SO = lazy(
    r"(?: ratio| basis)?,? (?:and )?(?:so|thus|giving|with the result)\b|[^，。；\d]{0,8}[，,]\s?(?:即|故|因此|所以|也就是)"
)
_SO_FAR, _MANY = Decimal("1.08"), 60
_OF_ARM = lazy(r"组(?:共|为|有|分到|纳入)?\s?[(（]?(?:n\s?=\s?)?$|\b(?:assigned|allocated|randomi[sz]ed) $")
_OF_ARM_BEHIND = lazy(
    r"[)）]?(?:[例名人位])?(?:进入|分入|被?分[到至配])|[)）]? (?:[a-z]+ )?(?:were |was |to )?(?:allocated|assigned|randomi[sz]ed|receiv|got|given|took)"
)
_TO_ARM = lazy(
    r" (?:(?:patients|people|participants|women|men|children) )?(?:were |was )?(?:assigned |allocated |randomi[sz]ed )?(?:to|receiv(?:ed|ing)|got|took|given|in) (?!total|all\b|addition)[a-z]"
)
_TO_OTHER = lazy(
    r" (?:(?:got |had )?(?:the |a )?(?:[a-z]+ )?(?:placebo|dummy|sham|control|comparator|standard|usual|old)\b|the other\b)"
)
_EACH_ARM = lazy(r"组(?:共|为|有|[(（])?\s?(?:n\s?=\s?)?$|[(（]\s?(?:n\s?=\s?)?$|\b(?:and|or|to)\s$")


def _arms_of(one: Paragraph, ratio: re.Match[str], counts: list[Figure]) -> Iterator[Observation]:
    """``randomised 240 volunteers 2:1, so 160 were given the spray and 120 the dummy``: one arm is its share, the other none."""
    a, b = (_ratio_number(ratio[each]) for each in "ab")
    around = one.words[max(0, ratio.start() - 40) : ratio.end() + 24]
    arms = (counts[1], counts[2])
    if not a or not b or a == b or not all(map(_whole_number, counts)) or not _ALLOTTED.search(around):
        return
    if not _parts_told(one, arms) or counts[1].span.start - one.start < ratio.end():
        return
    whole = value_of(counts[0])
    shares = [whole * each / (a + b) for each in (a, b)]
    exact_arms = [f for f in arms if value_of(f) in shares]
    wrong = [f for f in arms if f not in exact_arms]
    if len(exact_arms) != 1 or value_of(arms[0]) + value_of(arms[1]) == whole:
        return
    right = whole - value_of(exact_arms[0])
    if abs(right - value_of(wrong[0])) > max(right * _FAR, Decimal(_FEW)):
        line = f"{plain(whole)} - {plain(value_of(exact_arms[0]))} = {plain(right)}"
        yield _fault(one, ratio, (counts[0], exact_arms[0]), line, wrong[0])


def _parts_told(one: Paragraph, counts: tuple[Figure, Figure]) -> bool:
    if _TO_ARM.match(one.behind(counts[0], 40)) and (
        _TO_ARM.match(one.behind(counts[1], 40)) or _TO_OTHER.match(one.behind(counts[1], 24))
    ):
        return True
    return all(_EACH_ARM.search(one.before(f, 12)) for f in counts)


def _of_cases(one: Paragraph, ratio: re.Match[str], times: int, counts: list[Figure]) -> Iterator[Observation]:
    """So many controls for every case; fewer are told where not all were found, but hardly exactly one less for each."""
    if len(counts) != len("ab") or not all(map(_whole_number, counts)) or times < 1:
        return
    cases, controls = sorted(map(value_of, counts))
    if cases * times < controls or (controls % cases == 0 and controls != cases * times):
        right = f"{plain(cases)} × {times} = {plain(cases * times)}"
        yield _fault(one, ratio, (counts[0], counts[1]), right, max(counts, key=value_of))


_OF_ALL = lazy(r" (?:out )?of (?:the |these |all )?")


def _by_sex(one: Paragraph, ratio: re.Match[str], who: str, counts: tuple[Figure, Figure]) -> Iterator[Observation]:
    """Of so many in all, men or women: ``120例，男女之比为3:1，其中男性90例``."""
    if _OF_ALL.fullmatch(one.between(*counts)):  # 24 of the 32 patients were women
        sex = _SEXED.search(expressions.split(r"[,;.]", one.behind(counts[1], 24))[0])
        counts, named = (counts[1], counts[0]), ["", "" if sex is None else "men" if sex["men"] else "women"]
    else:
        named = [_sex(one, f) for f in counts]
    whole, part = map(value_of, counts)
    if set(named) == {"men", "women"}:  # men outnumbered women by two to one: 84 men and 42 women
        whole += part
    elif named.count("") != 1 or whole <= part or named[0]:
        return
    a, b = (Decimal(_ratio_number(ratio[each])) for each in "ab")
    if who[0] in "女fw":
        a, b = b, a
    stated, other = (a, b) if named[1] == "men" else (b, a)
    actual = part / (whole - part)
    half = Decimal("0.5")
    if (
        set(named) == {"men", "women"}
        and min(stated, other) == 1
        and _loose(max(stated, other), actual if other == 1 else 1 / actual)
    ):
        more, less = max(part, whole - part), min(part, whole - part)
        right = f"{plain(more)}:{plain(less)} = {show(more / less, 2)}:1"
        yield _fault(one, ratio, counts, right, None)
        return
    if stated == 1 < other:
        stated, other, actual = other, stated, 1 / actual  # of one to three the three is rounded
    if (
        not (stated - half) / (other + (half if other > 1 else 0))
        <= actual
        <= (stated + 1 - half / 50) / max(other - (half if other > 1 else 0), half)
    ):
        right = f"{plain(whole)} × {plain(stated)}/{plain(a + b)} = {show(whole * stated / (a + b), 0)}"
        yield _fault(one, ratio, counts, right, counts[1])


_LEAST = Decimal("1.2")  # by which a ratio of so many to one may not differ, though it rounds to it


def _loose(stated: Decimal, actual: Decimal) -> bool:
    """``男40例，女25例，男女之比为2∶1``: 1.6 to 1 is nobody's two to one."""
    return actual * _LEAST <= stated > 1 or (actual >= stated * _LEAST and actual >= stated + Decimal("0.5"))


_WERE = lazy(r"^(?:of (?:them|whom) )?(?:(?:were|are) )?")


def _sex(one: Paragraph, figure: Figure) -> str:
    match = _SEXED.search(figure.raw.lower()) or _SEXED.search(one.before(figure, 3)) or _SEXED.match(_WERE.sub("", one.behind(figure, 14).strip()))  # fmt: skip
    return "" if match is None else "men" if match["men"] else "women"


def _fault(
    one: Paragraph, ratio: re.Match[str], counts: tuple[Figure, Figure], right: str, wrong: Figure | None
) -> Observation:
    span = Span(one.start + ratio.start(), one.start + ratio.end())
    stated = wrong.raw if wrong is not None else ratio[0].strip()
    return observe("parts-total", wrong.span if wrong is not None else span, f"{right} ≠ {stated}",
                   related=[(f, f.raw) for f in counts], stated=stated, sum=right, parts=ratio[0].strip(), tied="yes", beside="yes")  # fmt: skip
