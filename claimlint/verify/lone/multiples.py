"""The one multiple of a passage against its only two values of one sort.

``CD4由每微升120个涨到460个，正好是治疗前的3倍``; "three times as common in smokers, at 4.5%, as in people who never smoked, at 0.9%".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.doubts.other_things import WHAT_ELSE
from claimlint.verify.lone.passage import of_sort, passages, plain_point, sort_of
from claimlint.verify.lone.steps import named_before, unsaid
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NO_VALUES = frozenset({"fold", "cilevel", "p", "ci", "sd", "hr", "or", "rr", "md", "smd", "rd", "pp", "course"})
_RATIO_ONLY = lazy(  # what says how many times, not by how many times more
    r"(?:是|为|相当于|等于|达到?|恰为|即|(?:[增升涨扩加][加长大高]?|上升|提高)[至到])[^,，。;；]{0,24}的(?:大约|约|近|整整)?$|翻(?:了)?$|\btimes (?:as|that|what)\b|as (?:many|much|high|often|common|long|likely)"
)
_RATIO_WORDS = lazy(r"doubl|tripl|trebl|quadrupl|twice|thrice|halv|times (?:as|that|what|the)|翻")
_PAIRED = lazy(  # what sets two values against each other
    r"[由从自].{1,60}?(?:到|至|升|增|涨|达|降|减|成|为)|\bfrom\b.{1,80}?\bto\b|[,，]\s?(?:而|对照|安慰剂|后者|另一|治疗后|术后|干预后|现在|如今|今年)|\bbut (?:in |among |for |at )?(?:only|just)\b|\b(?:vs\.?|versus|compared|against|than|whereas|while|after(?:wards)?|before)\b"
    r"|(?:前|后|低于|高于|多于|少于|对比|相比|比).{0,40}|, at .{2,60}?, at |\bto [£$€][\d.,]+[^.;]{0,30} from\b|\bin (?:19|20)\d\d\b.{1,40}\bin (?:19|20)\d\d\b|前者.{1,30}后者|(?:19|20)\d\d年.{1,30}(?:19|20)\d\d年|[(（][^()（）]{1,20}[)）]的|倍\s?[:：(（]|\bas [a-z]+ [^.;()]{0,40}\([^()]{1,12}\) as [^.;()]{0,40}\("
)
_OTHERWISE = lazy(
    r"每年|年均|校正|标化|目标|计划|拟|预计|预期|上限|(?<!检测)下限|正常(?:值|范围|上限)|推荐|剂量|分别|adjusted|per year|annual|odds|hazard|target|upper limit|normal|expected|"
    r"planned (?:dose|number|sample|target)|recommend|respectively|per cent of|\bdose\b|times (?:an?|per|each|the upper)\b|relative risk|比值比|风险|滴度|tit(?:re|er)|\d\s?[:：∶]\s?\d|不可|误|more than one|another|其他|另有|另一项"
)
_PART = lazy(  # a fraction that says how many times: ``只有旧法（50）的十分之一``, "half as many"
    r"(?:是|为|仅|有|相当于|只|[降减升缩跌短少]到|[降减升缩跌短少][至为])[^,，。;；]{0,20}的(?:大约|约|近|整整)?$"
)
_PART_BEHIND = lazy(
    r" (?:as (?!again|[a-z]+ again)[a-z]+|the (?:rate|risk|price|cost|number|figure|level|amount|length|size|dose|value|frequency)\b)"
)
_INSIDE = lazy(r"[,，]?(?:仅|只|约|正好|恰好)?(?:是|为|有|相当于|等于)[^,，。;；]{0,16}$")  # 是老药6小时的3倍
_RIGHT_BEHIND = lazy(
    r"[^,，。;；\d]{0,6}[,，]\s?(?:正好|恰好|恰|刚好|整整)?(?:是|为|相当于)?(?:[一-鿿]{1,5}[前初时]|原来|去年|上年)的"
)
_AS_OR_THE = lazy(r" (?:as|the|that|what|its|their)\b")
_FROM = lazy(r"\bfrom (?:an? |about )?$")
_ON_AVERAGE = lazy(r"(?:每[年月日天周人]|[年月日周人]均|平均)[^,，。;；]{0,4}$")
_EVERY = lazy(r"(?<=[由从自])每[年月日天周]")
_CHINESE = lazy("[一-鿿]{2,}")
_DILUTED = lazy(r"稀释|dilut")
_RANGED = lazy(
    r"\b(?:rang(?:e[sd]?|ing)|vary|vari(?:es|ed)|varying) (?:from|between)\b|[从由自][^,，。;；]{0,30}到[^,，。;；]{0,20}不等"
)
_OWN_CLAUSE = lazy(r"\b(?:where|whose|while|whereas|although|though|because|since)\b")
_SLACK = Decimal("0.12")  # of a multiple told in words without "exactly"
_HALF = Decimal(50)
_EXACTLY = lazy(r"正好|恰好|恰[为是]|刚好|恰恰|整整|不多不少|exactly|precisely")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one multiple."""
    for one in passages(scene):
        folds = [f for f in one.figures if (f.unit == "fold" and not _so_often(one, f)) or _part(one, f)]
        if len(folds) == 1 and not _OTHERWISE.search(_EVERY.sub("", one.words)):
            yield from _check(one, folds[0])
        if not folds:
            yield from _risen(one)


