"""A unit that its quantity is never told in, or that makes of its value what nobody ever had; one value told in two units.

``_silent`` holds the reasons for which such a value is none of the quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.tables import tables_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.units.reader import BRACKET, Column, Reading, in_cells, lines, place_of, readings
from claimlint.verify.units.table import Analyte
from claimlint.verify.units.values import PLAIN, Value, values

_CONFUSED = frozenset(  # dimensions that stand for few things, and so are wrong right behind the name of another
    [
        "g/L",
        "mmol/L",
        "U/L",
        "mmHg",
        "cmH2O",
        "℃",
        "℉",
        "kg/m²",
        "g/m²",
        "kg/m³",
        "kg/m",
        "kg/cm²",
        "/min",
        "10⁹/L",
        "mL/min/1.73m²",
        "mL/min/m²",
        "mL/h/1.73m²",
        "mL/min/1.73",
        "mL/min",
        "mmol/mol",
        "mmol",
        "mLHg",
        "cm",
    ]
)
_HARD = frozenset({"℃", "/min", "kg/m²", "cm"})  # beyond whose bounds nobody was, in whatever unit
_BEYOND = 1.3  # times what was ever seen: no unit makes it right
_NEAR = 6  # characters between a name and a value of a dimension that stands for much
_DIGIT = lazy(r"\d|[一二三四五六七八九十百]")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence, then every table."""
    discs = _DISCS.search(scene.document.text) is not None
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            if told.crowded or not _DIGIT.search(told.words):
                continue
            before = frame.sentences[index - 1] if index else None
            own = list(values(told.words))
            found = readings(told, own, before) if own else []
            for reading in found:
                if not (_silent(told.words, reading) or (discs and reading.analyte.body)):
                    yield from _fault(told, reading, found)
            yield from _two_units(told, found)
            yield from _differences(told, own)
            yield from _per_gram(told)
    for table in tables_of(scene):
        for line in lines(table):
            yield from _labelled(line)
        for cell, reading in in_cells(table):
            right = _right(reading)
            if right is not None and not _silent(cell.words, reading):
                yield _told(place_of(cell, reading.value), cell.words[:60], reading.analyte, reading.value.unit, right)


_DISCS = lazy(r"药敏|纸片扩散|抑菌[圈环]|\bdis[ck] diffusion|\bzone diameter|\bMIC\b")  # micrograms of a disc, no dose


def _told(span: Span, stated: str, analyte: Analyte, unit: str, right: str) -> Observation:
    return observe("unit", span, f"{analyte.name}: {stated} → {right}", stated=stated, quantity=analyte.name, unit=unit, right=right)  # fmt: skip


def _fault(told: Told, reading: Reading, beside: Sequence[Reading]) -> Iterator[Observation]:
    value, right = reading.value, _right(reading)
    span = Span(told.span.start + value.start, told.span.start + value.end)
    bounds = None if reading.analyte.body else reading.analyte.bounds.get(value.dimension)
    room = 1.0 if value.dimension in _HARD else _BEYOND
    if (
        right is None
        and bounds is not None
        and reading.close
        and value.dimension != "%"
        and value.base()[0] > bounds[1] * room
        and not _silent(told.words, reading)
    ):
        limit = f"{bounds[0]:g}-{bounds[1]:g} {value.dimension}"
        stated = told.words[value.start : value.end].strip()
        yield observe(
            "impossible-value", span, f"{reading.analyte.name}: {stated} ∉ {limit}", stated=stated, limit=limit
        )
    elif right is not None:
        stated = told.words[value.start : value.end].strip()
        yield _told(span, stated, reading.analyte, value.unit, _of_the_other(reading, beside) or right)


def _of_the_other(reading: Reading, beside: Sequence[Reading]) -> str | None:
    """The unit of another value of the quantity, where that one is right: ``由58.2 μmol/L降至39.7 g/L``."""
    others = {one.value.unit for one in beside if one.analyte is reading.analyte and _right(one) is None}
    return others.pop() if len(others) == 1 and reading.value.unit not in others else None


