"""A quantity told in two places, once with a digit amiss, whatever words it is told in and wherever it stands.

Every two figures of one unit whose digits changed places (or of which one digit differs) are weighed: the words that stand
beside both, the numbers that both sentences tell besides, whether one stands in a title, a lead, a conclusion, a legend. What
may part them (another arm, sex, year, time, place, a share of them, a change) outweighs it all: see ``_parted``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from msgspec import Struct

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic import reachable, value_of
from claimlint.verify.arithmetic_repeats import fault
from claimlint.verify.arithmetic_tables import Table, tables_of
from claimlint.verify.likeness import beside, noun_of
from claimlint.verify.other_readings import analysed_otherwise
from claimlint.verify.passages import tokens
from claimlint.verify.scene import Scene, Told
from claimlint.verify.told_again import leads_of

MOST = 240  # figures of a document; in a longer one chance makes such pairs
ENOUGH, ENOUGH_FOR_ONE_DIGIT = 5, 7  # what must speak for it
LEAST_ALIKE = 4  # characters before two numbers
_NEAR, _NEAR_ENGLISH = 18, 48  # characters beside a number
_LOOSE = frozenset({"count", "none", "item", "times", "piece", "study", "site", "group", "animal", "eye"})
_SKIPPED = frozenset({"ci", "cilevel", "p", "sd", "ordinal"})
_ANYBODYS = 20  # in words, smaller numbers are told of anything
_COMMON = frozenset(map(Decimal, (95, 99, 100, 90, 50, 10, 12, 24, 1000)))  # told for many reasons


class Item(Struct, frozen=True, dict=True):
    """A figure with its sentence and what is seen around it."""

    figure: Figure
    told: Told
    text: str
    named: frozenset[str] | None = None  # of a cell: the words of its row and column
    heads: str = ""  # the same as they stand there
    row: tuple[Figure, ...] = ()  # the figures of a cell's row

    @cached_property
    def near(self) -> frozenset[str]:
        """The content words of its own stretch between commas."""
        reach = _NEAR_ENGLISH if self.told.words.isascii() else _NEAR
        return self.named or _content(
            beside(self.text, self.figure, reach, reach // 2) | noun_of(self.text, self.figure)
        )

    @cached_property
    def around(self) -> frozenset[str]:
        """Those of its sentence that stand not far off."""
        reach = 60 if self.told.words.isascii() else 24
        start, end = (place - self.told.span.start for place in (self.figure.span.start, self.figure.span.end))
        before = _STOP.split(self.told.words[max(0, start - reach) : start])[-1]
        behind = _STOP.split(self.told.words[end : end + reach])[0]
        return self.near | _content(frozenset(tokens(f"{before} {behind}".replace("-", " "))))

    @cached_property
    def wide(self) -> frozenset[str]:
        return (self.named or frozenset()) | _content(frozenset(tokens(self.told.words.replace("-", " "))))

    @cached_property
    def clause(self) -> str:
        start, end = (place - self.told.span.start for place in (self.figure.span.start, self.figure.span.end))
        before = _AHEAD.split(self.told.words[max(0, start - 70) : start])[-1]
        return before + _HERE + _CLAUSE.split(self.told.words[end : end + 50])[0]

    @cached_property
    def marks(self) -> frozenset[str]:
        """Which of the things that part two values its clause names."""
        words = _BESIDE_OTHERS.sub("", self.clause) + (" ".join(self.named) if self.named else "")
        if "岁" in self.figure.raw:
            words += self.told.words  # 患者，女，63岁
        found = {name for name, pattern in _MARKS.items() if pattern.search(words)}
        ahead = self.told.words[: self.figure.span.start - self.told.span.start]
        if _MARKS["then"].search(_BESIDE_OTHERS.sub("", ahead)):
            found.add("then")
        return frozenset(found)

    @cached_property
    def others(self) -> frozenset[tuple[Decimal, str]]:
        """The other numbers of its sentence, with their units."""
        return frozenset(
            (abs(value_of(f)), "" if f.unit in _LOOSE else f.unit)
            for f in self.row or self.told.figures
            if f is not self.figure and f.value is not None and f.unit not in _SKIPPED and f.comparator in _EXACT
        )


_HERE = "\x01"  # where the figure stands in its clause
_STOP = lazy(r"[。；;!?！？]|\. ")
_BESIDE_OTHERS = lazy(
    r"[与和同](?:国外|国内|全国|其他|文献|既往)[^,，。;；]{0,20}|(?:高于|低于|多于|少于|超过|不及|好于|优于|较|比)[^,，。;；\d]{1,12}|\b(?:than|above|below|compared with|against) [a-z ]{3,40}"
)
_BOILERPLATE = frozenset(
    tokens(
        "差异无统计学意义 差异有统计学意义 差异均无统计学意义 患者 结果 方法 结论 分别为 比较 显示 研究 观察 发生率 "
        "study studies patients trial trials results methods conclusion found showed reported significant difference respectively"
    )
)


def _content(words: frozenset[str]) -> frozenset[str]:
    return words - _BOILERPLATE


_EXACT = frozenset({Comparator.EQUAL, Comparator.ABOUT})
_AHEAD = lazy(r"[,，。;；:：!?！？]|\. |\b(?:but|while|whereas)\b|而|但")
_CLAUSE = lazy(r"[,，。;；:：!?！？]|\. |\b(?:and|but|while|whereas|versus|vs)\b|而|但")
_MARKS = {
    "control": lazy(
        r"对照|安慰剂|常规组|传统组|单药|\bcontrols?\b|placebo|sham|usual care|comparator|standard|untreated|未[治用接]"
    ),
    "men": lazy(r"男|\bmen\b|\bmales?\b|\bboys\b|\bhe\b|\bfather"),
    "women": lazy(r"女|\bwomen\b|\bfemales?\b|\bgirls\b|\bshe\b|母亲|\bmother"),
    "young": lazy(r"儿童|患儿|青年|青少年|小于|<|≤|婴|学生|child|infant|younger|under|adolesc"),
    "old": lazy(r"老年|以上|>|≥|older|elderly|\bover \d|aged"),
    "then": lazy(
        r"去年|上年|前年|往年|同期|此前|之前|前[,，]?$|原来|[疗预术用造施诊]前|前一年|基线|入院时|last year|previous|earlier|baseline|before (?:treatment|surgery|therapy|the |entry)|former|year before|\bago\b|same (?:quarter|period|month)"
    ),
    "after": lazy(r"治疗后|干预后|术后|出院时|第\s?\d|随访|末次|\bafter\b|\bat (?:week|month|year|\d)|later|follow-up"),
    "part": lazy(
        r"其中|亚组|完成|可评估|剩|余|排除|失访|脱落|\bof (?:whom|these|which|them)\b|subgroup|evaluable|complet|remaining|excluded|lost|withdr|among those"
    ),
    "screened": lazy(r"筛|检索|登记|初检|screen|identified|assessed|eligib|invited"),
    "sum": lazy(r"累[计积]|全年|cumulative|to date|overall"),
    "place": lazy(
        r"全国|全球|全省|全市|国外|国际|农村|城[市区镇]|院区|national|worldwide|global|rural|urban|elsewhere"
    ),
    "planned": lazy(
        r"计划|目标|预[计期]|拟|将|至少|不超过|不少于|推荐|标准|参考|正常|规定|plan|target|expect|aim|recommend|at least|up to|normal|reference|will\b"
    ),
    "each": lazy(r"(?:每|各|人均|日均)[^\x01]{0,40}\x01|\beach\b|\bper\b|\bapiece"),
    "other": lazy(
        r"另|其他|他人|文献|既往|\bother|another|further|additional|declined|refused|literature|reported by|historical"
    ),
    "changed": lazy(
        r"[增减升降](?:加|长|少|低|高|至|到|幅|了)|提高|下降|缩短|延长|较|相差|差值|increas|decreas|\brose\b|\bfell\b|declin|reduc|differen|improv|gain|\bby\b|\bthan\b"
    ),
    "ends": lazy(r"最[高低大小长短多少]|范围|上限|下限|maxim|minim|range|highest|lowest|longest|shortest"),
    "mean": lazy(r"平均|均值|\bmeans?\b|average"),
    "median": lazy(r"中位|median"),
    "upper": lazy(r"上肢|左|前壁|right|收缩|systolic"),
    "lower": lazy(r"下肢|右|后壁|left|舒张|diastolic"),
}
_SIDES = lazy(
    r"[东南西北中]部?(?:院|区)|[甲乙丙丁]|[一二三四五]病区|\b(?:north|south|east|west)(?:ern)?\b|前者|后者|former|latter"
)
_FREE = frozenset({"after", "changed", "mean", "median"})  # may be told once and left out the other time
_DATED = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)|[一二三四]季度|[上下]半年|\d{1,2}月(?!龄)|first half|second half|quarter")
_ARM = lazy(
    r"[a-z]{1,3}组|[一-鿿]{2,4}组(?!织|成|合)|\b(?:group|arm|cohort|site|ward|region|phase|stage|dose) [a-z0-9]{1,3}\b|\d+\s?(?:mg|mcg|µg|ug|ml)\b|[ⅰ-ⅳⅠ-Ⅳ]期|[一二三四]期|(?:病例|例|样本|方案|队列|中心)[\d一二三四]"
)
_ANEW = lazy(
    r"\brepeat|re-audit|second (?:round|survey|audit|phase|cohort|wave)|\b(?:year|month|week)s? later|\bsince then|\bagain in|复评|再次(?:调查|检测|评估)|第二[轮次期]|次年|翌年|随后|后续"
)
_LEGEND = lazy(r"^\W{0,3}(?:图|表|注|fig(?:ure)?|table|legend|note|box)\s?\.?\s?\d{0,2}|图注|legend")
_RETOLD = lazy(
    r"综上|讨论[:：]|结论|总之|小结|正如|如前|上[述文]|如[图表]|本研究|本组|in summary|in conclusion|to sum up|as (?:shown|noted|stated)|behind the|case summary"
)
_QUOTE = lazy(r"[“”\"「『]|说|介绍|表示|said|says|told|caution|according")
_AGAIN = lazy(
    r"(?:[这该此本]|上述|全部|所有|全体|共)\s?(?:组|例|项|共|研究)?\s?$|\b(?:these|those|the|all|same|its|our|this series of|a series of|series of|total of)\s$"
)


_THOSE = lazy(r"(?:[这该此]|上述)\s?$|\b(?:these|those)\s$")


def check(scene: Scene) -> Iterator[Observation]:
    """Every two figures of one unit that a slip may have parted."""
    items = [one for one in _items(scene) if _telling(one.figure)]
    if len(items) > MOST:
        return
    often = Counter(value_of(one.figure) for one in items)
    for one in items:
        often.update(value for value in (one.figure.denominator,) if value is not None)
    leads = leads_of(scene)
    for one, two in combinations(items, 2):
        weight = _slip(one.figure, two.figure)
        if not weight or one.told is two.told or min(often[value_of(each.figure)] for each in (one, two)) > 1:
            continue
        if _may_be(one, two) and not _made(one, two, items) and _speaks_for(one, two, weight, leads):
            first, second = (one, two) if often[value_of(one.figure)] == 1 else (two, one)
            yield from fault(first.figure, second.figure, both=often[value_of(second.figure)] == 1)


def _items(scene: Scene) -> Iterator[Item]:
    text = scene.document.text
    tabled: set[Span] = set()
    for table in tables_of(scene):
        for (row, column), cell in table.cells.items():
            named = _heads(table, row, column)
            heads = f"{table.words(row, table.columns[0])} {table.words(0, column)}"
            across = tuple(f for (r, c), one in table.cells.items() if r == row and c for f in one.figures)
            for told in cell.told:
                tabled.add(told.span)
                if row and column:
                    yield from (Item(f, told, text, named, heads, across) for f in told.figures)
    for told in scene.sentences:
        if told.span not in tabled and told.role is not Role.REFERENCES and not told.crowded:
            yield from (Item(f, told, text) for f in told.figures)


def _heads(table: Table, row: int, column: int) -> frozenset[str]:
    first = table.columns[0]
    return frozenset(tokens(table.words(row, first))) | frozenset(tokens(table.words(0, column)))


def _telling(figure: Figure) -> bool:
    plain = figure.value is not None and figure.unit not in _SKIPPED
    plain = plain and (not figure.word or (figure.unit in _LOOSE and value_of(figure) >= _ANYBODYS))
    return plain and figure.comparator in {Comparator.EQUAL, Comparator.ABOUT} and _digits(figure) is not None


def _digits(figure: Figure) -> str | None:
    value = value_of(figure)
    digits = f"{abs(value):f}".replace(".", "").lstrip("0") if value else ""
    return digits if len(digits) >= 2 else None


def _slip(one: Figure, two: Figure) -> int:
    """How telling a slip of digits is: 0 for none, 1 for one digit of three or more, more for two that changed places."""
    units = one.unit == two.unit or {one.unit, two.unit} <= _LOOSE
    units = units or "none" in {one.unit, two.unit}  # 17.8 v 14.1 months
    left, right = f"{abs(value_of(one)):f}", f"{abs(value_of(two)):f}"
    if not units or one.decimals != two.decimals or left == right or len(left) != len(right):
        return 0
    apart = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(apart) == 2 and apart[0] == apart[1][::-1]:
        return min(len(left), 4) if len(left) > 2 else 2
    if len(apart) == 1 and len(left) > 2:
        return 1
    return 0


# --- what speaks against it -------------------------------------------------------------------------


def _may_be(one: Item, two: Item) -> bool:
    if one.figure.arm != two.figure.arm and one.figure.arm is not None and two.figure.arm is not None:
        return False
    if one.named is not None and two.named is not None:
        return False  # two cells
    free = _FREE | {"then", "sum"} if _THOSE.search(_before(two)) else _FREE
    if (one.marks ^ two.marks) - free:
        return False
    if analysed_otherwise(one.told, two.told.words) or analysed_otherwise(two.told, one.told.words):
        return False
    if (
        _parallel(one, two)
        or _side_by_side(one, two)
        or (_ANEW.search(one.told.words) is None) != (_ANEW.search(two.told.words) is None)
    ):
        return False
    classifiers = {_classifier(each.figure) for each in (one, two)} - {""}
    if len(classifiers) > 1:
        return False
    for pattern in (_DATED, _ARM, _SIDES):
        here, there = (set(pattern.findall(each.told.words + each.heads)) for each in (one, two))
        if here and there and not here & there:
            return False
        mine, theirs = (set(pattern.findall(each.clause + each.heads)) for each in (one, two))
        if mine != theirs and (mine and theirs):
            return False
    times = [
        {(value_of(f), f.unit) for f in each.told.figures if f.unit in TIME_UNITS and f is not each.figure}
        for each in (one, two)
    ]
    if all(times) and not times[0] & times[1] and one.figure.unit not in _LOOSE:
        return False
    return ("岁" in one.figure.raw) == ("岁" in two.figure.raw)


def _parallel(one: Item, two: Item) -> bool:
    """``病例1，男，65岁，血糖12.6；病例2，男，56岁，血糖16.2``: nothing is told again, and of another unit too each has its own."""
    anchors = _anchors(one, two)
    if any(_firm(value) for value in anchors) or one.named or two.named:
        return False
    mine, theirs = ({unit for value, unit in each.others if value not in anchors} for each in (one, two))
    return bool(mine & theirs)


def _side_by_side(one: Item, two: Item) -> bool:
    """``东区服务居民……西区服务居民``, ``春季……秋季``: one and another, in one form of words."""
    here, there = (each.told.words[: each.figure.span.start - each.told.span.start].strip() for each in (one, two))
    apart = sum(a != b for a, b in zip(here, there, strict=True)) if len(here) == len(there) else 0
    return 1 <= apart <= 2 and len(here) >= LEAST_ALIKE


def _classifier(figure: Figure) -> str:
    """The last character of a Chinese unit: 张 is no 人次; people are people."""
    last = figure.raw[-1:]
    return "" if last < "一" else "人" if last in "人名例位次者" and figure.unit in _LOOSE else last


def _made(one: Item, two: Item, items: list[Item]) -> bool:
    """Either value is a sum or a difference of others of its unit in the two sentences."""
    both = [each for each in items if each.told in (one.told, two.told)]
    return any(
        value_of(mine.figure)
        in reachable(value_of(f.figure) for f in both if f is not mine and f.figure.unit in {mine.figure.unit, "none"})
        for mine in (one, two)
    )


# --- what speaks for it -----------------------------------------------------------------------------


def _speaks_for(one: Item, two: Item, weight: int, leads: set[Span]) -> bool:
    anchors = [value for value in _anchors(one, two) if _firm(value)]
    shared, around, wide = (len(mine & theirs) for mine, theirs in zip(_words(one), _words(two), strict=True))
    same, those = _same_thing(one, two), _THOSE.search(_before(two)) is not None
    of_those, everybody = _of_those(two), _everybody(one, two)
    retold = any(_retelling(each, leads) for each in (one, two))
    people = weight > 3 and retold and one.figure.unit == two.figure.unit == "count"
    tied = (
        shared or around > 1 or (anchors and wide) or same or everybody or those or people or (of_those and weight > 2)
    )
    lent = {one.figure.unit, two.figure.unit} - {"none"} - _LOOSE if one.figure.unit != two.figure.unit else set()
    if not tied or (lent and not anchors and shared < 3 and not same):
        return False
    points = weight + min(max(shared, around // 2), 3) + min(2 * len(anchors), 4) + (wide >= 4)
    points += 2 * same + 2 * everybody + 2 * of_those + those + _pointed(two)
    points += retold + 2 * any(each.named is not None for each in (one, two))
    return points >= (ENOUGH if weight > 1 else ENOUGH_FOR_ONE_DIGIT)


def _words(item: Item) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return item.near, item.around, item.wide


_N_IS = lazy(r"\bn\s?=\s?$")


def _everybody(one: Item, two: Item) -> bool:
    """``(N = 332)`` of a title, and "180 of the 332"."""
    start = one.figure.span.start - one.told.span.start
    alone = sum(1 for _ in expressions.finditer(r"\bn\s?=", one.told.words)) == 1
    return alone and _N_IS.search(one.told.words[:start]) is not None and _pointed(two)


def _anchors(one: Item, two: Item) -> set[Decimal]:
    """The numbers that both sentences tell besides; a bare one of a table lends itself a unit."""
    return {
        value
        for value, unit in one.others
        for other, theirs in two.others
        if value == other and (unit == theirs or not unit or not theirs)
    }


def _same_thing(one: Item, two: Item) -> bool:
    """The same noun is counted, and nobody's patients; or the same words name both values: "a ferritin of"."""
    classifier = _classifier(one.figure)
    counted = one.figure.unit in _LOOSE and classifier not in {"", "人", "个", "项"}
    if counted and classifier == _classifier(two.figure) and one.near & two.near:
        return True
    if {one.figure.unit, two.figure.unit} <= _LOOSE:
        return bool(_content(noun_of(one.text, one.figure) & noun_of(two.text, two.figure)) - _ANYBODY)
    if one.figure.unit in TIME_UNITS and all(_FOLLOWED.search(each.clause) for each in (one, two)):
        return True
    name = _NAMED.search(_before(one))
    return name is not None and _before(two).endswith(name[0])