def _so_often(one: Paragraph, figure: Figure) -> bool:
    """``given twice, at 8 and 12 weeks``: how often, no multiple."""
    return figure.raw.lower() in {"twice", "once", "thrice"} and not _AS_OR_THE.match(one.behind(figure, 8))


def _part(one: Paragraph, figure: Figure) -> bool:
    """Is a fraction in words told of another value, not of a whole?"""
    if figure.unit != "pct" or not figure.word or figure.value is None or not 0 < figure.value <= _HALF:
        return False
    return _PART.search(one.before(figure, 40)) is not None or _PART_BEHIND.match(one.behind(figure, 24)) is not None


def _check(one: Paragraph, fold: Figure) -> Iterator[Observation]:
    if fold.value is None or fold.value <= 0:
        return
    stated = 100 / fold.value if fold.unit == "pct" else fold.value
    pair = _inside(one, fold) or _from_to(one, fold) or _of_the_number(one, fold) or _of_two_named(one, fold)
    if pair is not None and any(_makes(f, pair[1], stated) for f in one.figures):
        return
    if pair is None and (_PAIRED.search(one.words) or _of_two_places(one, fold) or _of_two_years(one)):
        pair = _two_values(one, fold)
    if (
        pair is None
        or stated <= 1
        or _of_another(one, pair, fold)
        or (_DILUTED.search(one.words) and "/" not in pair[0].unit)
    ):
        return
    if fold.comparator not in {Comparator.EQUAL, Comparator.ABOUT, Comparator.NEARLY}:
        return
    if fold.decimals > 0 and fold.value in {f.value for f in pair}:
        return  # 2.89 times higher (SMR 2.89)
    low, high = sorted(map(value_of, pair))
    least, most = _bounds(pair, low, high)
    slack = stated * (_SLACK / 4 if _EXACTLY.search(one.words) else _SLACK)
    room = (
        slack if fold.raw.isalpha() or fold.unit == "pct" else max(min(unit_in_last_place(fold), Decimal(1)) / 2, slack)
    )
    if fold.comparator is not Comparator.EQUAL:
        room += stated / 10
    elif _EXACTLY.search(one.words):
        room = slack
    before = one.before(fold, 40)
    only = fold.unit == "pct" or _RATIO_ONLY.search(before) or _RATIO_WORDS.search(fold.raw + one.behind(fold, 10))
    for told in (stated,) if only else (stated, stated + 1):
        if least <= told + room and told - room <= most:
            return
    line = f"{plain(high)} / {plain(low)} = {show(high / low, 2)}"
    yield observe("change-size", fold, f"{line} ≠ {fold.raw}", related=[(f, f.raw) for f in pair], before=pair[0].raw,
                  after=pair[1].raw, right=line, tied="yes", beside="yes")  # fmt: skip


