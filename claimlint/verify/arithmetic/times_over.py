"""How many times one value is another: ``前者是后者的2倍``, "2.4 times the rate of the richest", "a third of the earlier number".

Known is only how a multiple is told, and that it names nothing but what its sentence and the one before have named. The two
values are the last two of one unit before it. It is accused where no two values in sight make it in any reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.arithmetic.multiples_told import Multiple, multiples
from claimlint.verify.doubts.other_readings import a_base
from claimlint.verify.doubts.other_things import WHAT_ELSE
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, Told, observe

BACK = 2  # sentences; a semicolon ends one
MOST = 12  # values in sight; with more of them some two make nearly any multiple
_NO_VALUE = frozenset({"p", "ci", "cilevel", "sd", "hr", "or", "rr", "md", "smd", "rd", "fold", "ordinal", "pp"})
_COUNTS = frozenset({"none", "count", "animal", "eye", "item", "piece", "times", "study", "site"})
_APART = lazy(  # worked out otherwise, or told of something that stands nowhere
    r"吸呼比|\bi:e\b|风险|几率|概率|可能|危险|校正|调整|正常值|上限|年均|每年|每隔|估计|预计|目标|"
    r"\b(?:later|still|months on|years on|weeks on|now|since)\b|\b(?:risk|odds|hazard|chance|likel|adjust|allowing|normal|limit|expected|predict|estimat|each|every|target|recommended|annually)"
)
_TITRES = lazy(r"(?<!\d)1\s?[:：∶]\s?\d{2,}")  # 由1:40升至1:160
_ADJUSTED = lazy(
    r"校正|调整|标化|标准化|置信区间|可信区间|\b(?:adjust|allowing for|account|control(?:led|ling) for|taking into|ci\b|confidence|standardi[sz]|(?:odds|hazard|risk|rate) ratio|modell?)"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every multiple of every paragraph."""
    for _, one in paragraphs(scene):
        for told in one.sentences:
            if not told.heading and not told.crowded:
                for multiple in multiples(told):
                    yield from _checked(one, told, multiple)


def _checked(one: Paragraph, told: Told, multiple: Multiple) -> Iterator[Observation]:
    index = one.sentences.index(told)
    before = one.sentences[max(0, index - BACK) : index]
    if _APART.search(multiple.clause) or _ADJUSTED.search(told.words) or _TITRES.search(told.words):
        return
    pair = _pair(told, multiple, before)
    if pair is None or _of_some(told, pair, multiple):
        return
    if _between_folds(told, pair, multiple):
        return
    since = _since(pair[0], told, multiple, before)
    if not (_known(multiple, since) or _in_apposition(told, multiple, pair)):
        return
    if _RATE.search(multiple.clause) and not _RATE.search(since):
        return  # so many cases here and there, and a rate that is twice the other
    if _FIRST.search(multiple.named):  # 为基线的8.3倍: what it was at first may be told far off
        before = one.sentences[:index]
    for near in ([*before, told], one.sentences[index + 1 : index + 2]):
        sight = [f for each in near for f in each.figures if _may_be_meant(each, f, pair)]
        if len(sight) > MOST or any(
            _fits(value_of(a), value_of(b), _steps(a, b), multiple) for a, b in combinations(sight, 2)
        ):
            return
        sums = ((a, b, c) for a, b in combinations(sight, 2) for c in sight if c not in (a, b) and a.unit == b.unit)
        if any(_fits(value_of(a) + value_of(b), value_of(c), _steps(a, c), multiple) for a, b, c in sums):
            return  # 男性90人，女性60人，是五年前50人的三倍
        if not {f.unit for f in pair} <= {"pct"} and _of_rates(near, multiple):
            return
    first, second = sorted(pair, key=value_of, reverse=True)
    line = f"{plain(value_of(first))} / {plain(value_of(second))} = {show(value_of(first) / value_of(second), 2)}"
    span = Span(told.span.start + multiple.start, told.span.start + multiple.end)
    yield observe(
        "change-size", span, f"{line} ≠ {multiple.raw}", related=[(f, f.raw) for f in pair],
        before=pair[0].raw, after=pair[1].raw, right=line, stated=multiple.raw, tied="yes",
    )  # fmt: skip