def _right(reading: Reading) -> str | None:
    """The unit that is meant; None where nothing is wrong."""
    analyte, value = reading.analyte, reading.value
    if not analyte.bounds:
        return None
    dimension = "℃" if value.dimension == "℉" and "℃" in analyte.bounds else value.dimension
    bounds = analyte.bounds.get(dimension)
    if bounds is None:
        if dimension == "mmol" and "mmol/L" in analyte.bounds:
            return None  # said for short
        strange = dimension in analyte.mixed and len(reading.gap) <= _NEAR
        return analyte.right if reading.close and (strange or (dimension in _CONFUSED and not analyte.body)) else None
    low, high = _converted(value)
    growth = dimension == "cm" and value.factor == 1 and low < bounds[0] and not 1.2 < low < 2.3
    if growth or (bounds[0] <= low and high <= bounds[1]) or (low <= 0 and dimension != "℃"):
        return None
    return _fitting(analyte, value) if low > bounds[1] or high < bounds[0] else None


def _converted(value: Value) -> tuple[float, float]:
    if value.dimension == "℉":
        return (value.low - 32) / 1.8, (value.high - 32) / 1.8
    return value.base()


_MOST_OFF = 1e6  # times; nobody writes ng for dg


def _fitting(analyte: Analyte, value: Value) -> str | None:
    """A unit in which the same number can be; a number that fits none is no slip of a unit."""
    for unit, (dimension, factor) in PLAIN.items():
        bounds = analyte.bounds.get("℃" if dimension == "℉" else dimension)
        if bounds is not None:
            if (
                dimension == value.dimension
                and value.factor
                and not 1 / _MOST_OFF <= factor / value.factor <= _MOST_OFF
            ):
                continue
            low, high = _converted(value._replace(dimension=dimension, factor=factor))
            if bounds[0] <= low and high <= bounds[1]:
                return unit
    return None


# --- reasons for silence ----------------------------------------------------------------------------------

_ASIDE = lazy(  # other bodies than people's, other fluids than blood, and words about words
    r"鼠|兔|犬|猪|牛(?!奶)|羊(?!水)|马(?!上)|鱼(?!油)|鸡|胎盘(?!早剥|前置|植入|滞留|残留|娩出)|脑脊液|胸[腔]?水|腹水|透析液|饮用水|矿泉水|食品|每100|奶粉|配方|培养基|培养液|药敏|纸片|抑菌[圈环]|折点|菌株|细胞株|幼虫|斑马|缓冲液|输液袋|原液|误写|笔误|写成|错写|"
    r"\b(?:rats?|mice|mouse|dogs?|cats?|pigs?|cows?|calf|calves|horses?|elephants?|whales?|fish|cerebrospinal|ascit|pleural|dialysate|(?:drinking |mineral )water|foods|per 100|medium|culture|discs?|disks?|susceptib\w*|isolates?|larvae|zebrafish|in vitro|buffer|misprint|typo|tumou?r weight|placenta(?! pra?evia| accreta| abruption))\b"
)
_CHANGE = lazy(
    r"(?:β|\bbeta|\bcoefficient|系数|斜率|\bslope)(?:值|\s(?:was|of|is))?\s?[=:为]?\s?$|(?:平均|约|可|会|每年|要|则)(?:少|多|低|高)(?:了|约|出)?$|(?:[下升]降|降低|降了|减少|升高|增加|增长|缩小|减轻|小了|上升|提高|升了|波动|(?:升高|降低|提高|下降)[a-z]{2,5}|差(?:值|异)?(?:的)?(?:均数|均值|平均值?)?|变化|改变|幅度|回落|相差|每(?:升|降|增)[一-鿿]{0,2}|[矮瘦胖]|长高|高出)(?:了|约|达|为|仅|\s){0,3}$|[降升增减跌差]了?约?$|"
    r"\b(?:every|each)(?: additional| extra)?\s?$|\bby (?:about |only |some |just |a mere |as much as |up to |around |roughly |nearly |almost |another |a further |a (?:mean|median) of |an average of ){0,2}$|\b(?:change[sd]?|difference|differed|reduction|rise|fall|drop|gain|increase|decrease|increment)\b[^.;，,]{0,24}$|温差|降幅|升幅"
)
_ITS_NAME = lazy(r"([升降高低加少])[a-z][a-z\d-]{0,6}\s?$")  # 约升高Hb 10 g/L
_CHANGING = lazy(
    r"(?:上升|下降|升高|降低|增加|减少|增长|改善|变化|差)(?:幅度|值|量|异|不足|不到|超过|仅|未|无)|\b(?:md|mean difference|rise|fall|increase|decrease|change)\b"
)
_CHANGED_BEHIND = lazy(
    r"\s?(?:的(?:升高|下降|降低|增加|减少|差[值异距]?|降幅|升幅|变化|改善|波动)|"
    r"(?:higher|lower|more|less|greater|smaller|above|below|heavier|lighter|taller|shorter|warmer|cooler|apart|(?:mean |absolute |net )?(?:increase|decrease|rise|fall|drop|gain|loss|reduction|difference|change|improvement))\b)"
)
_A_RATE = lazy(r"\s?(?:(?:per|a|each) (?:hour|day|week|month|year)\b|(?:/|每)\s?(?:小时|[天日周月年]|h\b|d\b))")
_CHANGED_TO = lazy(r"\b(?:to|at)\s?(?:about |only |just )?$|[至到]约?$|\bfrom\s?$|[由从自]$")
_OF_PATIENTS = lazy(
    r"率(?:[(（][^()（）]{0,20}[)）])?(?:为|是|达|约|仅|\s){0,2}$|\b(?:rate|share|proportion)\b[^,;]{0,24}$|占"
)


