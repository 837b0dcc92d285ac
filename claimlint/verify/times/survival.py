"""Who is alive after five years was alive after three, and without a relapse only who is alive: however it is told.

A sentence of rates is read as times and rates in turn (``满一年时占八成四``, "92% surviving at one month"), or as one time with
a rate of each kind; a table as times down its rows or along its heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS, days
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.doubts.other_readings import of_two_eras
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe
from claimlint.verify.times.course import Outcome, Point, Series, points_of, series

_FREE = (
    r"无(?:疾?病|进展|复发|事件|转移|失败|瘤|癌)(?:进展)?(?:生存|存活)|无(?:进展|复发|事件)(?:率|者|比例)|未(?:复发|进展)|没有(?:复发|进展|再发)|未见(?:复发|进展)|(?<![a-z])(?:dfs|rfs|pfs|efs|dmfs)(?![a-z])|"
    r"(?:disease|relapse|recurrence|progression|event|metastasis)-free|free (?:of|from) (?:disease|relapse|recurrence|progression|events?)|"
    r"alive (?:and )?(?:without|free of|with no) [a-z]{4,14}|without (?:progression|relapse|recurrence)"
)
_ALIVE = r"总体?(?:生存|存活)|(?<![病展发件移败瘤癌脏体物])(?:生存率|存活率|生存比例)|在世|健在|(?<!无病)存活|活着|\boverall survival|(?<!free )\bsurviv(?:al(?! free)|ing|ed|ors?)\b|\balive\b(?! (?:and (?:without|free|disease|relapse|progression)|with|free))|(?<![a-z])os(?![a-z])|still living"
_LASTING = (
    r"(?:移植物|移植肾|移植肝|人工肝|肾脏?|假体|种植体|内固定|植入物|支架|皮瓣|牙冠|义齿|修复体|起搏器|导管)的?(?:生存|存活|留存|在位|保留)率?|留存率|仍(?:在|能|有)(?:正常)?(?:工作|使用|发挥作用|位)|still (?:working|functioning|in place|in use)|通畅率|局部控制率|在位率|继续(?:用药|服药|治疗)率|"
    r"免(?:于|除)(?:再次?|二次|心源性|全因)?(?:手术|介入|干预|翻修|死亡|复发|血运重建)|无(?:再次|二次)(?:手术|介入|干预)|"
    r"freedom from (?:[a-z-]+ ){0,2}?(?:death|mortality|re-?interventions?|re-?operations?|re-?hospitali[sz]ation|revision|recurrence|relapse|progression|metastas[ie]s|mace|deterioration|degeneration|stroke|"
    r"thromboembolism|events?|rejection|failure|revasculari[sz]ation|transplantation|dialysis|amputation)|"
    r"(?:graft|implant|prosthes[ie]s|device|renal|kidney|stent|fl?ap) survival|patency|local control|retention|drug persistence"
)
_GROWING = r"累[计积](?:的)?(?:死亡|复发|发生|翻修|病死|失败|转移|骨折|失访|脱落|停药)|累[计积]风险|\d\s?年(?:全因|总)?(?:病死|死亡)率|(?:year|month|day) mortality|cumulative (?:incidence|risk|mortality|deaths?|relapses?|revision|failures?|recurrence)"
_KINDS = {"free": lazy(_FREE), "alive": lazy(_ALIVE), "lasting": lazy(_LASTING), "growing": lazy(_GROWING)}
_APART = lazy(  # rates of others, or of those only who came so far
    r"再次(?!手术|介入|干预|翻修|住院)|二次(?!手术)|辅助通畅|(?:缓解|应答|阳性|阴性|切除|完成|达标|有效)[一-鿿]{0,2}者|secondary|assisted|responders|条件生存|条件下|活过|(?:的|活|过|后)患?者中|患者中有|相对生存|其中|另|相比|比较|对照|高危|低危|亚组|年龄|≥|以上者|以下者|分别.{0,60}分别|"
    r"conditional|those who|patients who|of whom|among|subgroup|versus|\bvs\b|compared|relative survival|markov|simulat|projected|extrapolat|\bmodell?ed\b|模型预测|模拟|推算|外推"
)
_OTHER_SOURCE = lazy(
    r"文献|既往|历史|登记[^。]{0,6}为|literature|registry|registries"
)  # behind the first rate: what others saw
_STAGE = lazy(
    r"(?:[ⅠⅡⅢⅣⅤ一二三四]|(?<![a-z])(?:iv|i{1,3}))\s?[、和]?\s?期|[早中晚]期|\b(?:stages?|grades?) [1-4iv]{1,3}\b"
)
_NOT_TIME = frozenset({"age", "followup", "duration", "dose"})


def check(scene: Scene) -> Iterator[Observation]:
    """Sentences, then tables."""
    ahead: Told | None = None
    for told in scene.sentences:
        yield from _across(ahead, told)
        yield from _at_the_same_times(ahead, told)
        if ahead is not None and ahead.block == told.block:
            yield from _kinds_across(ahead, told)
        ahead = told
        if len(told.figures) > 1:
            yield from _told(told)
    for table in tables_of(scene):
        yield from _tabled(table)


# --- sentences ----------------------------------------------------------------------------------


def _told(told: Told) -> Iterator[Observation]:
    kinds = [name for name, words in _KINDS.items() if words.search(told.words)]
    if kinds:
        yield from _medians(told)
    for one in series(told):
        if not _apart(told, one):
            yield from _order(one.points)
    yield from _kinds(told)
    times = [f for f in told.figures if _is_time(f)]
    point = {Comparator.EQUAL, Comparator.ABOUT}
    rates = [f for f in told.of_kind("P") if f.value is not None and f.comparator in point]
    alone = kinds and len(times) == 1 and len(rates) > 1 and _one_population(told)
    end = rates[-1].span.end - told.span.start if rates else 0
    if alone and not _APART.search(told.words, 0, end) and not _OTHER_SOURCE.search(told.words, 0, end):
        yield from _at_once(told, rates)


def _across(ahead: Told | None, told: Told) -> Iterator[Observation]:
    """ "Two-year survival was 67%; three-year survival was 78%": two halves of one sentence."""
    if ahead is None or ahead.block != told.block or ahead.words.rstrip()[-1:] not in ";；":
        return
    runs = [*points_of(ahead), *points_of(told)]
    if len(runs) != 2 or any(len(run) > 1 for run in runs) or runs[0][0].outcome.name != runs[1][0].outcome.name:
        return
    points = (*runs[0], *runs[1])
    plain = all(not _apart(one, Series(False, points)) and not _ERA.search(one.words) for one in (ahead, told))
    if plain and points[0].rate.arm == points[1].rate.arm and len([f for f in told.figures if f.unit == "pct"]) == 1:
        yield from _order(points)


_OF_EACH_GROUP = lazy(
    r"[两各三]组|\b(?:both|the two|all|each) (?:groups?|arms?)\b"
)  # in which order a time's rates are told
_SAME_TIMES = lazy(r"same (?:time ?points|times|intervals)|同期|相应(?:时间|时点)|上述(?:时间|时点)|依次")


def _at_the_same_times(ahead: Told | None, told: Told) -> Iterator[Observation]:
    """``Graft survival was 88%, 76% and 62% at the same time points``: the times are told in the sentence before."""
    if ahead is None or ahead.block != told.block or not _SAME_TIMES.search(told.words) or _APART.search(told.words):
        return
    if _OF_EACH_GROUP.search(told.words):
        return
    rates = [f for f in told.figures if f.unit == "pct" and exact(f)]
    runs = [sorted({point.when for point in points}) for points in points_of(ahead)]
    singles = sorted({run[0] for run in runs if len(run) == 1})
    whens = next((run for run in (*runs, singles) if len(run) == len(rates) > 1), None)
    kind = _kind(told.words)
    if whens is not None and kind is not None and len(rates) == len(told.of_kind("P")) and not points_of(told):
        yield from _order(
            [Point(Outcome(kind, kind == "growing", 0), *pair) for pair in zip(whens, rates, strict=True)]
        )


def _apart(told: Told, one: Series) -> bool:
    """Reasons for which a later rate may well be higher: it is of other people, or of those only who came so far."""
    first, last = one.points[0], one.points[-1]
    before = max(0, min(first.outcome.start, first.rate.span.start - told.span.start) - 40)
    if _CONDITIONAL.search(told.words, before, last.rate.span.end - told.span.start + 40):
        return True
    if one.listed:
        return False
    if _OF_OTHER_PEOPLE.search(told.words, before, last.rate.span.end - told.span.start + 32):
        return True
    if first.outcome.grows and first.rate.unit == "pct" and not _TOGETHER.search(told.words):
        return True
    if of_two_eras(told.words) or _ERA.search(told.words, before + 40, last.rate.span.end - told.span.start):
        return True
    if not _one_population(told) or len(_OF_WHOM.findall(told.words)) > 1:
        return True
    same = {
        point.outcome.start for point in one.points
    }  # each names its outcome: who they are is told before all of them
    since = before + 28 if len(same) == len(one.points) else 0
    end, begin = last.rate.span.end - told.span.start, first.rate.span.end - told.span.start
    since = max(since, named.end() if (named := _AMONG_ALL.match(told.words)) else 0)
    return _APART.search(told.words, since, end) is not None or _OTHER_SOURCE.search(told.words, begin, end) is not None


_AMONG_ALL = lazy(  # who they are, told before everything else
    r"^\W{0,2}among (?:the |all |our |these )?\d[\d,]* (?:[a-z]+ ){0,3}?(?:patients|people|women|men|children|adults|participants|recipients)\b"
)
_OF_OTHER_PEOPLE = lazy(  # 88%（老年组）、91%（青年组）; 64% in 2010 and 71% in the newer cohort
    r"%\s?[(（][^()（）%]{1,12}(?:组|队列|\bgroup|\bcohort|\barm)[)）]|% in (?:19|20)\d\d\b"
    r"|% [^.;,%]{0,24}\bin the (?:new|old|young|earli|lat|other|second)[a-z]{0,4} (?:cohort|group|era|series|period)"
)
_OF_WHOM = lazy(
    r"\b(?:in|among|for|of) (?:people|those|patients|women|men|children|adults|the [a-z]+) (?:whose|who|with(?:out)?|aged|not|given|treated)\b"
    r"|(?:months?|years?|weeks?),? (?:with|after|under|on|for) (?:the |a |an )?(?!follow|treat|surg|transpl|the |of )[a-z]{3,}"
    r"|[一-鿿]{2,4}期(?:患者|病人|者|组)"
)
_ERA = lazy(r"(?:18|19|20)\d\d\s?[-年~至]")
_FREE_SURVIVAL = lazy(
    r"无(?:疾?病|进展|复发|事件|转移|失败|瘤)生存|(?:event|disease|relapse|progression|recurrence|metastasis|failure)-free(?:survival)?$|^survivalfree(?:of|from)|^(?:dfs|rfs|pfs|efs|dmfs)$"
)
_OVERALL = lazy(r"^(?:总体?生存|总存活|生存|存活|overall(?:survival)?|survival|os)$")


def _kinds(told: Told) -> Iterator[Observation]:
    """Without a relapse are no more than are alive, at the same time and in the same arm."""
    points = [point for run in points_of(told) for point in run]
    free = [point for point in points if _FREE_SURVIVAL.search(point.outcome.name)]
    alive = [point for point in points if _OVERALL.search(point.outcome.name)]
    for one in free:
        for other in alive:
            same = one.when == other.when and one.rate.arm == other.rate.arm and exact(one.rate) and exact(other.rate)
            if not same or value_of(one.rate) <= value_of(other.rate):
                continue
            first, last = sorted((one.rate.span, other.rate.span))
            between = told.words[first.end - told.span.start : last.start - told.span.start]
            if not _APART.search(between) and not _STAGE.search(between) and not _CONDITIONAL.search(told.words):
                yield from _fault(one.rate, other.rate, ">")
                return


def _kinds_across(ahead: Told, told: Told) -> Iterator[Observation]:
    """The same of two sentences: "Disease-free survival at 1, 3 and 5 years was …. Overall survival at 1, 3 and 5 years was …"."""
    if any(
        _APART.search(one.words) or _STAGE.search(one.words) or _CONDITIONAL.search(one.words) for one in (ahead, told)
    ):
        return
    first, second = ([point for run in points_of(one) for point in run] for one in (ahead, told))
    for ones, others in ((first, second), (second, first)):
        free = [point for point in ones if _FREE_SURVIVAL.search(point.outcome.name)]
        alive = [point for point in others if _OVERALL.search(point.outcome.name)]
        if len(free) != len(ones) or len(alive) != len(others):
            continue
        for one, other in product(free, alive):
            same = one.when == other.when and one.rate.arm == other.rate.arm and exact(one.rate) and exact(other.rate)
            if same and value_of(one.rate) > value_of(other.rate):
                yield from _fault(one.rate, other.rate, ">")
                return


_CONDITIONAL = lazy(
    r"\b(?:project(?:ed|s)|model(?:led|s)? )|(?:another|other|[A-Za-z]+) cohort [^.;]{0,40}reported|模型|预测|条件生存|条件下|活过|已存活|相对生存|每年|年均|当年|逐年|年度|conditional|already alive|relative survival|annual|each year|per year|life table interval|landmark"
)


def _one_population(told: Told) -> bool:
    """One arm, one stage of the disease, one treatment."""
    arms = {f.arm for f in told.figures if kind_of(f) in "PC"} - {None}
    return all(len(each) < 2 for each in (arms, set(AFTER.findall(told.words)), set(_STAGE.findall(told.words))))


_TOGETHER = lazy(r"\b(?:rising|climbing|increasing|rose|rises) to\b|升至|增至|升高至|累[计积]|cumulative")
AFTER = lazy(r"\b(?:after|following|undergoing|receiving) (?!diagnosis|treatment|the\b)([a-z-]{5,20})")


def _is_time(figure: Figure) -> bool:
    return figure.unit in TIME_UNITS and exact(figure) and figure.role not in _NOT_TIME and "岁" not in figure.raw


def _order(points: Sequence[Point]) -> Iterator[Observation]:
    for index, point in enumerate(points):
        for other in points[:index]:
            later, sooner = (point, other) if point.when > other.when else (other, point)
            if later.when != sooner.when and later.rate.unit == sooner.rate.unit and _wrong(sooner, later):
                yield from _fault(later.rate, sooner.rate, "<" if later.outcome.grows else ">")
                return


def _wrong(sooner: Point, later: Point) -> bool:
    rough = {sooner.rate.comparator, later.rate.comparator} != {Comparator.EQUAL}
    factor, room = Decimal("1.1") if rough else Decimal(1), _room(sooner.rate) + _room(later.rate)
    if later.outcome.grows:
        return value_of(later.rate) * factor + room < value_of(sooner.rate)
    return value_of(later.rate) > value_of(sooner.rate) * factor + room


def _room(rate: Figure) -> Decimal:
    """九成 may be said of 88%."""
    return Decimal(5) if rate.word and rate.decimals < 0 else Decimal(0)


def _fault(rate: Figure, other: Figure, sign: str) -> Iterator[Observation]:
    line = f"{rate.raw} {sign} {other.raw}"
    yield observe("survival-order", rate, line, related=[(other, other.raw)], earlier=other.raw)


def _at_once(told: Told, rates: list[Figure]) -> Iterator[Observation]:
    """``At two years, 64% were free of progression and 48% were alive``."""
    by_kind: dict[str, list[Figure]] = {}
    for rate in rates:
        by_kind.setdefault(_kind_at(told, rate) or "", []).append(rate)
    free, alive = by_kind.get("free", []), by_kind.get("alive", [])
    if len(free) == len(alive) == 1 and value_of(free[0]) - value_of(alive[0]) > _room(free[0]) + _room(alive[0]):
        yield from _fault(free[0], alive[0], ">")


def _kind_at(told: Told, rate: Figure) -> str | None:
    """The kind named in the rate's own stretch: before it in Chinese, behind it in ``48% were alive``."""
    index = told.figures.index(rate)
    start, end = rate.span.start - told.span.start, rate.span.end - told.span.start
    left = max((f.span.end - told.span.start for f in told.figures[:index] if f.unit == "pct"), default=0)
    right = min((f.span.start - told.span.start for f in told.figures[index + 1 :]), default=len(told.words))
    before, behind = told.words[left:start], told.words[end:right]
    close = expressions.search(r"(?:为|是|达到?|仅|:|有|占|was|of|in|at|reached|were)\s?(?:约|about)?\s?$", before)
    for stretch in (before, behind) if close or not told.words.isascii() else (behind, before):
        found = [(match.start(), name) for name in ("free", "alive") for match in _KINDS[name].finditer(stretch)]
        if found:
            return max(found)[1] if stretch is before else min(found)[1]
    return None