def _of_some(told: Told, pair: tuple[Figure, Figure], multiple: Multiple) -> bool:
    """``其中老年患者男女之比为1.2∶1``, ``而每天两包以上者风险更高，是不吸烟者的15倍``: some of them, others than the two are told of."""
    behind = told.words[max(0, pair[1].span.end - told.span.start) : multiple.clause_start]
    whom = WHAT_ELSE.match(multiple.clause.strip())
    nouns = _NOUNS.findall(whom["what"]) if whom is not None else []
    if any(noun[:5] not in told.words[: multiple.clause_start] for noun in nouns):
        return True  # ; in the over-70s it was three times as high
    return _SOME.search(told.words[: multiple.start]) is not None or _SOME_AHEAD.search(behind) is not None


_NOUNS = lazy(r"[a-z\d]{4,}")
_SOME = lazy(
    r"(?:其中|当中)(?!前者|后者)[^，,。；;]{0,16}$|(?:(?<![本全该此各两一二三12])组|老年|老人|儿童|重[症型]|[该本此]病)(?:患者|中|者|发病)?$"
)
_SOME_AHEAD = lazy(
    r"[，,；;]\s?(?:而|但|其中)(?!前者|后者)[^，,。；;]{2,20}(?:者|患者|人群|组)[^，,。；;\d]{0,12}[，,]\s?$"
)


def _between_folds(told: Told, pair: tuple[Figure, Figure], multiple: Multiple) -> bool:
    """``（由640至320），而IgG4升高4倍，达到原来的5倍``: another multiple stands between, of the same thing as this one."""
    start = told.span.start + multiple.start
    return any(f.unit == "fold" and pair[1].span.end <= f.span.start and f.span.end <= start for f in told.figures)


_THAT_IS = lazy(
    r"(?:\s?%)?(?: per [\d, ]+[a-z -]{0,24})?[,;:(—-]? ?(?:that is|i\.e\.|in other words|or|which is|making it|meaning)[,:]? ?(?:about |some |roughly |nearly )?$"
)
_AGAINST = lazy(r"\b(?:versus|vs|against|compared (?:with|to)|and)\b|由|从|对|比")
_OF_THEN = lazy(r"(?:约|近)?[一-鿿]{1,6}(?:时|之?前|之初|伊始|当年|那年)")
_FROM_TO = lazy(r"[到至为]|现在|目前|如今")


def _in_apposition(told: Told, multiple: Multiple, pair: tuple[Figure, Figure]) -> bool:
    """``45.6 versus 19.0, that is, 2.4 times``; ``由318人发展到1590人，是建群时的5倍``: what it names can only be one of the two."""
    first, second = pair
    if first.span.start < told.span.start:
        return False
    starts, ends = first.span.end - told.span.start, second.span.start - told.span.start
    between, behind = told.words[starts:ends], told.words[second.span.end - told.span.start : multiple.start]
    if _CHINESE.search(told.words):
        lead = expressions.search(r"[由从][^,，。;；]{0,24}$", told.words[: starts - len(first.raw)])
        return (
            lead is not None and _FROM_TO.search(between) is not None and _OF_THEN.fullmatch(multiple.named) is not None
        )
    return _AGAINST.search(between) is not None and len(between) <= 40 and _THAT_IS.fullmatch(behind) is not None


def _since(first: Figure, told: Told, multiple: Multiple, before: Sequence[Told]) -> str:
    """The words from the sentence of the first value to the clause of the multiple, or to the end where that holds a value."""
    words = "".join(f"{each.words} " for each in before if each.span.end > first.span.start)
    return words + told.words[: multiple.clause_start] + (told.words[multiple.end :] if multiple.inner else "")


_RATE = lazy(
    r"率|发[生病]|患病|比例|占比|水平|\b(?:rate|rates|incidence|prevalence|proportion|share|often|frequency|common|per)\b|%|每[一十百千万\d]"
)


