"""A figure of a document with what stands around it, and what parts two of them that look alike.

What may part them: another arm, sex, year, time or place, a share of them, a change, a range, a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import reachable, value_of
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.compare.passages import tokens
from claimlint.verify.doubts.other_readings import analysed_otherwise
from claimlint.verify.scenes.likeness import beside, noun_of
from claimlint.verify.scenes.scene import Scene, Told

LOOSE = frozenset({"count", "none", "item", "times", "piece", "study", "site", "group", "animal", "eye"})
SKIPPED = frozenset({"ci", "cilevel", "p", "sd", "ordinal"})
LEAST_ALIKE = 4  # characters before two numbers
_NEAR, _NEAR_ENGLISH = 18, 48  # characters beside a number
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
        return self.named or content(
            beside(self.text, self.figure, reach, reach // 2) | noun_of(self.text, self.figure)
        )

    @cached_property
    def around(self) -> frozenset[str]:
        """Those of its sentence that stand not far off."""
        reach = 60 if self.told.words.isascii() else 24
        start, end = (place - self.told.span.start for place in (self.figure.span.start, self.figure.span.end))
        before = _STOP.split(self.told.words[max(0, start - reach) : start])[-1]
        behind = _STOP.split(self.told.words[end : end + reach])[0]
        return self.near | content(frozenset(tokens(f"{before} {behind}".replace("-", " "))))

    @cached_property
    def wide(self) -> frozenset[str]:
        return (self.named or frozenset()) | content(frozenset(tokens(self.told.words.replace("-", " "))))

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
            (abs(value_of(f)), "" if f.unit in LOOSE else f.unit)
            for f in self.row or self.told.figures
            if f is not self.figure and f.value is not None and f.unit not in SKIPPED and f.comparator in _EXACT
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


def content(words: frozenset[str]) -> frozenset[str]:
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
    "old": lazy(r"老[年人]|以上|>|≥|older|elderly|\bover \d|aged"),
    "then": lazy(
        r"去年|上年|前年|往年|同期|此前|之前|前[,，]?$|原来|[疗预术用造施诊]前|前一年|基线|入院时|last year|previous|earlier|baseline|before (?:treatment|surgery|therapy|the |entry)|former|year before|\bago\b|same (?:quarter|period|month)"
    ),
    "after": lazy(r"治疗后|干预后|术后|出院时|第\s?\d|随访|末次|\bafter\b|\bat (?:week|month|year|\d)|later|follow-up"),
    "part": lazy(
        r"其中|亚组|完成(?!了?[^，。；\x01]{0,10}(?:手术|置换|移植|介入|检查|检测))|可评估|剩|余|排除|失访|脱落|\bof (?:whom|these|which|them)\b|subgroup|evaluable|complet|remaining|excluded|lost|withdr|among those"
    ),
    "screened": lazy(r"筛|检索|登记|初检|screen|identified|assessed|eligib|invited"),
    "sum": lazy(r"累[计积]|全年|cumulative|to date|overall"),
    "place": lazy(
        r"全国|全球|全省|全市|国外|国际|农村|城[市区镇]|院区|national|worldwide|global|rural|urban|elsewhere"
    ),
    "planned": lazy(
        r"计划|目标|预[计期]|拟|将|至少|不超过|不少于|推荐|标准|参考|正常|规定|plan|target|expect|hoped? to|aim|recommend|at least|up to|normal|reference|will\b"
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
    r"\brepeat|re-audit|second (?:round|survey|audit|phase|cohort|wave)|\b(?:year|month|week)s? later|\bsince then|\bagain in|复[评查测]|再次(?:调查|检测|评估)|第[二三四][轮次期批年]|次年|翌年|(?<!一)又(?:筛|查|检测|调查|体检|招募|接种|随访)|\b(?:the )?(?:following|next) (?:year|month|spring|summer|autumn|winter)\b|随后|后续"
)
THOSE = lazy(r"(?:[这该此]|上述)\s?$|\b(?:these|those)\s$")


def items_of(scene: Scene) -> Iterator[Item]:
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


# --- what speaks against it -------------------------------------------------------------------------


def may_be(one: Item, two: Item, *, also_free: frozenset[str] = frozenset(), retold: bool = False) -> bool:
    """Does nothing part two figures? What stands in a lead and in the body may tell other values beside."""
    if one.figure.arm != two.figure.arm and one.figure.arm is not None and two.figure.arm is not None:
        return False
    if one.named is not None and two.named is not None:
        return False  # two cells
    free = _FREE | {"then", "sum"} if THOSE.search(ahead_of(two)) else _FREE
    if (one.marks ^ two.marks) - free - also_free or _single(one, two) or _single(two, one):
        return False
    said = "岁以上岁以下" if retold else ""  # a title need not say how old they were
    if analysed_otherwise(one.told, two.told.words + said) or analysed_otherwise(two.told, one.told.words + said):
        return False
    if (
        (_parallel(one, two) and not retold)
        or _side_by_side(one, two)
        or (_ANEW.search(one.told.words) is None) != (_ANEW.search(two.told.words) is None)
    ):
        return False
    classifiers = {classifier(each.figure) for each in (one, two)} - {""}
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
    units = {unit for _, unit in times[0]} & {unit for _, unit in times[1]} if retold else {"any"}
    if all(times) and units and not times[0] & times[1] and one.figure.unit not in LOOSE:
        return False
    return ("岁" in one.figure.raw) == ("岁" in two.figure.raw)


def _parallel(one: Item, two: Item) -> bool:
    """``病例1，男，65岁，血糖12.6；病例2，男，56岁，血糖16.2``: nothing is told again, and of another unit too each has its own."""
    shared = anchors(one, two)
    if any(firm(value) for value in shared) or one.named or two.named:
        return False
    mine, theirs = ({unit for value, unit in each.others if value not in shared} for each in (one, two))
    return bool(mine & theirs)


def _side_by_side(one: Item, two: Item) -> bool:
    """``东区服务居民……西区服务居民``, ``春季……秋季``: one and another, in one form of words."""
    here, there = (each.told.words[: each.figure.span.start - each.told.span.start].strip() for each in (one, two))
    apart = sum(a != b for a, b in zip(here, there, strict=True)) if len(here) == len(there) else 0
    return 1 <= apart <= 2 and len(here) >= LEAST_ALIKE


def classifier(figure: Figure) -> str:
    """The last character of a Chinese unit: 张 is no 人次; people are people."""
    last = figure.raw[-1:]
    return (
        ""
        if last < "一" or last in "万亿千百余多"
        else "人"
        if last in "人名例位次者" and figure.unit in LOOSE
        else last
    )


_OF_SEVERAL = lazy(r"(?:平均|均值|最高|最低|最大|最小|中位)(?:值|数|为|约|是|在|达|仅|:|\s){0,2}$")
_SEVERAL = lazy(r"均|中位|最[高低大小]|±|mean|median|average")


def _single(one: Item, two: Item) -> bool:
    """``餐后平均9.8`` below a diary of values: is the one a mean or an end of several, and the other one of them?"""
    ahead = _OF_SEVERAL.search(ahead_of(one)) if one.figure.decimals > 0 else None
    return ahead is not None and _SEVERAL.search(two.told.words + two.heads) is None


def made(one: Item, two: Item, items: list[Item]) -> bool:
    """Either value is a sum or a difference of others of its unit in the two sentences."""
    both = [each for each in items if each.told in (one.told, two.told)]
    return any(
        value_of(mine.figure)
        in reachable(value_of(f.figure) for f in both if f is not mine and f.figure.unit in {mine.figure.unit, "none"})
        for mine in (one, two)
    )


def anchors(one: Item, two: Item) -> set[Decimal]:
    """The numbers that both sentences tell besides; a bare one of a table lends itself a unit."""
    return {
        value
        for value, unit in one.others
        for other, theirs in two.others
        if value == other and (unit == theirs or not unit or not theirs)
    }


def firm(value: Decimal) -> bool:
    return value not in _COMMON and (value != int(value) or value >= 20)


def ahead_of(item: Item) -> str:
    start = item.figure.span.start - item.told.span.start
    return item.told.words[max(0, start - 18) : start]


def in_another_list(one: Item, two: Item) -> bool:
    """``医师74份、药师61份、护士27份``: an item of a list of which the other sentence tells no two."""
    told, figure = one.told, one.figure
    listed = [f for f in told.figures if f.unit == figure.unit and f.value is not None and _LISTED.search(told.words, max(0, f.span.start - told.span.start - 12), f.span.start - told.span.start)]  # fmt: skip
    if len(listed) < len("ab") or figure not in listed:
        return False
    values = {value_of(f) for f in two.told.figures if f.value is not None}
    return sum(value_of(f) in values for f in listed) < len("ab")


_LISTED = lazy(r"、[^、，。；,;\d]{1,10}$")