_OF_AN_ARM = lazy(  # 体重变化：2 mg组-6.1 kg: the dose names those whose value follows
    r"\s?(?:/[天日dk][a-z]{0,2}\s?)?(?:剂量)?(?:组|队列|片|粒|支|瓶|规格|剂型)|[ -](?:(?:dose|once|twice|daily|weekly|tirzepatide|semaglutide) ){0,2}(?:group|arm|cohort|dose|tablets?|capsules?|vials?)\b"
)
_HAD = lazy(
    r"\b(?:had|have|has|with|developed|reported|no|any|an?|of) (?:a |an |any )?(?:[a-z]+ )?(?:fever|hypertension|hypotension|tachycardia)s?\s?[(,:]?\s?$|(?:发热|发烧|高热)(?:者|率)?\s?[(（为]?$"
)
_BY_WEIGHT_TOO = lazy(r"\s?[,，(（、]\s?(?:or |i\.e\.,? |that is,? |即|约|about )?\d+(?:\.\d+)?\s?m?g/kg")
_NEXT_NOUN = lazy(r" (?!a\b|per\b|daily|once|twice|every|each|for\b|at\b|by\b|in\b|or\b|and\b|to\b)[a-z]{4,}")
_OF_ANOTHER = lazy(r"(?:\s(?:a|per) |\s?/\s?)d(?:ay)? of [a-z]")
_ALTOGETHER = lazy(r"(?:合|共|累[计积]|总[量计]|总共|\bcumulative|\btotal)[^,，。;；\d]{0,12}$")  # of no single dose
_THING_WEIGHED = lazy(
    r"batter|dimensions|电池|机身|整机|净重|\b(?:ring|watch|band|tracker|sensor|pump|device|monitor|implant|pacemaker|inhaler|tablet|pill|bottle|pack)s? weigh"
)
_OF_A_DOSE = frozenset({"mg", "mL", "mg/kg", "IU"})
_PER_BODY = lazy(
    r"\b(?:child|adult|patient|person|man|woman|girl|boy|baby|infant|dog|cat) (?:of|weighing) \d+(?:\.\d+)? ?kg\b|\b(?:kg|kilo) (?:child|adult|patient|person|man|woman|baby|infant|dog)\b|(?:kg|公斤|千克)(?:的|重的)?(?:儿童|孩子|宝宝|患者|成人|者|患儿)|\d ?m?g/kg,? (?:he|she|it|they|[a-z]+ [a-z]+) (?:needs?|gets?|takes?|receives?) $"
)
_LIST = lazy(r"[,，、]|\bby\b|\band\b|\bin\b|及|和")