def _makes(figure: Figure, other: Figure, stated: Decimal) -> bool:
    """Is a value further off so many times the one that the multiple names?"""
    if figure.unit != other.unit or figure is other or value_of(figure) <= 0:
        return False
    low, high = sorted(map(value_of, (figure, other)))
    return abs(high / low - stated) <= stated * _SLACK


def _of_another(one: Paragraph, pair: tuple[Figure, Figure], fold: Figure) -> bool:
    """``进口药900元，国产药300元，医保报销后自付仅为原来的一半``: the clause of the multiple has a subject of its own."""
    moved = expressions.search(r"[到至]", one.between(*pair)) is not None
    if not moved and len({_ON_AVERAGE.search(one.before(f, 12)) is None for f in pair}) > 1:
        return True  # ``全年1936颗，平均每月161颗，为前年1210颗的1.6倍``
    if _RANGED.search(one.words):
        return True  # the least and the greatest of many
    if not pair[1].span.end <= fold.span.start:
        return False
    if _OWN_CLAUSE.search(one.between(pair[1], fold)):
        return True  # ``14.8 in the two mining districts, where testing was doubled``
    if _for_others(one, pair, fold) or _another_doubled(one, pair, fold) or _of_others(one, pair, fold):
        return True
    pieces = expressions.split(r"[,，;；。:：]", one.between(pair[1], fold))
    nouns = _CHINESE.findall(unsaid(pieces[-1])) if len(pieces) > 1 else []
    return not all(named_before(noun, one.words[: pair[1].span.end - one.start]) for noun in nouns)


def _for_others(one: Paragraph, pair: tuple[Figure, Figure], fold: Figure) -> bool:
    """``16% against 12%; for deep infection the rate was twice as high``: its clause says at once of what, and of what else."""
    match = WHAT_ELSE.match(expressions.split(r"[;:.]\s", one.between(pair[1], fold))[-1])
    nouns = _ENGLISH.findall(match["what"]) if match is not None else []
    return not all(named_before(noun, one.words[: pair[1].span.end - one.start]) for noun in nouns)


def _of_others(one: Paragraph, pair: tuple[Figure, Figure], fold: Figure) -> bool:
    """``60 transplants and then 180; four times as many patients were on the list``: another thing is counted."""
    match = _AS_MANY.match(fold.raw.lower().removeprefix(fold.raw.lower().split(" times")[0]) + one.behind(fold, 30))
    return match is not None and match["noun"][:5] not in one.words[: pair[1].span.end - one.start + 24]


_AS_MANY = lazy(
    r"(?: times)?(?: as)? (?:many|much) (?P<noun>(?!(?:again|those|were|have|that|than|when|among|here|there|they|this|over)\b)[a-z]{4,})"
)


def _another_doubled(one: Paragraph, pair: tuple[Figure, Figure], fold: Figure) -> bool:
    """``donors rose from 14 to 42; transplants of kidneys doubled``: has the verb a subject that was not named?"""
    pieces = expressions.split(r"[,;:.]\s", one.between(pair[1], fold))
    if not fold.raw.lower().endswith("ed") or len(pieces) == 1:
        return False
    nouns = _ENGLISH.findall(_TALLY.sub(" ", unsaid(pieces[-1])))
    return not all(named_before(noun, one.words[: pair[1].span.end - one.start]) for noun in nouns)


_ENGLISH = lazy(r"[a-z]{4,}")
_TALLY = lazy(
    r"\b(?:numbers?|totals?|counts?|figures?|amounts?|more|than|nearly|almost|having|thus|which|therefore|other|words|they|this|these|effectively|exactly|precisely)\b"
)


def _inside(one: Paragraph, fold: Figure) -> tuple[Figure, Figure] | None:
    """``半衰期为18小时，是老药6小时的3倍``: the second value stands within the multiple's own words, the first before them."""
    index = one.figures.index(fold)
    if index < len("ab") or one.between(one.figures[index - 1], fold).lstrip(")）") != "的":
        return None
    first, second = one.figures[index - 2], one.figures[index - 1]
    if first.unit != second.unit or first.unit in _NO_VALUES or not (plain_point(first) and plain_point(second)):
        return None
    return (first, second) if _INSIDE.search(one.between(first, second).rstrip("(（")) else None