_MEDIAN = lazy(
    rf"(?:中位|median\s)(?:(?P<free>{_FREE})|(?P<alive>总?生存|{_ALIVE}))(?:期|时间)?\s?(?:survival)?\s?(?:\([a-z]{{2,4}}\))?\s?(?:分别)?(?:为|是|达到?|was|of|:|仅|(?:in [a-z ]{{3,30}} )?(?:reached|came to|stood at|was))?\s?(?:约|about|only)?\s?$"
)


def _medians(told: Told) -> Iterator[Observation]:
    """The median time without progression is no longer than the median survival."""
    found: dict[str, list[Figure]] = {"free": [], "alive": []}
    for figure in told.figures:
        start = figure.span.start - told.span.start
        match = _MEDIAN.search(told.words, max(0, start - 60), start) if figure.unit in TIME_UNITS else None
        if match is not None and exact(figure):
            found["free" if match["free"] else "alive"].append(figure)
    free, alive = found["free"], found["alive"]
    if (
        len(free) == len(alive) == 1
        and free[0].arm == alive[0].arm
        and not told.has(r"未达到|not reached|亚组|subgroup")
    ):
        one, two = (days(value_of(f), f.unit) for f in (free[0], alive[0]))
        if one is not None and two is not None and one > two:
            yield from _fault(free[0], alive[0], ">")