def _of_rates(near: Sequence[Told], multiple: Multiple) -> bool:
    """``30 of 200 and 15 of 300, three times as often``: do shares of the counts in sight make it?"""
    counts = [
        value for each in near for f in each.figures if f.unit in _COUNTS and f.value is not None
        for value in (f.value, f.denominator) if value
    ]  # fmt: skip
    if not 4 <= len(counts) <= MOST:
        return False
    rates = {part / whole for part in counts for whole in counts if part < whole}
    return any(_fits(a, b, (Decimal(0), Decimal(0)), multiple) for a, b in combinations(sorted(rates), 2))


def _may_be_meant(told: Told, figure: Figure, pair: tuple[Figure, Figure]) -> bool:
    """Is it a value of the unit of the two?"""
    if figure.value is None or figure.value <= 0 or figure.unit in _NO_VALUE or a_base(told, figure):
        return False
    units = {f.unit for f in pair}
    if not _CHINESE.search(told.words) and units & _COUNTS:
        units = units | _COUNTS
    return figure.unit in {"none", *units} and not _when(told, figure)


_FIRST = lazy(
    r"基线|原来|原先|最初|起初|当初|以前|之前|前$|治疗前|baseline|initial|starting|\bfirst|original|at first|before|earlier|previous|former"
)


# --- the two values -------------------------------------------------------------------------------


def _pair(told: Told, multiple: Multiple, before: Sequence[Told]) -> tuple[Figure, Figure] | None:
    """The last two values of one unit before a multiple, from as few sentences back as hold two."""
    place = told.span.start + (multiple.start if multiple.inner else multiple.clause_start)
    values = [f for f in told.figures if f.span.end <= place and _is_value(told, f)]
    for ahead in reversed(before):
        if len(values) > 1:
            break
        values = [f for f in ahead.figures if _is_value(ahead, f)] + values
    if len(values) < 2:
        return None
    last = values[-1]
    for other in reversed(values[:-1]):
        if _alike(told, other, last, mixed=multiple.mixed):
            return (other, last) if value_of(other) != value_of(last) else None
    return None


def _is_value(told: Told, figure: Figure) -> bool:
    plain_value = figure.value is not None and not figure.word and figure.denominator is None
    if not plain_value or figure.comparator not in {Comparator.EQUAL, Comparator.ABOUT} or value_of(figure) <= 0:
        return False
    if figure.unit in _NO_VALUE or a_base(told, figure) or _when(told, figure):
        return False
    return not _WHOLE.search(
        told.words[max(0, figure.span.start - told.span.start - 20) : figure.span.start - told.span.start]
    )


_WHOLE = lazy(
    r"\d,? (?:out )?of (?:the |these |those |all |same |its |our ){0,2}$|[(（]\s?(?:n\s?=\s?)?$"
)  # 33 of 360, 204（86名）
_WHEN = lazy(
    r"(?:第|每|睡|近|过去|随访|追踪|\bin|\bfor|\bat|\bover|\bafter|\bweek|\bday|\bmonth|\bpast|\blast|\bage[ds]?)\s?$"
)
_WHEN_BEHIND = lazy(r"\s?(?:[后前间内来里的]|之[后前间内]|以[后前来内]|later\b|earlier\b|ago\b|on\b|old\b)")


def _when(told: Told, figure: Figure) -> bool:
    """Is it a time at which, not how long?"""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    return figure.unit in TIME_UNITS and (
        _WHEN.search(told.words[max(0, start - 12) : start]) is not None
        or _WHEN_BEHIND.match(told.words, end) is not None
    )


_NOUN = lazy(r"(?:[a-z-]{3,}|(?![万亿千百])[一-鿿]{1,4})$")
_CHINESE = lazy("[一-鿿]")


def _alike(told: Told, one: Figure, two: Figure, *, mixed: bool) -> bool:
    nouns = {match[0] for f in (one, two) if (match := _NOUN.search(f.raw.lower())) is not None}
    if len(nouns) > 1 and not mixed:
        return False  # cases and deaths, 例 and 人
    if one.unit == two.unit or (mixed and {one.unit, two.unit} <= _COUNTS):
        return True
    if _CHINESE.search(told.words):
        return False  # in Chinese nearly every number has its own word of measure
    if {one.unit, two.unit} <= _COUNTS:
        return True
    return "none" in {one.unit, two.unit} and not {one.unit, two.unit} & {"pct", *TIME_UNITS}