_FROM_A, _TO_B = lazy(r"(?: (?:in|of) [a-z ]{3,24})?,? from (?:about )?"), lazy(r"[a-z/µμ ]{0,12} to (?:about )?")


def _from_to(one: Paragraph, fold: Figure) -> tuple[Figure, Figure] | None:
    """``doubled from 11 to 22 µg/L``, "three-fold, from 14 to 42 per 1,000": the two values right behind the multiple."""
    behind = [f for f in one.figures if f.span.start >= fold.span.end][: len("ab")]
    if len(behind) < len("ab") or not all(map(plain_point, behind)):
        return None
    first, second = behind
    tied = _FROM_A.fullmatch(one.between(fold, first)) and _TO_B.fullmatch(one.between(first, second))
    return (first, second) if tied and first.value != second.value else None


def _of_the_number(one: Paragraph, fold: Figure) -> tuple[Figure, Figure] | None:
    """``In 2015 there were 1,300 calls. By 2022 the number had doubled to 2,100``: the one value of the sentence before."""
    if not _THE_NUMBER.search(one.before(fold, 40)):
        return None
    index = one.figures.index(fold)
    second = one.figures[index + 1] if index + 1 < len(one.figures) else None
    if second is None or not _TO_IT.fullmatch(one.between(fold, second)):
        return None
    told = one.sentences.index(one.sentence_of(fold.span))
    values = [f for f in of_sort(one, sort_of(second)) if f.span.end <= fold.span.start]
    if len(values) != 1 or told == 0 or one.sentence_of(values[0].span) not in one.sentences[told - 1 : told + 1]:
        return None
    return (values[0], second) if plain_point(values[0]) and plain_point(second) else None


def _of_two_named(one: Paragraph, fold: Figure) -> tuple[Figure, Figure] | None:
    """``Twice as many women as men took part: 86 women and 43 men``; ``女性是男性的2倍，女84例，男42例``."""
    told = [f for f in of_sort(one, "number") if f.span.start >= fold.span.end and f is not fold]
    if len(told) != len("ab") or not all(map(plain_point, told)):
        return None
    match = _TWO_NAMED.search(one.words, 0, told[0].span.start - one.start)
    if match is None or _OTHERS_TOO.search(one.words):
        return None
    names = (match["x"], match["y"]) if match["x"] else (match["zx"], match["zy"])
    if one.sentence_of(told[1].span) is not one.sentence_of(fold.span):
        return None
    pair = [f for name in names for f in told if _is_named(one, f, name)]
    if len(pair) != len("ab") or pair[0] is pair[1] or value_of(pair[0]) <= value_of(pair[1]):
        return None
    return pair[0], pair[1]


def _is_named(one: Paragraph, figure: Figure, name: str) -> bool:
    behind = expressions.split(r"[,;.]|\band\b|\d", one.behind(figure, 16))[0]
    around = (one.before(figure, 2) if name[0] >= "一" else "") + figure.raw.lower() + behind
    return expressions.search(rf"(?<![a-z]){name}", around) is not None


_TWO_NAMED = lazy(
    r"(?:twice|times) as many (?P<x>[a-z]{3,}) as (?P<y>[a-z]{3,})\b[^,.;:\d]{0,30}(?::| \(|[—-]{1,2}) ?$|(?<![一-鿿])(?P<zx>[男女])(?:性|孩|生)?(?:患者|人数|例数)(?:是|为)(?P<zy>[男女])(?:性|孩|生)?(?:患者|人数|例数)?的[^，,。；;]{1,8}[，,：:（(]\s?[男女](?:性|孩|生)?(?:患者)?$"
)
_OTHERS_TOO = lazy(r"\b(?:another|other|complet|dropp|of whom|remain|only)|其中|完成|另|失访|脱落")
_THE_NUMBER = lazy(
    r"\b(?:the|that|this) (?:[a-z]+ )?(?:number|figure|total|count|tally)(?: (?:had|has|have|was|roughly|exactly|just))* $|(?:[这该]一?|此)(?:数字|数量|数值|数|人数)(?:已经?|就|正好|恰好)?$"
)
_TO_IT = lazy(r" to (?:about )?|[，,]?(?:达到?|升至|增至|增加到|为|至|到)\s?")