# --- tables -------------------------------------------------------------------------------------

_TIME_HEAD = lazy(r"^\W{0,2}(?:术后|治疗后|移植后|随访|第|满|post-?op\w*\s|at\s|month\s|year\s)?\s?(?:\d{1,3}(?:\.\d)?|[一二两三五十]{1,2})\s?-?\s?(?:年|个?月|周|years?|months?|weeks?|yr|mo)?(?:时|末|后)?(?:生存率|存活率|os|pfs|dfs|rate|survival|,|\(%\)|（%）|\s){0,3}\W{0,2}$")  # fmt: skip


def _tabled(table: Table) -> Iterator[Observation]:
    """Times in the first column, or in the heads."""
    down = [(when, row) for row in table.rows if (when := _time_of(table, row, 0)) is not None]
    across = [(when, c) for c in table.columns if c and (when := _time_of(table, 0, c)) is not None]
    if len(down) == len(table.rows) >= 2:
        named = {
            c: _kind(table.words(0, c)) or (_kind(_caption(table)) if len(table.columns) == 2 else None)
            for c in table.columns[1:]
        }
        for column, kind in named.items():
            if kind:
                yield from _order(_points(kind, [(when, table.number(row, column)) for when, row in down]))
        yield from _side_by_side(table, [row for _, row in down], named)
    elif len(across) >= 2:
        for row in table.rows:
            kind = _kind(table.words(row, 0)) or _kind(table.words(0, 0)) or _kind(_caption(table))
            kind = kind or _kind(" ".join(table.words(0, c) for _, c in across))
            if kind:
                yield from _order(_points(kind, [(when, table.number(row, column)) for when, column in across]))