# --- whether the multiple is told of them -----------------------------------------------------------

_IDLE_ZH = lazy(
    r"(?:19|20)\d\d年?|前者|后者|原来|原先|之前|以前|此前|过去|当年|当时|当初|最初|起初|基线|治疗前|干预前|改造前|上年|去年|前年|上月|今年|本年|本月|如今|目前|现在|同期|全年|年度|上半年|"
    r"同比|环比|两者|二者|前面|之间|其|这|那|该|即|也就是|相当于|总体|总量|数量|规模|已|共|约|近|达|到|了|又|还|竟|整整|正好|刚好|恰好|足足|几乎|差不多|大约|比|较|与|和|的|是|为|仅|只有|只|则|也|就|时|"
    r"数|量|值|率|者|人|水平|比例|平均|人均|日均|月均|明显|大幅|[一二两三四五六七八九十\d]{1,3}(?:年|个?月|周|天)(?:间|来|里|内|后|时间)?|[()（）\d.%]"
)
_SHARED = 0.6  # of the pairs of characters that a multiple names, so many were told before
_SAID_EN = (
    "about around roughly nearly almost some just only over more than less that this these those they them their there then thus "
    "which what with were have been being from into same first second earlier later former latter previous original initial "
    "starting baseline before after year years month months week weeks figure figures number numbers level levels rate rates "
    "value values count counts total amount amounts cost costs price prices group groups other others later meaning means making "
    "making equal equals equivalent amounting amounts representing exactly precisely fully whole every when while where came "
    "went stood rose risen fell fallen grew grown increase increased rise fall decrease increases climbed dropped higher lower "
    "high many much often large long fast great common frequent heavy expensive frequently greater larger longer fewer reached "
    "three four five seven eight nine eleven twelve therefore hence even still also both again now today since ratio share time times size"
)
_IDLE_EN = frozenset(_SAID_EN.split())
_WORD = lazy(r"[a-z]{4,}")
_ENDING = lazy(r"(?<=[a-z]{3})(?:ers?|ing|ed|ly|est|e?s|als?)$")


def _known(multiple: Multiple, earlier: str) -> bool:
    """Does it name nothing that was not named before?"""
    named = multiple.named
    if _CHINESE.search(named):
        rest = [piece for piece in _IDLE_ZH.split(named) if piece]
        pairs = [piece[i : i + 2] for piece in rest for i in range(max(1, len(piece) - 1))]
        years = expressions.findall(r"(?:19|20)\d\d", named)
        return sum(pair in earlier for pair in pairs) >= _SHARED * len(pairs) and all(y in earlier for y in years)
    words = [word for word in _WORD.findall(named) if word not in _IDLE_EN]
    years = expressions.findall(r"\b(?:19|20)\d\d", named)
    return all(_ENDING.sub("", word)[:5] in earlier for word in words) and all(year in earlier for year in years)


# --- what fits ------------------------------------------------------------------------------------


def _steps(one: Figure, two: Figure) -> tuple[Decimal, Decimal]:
    """Half a unit of the last place of each."""
    return unit_in_last_place(one) / 2, unit_in_last_place(two) / 2


def _fits(one: Decimal, two: Decimal, blur: tuple[Decimal, Decimal], multiple: Multiple) -> bool:
    """May the larger of two values be so many times the smaller, rounded in every way?"""
    (low, half_low), (high, half_high) = sorted(zip((one, two), blur, strict=True))
    if low <= 0:
        return True
    most = (high + half_high) / max(low - half_low, low / 2)
    least = (high - half_high) / (low + half_low)
    return any(
        bounds.low <= high / low <= bounds.high or (least <= bounds.nearest_high and most >= bounds.nearest_low)
        for bounds in multiple.allowed
    )