def _of_two_places(one: Paragraph, fold: Figure) -> bool:
    """``6.3 on the surgical floor and 2.1 on the medical floor, so surgical patients faced four times the rate``."""
    before = [f for f in one.figures if f.span.end <= fold.span.start]
    if not before or not _OF_RATES.match(one.behind(fold, 24)):
        return False
    return (
        _PLACED.search(one.before(before[-1], 60)) is not None and _SO.match(one.between(before[-1], fold)) is not None
    )


def _of_two_years(one: Paragraph) -> bool:
    """``In 2010 the centre carried out 60 transplants. In 2020 it carried out 180, three times as many``."""
    return len(one.sentences) == len("ab") and all(_IN_YEAR.search(told.words) for told in one.sentences)


_IN_YEAR = lazy(r"\b(?:in|by) (?:19|20)\d\d\b|(?:19|20)\d\d年")


def _says_so(one: Paragraph, second: Figure, fold: Figure) -> bool:
    """Is the multiple told of the second value alone, which ``it`` or the same subject is told to reach?"""
    told = one.sentences.index(one.sentence_of(fold.span))
    tied = (
        _RIGHT_AFTER.fullmatch(one.between(second, fold)) is not None and _ENDS.match(one.behind(fold, 24)) is not None
    )
    return told > 0 and tied and _IT.search(one.before(second, 60)) is not None


_RIGHT_AFTER = lazy(
    r"(?: [a-z]+)?, (?:about |nearly |exactly )?|[，,](?:正好|恰好|恰)?(?:是|为|相当于)?(?:当时|那时|前者|\d{4}年)的"
)
_ENDS = lazy(r"(?: as)?(?: (?:many|much|often))?(?: as (?:before|then|in (?:19|20)\d\d))?(?:[.。;；]|$)")
_IT = lazy(
    r"\b(?:it|they|we) [a-z ]{3,24}$|\b(?:the|that|this) (?:number|figure|total|count) (?:was|had reached|stood at|reached|came to) $|[这该](?:一?数字|数|院|中心|科)[^，。；]{0,8}$|则?(?:达到?|增至|升至|为)$"
)
_PLACED = lazy(r"\b(?:on|in|among|for|at|with) [^.;]{2,40} and $")
_SO = lazy(
    r"%? (?:on|in|among|for|at|with) [^,.;]{2,30}, (?:so\b|meaning\b|thus\b|which means\b|a rate |or |about |nearly |exactly |$)"
)
_OF_RATES = lazy(r"(?: the rates?\b|(?: as)? (?:often|common|frequent|high)\b|$|[,.;])")


def _two_values(one: Paragraph, fold: Figure) -> tuple[Figure, Figure] | None:
    """The only two values of a sort, where no other sort has two and nothing else can be divided."""
    sorts: dict[str, list[Figure]] = {}
    for figure in one.figures:
        if figure.unit not in _NO_VALUES and figure.unit not in TIME_UNITS and figure is not fold:
            sorts.setdefault(sort_of(figure), [])
    for sort in sorts:
        sorts[sort] = [f for f in of_sort(one, sort) if f is not fold]
    several = [figures for figures in sorts.values() if len(figures) > 1] or _borrowed(one, list(sorts.values()))
    near = [each for each in several if len(each) > 1 and _RIGHT_BEHIND.fullmatch(one.between(each[1], fold))]
    several = near or several
    if len(several) != 1 or len(several[0]) != len("ab") or not all(map(plain_point, several[0])):
        return None
    first, second = several[0]
    if first.span.end <= fold.span.start < second.span.start and _OTHER_YEAR.search(one.between(first, second)):
        return None  # ``2019年翻了一番，2023年达到60万``
    if one.sentence_of(first.span) is not one.sentence_of(second.span) and not _says_so(one, second, fold):
        return None
    return (first, second) if first.value != second.value and not (first.word or second.word) else None