_HEADS_TIMES = lazy(
    r"^\W{0,2}(?:time[^a-z]{1,3}|follow-up[^a-z]{1,3}|随访)?(?:时间)?[(（,]?(?:years?|months?|weeks?|年|月|周)"
)


def _time_of(table: Table, row: int, column: int) -> Decimal | None:
    cell = table.cells.get((row, column))
    if cell is None or not _TIME_HEAD.match(cell.words):
        return None
    times = [f for f in cell.figures if f.unit in TIME_UNITS]
    if not times and not column and (unit := _HEADS_TIMES.search(table.words(0, 0))):
        bare = [f for f in cell.figures if f.unit == "none" and exact(f)]
        name = next(name for name, words in (("year", "年y"), ("month", "月m"), ("week", "周w")) if unit[0][0] in words)
        return days(value_of(bare[0]), name) if len(bare) == 1 else None
    return days(value_of(times[0]), times[0].unit) if len(times) == 1 and exact(times[0]) else None


def _kind(words: str) -> str | None:
    for name in ("growing", "free", "lasting", "alive"):
        if _KINDS[name].search(words) and not expressions.search(
            r"相对|条件|relative|conditional|差|change|(?<!无)病死率|n\s?=\s?\d+.{0,30}n\s?=", words
        ):
            return name
    return None