_WEIGHED = lazy(r"\bweigh(?:s|ed|ing|t)?\b[^.;]{0,16}$")
_SOMEBODY = lazy(
    r"\b(?:patients?|participants?|women|men|adults?|child(?:ren)?|bab(?:y|ies)|infants?|she|he|her|his|volunteers?|people)\b"
)
_COUNTED_FEVERS = lazy(
    r"\d\s?(?:次|例|人次|例次|名|人|位)[一-鿿]{0,6}(?:发热|低热|高热|发烧|低烧|高烧)[^,，。;；]{0,4}[(（]?$"
)  # 9次一过性低热（8.0%）
_PATIENTS_BEHIND = lazy(
    r"\s?(?:的?(?:患者|病人|受试者|人)|(?:of|were|had|reported|achiev(?:ed|ing)|reach(?:ed|ing)|attain(?:ed|ing)|among) )"
)


_KEPT = lazy(
    r"\b(?:keeps?|kept|stor(?:e|ed|age)|shelf|transport(?:ed)?|refrigerat\w+|thaw\w*)\b|保存|储[存藏运]|贮[存藏]|冷藏|运输|振荡|解冻|水浴"
)


def _of_a_change(words: str, before: str, reading: Reading) -> bool:
    """A difference may be as small as it likes: "4.7 g/L higher", 13 µmol/L per hour."""
    end = reading.value.end
    changed = _CHANGE.search(_ITS_NAME.sub(r"\1", before)) or _CHANGING.search(reading.gap)
    return (
        _CHANGED_BEHIND.match(words, end) is not None
        or (not reading.analyte.body and _A_RATE.match(words, end) is not None)
        or (changed is not None and not _CHANGED_TO.search(before))
    )


_A_DAY = lazy(r"\s?(?:(?:a|per|each|every) (?:day|week|dose|month)|daily|weekly|/\s?(?:d|日|天)|每[日天周])")
_BEHIND_A_VALUE = lazy(r"\d\s?(?:kg|cm|公斤|厘米|千克)\s?[(（,，]\s?$")


_OF_A_DRUG = lazy(r"\d\s?(?:g|mg|[µμ]g)\s?(?:/|per )\s?(?:kg|kilo)|\bcourse\b|\b(?:tablet|capsule)s?\b|疗程|每[片粒]")


def _by_weight(words: str, reading: Reading) -> bool:
    end = reading.value.end
    if _BY_WEIGHT_TOO.search(words, end, end + 48):
        return True  # 36 g of paracetamol, i.e. 500 mg/kg
    if reading.gap.strip() == "," and _NEXT_NOUN.match(words, end):
        return True  # 3 mg melatonin, 200 mg magnesium
    return reading.analyte.name == "body weight" and _OF_A_DRUG.search(words) is not None


def _silent(words: str, reading: Reading) -> bool:
    value = reading.value
    if _ASIDE.search(words) or (value.dimension == "%" and _COUNTED_FEVERS.search(words, 0, value.start)):
        return True
    before = words[max(0, value.start - 36) : value.start]
    if value.dimension in reading.analyte.bounds and _of_a_change(words, before, reading):
        return True
    if value.unit == "g" and _WEIGHED.search(before) and not _SOMEBODY.search(words, 0, value.start):
        return True  # the ring weighs 2.4 g
    if value.dimension in _OF_A_DOSE and (
        _ALTOGETHER.search(before)
        or _THING_WEIGHED.search(words)
        or (reading.analyte.body and _A_DAY.match(words, value.end))  # a maximum of 20 mg a day
    ):
        return True
    if value.unit in {"g", "mg"} and _by_weight(words, reading):
        return True  # 20 g, 286 mg/kg; weighing 80 kg, 0.5 mg/kg twice daily, 560 mg over the course
    if _OF_ANOTHER.match(words, value.end) or _BEHIND_A_VALUE.search(before):
        return True  # ask about warfarin: more than 3 g a day of omega-3
    if _OF_AN_ARM.match(words, value.end) or (value.dimension in _OF_A_DOSE and _PER_BODY.search(before)):
        return True
    if value.dimension in {"℃", "℉"} and "℃" not in reading.analyte.bounds and _KEPT.search(words):
        return True  # platelets 5 days at 20–24 °C
    if value.dimension == "%" and _HAD.search(before):
        return True  # none had a fever (0%)
    if value.dimension == "%" and _LIST.search(reading.gap):
        return True  # 63.0% had fever, 33.3% dyspnea; pain by 61% and fever by 8%
    if value.dimension == "%" and reading.analyte.bounds.keys() & {"℃"} and _fitting(reading.analyte, value) is None:
        return True  # 8% and 7% of them had a fever
    people = _OF_PATIENTS.search(before) or _PATIENTS_BEHIND.match(words, value.end)
    return value.dimension == "%" and people is not None