def _risen(one: Paragraph) -> Iterator[Observation]:
    """``from 16 to 32 beds, tripling its capacity``: the two values that a participle follows."""
    yield from _halved(one)
    for match in _PARTICIPLE.finditer(one.words):
        pair = [f for f in one.figures if f.span.end - one.start <= match.start()][-len("ab") :]
        if len(pair) != len("ab") or not all(map(plain_point, pair)) or one.between(*pair).strip() != "to":
            continue
        gap = one.words[pair[1].span.end - one.start : match.start()]
        low, high = sorted(map(value_of, pair))
        stated = _TIMES[match["by"]]
        rises = match["by"] != "halv"
        if not _FROM.search(one.before(pair[0], 12)) or not _NOUN_AND_COMMA.fullmatch(gap) or low <= 0:
            continue
        if rises == (value_of(pair[1]) > value_of(pair[0])) and abs(high / low - stated) > stated * _ROUGHLY:
            line = f"{plain(high)} / {plain(low)} = {show(high / low, 2)}"
            yield observe("change-size", one.span(*match.span()), f"{line} ≠ {match[0]}", related=[(f, f.raw) for f in pair],
                          before=pair[0].raw, after=pair[1].raw, right=line, tied="yes", beside="yes")  # fmt: skip


_OTHER_YEAR = lazy(r"\d{4}年[^，。；\d]{0,16}(?:翻|倍|一半)[^。；]{0,16}[，,][^，。；\d]{0,4}\d{4}年")


def _halved(one: Paragraph) -> Iterator[Observation]:
    """``The waiting list has halved, from 1,840 in March to 1,320 in October``."""
    for match in _HALVED.finditer(one.words):
        pair = [f for f in one.figures if f.span.start - one.start >= match.end()][: len("ab")]
        if len(pair) != len("ab") or pair[0].span.start - one.start != match.end() or not all(map(plain_point, pair)):
            continue
        first, second = map(value_of, pair)
        if (
            pair[0].unit == pair[1].unit
            and _TO_THEN.fullmatch(one.between(*pair))
            and second < first < second * _NOT_HALF
        ):
            line = f"{plain(second)} / {plain(first)} = {show(second / first, 2)}"
            yield observe("change-size", one.span(*match.span("by")), f"{line} ≠ {match['by']}",
                          related=[(f, f.raw) for f in pair], before=pair[0].raw, after=pair[1].raw, right=line, tied="yes",
                          beside="yes")  # fmt: skip


_HALVED = lazy(r"(?<!almost )(?<!nearly )(?<!roughly )\b(?P<by>halved),? (?:in (?:[a-z]+|\d{4}),? )?from ")
_TO_THEN = lazy(r"[a-z/µμ% ]{0,24}(?:\b(?:19|20)\d\d)? to ")
_NOT_HALF = Decimal("1.65")
_PARTICIPLE = lazy(r"\b(?P<by>doubl|tripl|trebl|quadrupl|halv)ing (?:its|the|their|our|in|over|within)\b")
_TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "halv": 2}
_ROUGHLY = Decimal("0.25")
_NOUN_AND_COMMA = lazy(r"(?: [a-z-]+){0,3}, (?:thus |thereby )?")


def _borrowed(one: Paragraph, lone: list[list[Figure]]) -> list[list[Figure]]:
    """``from 4.1 to 12.4 ng/mL``: a bare number is of the unit of the only other one."""
    every = sorted((each[0] for each in lone if len(each) == 1), key=lambda f: f.span)
    bare = [f.unit == "none" for f in every]
    return (
        [every] if bare == [True, False] or (bare == [False, True] and _FROM.search(one.before(every[0], 12))) else []
    )


def _bounds(pair: tuple[Figure, Figure], low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Between which ratios the two printed values may lie."""
    half = max(map(unit_in_last_place, pair)) / 2
    return (high - half) / (low + half), (high + half) / max(low - half, half / 100)