def _caption(table: Table) -> str:
    """The sentence right before a table that is a line of its own."""
    first = min(cell.told[0].span.start for cell in table.cells.values())
    before = [told for told in table.frame.sentences if told.span.end <= first]
    return before[-1].words if before and len(before[-1].words) <= 60 else ""


def _points(kind: str, numbers: list[tuple[Decimal, Figure | None]]) -> list[Point]:
    outcome = Outcome(kind, kind == "growing", 0)
    found = [Point(outcome, when, f) for when, f in numbers if f is not None and (f.unit == "pct" or (f.unit == "none" and value_of(f) <= 100))]  # fmt: skip
    return found if len(found) == len(numbers) else []


def _side_by_side(table: Table, rows: list[int], kinds: dict[int, str | None]) -> Iterator[Observation]:
    """Without a relapse are no more than are alive, at every time."""
    free, alive = ([c for c, kind in kinds.items() if kind == name] for name in ("free", "alive"))
    if len(free) != 1 or len(alive) != 1:
        return
    for row in rows:
        one, two = table.number(row, free[0]), table.number(row, alive[0])
        if (
            one is not None
            and two is not None
            and one.unit == two.unit
            and one.unit in {"pct", "none"}
            and value_of(one) > value_of(two)
        ):
            yield from _fault(one, two, ">")