# --- one value in two units -------------------------------------------------------------------------------

_ROOM = 0.03
_OF_A_PART = lazy(  # 5克盐，相当于2000毫克钠
    r"\s?的?(?:元素)?(?:钠|食?盐|钾|钙|铁|锌|镁|碘|糖|蛋白|酒精|纯)| (?:of )?(?:elemental |pure )?(?:sodium|salt|potassium|calcium|iron|zinc|magnesium|iodine|sugar|protein|alcohol|base)\b"
)
_COMMA = lazy(r"[,，；;]")
_EQUALS = lazy(r"等于|相当于|约为|即|折合|约合|=|≈|\b(?:equals?|is about|is|are|equivalent)\b")
_HBA1C = (10.929, -23.5)


def _two_units(told: Told, found: list[Reading]) -> Iterator[Observation]:
    """``8.6% (86 mmol/mol)``: 8.6% are 70."""
    seconds: set[Value] = set()  # 1 mmol/L is 38.7 mg/dL, 1.8 mmol/L are 70 mg/dL
    for reading in found:
        one, two = reading.after, reading.value
        ahead = told.words[max(0, one.start - 8) : one.start] if one is not None else ""
        if one is None or one in seconds or (_EQUALS.search(ahead) and _COMMA.search(told.words[one.end : two.start])):
            continue
        if one.unit != two.unit and _EQUALS.search(told.words[one.end : two.start]):
            seconds.add(two)
        if two.low != two.high and not two.two:
            continue  # from 98 to 121 g/L (9.8 to 12.1 g/dL)
        if one.unit == two.unit or not BRACKET.fullmatch(told.words[one.end : two.start]):
            continue
        of_change = _CHANGE.search(told.words[max(0, one.start - 36) : one.start]) is not None
        want = _in_other(reading.analyte, one, two, of_change=of_change)
        if _OF_A_PART.match(told.words, two.end) or (want is not None and _so_many_of_it(told, one, two.low / want[0] if want[0] else 0)):  # fmt: skip
            continue
        if want is not None and abs(want[0] - two.low) > two.step + abs(want[0]) * _ROOM + want[1]:
            span = Span(told.span.start + two.start, told.span.start + two.end)
            stated, right = told.words[two.start : two.end], f"{want[0]:.3g} {two.unit}"
            line = f"{told.words[one.start : one.end]} = {right} ≠ {stated}"
            yield observe("unit", span, line, stated=stated, quantity=reading.analyte.name, unit=two.unit, right=right)


_COUNTED = lazy(r"(?<![\d.])(\d{1,3})\s?(?:tablets?|capsules?|pills?|vials?|bags?|doses?|片|粒|支|袋|瓶|丸)")


def _so_many_of_it(told: Told, one: Value, times: float) -> bool:
    """``32 tablets of paracetamol 500 mg (16 g)``: all of them together."""
    counts = _COUNTED.findall(told.words, max(0, one.start - 60), one.start)
    return any(abs(int(count) - times) <= _ROOM * times for count in counts)