_ANYBODY = frozenset(tokens("患者 病例 病人 受试者 participants people persons subjects cases individuals"))
_FOLLOWED = lazy(r"follow(?:ed|-up|ing up)|随访")
_NAMED = lazy(r"\b[a-z-]{5,16} (?:of|was) $")


def _firm(value: Decimal) -> bool:
    return value not in _COMMON and (value != int(value) or value >= 20)


def _retelling(item: Item, leads: set[Span]) -> bool:
    told = item.told
    lead = told.span in leads or told.heading or told.role in {Role.TITLE, Role.CONCLUSION}
    return lead or any(one.search(told.words) is not None for one in (_LEGEND, _QUOTE, _RETOLD))


def _pointed(item: Item) -> bool:
    return _AGAIN.search(_before(item)) is not None


_AMONG = lazy(r"^(?:患者|病人|受试者|参与者|孩子|老人|学员)?[里中](?!心|国|度|位)")


def _of_those(item: Item) -> bool:
    """``512位患者里``: they were told of before."""
    behind = item.told.words[item.figure.span.end - item.told.span.start :][:8]
    return item.figure.unit == "count" and _AMONG.match(behind) is not None


def _before(item: Item) -> str:
    start = item.figure.span.start - item.told.span.start
    return item.told.words[max(0, start - 18) : start]