def _in_other(analyte: Analyte, one: Value, two: Value, *, of_change: bool) -> tuple[float, float] | None:
    """What a value is in the unit of another, and how much its rounding leaves open."""
    pair = (one.dimension, two.dimension)
    if one.dimension == two.dimension:
        scale, added = one.factor / two.factor, 0.0
    elif pair == ("g/L", "mmol/L") and analyte.molar:
        scale, added = one.factor / analyte.molar * 1000 / two.factor, 0.0
    elif pair == ("mmol/L", "g/L") and analyte.molar:
        scale, added = one.factor * analyte.molar / 1000 / two.factor, 0.0
    elif pair == ("%", "mmol/mol"):
        scale, added = _HBA1C
    elif pair == ("mmol/mol", "%"):
        scale, added = 1 / _HBA1C[0], -_HBA1C[1] / _HBA1C[0]
    elif pair == ("℃", "℉"):
        scale, added = 1.8, 32.0
    elif pair == ("℉", "℃"):
        scale, added = 1 / 1.8, -32 / 1.8
    else:
        return None
    return one.low * scale + (0.0 if of_change else added), one.step * scale


_APART = lazy(
    r"(?:下降|降低|降|减少|减轻|缩小|升高|上升|升|提高|增加|增|回落|差|相差|高|低|fall|fell|drop(?:ped)?|down|reduction|decrease[ds]?|rise|rose|increase[ds]?|up|gain(?:ed)?|"
    r"difference|change|less|more|lower|higher)(?:了|约|为|达|幅度?| of| by| was|\s){0,3}$"
)
_BARELY = lazy(r"[，,]\s?(?:共|总共|平均|净)?[降减升增][一-鿿]{0,2}\s?$|,? (?:a|an) [a-z]+ of $")  # no other subject
_CONCENTRATION = frozenset({"g/L", "mmol/L"})


def _differences(told: Told, own: list[Value]) -> Iterator[Observation]:
    """``从151 mmHg降至134 mmHg，下降17 kPa``: the difference itself, in another unit."""
    for one, two, three in zip(own, own[1:], own[2:], strict=False):
        alike = one.dimension == three.dimension or {one.dimension, three.dimension} <= _CONCENTRATION
        alike = alike or _BARELY.match(told.words[two.end : three.start]) is not None
        if (
            one.unit == two.unit != three.unit
            and alike
            and one.dimension != "%"
            and round(abs(one.low - two.low), 3) == round(abs(three.low), 3) != 0
            and _APART.search(told.words[max(0, three.start - 16) : three.start])
        ):
            first, second, stated = (told.words[each.start : each.end] for each in (one, two, three))
            spans = [Span(told.span.start + each.start, told.span.start + each.end) for each in (one, two, three)]
            yield observe("unit", spans[2], f"{second} - {first} → {one.unit} ≠ {three.unit}", related=[(spans[0], first), (spans[1], second)],
                          stated=stated, quantity=f"{first} / {second}", unit=three.unit, right=one.unit)  # fmt: skip


# --- tables and cells -------------------------------------------------------------------------------------


def _labelled(line: Column) -> Iterator[Observation]:
    """``血红蛋白（mg/L） | 86.2±10.4``: wrong for all of its numbers."""
    dimension, factor, unit = line.unit
    own = [
        Reading(line.analyte, Value(n, n, dimension, factor, unit, 0, 0, 1.0), close=True) for n in line.numbers if n
    ]
    rights = {_right(reading) for reading in own}
    if own and None not in rights:
        where = line.label.told
        yield _told(
            Span(where[0].span.start, where[-1].span.end),
            line.label.words,
            line.analyte,
            unit,
            next(iter(rights)) or "",
        )


_PER_GRAM = lazy(
    r"(?:个细胞|个干细胞|\bcells)\s?(?:/|每|per )\s?(?P<u>g|mg|克|毫克|gram)(?![a-z/]|\s?(?:组织|湿重|肿瘤|脂肪|粪便|tissue|fat|stool))"
)
_BODY = lazy(r"体重|输注|回输|静[脉滴]|infus|intraven|body ?weight|patients? (?:received|were given)")


def _per_gram(told: Told) -> Iterator[Observation]:
    """``按体重1×10⁶个细胞/g``: nobody is dosed by the gram."""
    match = _PER_GRAM.search(told.words)
    if match is not None and _BODY.search(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("unit", span, f"{match[0]} → /kg", stated=match[0], quantity="cells", unit=match["u"], right="kg")
